//! Making and changing agencies.

use std::collections::BTreeSet;

use balai_kernel::{Email, Phone, WeeklyHours, fold};
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::agency::AgencyKind;
use crate::connection::LinkUrl;
use crate::rows::agency::{ActiveModel, Column, Entity, Hours, Model};
use crate::rows::old_slug::Bearer;
use crate::rows::service;
use crate::text::{Line, Prose};

use super::{EditError, Editor};

/// What an editor writes about an agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyDetails {
    /// Full name.
    pub name: Line,
    /// What people call it.
    pub short_name: Line,
    /// Whom it belongs to, as a kind.
    pub kind: AgencyKind,
    /// Whom it belongs to, by name.
    pub parent: Option<Line>,
    /// Where its own office is.
    pub address: Option<Prose>,
    /// When its own office is open.
    pub hours: Option<WeeklyHours>,
    /// Telephone.
    pub phone: Option<Phone>,
    /// Official e-mail address.
    pub email: Option<Email>,
    /// Its own site.
    pub website: Option<LinkUrl>,
}

impl Editor<'_> {
    /// Adds an agency.
    pub async fn create_agency(&self, details: AgencyDetails) -> Result<Model, EditError> {
        self.refuse_agency_name(&details, None).await?;
        let slug =
            self.taken(Bearer::Agency, None).await?.slug_for(details.name.as_str(), details.short_name.as_str())?;
        let code = self.free_code(details.short_name.as_str()).await?;
        let mut row = new_agency(self.fresh_id(), slug, code, self.act.at);
        fill(&mut row, details);
        let agency = self.write.insert(row).await?;
        self.next_revision().await?;
        self.record("agency.created", "agency", agency.id, None, Some(told(&agency))).await?;
        Ok(agency)
    }

    /// Changes an agency. Its address follows its name; the old one leads to the new one.
    pub async fn edit_agency(&self, id: Uuid, details: AgencyDetails) -> Result<Model, EditError> {
        let before = self.agency(id).await?.ok_or(EditError::Gone)?;
        self.refuse_agency_name(&details, Some(id)).await?;
        let mut row = before.clone().into_active_model();
        if details.name.as_str() != before.name {
            let mut taken = self.taken(Bearer::Agency, Some(id)).await?;
            let slug = taken.slug_for(details.name.as_str(), details.short_name.as_str())?;
            self.remember_slug(Bearer::Agency, id, &before.slug, &slug).await?;
            row.slug = Set(slug);
        }
        fill(&mut row, details);
        row.updated_at = Set(self.act.at);
        let after = self.write.update(row).await?;
        let revision = self.next_revision().await?;
        self.record("agency.edited", "agency", id, Some(told(&before)), Some(told(&after))).await?;
        if (&before.name, &before.short_name) != (&after.name, &after.short_name) {
            let of_agency = service::Entity::find().filter(service::Column::AgencyId.eq(id));
            self.refresh(of_agency, revision).await?;
        }
        Ok(after)
    }

    /// Gives an agency another logo, or none; returns the key of the one it had, which nobody needs any more.
    pub async fn set_agency_logo(&self, id: Uuid, key: Option<String>) -> Result<Option<String>, EditError> {
        let before = self.agency(id).await?.ok_or(EditError::Gone)?;
        let mut row = before.clone().into_active_model();
        row.logo_key = Set(key);
        row.updated_at = Set(self.act.at);
        self.write.update(row).await?;
        self.next_revision().await?;
        self.record("agency.logo_changed", "agency", id, None, None).await?;
        Ok(before.logo_key)
    }

    pub(super) async fn agency(&self, id: Uuid) -> Result<Option<Model>, EditError> {
        Ok(self.write.find::<Entity>(id).await?)
    }

    async fn refuse_agency_name(&self, details: &AgencyDetails, own: Option<Uuid>) -> Result<(), EditError> {
        let wanted = fold(details.name.as_str());
        let agencies = self.write.all(Entity::find(), u64::MAX).await?;
        let taken = agencies.iter().any(|agency| Some(agency.id) != own && fold(&agency.name) == wanted);
        if taken { Err(EditError::NameTaken) } else { Ok(()) }
    }

    async fn free_code(&self, short_name: &str) -> Result<String, EditError> {
        for code in codes(short_name) {
            let taken = Entity::find().filter(Column::Code.eq(code.as_str()));
            if !self.write.exists(taken).await? {
                return Ok(code);
            }
        }
        Err(EditError::CodesUsedUp)
    }
}

/// A code that is not among those that are used.
pub(super) fn code_besides(used: &BTreeSet<String>, short_name: &str) -> Result<String, EditError> {
    codes(short_name).into_iter().find(|code| !used.contains(code)).ok_or(EditError::CodesUsedUp)
}

/// Three letters for a name, the likeliest first: its first ones, its first with two others, any with its first.
fn codes(short_name: &str) -> Vec<String> {
    let letters: Vec<char> =
        fold(short_name).chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase()).collect();
    let first = letters.first().copied().unwrap_or('X');
    let rest = letters.get(1..).unwrap_or_default();
    let own = rest.iter().enumerate().flat_map(|(place, second)| {
        rest[place + 1..].iter().map(move |third| [first, *second, *third].iter().collect())
    });
    let any = ('A'..='Z').flat_map(|second| ('A'..='Z').map(move |third| [first, second, third].iter().collect()));
    own.chain(any).collect()
}

pub(super) fn new_agency(id: Uuid, slug: String, code: String, at: chrono::DateTime<chrono::Utc>) -> ActiveModel {
    ActiveModel {
        id: Set(id),
        slug: Set(slug),
        code: Set(code),
        logo_key: Set(None),
        template_key: Set(None),
        last_number: Set(0),
        created_at: Set(at),
        updated_at: Set(at),
        ..ActiveModel::default()
    }
}

pub(super) fn fill(row: &mut ActiveModel, details: AgencyDetails) {
    row.name = Set(details.name.into());
    row.short_name = Set(details.short_name.into());
    row.kind = Set(details.kind);
    row.parent = Set(details.parent.map(String::from));
    row.address = Set(details.address.map(String::from));
    row.hours = Set(details.hours.map(Hours));
    row.phone = Set(details.phone.map(|phone| phone.as_str().to_owned()));
    row.email = Set(details.email.map(String::from));
    row.website = Set(details.website.map(String::from));
}

/// What the audit trail keeps of an agency.
fn told(agency: &Model) -> Value {
    json!({
        "slug": agency.slug, "name": agency.name, "short_name": agency.short_name,
        "kind": agency.kind.code(), "parent": agency.parent, "address": agency.address,
        "hours": agency.hours, "website": agency.website,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_like_the_name() {
        let codes = codes("Dinas Kesehatan");
        assert_eq!(codes[0], "DIN");
        assert!(codes.iter().all(|code| code.len() == 3));
        assert_eq!(super::codes("42")[0], "XAA");
    }
}
