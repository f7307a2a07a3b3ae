//! Tokens for a code (RFC 6749, 4.1.3; OpenID Connect Core 1.0, 3.1.3).

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Control, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::applications::{Application, note_used};
use crate::oidc::{ClientId, CodeBinding, CodeRefused, Presented, SigningError, SigningKey};
use crate::provider::Scopes;
use crate::provider::authorization::{end, entry};
use crate::provider::refresh::REFRESH_LASTS;
use crate::provider::standing::{Standing, has_session, standing};
use crate::rows::application_token::{self, TokenKind};
use crate::rows::authorization;
use crate::{CodeChallenge, CodeVerifier, Identity};

/// How long an access token opens.
pub const ACCESS_LASTS: TimeDelta = TimeDelta::minutes(10);

/// What an application gets.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Opens `UserInfo`.
    pub access: SecretToken,
    /// Gets the next pair, once; only where the citizen agreed to it.
    pub refresh: Option<SecretToken>,
    /// What they are for.
    pub scopes: Scopes,
    /// Who signed in.
    pub id_token: String,
}

/// Why an application gets no tokens.
#[derive(Debug, thiserror::Error)]
pub enum TokenRefused {
    /// `invalid_grant`: the code or the refresh token is unknown, over, of somebody else, or was used before.
    #[error("{0}")]
    Grant(&'static str),
    /// `invalid_scope`: more is asked than was given.
    #[error("the scope goes beyond what was given")]
    Scope,
    /// The signing key is damaged.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Takes a code from its application and gives the first tokens. Whatever the verdict, the code is spent; presented a
    /// second time it also ends everything that came of the first.
    pub async fn redeem_for_application(
        &self,
        act: &Act,
        application: &Application,
        code: &str,
        redirect_uri: &str,
        verifier: CodeVerifier,
    ) -> Result<Tokens, TokenRefused> {
        let unknown = TokenRefused::Grant("the code is not known");
        let Ok(code) = SecretToken::parse(code) else { return Err(unknown) };
        // before anything is spent: a key that cannot be read must cost nobody her code
        let key = self.signing_key_for(act, application.id_token_algorithm).await?;
        let write = self.db.write().await?;
        let query = authorization::Entity::find().filter(authorization::Column::CodeHash.eq(code.hash().as_str()));
        let row = write.one(query).await?.ok_or(unknown)?;
        let client = ClientId::Application(application.id);
        let presented = Presented { client, redirect_uri: redirect_uri.to_owned(), verifier };
        let mut verdict = binding(&row)?.check(&presented, act.at);
        if !present(&write, &row, act.at).await? && verdict != Err(CodeRefused::OtherClient) {
            verdict = Err(CodeRefused::Replayed);
        }
        if verdict == Err(CodeRefused::Replayed) {
            end(&write, act, &row, "tokens.code_replayed").await?;
        }
        // tokens that outlive her session begin within it
        let is_in = verdict.is_ok() && has_session(&write, &row, act.at).await?;
        let standing = if is_in { standing(&write, &self.key, &row, act.at).await? } else { None };
        let given = match &standing {
            Some(standing) => {
                write.audit(act, entry(&row, "tokens.given")).await?;
                Some(self.give(&write, act, &row, standing, (&row.scopes, true), &key).await?)
            }
            None => None,
        };
        write.commit().await?;
        verdict.map_err(|refused| TokenRefused::Grant(said(refused)))?;
        given.ok_or(TokenRefused::Grant("the citizen signed out or took back her consent"))
    }

    /// Writes a new pair of tokens and signs who they are of.
    pub(super) async fn give(
        &self,
        write: &Write<Control>,
        act: &Act,
        row: &authorization::Model,
        standing: &Standing,
        (scopes, first): (&Scopes, bool),
        key: &SigningKey,
    ) -> Result<Tokens, TokenRefused> {
        let access = SecretToken::fresh();
        write.insert(token(row.id, TokenKind::Access, &access, scopes, act.at, ACCESS_LASTS)).await?;
        let mut refresh = None;
        if row.offline {
            let fresh = SecretToken::fresh();
            // narrowed or not, the next pair may have all that was given (RFC 6749, 6)
            write.insert(token(row.id, TokenKind::Refresh, &fresh, &row.scopes, act.at, REFRESH_LASTS)).await?;
            refresh = Some(fresh);
        }
        note_used(write, row.account_id, row.application_id, act.at).await?;
        let claims = self.id_claims(row, standing, (&access, scopes), (first, act.at));
        Ok(Tokens { id_token: key.sign(&claims)?, access, refresh, scopes: scopes.given(&standing.given) })
    }
}

fn token(
    authorization: Uuid,
    kind: TokenKind,
    token: &SecretToken,
    scopes: &Scopes,
    at: DateTime<Utc>,
    lasts: TimeDelta,
) -> application_token::ActiveModel {
    application_token::ActiveModel {
        id: Set(fresh_id(at)),
        authorization_id: Set(authorization),
        kind: Set(kind),
        token_hash: Set(token.hash().into()),
        scopes: Set(scopes.clone()),
        issued_at: Set(at),
        expires_at: Set(at + lasts),
        spent_at: Set(None),
        number_told_at: Set(None),
    }
}

/// Marks a code as presented. Says whether this was the first time.
async fn present(write: &Write<Control>, row: &authorization::Model, at: DateTime<Utc>) -> Result<bool> {
    let change = authorization::Entity::update_many()
        .col_expr(authorization::Column::PresentedAt, Expr::value(at))
        .filter(authorization::Column::Id.eq(row.id))
        .filter(authorization::Column::PresentedAt.is_null());
    Ok(write.update_many(change).await? == 1)
}

fn binding(row: &authorization::Model) -> Result<CodeBinding> {
    let challenge = CodeChallenge::parse(&row.challenge)
        .ok_or_else(|| StorageError::Corrupt(format!("authorization {}", row.id)))?;
    Ok(CodeBinding {
        client: ClientId::Application(row.application_id),
        redirect_uri: row.redirect_uri.clone(),
        challenge,
        issued_at: row.began_at,
        presented_at: row.presented_at,
    })
}

const fn said(refused: CodeRefused) -> &'static str {
    match refused {
        CodeRefused::Replayed => "the code was presented before; all that came of it has ended",
        CodeRefused::Expired => "the code is older than a minute",
        CodeRefused::OtherClient => "the code belongs to another application",
        CodeRefused::OtherRedirect => "redirect_uri is not the one that the code was sent to",
        CodeRefused::WrongVerifier => "code_verifier does not fit code_challenge",
    }
}
