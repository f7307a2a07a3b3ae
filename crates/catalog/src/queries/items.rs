//! Published services as a list for machines names them, each list in one statement.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect, Select};

use crate::channel::Channels;
use crate::rows::service::{Column, Entity, Glance};
use crate::rows::{agency, category};
use crate::search::MOST_FOUND;

use super::public::{Shelf, after, by_name, published};
use super::{Page, Paged, ServicePage};

/// A published service with the names around it.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Item {
    /// Its id.
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it can be asked for.
    pub channels: Channels,
    /// Fee and time.
    pub glance: Glance,
    /// Its agency's name in addresses.
    pub agency_slug: String,
    /// Its agency's name.
    pub agency_name: String,
    /// Its category's name in addresses.
    pub category_slug: String,
    /// Its category's name.
    pub category_name: String,
}

impl From<&ServicePage> for Item {
    fn from(page: &ServicePage) -> Self {
        Self {
            id: page.service.id,
            slug: page.service.slug.clone(),
            name: page.service.name.clone(),
            channels: page.service.channels.clone(),
            glance: page.service.glance.clone(),
            agency_slug: page.agency.slug.clone(),
            agency_name: page.agency.name.clone(),
            category_slug: page.category.slug.clone(),
            category_name: page.category.name.clone(),
        }
    }
}

/// Published services by name.
pub async fn public_items(read: &Read<Tenant>, shelf: Shelf, page: Page) -> Result<Paged<Item>> {
    let Some(query) = after(read, published(shelf), page).await? else {
        return Ok(Paged::cut(Vec::new(), 0, |item: &Item| item.id));
    };
    let size = page.size();
    let rows = read.rows_as(named(by_name(query)), size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |item: &Item| item.id))
}

/// Published services with these ids, in this order.
pub async fn items(read: &Read<Tenant>, ids: &[Uuid]) -> Result<Vec<Item>> {
    let query = published(Shelf::default()).filter(Column::Id.is_in(ids.iter().copied()));
    let rows: Vec<Item> = read.rows_as(named(query), MOST_FOUND as u64).await?;
    let mut by_id: BTreeMap<Uuid, Item> = rows.into_iter().map(|row| (row.id, row)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

fn named(query: Select<Entity>) -> Select<Entity> {
    let of_agency = Entity::belongs_to(agency::Entity).from(Column::AgencyId).to(agency::Column::Id).into();
    let of_category = Entity::belongs_to(category::Entity).from(Column::CategoryId).to(category::Column::Id).into();
    query
        .select_only()
        .columns([Column::Id, Column::Slug, Column::Name, Column::Channels, Column::Glance])
        .column_as(agency::Column::Slug, "agency_slug")
        .column_as(agency::Column::Name, "agency_name")
        .column_as(category::Column::Slug, "category_slug")
        .column_as(category::Column::Name, "category_name")
        .join(JoinType::InnerJoin, of_agency)
        .join(JoinType::InnerJoin, of_category)
}
