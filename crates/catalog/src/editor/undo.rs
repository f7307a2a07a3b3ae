//! Taking a deed back. What somebody changed since stays as it is and is named.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait as _, ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, TryIntoModel as _,
};
use serde_json::json;

use crate::exchange::Known;
use crate::lifecycle::Lifecycle;
use crate::queries;
use crate::rows::old_slug::{self, Bearer};
use crate::rows::service::{Glance, StateWord};
use crate::rows::standard::VersionState;
use crate::rows::undo::{Deed, Model, Names};
use crate::rows::undo_item::Before;
use crate::rows::{service, standard, undo, undo_item};

use super::keep::{named, print};
use super::many::Homes;
use super::publication::stand;
use super::{EditError, Editor, link_of};

/// Ids that one condition carries.
const CHUNK: usize = 500;

/// Why a deed was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// No such deed of this person's.
    #[error("Tindakan ini tidak ada, atau bukan Anda yang melakukannya.")]
    Gone,
    /// The ten minutes are over.
    #[error("Waktu untuk mengurungkan sudah lewat. Ubah layanannya satu per satu.")]
    TooLate,
    /// Below.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<balai_storage::StorageError> for UndoError {
    fn from(error: balai_storage::StorageError) -> Self {
        Self::Edit(error.into())
    }
}

/// What goes back.
#[derive(Default)]
struct Back {
    services: Vec<service::Model>,
    standards: Vec<standard::Model>,
    removed: Vec<Uuid>,
    dropped_drafts: Vec<Uuid>,
    freed_slugs: Vec<String>,
    withdrawn: Vec<Uuid>,
    kept: Vec<String>,
}

