//! A clerk asks a citizen for the documents that a service requires.

use balai_catalog::standard::DocumentCode;
use balai_identity::{AccountSays, is_active};
use balai_kernel::{Act, RegionCode, fresh_id, random_digits};
use balai_storage::{Audit, Control, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::request::{ItemState, MOST_ITEMS, Reason, Request, locked, whole, with_items};
use crate::rows::{code, item, request};
use crate::{AnswerRefused, Vault};

/// Digits of the code that a citizen shows.
const DIGITS: usize = 8;
/// How long it counts.
const COUNTS: TimeDelta = TimeDelta::minutes(10);
/// How long a request waits for its answer.
pub(crate) const WAITS: TimeDelta = TimeDelta::days(7);

/// A document that a service requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its kind.
    pub kind: DocumentCode,
    /// The requirement in the service's own words.
    pub requirement: String,
}

/// What a clerk asks.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Her region.
    pub region: RegionCode,
    /// The service, by id and by name.
    pub service: (Uuid, String),
    /// The agency that renders it.
    pub agency: String,
    /// The clerk, by account and by name.
    pub by: (Uuid, String),
    /// The documents.
    pub wanted: Vec<Wanted>,
    /// Why.
    pub reason: Reason,
    /// For how many days what is given may be used.
    pub days: i64,
    /// Whether the citizen sits there and answers aloud: UU 27/2022, article 22.
    pub spoken: bool,
}

/// How a clerk names the citizen.
#[derive(Clone, Debug)]
pub enum Whom {
    /// By the address or number of her account, if anybody has it: whoever asks is not told.
    Account(Option<Uuid>),
    /// By the code that she shows.
    Code(String),
}

