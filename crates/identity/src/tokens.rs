//! Tokens with which a machine reads what a person may read, so that nobody gives a program her password. A token is stored
//! as its hash, counts in one place and for one scope, ends by itself, and never reaches further than its person's roles do
//! at that moment.

use std::str::FromStr;

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_rbac::{Domain, Permission};
use balai_storage::{Audit, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DeriveValueType, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::account::AccountState;
use crate::personal::by_id;
use crate::rows::api_token;
use crate::{Account, Identity};

/// Most days that a token lasts.
pub const MOST_DAYS: i64 = 366;

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub enum Scope {
    /// Read the figures over all regions.
    AdoptionRead,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 1] = [Self::AdoptionRead];

    /// The stable name, for rows and the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AdoptionRead => "adoption:read",
        }
    }

    /// What a person needs to be allowed for it.
    pub const fn permission(self) -> Permission {
        match self {
            Self::AdoptionRead => Permission::AdoptionView,
        }
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// No scope has this name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a scope: expected adoption:read")]
pub struct UnknownScope;

impl FromStr for Scope {
    type Err = UnknownScope;

    fn from_str(text: &str) -> std::result::Result<Self, UnknownScope> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text).ok_or(UnknownScope)
    }
}

/// Why no token was made.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefused {
    /// Shorter than a day, or longer than a year.
    #[error("sebut 1 sampai {MOST_DAYS} hari")]
    Days,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Somebody recognised by a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHolder {
    /// Whose token it is.
    pub account: Account,
    /// Where it counts.
    pub domain: Domain,
    /// What it is for.
    pub scope: Scope,
}

impl Identity {
    /// Makes a token; it is shown once and never again.
    pub async fn make_token(
        &self,
        act: &Act,
        account: Uuid,
        domain: &Domain,
        scope: Scope,
        days: i64,
    ) -> std::result::Result<SecretToken, TokenRefused> {
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(TokenRefused::Days);
        }
        let (id, token, expires_at) = (fresh_id(act.at), SecretToken::fresh(), act.at + TimeDelta::days(days));
        let write = self.db.write().await?;
        let row = api_token::ActiveModel {
            id: Set(id),
            token_hash: Set(token.hash().into()),
            account_id: Set(account),
            domain: Set(domain.clone()),
            scope: Set(scope),
            created_at: Set(act.at),
            expires_at: Set(expires_at),
            revoked_at: Set(None),
        };
        write.insert(row).await?;
        let after = json!({ "account": account, "domain": domain, "scope": scope.as_str(), "expires_at": expires_at });
        let entry = Audit { action: "token.made", kind: "token", id: id.to_string(), before: None, after: Some(after) };
        write.audit(act, entry).await?;
        write.commit().await?;
        Ok(token)
    }

    /// Ends all tokens of an account at once; returns how many counted until then.
    pub async fn revoke_tokens(&self, act: &Act, account: Uuid) -> Result<u64> {
        let write = self.db.write().await?;
        let ended = api_token::Entity::update_many()
            .col_expr(api_token::Column::RevokedAt, sea_orm::sea_query::Expr::value(act.at))
            .filter(api_token::Column::AccountId.eq(account))
            .filter(api_token::Column::RevokedAt.is_null())
            .filter(api_token::Column::ExpiresAt.gt(act.at));
        let ended = write.update_many(ended).await?;
        if ended > 0 {
            let id = account.to_string();
            write.audit(act, Audit { action: "token.revoked", kind: "account", id, ..Audit::default() }).await?;
        }
        write.commit().await?;
        Ok(ended)
    }

    /// Whose token this is, while it counts. Whether its person still may what it is for is asked at every use.
    pub async fn token_holder(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<Option<TokenHolder>> {
        let read = self.db.read().await?;
        let query = api_token::Entity::find().filter(api_token::Column::TokenHash.eq(token.hash().as_str()));
        let counts = |row: &api_token::Model| row.revoked_at.is_none() && row.expires_at > at;
        let Some(row) = read.one(query).await?.filter(counts) else { return Ok(None) };
        let account = by_id(&read, &self.key, row.account_id).await?;
        let account = account.filter(|account| account.state == AccountState::Active);
        Ok(account.map(|account| TokenHolder { account, domain: row.domain, scope: row.scope }))
    }
}
