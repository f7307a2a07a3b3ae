//! The secrets of applications. Two may count at once, so that one is changed while people sign in.

use balai_kernel::{Act, RegionCode, SecretToken};
use balai_storage::Result;
use sea_orm::ActiveValue::Set;
use subtle::ConstantTimeEq;
use uuid::Uuid;

use crate::Identity;
use crate::applications::Application;
use crate::applications::registry::{entry, held};
use crate::rows::application;

impl Identity {
    /// Whether this is a secret of the application that counts.
    pub fn is_application_secret(&self, application: &Application, offered: &str) -> bool {
        let Ok(offered) = SecretToken::parse(offered) else { return false };
        let hash = offered.hash();
        let is_this = |known: &String| bool::from(known.as_bytes().ct_eq(hash.as_str().as_bytes()));
        application.secrets.iter().filter(|known| is_this(known)).count() > 0
    }

    /// Makes a secret; it is shown once and never again. The present one counts beside it as the former, and a former one
    /// counts no more. Nothing is made where there is no such application.
    pub async fn make_application_secret(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        id: Uuid,
    ) -> Result<Option<SecretToken>> {
        let write = self.db.write().await?;
        let Some(found) = held(&write, owner, id).await? else { return Ok(None) };
        let secret = SecretToken::fresh();
        // the newest stands first
        let present = found.secret_made_at.and(found.secrets.first().cloned());
        let row = application::ActiveModel {
            id: Set(id),
            secret_hash: Set(Some(secret.hash().into())),
            secret_made_at: Set(Some(act.at)),
            former_secret_hash: Set(present),
            former_secret_made_at: Set(found.secret_made_at),
            ..Default::default()
        };
        write.update(row).await?;
        write.audit(act, entry("application.secret_made", &found, None, None)).await?;
        write.commit().await?;
        Ok(Some(secret))
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
        write.audit(act, entry("application.secret_dropped", &found, None, None)).await?;
        write.commit().await?;
        Ok(true)
    }
}
