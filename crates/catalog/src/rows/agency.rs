//! Agencies of a region.

use balai_kernel::WeeklyHours;
use sea_orm::FromJsonQueryResult;
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyKind;

/// An agency.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agencies")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// Three capitals that begin the codes of its services.
    pub code: String,
    /// Full name.
    pub name: String,
    /// What people call it.
    pub short_name: String,
    /// Whom it belongs to, as a kind.
    pub kind: AgencyKind,
    /// Whom it belongs to, by name.
    pub parent: Option<String>,
    /// Where its own office is.
    pub address: Option<String>,
    /// When its own office is open; none where it only serves in the hall.
    pub hours: Option<Hours>,
    /// Telephone.
    pub phone: Option<String>,
    /// Official e-mail address.
    pub email: Option<String>,
    /// Its own site.
    pub website: Option<String>,
    /// Key of its logo among the region's objects.
    pub logo_key: Option<String>,
    /// Key in the starter catalogue, if it was adopted.
    pub template_key: Option<String>,
    /// The number that its newest service bears in its code.
    pub last_number: i32,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
}

/// Opening hours as the database holds them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Hours(pub WeeklyHours);

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
