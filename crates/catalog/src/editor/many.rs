//! One verb for many services: in few statements, with one revision and one link of the audit trail, and a way back.

use std::collections::{BTreeMap, BTreeSet};

use balai_storage::Audit;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, TryIntoModel as _};
use serde_json::json;

use crate::exchange::Known;
use crate::queries;
use crate::rows::service::Glance;
use crate::rows::standard::VersionState;
use crate::rows::undo::Deed;
use crate::rows::{agency, category, service, standard};
use crate::standard::About;

use super::keep::{Kept, before, print};
use super::publication::{stand, step_taken};
use super::services::{EDITED, Home, told};
use super::waiting::{WAITS, waits_from};
use super::{EditError, Editor, link_of};

/// What became of many services.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Many {
    /// Services that the verb changed.
    pub done: usize,
    /// Of these, the ones whose decree holds from a later day: they wait for it.
    pub waiting: usize,
    /// Services that it could not change.
    pub left: usize,
    /// Services that somebody else must publish, by the region's rule.
    pub own: usize,
    /// By which id it can be taken back, where something changed.
    pub undo: Option<Uuid>,
}

/// Rows on their way back into the tables.
#[derive(Default)]
pub(super) struct Changes {
    pub services: Vec<service::Model>,
    pub standards: Vec<standard::Model>,
    pub kept: Vec<Kept>,
    pub links: Vec<Audit>,
}

impl Changes {
    /// Takes a changed service among the changes, with what it was and what is told of it.
    fn take(
        &mut self,
        known: &Known,
        row: service::ActiveModel,
        newest: standard::Model,
        link: Audit,
    ) -> Result<(), EditError> {
        let after = row.try_into_model().map_err(|error| EditError::Storage(error.into()))?;
        self.kept.push(Kept {
            service: after.id,
            before: Some(before(&known.service, None)),
            print: print(&after, &newest),
        });
        self.links.push(link);
        if newest != known.newest {
            self.standards.push(newest);
        }
        self.services.push(after);
        Ok(())
    }
}

/// The agencies and categories of a region, to describe services by.
pub(super) struct Homes {
    agencies: BTreeMap<Uuid, agency::Model>,
    categories: BTreeMap<Uuid, category::Model>,
}

impl Homes {
    pub fn of(&self, service: &service::Model) -> Result<Home, EditError> {
        self.at(service.agency_id, service.category_id)
    }

    pub fn at(&self, agency: Uuid, category: Uuid) -> Result<Home, EditError> {
        let agency = self.agencies.get(&agency).ok_or(EditError::NoSuchAgency)?;
        let category = self.categories.get(&category).ok_or(EditError::NoSuchCategory)?;
        Ok(Home { agency: agency.clone(), category: category.clone() })
    }
}

