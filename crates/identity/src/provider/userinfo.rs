//! What an access token opens (OpenID Connect Core 1.0, 5.3).

use balai_kernel::{Act, SecretToken};
use balai_storage::envelope::Key;
use balai_storage::{Control, Kek, Read, Result};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Map, Value, json};

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

impl Identity {
    /// What the citizen lets the bearer of an access token see: what was asked by scope or one by one, and given. Nothing
    /// where the token does not count. A citizen number leaves a trace in the trail each time.
    pub async fn userinfo(&self, act: &Act, kek: &Kek, token: &str) -> Result<Option<Map<String, Value>>> {
        let held = held(&self.db.read().await?, &self.key, token, act.at).await?;
        let Some(held) = held.filter(|held| held.token.kind == TokenKind::Access) else { return Ok(None) };
        let Held { token, authorization: row, standing } = held;
        let asked: Vec<ClaimName> = token.scopes.claims().chain(row.claims.userinfo.iter().copied()).collect();
        let told: Vec<ClaimName> = standing.given.iter().copied().filter(|claim| asked.contains(claim)).collect();
        let mut claims = person(&standing.account, &told);
        claims.insert("sub".to_owned(), json!(self.subject(row.account_id, &standing.application.sector)));
        if told.contains(&ClaimName::Nik)
            && let Some(nik) = self.number(kek, row.account_id).await?
        {
            claims.insert("nik".to_owned(), json!(nik.reveal()));
            let write = self.db.write().await?;
            write.audit(act, entry(&row, "account.number_told")).await?;
            write.commit().await?;
        }
        Ok(Some(claims))
    }
}

/// A token that counts, of either kind.
pub(super) async fn held(read: &Read<Control>, key: &Key, token: &str, at: DateTime<Utc>) -> Result<Option<Held>> {
    let Ok(token) = SecretToken::parse(token) else { return Ok(None) };
    let query =
        application_token::Entity::find().filter(application_token::Column::TokenHash.eq(token.hash().as_str()));
    let Some(token) = read.one(query).await?.filter(|row| at < row.expires_at && row.spent_at.is_none()) else {
        return Ok(None);
    };
    let Some(authorization) = read.find::<authorization::Entity>(token.authorization_id).await? else {
        return Ok(None);
    };
    let standing = standing(read, key, &authorization, at).await?;
    Ok(standing.map(|standing| Held { token, authorization, standing }))
}
