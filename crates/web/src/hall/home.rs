//! `/` of a region: search first, then today, the categories, the agencies, and how to come.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Counts};
use balai_catalog::rows::agency;
use balai_tenancy::{Hall, happening};

use super::agencies::kinds;
use super::sight::Sight;
use super::times::Times;
use crate::asked::{WORDS, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::hall::categories::CategoryCard;
use crate::hall::news::NewsCard;
use crate::parts::{Contact, HoursLine, Link, Opening, Picture};
use crate::visitor::Visitor;
use crate::words::Words;

/// The region's home.
#[derive(Template)]
#[template(path = "hall/home.html")]
pub struct Home {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Open now, or when again; absent until the region has set its hours.
    pub opening: Option<Opening>,
    /// The hall and its address; absent until the region has written it.
    pub place: Option<Place>,
    /// How to reach the hall.
    pub contacts: Vec<Contact>,
    /// Names that many look for, each leading to its page or search.
    pub popular: Vec<Link>,
    /// Published services.
    pub services: u64,
    /// Categories with at least one published service.
    pub categories: Vec<CategoryCard>,
    /// Agencies with at least one published service.
    pub agencies: u64,
    /// The agencies by kind, a few of each.
    pub groups: Vec<AgencyGroup>,
    /// The week's hours, then the next days that differ.
    pub hours: Vec<HoursLine>,
    /// The next occasions and the newest news, a few of each.
    pub goings_on: Vec<NewsCard>,
    /// The hall's places on networks.
    pub networks: Vec<Link>,
}

/// Where the hall is.
#[derive(Clone, Debug)]
pub struct Place {
    /// `Mal Pelayanan Publik Kabupaten Sragen`.
    pub name: String,
    /// Street, village, district.
    pub address: String,
    /// Ramps, a nursing room, a priority counter: one line each.
    pub facilities: Vec<String>,
    /// What it looks like.
    pub photo: Option<Photo>,
}

/// The photo of the hall.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The one for phones.
    pub small: String,
    /// The one for wide screens.
    pub large: Picture,
    /// What is seen on it.
    pub alt: String,
}

impl Photo {
    /// The photo as pages show it.
    pub fn of(photo: &balai_tenancy::Photo) -> Self {
        let [small, large] = super::pictures::photo(photo);
        let large = Picture { href: large, width: photo.width, height: photo.height };
        Self { small, large, alt: photo.alt.clone() }
    }
}

/// The agencies of one kind.
#[derive(Clone, Debug)]
pub struct AgencyGroup {
    /// `Instansi daerah`.
    pub title: String,
    /// The first few.
    pub agencies: Vec<Link>,
    /// To all of the kind, where there are more.
    pub rest: Option<Link>,
}

/// Agencies of one kind that stand on the home page.
const FEW: usize = 6;
/// Occasions, and news, that stand on the home page.
const FEW_NEWS: u64 = 3;

/// `GET /`
pub async fn show(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(compose).await
}

async fn compose(sight: &Sight<'_>) -> Result<Home, Fault> {
    let (w, times) = (sight.w(), sight.times());
    let counts = queries::public_counts(&sight.read).await?;
    let categories = queries::categories(&sight.read).await?;
    let agencies = queries::agencies(&sight.read).await?;
    let hall = sight.hall.as_ref();
    Ok(Home {
        w,
        frame: sight.frame(None),
        opening: hall.and_then(|hall| times.opening(hall)),
        place: hall.filter(|hall| !hall.address.is_empty()).map(place),
        contacts: hall.map(contacts).unwrap_or_default(),
        popular: popular(sight).await?,
        services: counts.total,
        categories: super::categories::cards(w, &categories, &counts),
        agencies: u64::try_from(counts.by_agency.len()).unwrap_or(u64::MAX),
        groups: groups(w, &agencies, &counts),
        hours: hall.map(|hall| hours(&times, hall)).unwrap_or_default(),
        goings_on: goings_on(sight).await?,
        networks: hall.map(networks).unwrap_or_default(),
    })
}

async fn goings_on(sight: &Sight<'_>) -> Result<Vec<NewsCard>, Fault> {
    let today = sight.visitor.tenant.zone().date(sight.now);
    let mut all = happening::coming(&sight.read, today, FEW_NEWS).await?;
    all.extend(happening::news(&sight.read, None, FEW_NEWS).await?);
    Ok(all.iter().map(|happening| super::news::card(sight, happening)).collect())
}

fn networks(hall: &Hall) -> Vec<Link> {
    hall.social.iter().map(|link| Link::new(link.network().name(), link.address())).collect()
}

/// How to reach the hall.
pub(super) fn contacts(hall: &Hall) -> Vec<Contact> {
    let phone = hall.phone.as_ref().map(Contact::phone);
    phone.into_iter().chain(hall.email.as_ref().map(|email| Contact::email(email.as_str()))).collect()
}

fn place(hall: &Hall) -> Place {
    let photo = hall.photo.as_ref().map(Photo::of);
    Place { name: hall.name.clone(), address: hall.address.clone(), facilities: Vec::new(), photo }
}

fn hours(times: &Times<'_>, hall: &Hall) -> Vec<HoursLine> {
    let mut lines = times.week(&hall.hours);
    lines.extend(times.exceptions(&hall.hours));
    lines
}

/// Words to begin with; those that find nothing here are left out.
pub(super) async fn popular(sight: &Sight<'_>) -> Result<Vec<Link>, Fault> {
    let (searcher, region) = (&sight.visitor.app.searcher, sight.visitor.tenant.code());
    let missing = searcher.unanswered(&sight.read, region, STARTERS).await?;
    let found = STARTERS.into_iter().filter(|words| !missing.contains(words));
    Ok(found.map(|words| Link::new(words, link("/cari", [(WORDS, words)]))).collect())
}

/// What many people come for, in the words that they use.
pub const STARTERS: [&str; 6] = ["Akta kelahiran", "KTP-el", "Kartu Keluarga", "Pajak kendaraan", "SKCK", "Paspor"];

fn groups(w: Words, agencies: &[agency::Model], counts: &Counts) -> Vec<AgencyGroup> {
    let group = |(kind, agencies): (balai_catalog::AgencyKind, Vec<&agency::Model>)| {
        let (id, key) = super::agencies::named(kind);
        let count = u64::try_from(agencies.len()).unwrap_or(u64::MAX);
        let rest = (agencies.len() > FEW)
            .then(|| Link::new(w.say("hall-all-agencies").put("count", count).to_string(), format!("/instansi#{id}")));
        let few = agencies.into_iter().take(FEW);
        let links = few.map(|agency| Link::new(&agency.name, format!("/instansi/{}", agency.slug)));
        AgencyGroup { title: w.t(key), agencies: links.collect(), rest }
    };
    kinds(agencies, counts).into_iter().map(group).collect()
}
