//! `/kelola/balai`: all subjects of the region's house, with how each stands.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::{Language, WeeklyHours, long_date};
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, days, happening};
use chrono::NaiveDate;

use super::sheet::{sheet, standing};
use super::{colour, days as special_days, holidays, hours, identity, logo, news, photo, pledge, social, vocabulary};
use crate::access::{Staff, may};
use crate::desk::answer;
use crate::fault::Fault;
use crate::forms::ErrorSummary;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "desk/house/index.html")]
pub struct IndexPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The subjects, group by group.
    pub groups: Vec<Group>,
}

/// Subjects that belong together.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its title.
    pub title: &'static str,
    /// Its subjects.
    pub subjects: Vec<Line>,
}

/// One subject.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is about.
    pub title: &'static str,
    /// How it stands.
    pub stands: String,
    /// Its page.
    pub href: &'static str,
    /// Whether something is written.
    pub done: bool,
}

/// `GET /kelola/balai`
pub async fn show(staff: Staff<may::SettingsView>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let sheet = sheet(&staff, &read, ErrorSummary::default()).await?;
    let hall = standing(&read).await?;
    let groups = groups(&hall, &Dates::of(&read, staff.today()).await?);
    answer::page(&IndexPage { w: sheet.w, frame: sheet.frame, groups })
}

/// What of the other tables stands on the page.
struct Dates {
    special: Option<(NaiveDate, String)>,
    holiday: Option<(NaiveDate, String)>,
    coming: Option<String>,
}

impl Dates {
    async fn of(read: &Read<Tenant>, today: NaiveDate) -> Result<Self, Fault> {
        let special = days::special(read, today).await?.into_iter().next().map(|(day, special)| (day, special.reason));
        let holiday = days::local_holidays(read, today).await?.into_iter().next();
        let coming = happening::coming(read, today, 1).await?.into_iter().next();
        Ok(Self {
            special,
            holiday: holiday.map(|holiday| (holiday.date, holiday.name)),
            coming: coming.map(|happening| happening.story.title),
        })
    }
}

fn groups(hall: &Hall, dates: &Dates) -> Vec<Group> {
    let next = |day: &Option<(NaiveDate, String)>| {
        day.as_ref().map(|(day, why)| format!("Berikutnya {}: {why}", long_date(*day, Language::Indonesian)))
    };
    let networks: Vec<&str> = hall.social.iter().map(|link| link.network().name()).collect();
    let own = (!hall.words.is_usual()).then(|| "Ada istilah sendiri".to_owned());
    let hours = (hall.hours != WeeklyHours::default()).then(|| "Sudah ditulis".to_owned());
    vec![
        Group {
            title: "Datang dan bertanya",
            subjects: vec![
                line("Nama dan alamat", identity::HERE, some(&hall.address)),
                line("Jam buka", hours::HERE, hours),
                line("Hari khusus", special_days::HERE, next(&dates.special)),
                line("Libur daerah", holidays::HERE, next(&dates.holiday)),
                line("Jejaring sosial", social::HERE, some(&networks.join(", "))),
            ],
        },
        Group {
            title: "Wajah",
            subjects: vec![
                line("Logo", logo::HERE, hall.logo.as_ref().map(|_| "Sudah ada".to_owned())),
                line("Warna daerah", colour::HERE, hall.colour.clone()),
                line("Foto", photo::HERE, hall.photo.as_ref().map(|photo| photo.alt.clone())),
                line("Istilah", vocabulary::HERE, own),
            ],
        },
        Group {
            title: "Janji dan kabar",
            subjects: vec![
                line("Maklumat pelayanan", pledge::HERE, hall.pledge.as_ref().map(|pledge| pledge.office.clone())),
                line("Kabar dan acara", news::HERE, dates.coming.clone()),
            ],
        },
    ]
}

fn some(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

fn line(title: &'static str, href: &'static str, stands: Option<String>) -> Line {
    let done = stands.is_some();
    Line { title, href, stands: stands.unwrap_or_else(|| "Belum ada".to_owned()), done }
}
