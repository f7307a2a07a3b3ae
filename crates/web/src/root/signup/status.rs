//! `/daftar/status`: where a sign-up stands, for whoever knows its number and its address.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::{Email, Reference, Zone};
use balai_tenancy::onboarding::{Application, ConfirmRefused, Stage};
use balai_tenancy::regions::{self, Region};
use balai_tenancy::{TenantState, tenants};
use serde::Deserialize;

use super::applicant::{Applicant, Counted};
use super::step;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::host::Site;
use crate::reply;
use crate::state::App;
use crate::timeline::{Milestone, Reached};
use crate::words::Words;

/// The question, and its answer.
#[derive(Template)]
#[template(path = "root/signup/status.html")]
pub struct StatusPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The number.
    pub reference: Field,
    /// The address.
    pub email: Field,
    /// The sign-up they name.
    pub found: Option<Found>,
}

/// A sign-up as its applicant sees it.
#[derive(Clone, Debug)]
pub struct Found {
    /// `Kabupaten Sragen`.
    pub region: String,
    /// The number.
    pub reference: String,
    /// Whose turn it is, in a word or two.
    pub tag: Tag,
    /// Whose turn it is, in a sentence.
    pub headline: String,
    /// What happens next.
    pub text: String,
    /// What the ministry wrote.
    pub reason: Option<String>,
    /// The stations.
    pub stations: Vec<Milestone>,
    /// Whether a new link to confirm the address can be asked for.
    pub renews: bool,
    /// Said after one was sent.
    pub renewed: bool,
    /// The open hall.
    pub hall: Option<String>,
}

/// A coloured word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Nothing to do for the reader.
    Calm(&'static str),
    /// The reader's turn.
    Yours(&'static str),
    /// Good.
    Good(&'static str),
    /// Refused.
    Bad(&'static str),
}

impl Tag {
    /// The class of its colour.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Calm(_) => "govuk-tag--blue",
            Self::Yours(_) => "govuk-tag--yellow",
            Self::Good(_) => "govuk-tag--green",
            Self::Bad(_) => "govuk-tag--red",
        }
    }

    /// The word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Calm(word) | Self::Yours(word) | Self::Good(word) | Self::Bad(word) => word,
        }
    }
}

/// The question as posted: the address stays out of the browser's history.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    nomor: String,
    surel: String,
}

/// Asks.
pub async fn show(applicant: Applicant) -> Result<HttpResponse, Fault> {
    reply::page(&page(&applicant, Field::new("nomor"), Field::new("surel"), None))
}

/// Answers.
pub async fn submit(_: Counted, applicant: Applicant, typed: web::Form<Typed>) -> Result<HttpResponse, Fault> {
    let (reference, email) = match typed.parsed() {
        Ok(parsed) => parsed,
        Err(fields) => return wrong(&applicant, *fields),
    };
    match applicant.app.sign_ups.look_up(&reference, &email).await? {
        Some(application) => answer(&applicant, &typed, application, false).await,
        None => wrong(&applicant, unknown(&typed)),
    }
}

/// Sends a new link to confirm the address, and answers.
pub async fn renew(_: Counted, applicant: Applicant, typed: web::Form<Typed>) -> Result<HttpResponse, Fault> {
    let (reference, email) = match typed.parsed() {
        Ok(parsed) => parsed,
        Err(fields) => return wrong(&applicant, *fields),
    };
    match applicant.app.sign_ups.renew_link(&applicant.act, &reference, &email).await {
        Ok(application) => answer(&applicant, &typed, application, true).await,
        Err(ConfirmRefused::Unknown) => wrong(&applicant, unknown(&typed)),
        Err(ConfirmRefused::Storage(error)) => Err(error.into()),
        Err(refused) => {
            let (number, address) = typed.fields();
            wrong(&applicant, (number.wrong(refused.to_string()), address))
        }
    }
}

impl Typed {
    fn fields(&self) -> (Field, Field) {
        (Field::new("nomor").with(&self.nomor), Field::new("surel").with(&self.surel))
    }

    fn parsed(&self) -> Result<(Reference, Email), Box<(Field, Field)>> {
        let (number, address) = self.fields();
        match (Reference::parse(&self.nomor), Email::parse(&self.surel)) {
            (Ok(reference), Ok(email)) => Ok((reference, email)),
            (reference, email) => Err(Box::new((
                reference.map_or_else(|wrong| number.clone().wrong(wrong.to_string()), |_| number.clone()),
                email.map_or_else(|wrong| address.clone().wrong(wrong.to_string()), |_| address.clone()),
            ))),
        }
    }
}

fn unknown(typed: &Typed) -> (Field, Field) {
    let (number, address) = typed.fields();
    (number.wrong(ConfirmRefused::Unknown.to_string()), address)
}

fn wrong(applicant: &Applicant, (number, address): (Field, Field)) -> Result<HttpResponse, Fault> {
    reply::to_correct(&page(applicant, number, address, None))
}

async fn answer(
    applicant: &Applicant,
    typed: &Typed,
    application: Application,
    renewed: bool,
) -> Result<HttpResponse, Fault> {
    let region = region_of(&applicant.app, &application).await?;
    let hall = open_hall(&applicant.app, &region).await?;
    let mut found = found(&application, &region, hall);
    found.renewed = renewed;
    let (number, address) = typed.fields();
    reply::page(&page(applicant, number, address, Some(found)))
}

fn page(applicant: &Applicant, reference: Field, email: Field, found: Option<Found>) -> StatusPage {
    let summary = ErrorSummary::of([&reference, &email]);
    let form = applicant.form.clone();
    StatusPage { w: applicant.w, frame: applicant.frame(), form, summary, reference, email, found }
}

