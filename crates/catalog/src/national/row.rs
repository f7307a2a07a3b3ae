//! The table of the roll-up.

use sea_orm::entity::prelude::*;

use crate::channel::Channels;
use crate::rows::service::Glance;

/// A published service of one region.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "national_services")]
pub struct Model {
    /// The row's own id: two regions' services may have one id, when both spaces were copied from one template.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The region, `33.14`.
    pub region_code: String,
    /// The service's id in its region.
    pub service_id: Uuid,
    /// Its name in addresses of its region.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// The name as it is compared and ordered.
    pub name_text: String,
    /// All words by which it is found.
    pub search_text: String,
    /// What people call its agency.
    pub agency: String,
    /// Its category.
    pub category: String,
    /// Fee and time.
    pub glance: Glance,
    /// Where it can be asked for.
    pub channels: Channels,
    /// Whether citizens of the region see it.
    pub shown: bool,
    /// Whether the region is open at all.
    pub region_open: bool,
    /// The revision of the region's catalogue that this is from.
    pub revision: i64,
    /// When the roll-up took it in.
    pub updated_at: DateTimeUtc,
    /// The title under which it is found; none while nobody has filed it.
    pub title_id: Option<Uuid>,
}

/// No relation is walked by the ORM.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::control_entity!(Entity);
