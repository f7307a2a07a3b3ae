//! Where a service came from: the template it was adopted from, as it was then, or the region it was copied from.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

use crate::template::Offer;

/// An origin.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service_origins")]
pub struct Model {
    /// The row's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The service.
    pub service_id: Uuid,
    /// What it came from.
    pub kind: OriginKind,
    /// The version of the national templates, where it came from one.
    pub template_version: Option<i32>,
    /// What was adopted or copied; of a template field by field what the region last accepted or refused.
    pub base: Offer,
    /// The region it was copied from.
    pub source: Option<Source>,
    /// When it came.
    pub created_at: DateTimeUtc,
    /// When the region last answered a change of the template.
    pub updated_at: DateTimeUtc,
}

/// Kinds of origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum OriginKind {
    /// A national template.
    Template,
    /// Another region's published standard.
    Copy,
}

/// The published standard that was copied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Source {
    /// The region's code.
    pub region: String,
    /// The region's name.
    pub region_name: String,
    /// The agency there.
    pub agency: String,
    /// The service's name there.
    pub name: String,
    /// The version that was copied.
    pub version: u32,
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
