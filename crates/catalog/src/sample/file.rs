//! The file of variations: families of services, each an agency, things it deals in, and what can be done with them.

use std::collections::BTreeMap;

use balai_kernel::{Rupiah, Slug};
use serde::Deserialize;

use crate::standard::{LegalBasis, ServiceTime, TimeUnit};
use crate::template::{AgencyRow, BasisRow, UnitWord, service_time};
use crate::text::Line;

const FILE: &str = include_str!("../../../../config/starter/variations.json");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Variations {
    #[serde(rename = "about")]
    _about: String,
    pub agencies: Vec<AgencyRow>,
    /// Steps, by the name of a way of working.
    pub flows: BTreeMap<String, Vec<Line>>,
    pub activities: BTreeMap<String, Activity>,
    pub families: Vec<Family>,
}

/// What can be done: issue, renew, replace, test, complain.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Activity {
    /// Name of the service, with `{}` for the thing.
    pub name: String,
    /// What comes out of it.
    pub product: String,
    /// What must be brought besides.
    #[serde(default)]
    pub adds: Vec<String>,
    /// What must be brought instead.
    pub needs: Option<Vec<String>>,
    pub time: Option<Time>,
    pub flow: Option<String>,
    pub pace: Option<Pace>,
    #[serde(default)]
    pub free: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Pace {
    /// Half of the time of the whole procedure.
    Half,
}

/// Amount and unit.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Time(u16, UnitWord);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    pub agency: Slug,
    /// The starter service that it varies.
    pub base: Slug,
    pub category: Option<String>,
    /// The thing, with `{}` for its kind.
    #[serde(default = "itself")]
    pub of: String,
    #[serde(rename = "do")]
    pub activities: Vec<String>,
    #[serde(rename = "to")]
    pub objects: Vec<Object>,
    pub needs: Option<Vec<String>>,
    pub law: Option<Vec<Line>>,
    pub fee: Option<BasisRow>,
    pub days: Option<u16>,
    pub time: Option<Time>,
    pub flow: Option<String>,
    #[serde(default)]
    pub free: bool,
}

fn itself() -> String {
    "{}".to_owned()
}

/// A kind of thing, with its own fee and its own working days where it has them.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Object {
    Plain(String),
    Priced(String, Rupiah),
    PricedAndTimed(String, Rupiah, u16),
}

impl Variations {
    pub fn read() -> Self {
        serde_json::from_str(FILE).expect("the file of variations is tested")
    }
}

impl Object {
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) | Self::Priced(text, _) | Self::PricedAndTimed(text, ..) => text,
        }
    }

    pub fn fee(&self) -> Option<Rupiah> {
        match self {
            Self::Plain(_) => None,
            Self::Priced(_, fee) | Self::PricedAndTimed(_, fee, _) => Some(*fee),
        }
    }

    pub fn days(&self) -> Option<u16> {
        match self {
            Self::PricedAndTimed(_, _, days) => Some(*days),
            Self::Plain(_) | Self::Priced(..) => None,
        }
    }
}

impl Time {
    pub fn service_time(self) -> Option<ServiceTime> {
        service_time(self.0, self.1)
    }
}

impl Family {
    pub fn basis(&self) -> Option<LegalBasis> {
        self.fee.clone().map(LegalBasis::from)
    }
}

/// Working days, halved for a shorter procedure.
pub(super) fn working_days(days: u16, pace: Option<Pace>) -> Option<ServiceTime> {
    let days = match pace {
        Some(Pace::Half) => days.div_ceil(2),
        None => days,
    };
    ServiceTime::of(days, TimeUnit::WorkingDays)
}
