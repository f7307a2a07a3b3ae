//! Telling applications that somebody signed out (OpenID Connect Back-Channel Logout 1.0).

use std::time::Duration;

use balai_identity::Identity;
use balai_identity::applications::RedirectUri;
use balai_identity::provider::SignedOutOf;
use balai_kernel::Act;
use balai_storage::outbox::Pending;
use balai_storage::{ControlDb, Event as _, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use reqwest::redirect::Policy;

use crate::OpenError;

/// Messages of one round.
const ROUND: u64 = 20;
/// How long an application may take to answer.
const TIMEOUT: Duration = Duration::from_secs(5);
/// Waits after the first, second ... try; after the last one the message is given up: the tokens have ended long before.
const WAITS: [TimeDelta; 6] = [
    TimeDelta::minutes(1),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(6),
    TimeDelta::hours(12),
];

/// Carries the news of sign-outs from the outbox to the applications that registered an address for them.
///
/// A message is taken (and its next time set) in one transaction, sent outside of any, and settled in another. A crash in
/// between sends it again; each try has a token of its own.
#[derive(Clone)]
pub struct SignOutPost {
    control: ControlDb,
    identity: Identity,
    client: Client,
}

impl SignOutPost {
    /// Redirects are not followed and no proxy is asked: a message goes to the registered address or nowhere.
    pub fn new(control: ControlDb, identity: Identity) -> std::result::Result<Self, OpenError> {
        let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).no_proxy().build();
        let client =
            client.map_err(|cause| OpenError::File { what: "back-channel logout", cause: cause.to_string() })?;
        Ok(Self { control, identity, client })
    }

    /// Sends what is due; returns how many messages were settled.
    pub async fn run(&self, now: DateTime<Utc>) -> Result<usize> {
        let mut settled = 0;
        for event in self.take(now).await? {
            if self.tell(&event, now).await? || is_last(&event) {
                let write = self.control.write().await?;
                write.event_done(event.id, now).await?;
                write.commit().await?;
                settled += 1;
            }
        }
        Ok(settled)
    }

    /// What is due, held until its next time.
    async fn take(&self, now: DateTime<Utc>) -> Result<Vec<Pending>> {
        let write = self.control.write().await?;
        let events = write.take_events(&[SignedOutOf::TOPIC], now, ROUND).await?;
        for event in &events {
            write.event_failed(event.id, now, wait(event), "no answer yet").await?;
        }
        write.commit().await?;
        Ok(events)
    }

    /// Says whether nothing is left to be told.
    async fn tell(&self, event: &Pending, now: DateTime<Utc>) -> Result<bool> {
        let news: SignedOutOf = match event.read() {
            Ok(news) => news,
            Err(StorageError::Corrupt(reason)) => {
                tracing::error!(event.id = %event.id, reason, "an event cannot become a message");
                return Ok(false);
            }
            Err(other) => return Err(other),
        };
        let told = self.identity.logout_token(&Act::system("signing-out", now), &news).await?;
        let Some((to, token)) = told else { return Ok(true) };
        let is_told = self.post(&to, &token).await;
        if !is_told {
            tracing::warn!(application = %news.application, attempts = event.attempts + 1, "an application was not told of a sign-out");
        }
        Ok(is_told)
    }

    async fn post(&self, to: &RedirectUri, token: &str) -> bool {
        let request = self.client.post(to.as_str()).form(&[("logout_token", token)]);
        request.send().await.is_ok_and(|answer| answer.status().is_success())
    }
}

fn wait(event: &Pending) -> TimeDelta {
    let tried = usize::try_from(event.attempts).unwrap_or(usize::MAX);
    WAITS[tried.min(WAITS.len() - 1)]
}

fn is_last(event: &Pending) -> bool {
    usize::try_from(event.attempts).is_ok_and(|tried| tried + 1 >= WAITS.len())
}
