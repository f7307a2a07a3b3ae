//! Carrying out the end of accounts whose people left and did not come back.

use async_trait::async_trait;
use balai_identity::Identity;
use balai_messaging::LetterDesk;
use balai_rights::Rights;
use balai_storage::envelope::Key;
use balai_vault::Vault;
use chrono::{DateTime, TimeDelta, Utc};

use super::Duty;
use crate::failure::Failure;
use crate::fault_probe::reached;
use crate::parts::Parts;

/// Accounts whose time is over. Each step may be done twice, and only the last one says that it is over: whatever stops the
/// process, the next look begins again.
pub struct People {
    parts: Parts,
    identity: Identity,
    vault: Vault,
    rights: Rights,
    letters: LetterDesk,
    key: Key,
}

impl People {
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            parts: parts.clone(),
            identity: parts.identity().await?,
            vault: parts.vault(),
            rights: parts.rights().await?,
            letters: LetterDesk::new(parts.store.control()),
            key: parts.control_key().await?,
        })
    }
}

#[async_trait]
impl Duty for People {
    fn name(&self) -> &'static str {
        "leaving"
    }

    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let lease = TimeDelta::seconds(i64::from(self.parts.settings.worker.lease_s));
        let Some(leaving) = self.identity.next_leaving(now, lease).await? else { return Ok(0) };
        let act = self.parts.act("leaving");
        reached("leaving:taken");
        // what was written to her is forgotten while it is known where that went
        self.letters.forget_contacts(&self.key, &leaving.contacts).await?;
        reached("leaving:letters");
        self.vault.leave(&act, leaving.account).await?;
        self.rights.leave(leaving.account).await?;
        reached("leaving:vault");
        self.identity.forget_person(&act, &leaving).await?;
        reached("leaving:person");
        self.parts.owner()?.scrub().await?;
        reached("leaving:scrubbed");
        self.vault.nothing_left(leaving.account).await?;
        self.identity.left(&act, leaving.account).await?;
        tracing::info!("an account is gone");
        Ok(1)
    }
}
