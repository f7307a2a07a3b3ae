//! A ceremony: a challenge goes to the browser, the authenticator's answer comes back. What belongs to it stays here, sealed,
//! for a few minutes and for one answer, and only for the browser that holds its token.

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{Webauthn, WebauthnBuilder, WebauthnError};

use super::PasskeyRefused;
use crate::Identity;
use crate::desk::seat;
use crate::oidc::Site;
use crate::rows::passkey_ceremony;
use crate::rows::passkey_ceremony::{Column, Entity, Model, Purpose};

/// For how long an answer is awaited: a key may have to be found in a bag first.
pub const CEREMONY_LASTS: TimeDelta = TimeDelta::minutes(10);

/// A ceremony that has begun.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// Recognises the browser; it goes into a cookie of the account host.
    pub token: SecretToken,
    /// What the browser's `navigator.credentials` is asked with, as JSON: `{"publicKey": {...}}`.
    pub options: String,
}

/// Whom a ceremony is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About {
    pub(super) account: Option<Uuid>,
    pub(super) session: Option<Uuid>,
}

/// The account host as a relying party: its name without the port, its origin to the letter.
///
/// # Errors
/// Where the host has no name, such as an IP address.
pub fn relying_party(site: &Site) -> Result<Webauthn, WebauthnError> {
    let origin = Url::parse(site.as_str()).map_err(|_| WebauthnError::Configuration)?;
    let name = origin.domain().ok_or(WebauthnError::Configuration)?;
    WebauthnBuilder::new(name, &origin)?.rp_name("Akun Balai").build()
}

impl Identity {
    pub(super) async fn begin_ceremony(
        &self,
        act: &Act,
        purpose: Purpose,
        about: About,
        state: &(impl Serialize + Sync),
    ) -> Result<SecretToken> {
        let (token, id) = (SecretToken::fresh(), fresh_id(act.at));
        let plain = serde_json::to_vec(state).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = passkey_ceremony::ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash().into()),
            purpose: Set(purpose),
            account_id: Set(about.account),
            session_id: Set(about.session),
            sealed: Set(self.key.seal(seat("passkey_ceremonies", "sealed", &id.to_string()), &plain)),
            began_at: Set(act.at),
        };
        let write = self.db.write().await?;
        write.insert(row).await?;
        write.commit().await?;
        Ok(token)
    }

    /// Takes a ceremony for its one answer, good or not; of two answers one finds it.
    pub(super) async fn take_ceremony<S: DeserializeOwned>(
        &self,
        token: &SecretToken,
        purpose: Purpose,
        at: DateTime<Utc>,
    ) -> Result<(Model, S), PasskeyRefused> {
        let write = self.db.write().await?;
        let query = Entity::find()
            .filter(Column::TokenHash.eq(token.hash().as_str()))
            .filter(Column::Purpose.eq(purpose))
            .filter(Column::BeganAt.gt(at - CEREMONY_LASTS));
        let row = write.one(query).await?.ok_or(PasskeyRefused::BeginAgain)?;
        if write.delete_many(Entity::delete_many().filter(Column::Id.eq(row.id))).await? != 1 {
            return Err(PasskeyRefused::BeginAgain);
        }
        write.commit().await?;
        let plain = self.key.open(seat("passkey_ceremonies", "sealed", &row.id.to_string()), &row.sealed)?;
        let state = serde_json::from_slice(&plain)
            .map_err(|_| StorageError::Corrupt(format!("passkey ceremony {}", row.id)))?;
        Ok((row, state))
    }
}

/// What is told to the browser.
pub(super) fn options(challenge: &impl Serialize) -> Result<String> {
    serde_json::to_string(challenge).map_err(|error| StorageError::Corrupt(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relying_party_is_the_account_host_alone() {
        let made = relying_party(&Site::parse("http://akun.balai.localhost:8080").unwrap()).unwrap();
        let origins: Vec<_> = made.get_allowed_origins().iter().map(Url::as_str).collect();
        assert_eq!(origins, ["http://akun.balai.localhost:8080/"]);
        let (challenge, _) = made.start_discoverable_authentication().unwrap();
        assert_eq!(challenge.public_key.rp_id, "akun.balai.localhost");
    }
}
