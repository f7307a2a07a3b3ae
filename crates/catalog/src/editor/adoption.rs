//! Adopting services from a catalogue: one, some, or all of them, in few statements.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::Slug;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, TryIntoModel as _,
};
use serde_json::json;

use crate::connection::ConnectionLevel;
use crate::lifecycle::Lifecycle;
use crate::rows::old_slug::Bearer;
use crate::rows::service::StateWord;
use crate::rows::standard::VersionState;
use crate::rows::{agency, category, finding, origin, service, standard};
use crate::standard::About;
use crate::template::{AgencyTemplate, CategoryTemplate, Offer, ServiceTemplate, Templates};

use super::agencies::{AgencyDetails, code_besides, fill as fill_agency, new_agency};
use super::services::{Home, ServiceDetails, fill, new_service};
use super::{EditError, Editor};

/// Which services of a catalogue are adopted.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// All of them, with all agencies.
    All,
    /// Those with these keys.
    These(&'a BTreeSet<Slug>),
}

/// What becomes of adopted services.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopt {
    /// All wait as drafts for the region to look at.
    AsDrafts,
    /// Those that pass the gate are published at once; for demonstrations, whose templates bring a sample decree.
    Published,
}

/// What an adoption brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adopted {
    /// New agencies.
    pub agencies: usize,
    /// New categories.
    pub categories: usize,
    /// New services that wait as drafts.
    pub drafts: usize,
    /// New services that citizens see.
    pub published: usize,
    /// Services that the region had adopted before; they stay as they are.
    pub known: usize,
}

/// Rows on their way into the tables.
#[derive(Default)]
struct Batch {
    services: Vec<service::Model>,
    standards: Vec<standard::ActiveModel>,
    findings: Vec<finding::ActiveModel>,
    origins: Vec<origin::ActiveModel>,
}

/// An agency of the region that services go to.
struct House {
    row: agency::Model,
    is_new: bool,
    /// The last number of its services before.
    numbers: i32,
}

