//! Coming in with the national identity: away to its provider, back with what it told, and in, where it leads to an account.
//!
//! What a visit needs stands here under a token that only the browser has that began it; what travels with the person is
//! that token's hash. What the provider tells leads to an account by its name for the person alone: an address or a number
//! that it tells joins nothing.

mod link;
mod visits;

use std::fmt;

use balai_kernel::{Act, Email, Nik, PersonName, SecretToken};
use balai_storage::{Audit, Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::account::AccountState;
use crate::personal::by_id;
use crate::rows::{account, national_identity};
use crate::sessions::Means;
use crate::sign_in::NotBegun;
use crate::{Identity, SignInStep};

pub(crate) use link::take_out_since;
pub use link::{LinkRefused, NationalLink, UnlinkRefused};
pub use visits::{Aim, Homecoming, Stranger, TRIP_LASTS, Trip};

/// Somebody, as the national identity provider tells of them.
#[derive(Clone)]
pub struct NationalPerson {
    /// The provider.
    pub issuer: String,
    /// Its name for the person.
    pub subject: String,
    /// When they proved to it who they are.
    pub proven_at: DateTime<Utc>,
    /// Their name.
    pub name: Option<PersonName>,
    /// Their citizen number.
    pub nik: Option<Nik>,
    /// An address that the provider knows; nobody has shown it to us.
    pub email: Option<Email>,
}

/// What follows on the provider's answer.
#[derive(Clone, Debug)]
pub enum NationalStep {
    /// The identity leads to an account.
    Known(SignInStep),
    /// To none yet: what was told waits for them to register.
    Stranger,
    /// To one that is closed.
    Closed,
}

impl Identity {
    /// Lets in whoever's account the identity leads to. A second factor that the account has is asked for as after a
    /// password: whoever set it wants it whichever way somebody comes.
    pub async fn arrive_from_national(
        &self,
        act: &Act,
        visit: &SecretToken,
        person: &NationalPerson,
        device: &str,
    ) -> Result<NationalStep> {
        let write = self.db.write().await?;
        let Some(known) = self.linked_to(&write, person).await? else {
            self.keep_person(&write, visit, person).await?;
            write.commit().await?;
            return Ok(NationalStep::Stranger);
        };
        let found = by_id(&write, &self.key, known.account_id).await?;
        let Some(account) = found.filter(|account| account.state == AccountState::Active) else {
            return Ok(NationalStep::Closed);
        };
        let used = national_identity::Entity::update_many()
            .col_expr(national_identity::Column::LastUsedAt, Expr::value(act.at))
            .filter(national_identity::Column::Id.eq(known.id));
        write.update_many(used).await?;
        self.end_trip(&write, visit, act.at).await?;
        let credentials = self.credentials(&write, account.id).await?;
        let step = if credentials.is_some_and(|own| own.second_factor.is_some()) {
            SignInStep::CodeAwaited(self.await_code(&write, act, account.id, true).await?)
        } else {
            let came = (Means::National, person.proven_at);
            match self.begin_proven(&write, act, account.id, came, device).await {
                Ok(session) => SignInStep::Begun(session),
                Err(NotBegun::Closed) => return Ok(NationalStep::Closed),
                Err(NotBegun::Storage(error)) => return Err(error),
            }
        };
        write.commit().await?;
        Ok(NationalStep::Known(step))
    }

    /// Whether an identity leads to an account.
    pub async fn knows_national(&self, person: &NationalPerson) -> Result<bool> {
        let read = self.db.read().await?;
        Ok(self.linked_to(&read, person).await?.is_some())
    }

    async fn linked_to(
        &self,
        read: &Read<Control>,
        person: &NationalPerson,
    ) -> Result<Option<national_identity::Model>> {
        let key = self.subject_key(person);
        let query = national_identity::Entity::find().filter(national_identity::Column::SubjectKey.eq(key));
        read.one(query).await
    }

    /// A keyed hash: the table tells nobody who somebody is to the provider.
    pub(crate) fn subject_key(&self, person: &NationalPerson) -> String {
        self.key.blind_index(format!("national:{}:{}", person.issuer, person.subject).as_bytes())
    }
}

/// Sets how well it is known who stands behind an account.
pub(crate) async fn set_assurance(write: &Write<Control>, id: Uuid, level: i32) -> Result<()> {
    let change = account::Entity::update_many()
        .col_expr(account::Column::Assurance, Expr::value(level))
        .filter(account::Column::Id.eq(id));
    write.update_many(change).await.map(drop)
}

fn audit(action: &'static str, account: Uuid) -> Audit {
    Audit { action, kind: "account", id: account.to_string(), ..Audit::default() }
}

/// Nothing of it may slip into a log.
impl fmt::Debug for NationalPerson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalPerson(hidden)")
    }
}
