//! The table of versions.

use sea_orm::DeriveActiveEnum;
use sea_orm::entity::prelude::*;

use crate::template::Offer;

/// A version of one template.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "template_versions")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub template_key: String,
    pub state: VersionState,
    /// The template's key while this is its draft, so that it has one draft at most.
    pub draft_of: Option<String>,
    /// The version of all templates that began with it; none while it is a draft.
    pub number: Option<i32>,
    pub offer: Offer,
    /// What is better than before, as regions read it.
    pub improvement: Option<String>,
    /// Counts the savings of the draft.
    pub revision: i32,
    pub written_by: String,
    pub updated_at: DateTimeUtc,
    pub published_at: Option<DateTimeUtc>,
}

/// What a version is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum VersionState {
    Draft,
    Published,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
// every server keeps the templates in force until one of these changes
balai_storage::control_entity!(Entity, shown);
