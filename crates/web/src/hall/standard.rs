//! A published standard in the reader's language: what the service page and the list for paper both print.

use balai_catalog::queries::ServicePage;
use balai_catalog::standard::BasisKind;
use balai_catalog::{Channel, Fee, LegalBasis, Standard};
use balai_tenancy::Hall;
use url::Url;

use super::service::{Fact, FeeLine, Place, Requirement};
use super::sight::Sight;
use crate::glance::{icon, key};
use crate::parts::{Link, dialled};
use crate::words::Words;

/// Fee, time, product.
pub fn facts(w: Words, standard: &Standard) -> [Fact; 3] {
    let fact = |key: &str, value: String, note: String| Fact { label: w.t(key), value, note };
    let fee = standard.fee.as_ref();
    let fee_text = fee.map_or_else(|| w.t("fee-unknown"), |fee| fee.glance().label(w.language()));
    let time = standard.time.as_ref();
    let time_text = time.map_or_else(|| w.t("time-unknown"), |time| time.label(w.language()));
    let time_note = time.and_then(|time| time.note.as_ref()).map(ToString::to_string).unwrap_or_default();
    let product = standard.product.as_ref().map_or_else(|| w.t("product-unknown"), ToString::to_string);
    [
        fact("fact-fee", fee_text, fee.map(|fee| fee_note(w, fee)).unwrap_or_default()),
        fact("fact-time", time_text, time_note),
        fact("fact-product", product, String::new()),
    ]
}

/// Why it is free, or what kind of payment it is.
fn fee_note(w: Words, fee: &Fee) -> String {
    match (fee, fee.basis()) {
        (Fee::Free { basis: Some(law) }, _) => w.say("fee-free-by").put("law", law.as_str()).to_string(),
        (_, Some(basis)) => w.t(match basis.kind {
            BasisKind::Levy => "fee-levy",
            BasisKind::Pnbp => "fee-pnbp",
            BasisKind::Tariff => "fee-tariff",
            BasisKind::Due => "fee-due",
        }),
        (_, None) => String::new(),
    }
}

/// The parts of a fee that has parts, how it is computed, and how to pay.
pub fn fees(w: Words, standard: &Standard) -> Vec<FeeLine> {
    let line = |label: String, amount: String| FeeLine { label, amount };
    let mut lines = match &standard.fee {
        Some(Fee::Tiers { tiers, .. }) => tiers
            .iter()
            .map(|tier| {
                let per = tier.per.as_ref().map(|per| format!(" / {per}")).unwrap_or_default();
                line(tier.label.to_string(), format!("{}{per}", w.money(tier.amount.amount())))
            })
            .collect(),
        Some(Fee::Formula { text, .. }) => vec![line(w.t("fee-formula"), text.to_string())],
        Some(Fee::Free { .. } | Fee::Fixed { .. }) | None => Vec::new(),
    };
    lines.extend(standard.payment.as_ref().map(|payment| line(w.t("fee-payment"), payment.to_string())));
    lines
}

/// What to bring.
pub fn requirements(standard: &Standard) -> Vec<Requirement> {
    let requirement = |need: &balai_catalog::Requirement| Requirement {
        name: need.text.to_string(),
        note: need.note.as_ref().map(ToString::to_string).unwrap_or_default(),
        optional: !need.mandatory,
    };
    standard.requirements.iter().map(requirement).collect()
}

/// The regulations behind the standard, the fee's among them, each once.
pub fn legal_basis(standard: &Standard) -> Vec<String> {
    let mut laws: Vec<String> = standard.legal_basis.iter().map(ToString::to_string).collect();
    let of_fee = standard.fee.as_ref().and_then(Fee::basis).and_then(|LegalBasis { rule, .. }| rule.as_ref());
    laws.extend(of_fee.map(ToString::to_string).filter(|law| !standard.legal_basis.iter().any(|l| l.as_str() == law)));
    laws
}

/// Where to ask for it, the hall first.
pub fn places(sight: &Sight<'_>, page: &ServicePage) -> Vec<Place> {
    let channels = page.service.channels.iter();
    channels.map(|channel| place(sight, page, channel)).collect()
}

fn place(sight: &Sight<'_>, page: &ServicePage, channel: Channel) -> Place {
    let (w, times) = (sight.w(), sight.times());
    let phone = sight.hall.as_ref().and_then(|hall| hall.phone.as_ref()).map(dialled);
    let lines = match channel {
        Channel::Hall => sight.hall.as_ref().map(|hall| at_hall(sight, hall)).unwrap_or_default(),
        Channel::Office => {
            let hours = page.agency.hours.as_ref().and_then(|hours| times.in_short(&hours.0));
            [Some(page.agency.name.clone()), page.agency.address.clone(), hours].into_iter().flatten().collect()
        }
        Channel::Phone => page.agency.phone.clone().or(phone).into_iter().collect(),
        Channel::Online if carried(sight, page).is_some() => vec![w.t("place-online-carried")],
        Channel::Online if page.service.connection.url().is_some() => vec![w.t("place-online-link")],
        Channel::Online => vec![w.t("place-online")],
        Channel::Mobile => vec![w.t("place-mobile")],
        Channel::Kiosk => vec![w.t("place-kiosk")],
        Channel::District => vec![w.t("place-district")],
        Channel::Village => vec![w.t("place-village")],
        Channel::Partner => vec![w.t("place-partner")],
    };
    let link = (channel == Channel::Online).then(|| page.service.connection.url()).flatten();
    let named = link.map(|url| page.service.system.as_deref().unwrap_or(url.as_str()));
    let carry = link.and_then(|_| carried(sight, page));
    let link = match (&carry, link, named) {
        (Some(href), _, Some(name)) => Some(Link::new(w.say("place-online-carry").put("name", name).to_string(), href)),
        (None, Some(url), Some(name)) => Some(Link::new(name, url.as_str())),
        _ => None,
    };
    Place { icon: icon(channel), title: w.t(key(channel)), lines, link, carried: carry.is_some() }
}

/// Where the agency's own application begins a sign-in that leads on to the service's link: nobody registers there a second
/// time (OpenID Connect Core 1.0, 4). None where the link leads to no application of the region.
fn carried(sight: &Sight<'_>, page: &ServicePage) -> Option<String> {
    let target = page.service.connection.url()?.as_str();
    let host = Url::parse(target).ok()?.host_str()?.to_owned();
    let begins = sight.carriers.find(sight.visitor.tenant.code(), &host)?;
    let issuer = sight.visitor.app.identity.site().as_str();
    Some(begins.with(&[("iss", issuer), ("target_link_uri", target)]))
}

fn at_hall(sight: &Sight<'_>, hall: &Hall) -> Vec<String> {
    let address = if hall.address.is_empty() { hall.name.clone() } else { format!("{}, {}.", hall.name, hall.address) };
    std::iter::once(address).chain(sight.times().in_short(&hall.hours)).collect()
}
