//! The account of somebody without an e-mail address and without a telephone: a clerk opens it after looking at the card. Its
//! owner cannot sign in; a code on paper leads any region's clerk to it, and its owner too, once she has an address.

use balai_kernel::{Act, Assurance, Nik, PersonName, RegionCode, SheetCode, fresh_id};
use balai_rbac::support::Reason;
use balai_storage::{Control, Kek, Read, Result, StorageError, TenantDb, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::card::{CardRefused, write_down};
use super::{Visit, in_region, lasting, noted, sit_down};
use crate::account::AccountState;
use crate::desk::seat;
use crate::mandates::children::{is_parent, of_child};
use crate::numbers::{alike, weigh};
use crate::personal::Personal;
use crate::rows::{account, assisted_account, visit};
use crate::tries::Tried;
use crate::{Identity, cases};

/// A second press of the button within this time finds the account that the first one opened.
const TWICE: TimeDelta = TimeDelta::minutes(5);

/// Who is opened an account for.
#[derive(Clone, Debug)]
pub struct NewAssisted {
    /// Her name, as on the card.
    pub name: PersonName,
    /// Her number, as on the card.
    pub nik: Nik,
    /// What she wants the account for; she agreed aloud, before the clerk (UU 27/2022, article 22).
    pub purpose: Reason,
}

/// An account whose owner cannot sign in yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assisted {
    /// What it was opened for.
    pub purpose: String,
    /// When.
    pub opened_at: DateTime<Utc>,
    /// When the code on the sheet was made; none before there was one.
    pub code_made_at: Option<DateTime<Utc>>,
}

