//! Telling the platform what citizens of the region see.

use sea_orm::prelude::Uuid;

use crate::events::{MOST_SERVICES, ServicePublished, ServiceWithdrawn};
use crate::queries;
use crate::rows::service;

use super::{EditError, Editor};

impl Editor<'_> {
    /// Tells of those of the services that are published.
    pub(super) async fn tell_published(&self, services: &[service::Model], revision: i64) -> Result<(), EditError> {
        let public: Vec<&service::Model> = services.iter().filter(|service| service.lifecycle().is_public()).collect();
        if public.is_empty() {
            return Ok(());
        }
        let teller = queries::Teller::of(self.write).await?;
        for (part, services) in public.chunks(MOST_SERVICES).enumerate() {
            let news = ServicePublished { revision, part, services: teller.tell(self.write, services).await? };
            self.write.emit(self.act.at, &news).await?;
        }
        Ok(())
    }

    pub(super) async fn tell_withdrawn(&self, services: Vec<Uuid>, revision: i64) -> Result<(), EditError> {
        let news = ServiceWithdrawn { revision, services };
        Ok(self.write.emit(self.act.at, &news).await?)
    }
}
