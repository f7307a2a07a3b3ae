//! The account host's keys and the secrets of its clients.
//!
//! Keys take turns. Of each algorithm two are shown at all times: the one that signs and the one that will; the next is made
//! as soon as its forerunner begins, so that whoever keeps the set for a while has it long before it signs. One that has
//! signed stays until nothing that it signed lives.

use balai_kernel::{Act, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Read, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::jwk::Jwk;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, QueryOrder};
use subtle::ConstantTimeEq;

use crate::Identity;
use crate::applications::IdTokenAlgorithm;
use crate::desk::seat;
use crate::oidc::{ClientId, SigningKey, VerifyingKeys};
use crate::rows::signing_key;

/// A key signs this long; then it is the next one's turn.
const SIGNS_FOR: TimeDelta = TimeDelta::days(90);
/// A key is shown at least so long before it signs, if there is another to sign meanwhile: far longer than the hour for which
/// the set is kept.
const SHOWN_BEFORE: TimeDelta = TimeDelta::days(1);
/// A key is shown for so long after its turn: far longer than anything that it signed is believed.
const SHOWN_AFTER: TimeDelta = TimeDelta::days(1);
/// Keys by which tokens that are handed back are still read.
const MOST_KEYS: u64 = 40;
/// How often a turn is looked at anew when another process made a key in between.
const ROUNDS: usize = 6;

impl Identity {
    /// The public keys that are shown.
    pub async fn verifying_keys(&self, at: DateTime<Utc>) -> Result<VerifyingKeys> {
        let rows = self.all_keys().await?;
        let mut shown = Vec::new();
        for algorithm in IdTokenAlgorithm::ALL {
            let turns = turns(&rows, algorithm);
            for (row, next) in turns.iter().zip(turns.iter().skip(1).map(Some).chain([None])) {
                if next.is_none_or(|next| at < begins(next) + SHOWN_AFTER) {
                    shown.push(self.public(row)?);
                }
            }
        }
        Ok(VerifyingKeys::new(shown))
    }

    /// The set at `/jwks`, in which every algorithm has a key that signs and one that will.
    pub async fn published_keys(&self, act: &Act) -> Result<VerifyingKeys> {
        for algorithm in IdTokenAlgorithm::ALL {
            self.turn(act, algorithm).await?;
        }
        self.verifying_keys(act.at).await
    }

    /// Every key there was: an ID token that is handed back may be old.
    pub(crate) async fn keys_of_before(&self) -> Result<VerifyingKeys> {
        let keys: Result<Vec<_>> = self.all_keys().await?.iter().map(|row| self.public(row)).collect();
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

    /// The key that signs now for our own hosts.
    pub(crate) async fn signing_key(&self, act: &Act) -> Result<SigningKey> {
        self.signing_key_for(act, IdTokenAlgorithm::Es256).await
    }

    /// The key whose turn it is.
    pub(crate) async fn signing_key_for(&self, act: &Act, algorithm: IdTokenAlgorithm) -> Result<SigningKey> {
        let row = self.turn(act, algorithm).await?;
        open_key(&self.key, &row)
    }

    /// The row of the key whose turn it is. Makes what is missing: that key, where there is none, and the next.
    async fn turn(&self, act: &Act, algorithm: IdTokenAlgorithm) -> Result<signing_key::Model> {
        for _ in 0..ROUNDS {
            let rows = self.all_keys().await?;
            let turns = turns(&rows, algorithm);
            let now = turns.iter().rposition(|row| begins(row) <= act.at);
            let number = turns.iter().filter_map(|row| row.turn).max().unwrap_or(0) + 1;
            let from = match now {
                Some(now) if now + 1 < turns.len() => return Ok(turns[now].clone()),
                Some(now) => (begins(turns[now]) + SIGNS_FOR).max(act.at + SHOWN_BEFORE),
                None => act.at,
            };
            self.add_key(act, algorithm, number, from).await?;
        }
        Err(StorageError::Unavailable("the turn of the signing keys is contended".to_owned()))
    }

    /// Makes the key of a turn. Of two processes that do so at once one does; both find it.
    async fn add_key(&self, act: &Act, algorithm: IdTokenAlgorithm, turn: i32, from: DateTime<Utc>) -> Result<()> {
        let failed = |why: String| StorageError::Unavailable(format!("no signing key could be made: {why}"));
        let made = tokio::task::spawn_blocking(move || SigningKey::generate_for(algorithm));
        let key = made.await.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))?;
        let public = serde_json::to_string(key.public()).map_err(|error| failed(error.to_string()))?;
        let write = self.db.write().await?;
        let row = signing_key::ActiveModel {
            id: Set(fresh_id(act.at)),
            kid: Set(key.id().to_owned()),
            sealed: Set(self.key.seal(seat("signing_keys", "sealed", key.id()), key.pkcs8())),
            created_at: Set(act.at),
            algorithm: Set(Some(algorithm)),
            turn: Set(Some(turn)),
            signs_from: Set(Some(from)),
            public: Set(Some(public)),
        };
        match write.insert(row).await {
            Ok(_) => {}
            Err(error) if error.is_conflict() => return Ok(()),
            Err(error) => return Err(error),
        }
        let audit =
            Audit { action: "signing_key.made", kind: "signing_key", id: key.id().to_owned(), ..Audit::default() };
        write.audit(act, audit).await?;
        write.commit().await
    }

    async fn all_keys(&self) -> Result<Vec<signing_key::Model>> {
        keys(&self.db.read().await?).await
    }

    fn public(&self, row: &signing_key::Model) -> Result<Jwk> {
        match &row.public {
            Some(text) => serde_json::from_str(text).map_err(|_| corrupt(row)),
            None => Ok(open_key(&self.key, row)?.public().clone()),
        }
    }
}

async fn keys(read: &Read<Control>) -> Result<Vec<signing_key::Model>> {
    let query = signing_key::Entity::find().order_by_desc(signing_key::Column::CreatedAt);
    read.all(query, MOST_KEYS).await
}

/// The keys of an algorithm in the order of their turns.
fn turns(rows: &[signing_key::Model], algorithm: IdTokenAlgorithm) -> Vec<&signing_key::Model> {
    let mut turns: Vec<_> = rows.iter().filter(|row| algorithm_of(row) == algorithm).collect();
    turns.sort_by_key(|row| (begins(row), row.id));
    turns
}

/// Keys of an earlier release are all of one kind.
fn algorithm_of(row: &signing_key::Model) -> IdTokenAlgorithm {
    row.algorithm.unwrap_or(IdTokenAlgorithm::Es256)
}

/// Keys of an earlier release signed from the moment they were made.
fn begins(row: &signing_key::Model) -> DateTime<Utc> {
    row.signs_from.unwrap_or(row.created_at)
}

fn open_key(key: &Key, row: &signing_key::Model) -> Result<SigningKey> {
    let der = key.open(seat("signing_keys", "sealed", &row.kid), &row.sealed)?;
    SigningKey::from_pkcs8_for(algorithm_of(row), &der).map_err(|_| corrupt(row))
}

fn corrupt(row: &signing_key::Model) -> StorageError {
    StorageError::Corrupt(format!("signing key {}", row.kid))
}
