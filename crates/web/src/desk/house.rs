//! `/kelola/balai`: the region's own house, one subject to a page.

pub mod colour;
pub mod days;
pub mod holidays;
pub mod hours;
pub mod identity;
pub mod index;
pub mod logo;
pub mod news;
pub mod photo;
pub mod pledge;
pub mod sheet;
pub mod social;
pub mod story;
pub mod vocabulary;

use actix_web::http::Method;

use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

use hours::HoursForm;
use identity::IdentityForm;
use pledge::PledgeForm;
use social::SocialForm;
use vocabulary::VocabularyForm;

/// The page that leads to all others.
pub const INDEX: &str = "/kelola/balai";

/// The routes of the house.
pub fn routes() -> Vec<Route> {
    let mut routes = vec![
        guarded(Region, Method::GET, INDEX, index::show),
        guarded(Region, Method::GET, identity::HERE, sheet::show::<IdentityForm>),
        guarded(Region, Method::POST, identity::HERE, sheet::submit::<IdentityForm>),
        guarded(Region, Method::GET, hours::HERE, sheet::show::<HoursForm>),
        guarded(Region, Method::POST, hours::HERE, sheet::submit::<HoursForm>),
        guarded(Region, Method::GET, pledge::HERE, sheet::show::<PledgeForm>),
        guarded(Region, Method::POST, pledge::HERE, sheet::submit::<PledgeForm>),
        guarded(Region, Method::GET, social::HERE, sheet::show::<SocialForm>),
        guarded(Region, Method::POST, social::HERE, sheet::submit::<SocialForm>),
        guarded(Region, Method::GET, vocabulary::HERE, sheet::show::<VocabularyForm>),
        guarded(Region, Method::POST, vocabulary::HERE, sheet::submit::<VocabularyForm>),
    ];
    routes.extend(look_routes());
    routes.extend(day_routes());
    routes.extend(news_routes());
    routes
}

fn look_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, colour::HERE, colour::show),
        guarded(Region, Method::POST, colour::HERE, colour::submit),
        guarded(Region, Method::GET, logo::HERE, logo::show),
        guarded(Region, Method::POST, logo::HERE, logo::submit),
        guarded(Region, Method::POST, "/kelola/balai/tanpa-logo", logo::remove),
        guarded(Region, Method::GET, photo::HERE, photo::show),
        guarded(Region, Method::POST, photo::HERE, photo::submit),
        guarded(Region, Method::POST, "/kelola/balai/tanpa-foto", photo::remove),
    ]
}

fn day_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, days::HERE, days::show),
        guarded(Region, Method::POST, days::HERE, days::submit),
        guarded(Region, Method::POST, "/kelola/balai/hari-khusus/hapus", days::remove),
        guarded(Region, Method::GET, holidays::HERE, holidays::show),
        guarded(Region, Method::POST, holidays::HERE, holidays::submit),
        guarded(Region, Method::POST, "/kelola/balai/libur-daerah/hapus", holidays::remove),
    ]
}

fn news_routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, news::HERE, news::show),
        guarded(Region, Method::GET, "/kelola/balai/kabar/baru", story::blank),
        guarded(Region, Method::POST, "/kelola/balai/kabar/baru", story::create),
        guarded(Region, Method::GET, "/kelola/balai/kabar/{id}", story::show),
        guarded(Region, Method::POST, "/kelola/balai/kabar/{id}", story::submit),
        guarded(Region, Method::POST, "/kelola/balai/kabar/{id}/keadaan", story::turn),
        guarded(Region, Method::POST, "/kelola/balai/kabar/{id}/hapus", story::remove),
    ]
}
