//! What a catalogue holds, as a table is compared with it.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::fold;
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;

use crate::rows::{agency, category, service, standard};
use crate::words::searchable;

use super::problem::Fault;

/// A service with the newest version of its standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The service.
    pub service: service::Model,
    /// The newest version.
    pub newest: standard::Model,
}

/// A whole catalogue, and how far into it somebody may write.
#[derive(Debug, Clone)]
pub struct Ledger {
    agencies: Vec<agency::Model>,
    categories: Vec<category::Model>,
    services: Vec<Known>,
    by_code: BTreeMap<String, usize>,
    by_name: BTreeMap<(Uuid, String), usize>,
    within: Option<BTreeSet<Uuid>>,
    today: NaiveDate,
}

impl Ledger {
    /// A catalogue; `within` narrows what may be written to some agencies.
    pub fn new(
        agencies: Vec<agency::Model>,
        categories: Vec<category::Model>,
        services: Vec<Known>,
        within: Option<BTreeSet<Uuid>>,
        today: NaiveDate,
    ) -> Self {
        let codes = services.iter().enumerate().map(|(place, known)| (known.service.code.clone(), place));
        let by_code = codes.collect();
        // a code stays taken while its service lies in the trash, a name does not
        let names = services.iter().enumerate().filter(|(_, known)| known.service.trashed_at.is_none());
        let by_name =
            names.map(|(place, known)| ((known.service.agency_id, known.service.name_text.clone()), place)).collect();
        Self { agencies, categories, services, by_code, by_name, within, today }
    }

    /// The agencies into which rows may go.
    pub fn agencies(&self) -> impl Iterator<Item = &agency::Model> {
        self.agencies.iter().filter(|agency| self.reaches(agency.id))
    }

    /// The categories.
    pub fn categories(&self) -> &[category::Model] {
        &self.categories
    }

    /// The services.
    pub fn services(&self) -> &[Known] {
        &self.services
    }

    /// The day in the region's zone.
    pub(super) fn today(&self) -> NaiveDate {
        self.today
    }

    /// Whether rows of an agency may be written.
    pub(super) fn reaches(&self, agency: Uuid) -> bool {
        self.within.as_ref().is_none_or(|own| own.contains(&agency))
    }

    pub(super) fn by_code(&self, code: &str) -> Option<&Known> {
        self.by_code.get(code).map(|place| &self.services[*place])
    }

    pub(super) fn by_name(&self, agency: Uuid, name: &str) -> Option<&Known> {
        self.by_name.get(&(agency, searchable([name]))).map(|place| &self.services[*place])
    }

    pub(crate) fn agency(&self, id: Uuid) -> Option<&agency::Model> {
        self.agencies.iter().find(|agency| agency.id == id)
    }

    pub(crate) fn category(&self, id: Uuid) -> Option<&category::Model> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The only agency that somebody may write for, if it is one.
    pub(super) fn only_agency(&self) -> Option<&agency::Model> {
        let own = self.within.as_ref().filter(|own| own.len() == 1)?;
        self.agency(*own.first()?)
    }

    /// The agency that a text names: by name, short name or code.
    pub(super) fn agency_named(&self, text: &str) -> Result<&agency::Model, Fault> {
        let folded = fold(text);
        let called: [fn(&agency::Model) -> &str; 3] = [|own| &own.name, |own| &own.short_name, |own| &own.code];
        let find = |name: fn(&agency::Model) -> &str| self.agencies.iter().find(|own| fold(name(own)) == folded);
        if let Some(agency) = called.into_iter().find_map(find) {
            return if self.reaches(agency.id) { Ok(agency) } else { Err(beyond()) };
        }
        let names = self.agencies().flat_map(|agency| [agency.short_name.as_str(), agency.name.as_str()]);
        Err(Fault::new(
            "Instansi tidak dikenal",
            meant(&folded, names, "Pilih instansi yang ada, atau tambahkan dulu di menu Instansi"),
        ))
    }

    /// The category that a text names.
    pub(super) fn category_named(&self, text: &str) -> Result<&category::Model, Fault> {
        let folded = fold(text);
        let known =
            self.categories.iter().find(|category| fold(&category.name) == folded || category.slug == text.trim());
        known.ok_or_else(|| {
            let names = self.categories.iter().map(|category| category.name.as_str());
            Fault::new(
                "Kategori tidak dikenal",
                meant(&folded, names, "Pilih kategori yang ada, atau tambahkan dulu di menu Kategori"),
            )
        })
    }
}

/// Somebody else's agency.
pub(super) fn beyond() -> Fault {
    Fault::new("Di luar instansi Anda", "Hapus baris ini, atau minta pengelola daerah mengimpornya")
}

/// The name that was probably meant.
fn meant<'n>(folded: &str, names: impl Iterator<Item = &'n str>, otherwise: &str) -> String {
    let near = names.map(|name| (strsim::damerau_levenshtein(folded, &fold(name)), name));
    let near = near.filter(|(slips, _)| *slips <= (folded.chars().count() / 4).max(1)).min();
    near.map_or_else(|| otherwise.to_owned(), |(_, name)| format!("Mungkin maksudnya: {name}"))
}
