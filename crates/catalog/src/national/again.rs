//! Telling the whole of what citizens of a region see: it came here with its rows and is not known yet.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::events::{MOST_SERVICES, PublishedService, ServicePublished};
use crate::queries;
use crate::rows::service::{Column, Entity, StateWord};

/// The news that tells of all published services, as [`apply_published`](super::apply_published) takes them.
pub async fn told_again(read: &Read<Tenant>) -> Result<Vec<ServicePublished>> {
    let agencies: BTreeMap<Uuid, String> =
        queries::agencies(read).await?.into_iter().map(|agency| (agency.id, agency.short_name)).collect();
    let categories: BTreeMap<Uuid, String> =
        queries::categories(read).await?.into_iter().map(|category| (category.id, category.name)).collect();
    let revision = queries::revision(read).await?.number;
    let name_of = |names: &BTreeMap<Uuid, String>, id: Uuid| names.get(&id).cloned().unwrap_or_default();
    let (mut news, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let query = Entity::find().filter(Column::State.eq(StateWord::Published)).filter(Column::Id.gt(after));
        let services = read.all(query.order_by_asc(Column::Id), MOST_SERVICES as u64).await?;
        let Some(last) = services.last() else { return Ok(news) };
        after = last.id;
        let told = services.into_iter().map(|service| PublishedService {
            agency: name_of(&agencies, service.agency_id),
            category: name_of(&categories, service.category_id),
            id: service.id,
            slug: service.slug,
            name: service.name,
            search_text: service.search_text,
            glance: service.glance,
            channels: service.channels,
        });
        news.push(ServicePublished { revision, part: news.len(), services: told.collect() });
    }
}
