//! Where services came from, and what their templates say since then.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use crate::queries::{ComparisonFigures, offer_of};
use crate::rows::origin::{self, OriginKind};
use crate::rows::{comparison, service};
use crate::standard::Standard;
use crate::template::{Field, Offer, Templates};

use super::{EditError, Editor, ServiceDetails};

/// What the region makes of one changed field of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// The template's goes into the region's draft.
    Accept,
    /// The region's stays.
    Refuse,
}

impl Editor<'_> {
    pub(super) fn origin_of(&self, service: Uuid, base: Offer, version: i32) -> origin::ActiveModel {
        origin::ActiveModel {
            id: Set(self.fresh_id()),
            service_id: Set(service),
            kind: Set(OriginKind::Template),
            template_version: Set(Some(version)),
            base: Set(base),
            source: Set(None),
            created_at: Set(self.act.at),
            updated_at: Set(self.act.at),
        }
    }

    /// Answers changes of a service's template, field by field. What is accepted goes into the draft and to the details;
    /// what is refused stays as the region wrote it. Neither is offered again until the template changes once more. Fields
    /// that are no change by now are left alone, so that the same form twice does no harm.
    pub async fn decide(
        &self,
        id: Uuid,
        seen: i32,
        templates: &Templates,
        decisions: &BTreeMap<Field, Decision>,
    ) -> Result<(), EditError> {
        let service = self.service(id).await?;
        let origin = self.write.one(origin::Entity::find().filter(origin::Column::ServiceId.eq(id))).await?;
        let origin = origin.filter(|origin| origin.kind == OriginKind::Template).ok_or(EditError::Gone)?;
        let key = service.template_key.as_deref().ok_or(EditError::Gone)?;
        let template = templates.services.iter().find(|template| template.key.as_str() == key);
        let now = Offer::from(template.ok_or(EditError::Gone)?);
        let newest = self.newest_standard(&service).await?;
        let region = offer_of(&service, &newest.content)?;
        let open: BTreeSet<Field> = origin.base.changes(&now, &region).into_iter().map(|change| change.field).collect();
        let answered: Vec<(Field, Decision)> =
            decisions.iter().filter(|(field, _)| open.contains(field)).map(|(field, how)| (*field, *how)).collect();
        if answered.is_empty() {
            return Ok(());
        }
        let accepted: Vec<Field> =
            answered.iter().filter(|(_, how)| *how == Decision::Accept).map(|(field, _)| *field).collect();
        self.accept(&service, seen, &accepted, &region, &now).await?;
        let base = answered.iter().fold(origin.base.clone(), |base, (field, _)| base.with(*field, &now));
        let mut row = origin.into_active_model();
        row.base = Set(base);
        // a part that is left open keeps the region at the version that it answered whole
        if answered.len() == open.len() {
            row.template_version = Set(Some(templates.version));
        }
        row.updated_at = Set(self.act.at);
        self.write.update(row).await?;
        let named = |wanted: Decision| -> Vec<String> {
            answered.iter().filter(|(_, how)| *how == wanted).map(|(field, _)| field.title()).collect()
        };
        let what = json!({
            "template_version": templates.version,
            "accepted": named(Decision::Accept), "refused": named(Decision::Refuse),
        });
        let revision = self.next_revision().await?;
        // the ministry sees which version the region has answered
        self.tell_published(&[self.service(id).await?], revision).await?;
        self.record("template.decided", "service", id, None, Some(what)).await
    }

    async fn accept(
        &self,
        service: &service::Model,
        seen: i32,
        accepted: &[Field],
        region: &Offer,
        now: &Offer,
    ) -> Result<(), EditError> {
        let (inside, beside): (Vec<Field>, Vec<Field>) =
            accepted.iter().partition(|field| matches!(field, Field::Component(_)));
        if !inside.is_empty() {
            let what = json!({ "components": inside.iter().map(|field| field.code()).collect::<Vec<_>>() });
            let change = |standard: Standard| {
                inside.iter().fold(Offer { standard, ..region.clone() }, |own, field| own.with(*field, now)).standard
            };
            self.change_draft(service.id, seen, what, change).await?;
        }
        if !beside.is_empty() {
            let new = beside.iter().fold(region.clone(), |own, field| own.with(*field, now));
            let details = ServiceDetails {
                name: new.name,
                agency: service.agency_id,
                category: service.category_id,
                note: new.note,
                system: new.system,
                channels: new.channels,
                connection: service.connection.clone(),
            };
            self.edit_service(service.id, details).await?;
        }
        Ok(())
    }

    /// Gives services that were adopted before origins were kept the template as their origin, and tells the platform of
    /// them again, which learns their templates this way. Returns how many there were.
    pub async fn complete_origins(&self, templates: &Templates) -> Result<usize, EditError> {
        let known = self.write.all(origin::Entity::find(), u64::MAX).await?;
        let known: BTreeSet<Uuid> = known.into_iter().map(|row| row.service_id).collect();
        let adopted = service::Entity::find().filter(service::Column::TemplateKey.is_not_null());
        let mut without = self.write.all(adopted, u64::MAX).await?;
        without.retain(|service| !known.contains(&service.id));
        let by_key: BTreeMap<&str, Offer> =
            templates.services.iter().map(|template| (template.key.as_str(), Offer::from(template))).collect();
        let origins = without.iter().filter_map(|service| {
            let base = by_key.get(service.template_key.as_deref()?)?;
            Some(self.origin_of(service.id, base.clone(), templates.version))
        });
        let origins: Vec<_> = origins.collect();
        let count = origins.len();
        if count > 0 {
            self.write.insert_many(origins).await?;
            let revision = self.next_revision().await?;
            self.tell_published(&without, revision).await?;
        }
        Ok(count)
    }

    /// Takes in what other regions promise for the templates of this one.
    pub async fn compare(&self, figures: &ComparisonFigures) -> Result<(), EditError> {
        let rows = self.write.all(comparison::Entity::find(), u64::MAX).await?;
        let mut known: BTreeMap<String, comparison::Model> =
            rows.into_iter().map(|row| (row.template_key.clone(), row)).collect();
        for (key, figures) in figures {
            match known.remove(key) {
                Some(row) if row.figures == *figures => {}
                Some(row) => {
                    let mut row = row.into_active_model();
                    row.figures = Set(*figures);
                    row.updated_at = Set(self.act.at);
                    self.write.update(row).await?;
                }
                None => {
                    let row = comparison::ActiveModel {
                        id: Set(self.fresh_id()),
                        template_key: Set(key.clone()),
                        figures: Set(*figures),
                        updated_at: Set(self.act.at),
                    };
                    self.write.insert(row).await?;
                }
            }
        }
        let gone: Vec<Uuid> = known.into_values().map(|row| row.id).collect();
        if !gone.is_empty() {
            let removal = comparison::Entity::delete_many().filter(comparison::Column::Id.is_in(gone));
            self.write.delete_many(removal).await?;
        }
        Ok(())
    }
}
