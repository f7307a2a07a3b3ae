//! What the linter found in a region's standards, and what the region answered.

use sea_orm::DeriveActiveEnum;
use sea_orm::entity::prelude::*;

/// Something found in the newest version of a service's standard.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "findings")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// In which service.
    pub service_id: Uuid,
    /// By which rule.
    pub rule: String,
    /// What distinguishes two of one rule, such as the requirement; empty where there is one at most.
    pub detail: String,
    /// Where: 0 the name, 1 to 14 a component, 15 the decree, 16 the whole.
    pub place: i32,
    /// Whether it holds publication.
    pub blocks: bool,
    /// Two or three words.
    pub short: String,
    /// What to do.
    pub remedy: String,
    /// By which law.
    pub law: Option<String>,
    /// A print of the content that it is about: an answer holds while that stays.
    pub print: String,
    /// What the region made of it.
    pub state: Answered,
    /// In its words.
    pub answer: Option<String>,
    /// Who, in the stable text of the audit trail.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<DateTimeUtc>,
    /// Since when it stands.
    pub found_at: DateTimeUtc,
}

/// What the region made of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Answered {
    /// Nothing yet.
    Open,
    /// It was answered and still stands.
    Answered,
    /// It is right as it is, for a reason; no longer counted.
    Muted,
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity, hidden);
