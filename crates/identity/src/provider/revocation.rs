//! An application gives a token back (RFC 7009).

use balai_kernel::{Act, SecretToken};
use balai_storage::Result;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Identity;
use crate::applications::Application;
use crate::provider::authorization::{end, entry};
use crate::rows::application_token::{self, TokenKind};
use crate::rows::authorization;

impl Identity {
    /// Ends a token of an application: a refresh token with its whole family and their access tokens, an access token
    /// alone. One that is unknown or another's is left as it is, and nobody is told.
    pub async fn revoke_for_application(&self, act: &Act, application: &Application, token: &str) -> Result<()> {
        let Ok(token) = SecretToken::parse(token) else { return Ok(()) };
        let write = self.db.write().await?;
        let query =
            application_token::Entity::find().filter(application_token::Column::TokenHash.eq(token.hash().as_str()));
        let Some(held) = write.one(query).await? else { return Ok(()) };
        let row = write.find::<authorization::Entity>(held.authorization_id).await?;
        let Some(row) = row.filter(|row| row.application_id == application.id && row.ended_at.is_none()) else {
            return Ok(());
        };
        match held.kind {
            TokenKind::Refresh => end(&write, act, &row, "tokens.revoked").await?,
            TokenKind::Access => {
                let change = application_token::Entity::update_many()
                    .col_expr(application_token::Column::SpentAt, Expr::value(act.at))
                    .filter(application_token::Column::Id.eq(held.id))
                    .filter(application_token::Column::SpentAt.is_null());
                if write.update_many(change).await? == 0 {
                    return Ok(());
                }
                write.audit(act, entry(&row, "tokens.revoked")).await?;
            }
        }
        write.commit().await
    }
}
