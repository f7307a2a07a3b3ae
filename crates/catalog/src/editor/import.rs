//! Carrying a plan out: all of it at once, in few statements.

use std::collections::BTreeMap;

use balai_kernel::Slug;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, TryIntoModel as _};
use serde_json::json;

use crate::exchange::{Known, Ledger, Outcome, Plan, Wanted, number_of};
use crate::rows::old_slug::Bearer;
use crate::rows::standard::VersionState;
use crate::rows::undo::Deed;
use crate::rows::{agency, old_slug, service, standard};
use crate::standard::Standard;

use super::drafts::SAVED;
use super::keep::{Kept, before, print};
use super::many::{Changes, Homes};
use super::services::{CREATED, EDITED, fill, new_service, told};
use super::slugs::Taken;
use super::{EditError, Editor, link_of};

/// What an import brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// New services.
    pub new: usize,
    /// Changed ones.
    pub changed: usize,
    /// By which id it can be taken back, where something changed.
    pub undo: Option<Uuid>,
}

/// An import on its way into the tables.
struct Import<'e> {
    editor: Editor<'e>,
    homes: Homes,
    taken: Taken,
    /// The highest number given so far, by agency.
    numbers: BTreeMap<Uuid, i32>,
    changes: Changes,
    drafts: Vec<standard::Model>,
    old_slugs: Vec<old_slug::ActiveModel>,
}

impl Editor<'_> {
    /// Carries out a plan that was made from this very ledger in this very transaction. Rows that stay out stay out: who
    /// wants all or nothing asks the plan first. Nothing is published; what was published gets a draft.
    pub async fn import(&self, plan: &Plan, ledger: &Ledger, file: &str) -> Result<Imported, EditError> {
        let counts = plan.counts();
        if counts.ready() == 0 {
            return Ok(Imported::default());
        }
        let known: BTreeMap<Uuid, &Known> = ledger.services().iter().map(|known| (known.service.id, known)).collect();
        let mut import = Import {
            editor: *self,
            homes: self.homes().await?,
            taken: self.taken(Bearer::Service, None).await?,
            numbers: ledger.agencies().map(|agency| (agency.id, agency.last_number)).collect(),
            changes: Changes::default(),
            drafts: Vec::new(),
            old_slugs: Vec::new(),
        };
        for row in &plan.rows {
            match &row.outcome {
                Outcome::New(wanted) if wanted.code.is_some() => import.reserve(wanted, ledger),
                _ => {}
            }
        }
        for row in &plan.rows {
            match &row.outcome {
                Outcome::New(wanted) => import.add(wanted)?,
                Outcome::Change { service, wanted } => {
                    import.change(known.get(service).ok_or(EditError::Gone)?, wanted)?;
                }
                Outcome::Same | Outcome::Wrong => {}
            }
        }
        let agencies: Vec<agency::Model> = ledger.agencies().cloned().collect();
        let undo = import.save(agencies).await?;
        let revision = self.next_revision().await?;
        let what = json!({
            "file": file, "new": counts.new, "changed": counts.changed, "same": counts.same, "wrong": counts.wrong,
        });
        self.record_many("catalog.imported", undo, what, std::mem::take(&mut import.changes.links)).await?;
        self.tell_published(&import.changes.services, revision).await?;
        Ok(Imported { new: counts.new, changed: counts.changed, undo: Some(undo) })
    }
}

