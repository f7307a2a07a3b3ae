//! Giving a code to an application, and ending what came of it.

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Audit, Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::applications::{Application, live_grant};
use crate::provider::pushed::spend;
use crate::provider::{Asked, Scope};
use crate::rows::authorization;
use crate::sessions::hold;
use crate::{Identity, SignedIn};

/// Why no code was given.
#[derive(Debug, thiserror::Error)]
pub enum NotGiven {
    /// The pushed request was answered before.
    #[error("the pushed request was answered before")]
    Answered,
    /// She signed out, or took her consent back, a moment ago.
    #[error("the session or the consent has ended")]
    SignedOut,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Gives a code for somebody who is signed in and has agreed. Her session is held until it stands: whoever ends it at the
    /// same moment comes before, and then there is no code, or after, and then ends it too.
    pub async fn authorize_application(
        &self,
        act: &Act,
        who: &SignedIn,
        application: &Application,
        asked: &Asked,
        pushed: Option<Uuid>,
    ) -> Result<SecretToken, NotGiven> {
        let code = SecretToken::fresh();
        let write = self.db.write().await?;
        if hold(&write, who.session, who.account, act.at).await?.is_none() {
            return Err(NotGiven::SignedOut);
        }
        // only where she was asked and said yes does it outlive her session (OpenID Connect Core 1.0, 11)
        let grant = live_grant(&write, who.account, application.id).await?.ok_or(NotGiven::SignedOut)?;
        let row = authorization::ActiveModel {
            id: Set(fresh_id(act.at)),
            application_id: Set(application.id),
            account_id: Set(who.account),
            session_id: Set(who.session),
            sid: Set(self.session_name(who.session, application.id)),
            code_hash: Set(code.hash().into()),
            redirect_uri: Set(asked.redirect.to_string()),
            challenge: Set(asked.challenge.as_str().to_owned()),
            nonce: Set(asked.nonce.clone()),
            scopes: Set(asked.scopes.clone()),
            claims: Set(asked.claims.clone()),
            offline: Set(grant.offline && asked.scopes.has(Scope::OfflineAccess)),
            second_factor: Set(who.second_factor),
            amr: Set(who.amr.clone()),
            proven_at: Set(who.proven_at),
            began_at: Set(act.at),
            presented_at: Set(None),
            ended_at: Set(None),
        };
        if let Some(pushed) = pushed
            && !spend(&write, pushed, act.at).await?
        {
            return Err(NotGiven::Answered);
        }
        write.insert(row).await?;
        write.commit().await?;
        Ok(code)
    }
}

/// Ends an authorization with all its tokens, and says why in the trail. What has ended before leaves no second trace.
pub(super) async fn end(
    write: &Write<Control>,
    act: &Act,
    row: &authorization::Model,
    action: &'static str,
) -> Result<()> {
    match end_where(write, Condition::all().add(authorization::Column::Id.eq(row.id)), act.at).await? {
        0 => Ok(()),
        _ => write.audit(act, entry(row, action)).await,
    }
}

/// What the trail says of an authorization.
pub(super) fn entry(row: &authorization::Model, action: &'static str) -> Audit {
    let after = Some(json!({ "application": row.application_id }));
    Audit { action, kind: "account", id: row.account_id.to_string(), before: None, after }
}

/// Ends everything that applications hold of an account, but what hangs on one session; returns how much that was.
pub(crate) async fn end_of_account(
    write: &Write<Control>,
    account: Uuid,
    keep: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<u64> {
    let mut theirs = Condition::all().add(authorization::Column::AccountId.eq(account));
    if let Some(session) = keep {
        theirs = theirs.add(authorization::Column::SessionId.ne(session));
    }
    end_where(write, theirs, at).await
}

/// Ends what counts only while its session does.
pub(super) async fn end_of_sessions(write: &Write<Control>, sessions: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    let online = Condition::all()
        .add(authorization::Column::SessionId.is_in(sessions.iter().copied()))
        .add(authorization::Column::Offline.eq(false));
    end_where(write, online, at).await.map(drop)
}

/// Hangs what hung on a session on the one that took its place; what has ended too, for an application is told of its sign-out
/// when she signs out, and not now.
pub(crate) async fn follow_session(write: &Write<Control>, old: Uuid, new: Uuid) -> Result<()> {
    let moved = authorization::Entity::update_many()
        .col_expr(authorization::Column::SessionId, Expr::value(new))
        .filter(authorization::Column::SessionId.eq(old));
    write.update_many(moved).await.map(drop)
}

async fn end_where(write: &Write<Control>, which: Condition, at: DateTime<Utc>) -> Result<u64> {
    let change = authorization::Entity::update_many()
        .col_expr(authorization::Column::EndedAt, Expr::value(at))
        .filter(which)
        .filter(authorization::Column::EndedAt.is_null());
    write.update_many(change).await
}
