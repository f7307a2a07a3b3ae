//! Giving a code to an application, and ending what came of it.

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Audit, Control, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::applications::Application;
use crate::provider::pushed::spend;
use crate::provider::{Asked, Scope};
use crate::rows::authorization;
use crate::{Identity, SignedIn};

impl Identity {
    /// Gives a code for somebody who is signed in and has agreed. Nothing is given for a pushed request that was answered
    /// before.
    pub async fn authorize_application(
        &self,
        act: &Act,
        who: &SignedIn,
        application: &Application,
        asked: &Asked,
        pushed: Option<Uuid>,
    ) -> Result<Option<SecretToken>> {
        let code = SecretToken::fresh();
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
            offline: Set(asked.scopes.has(Scope::OfflineAccess)),
            second_factor: Set(who.second_factor),
            amr: Set(who.amr.clone()),
            proven_at: Set(who.proven_at),
            began_at: Set(act.at),
            presented_at: Set(None),
            ended_at: Set(None),
        };
        let write = self.db.write().await?;
        if let Some(pushed) = pushed
            && !spend(&write, pushed, act.at).await?
        {
            return Ok(None);
        }
        write.insert(row).await?;
        write.commit().await?;
        Ok(Some(code))
    }
}

/// Ends an authorization with all its tokens, and says why in the trail.
pub(super) async fn end(
    write: &Write<Control>,
    act: &Act,
    row: &authorization::Model,
    action: &'static str,
) -> Result<()> {
    end_where(write, Condition::all().add(authorization::Column::Id.eq(row.id)), act.at).await?;
    write.audit(act, entry(row, action)).await
}

/// What the trail says of an authorization.
pub(super) fn entry(row: &authorization::Model, action: &'static str) -> Audit {
    let after = Some(json!({ "application": row.application_id }));
    Audit { action, kind: "account", id: row.account_id.to_string(), before: None, after }
}

/// Ends everything that applications hold of an account, but what hangs on one session.
pub(crate) async fn end_of_account(
    write: &Write<Control>,
    account: Uuid,
    keep: Option<Uuid>,
    at: DateTime<Utc>,
) -> Result<()> {
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
    end_where(write, online, at).await
}

/// Hangs what hung on a session on the one that took its place.
pub(crate) async fn follow_session(write: &Write<Control>, old: Uuid, new: Uuid) -> Result<()> {
    let moved = authorization::Entity::update_many()
        .col_expr(authorization::Column::SessionId, Expr::value(new))
        .filter(authorization::Column::SessionId.eq(old))
        .filter(authorization::Column::EndedAt.is_null());
    write.update_many(moved).await.map(drop)
}

async fn end_where(write: &Write<Control>, which: Condition, at: DateTime<Utc>) -> Result<()> {
    let change = authorization::Entity::update_many()
        .col_expr(authorization::Column::EndedAt, Expr::value(at))
        .filter(which)
        .filter(authorization::Column::EndedAt.is_null());
    write.update_many(change).await.map(drop)
}
