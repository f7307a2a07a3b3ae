//! Telling applications that somebody signed out (OpenID Connect Back-Channel Logout 1.0).

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use balai_identity::Identity;
use balai_identity::applications::RedirectUri;
use balai_identity::provider::SignedOutOf;
use balai_kernel::{Act, Clock};
use balai_storage::outbox::Pending;
use balai_storage::{ControlDb, Event as _, Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use reqwest::Client;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;

use crate::OpenError;
use crate::sender::choose_address;

/// Messages of one round.
const ROUND: u64 = 20;
/// Messages that one application is sent at a time.
const AT_ONCE: usize = 4;
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
/// between sends it again; each try has a token of its own. Those of a round are sent side by side: an application that does
/// not answer keeps no other waiting.
#[derive(Clone)]
pub struct SignOutPost {
    control: ControlDb,
    identity: Identity,
    client: Client,
    clock: Arc<dyn Clock>,
}

/// Looks names up, and lets none through that leads into this house: whoever registers an address says what its name means.
struct Outside {
    inside_too: bool,
}

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        let inside_too = self.inside_too;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let one: Addrs = Box::new(std::iter::once(choose_address(found, inside_too)?));
            Ok(one)
        })
    }
}

impl SignOutPost {
    /// Redirects are not followed and no proxy is asked: a message goes to the registered address or nowhere.
    pub fn new(control: ControlDb, identity: Identity, clock: Arc<dyn Clock>) -> std::result::Result<Self, OpenError> {
        let outside = Outside { inside_too: identity.is_on_trial() };
        let client = Client::builder().timeout(TIMEOUT).redirect(Policy::none()).no_proxy();
        let client = client.dns_resolver(Arc::new(outside)).build();
        let client =
            client.map_err(|cause| OpenError::File { what: "back-channel logout", cause: cause.to_string() })?;
        Ok(Self { control, identity, client, clock })
    }

    /// Sends what is due; returns how many messages were settled.
    pub async fn run(&self) -> Result<usize> {
        let mut turns: HashMap<Option<Uuid>, Arc<Semaphore>> = HashMap::new();
        let mut round = JoinSet::new();
        for event in self.take(self.clock.now()).await? {
            let to = event.read::<SignedOutOf>().ok().map(|news| news.application);
            let turn = Arc::clone(turns.entry(to).or_insert_with(|| Arc::new(Semaphore::new(AT_ONCE))));
            let post = self.clone();
            round.spawn(async move {
                let _turn = turn.acquire().await;
                post.settle(&event).await
            });
        }
        let (mut settled, mut first) = (0, None);
        while let Some(told) = round.join_next().await {
            match told {
                Ok(Ok(done)) => settled += usize::from(done),
                Ok(Err(error)) => first = first.or(Some(error)),
                Err(broken) => std::panic::resume_unwind(broken.into_panic()),
            }
        }
        first.map_or(Ok(settled), Err)
    }

    /// Sends one message. Says whether it is over with it.
    async fn settle(&self, event: &Pending) -> Result<bool> {
        let now = self.clock.now();
        if !self.tell(event, now).await? && !is_last(event) {
            return Ok(false);
        }
        let write = self.control.write().await?;
        write.event_done(event.id, now).await?;
        write.commit().await?;
        Ok(true)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_name_that_leads_into_this_house_is_not_looked_up_for_a_message() {
        let name = || "localhost".parse::<Name>().unwrap();
        assert!(Outside { inside_too: false }.resolve(name()).await.is_err());
        assert!(Outside { inside_too: true }.resolve(name()).await.is_ok(), "where all of it is tried on one machine");
    }
}
