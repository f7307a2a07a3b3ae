//! Services of a region.

use sea_orm::entity::prelude::*;
use sea_orm::{DeriveActiveEnum, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

use crate::channel::Channels;
use crate::connection::ConnectionLevel;
use crate::lifecycle::Lifecycle;
use crate::standard::{FeeGlance, ServiceTime, Standard};

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "services")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Its name in addresses.
    pub slug: String,
    /// What staff call it, such as `DKP-007`.
    pub code: String,
    /// Its agency.
    pub agency_id: Uuid,
    /// Its category.
    pub category_id: Uuid,
    /// Its name.
    pub name: String,
    /// The name as it is compared and ordered: a blank, then folded words.
    pub name_text: String,
    /// All words by which it is found: a blank, then folded words.
    pub search_text: String,
    /// What citizens should know besides the standard.
    pub note: Option<String>,
    /// The national system that does the work.
    pub system: Option<String>,
    /// Where it can be asked for.
    pub channels: Channels,
    /// How deep it is connected.
    pub connection: ConnectionLevel,
    /// Where it stands; [`Model::lifecycle`] reads it with its data.
    pub state: StateWord,
    /// The version of the standard that citizens see.
    pub published_version: Option<i32>,
    /// The version that is being written.
    pub draft_version: Option<i32>,
    /// Since when it is published or archived.
    pub since: Option<DateTimeUtc>,
    /// Fee and time of what citizens see; of the draft while nothing is published.
    pub glance: Glance,
    /// How many of the fourteen components of the newest version are complete.
    pub score: i32,
    /// How many findings hold the newest version from publication.
    pub blocking: i32,
    /// How many findings of the newest version ask for a look.
    pub looks: i32,
    /// Key in the starter catalogue, if it was adopted.
    pub template_key: Option<String>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it last changed.
    pub updated_at: DateTimeUtc,
    /// Since when it lies in the trash.
    pub trashed_at: Option<DateTimeUtc>,
}

/// The name of a state in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum StateWord {
    /// Nobody outside sees it.
    Draft,
    /// Citizens see it.
    Published,
    /// Put away.
    Archived,
}

/// What a list shows of a standard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Glance {
    /// What it costs.
    pub fee: Option<FeeGlance>,
    /// How long it takes.
    pub time: Option<ServiceTime>,
    /// Whether it is made up for a demonstration.
    #[serde(default)]
    pub sample: bool,
}

impl Glance {
    /// What a list shows of this standard.
    pub fn of(standard: &Standard) -> Self {
        Self {
            fee: standard.fee.as_ref().map(crate::standard::Fee::glance),
            time: standard.time.clone(),
            sample: standard.is_sample(),
        }
    }
}

impl Model {
    /// Where it stands, with the data of that state.
    pub fn lifecycle(&self) -> Lifecycle {
        let since = self.since.unwrap_or(self.created_at);
        if let Some(trashed) = self.trashed_at {
            return Lifecycle::Trashed { archived: since, since: trashed };
        }
        match (self.state, self.published_version) {
            (StateWord::Published, Some(version)) => Lifecycle::Published { version: version.unsigned_abs(), since },
            (StateWord::Archived, _) => Lifecycle::Archived { since },
            (StateWord::Draft | StateWord::Published, _) => Lifecycle::Draft,
        }
    }
}

/// No relation is walked by the ORM: the queries join by id.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
balai_storage::tenant_entity!(Entity);
