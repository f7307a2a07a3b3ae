//! The secrets of applications. Two may count at once, so that one is changed while people sign in.

use balai_kernel::{Act, RegionCode, SecretToken};
use balai_storage::Result;
use sea_orm::ActiveValue::Set;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::Identity;
use crate::applications::Application;
use crate::applications::registry::{entry, held};
use crate::rows::application;

/// A secret that was not taken into use yet. Whoever it is for copies it first, so that nothing is lost with a page.
pub struct OfferedSecret {
    /// What leads to it again, for the form that takes it into use; worth nothing without the deployment's key.
    pub seed: String,
    /// The secret.
    pub secret: String,
}

impl Identity {
    /// Whether this is a secret of the application that counts.
    pub fn is_application_secret(&self, application: &Application, offered: &str) -> bool {
        let offered = hash(offered);
        let is_this = |known: &&String| bool::from(known.as_bytes().ct_eq(offered.as_bytes()));
        // all are looked at, so that the time tells nothing
        application.secrets.iter().filter(is_this).count() > 0
    }

    /// A new secret for an application. It counts once [`use_application_secret`](Self::use_application_secret) takes it.
    pub fn offer_application_secret(&self, id: Uuid) -> OfferedSecret {
        let seed = SecretToken::fresh().reveal();
        OfferedSecret { secret: self.application_secret(id, &seed), seed }
    }

    /// Takes an offered secret into use. The present one counts beside it as the former, and a former one counts no more.
    /// Says whether there is such an application; the same offer twice changes nothing.
    pub async fn use_application_secret(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        id: Uuid,
        seed: &str,
    ) -> Result<bool> {
        if SecretToken::parse(seed).is_err() {
            return Ok(false);
        }
        let new = hash(&self.application_secret(id, seed));
        let write = self.db.write().await?;
        let Some(found) = held(&write, owner, id).await? else { return Ok(false) };
        if found.secrets.contains(&new) {
            return Ok(true);
        }
        // the present one stands first
        let present = found.secret_made_at.and(found.secrets.first().cloned());
        let row = application::ActiveModel {
            id: Set(id),
            secret_hash: Set(Some(new)),
            secret_made_at: Set(Some(act.at)),
            former_secret_hash: Set(present),
            former_secret_made_at: Set(found.secret_made_at),
            ..Default::default()
        };
        write.update(row).await?;
        write.audit(act, entry("client.secret_made", &found, None, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Drops the former secret: from now on only the present one counts. Says whether there was one.
    pub async fn drop_former_secret(&self, act: &Act, owner: Option<RegionCode>, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let found = held(&write, owner, id).await?;
        let Some(found) = found.filter(|found| found.former_secret_made_at.is_some()) else { return Ok(false) };
        let row = application::ActiveModel {
            id: Set(id),
            former_secret_hash: Set(None),
            former_secret_made_at: Set(None),
            ..Default::default()
        };
        write.update(row).await?;
        write.audit(act, entry("client.secret_dropped", &found, None, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// 256 bits in hexadecimal, from the deployment's key.
    fn application_secret(&self, id: Uuid, seed: &str) -> String {
        self.key.blind_index(format!("secret of application {id} from {seed}").as_bytes())
    }
}

/// A plain hash is enough for a text of 256 random bits.
pub(super) fn hash(secret: &str) -> String {
    Sha256::digest(secret).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}
