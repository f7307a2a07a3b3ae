//! The next pair of tokens (RFC 6749, 6; RFC 9700, 4.14.2): a refresh token works once. Presented again, its family ends, for
//! nobody can tell which of the two who hold it is the thief. There is no time of grace: an application whose answer was lost
//! asks the citizen to sign in, which costs her one look while she is signed in here.

use balai_kernel::{Act, SecretToken};
use balai_storage::{Control, Result, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Identity;
use crate::applications::Application;
use crate::provider::authorization::end;
use crate::provider::standing::standing;
use crate::provider::{Scopes, TokenRefused, Tokens};
use crate::rows::application_token::{self, TokenKind};
use crate::rows::authorization;

/// How long a refresh token waits to be used.
pub(super) const REFRESH_LASTS: TimeDelta = TimeDelta::days(30);
/// How long an authorization lasts in all.
pub(super) const WHOLE: TimeDelta = TimeDelta::days(180);

impl Identity {
    /// Takes a refresh token from its application and gives the next pair. `scopes` narrows what it is for.
    pub async fn refresh_for_application(
        &self,
        act: &Act,
        application: &Application,
        token: &str,
        scopes: Option<&Scopes>,
    ) -> Result<Tokens, TokenRefused> {
        let unknown = || TokenRefused::Grant("the refresh token is not known or has ended");
        let Ok(token) = SecretToken::parse(token) else { return Err(unknown()) };
        // before anything is spent: a key that cannot be read must cost nobody her family of tokens
        let key = self.signing_key_for(act, application.id_token_algorithm).await?;
        let write = self.db.write().await?;
        let query = application_token::Entity::find()
            .filter(application_token::Column::TokenHash.eq(token.hash().as_str()))
            .filter(application_token::Column::Kind.eq(TokenKind::Refresh));
        let held = write.one(query).await?.ok_or_else(unknown)?;
        let row = write.find::<authorization::Entity>(held.authorization_id).await?.ok_or_else(unknown)?;
        if row.application_id != application.id || row.ended_at.is_some() {
            return Err(unknown());
        }
        if scopes.is_some_and(|scopes| !scopes.are_within(&row.scopes)) {
            return Err(TokenRefused::Scope);
        }
        if held.spent_at.is_some() || !spend(&write, &held, act.at).await? {
            end(&write, act, &row, "tokens.reused").await?;
            write.commit().await?;
            return Err(TokenRefused::Grant("the refresh token was used before; its family has ended"));
        }
        if act.at >= held.expires_at {
            return Err(unknown());
        }
        let standing = standing(&write, &self.key, &row, act.at).await?.ok_or_else(unknown)?;
        let given = self.give(&write, act, &row, &standing, (scopes.unwrap_or(&row.scopes), false), &key).await?;
        write.commit().await?;
        Ok(given)
    }
}

/// Marks a refresh token as used. Says whether this was the first time.
async fn spend(write: &Write<Control>, held: &application_token::Model, at: DateTime<Utc>) -> Result<bool> {
    let change = application_token::Entity::update_many()
        .col_expr(application_token::Column::SpentAt, Expr::value(at))
        .filter(application_token::Column::Id.eq(held.id))
        .filter(application_token::Column::SpentAt.is_null());
    Ok(write.update_many(change).await? == 1)
}
