//! Whether an authorization still counts: asked anew at each use, so that whatever ends it does so at once.

use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result};
use chrono::{DateTime, Utc};

use crate::account::{Account, AccountState};
use crate::applications::{Application, ApplicationState, ClaimName, live_grant, registry};
use crate::personal::read_account;
use crate::provider::refresh::WHOLE;
use crate::rows::{account, authorization, session};
use crate::sessions::times;

/// Who and what stands behind an authorization that counts.
pub(super) struct Standing {
    pub(super) application: Application,
    pub(super) account: Account,
    /// What the citizen lets the application see.
    pub(super) given: Vec<ClaimName>,
}

/// What stands behind it; nothing where it was ended, its whole time is over, the application is paused or gone or the hall
/// of its region was put away, the account is closed, the citizen took back her consent, or signed out of a session that it hangs on.
pub(super) async fn standing(
    read: &Read<Control>,
    key: &Key,
    row: &authorization::Model,
    at: DateTime<Utc>,
) -> Result<Option<Standing>> {
    if row.ended_at.is_some() || at >= row.began_at + WHOLE {
        return Ok(None);
    }
    let application = registry::find(read, row.application_id).await?;
    let Some(application) = application.filter(|found| found.state == ApplicationState::Active) else {
        return Ok(None);
    };
    if !registry::is_hall_there(read, &application).await? {
        return Ok(None);
    }
    let account = read.find::<account::Entity>(row.account_id).await?;
    let Some(account) = account.filter(|account| account.state == AccountState::Active) else { return Ok(None) };
    let grant = live_grant(read, row.account_id, row.application_id).await?;
    // a consent that was taken back and given anew does not raise what came of the first
    let Some(grant) = grant.filter(|grant| grant.granted_at <= row.began_at) else { return Ok(None) };
    if !row.offline && !has_session(read, row, at).await? {
        return Ok(None);
    }
    let asked = application.asks();
    let given = grant.claims.into_iter().filter(|claim| asked.contains(claim)).collect();
    Ok(Some(Standing { account: read_account(key, &account)?, given, application }))
}

/// Whether the session that an authorization came of is still there.
pub(super) async fn has_session(read: &Read<Control>, row: &authorization::Model, at: DateTime<Utc>) -> Result<bool> {
    let session = read.find::<session::Entity>(row.session_id).await?;
    Ok(session.is_some_and(|session| times(&session).is_live(at)))
}