/// The region of an application.
pub async fn region_of(app: &App, application: &Application) -> Result<Region, Fault> {
    let read = app.control().read().await?;
    regions::by_code(&read, application.region).await?.ok_or(Fault::NotFound)
}

async fn open_hall(app: &App, region: &Region) -> Result<Option<String>, Fault> {
    let read = app.control().read().await?;
    let tenant = tenants::by_code(&read, region.code).await?;
    let open = tenant.is_some_and(|tenant| tenant.state == TenantState::Active);
    Ok(open.then(|| app.base.origin(&Site::Region(region.slug.clone()))))
}

/// A sign-up in words for its applicant.
pub fn found(application: &Application, region: &Region, hall: Option<String>) -> Found {
    let (tag, headline, text) = says(application, hall.is_some());
    let reason = match &application.stage {
        Stage::Returned { reason, .. } | Stage::Rejected { reason, .. } => Some(reason.as_str().to_owned()),
        _ => None,
    };
    Found {
        region: region.name.clone(),
        reference: application.reference.as_str().to_owned(),
        tag,
        headline: headline.to_owned(),
        text,
        reason,
        stations: stations(application, region.zone, hall.is_some()),
        renews: matches!(application.stage, Stage::EmailUnconfirmed { .. } | Stage::Lapsed { .. }),
        renewed: false,
        hall,
    }
}

fn says(application: &Application, open: bool) -> (Tag, &'static str, String) {
    let email = application.official.email.as_str();
    match &application.stage {
        Stage::EmailUnconfirmed { .. } => (
            Tag::Yours("Menunggu Anda"),
            "Konfirmasi alamat surel",
            format!("Buka surat kami di {email} dan tekan tautannya. Tautan berlaku 24 jam."),
        ),
        Stage::Lapsed { .. } => (
            Tag::Bad("Tidak berlaku"),
            "Tautan lewat waktu",
            "Alamat surel tidak dikonfirmasi dalam 24 jam, lalu orang lain mendaftarkan daerah ini.".to_owned(),
        ),
        Stage::Applied { .. } => (
            Tag::Calm("Menunggu kementerian"),
            "Pendaftaran menunggu diperiksa",
            "Yang terlama menunggu diperiksa lebih dahulu. Kami menelepon pemerintah daerah Anda lewat nomor resminya."
                .to_owned(),
        ),
        Stage::Verified { .. } => (
            Tag::Calm("Menunggu kementerian"),
            "Sudah diperiksa, menunggu persetujuan",
            "Orang kedua di kementerian memberi persetujuan. Anda tidak perlu melakukan apa pun.".to_owned(),
        ),
        Stage::Returned { .. } => (
            Tag::Yours("Menunggu Anda"),
            "Perlu diperbaiki",
            format!("Buka tautan perbaikan di surat kami ke {email}. Isian Anda masih ada di sana."),
        ),
        Stage::Rejected { .. } => (
            Tag::Bad("Ditolak"),
            "Pendaftaran ditolak",
            "Daerah Anda dapat mendaftar lagi setelah alasannya teratasi.".to_owned(),
        ),
        Stage::Approved { .. } if open => (
            Tag::Good("Balai dibuka"),
            "Balai daerah Anda sudah buka",
            format!("Undangan penanggung jawab dikirim ke {email}. Undangan berlaku 2 hari."),
        ),
        Stage::Approved { .. } => (
            Tag::Good("Disetujui"),
            "Balai sedang disiapkan",
            format!("Biasanya selesai dalam beberapa menit. Undangan penanggung jawab kami kirim ke {email}."),
        ),
    }
}

fn stations(application: &Application, zone: Zone, open: bool) -> Vec<Milestone> {
    let when = |at| Words::default().moment(at, zone);
    let confirmed = application.applied_at;
    let sent = Milestone::new(Reached::Done, "Pendaftaran terkirim").at(when(application.submitted_at));
    let email = match confirmed {
        Some(at) => Milestone::new(Reached::Done, "Surel dikonfirmasi").at(when(at)),
        None => Milestone::new(Reached::Now, "Menunggu konfirmasi surel"),
    };
    let ahead = |title: &str| Milestone::new(Reached::ToCome, title);
    let (checked, decided, opened) = match &application.stage {
        Stage::EmailUnconfirmed { .. } | Stage::Lapsed { .. } => {
            (ahead("Diperiksa kementerian"), ahead("Disetujui"), ahead("Balai dibuka"))
        }
        Stage::Applied { .. } => (
            Milestone::new(Reached::Now, "Diperiksa kementerian"),
            ahead("Disetujui orang kedua"),
            ahead("Balai dibuka"),
        ),
        Stage::Returned { at, .. } => (
            Milestone::new(Reached::Stuck, "Dikembalikan untuk diperbaiki").at(when(*at)),
            ahead("Disetujui orang kedua"),
            ahead("Balai dibuka"),
        ),
        Stage::Rejected { at, .. } => {
            return vec![sent, email, Milestone::new(Reached::Stuck, "Ditolak").at(when(*at))];
        }
        Stage::Verified { at, .. } => (
            Milestone::new(Reached::Done, "Diperiksa kementerian").at(when(*at)),
            Milestone::new(Reached::Now, "Menunggu persetujuan orang kedua"),
            ahead("Balai dibuka"),
        ),
        Stage::Approved { at, .. } => (
            Milestone::new(Reached::Done, "Diperiksa kementerian"),
            Milestone::new(Reached::Done, "Disetujui").at(when(*at)),
            Milestone::new(if open { Reached::Done } else { Reached::Now }, "Balai dibuka"),
        ),
    };
    vec![sent, email, checked, decided, opened]
}
