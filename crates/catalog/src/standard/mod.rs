//! A service standard: what an agency promises about one service, in the fourteen components of the law.

mod component;
mod decree;
mod entry;
mod fee;
mod finding;
mod gate;
mod held;
mod print;
mod requirement;
mod score;
mod time;

pub use component::Component;
pub use decree::{Decree, DecreeError};
pub use entry::Entry;
pub use fee::{BasisKind, Fee, FeeGlance, LegalBasis, Tier};
pub use finding::{Finding, Place, Rule, Severity};
pub(crate) use finding::{spell_minutes, spell_rupiah};
pub use gate::About;
pub(crate) use print::print;
pub use requirement::{DocumentCode, DocumentCodeError, Requirement};
pub use score::{Completeness, State};
pub use time::{ServiceTime, TimeUnit};

use chrono::NaiveDate;
use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

use crate::text::{Line, Prose};

/// The content of one version of a standard (UU 25/2009 article 21; Permenpan RB 15/2014). What is absent is not written
/// yet: a draft may lack anything, [`Standard::publishable`] says what a published one may not lack.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(default, deny_unknown_fields)]
pub struct Standard {
    /// 1: what the citizen must bring or fulfil.
    pub requirements: Vec<Requirement>,
    /// 2: the steps, in order.
    pub procedure: Vec<Line>,
    /// 3: how long it takes at most.
    pub time: Option<ServiceTime>,
    /// 4: what it costs.
    pub fee: Option<Fee>,
    /// 4: how to pay, in the words a citizen reads.
    pub payment: Option<Prose>,
    /// 5: what the citizen gets.
    pub product: Option<Line>,
    /// 6: where to complain.
    pub complaints: Complaints,
    /// 7: the regulations it rests on.
    pub legal_basis: Vec<Line>,
    /// 8: rooms, tools, facilities, those for persons with disabilities too.
    pub facilities: Option<Prose>,
    /// 9: what the staff must be able to do.
    pub competence: Option<Prose>,
    /// 10: who supervises inside the agency.
    pub supervision: Option<Prose>,
    /// 11: how many people do the work.
    pub staff_count: Option<u16>,
    /// 12: the promise to serve by this standard.
    pub guarantee: Option<Prose>,
    /// 13: the promise of security and safety.
    pub safety: Option<Prose>,
    /// 14: how and how often the work is evaluated.
    pub evaluation: Option<Prose>,
    /// The decree (SK) by which the head of the agency set this version.
    pub decree: Option<Decree>,
    /// Where the content comes from and so how far it can be trusted.
    pub provenance: Provenance,
}

/// Component 6. Most services of a region share one desk for complaints, so that is the default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum Complaints {
    /// As the region's settings say.
    #[default]
    Region,
    /// This service has its own way.
    Own {
        /// In the words a citizen reads.
        text: Prose,
    },
}

/// How far the content of a standard can be trusted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Written or confirmed by the region.
    #[default]
    Own,
    /// Copied from another region, whose practice may be another.
    Copied,
    /// Adopted from the starter catalogue, whose times, fees and laws are typical and not verified.
    Starter,
    /// Made up for a demonstration; never to be relied on.
    Sample,
}

impl Standard {
    /// Whether the content still has to be compared with what the region really does.
    pub fn needs_verification(&self) -> bool {
        matches!(self.provenance, Provenance::Starter | Provenance::Copied)
    }

    /// Whether the content is made up.
    pub fn is_sample(&self) -> bool {
        self.provenance == Provenance::Sample
    }

    /// The day on which this begins to hold, if it has not come yet: a decree that names a later day.
    pub fn begins_after(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.decree.as_ref().map(Decree::effective_from).filter(|day| *day > today)
    }

    /// The region says that the content is what it really does.
    #[must_use]
    pub fn confirmed(self) -> Self {
        Self { provenance: Provenance::Own, ..self }
    }
}

impl Complaints {
    /// What a citizen reads, given the region's own words.
    pub fn text<'a>(&'a self, of_region: &'a str) -> &'a str {
        match self {
            Self::Region => of_region,
            Self::Own { text } => text.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_standard_survives_storage() {
        let json = serde_json::to_string(&Standard::default()).unwrap();
        assert_eq!(serde_json::from_str::<Standard>(&json).unwrap(), Standard::default());
        assert_eq!(serde_json::from_str::<Standard>("{}").unwrap(), Standard::default());
    }

    #[test]
    fn confirming_ends_the_doubt() {
        let adopted = Standard { provenance: Provenance::Starter, ..Standard::default() };
        assert!(adopted.needs_verification());
        assert!(!adopted.confirmed().needs_verification());
    }

    #[test]
    fn complaints_go_to_the_region_unless_the_service_has_its_own_desk() {
        assert_eq!(Complaints::Region.text("Loket 1"), "Loket 1");
        let own = Complaints::Own { text: Prose::parse("Telepon 129").unwrap() };
        assert_eq!(own.text("Loket 1"), "Telepon 129");
    }
}
