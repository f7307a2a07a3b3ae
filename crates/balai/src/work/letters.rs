//! Writing the letters that events ask for, and sending them.

use async_trait::async_trait;
use balai_messaging::sender::{OwnDoor, OwnSenders};
use balai_messaging::{LetterRelay, Places, Postman};
use chrono::{DateTime, Utc};
use url::Url;

use super::Duty;
use crate::failure::Failure;
use crate::parts::Parts;

/// Letters, from the event to the mail server.
pub struct Letters {
    relay: LetterRelay,
    postman: Postman,
}

impl Letters {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        let (control, key) = (parts.store.control(), parts.control_key().await?);
        let root = Url::parse(&parts.settings.server.base_url).map_err(Failure::failed)?;
        let places = Places::new(root).map_err(Failure::failed)?;
        let own = OwnSenders::new(parts.store.clone(), parts.kek.clone(), OwnDoor::new(&parts.settings.mail));
        let postman = Postman::new(control.clone(), key.clone(), parts.mailer()?).with_own_senders(own);
        Ok(Self { relay: LetterRelay::new(control, key, places), postman })
    }
}

#[async_trait]
impl Duty for Letters {
    fn name(&self) -> &'static str {
        "letters"
    }

    /// A letter that cannot be written holds up none that is written already.
    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let written = self.relay.run(now).await;
        let sent = self.postman.deliver(now).await?.sent;
        Ok(written? + sent)
    }
}
