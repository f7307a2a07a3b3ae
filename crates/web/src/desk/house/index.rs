//! `/kelola/balai`: all subjects of the region's house, with how each stands.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::{Language, WeeklyHours, long_date};
use balai_messaging::sender;
use balai_rbac::Permission;
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, days, happening};
use chrono::NaiveDate;

use super::hours::HoursForm;
use super::identity::IdentityForm;
use super::sheet::{Subject as _, sheet, standing};
use super::{colour, days as special_days, holidays, hours, identity, logo, news, photo, pledge, social, vocabulary};
use crate::access::{Staff, may};
use crate::desk::{answer, applications, domain, sender as desk_sender};
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
    /// What is written; for who reads only.
    pub facts: Vec<Fact>,
    /// The subjects, group by group; for who writes.
    pub groups: Vec<Group>,
}

/// Something that is written of the hall.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What.
    pub title: String,
    /// Its text; empty where nothing is written.
    pub text: String,
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
    let edits = staff.may_here(Permission::SettingsEdit).await?;
    let first = staff.app.identity.applications_of(Some(staff.tenant.code()), None, 1).await?;
    let read = staff.db.read().await?;
    let sheet = sheet(&staff, &read, ErrorSummary::default()).await?;
    let hall = standing(&read).await?;
    let (facts, groups) = if edits {
        let own = staff.app.domains.of(staff.tenant.code()).await?;
        let dates = Dates::of(&read, staff.today()).await?;
        let names = Names {
            domain: own.map(|claim| claim.name.to_string()),
            sender: sender::find(&read).await?.map(|sender| sender.details.address.as_str().to_owned()),
            application: first.into_iter().next().map(|application| application.name),
        };
        (Vec::new(), groups(&hall, &dates, &names))
    } else {
        (facts(&hall), Vec::new())
    };
    answer::page(&IndexPage { w: sheet.w, frame: sheet.frame, facts, groups })
}

/// The names of its own under which the region is met.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Its domain.
    pub domain: Option<String>,
    /// The address that its letters come from.
    pub sender: Option<String>,
    /// The first of its agencies' applications.
    pub application: Option<String>,
}

/// What of the other tables stands on the page.
#[derive(Clone, Debug, Default)]
pub struct Dates {
    /// The next date that is otherwise, and why.
    pub special: Option<(NaiveDate, String)>,
    /// The next holiday of its own.
    pub holiday: Option<(NaiveDate, String)>,
    /// The next occasion.
    pub coming: Option<String>,
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

/// What is written, for who only reads.
pub fn facts(hall: &Hall) -> Vec<Fact> {
    let fact = |title: &str, text: String| Fact { title: title.to_owned(), text };
    let contact = IdentityForm::of(hall);
    let contact = [
        ("Nama", contact.name),
        ("Alamat", contact.address),
        ("Telepon", contact.phone),
        ("Surel", contact.email),
        ("Tempat mengadu", contact.complaints),
    ];
    let contact = contact.map(|(title, field)| fact(title, field.value));
    let week = HoursForm::of(hall).week.into_iter().map(|day| {
        let hours = day.hours.value;
        fact(day.day, if hours.is_empty() { "Tutup".to_owned() } else { hours })
    });
    contact.into_iter().chain(week).collect()
}

/// All subjects with how they stand.
pub fn groups(hall: &Hall, dates: &Dates, names: &Names) -> Vec<Group> {
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
        Group {
            title: "Alamat dan surat",
            subjects: vec![
                line("Alamat web sendiri", domain::HERE, names.domain.clone()),
                line("Pengirim surel", desk_sender::HERE, names.sender.clone()),
            ],
        },
        Group {
            title: "Satu akun",
            subjects: vec![line("Aplikasi instansi", applications::HERE, names.application.clone())],
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
