//! The national templates in force: what the program carries, and over it what the ministry has published since. A published
//! version is never edited; the next one is a draft until it is published. Regions that adopted a template are offered what
//! changed, field by field, and nothing of theirs is written over.

mod rows;
mod uses;
mod verbs;

use std::collections::BTreeMap;
use std::sync::Arc;

use balai_kernel::Slug;
use balai_storage::{Control, ControlDb, Kept, Read, Result};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Offer, Templates};
use crate::text::Prose;
use rows::{Column, Entity, Model, VersionState};

pub use uses::{Use, Uses};
pub use verbs::TemplateRefused;

/// More versions than anybody publishes.
const MOST_VERSIONS: u64 = 20_000;

/// The templates that regions adopt and compare with.
#[derive(Clone)]
pub struct NationalTemplates {
    control: ControlDb,
    /// What the program carries.
    carried: Arc<Templates>,
    kept: Kept<Templates>,
}

/// A version that was published.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// The version of all templates that began with it.
    pub number: i32,
    /// What it says.
    pub offer: Offer,
    /// What is better than before.
    pub improvement: String,
    /// When it was published.
    pub at: DateTime<Utc>,
}

/// The next version, while it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// What it says.
    pub offer: Offer,
    /// Counts its savings.
    pub revision: i32,
    /// When.
    pub at: DateTime<Utc>,
}

/// One template with its past and its next version.
#[derive(Debug, Clone, PartialEq)]
pub struct National {
    /// Its key.
    pub key: Slug,
    /// What is in force.
    pub now: Offer,
    /// The version of all templates with which that began.
    pub number: i32,
    /// The next version.
    pub draft: Option<Draft>,
    /// What the ministry published, newest first.
    pub versions: Vec<Version>,
}

impl NationalTemplates {
    /// `carried` are the templates of the program itself.
    pub fn new(control: ControlDb, carried: Arc<Templates>) -> Self {
        Self { kept: Kept::new(control.clone()), control, carried }
    }

    /// The templates in force.
    pub async fn in_force(&self) -> Result<Arc<Templates>> {
        if let Some(in_force) = self.kept.find() {
            return Ok(in_force);
        }
        let moment = self.kept.before();
        let published = published(&self.control.read().await?).await?;
        let in_force = if published.is_empty() { Arc::clone(&self.carried) } else { Arc::new(self.over(published)) };
        Ok(self.kept.keep(moment, in_force))
    }

    /// What the program carries with these versions over it, the oldest first.
    fn over(&self, published: Vec<Model>) -> Templates {
        let mut templates = Templates::clone(&self.carried);
        for row in published {
            templates.version = templates.version.max(row.number.unwrap_or_default());
            if let Some(own) = templates.services.iter_mut().find(|own| own.key.as_str() == row.template_key) {
                own.take(row.offer);
            }
        }
        templates
    }

    /// One template; none where no service has this key.
    pub async fn one(&self, key: &Slug) -> Result<Option<National>> {
        let Some(carried) = self.carried.service(key) else { return Ok(None) };
        let read = self.control.read().await?;
        let rows = Entity::find().filter(Column::TemplateKey.eq(key.as_str())).order_by_desc(Column::Number);
        let (mut draft, mut versions) = (None, Vec::new());
        for row in read.all(rows, MOST_VERSIONS).await? {
            match row.state {
                VersionState::Draft => draft = Some(Draft::from(row)),
                VersionState::Published => versions.push(Version::from(row)),
            }
        }
        let newest: Option<&Version> = versions.first();
        let now = newest.map_or_else(|| Offer::from(carried), |version| version.offer.clone());
        let number = newest.map_or(self.carried.version, |version| version.number);
        Ok(Some(National { key: key.clone(), now, number, draft, versions }))
    }

    /// The keys of the templates whose next version is being written.
    pub async fn drafted(&self) -> Result<Vec<String>> {
        let drafts = Entity::find().filter(Column::State.eq(VersionState::Draft));
        let rows = self.control.read().await?.all(drafts, MOST_VERSIONS).await?;
        Ok(rows.into_iter().map(|row| row.template_key).collect())
    }

    /// The version of all templates that is the newest of each template.
    pub async fn newest(&self) -> Result<BTreeMap<String, i32>> {
        let keys = self.carried.services.iter().map(|own| (own.key.as_str().to_owned(), self.carried.version));
        let mut newest: BTreeMap<String, i32> = keys.collect();
        for row in published(&self.control.read().await?).await? {
            newest.insert(row.template_key, row.number.unwrap_or_default());
        }
        Ok(newest)
    }
}

/// All published versions, the oldest first.
async fn published(read: &Read<Control>) -> Result<Vec<Model>> {
    let rows = Entity::find().filter(Column::State.eq(VersionState::Published)).order_by_asc(Column::Number);
    read.all(rows, MOST_VERSIONS).await
}

impl From<Model> for Version {
    fn from(row: Model) -> Self {
        Self {
            number: row.number.unwrap_or_default(),
            offer: row.offer,
            improvement: row.improvement.unwrap_or_default(),
            at: row.published_at.unwrap_or(row.updated_at),
        }
    }
}

impl From<Model> for Draft {
    fn from(row: Model) -> Self {
        Self { offer: row.offer, revision: row.revision, at: row.updated_at }
    }
}

/// What is better in a version, in some sentences.
pub type Improvement = Prose;
