//! Signing out and applications: what an application says about whom it wants signed out (RP-Initiated Logout 1.0), and
//! what it is told when somebody did (Back-Channel Logout 1.0).

use balai_kernel::Act;
use balai_storage::{Control, Event, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::Identity;
use crate::applications::{Application, ApplicationState, RedirectUri};
use crate::oidc::SigningError;
use crate::provider::authorization::end_of_sessions;
use crate::rows::authorization;

/// How long an application has to look at a logout token; the standard says two minutes.
const LIFETIME: TimeDelta = TimeDelta::minutes(2);
/// Applications of the sessions that end at once which are told.
const MOST_TOLD: u64 = 10_000;

/// Somebody signed out of a session that had led to an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOutOf {
    /// The application.
    pub application: Uuid,
    /// Who.
    pub account: Uuid,
    /// What the application knows the session by.
    pub sid: String,
}

impl Event for SignedOutOf {
    const TOPIC: &'static str = "identity.signed_out_of";

    fn key(&self) -> String {
        self.sid.clone()
    }
}

/// What an earlier ID token says of its owner.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LogoutHint {
    /// The application it was made for.
    pub aud: Uuid,
    /// The pairwise subject.
    pub sub: String,
    /// The session.
    pub sid: String,
    iss: String,
}

impl Identity {
    /// Reads an ID token that an application hands back. Its time may be over; its signature must be ours.
    pub async fn id_token_hint(&self, token: &str) -> Result<Option<LogoutHint>> {
        let keys = self.keys_of_before().await?;
        let hint = keys.read::<LogoutHint>(token);
        Ok(hint.filter(|hint| hint.iss == self.site().as_str()))
    }

    /// Whether a hint is about this session of this account: about the same sign-in, and not only about the same person.
    pub async fn is_of_session(&self, hint: &LogoutHint, session: Uuid) -> Result<bool> {
        let query = authorization::Entity::find()
            .filter(authorization::Column::SessionId.eq(session))
            .filter(authorization::Column::ApplicationId.eq(hint.aud))
            .filter(authorization::Column::Sid.eq(&hint.sid));
        self.db.read().await?.exists(query).await
    }

    /// The message that somebody signed out, and where it goes; nothing where the application is gone, paused or does not
    /// want to know.
    pub async fn logout_token(&self, act: &Act, news: &SignedOutOf) -> Result<Option<(RedirectUri, String)>> {
        let Some(application) = self.application(news.application).await? else { return Ok(None) };
        let Some(to) = to_be_told(&application) else { return Ok(None) };
        let claims = json!({
            "iss": self.site().as_str(),
            "aud": application.id.hyphenated().to_string(),
            "sub": self.subject(news.account, &application),
            "sid": news.sid,
            "iat": act.at.timestamp(),
            "exp": (act.at + LIFETIME).timestamp(),
            "jti": balai_kernel::fresh_id(act.at),
            "events": { "http://schemas.openid.net/event/backchannel-logout": {} },
        });
        let key = self.signing_key_for(act, application.id_token_algorithm).await?;
        let token = key.sign_as("logout+jwt", &claims).map_err(damaged)?;
        Ok(Some((to, token)))
    }
}

/// An application that a session led to.
#[derive(FromQueryResult)]
struct Reached {
    application_id: Uuid,
    account_id: Uuid,
    sid: String,
}

fn damaged(_: SigningError) -> StorageError {
    StorageError::Corrupt("the signing key".to_owned())
}

fn to_be_told(application: &Application) -> Option<RedirectUri> {
    application.backchannel_logout.clone().filter(|_| application.state == ApplicationState::Active)
}

/// Ends what applications hold of sessions that end, and lets them know: one message for each session of an application.
pub(crate) async fn signed_out(write: &Write<Control>, sessions: &[Uuid], at: DateTime<Utc>) -> Result<()> {
    if sessions.is_empty() {
        return Ok(());
    }
    let query = authorization::Entity::find()
        .filter(authorization::Column::SessionId.is_in(sessions.iter().copied()))
        .filter(authorization::Column::PresentedAt.is_not_null())
        .select_only()
        .columns([authorization::Column::ApplicationId, authorization::Column::AccountId, authorization::Column::Sid])
        .distinct();
    // however often she went to one application, it is one message
    for reached in write.rows_as::<_, Reached>(query, MOST_TOLD).await? {
        let news = SignedOutOf { application: reached.application_id, account: reached.account_id, sid: reached.sid };
        write.emit(at, &news).await?;
    }
    end_of_sessions(write, sessions, at).await
}