impl Editor<'_> {
    /// Publishes the drafts of these services, as far as the gate is open for each; those with a decree that holds from a
    /// later day wait for that day.
    pub async fn publish_many(&self, ids: &[Uuid]) -> Result<Many, EditError> {
        let homes = self.homes().await?;
        let known = queries::known(self.write, ids).await?;
        let (mut changes, mut many) = (Changes::default(), Many::default());
        let mut replaced = Vec::new();
        let four_eyes = queries::four_eyes(self.write).await?;
        for known in known {
            let was = known.service.lifecycle();
            let nothing_new = known.service.draft_version.is_none() && was.is_public();
            if nothing_new || known.newest.waits_for.is_some() {
                continue;
            }
            if four_eyes && self.is_own_work(&known.newest) {
                many.own += 1;
                continue;
            }
            let home = homes.of(&known.service)?;
            let about = About { name: &known.service.name, subject: home.category.subject, today: self.today };
            let open = known.newest.content.publishable(&about).is_ok();
            let begins = known.newest.content.begins_after(self.today);
            match (was.publish(known.newest.version.unsigned_abs(), self.act), begins) {
                (Ok(_), Some(day)) if open => {
                    let row = known.service.clone().into_active_model().reset_all();
                    let waits = standard::Model { waits_for: Some(day), ..known.newest.clone() };
                    let link = link_of(WAITS, known.service.id, None, waits_from(known.newest.version, day));
                    changes.take(&known, row, waits, link)?;
                    many.waiting += 1;
                }
                (Ok((lifecycle, step)), None) if open => {
                    if let Some(old) = known.service.published_version {
                        replaced.push((known.service.id, old));
                    }
                    let mut row = known.service.clone().into_active_model().reset_all();
                    stand(&mut row, lifecycle);
                    row.draft_version = Set(None);
                    row.glance = Set(Glance::of(&known.newest.content));
                    row.updated_at = Set(self.act.at);
                    let mut shown = known.newest.clone();
                    shown.state = VersionState::Published;
                    shown.published_at = Some(self.act.at);
                    changes.take(&known, row, shown, step_taken(known.service.id, step))?;
                }
                _ => many.left += 1,
            }
        }
        self.end_replaced(&replaced).await?;
        self.finish_many(Deed::Publish, changes, many).await
    }

    /// Puts these services away; what citizens see stays.
    pub async fn archive_many(&self, ids: &[Uuid]) -> Result<Many, EditError> {
        let (mut changes, mut many) = (Changes::default(), Many::default());
        for known in queries::known(self.write, ids).await? {
            match known.service.lifecycle().archive(self.act) {
                Ok((lifecycle, step)) if known.newest.waits_for.is_none() => {
                    let mut row = known.service.clone().into_active_model().reset_all();
                    stand(&mut row, lifecycle);
                    row.updated_at = Set(self.act.at);
                    let newest = known.newest.clone();
                    changes.take(&known, row, newest, step_taken(known.service.id, step))?;
                }
                Err(crate::Refusal::Archived) => {}
                Ok(_) | Err(_) => many.left += 1,
            }
        }
        self.finish_many(Deed::Archive, changes, many).await
    }

    /// Gives these services to an agency. One whose name is borne there already stays where it is. Codes stay.
    pub async fn assign_many(&self, ids: &[Uuid], agency: Uuid) -> Result<Many, EditError> {
        let homes = self.homes().await?;
        if !homes.agencies.contains_key(&agency) {
            return Err(EditError::NoSuchAgency);
        }
        let mut borne: BTreeSet<String> = queries::names_of(self.write, agency).await?;
        let (mut changes, mut many) = (Changes::default(), Many::default());
        for known in queries::known(self.write, ids).await? {
            if known.service.agency_id == agency {
                continue;
            }
            if !borne.insert(known.service.name_text.clone()) {
                many.left += 1;
                continue;
            }
            let moved = service::Model { agency_id: agency, ..known.service.clone() };
            let home = homes.of(&moved)?;
            let link = link_of(EDITED, moved.id, Some(told(&known.service)), told(&moved));
            let mut row = moved.into_active_model().reset_all();
            self.describe(&mut row, &home, &known.newest.content);
            let newest = known.newest.clone();
            changes.take(&known, row, newest, link)?;
        }
        self.finish_many(Deed::Assign, changes, many).await
    }

    pub(super) async fn homes(&self) -> Result<Homes, EditError> {
        let agencies = queries::agencies(self.write).await?;
        let categories = queries::categories(self.write).await?;
        Ok(Homes {
            agencies: agencies.into_iter().map(|row| (row.id, row)).collect(),
            categories: categories.into_iter().map(|row| (row.id, row)).collect(),
        })
    }

    /// Ends the versions in whose places others came.
    async fn end_replaced(&self, replaced: &[(Uuid, i32)]) -> Result<(), EditError> {
        let ids: Vec<Uuid> = replaced.iter().map(|(service, _)| *service).collect();
        let mut ended = queries::published_versions(self.write, &ids).await?;
        for version in &mut ended {
            version.state = VersionState::Superseded;
            version.ended_at = Some(self.act.at);
        }
        self.save_standards(ended).await
    }

    pub(super) async fn save_services(&self, services: &[service::Model]) -> Result<(), EditError> {
        let rows = services.iter().cloned().map(|row| row.into_active_model().reset_all());
        Ok(self.write.save_many(rows.collect()).await?)
    }

    pub(super) async fn save_standards(&self, standards: Vec<standard::Model>) -> Result<(), EditError> {
        let rows = standards.into_iter().map(|row| row.into_active_model().reset_all());
        Ok(self.write.save_many(rows.collect()).await?)
    }

    async fn finish_many(&self, deed: Deed, changes: Changes, many: Many) -> Result<Many, EditError> {
        let done = changes.services.len();
        if done == 0 {
            return Ok(many);
        }
        self.save_standards(changes.standards).await?;
        self.save_services(&changes.services).await?;
        if deed == Deed::Assign {
            self.settle_many(&changes.services).await?;
        }
        let undo = self.keep(deed, changes.kept).await?;
        let revision = self.next_revision().await?;
        let action = match deed {
            Deed::Import => "catalog.imported",
            Deed::Publish => "catalog.published",
            Deed::Archive => "catalog.archived",
            Deed::Assign => "catalog.assigned",
        };
        let codes: Vec<&str> = changes.services.iter().map(|service| service.code.as_str()).collect();
        let what = json!({ "services": codes, "waiting": many.waiting, "left": many.left + many.own });
        self.record_many(action, undo, what, changes.links).await?;
        self.tell_published(&changes.services, revision).await?;
        Ok(Many { done, undo: Some(undo), ..many })
    }
}