impl Editor<'_> {
    /// Takes a deed of the same person back. Doing it again changes nothing.
    pub async fn undo(&self, id: Uuid) -> Result<Model, UndoError> {
        let deed = self.write.find::<undo::Entity>(id).await?;
        let deed = deed.filter(|deed| deed.done_by == self.act.by.to_string()).ok_or(UndoError::Gone)?;
        if deed.undone_at.is_some() {
            return Ok(deed);
        }
        if deed.until < self.act.at {
            return Err(UndoError::TooLate);
        }
        let items = undo_item::Entity::find().filter(undo_item::Column::UndoId.eq(id));
        let items = self.write.all(items, u64::MAX).await?;
        let ids: Vec<Uuid> = items.iter().map(|item| item.service_id).collect();
        let known = queries::known(self.write, &ids).await?;
        let known: BTreeMap<Uuid, Known> = known.into_iter().map(|known| (known.service.id, known)).collect();
        let mut back = Back::default();
        let homes = self.homes().await?;
        let replaced = self.replaced(deed.deed, &items).await?;
        for item in items {
            match known.get(&item.service_id) {
                None => back.kept.push("Layanan yang sudah dihapus".to_owned()),
                Some(known) if print(&known.service, &known.newest) != item.print => back.kept.push(named(known)),
                Some(known) => self.restore_one(&mut back, deed.deed, known, item.before, &homes, &replaced)?,
            }
        }
        Ok(self.go_back(deed, back).await?)
    }

    /// The versions in whose places a publication came, by service.
    async fn replaced(
        &self,
        deed: Deed,
        items: &[undo_item::Model],
    ) -> Result<BTreeMap<(Uuid, i32), standard::Model>, EditError> {
        if deed != Deed::Publish {
            return Ok(BTreeMap::new());
        }
        let shown = items.iter().filter_map(|item| Some((item.before.as_ref()?.published_version?, item.service_id)));
        let mut by_version: BTreeMap<i32, Vec<Uuid>> = BTreeMap::new();
        for (version, service) in shown {
            by_version.entry(version).or_default().push(service);
        }
        let mut found = BTreeMap::new();
        for (version, ids) in
            by_version.iter().flat_map(|(version, ids)| ids.chunks(CHUNK).map(move |ids| (version, ids)))
        {
            let query = standard::Entity::find()
                .filter(standard::Column::ServiceId.is_in(ids.iter().copied()))
                .filter(standard::Column::Version.eq(*version))
                .filter(standard::Column::State.eq(VersionState::Superseded));
            for row in self.write.all(query, u64::MAX).await? {
                found.insert((row.service_id, row.version), row);
            }
        }
        Ok(found)
    }

    fn restore_one(
        &self,
        back: &mut Back,
        deed: Deed,
        known: &Known,
        before: Option<Before>,
        homes: &Homes,
        replaced: &BTreeMap<(Uuid, i32), standard::Model>,
    ) -> Result<(), EditError> {
        let Some(before) = before else {
            back.removed.push(known.service.id);
            return Ok(());
        };
        let mut newest = known.newest.clone();
        match deed {
            Deed::Publish if newest.waits_for.is_some() => {
                newest.waits_for = None;
                back.standards.push(newest.clone());
            }
            Deed::Publish => {
                newest.state = VersionState::Draft;
                newest.published_at = None;
                back.standards.push(newest.clone());
                let earlier = before.published_version.and_then(|version| replaced.get(&(known.service.id, version)));
                match earlier.cloned() {
                    Some(mut earlier) => {
                        earlier.state = VersionState::Published;
                        earlier.ended_at = None;
                        back.standards.push(earlier);
                    }
                    None => back.withdrawn.push(known.service.id),
                }
            }
            Deed::Import => {
                if before.draft_version != known.service.draft_version {
                    back.dropped_drafts.push(newest.id);
                } else if let Some(content) = before.draft.clone() {
                    newest.content = content;
                    newest.revision += 1;
                    newest.updated_at = self.act.at;
                    back.standards.push(newest.clone());
                }
            }
            Deed::Archive | Deed::Assign => {}
        }
        if before.slug != known.service.slug {
            back.freed_slugs.push(before.slug.clone());
        }
        let service = self.as_before(deed, known, &newest, before, homes, replaced)?;
        back.services.push(service);
        Ok(())
    }

    /// The service's row as it was; what follows from it is worked out anew.
    fn as_before(
        &self,
        deed: Deed,
        known: &Known,
        newest: &standard::Model,
        before: Before,
        homes: &Homes,
        replaced: &BTreeMap<(Uuid, i32), standard::Model>,
    ) -> Result<service::Model, EditError> {
        let earlier = before.published_version.and_then(|version| replaced.get(&(known.service.id, version)));
        let mut row = known.service.clone().into_active_model().reset_all();
        if deed == Deed::Publish || deed == Deed::Archive {
            let lifecycle = match (before.published_version, before.since) {
                (Some(version), Some(since)) => Lifecycle::Published { version: version.unsigned_abs(), since },
                _ => Lifecycle::Draft,
            };
            stand(&mut row, lifecycle);
        }
        row.draft_version = Set(before.draft_version);
        row.slug = Set(before.slug);
        row.name = Set(before.name);
        row.agency_id = Set(before.agency);
        row.category_id = Set(before.category);
        row.note = Set(before.note);
        row.system = Set(before.system);
        row.channels = Set(before.channels);
        row.connection = Set(before.connection);
        let home = homes.at(before.agency, before.category)?;
        self.describe(&mut row, &home, &newest.content);
        if let Some(earlier) = earlier {
            row.glance = Set(Glance::of(&earlier.content));
        }
        row.try_into_model().map_err(|error| EditError::Storage(error.into()))
    }

    async fn go_back(&self, deed: Model, mut back: Back) -> Result<Model, EditError> {
        self.remove(&back).await?;
        self.reread_dropped(&mut back).await?;
        self.save_standards(std::mem::take(&mut back.standards)).await?;
        self.save_services(&back.services).await?;
        self.settle_many(&back.services).await?;
        let revision = self.next_revision().await?;
        let count = back.services.len() + back.removed.len();
        let what = json!({ "back": count, "kept": back.kept });
        let gone_back = back.services.iter().map(|service| service.id).chain(back.removed.iter().copied());
        let links = gone_back.map(|service| link_of("service.undone", service, None, json!({}))).collect();
        self.record_many("catalog.undone", deed.id, what, links).await?;
        if !back.withdrawn.is_empty() {
            self.tell_withdrawn(std::mem::take(&mut back.withdrawn), revision).await?;
        }
        self.tell_published(&back.services, revision).await?;
        let mut row = deed.into_active_model();
        row.undone_at = Set(Some(self.act.at));
        row.kept = Set(Some(Names(back.kept)));
        Ok(self.write.update(row).await?)
    }

    /// Removes services that the deed made, drafts that it began, and the slugs that go back into use.
    async fn remove(&self, back: &Back) -> Result<(), EditError> {
        for ids in back.dropped_drafts.chunks(CHUNK) {
            let drafts = standard::Entity::delete_many().filter(standard::Column::Id.is_in(ids.iter().copied()));
            self.write.delete_many(drafts).await?;
        }
        for ids in back.removed.chunks(CHUNK) {
            self.remove_what_refers_to(ids).await?;
            let services = service::Entity::delete_many().filter(service::Column::Id.is_in(ids.iter().copied()));
            self.write.delete_many(services).await?;
        }
        for slugs in back.freed_slugs.chunks(CHUNK) {
            let past = old_slug::Entity::delete_many()
                .filter(old_slug::Column::Kind.eq(Bearer::Service))
                .filter(old_slug::Column::Slug.is_in(slugs.iter().cloned()));
            self.write.delete_many(past).await?;
        }
        Ok(())
    }

    /// Where a draft went, the service is described by what it had before.
    async fn reread_dropped(&self, back: &mut Back) -> Result<(), EditError> {
        let without: BTreeSet<Uuid> = back
            .services
            .iter()
            .filter(|service| service.draft_version.is_none() && service.state == StateWord::Published)
            .map(|service| service.id)
            .collect();
        if back.dropped_drafts.is_empty() || without.is_empty() {
            return Ok(());
        }
        let ids: Vec<Uuid> = without.iter().copied().collect();
        let shown = queries::published_versions(self.write, &ids).await?;
        let shown: BTreeMap<Uuid, standard::Model> = shown.into_iter().map(|row| (row.service_id, row)).collect();
        let homes = self.homes().await?;
        for service in &mut back.services {
            let Some(shown) = shown.get(&service.id) else { continue };
            let home = homes.of(service)?;
            let mut row = service.clone().into_active_model().reset_all();
            self.describe(&mut row, &home, &shown.content);
            *service = row.try_into_model().map_err(|error| EditError::Storage(error.into()))?;
        }
        Ok(())
    }
}
