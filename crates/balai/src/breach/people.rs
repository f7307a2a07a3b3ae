//! The sums: for each person, for each region and for all. They grow with the people, never with the deeds.

use std::collections::{BTreeMap, BTreeSet};

use balai_identity::Disclosed;
use balai_kernel::{Language, RegionCode, Zone};
use balai_messaging::{BreachReport, blank};
use balai_rights::breach::{DataKind, Seen};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::cli::BreachArgs;

/// What only people know of the failure; a blank until they say it.
pub struct Said {
    pub how: Option<String>,
    pub remedy: Option<String>,
    pub contact: Option<String>,
}

/// Everything that was found.
#[derive(Default)]
pub struct Affected {
    pub sums: Sums,
    pub people: BTreeMap<Uuid, Sums>,
    pub regions: BTreeMap<RegionCode, Sums>,
}

/// What was seen, how often, when and by how many.
#[derive(Default)]
pub struct Sums {
    pub events: u64,
    /// By the kind of data, and of a document its kind.
    data: BTreeMap<(DataKind, Option<String>), u64>,
    between: Option<(DateTime<Utc>, DateTime<Utc>)>,
    by: BTreeSet<String>,
    people: BTreeSet<Uuid>,
}

impl Said {
    pub fn of(args: &BreachArgs) -> Self {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        Self { how: said(&args.how), remedy: said(&args.remedy), contact: said(&args.contact) }
    }

    /// Whether nothing is blank.
    pub fn is_whole(&self) -> bool {
        self.how.is_some() && self.remedy.is_some() && self.contact.is_some()
    }

    fn how(&self) -> String {
        self.how.clone().unwrap_or_else(|| blank("bagaimana data terungkap"))
    }

    fn remedy(&self) -> String {
        self.remedy.clone().unwrap_or_else(|| blank("upaya penanganan dan pemulihan"))
    }

    fn contact(&self) -> String {
        self.contact.clone().unwrap_or_else(|| blank("nama, surel, dan telepon tempat bertanya"))
    }
}

impl Affected {
    /// Counts a deed.
    pub fn add(&mut self, seen: &Seen) {
        self.sums.add(seen);
        if let Some(owner) = seen.owner {
            self.people.entry(owner).or_default().add(seen);
        }
        if let Some(region) = seen.region {
            self.regions.entry(region).or_default().add(seen);
        }
    }
}

impl Sums {
    fn add(&mut self, seen: &Seen) {
        self.events += 1;
        *self.data.entry((seen.kind, seen.document.clone())).or_default() += 1;
        let (first, last) = self.between.unwrap_or((seen.at, seen.at));
        self.between = Some((first.min(seen.at), last.max(seen.at)));
        self.by.insert(seen.by.clone());
        self.people.extend(seen.owner);
    }

    /// The first and the last time.
    pub const fn between(&self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.between
    }

    /// Who saw it, in the stable text of the trails.
    pub fn by(&self) -> String {
        self.by.iter().map(String::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Which data, and how often: `berkas pribadi KTP (2 kali)`.
    pub fn data(&self) -> Vec<(String, u64)> {
        let named = |(kind, document): &(DataKind, Option<String>)| match document {
            Some(document) => format!("{kind} {document}"),
            None => kind.to_string(),
        };
        self.data.iter().map(|(data, times)| (named(data), *times)).collect()
    }

    /// What a person is told.
    pub fn disclosed(&self, number: &str, zone: Zone, said: &Said) -> Disclosed {
        let data: Vec<String> = self.data().iter().map(|(what, times)| format!("{what} ({times} kali)")).collect();
        Disclosed {
            number: number.to_owned(),
            data: data.join("; "),
            when: self.when(zone).unwrap_or_default(),
            how: said.how(),
            remedy: said.remedy(),
            contact: said.contact(),
        }
    }

    /// What the institution and a region are told.
    pub fn report(
        &self,
        number: &str,
        region: Option<String>,
        (period, zone): ((DateTime<Utc>, DateTime<Utc>), Zone),
        said: &Said,
    ) -> BreachReport {
        BreachReport {
            number: number.to_owned(),
            region,
            period: format!("{} sampai {}", written(period.0, zone), written(period.1, zone)),
            seen: self.when(zone),
            persons: self.people.len(),
            data: self.data(),
            accounts: self.by.len(),
            how: said.how(),
            remedy: said.remedy(),
            contact: said.contact(),
        }
    }

    fn when(&self, zone: Zone) -> Option<String> {
        self.between.map(|(first, last)| {
            if first == last {
                written(first, zone)
            } else {
                format!("antara {} dan {}", written(first, zone), written(last, zone))
            }
        })
    }
}

fn written(at: DateTime<Utc>, zone: Zone) -> String {
    zone.write_instant(at, Language::Indonesian)
}