impl Import<'_> {
    /// A code that comes with its row is not given to another one.
    fn reserve(&mut self, wanted: &Wanted, ledger: &Ledger) {
        let agency = ledger.agency(wanted.details.agency);
        let number = agency.zip(wanted.code.as_deref()).and_then(|(agency, code)| number_of(code, &agency.code));
        if let (Some(number), Some(last)) = (number, self.numbers.get_mut(&wanted.details.agency)) {
            *last = number.max(*last);
        }
    }

    fn add(&mut self, wanted: &Wanted) -> Result<(), EditError> {
        let editor = self.editor;
        let id = editor.fresh_id();
        let mut row = new_service(id, String::new(), editor.act.at);
        fill(&mut row, wanted.details.clone());
        row.code = Set(String::new());
        row.draft_version = Set(Some(1));
        let home = self.homes.at(wanted.details.agency, wanted.details.category)?;
        row.slug = Set(self.taken.slug_for(wanted.details.name.as_str(), &home.agency.short_name)?);
        row.code = Set(if let Some(code) = &wanted.code {
            code.clone()
        } else {
            let last = self.numbers.get_mut(&home.agency.id).ok_or(EditError::NoSuchAgency)?;
            *last += 1;
            format!("{}-{last:03}", home.agency.code)
        });
        editor.describe(&mut row, &home, &wanted.standard);
        let service = row.try_into_model().map_err(|error| EditError::Storage(error.into()))?;
        let draft = self.draft(id, 1, wanted.standard.clone())?;
        self.changes.kept.push(Kept { service: id, before: None, print: print(&service, &draft) });
        self.changes.links.push(link_of(CREATED, id, None, told(&service)));
        self.drafts.push(draft);
        self.changes.services.push(service);
        Ok(())
    }

    fn change(&mut self, known: &Known, wanted: &Wanted) -> Result<(), EditError> {
        let editor = self.editor;
        let was = &known.service;
        let mut row = was.clone().into_active_model().reset_all();
        fill(&mut row, wanted.details.clone());
        let home = self.homes.at(wanted.details.agency, wanted.details.category)?;
        if wanted.details.name.as_str() != was.name {
            let bare = |name: &str| Slug::from_name(name).ok();
            if bare(wanted.details.name.as_str()) != bare(&was.name) {
                let slug = self.taken.slug_for(wanted.details.name.as_str(), &home.agency.short_name)?;
                self.old_slugs.push(self.past(was));
                row.slug = Set(slug);
            }
        }
        let mut newest = known.newest.clone();
        let mut overwritten = None;
        if newest.content != wanted.standard {
            if was.draft_version.is_some() {
                overwritten = Some(std::mem::replace(&mut newest.content, wanted.standard.clone()));
                newest.writers = newest.writers_with(&editor.act.by.to_string());
                newest.revision += 1;
                newest.updated_at = editor.act.at;
                self.changes.standards.push(newest.clone());
            } else {
                newest = self.draft(was.id, newest.version + 1, wanted.standard.clone())?;
                row.draft_version = Set(Some(newest.version));
                self.drafts.push(newest.clone());
            }
        }
        editor.describe(&mut row, &home, &newest.content);
        let after = row.try_into_model().map_err(|error| EditError::Storage(error.into()))?;
        let before = Some(before(was, overwritten));
        self.changes.kept.push(Kept { service: was.id, before, print: print(&after, &newest) });
        if told(was) != told(&after) {
            self.changes.links.push(link_of(EDITED, was.id, Some(told(was)), told(&after)));
        }
        if known.newest.content != newest.content {
            self.changes.links.push(link_of(SAVED, was.id, None, json!({ "imported": true })));
        }
        self.changes.services.push(after);
        Ok(())
    }

    fn draft(&self, service: Uuid, version: i32, content: Standard) -> Result<standard::Model, EditError> {
        let row = self.editor.version(service, version, content, VersionState::Draft);
        row.try_into_model().map_err(|error| EditError::Storage(error.into()))
    }

    fn past(&self, service: &service::Model) -> old_slug::ActiveModel {
        old_slug::ActiveModel {
            id: Set(self.editor.fresh_id()),
            kind: Set(Bearer::Service),
            slug: Set(service.slug.clone()),
            target_id: Set(service.id),
            created_at: Set(self.editor.act.at),
        }
    }

    /// Agencies give their numbers first, then services, then what they promise.
    async fn save(&mut self, agencies: Vec<agency::Model>) -> Result<Uuid, EditError> {
        let editor = self.editor;
        let mut numbered = Vec::new();
        for mut agency in agencies {
            let last = self.numbers.get(&agency.id).copied().unwrap_or(agency.last_number);
            if last != agency.last_number {
                agency.last_number = last;
                numbered.push(agency.into_active_model().reset_all());
            }
        }
        editor.write.save_many(numbered).await?;
        editor.save_services(&self.changes.services).await?;
        editor.save_standards(std::mem::take(&mut self.changes.standards)).await?;
        editor.save_standards(std::mem::take(&mut self.drafts)).await?;
        editor.write.insert_many(std::mem::take(&mut self.old_slugs)).await?;
        editor.settle_many(&self.changes.services).await?;
        editor.keep(Deed::Import, std::mem::take(&mut self.changes.kept)).await
    }
}
