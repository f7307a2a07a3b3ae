//! What a region can adopt instead of writing: agencies, categories, document types and services with their standards.

mod file;
pub mod national;
mod offer;

use std::sync::LazyLock;

use balai_kernel::Slug;

use crate::agency::AgencyKind;
use crate::category::Subject;
use crate::channel::Channels;
use crate::standard::{DocumentCode, Standard};
use crate::text::{Line, Prose};

pub use file::TemplateError;
pub(crate) use file::{AgencyRow, BasisRow, UnitWord, category_key, time as service_time};
pub use offer::{Change, Field, Offer};

const STARTER: &str = include_str!("../../../../config/starter/catalogue.json");

static STARTER_CATALOGUE: LazyLock<Templates> =
    LazyLock::new(|| Templates::parse(STARTER).expect("the starter catalogue is tested"));

/// A catalogue to adopt from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Templates {
    /// Which version of the national templates this is; a later one is larger.
    pub version: i32,
    /// Document types that requirements name.
    pub documents: Vec<DocumentType>,
    /// Categories, in the order in which they are shown.
    pub categories: Vec<CategoryTemplate>,
    /// Agencies, in the order in which they are shown.
    pub agencies: Vec<AgencyTemplate>,
    /// Services.
    pub services: Vec<ServiceTemplate>,
}

/// A kind of document that a citizen keeps and brings again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentType {
    /// Its code.
    pub code: DocumentCode,
    /// Its name.
    pub name: Line,
}

/// A category to adopt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryTemplate {
    /// Its key in the template.
    pub key: Slug,
    /// Its name.
    pub name: Line,
    /// What the law says about its services.
    pub subject: Subject,
}

/// An agency to adopt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyTemplate {
    /// Its key in the template.
    pub key: Slug,
    /// Three capitals that begin the codes of its services.
    pub code: Line,
    /// Its full name.
    pub name: Line,
    /// What people call it.
    pub short_name: Line,
    /// Whom it belongs to, as a kind.
    pub kind: AgencyKind,
    /// Whom it belongs to, by name.
    pub parent: Line,
}

/// A service to adopt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceTemplate {
    /// Its key in the template.
    pub key: Slug,
    /// Key of its agency.
    pub agency: Slug,
    /// Key of its category.
    pub category: Slug,
    /// Its name, at most 120 characters.
    pub name: Line,
    /// What citizens should know besides the standard.
    pub note: Option<Prose>,
    /// The national system that does the work, if one does.
    pub system: Option<Line>,
    /// Where it can be asked for.
    pub channels: Channels,
    /// What it promises.
    pub standard: Standard,
}

impl ServiceTemplate {
    /// Says what a later version of it says.
    fn take(&mut self, offer: Offer) {
        self.name = offer.name;
        self.note = offer.note;
        self.system = offer.system;
        self.channels = offer.channels;
        self.standard = offer.standard;
    }
}

impl Templates {
    /// The starter catalogue that comes with the platform: typical content, marked as not verified.
    pub fn starter() -> &'static Self {
        &STARTER_CATALOGUE
    }

    /// The agency with this key.
    pub fn agency(&self, key: &Slug) -> Option<&AgencyTemplate> {
        self.agencies.iter().find(|agency| agency.key == *key)
    }

    /// The category with this key.
    pub fn category(&self, key: &Slug) -> Option<&CategoryTemplate> {
        self.categories.iter().find(|category| category.key == *key)
    }

    /// The service with this key.
    pub fn service(&self, key: &Slug) -> Option<&ServiceTemplate> {
        self.services.iter().find(|service| service.key == *key)
    }

    /// The document type with this code.
    pub fn document(&self, code: &DocumentCode) -> Option<&DocumentType> {
        self.documents.iter().find(|document| document.code == *code)
    }
}

#[cfg(test)]
mod tests;
