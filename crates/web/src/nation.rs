//! `nasional.BASE`: the ministry decides who joins, and watches how it goes.

pub mod adoption;
pub mod application;
pub mod applications;
pub mod broadcast;
pub mod broadcasts;
pub mod decisions;
pub mod holidays;
pub mod letters;
pub mod numbers;
pub mod region;
pub mod regions;
pub mod template;
pub mod template_part;
pub mod templates;
pub mod turns;

use actix_web::http::Method;
use balai_kernel::Zone;
use balai_rbac::{Domain, Permission};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::access::Person;
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::host::{Site, SiteKind};
use crate::parts::Link;
use crate::route::{Route, guarded, open};
use crate::sitemap;
use crate::words::Words;

/// The routes of the ministry.
pub fn routes() -> Vec<Route> {
    let (nation, get, post) = (SiteKind::National, || Method::GET, || Method::POST);
    let mut routes = vec![
        guarded(nation, get(), "/", applications::show),
        guarded(nation, get(), "/pendaftaran/{id}", application::show),
        guarded(nation, get(), "/pendaftaran/{id}/surat.pdf", application::letter),
        guarded(nation, post(), "/pendaftaran/{id}/pemeriksaan", decisions::verify),
        guarded(nation, post(), "/pendaftaran/{id}/persetujuan", decisions::approve),
        guarded(nation, post(), "/pendaftaran/{id}/pengembalian", decisions::send_back),
        guarded(nation, post(), "/pendaftaran/{id}/penolakan", decisions::reject),
        guarded(nation, get(), "/daerah", regions::show),
        guarded(nation, post(), "/daerah/{code}/penyiapan", regions::try_again),
        guarded(nation, get(), "/daerah/{code}", region::show),
        guarded(nation, post(), "/daerah/{code}/penutupan", turns::suspend).fresh(),
        guarded(nation, post(), "/daerah/{code}/pembukaan", turns::resume),
        guarded(nation, post(), "/daerah/{code}/usul-arsip", turns::ask).fresh(),
        guarded(nation, post(), "/daerah/{code}/batal-arsip", turns::withdraw),
        guarded(nation, post(), "/daerah/{code}/arsip", turns::archive).fresh(),
        guarded(nation, get(), broadcasts::HERE, broadcasts::show),
        guarded(nation, get(), "/siaran/baru", broadcast::blank),
        guarded(nation, post(), "/siaran/baru", broadcast::create),
        guarded(nation, get(), "/siaran/{id}", broadcast::show),
        guarded(nation, post(), "/siaran/{id}/penarikan", broadcast::withdraw),
        guarded(nation, get(), holidays::HERE, holidays::show),
        guarded(nation, post(), holidays::HERE, holidays::import),
        guarded(nation, get(), "/hari-libur/tinjau/{id}", holidays::preview),
        guarded(nation, post(), "/hari-libur/tinjau/{id}/terbitan", holidays::publish),
        guarded(nation, post(), "/hari-libur/tinjau/{id}/batal", holidays::discard),
        guarded(nation, get(), templates::HERE, templates::show),
        guarded(nation, get(), "/templat/{key}", template::show),
        guarded(nation, post(), "/templat/{key}/terbitan", template::publish),
        guarded(nation, post(), "/templat/{key}/batal", template::discard),
        guarded(nation, get(), "/templat/{key}/{bagian}", template_part::show),
        guarded(nation, post(), "/templat/{key}/{bagian}", template_part::submit),
        open(nation, get(), "/robots.txt", "fixed text", sitemap::robots_of_nobody),
        guarded(nation, get(), numbers::HERE, numbers::show),
        guarded(nation, get(), "/nik/{id}", numbers::one),
        guarded(nation, post(), "/nik/{id}", numbers::settle).fresh(),
        guarded(nation, get(), "/surat", letters::show),
        guarded(nation, post(), "/surat/{id}/ulang", letters::try_again),
    ];
    routes.extend(adoption::routes());
    routes.extend(crate::privacy::routes::of_nation());
    routes
}

/// The ministry's pages are Indonesian.
const W: Words = Words::of(crate::words::Lang::Id);

/// The entries of the ministry's navigation, each with the permission that opens it.
pub const TABS: [(Permission, NationTab); 11] = [
    (Permission::ApplicationsView, NationTab::Applications),
    (Permission::TenantsView, NationTab::Regions),
    (Permission::AdoptionView, NationTab::Adoption),
    (Permission::ApplicationsView, NationTab::Letters),
    (Permission::BroadcastsEdit, NationTab::Broadcasts),
    (Permission::TemplatesEdit, NationTab::Templates),
    (Permission::HolidaysPublish, NationTab::Holidays),
    (Permission::NumbersSettle, NationTab::Numbers),
    (Permission::PrivacyAnswer, NationTab::Privacy),
    (Permission::StaffView, NationTab::People),
    (Permission::AuditView, NationTab::Trail),
];

/// The frame of one of its pages.
pub async fn frame(person: &Person, current: NationTab) -> Result<Frame, Fault> {
    let account = person.app.base.origin(&Site::Account);
    let set = person.permissions().await?;
    let opens = |permission| set.allows(permission, &Domain::National);
    let tabs = TABS.into_iter().filter(|(permission, _)| opens(*permission)).map(|(_, tab)| tab);
    let own = Link::new(person.who.name.as_str(), account);
    Ok(Frame::nation(own, &person.here, tabs, current).lasting(person.lasting()))
}

/// An id of the address; what is none is not found.
fn id(text: &str) -> Result<Uuid, Fault> {
    text.parse().map_err(|_| Fault::NotFound)
}

/// The ministry's clock is Jakarta's.
fn moment(at: DateTime<Utc>) -> String {
    W.moment(at, Zone::Wib)
}

/// How long something waits, in whole days of Jakarta's calendar.
fn waiting(since: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (Zone::Wib.date(now) - Zone::Wib.date(since)).num_days() {
        ..=0 => "hari ini".to_owned(),
        days => format!("{} hari", W.number(days)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_is_counted_in_days_of_the_calendar() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(waiting(at("2026-11-23T01:00:00Z"), at("2026-11-23T09:00:00Z")), "hari ini");
        assert_eq!(waiting(at("2026-11-23T16:50:00Z"), at("2026-11-23T17:10:00Z")), "1 hari");
        assert_eq!(waiting(at("2026-11-01T01:00:00Z"), at("2026-11-23T01:00:00Z")), "22 hari");
    }
}
