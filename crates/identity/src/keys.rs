//! The account host's keys and the secrets of its clients.

use balai_kernel::{Act, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Read, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use subtle::ConstantTimeEq;

use crate::Identity;
use crate::desk::seat;
use crate::oidc::{ClientId, SigningKey, VerifyingKeys};
use crate::rows::signing_key;

/// A key signs this long; then a new one is made.
const SIGNS_FOR: TimeDelta = TimeDelta::days(90);
/// An old key is shown for as long as a token it signed could be alive, and a good while more.
const SHOWN_FOR: TimeDelta = TimeDelta::days(91);
const MOST_KEYS: u64 = 20;

impl Identity {
    /// The public keys, as `/jwks` shows them.
    pub async fn verifying_keys(&self, at: DateTime<Utc>) -> Result<VerifyingKeys> {
        let read = self.db.read().await?;
        let rows = keys(&read, at).await?;
        let keys: Result<Vec<_>> = rows.iter().map(|row| Ok(open_key(&self.key, row)?.public().clone())).collect();
        Ok(VerifyingKeys::new(keys?))
    }

    /// What a client authenticates with at `/token`: made from the deployment's key, never stored.
    pub fn client_secret(&self, client: ClientId) -> String {
        self.key.blind_index(format!("client secret of {client}").as_bytes())
    }

    /// Whether this is the client's secret.
    pub fn is_client_secret(&self, client: ClientId, offered: &str) -> bool {
        let secret = self.client_secret(client);
        secret.as_bytes().ct_eq(offered.as_bytes()).into()
    }

    /// What a form carries to show that it comes from a page of ours: made from the cookie that the browser sends along.
    pub fn form_token(&self, cookie: &str) -> String {
        self.key.blind_index(format!("form of {cookie}").as_bytes())
    }

    /// Whether a form carries the token of its cookie.
    pub fn is_form_token(&self, cookie: &str, offered: &str) -> bool {
        self.form_token(cookie).as_bytes().ct_eq(offered.as_bytes()).into()
    }

    /// The key that signs now; made when there is none or the newest has signed for long enough.
    pub(crate) async fn signing_key(&self, act: &Act) -> Result<SigningKey> {
        let read = self.db.read().await?;
        let newest = keys(&read, act.at).await?.into_iter().next();
        drop(read);
        match newest.filter(|row| act.at < row.created_at + SIGNS_FOR) {
            Some(row) => open_key(&self.key, &row),
            None => self.add_key(act).await,
        }
    }

    async fn add_key(&self, act: &Act) -> Result<SigningKey> {
        let key =
            SigningKey::generate().map_err(|_| StorageError::Unavailable("no signing key could be made".to_owned()))?;
        let write = self.db.write().await?;
        let row = signing_key::ActiveModel {
            id: Set(fresh_id(act.at)),
            kid: Set(key.id().to_owned()),
            sealed: Set(self.key.seal(seat("signing_keys", "sealed", key.id()), key.pkcs8())),
            created_at: Set(act.at),
        };
        write.insert(row).await?;
        let audit =
            Audit { action: "signing_key.made", kind: "signing_key", id: key.id().to_owned(), ..Audit::default() };
        write.audit(act, audit).await?;
        write.commit().await?;
        Ok(key)
    }
}

async fn keys(read: &Read<Control>, at: DateTime<Utc>) -> Result<Vec<signing_key::Model>> {
    let query = signing_key::Entity::find()
        .filter(signing_key::Column::CreatedAt.gt(at - SHOWN_FOR))
        .order_by_desc(signing_key::Column::CreatedAt);
    read.all(query, MOST_KEYS).await
}

fn open_key(key: &Key, row: &signing_key::Model) -> Result<SigningKey> {
    let der = key.open(seat("signing_keys", "sealed", &row.kid), &row.sealed)?;
    SigningKey::from_pkcs8(&der).map_err(|_| StorageError::Corrupt(format!("signing key {}", row.kid)))
}