/// A code to be shown at a counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownCode {
    /// `1234 5678`.
    pub text: String,
    /// It counts until then.
    pub until: DateTime<Utc>,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskRefused {
    /// No such code, or no more.
    #[error("the code is not known")]
    Code,
    /// No document, or too many.
    #[error("no document is asked for")]
    Nothing,
    /// The documents are those of whoever asks.
    #[error("nobody asks herself")]
    Oneself,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// Makes a code by which a clerk finds this account for some minutes, once. A former one counts no more.
    pub async fn show_code(&self, act: &Act, account: Uuid) -> Result<ShownCode> {
        let digits = random_digits(DIGITS);
        let until = act.at + COUNTS;
        let write = self.db.write().await?;
        write.delete_many(code::Entity::delete_many().filter(code::Column::AccountId.eq(account))).await?;
        let row =
            code::ActiveModel { account_id: Set(account), code_hash: Set(self.hash(&digits)?), expires_at: Set(until) };
        write.insert(row).await?;
        let id = account.to_string();
        write.audit(act, Audit { action: "vault.code_shown", kind: "account", id, ..Audit::default() }).await?;
        write.commit().await?;
        let (first, second) = digits.split_at(DIGITS / 2);
        Ok(ShownCode { text: format!("{first} {second}"), until })
    }

    /// Asks. A code counts once.
    pub async fn ask(&self, act: &Act, whom: Whom, new: NewRequest) -> Result<Uuid, AskRefused> {
        if new.wanted.is_empty() || new.wanted.len() as u64 > MOST_ITEMS {
            return Err(AskRefused::Nothing);
        }
        let write = self.db.write().await?;
        let account = match whom {
            Whom::Account(account) => account,
            Whom::Code(typed) => Some(self.spend(&write, act, &typed).await?.ok_or(AskRefused::Code)?),
        };
        if account == Some(new.by.0) {
            return Err(AskRefused::Oneself);
        }
        let id = fresh_id(act.at);
        let row = request::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            region_code: Set(new.region.to_string()),
            service_id: Set(new.service.0),
            service: Set(new.service.1),
            agency: Set(new.agency),
            asked_by: Set(new.by.0),
            asked_by_name: Set(new.by.1),
            reason: Set(new.reason.as_str().to_owned()),
            created_at: Set(act.at),
            answer_until: Set(act.at + WAITS),
            use_until: Set(act.at + TimeDelta::days(new.days.clamp(1, 90))),
            closed_at: Set(None),
            spoken: Set(new.spoken),
        };
        let row = write.insert(row).await?;
        let kinds: Vec<&str> = new.wanted.iter().map(|wanted| wanted.kind.as_str()).collect();
        let after = Some(json!({ "region": new.region, "kinds": kinds, "spoken": new.spoken }));
        for (place, wanted) in (0_i64..).zip(&new.wanted) {
            write.insert(waiting(act, place, id, wanted.kind.as_str(), &wanted.requirement)).await?;
        }
        write.audit(act, entry("request.made", id, after)).await?;
        self.tell_asked(&write, act, &row, false).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Asks somebody who sits there and answers aloud: these documents of hers are used, each for what is wanted in its place.
    pub async fn ask_aloud(
        &self,
        act: &Act,
        account: Uuid,
        new: NewRequest,
        documents: &[Uuid],
    ) -> Result<Uuid, AskRefused> {
        let id = self.ask(act, Whom::Account(Some(account)), NewRequest { spoken: true, ..new }).await?;
        let request = self.request_to(account, id).await?.ok_or(AskRefused::Nothing)?;
        let given: Vec<(Uuid, Uuid)> =
            request.items.iter().map(|item| item.id).zip(documents.iter().copied()).collect();
        match self.answer(act, account, id, &given).await {
            Ok(()) => Ok(id),
            Err(AnswerRefused::Storage(error)) => Err(error.into()),
            Err(AnswerRefused::Over | AnswerRefused::Unfit) => Err(AskRefused::Nothing),
        }
    }

    /// Whose code this is that a citizen shows; it counts once.
    pub async fn take_code(&self, act: &Act, typed: &str) -> Result<Option<Uuid>> {
        let write = self.db.write().await?;
        let account = self.spend(&write, act, typed).await?;
        write.commit().await?;
        Ok(account)
    }

    async fn spend(&self, write: &Write<Control>, act: &Act, typed: &str) -> Result<Option<Uuid>> {
        let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
        let query = code::Entity::find()
            .filter(code::Column::CodeHash.eq(self.hash(&digits)?))
            .filter(code::Column::ExpiresAt.gt(act.at));
        let Some(row) = write.one(query).await? else { return Ok(None) };
        if !is_active(write, row.account_id).await? {
            return Ok(None);
        }
        let used = code::Entity::delete_many().filter(code::Column::AccountId.eq(row.account_id));
        // of two who type it at once one has it
        let spent = write.delete_many(used).await? == 1;
        Ok(spent.then_some(row.account_id))
    }

    /// The requests of a region, the newest first, after an id of a list.
    pub async fn requests_of(&self, region: RegionCode, after: Option<Uuid>, limit: u64) -> Result<Vec<Request>> {
        let mut query = request::Entity::find().filter(request::Column::RegionCode.eq(region.to_string()));
        if let Some(after) = after {
            query = query.filter(request::Column::Id.lt(after));
        }
        self.listed(query.order_by_desc(request::Column::Id), limit).await
    }

    /// One request of a region.
    pub async fn request_of(&self, region: RegionCode, id: Uuid) -> Result<Option<Request>> {
        let read = self.db.read().await?;
        let row = read.find::<request::Entity>(id).await?.filter(|row| row.region_code == region.to_string());
        match row {
            Some(row) => whole(&read, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Takes a request back that was not answered. Returns whether it could be.
    pub async fn close_request(&self, act: &Act, region: RegionCode, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let row = locked(&write, id).await?.filter(|row| row.region_code == region.to_string());
        let Some(row) = row else { return Ok(false) };
        if !whole(&write, row).await?.waits(act.at) {
            return Ok(false);
        }
        let change = request::ActiveModel { id: Set(id), closed_at: Set(Some(act.at)), ..Default::default() };
        write.update(change).await?;
        write.audit(act, entry("request.closed", id, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Tells a citizen that she is asked, if anybody is.
    pub(crate) async fn tell_asked(
        &self,
        write: &Write<Control>,
        act: &Act,
        asked: &request::Model,
        renewed: bool,
    ) -> Result<()> {
        let Some(account) = asked.account_id else { return Ok(()) };
        let code = asked.region_code.parse().map_err(|_| StorageError::Corrupt(format!("request {}", asked.id)))?;
        let says = AccountSays::DocumentsAsked {
            agency: asked.agency.clone(),
            region: self.called(write, code).await?,
            service: asked.service.clone(),
            renewed,
        };
        self.tell(write, act, account, &says).await
    }

    pub(crate) async fn listed(&self, query: sea_orm::Select<request::Entity>, limit: u64) -> Result<Vec<Request>> {
        let read = self.db.read().await?;
        with_items(&read, read.all(query, limit).await?).await
    }

    fn hash(&self, digits: &str) -> Result<String> {
        self.kek.short_lived_index(format!("vault code {digits}").as_bytes())
    }
}

/// An item that waits for its answer. Ids that follow each other keep the order of the requirements.
pub(crate) fn waiting(act: &Act, place: i64, request: Uuid, kind: &str, requirement: &str) -> item::ActiveModel {
    item::ActiveModel {
        id: Set(fresh_id(act.at + TimeDelta::milliseconds(place))),
        request_id: Set(request),
        kind: Set(kind.to_owned()),
        requirement: Set(requirement.to_owned()),
        state: Set(ItemState::Waiting),
        version_id: Set(None),
        answered_at: Set(None),
        delivered_at: Set(None),
        decided_at: Set(None),
        withdrawn_at: Set(None),
        retracted_at: Set(None),
        renews: Set(None),
    }
}

pub(crate) fn entry(action: &'static str, id: Uuid, after: Option<serde_json::Value>) -> Audit {
    Audit { action, kind: "request", id: id.to_string(), before: None, after }
}
