//! Telling the platform what citizens of the region see.

use std::collections::BTreeMap;

use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::events::{LentStandard, MOST_SERVICES, PublishedService, ServicePublished, ServiceWithdrawn};
use crate::queries::offer_of;
use crate::rows::standard::{self, VersionState};
use crate::rows::{agency, category, service};
use crate::words::searchable;

use super::{EditError, Editor};

/// The words by which a service is found in any region: without its code, which each region gives as it likes.
fn without_code(service: &service::Model) -> String {
    service.search_text.replacen(&searchable([service.code.as_str()]), "", 1)
}

impl Editor<'_> {
    /// Tells of those of the services that are published.
    pub(super) async fn tell_published(&self, services: &[service::Model], revision: i64) -> Result<(), EditError> {
        let public: Vec<&service::Model> = services.iter().filter(|service| service.lifecycle().is_public()).collect();
        if public.is_empty() {
            return Ok(());
        }
        let agencies = self.agency_names().await?;
        let categories = self.category_names().await?;
        let lends = crate::queries::lends(self.write).await?;
        let name_of = |names: &BTreeMap<Uuid, String>, id| names.get(&id).cloned().unwrap_or_default();
        for (part, services) in public.chunks(MOST_SERVICES).enumerate() {
            let mut lent = if lends { self.lent(services).await? } else { BTreeMap::new() };
            let services = services
                .iter()
                .map(|service| PublishedService {
                    id: service.id,
                    slug: service.slug.clone(),
                    name: service.name.clone(),
                    agency: name_of(&agencies, service.agency_id),
                    category: name_of(&categories, service.category_id),
                    search_text: without_code(service),
                    glance: service.glance.clone(),
                    channels: service.channels.clone(),
                    template_key: service.template_key.clone(),
                    lent: lent.remove(&service.id).map(Box::new),
                })
                .collect();
            let news = ServicePublished { revision, part, services };
            self.write.emit(self.act.at, &news).await?;
        }
        Ok(())
    }

    /// What others may copy of these services: the version that citizens see, and nothing that is a draft.
    async fn lent(&self, services: &[&service::Model]) -> Result<BTreeMap<Uuid, LentStandard>, EditError> {
        let shown = standard::Entity::find()
            .filter(standard::Column::ServiceId.is_in(services.iter().map(|service| service.id)))
            .filter(standard::Column::State.eq(VersionState::Published));
        let shown = self.write.all(shown, u64::MAX).await?;
        let by_id: BTreeMap<Uuid, &service::Model> = services.iter().map(|service| (service.id, *service)).collect();
        let mut lent = BTreeMap::new();
        for row in shown {
            if let Some(service) = by_id.get(&row.service_id) {
                let content = offer_of(service, &row.content)?;
                lent.insert(row.service_id, LentStandard { version: row.version.unsigned_abs(), content });
            }
        }
        Ok(lent)
    }

    pub(super) async fn tell_withdrawn(&self, services: Vec<Uuid>, revision: i64) -> Result<(), EditError> {
        let news = ServiceWithdrawn { revision, services };
        Ok(self.write.emit(self.act.at, &news).await?)
    }

    async fn agency_names(&self) -> Result<BTreeMap<Uuid, String>, EditError> {
        let rows = self.write.all(agency::Entity::find(), u64::MAX).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.short_name)).collect())
    }

    async fn category_names(&self) -> Result<BTreeMap<Uuid, String>, EditError> {
        let rows = self.write.all(category::Entity::find(), u64::MAX).await?;
        Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
    }
}
