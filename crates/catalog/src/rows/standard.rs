//! Versions of the standards of a region's services. What was published is never changed again.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

use crate::standard::Standard;

/// A version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "standards")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose standard it is.
    pub service_id: Uuid,
    /// 1, 2, 3 within the service.
    pub version: i32,
    /// Where the version stands.
    pub state: VersionState,
    /// What it promises.
    pub content: Standard,
    /// Counts the saves of a draft: who saves over a number that has moved on is told.
    pub revision: i32,
    /// Who began it, in the stable text of the audit trail.
    pub begun_by: String,
    /// Who wrote on it; none in versions from before it was noted.
    pub writers: Option<Writers>,
    /// When it was begun.
    pub created_at: DateTimeUtc,
    /// When it was last saved.
    pub updated_at: DateTimeUtc,
    /// When citizens first saw it.
    pub published_at: Option<DateTimeUtc>,
    /// When they no longer saw it.
    pub ended_at: Option<DateTimeUtc>,
    /// The day on which a finished draft becomes what citizens see, in the region's zone. It is not written on meanwhile.
    pub waits_for: Option<Date>,
}

/// People, in the stable text of the audit trail, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Writers(pub Vec<String>);

impl Model {
    /// Whether somebody wrote on this version; of one from before that was noted, whether she began it.
    pub fn is_written_by(&self, who: &str) -> bool {
        self.writers.as_ref().map_or(self.begun_by == who, |writers| writers.0.iter().any(|writer| writer == who))
    }

    /// Those who wrote on it, and one more.
    #[must_use]
    pub fn writers_with(&self, who: &str) -> Option<Writers> {
        let mut writers = self.writers.clone().unwrap_or_else(|| Writers(vec![self.begun_by.clone()]));
        if !writers.0.iter().any(|writer| writer == who) {
            writers.0.push(who.to_owned());
        }
        Some(writers)
    }
}

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum VersionState {
    /// Being written; at most one of a service.
    Draft,
    /// What citizens see; at most one of a service.
    Published,
    /// A newer version took its place.
    Superseded,
    /// Taken back with its service.
    Withdrawn,
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