/// Why no account was opened.
#[derive(Debug, thiserror::Error)]
pub enum AssistedRefused {
    /// The number has to be looked into: the ministry has heard of it.
    #[error("the number has to be looked into")]
    LookedInto,
    /// Too many numbers were typed.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why no account was opened for a child.
#[derive(Debug, thiserror::Error)]
pub enum ChildRefused {
    /// By the number the child is 17 or older.
    #[error("the child is grown up")]
    Grown,
    /// The number has to be looked into.
    #[error("the number has to be looked into")]
    LookedInto,
    /// The parent does not sit there any more, or her card was not seen.
    #[error("the visit is over")]
    Over,
    /// Too many numbers were typed.
    #[error("too many tries, the next one is possible at {0}")]
    TooManyTries(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl From<CardRefused> for ChildRefused {
    fn from(refused: CardRefused) -> Self {
        match refused {
            CardRefused::TooManyTries(until) => Self::TooManyTries(until),
            CardRefused::Storage(error) => Self::Storage(error),
            CardRefused::Differs | CardRefused::Over => Self::Over,
        }
    }
}

impl Identity {
    /// Opens an account for somebody who sits before the clerk with her card.
    pub async fn open_assisted(
        &self,
        act: &Act,
        kek: &Kek,
        db: &TenantDb,
        (clerk, by): (Uuid, &str),
        new: &NewAssisted,
    ) -> Result<Visit, AssistedRefused> {
        self.count_card(act, clerk).await.map_err(|refused| match refused {
            CardRefused::TooManyTries(until) => AssistedRefused::TooManyTries(until),
            CardRefused::Storage(error) => error.into(),
            CardRefused::Differs | CardRefused::Over => AssistedRefused::LookedInto,
        })?;
        let region = db.code();
        let write = self.db.write().await?;
        let key = self.number_key(&new.nik);
        if let Some(known) = alike(&write, &key).await?.first() {
            if opened_just_now(&write, act, clerk, known.account_id).await? {
                let visit = sit_down(&write, act, (region, clerk), known.account_id, Some(act.at)).await?;
                write.commit().await?;
                return Ok(visit);
            }
            cases::open(&write, act, &key, Some(region)).await?;
            write.commit().await?;
            return Err(AssistedRefused::LookedInto);
        }
        let visit = self.add_assisted(&write, act, kek, (region, clerk), by, new).await?;
        self.take_back(&write, &Tried::Card(clerk), act.at).await?;
        write.audit(act, in_region("account.opened_for", visit.account, region)).await?;
        write.commit().await?;
        noted(db, act, "account.opened_for", visit.account).await?;
        Ok(visit)
    }

    /// Opens an account for a child of whoever sits there, as the clerk saw it on the family card; the parent acts for the
    /// child until it is 17.
    pub async fn open_child(
        &self,
        act: &Act,
        kek: &Kek,
        db: &TenantDb,
        (parent, by): (&Visit, &str),
        new: &NewAssisted,
        grown: DateTime<Utc>,
    ) -> Result<Uuid, ChildRefused> {
        self.count_card(act, parent.clerk).await?;
        if grown <= act.at {
            return Err(ChildRefused::Grown);
        }
        let region = db.code();
        let write = self.db.write().await?;
        if parent.card_seen_at.is_none() || !lasting(&write, parent, act.at).await? {
            return Err(ChildRefused::Over);
        }
        let key = self.number_key(&new.nik);
        if let Some(known) = alike(&write, &key).await?.first() {
            let child = known.account_id;
            if opened_just_now(&write, act, parent.clerk, child).await?
                && is_parent(&write, (child, parent.account), act.at).await?
            {
                return Ok(child);
            }
            cases::open(&write, act, &key, Some(region)).await?;
            write.commit().await?;
            return Err(ChildRefused::LookedInto);
        }
        let child = self.add_assisted(&write, act, kek, (region, parent.clerk), by, new).await?.account;
        of_child(&write, act, (child, parent.account), grown).await?;
        self.take_back(&write, &Tried::Card(parent.clerk), act.at).await?;
        write.audit(act, in_region("account.opened_for", child, region)).await?;
        write.commit().await?;
        noted(db, act, "account.opened_for", child).await?;
        Ok(child)
    }

    async fn add_assisted(
        &self,
        write: &Write<Control>,
        act: &Act,
        kek: &Kek,
        (region, clerk): (RegionCode, Uuid),
        by: &str,
        new: &NewAssisted,
    ) -> Result<Visit> {
        let id = fresh_id(act.at);
        let row = account::ActiveModel {
            id: Set(id),
            state: Set(AccountState::Active),
            assurance: Set(i32::from(Assurance::Contact.level())),
            grants_version: Set(1),
            created_at: Set(act.at),
            assisted: Set(true),
            ..Personal::named(new.name.clone()).sealed(&self.key, id)?
        };
        write.insert(row).await?;
        let opened = assisted_account::ActiveModel {
            account_id: Set(id),
            region_code: Set(Some(region.to_string())),
            opened_by: Set(Some(clerk)),
            opened_by_name: Set(Some(by.to_owned())),
            purpose: Set(new.purpose.as_str().to_owned()),
            opened_at: Set(act.at),
            code_key: Set(None),
            code_made_at: Set(None),
            way_hash: Set(None),
            way_began_at: Set(None),
            taken_over_at: Set(None),
        };
        write.insert(opened).await?;
        // two presses at one moment: the one that comes second leaves nothing
        if !self.enter_number(write, act, kek, id, &new.nik).await? {
            return Err(DbErr::RecordNotUpdated.into());
        }
        let visit = sit_down(write, act, (region, clerk), id, Some(act.at)).await?;
        write_down(write, act, &visit, by).await?;
        weigh(write, id).await?;
        Ok(visit)
    }

    /// How an account was opened whose owner cannot sign in yet; none of any other.
    pub async fn assisted(&self, account: Uuid) -> Result<Option<Assisted>> {
        let row = self.db.read().await?.find::<assisted_account::Entity>(account).await?;
        Ok(row.filter(|row| row.taken_over_at.is_none()).map(|row| Assisted {
            purpose: row.purpose,
            opened_at: row.opened_at,
            code_made_at: row.code_made_at,
        }))
    }

    /// Makes the code of a sheet for whoever sits there with her card; a former one counts no more. None where the clerk has
    /// not seen the card, or the account is its owner's own.
    pub async fn renew_sheet(&self, act: &Act, db: &TenantDb, visit: &Visit) -> Result<Option<SheetCode>> {
        let write = self.db.write().await?;
        if visit.card_seen_at.is_none() || !lasting(&write, visit, act.at).await? {
            return Ok(None);
        }
        let code = SheetCode::fresh();
        let change = assisted_account::Entity::update_many()
            .set(assisted_account::ActiveModel {
                code_key: Set(Some(self.sheet_key(&code))),
                code_made_at: Set(Some(act.at)),
                way_hash: Set(None),
                ..Default::default()
            })
            .filter(assisted_account::Column::AccountId.eq(visit.account))
            .filter(assisted_account::Column::TakenOverAt.is_null());
        if write.update_many(change).await? == 0 {
            return Ok(None);
        }
        let row = visit.id.to_string();
        let sealed = self.key.seal(seat("counter_visits", "sheet", &row), code.reveal().as_bytes());
        write.update(visit::ActiveModel { id: Set(visit.id), sheet: Set(Some(sealed)), ..Default::default() }).await?;
        write.audit(act, in_region("account.sheet_made", visit.account, visit.region)).await?;
        write.commit().await?;
        noted(db, act, "account.sheet_made", visit.account).await?;
        Ok(Some(code))
    }

    /// The code that was made while she sits there, to be printed again.
    pub async fn sheet_of(&self, visit: &Visit) -> Result<Option<SheetCode>> {
        let row = self.db.read().await?.find::<visit::Entity>(visit.id).await?;
        let Some(sealed) = row.and_then(|row| row.sheet) else { return Ok(None) };
        let plain = self.key.open(seat("counter_visits", "sheet", &visit.id.to_string()), &sealed)?;
        let code = std::str::from_utf8(&plain).ok().and_then(|text| SheetCode::parse(text).ok());
        code.map(Some).ok_or_else(|| StorageError::Corrupt(format!("sheet of visit {}", visit.id)))
    }

    /// The account that the code of a sheet leads to.
    pub async fn account_of_sheet(&self, code: &SheetCode) -> Result<Option<Uuid>> {
        Ok(self.sheet(code).await?.map(|row| row.account_id))
    }

    pub(super) async fn sheet(&self, code: &SheetCode) -> Result<Option<assisted_account::Model>> {
        let query = assisted_account::Entity::find().filter(assisted_account::Column::CodeKey.eq(self.sheet_key(code)));
        self.db.read().await?.one(query).await
    }

    /// A keyed hash: whoever reads the table finds nobody.
    pub(super) fn sheet_key(&self, code: &SheetCode) -> String {
        self.key.blind_index(format!("sheet:{}", code.reveal()).as_bytes())
    }
}

/// Whether this clerk opened the account a moment ago: the button was pressed a second time.
async fn opened_just_now(read: &Read<Control>, act: &Act, clerk: Uuid, account: Uuid) -> Result<bool> {
    let row = read.find::<assisted_account::Entity>(account).await?;
    Ok(row.is_some_and(|row| row.opened_by == Some(clerk) && act.at - row.opened_at < TWICE))
}
