//! The crossing of hosts: a code for somebody signed in here, a token for the code, a session for the token.

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::oidc::{
    AuthorizationRequest, CodeBinding, CodeRefused, Expected, IdClaims, IdTokenRefused, Presented, SigningError, Site,
};
use crate::rows::{code, session};
use crate::sessions::{
    ChildOf, Means, NewSession, Proven, SessionSeed, SignedIn, begin, end_session_of_code, hold, proven_at, times,
};
use crate::{CodeChallenge, Identity};

/// Why a code gave no token.
#[derive(Debug, thiserror::Error)]
pub enum RedeemRefused {
    /// No such code.
    #[error("the code is not known")]
    Unknown,
    /// Not for this client, not now, or not again.
    #[error(transparent)]
    Code(#[from] CodeRefused),
    /// The session it came from has ended in the meantime.
    #[error("the session has ended")]
    SessionEnded,
    /// The signing key is damaged.
    #[error(transparent)]
    Signing(#[from] SigningError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a token began no session.
#[derive(Debug, thiserror::Error)]
pub enum EnterRefused {
    /// The token is not believed.
    #[error(transparent)]
    Token(#[from] IdTokenRefused),
    /// The sign-in it tells of has ended.
    #[error("the session has ended")]
    SessionEnded,
    /// A session was begun with it before.
    #[error("the token was used before")]
    Used,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Gives a code for somebody who is signed in at the account host.
    pub async fn authorize(&self, act: &Act, who: &SignedIn, request: &AuthorizationRequest) -> Result<SecretToken> {
        let token = SecretToken::fresh();
        let row = code::ActiveModel {
            id: Set(fresh_id(act.at)),
            code_hash: Set(token.hash().into()),
            client: Set(request.client),
            redirect_uri: Set(request.site.callback()),
            nonce: Set(request.nonce.clone()),
            challenge: Set(request.challenge.as_str().to_owned()),
            session_id: Set(who.session),
            account_id: Set(who.account),
            issued_at: Set(act.at),
            presented_at: Set(None),
        };
        let write = self.db.write().await?;
        write.insert(row).await?;
        write.commit().await?;
        Ok(token)
    }

    /// Takes a code from its client and gives the ID token. Whatever the verdict, the code is spent; presented a second
    /// time it also ends the session that came of the first.
    pub async fn redeem(&self, act: &Act, token: &SecretToken, presented: &Presented) -> Result<String, RedeemRefused> {
        let write = self.db.write().await?;
        let query = code::Entity::find().filter(code::Column::CodeHash.eq(token.hash().as_str()));
        let row = write.one(query).await?.ok_or(RedeemRefused::Unknown)?;
        let mut verdict = binding(&row)?.check(presented, act.at);
        if !spend(&write, &row, act.at).await? {
            verdict = Err(CodeRefused::Replayed);
        }
        if verdict == Err(CodeRefused::Replayed) {
            end_session_of_code(&write, row.id, act.at).await?;
            write.audit(act, replayed(&row)).await?;
        }
        let claims = match verdict {
            Ok(()) => Some(self.claims(&write, &row, act.at).await?),
            Err(_) => None,
        };
        write.commit().await?;
        verdict?;
        let claims = claims.flatten().ok_or(RedeemRefused::SessionEnded)?;
        Ok(self.signing_key(act).await?.sign(&claims)?)
    }

    /// Begins a session at a host for whoever its ID token tells of. One token begins one session.
    pub async fn enter(
        &self,
        act: &Act,
        id_token: &str,
        expected: &Expected<'_>,
        site: &Site,
        device: &str,
    ) -> Result<NewSession, EnterRefused> {
        let claims = self.verifying_keys(act.at).await?.verify(id_token, expected)?;
        let write = self.db.write().await?;
        let parent = hold(&write, claims.sid, claims.sub, act.at).await?;
        let parent = parent.ok_or(EnterRefused::SessionEnded)?;
        let seed = SessionSeed {
            account: claims.sub,
            kind: parent.kind,
            proven_at: claims.auth_time,
            means: Proven { second_factor: parent.second_factor, amr: parent.amr.as_deref() },
            site,
            device,
            child_of: Some(ChildOf { parent: parent.id, code: claims.jti, expires_at: parent.expires_at }),
        };
        let session = begin(&write, act, seed).await.map_err(|error| match error {
            error if error.is_conflict() => EnterRefused::Used,
            error => error.into(),
        })?;
        write.commit().await?;
        Ok(session)
    }

    /// What to say of the person, unless the session they came from has ended.
    async fn claims(&self, read: &Read<Control>, row: &code::Model, at: DateTime<Utc>) -> Result<Option<IdClaims>> {
        let parent = read.find::<session::Entity>(row.session_id).await?;
        let Some(parent) = parent.filter(|parent| times(parent).is_live(at)) else {
            return Ok(None);
        };
        let of_before = if parent.second_factor { Means::PasswordAndCode } else { Means::Password };
        let amr = parent.amr.as_deref().unwrap_or(of_before.amr());
        let claims = IdClaims {
            iss: self.site.clone(),
            sub: row.account_id,
            aud: row.client,
            exp: at,
            iat: at,
            auth_time: proven_at(&parent),
            nonce: row.nonce.clone(),
            sid: parent.id,
            jti: row.id,
            amr: amr.split(' ').map(str::to_owned).collect(),
        };
        Ok(Some(claims.issued(at)))
    }
}

/// Marks a code as presented. Says whether this was the first time.
async fn spend(write: &Write<Control>, row: &code::Model, at: DateTime<Utc>) -> Result<bool> {
    let change = code::Entity::update_many()
        .col_expr(code::Column::PresentedAt, Expr::value(at))
        .filter(code::Column::Id.eq(row.id))
        .filter(code::Column::PresentedAt.is_null());
    Ok(write.update_many(change).await? == 1)
}

fn binding(row: &code::Model) -> Result<CodeBinding> {
    let challenge = CodeChallenge::parse(&row.challenge)
        .ok_or_else(|| StorageError::Corrupt(format!("authorization code {}", row.id)))?;
    Ok(CodeBinding {
        client: row.client,
        redirect_uri: row.redirect_uri.clone(),
        challenge,
        issued_at: row.issued_at,
        presented_at: row.presented_at,
    })
}

fn replayed(row: &code::Model) -> Audit {
    Audit { action: "authorization_code.replayed", kind: "account", id: row.account_id.to_string(), ..Audit::default() }
}
