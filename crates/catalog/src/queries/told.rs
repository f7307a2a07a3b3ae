//! What the rest of the platform is told of services.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::events::{LentStandard, PublishedService};
use crate::rows::origin::{self, OriginKind};
use crate::rows::service::Model;
use crate::words::searchable;

use super::ledger::published_versions;
use super::{agencies, categories, lends, offer_of};

/// What is read once for however many services are told of.
pub(crate) struct Teller {
    agencies: BTreeMap<Uuid, String>,
    categories: BTreeMap<Uuid, String>,
    lends: bool,
}

impl Teller {
    /// Reads the names of agencies and categories, and whether the region lends.
    pub async fn of(read: &Read<Tenant>) -> Result<Self> {
        let agencies = agencies(read).await?.into_iter().map(|agency| (agency.id, agency.short_name));
        let categories = categories(read).await?.into_iter().map(|category| (category.id, category.name));
        Ok(Self { agencies: agencies.collect(), categories: categories.collect(), lends: lends(read).await? })
    }

    /// These services as the platform knows them, with what others may copy where the region allows it.
    pub async fn tell(&self, read: &Read<Tenant>, services: &[&Model]) -> Result<Vec<PublishedService>> {
        let mut lent = if self.lends { lent(read, services).await? } else { BTreeMap::new() };
        let versions = template_versions(read, services).await?;
        let name_of = |names: &BTreeMap<Uuid, String>, id| names.get(&id).cloned().unwrap_or_default();
        let told = services.iter().map(|service| PublishedService {
            id: service.id,
            slug: service.slug.clone(),
            name: service.name.clone(),
            agency: name_of(&self.agencies, service.agency_id),
            category: name_of(&self.categories, service.category_id),
            search_text: without_code(service),
            glance: service.glance.clone(),
            channels: service.channels.clone(),
            template_key: service.template_key.clone(),
            template_version: versions.get(&service.id).copied(),
            lent: lent.remove(&service.id).map(Box::new),
        });
        Ok(told.collect())
    }
}

/// The versions of the national templates that these services were adopted from, or answered last.
async fn template_versions(read: &Read<Tenant>, services: &[&Model]) -> Result<BTreeMap<Uuid, i32>> {
    let ids: Vec<Uuid> = services.iter().map(|service| service.id).collect();
    let origins = origin::Entity::find()
        .filter(origin::Column::Kind.eq(OriginKind::Template))
        .filter(origin::Column::ServiceId.is_in(ids));
    // a service has one origin
    let rows = read.all(origins, services.len() as u64).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.service_id, row.template_version?))).collect())
}

/// What others may copy of these services: the version that citizens see, and nothing that is a draft.
async fn lent(read: &Read<Tenant>, services: &[&Model]) -> Result<BTreeMap<Uuid, LentStandard>> {
    let ids: Vec<Uuid> = services.iter().map(|service| service.id).collect();
    let by_id: BTreeMap<Uuid, &Model> = services.iter().map(|service| (service.id, *service)).collect();
    let mut lent = BTreeMap::new();
    for row in published_versions(read, &ids).await? {
        if let Some(service) = by_id.get(&row.service_id) {
            let content = offer_of(service, &row.content)?;
            lent.insert(row.service_id, LentStandard { version: row.version.unsigned_abs(), content });
        }
    }
    Ok(lent)
}

/// The words by which a service is found in any region: without its code, which each region gives as it likes.
fn without_code(service: &Model) -> String {
    service.search_text.replacen(&searchable([service.code.as_str()]), "", 1)
}