impl Editor<'_> {
    /// Adopts services with their agencies and categories. What was adopted before stays as it is, so that doing it
    /// twice does no harm.
    pub async fn adopt(&self, templates: &Templates, choice: Choice<'_>, how: Adopt) -> Result<Adopted, EditError> {
        let mut adopted = Adopted::default();
        let chosen = self.chosen(templates, choice, &mut adopted).await?;
        let mut agencies = self.adopt_agencies(templates, choice, &chosen, &mut adopted).await?;
        let categories = self.adopt_categories(templates, &chosen, &mut adopted).await?;
        let batch = self.compose(templates.version, &chosen, &mut agencies, &categories, how).await?;
        adopted.published = batch.services.iter().filter(|service| service.lifecycle().is_public()).count();
        adopted.drafts = batch.services.len() - adopted.published;
        if adopted.agencies + adopted.categories + batch.services.len() > 0 {
            self.save_batch(batch, agencies, &adopted).await?;
        }
        Ok(adopted)
    }

    async fn chosen<'t>(
        &self,
        templates: &'t Templates,
        choice: Choice<'_>,
        adopted: &mut Adopted,
    ) -> Result<Vec<&'t ServiceTemplate>, EditError> {
        let rows = self
            .write
            .all(service::Entity::find().filter(service::Column::TemplateKey.is_not_null()), u64::MAX)
            .await?;
        let known: BTreeSet<String> = rows.into_iter().filter_map(|row| row.template_key).collect();
        let wanted = templates.services.iter().filter(|service| match choice {
            Choice::All => true,
            Choice::These(keys) => keys.contains(&service.key),
        });
        let (old, new): (Vec<_>, Vec<_>) = wanted.partition(|service| known.contains(service.key.as_str()));
        adopted.known = old.len();
        Ok(new)
    }

    /// The region's agencies by the template's keys, the missing ones added.
    async fn adopt_agencies(
        &self,
        templates: &Templates,
        choice: Choice<'_>,
        chosen: &[&ServiceTemplate],
        adopted: &mut Adopted,
    ) -> Result<BTreeMap<String, House>, EditError> {
        let rows = self.write.all(agency::Entity::find(), u64::MAX).await?;
        let mut codes: BTreeSet<String> = rows.iter().map(|row| row.code.clone()).collect();
        let standing = |row: agency::Model| {
            row.template_key.clone().map(|key| (key, House { is_new: false, numbers: row.last_number, row }))
        };
        let mut by_key: BTreeMap<String, House> = rows.into_iter().filter_map(standing).collect();
        let needed: BTreeSet<&Slug> = chosen.iter().map(|service| &service.agency).collect();
        let mut taken = self.taken(Bearer::Agency, None).await?;
        for template in &templates.agencies {
            let wanted = matches!(choice, Choice::All) || needed.contains(&template.key);
            if !wanted || by_key.contains_key(template.key.as_str()) {
                continue;
            }
            let slug = taken.slug_for(template.name.as_str(), template.short_name.as_str())?;
            let own = template.code.as_str();
            let code =
                if codes.contains(own) { code_besides(&codes, template.short_name.as_str())? } else { own.to_owned() };
            codes.insert(code.clone());
            let mut row = new_agency(self.fresh_id(), slug, code, self.act.at);
            fill_agency(&mut row, details_of(template));
            row.template_key = Set(Some(template.key.as_str().to_owned()));
            let row = row.try_into_model().map_err(|error| EditError::Storage(error.into()))?;
            by_key.insert(template.key.as_str().to_owned(), House { is_new: true, numbers: 0, row });
            adopted.agencies += 1;
        }
        Ok(by_key)
    }

    /// The region's categories by the template's keys, the missing ones added.
    async fn adopt_categories(
        &self,
        templates: &Templates,
        chosen: &[&ServiceTemplate],
        adopted: &mut Adopted,
    ) -> Result<BTreeMap<String, category::Model>, EditError> {
        let rows = self.write.all(category::Entity::find(), u64::MAX).await?;
        let mut by_key: BTreeMap<String, category::Model> =
            rows.into_iter().filter_map(|row| row.template_key.clone().map(|key| (key, row))).collect();
        let needed: BTreeSet<&Slug> = chosen.iter().map(|service| &service.category).collect();
        let mut taken = self.taken(Bearer::Category, None).await?;
        let mut new = Vec::new();
        for (position, template) in (1..).zip(&templates.categories) {
            if !needed.contains(&template.key) || by_key.contains_key(template.key.as_str()) {
                continue;
            }
            let slug = taken.slug_for(template.name.as_str(), "")?;
            let row = self.category_row(template, slug, position);
            new.push(row.clone().into_active_model().reset_all());
            by_key.insert(template.key.as_str().to_owned(), row);
        }
        adopted.categories = new.len();
        self.write.insert_many(new).await?;
        Ok(by_key)
    }

    fn category_row(&self, template: &CategoryTemplate, slug: String, position: i32) -> category::Model {
        category::Model {
            id: self.fresh_id(),
            slug,
            name: template.name.as_str().to_owned(),
            subject: template.subject,
            position,
            template_key: Some(template.key.as_str().to_owned()),
            updated_at: self.act.at,
        }
    }

    async fn compose(
        &self,
        version: i32,
        chosen: &[&ServiceTemplate],
        agencies: &mut BTreeMap<String, House>,
        categories: &BTreeMap<String, category::Model>,
        how: Adopt,
    ) -> Result<Batch, EditError> {
        let mut batch = Batch::default();
        let mut taken = self.taken(Bearer::Service, None).await?;
        for template in chosen {
            let agency = &mut agencies.get_mut(template.agency.as_str()).ok_or(EditError::NoSuchAgency)?.row;
            let category = categories.get(template.category.as_str()).ok_or(EditError::NoSuchCategory)?;
            agency.last_number += 1;
            let home = Home { agency: agency.clone(), category: category.clone() };
            let slug = taken.slug_for(template.name.as_str(), &home.agency.short_name)?;
            let service = self.adopted_service(template, &home, slug, how)?;
            let state = if service.lifecycle().is_public() { VersionState::Published } else { VersionState::Draft };
            let content = template.standard.clone();
            batch.findings.extend(self.first_findings(&service, &home, &content));
            batch.origins.push(self.origin_of(service.id, Offer::from(*template), version));
            batch.standards.push(self.version(service.id, 1, content, state));
            batch.services.push(service);
        }
        Ok(batch)
    }

    fn adopted_service(
        &self,
        template: &ServiceTemplate,
        home: &Home,
        slug: String,
        how: Adopt,
    ) -> Result<service::Model, EditError> {
        let mut row = new_service(self.fresh_id(), slug, self.act.at);
        row.code = Set(format!("{}-{:03}", home.agency.code, home.agency.last_number));
        row.template_key = Set(Some(template.key.as_str().to_owned()));
        row.draft_version = Set(Some(1));
        fill(
            &mut row,
            ServiceDetails {
                name: template.name.clone(),
                agency: home.agency.id,
                category: home.category.id,
                note: template.note.clone(),
                system: template.system.clone(),
                channels: template.channels.clone(),
                connection: ConnectionLevel::Information,
            },
        );
        self.describe(&mut row, home, &template.standard);
        let about = About { name: template.name.as_str(), subject: home.category.subject, today: self.today };
        let in_force = template.standard.begins_after(self.today).is_none();
        if how == Adopt::Published && in_force && template.standard.publishable(&about).is_ok() {
            let (lifecycle, _) = Lifecycle::Draft.publish(1, self.act)?;
            debug_assert!(lifecycle.is_public());
            row.state = Set(StateWord::Published);
            row.published_version = Set(Some(1));
            row.draft_version = Set(None);
            row.since = Set(Some(self.act.at));
        }
        row.try_into_model().map_err(|error| EditError::Storage(error.into()))
    }

    async fn save_batch(
        &self,
        batch: Batch,
        agencies: BTreeMap<String, House>,
        adopted: &Adopted,
    ) -> Result<(), EditError> {
        let (new, standing): (Vec<House>, Vec<House>) = agencies.into_values().partition(|house| house.is_new);
        let whole = |house: House| house.row.into_active_model().reset_all();
        self.write.insert_many(new.into_iter().map(whole).collect()).await?;
        // only the number, so that what somebody else writes into an agency meanwhile is not undone
        for house in standing.into_iter().filter(|house| house.numbers != house.row.last_number) {
            let last = house.row.last_number;
            let mut row = house.row.into_active_model();
            row.last_number = Set(last);
            self.write.update(row).await?;
        }
        let rows = batch.services.iter().cloned();
        let rows = rows.map(|service| service.into_active_model().reset_all());
        self.write.insert_many(rows.collect()).await?;
        self.write.insert_many(batch.standards).await?;
        self.write.insert_many(batch.findings).await?;
        self.write.insert_many(batch.origins).await?;
        let revision = self.next_revision().await?;
        let services: Vec<&str> = batch.services.iter().map(|s| s.code.as_str()).collect();
        let what = json!({
            "agencies": adopted.agencies, "categories": adopted.categories,
            "drafts": adopted.drafts, "published": adopted.published, "services": services,
        });
        self.record("catalog.adopted", "catalog", Uuid::nil(), None, Some(what)).await?;
        self.tell_published(&batch.services, revision).await
    }
}

fn details_of(template: &AgencyTemplate) -> AgencyDetails {
    AgencyDetails {
        name: template.name.clone(),
        short_name: template.short_name.clone(),
        kind: template.kind,
        parent: Some(template.parent.clone()),
        address: None,
        hours: None,
        phone: None,
        email: None,
        website: None,
    }
}
