//! Whether a token counts (RFC 7662). An application is told of its own tokens only.

use balai_storage::Result;
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::Identity;
use crate::applications::Application;
use crate::provider::userinfo::held;
use crate::rows::application_token::TokenKind;

/// What is said of a token that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the names are those of RFC 7662")]
pub struct Introspection {
    pub active: bool,
    pub scope: String,
    pub client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<&'static str>,
    pub exp: i64,
    pub iat: i64,
    pub sub: String,
    pub aud: String,
    pub iss: String,
}

impl Identity {
    /// What there is to say; nothing where the token does not count, or is another application's.
    pub async fn introspect(
        &self,
        application: &Application,
        token: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<Introspection>> {
        let held = held(&self.db.read().await?, &self.key, token, at).await?;
        let Some(held) = held.filter(|held| held.authorization.application_id == application.id) else {
            return Ok(None);
        };
        let client = application.id.hyphenated().to_string();
        Ok(Some(Introspection {
            active: true,
            scope: held.token.scopes.given(&held.standing.given).to_string(),
            client_id: client.clone(),
            token_type: (held.token.kind == TokenKind::Access).then_some("Bearer"),
            exp: held.token.expires_at.timestamp(),
            iat: held.token.issued_at.timestamp(),
            sub: self.subject(held.authorization.account_id, application),
            aud: client,
            iss: self.site().to_string(),
        }))
    }
}
