//! Making and changing services; what they promise is changed in their drafts.

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Select};
use serde_json::{Value, json};

use crate::channel::Channels;
use crate::connection::ConnectionLevel;
use crate::rows::old_slug::Bearer;
use crate::rows::service::{ActiveModel, Column, Entity, Glance, Model, StateWord};
use crate::rows::standard::{VersionState, Writers};
use crate::rows::{agency, category, standard};
use crate::standard::{About, Standard};
use crate::text::{Line, Prose};
use crate::words::searchable;

use super::{EditError, Editor};

/// Verbs of the audit trail.
pub(super) const CREATED: &str = "service.created";
pub(super) const EDITED: &str = "service.edited";

/// What an editor writes about a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceDetails {
    /// Its name.
    pub name: Line,
    /// Its agency.
    pub agency: Uuid,
    /// Its category.
    pub category: Uuid,
    /// What citizens should know besides the standard.
    pub note: Option<Prose>,
    /// The national system that does the work.
    pub system: Option<Line>,
    /// Where it can be asked for.
    pub channels: Channels,
    /// How deep it is connected.
    pub connection: ConnectionLevel,
}

/// A service's agency and category.
pub(super) struct Home {
    pub agency: agency::Model,
    pub category: category::Model,
}

/// What the linter says, in numbers.
pub(super) struct Measure {
    score: i32,
    blocking: i32,
    looks: i32,
}

