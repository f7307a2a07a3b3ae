//! What an access token opens (OpenID Connect Core 1.0, 5.3).

use balai_kernel::{Act, SecretToken};
use balai_storage::envelope::Key;
use balai_storage::{Control, Kek, Read, Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Identity;
use crate::applications::ClaimName;
use crate::provider::authorization::entry;
use crate::provider::id_token::person;
use crate::provider::standing::{Standing, standing};
use crate::rows::application_token::{self, TokenKind};
use crate::rows::authorization;

/// A token that counts, with all that stands behind it.
pub(super) struct Held {
    pub(super) token: application_token::Model,
    pub(super) authorization: authorization::Model,
    pub(super) standing: Standing,
}

/// Why nothing is told.
#[derive(Debug, thiserror::Error)]
pub enum LookRefused {
    /// The application asks too much; the next look is possible at this time.
    #[error("too many requests until {0}")]
    TooMany(DateTime<Utc>),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// What the citizen lets the bearer of an access token see: what was asked by scope or one by one, and given. Nothing
    /// where the token does not count. Looks are counted with whatever else the application asks. A citizen number leaves a trace in
    /// the trail, once for each token.
    pub async fn userinfo(&self, act: &Act, kek: &Kek, token: &str) -> Result<Option<Map<String, Value>>, LookRefused> {
        let read = self.db.read().await?;
        let Some((token, row)) = found(&read, token, act.at).await? else { return Ok(None) };
        if token.kind != TokenKind::Access {
            return Ok(None);
        }
        self.count_request(row.application_id, act.at).map_err(LookRefused::TooMany)?;
        let Some(standing) = standing(&read, &self.key, &row, act.at).await? else { return Ok(None) };
        // SQLite has one connection for a file: the read must be over before the next begins
        drop(read);
        let asked = token.scopes.asks(&row.scopes, &row.claims.userinfo);
        let told: Vec<ClaimName> = standing.given.iter().copied().filter(|claim| asked.contains(claim)).collect();
        let mut claims = person(&standing.account, &told);
        claims.insert("sub".to_owned(), json!(self.subject(row.account_id, &standing.application)));
        if told.contains(&ClaimName::Nik)
            && let Some(nik) = self.number(kek, row.account_id).await?
        {
            claims.insert("nik".to_owned(), json!(nik.reveal()));
            if token.number_told_at.is_none() {
                self.note_number_told(act, token.id, &row).await?;
            }
        }
        Ok(Some(claims))
    }

    async fn note_number_told(&self, act: &Act, token: Uuid, row: &authorization::Model) -> Result<()> {
        let write = self.db.write().await?;
        let first = application_token::Entity::update_many()
            .col_expr(application_token::Column::NumberToldAt, Expr::value(act.at))
            .filter(application_token::Column::Id.eq(token))
            .filter(application_token::Column::NumberToldAt.is_null());
        if write.update_many(first).await? == 1 {
            write.audit(act, entry(row, "account.number_told")).await?;
        }
        write.commit().await
    }
}

/// A token that counts, of either kind.
pub(super) async fn held(read: &Read<Control>, key: &Key, token: &str, at: DateTime<Utc>) -> Result<Option<Held>> {
    let Some((token, authorization)) = found(read, token, at).await? else { return Ok(None) };
    let standing = standing(read, key, &authorization, at).await?;
    Ok(standing.map(|standing| Held { token, authorization, standing }))
}

/// A token that is in its time, with what it hangs on; nobody has asked yet whether that counts.
async fn found(
    read: &Read<Control>,
    token: &str,
    at: DateTime<Utc>,
) -> Result<Option<(application_token::Model, authorization::Model)>> {
    let Ok(token) = SecretToken::parse(token) else { return Ok(None) };
    let query =
        application_token::Entity::find().filter(application_token::Column::TokenHash.eq(token.hash().as_str()));
    let Some(token) = read.one(query).await?.filter(|row| at < row.expires_at && row.spent_at.is_none()) else {
        return Ok(None);
    };
    let authorization = read.find::<authorization::Entity>(token.authorization_id).await?;
    Ok(authorization.map(|authorization| (token, authorization)))
}
