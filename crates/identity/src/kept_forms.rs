//! Forms that were sent when their session had ended, or asked for a fresh proof: what was typed waits, sealed, until the
//! same person is back at the same host.

use balai_kernel::{SecretToken, fresh_id};
use balai_storage::{Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::desk::seat;
use crate::oidc::Site;
use crate::rows::{kept_form, session};
use crate::{Identity, SignedIn};

/// How long a form waits.
const KEPT_FOR: TimeDelta = TimeDelta::hours(1);
/// Forms of one person that wait; an older one goes.
const MOST_KEPT: usize = 10;
/// Rows that are looked at to find the older ones.
const MOST_READ: u64 = 100;

/// A form as it was sent.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptForm {
    /// Path and query it was sent to.
    pub path: String,
    /// Its fields in their order.
    pub fields: Vec<(String, String)>,
}

impl Identity {
    /// Keeps a form for whoever held this token at this site, in a session that counts or did once. A token that was never
    /// one keeps nothing: a stranger cannot fill the table.
    pub async fn keep_form(
        &self,
        token: &SecretToken,
        site: &Site,
        form: &KeptForm,
        at: DateTime<Utc>,
    ) -> Result<Option<Uuid>> {
        let of_token = session::Entity::find()
            .filter(session::Column::TokenHash.eq(token.hash().as_str()))
            .filter(session::Column::Site.eq(site.clone()));
        let write = self.db.write().await?;
        let Some(owner) = write.one(of_token).await? else { return Ok(None) };
        let theirs = kept_form::Entity::find()
            .filter(kept_form::Column::AccountId.eq(owner.account_id))
            .order_by_desc(kept_form::Column::Id);
        let older: Vec<Uuid> =
            write.all(theirs, MOST_READ).await?.into_iter().skip(MOST_KEPT - 1).map(|row| row.id).collect();
        if !older.is_empty() {
            write.delete_many(kept_form::Entity::delete_many().filter(kept_form::Column::Id.is_in(older))).await?;
        }
        let id = fresh_id(at);
        let plain = serde_json::to_vec(form).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = kept_form::ActiveModel {
            id: Set(id),
            account_id: Set(owner.account_id),
            site: Set(site.clone()),
            sealed: Set(self.key.seal(seat("kept_forms", "sealed", &id.to_string()), &plain)),
            kept_at: Set(at),
        };
        write.insert(row).await?;
        write.commit().await?;
        Ok(Some(id))
    }

    /// The form that waits under this id for this person at this site; it goes on waiting until its hour is over.
    pub async fn kept_form(
        &self,
        who: &SignedIn,
        site: &Site,
        id: Uuid,
        at: DateTime<Utc>,
    ) -> Result<Option<KeptForm>> {
        let row = self.db.read().await?.find::<kept_form::Entity>(id).await?;
        let own =
            |row: &kept_form::Model| row.account_id == who.account && row.site == *site && at < row.kept_at + KEPT_FOR;
        let Some(row) = row.filter(own) else { return Ok(None) };
        let plain = self.key.open(seat("kept_forms", "sealed", &id.to_string()), &row.sealed)?;
        let form = serde_json::from_slice(&plain).map_err(|_| StorageError::Corrupt(format!("kept form {id}")))?;
        Ok(Some(form))
    }
}