impl Editor<'_> {
    /// Adds a service: a draft with an empty standard.
    pub async fn create_service(&self, details: ServiceDetails) -> Result<Model, EditError> {
        let home = self.home(details.agency, details.category).await?;
        self.refuse_service_name(&details, None).await?;
        let slug = self.taken(Bearer::Service, None).await?.slug_for(details.name.as_str(), &home.agency.short_name)?;
        let number = self.next_number(&home.agency).await?;
        let mut row = new_service(self.fresh_id(), slug, self.act.at);
        row.code = Set(format!("{}-{number:03}", home.agency.code));
        fill(&mut row, details);
        let standard = Standard::default();
        self.describe(&mut row, &home, &standard);
        row.draft_version = Set(Some(1));
        let service = self.write.insert(row).await?;
        let version = self.version(service.id, 1, standard, VersionState::Draft);
        let version = self.write.insert(version).await?;
        self.settle(&service, &home, &version.content).await?;
        self.next_revision().await?;
        self.record(CREATED, "service", service.id, None, Some(told(&service))).await?;
        Ok(service)
    }

    /// Changes a service. Its address follows its name; the old one leads to the new one.
    pub async fn edit_service(&self, id: Uuid, details: ServiceDetails) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let home = self.home(details.agency, details.category).await?;
        self.refuse_service_name(&details, Some(id)).await?;
        let mut row = before.clone().into_active_model();
        if details.name.as_str() != before.name {
            let mut taken = self.taken(Bearer::Service, Some(id)).await?;
            let slug = taken.slug_for(details.name.as_str(), &home.agency.short_name)?;
            self.remember_slug(Bearer::Service, id, &before.slug, &slug).await?;
            row.slug = Set(slug);
        }
        fill(&mut row, details);
        let newest = self.newest_standard(&before).await?;
        self.describe(&mut row, &home, &newest.content);
        let after = self.write.update(row).await?;
        self.settle(&after, &home, &newest.content).await?;
        let revision = self.next_revision().await?;
        self.record(EDITED, "service", id, Some(told(&before)), Some(told(&after))).await?;
        self.tell_published(std::slice::from_ref(&after), revision).await?;
        Ok(after)
    }

    /// Reads services again after their agency or category changed: words, findings, and the news of it.
    pub(super) async fn refresh(&self, which: Select<Entity>, revision: i64) -> Result<(), EditError> {
        let mut refreshed = Vec::new();
        for service in self.write.all(which, u64::MAX).await? {
            let home = self.home(service.agency_id, service.category_id).await?;
            let newest = self.newest_standard(&service).await?;
            let mut row = service.into_active_model();
            self.describe(&mut row, &home, &newest.content);
            let service = self.write.update(row).await?;
            self.settle(&service, &home, &newest.content).await?;
            refreshed.push(service);
        }
        self.tell_published(&refreshed, revision).await
    }

    pub(super) async fn service(&self, id: Uuid) -> Result<Model, EditError> {
        self.write.find::<Entity>(id).await?.ok_or(EditError::Gone)
    }

    pub(super) async fn home(&self, agency: Uuid, category: Uuid) -> Result<Home, EditError> {
        Ok(Home {
            agency: self.agency(agency).await?.ok_or(EditError::NoSuchAgency)?,
            category: self.category(category).await?.ok_or(EditError::NoSuchCategory)?,
        })
    }

    pub(super) fn measure(&self, name: &str, home: &Home, standard: &Standard) -> Measure {
        let about = About { name, subject: home.category.subject, today: self.today };
        let findings = standard.findings(&about);
        let count = |blocks: bool| {
            let of_kind = findings.iter().filter(|finding| finding.blocks() == blocks);
            i32::try_from(of_kind.count()).unwrap_or(i32::MAX)
        };
        Measure { score: i32::from(standard.completeness(&about).score()), blocking: count(true), looks: count(false) }
    }

    /// Writes what follows from name, home and newest standard into the row: words, numbers, and while nothing is
    /// published the glance.
    pub(super) fn describe(&self, row: &mut ActiveModel, home: &Home, standard: &Standard) {
        let name = row.name.as_ref().clone();
        let product = standard.product.as_ref().map_or("", Line::as_str);
        let system = row.system.as_ref().clone().unwrap_or_default();
        row.name_text = Set(searchable([name.as_str()]));
        row.search_text = Set(searchable([
            name.as_str(),
            row.code.as_ref(),
            &home.agency.short_name,
            &home.agency.name,
            &home.category.name,
            product,
            &system,
        ]));
        let measure = self.measure(&name, home, standard);
        row.score = Set(measure.score);
        row.blocking = Set(measure.blocking);
        row.looks = Set(measure.looks);
        if *row.state.as_ref() == StateWord::Draft {
            row.glance = Set(Glance::of(standard));
        }
        row.updated_at = Set(self.act.at);
    }

    pub(super) async fn refuse_service_name(
        &self,
        details: &ServiceDetails,
        own: Option<Uuid>,
    ) -> Result<(), EditError> {
        let mut same = Entity::find()
            .filter(Column::AgencyId.eq(details.agency))
            .filter(Column::NameText.eq(searchable([details.name.as_str()])))
            .filter(Column::TrashedAt.is_null());
        if let Some(own) = own {
            same = same.filter(Column::Id.ne(own));
        }
        if self.write.exists(same).await? { Err(EditError::NameTaken) } else { Ok(()) }
    }

    pub(super) async fn next_number(&self, agency: &agency::Model) -> Result<i32, EditError> {
        let number = agency.last_number + 1;
        let mut row = agency.clone().into_active_model();
        row.last_number = Set(number);
        self.write.update(row).await?;
        Ok(number)
    }

    pub(super) fn version(
        &self,
        service: Uuid,
        version: i32,
        content: Standard,
        state: VersionState,
    ) -> standard::ActiveModel {
        let published = state == VersionState::Published;
        standard::ActiveModel {
            id: Set(self.fresh_id()),
            service_id: Set(service),
            version: Set(version),
            state: Set(state),
            content: Set(content),
            revision: Set(1),
            begun_by: Set(self.act.by.to_string()),
            writers: Set(Some(Writers(vec![self.act.by.to_string()]))),
            created_at: Set(self.act.at),
            updated_at: Set(self.act.at),
            published_at: Set(published.then_some(self.act.at)),
            ended_at: Set(None),
            waits_for: Set(None),
        }
    }
}

pub(super) fn new_service(id: Uuid, slug: String, at: chrono::DateTime<chrono::Utc>) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        slug: Set(slug),
        state: Set(StateWord::Draft),
        published_version: Set(None),
        draft_version: Set(None),
        since: Set(None),
        template_key: Set(None),
        trashed_at: Set(None),
        created_at: Set(at),
        ..ActiveModel::default()
    }
}

pub(super) fn fill(row: &mut ActiveModel, details: ServiceDetails) {
    row.name = Set(details.name.into());
    row.agency_id = Set(details.agency);
    row.category_id = Set(details.category);
    row.note = Set(details.note.map(String::from));
    row.system = Set(details.system.map(String::from));
    row.channels = Set(details.channels);
    row.connection = Set(details.connection);
}

/// What the audit trail keeps of a service.
pub(super) fn told(service: &Model) -> Value {
    json!({
        "slug": service.slug, "code": service.code, "name": service.name,
        "agency": service.agency_id, "category": service.category_id, "note": service.note,
        "system": service.system, "channels": service.channels, "connection": service.connection,
    })
}
