//! Where services came from, and what their templates say since then.

use std::collections::BTreeMap;

use balai_storage::{Read, Result, StorageError, Tenant};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::rollup::Comparison;
use crate::rows::origin::{self, OriginKind};
use crate::rows::{chore, comparison, lending, rules, service};
use crate::standard::Standard;
use crate::template::{Change, Offer, Templates};
use crate::text::{Line, Prose};

/// What other regions promise, by template.
pub type ComparisonFigures = BTreeMap<String, Comparison>;

/// A service whose template changed since the region last looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The service.
    pub service: service::Model,
    /// Field by field.
    pub changes: Vec<Change>,
    /// What the template said when the region last looked.
    pub base: Offer,
    /// What it says now.
    pub now: Offer,
    /// What the region says.
    pub region: Offer,
}

/// A service as it could be offered.
pub fn offer_of(service: &service::Model, standard: &Standard) -> Result<Offer> {
    let corrupt = |what| StorageError::Corrupt(format!("service {}: {what}", service.id));
    Ok(Offer {
        name: Line::parse(&service.name).map_err(|_| corrupt("name"))?,
        note: service.note.as_deref().map(Prose::parse).transpose().map_err(|_| corrupt("note"))?,
        system: service.system.as_deref().map(Line::parse).transpose().map_err(|_| corrupt("system"))?,
        channels: service.channels.clone(),
        standard: standard.clone(),
    })
}

/// Where a service came from.
pub async fn origin(read: &Read<Tenant>, service: Uuid) -> Result<Option<origin::Model>> {
    read.one(origin::Entity::find().filter(origin::Column::ServiceId.eq(service))).await
}

/// What the template of a service changed; none where it changed nothing that the region does not say already.
pub async fn changed(
    read: &Read<Tenant>,
    templates: &Templates,
    service: &service::Model,
    newest: &Standard,
) -> Result<Option<Changed>> {
    let Some(origin) = origin(read, service.id).await? else { return Ok(None) };
    compose(templates, service, newest, origin)
}

/// All services whose template changed, by name. There are at most as many as templates.
pub async fn all_changed(read: &Read<Tenant>, templates: &Templates) -> Result<Vec<Changed>> {
    let by_key = offers(templates);
    let alive = service::Entity::find()
        .filter(service::Column::TemplateKey.is_in(by_key.keys().copied()))
        .filter(service::Column::State.ne(service::StateWord::Archived));
    let mut services = read.all(alive, u64::MAX).await?;
    let origins = origin::Entity::find()
        .filter(origin::Column::Kind.eq(OriginKind::Template))
        .filter(origin::Column::ServiceId.is_in(services.iter().map(|service| service.id)));
    let mut origins: BTreeMap<Uuid, origin::Model> =
        read.all(origins, u64::MAX).await?.into_iter().map(|row| (row.service_id, row)).collect();
    services.retain(|service| {
        let now = service.template_key.as_deref().and_then(|key| by_key.get(key));
        now.is_some_and(|now| origins.get(&service.id).is_some_and(|origin| origin.base != *now))
    });
    services.sort_by(|one, other| one.name_text.cmp(&other.name_text));
    let newest = super::newest_standards(read, &services).await?;
    let mut all = Vec::new();
    for service in services {
        if let (Some(newest), Some(origin)) = (newest.get(&service.id), origins.remove(&service.id)) {
            all.extend(compose(templates, &service, &newest.content, origin)?);
        }
    }
    Ok(all)
}

fn offers(templates: &Templates) -> BTreeMap<&str, Offer> {
    templates.services.iter().map(|template| (template.key.as_str(), Offer::from(template))).collect()
}

fn compose(
    templates: &Templates,
    service: &service::Model,
    newest: &Standard,
    origin: origin::Model,
) -> Result<Option<Changed>> {
    let key = service.template_key.as_deref();
    let template = templates.services.iter().find(|template| Some(template.key.as_str()) == key);
    let Some(template) = template.filter(|_| origin.kind == OriginKind::Template) else { return Ok(None) };
    let (now, region) = (Offer::from(template), offer_of(service, newest)?);
    let changes = origin.base.changes(&now, &region);
    let changed = Changed { service: service.clone(), changes, base: origin.base, now, region };
    Ok(Some(changed).filter(|changed| !changed.changes.is_empty()))
}

/// What other regions promise for the template of a service.
pub async fn comparison(read: &Read<Tenant>, template_key: Option<&str>) -> Result<Option<Comparison>> {
    let Some(key) = template_key else { return Ok(None) };
    let row = read.one(comparison::Entity::find().filter(comparison::Column::TemplateKey.eq(key))).await?;
    Ok(row.map(|row| row.figures))
}

/// Whether other regions may copy what is published here.
pub async fn lends(read: &Read<Tenant>) -> Result<bool> {
    Ok(read.find::<lending::Entity>(lending::ONLY).await?.is_some_and(|row| row.allowed))
}

/// Whether a version is published by somebody who did not write on it.
pub async fn four_eyes(read: &Read<Tenant>) -> Result<bool> {
    Ok(read.find::<rules::Entity>(rules::ONLY).await?.is_some_and(|row| row.four_eyes))
}

/// The day on which a chore was last done.
pub async fn chore_done_on(read: &Read<Tenant>, name: &str) -> Result<Option<NaiveDate>> {
    let row = read.one(chore::Entity::find().filter(chore::Column::Name.eq(name))).await?;
    Ok(row.map(|row| row.done_on))
}
