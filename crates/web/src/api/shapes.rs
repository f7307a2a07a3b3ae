//! The shapes of the answers. They are a promise: what stands here may gain fields within `v1`, never lose or change one.

use balai_catalog::queries::Item;
use balai_catalog::rows::service::Glance;
use balai_catalog::{Channels, FeeGlance, ServiceTime, TimeUnit};
use balai_kernel::Language;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was not answered (RFC 9457).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says it.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The status.
    #[schema(example = 400)]
    pub status: u16,
    /// What is wrong and what to do, in Indonesian; may be empty.
    #[schema(example = "limit harus angka 1 sampai 100.")]
    pub detail: String,
    /// The field that is wrong, where one is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "limit")]
    pub field: Option<&'static str>,
}

/// Part of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Listed<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to ask for as `after` for the next part; null at the end.
    pub next: Option<String>,
}

/// A published service in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceItem {
    /// Its id within its region.
    #[schema(example = "0199f3a2-7c1e-7d2b-9a10-3f5f6f1c2d4e")]
    pub id: String,
    /// Its name in addresses.
    #[schema(example = "kutipan-akta-kelahiran")]
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Who serves.
    pub agency: Named,
    /// What it is about.
    pub category: Named,
    /// What it costs; null where the standard does not say.
    pub fee: Option<Fee>,
    /// How long it takes at most; null where the standard does not say.
    pub time: Option<Time>,
    /// Where it can be asked for: `hall`, `mobile`, `kiosk`, `online`, `office`, `district`, `village`, `partner`, `phone`.
    pub channels: Vec<&'static str>,
    /// Whether it is made up for a demonstration.
    pub sample: bool,
    /// Its page.
    pub url: String,
}

/// Something with a name and an address.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Named {
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub name: String,
}

/// A fee as it fits into a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Fee {
    /// `free`, `exact`, `range` or `counted` (computed for each case).
    pub kind: &'static str,
    /// The lowest sum in rupiah; null when computed.
    pub low: Option<i64>,
    /// The highest sum in rupiah; null when computed.
    pub high: Option<i64>,
    /// As citizens read it.
    #[schema(example = "Gratis")]
    pub label: String,
}

/// A longest time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Time {
    /// How many.
    pub amount: u16,
    /// `minutes`, `hours`, `working_days` or `clock_days`.
    pub unit: &'static str,
    /// As citizens read it.
    #[schema(example = "1 hari kerja")]
    pub label: String,
}

impl ServiceItem {
    /// A published service; `origin` is its hall's.
    pub fn new(item: Item, origin: &str) -> Self {
        Self {
            id: item.id.to_string(),
            fee: fee(&item.glance),
            time: time(&item.glance),
            channels: codes(&item.channels),
            sample: item.glance.sample,
            url: format!("{origin}/layanan/{}", item.slug),
            slug: item.slug,
            name: item.name,
            agency: Named { slug: item.agency_slug, name: item.agency_name },
            category: Named { slug: item.category_slug, name: item.category_name },
        }
    }
}

/// The codes of some channels.
pub fn codes(channels: &Channels) -> Vec<&'static str> {
    channels.iter().map(balai_catalog::Channel::code).collect()
}

/// The fee of a service.
pub fn fee(glance: &Glance) -> Option<Fee> {
    let fee = glance.fee?;
    let (kind, sums) = match fee {
        FeeGlance::Free => ("free", Some((0, 0))),
        FeeGlance::Exact { amount } => ("exact", Some((amount.amount(), amount.amount()))),
        FeeGlance::Range { low, high } => ("range", Some((low.amount(), high.amount()))),
        FeeGlance::Counted => ("counted", None),
    };
    let label = plain(&fee.label(Language::Indonesian));
    Some(Fee { kind, low: sums.map(|(low, _)| low), high: sums.map(|(_, high)| high), label })
}

/// The longest time of a service.
pub fn time(glance: &Glance) -> Option<Time> {
    let time: &ServiceTime = glance.time.as_ref()?;
    let unit = match time.unit {
        TimeUnit::Minutes => "minutes",
        TimeUnit::Hours => "hours",
        TimeUnit::WorkingDays => "working_days",
        TimeUnit::ClockDays => "clock_days",
    };
    Some(Time { amount: time.amount.get(), unit, label: plain(&time.label(Language::Indonesian)) })
}

/// No-break spaces are for screens.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
