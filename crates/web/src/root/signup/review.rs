//! `/daftar/periksa`: everything once more, then it is submitted; `/daftar/terkirim` says so.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::{Email, Zone};
use balai_tenancy::onboarding::{Application, Draft, Official, Stage, StarterChoice, SubmitRefused};
use balai_tenancy::regions;

use super::applicant::{Applicant, Counted, Filling};
use super::letter::Held;
use super::step::{self, Step};
use super::{region, status};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::Site;
use crate::reply;
use crate::words::Words;

/// Everything on one page.
#[derive(Template)]
#[template(path = "root/signup/review.html")]
pub struct ReviewPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Where we are.
    pub step: Step,
    /// What was typed, page by page.
    pub parts: Vec<Part>,
    /// The address is not under `go.id`.
    pub foreign: bool,
    /// Where the next letter goes.
    pub email: String,
    /// The address was confirmed before; it needs no new link.
    pub confirmed: bool,
}

/// What was typed on one page.
#[derive(Clone, Debug)]
pub struct Part {
    /// `Penanggung jawab`.
    pub title: &'static str,
    /// Where it is changed; nowhere for the region of a correction.
    pub change: Option<&'static str>,
    /// Names and values.
    pub lines: Vec<(&'static str, String)>,
}

/// It was submitted.
#[derive(Template)]
#[template(path = "root/signup/sent.html")]
pub struct SentPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The number to keep.
    pub reference: String,
    /// `Kabupaten Sragen`.
    pub region: String,
    /// Where the letter went.
    pub email: String,
    /// End of the link, while the address is not confirmed.
    pub confirm_until: Option<String>,
    /// Where letters can be read, in a demonstration.
    pub mailbox: bool,
}

/// Shows everything, or the page that still needs something.
pub async fn show(filling: Filling) -> Result<HttpResponse, Fault> {
    let Ok(complete) = filling.draft.complete() else { return Ok(reply::see(step::next(&filling.draft))) };
    let correction = filling.correction(&filling.draft).await?;
    let confirmed = keeps_address(&filling, &complete.official.email).await?;
    let read = filling.app.control().read().await?;
    let region = regions::by_code(&read, complete.region).await?.ok_or(Fault::NotFound)?;
    drop(read);
    let host = filling.app.base.host(&Site::Region(region.slug));
    let parts = parts(&filling.draft, &region.name, &host, &complete.official);
    reply::page(&ReviewPage {
        w: filling.w,
        frame: filling.frame(),
        form: filling.form.clone(),
        step: Step::review(correction),
        parts,
        foreign: complete.official.email_needs_look(),
        email: complete.official.email.as_str().to_owned(),
        confirmed,
    })
}

/// Whether the draft corrects a sign-up and keeps its address.
async fn keeps_address(filling: &Filling, email: &Email) -> Result<bool, Fault> {
    let Some(id) = filling.draft.corrects else { return Ok(false) };
    let application = filling.app.sign_ups.application(id).await?;
    Ok(application.is_some_and(|application| application.official.email == *email))
}

/// Submits. The same form twice lands on what came of the first.
pub async fn submit(_: Counted, filling: Filling) -> Result<HttpResponse, Fault> {
    match filling.app.sign_ups.submit(&filling.act, &filling.token).await {
        Ok(_) => Ok(reply::see(step::SENT)),
        Err(SubmitRefused::Gone) => Ok(reply::see(step::GONE)),
        Err(SubmitRefused::Incomplete(page)) => Ok(reply::see(step::path(page))),
        Err(SubmitRefused::Standing(_)) => {
            let code = filling.draft.region.map_or_else(|| step::REGION.to_owned(), region::taken);
            Ok(reply::see(code))
        }
        Err(SubmitRefused::Stage(_)) => Ok(reply::see(step::STATUS)),
        Err(SubmitRefused::Storage(error)) => Err(error.into()),
    }
}

/// Says that it was submitted, with the number to keep.
pub async fn sent(applicant: Applicant) -> Result<HttpResponse, Fault> {
    let Some(id) = applicant.draft().await?.and_then(|draft| draft.application) else {
        return Ok(reply::see(step::STATUS));
    };
    let application = applicant.app.sign_ups.application(id).await?.ok_or(Fault::NotFound)?;
    let region = status::region_of(&applicant.app, &application).await?;
    reply::page(&SentPage {
        w: applicant.w,
        frame: applicant.frame(),
        reference: application.reference.as_str().to_owned(),
        confirm_until: confirm_until(&application),
        email: application.official.email.as_str().to_owned(),
        region: region.name,
        mailbox: applicant.app.letters.is_some(),
    })
}

fn confirm_until(application: &Application) -> Option<String> {
    match application.stage {
        Stage::EmailUnconfirmed { until } => Some(Words::default().moment(until, Zone::Wib)),
        _ => None,
    }
}

/// What was typed, page by page.
pub fn parts(draft: &Draft, region: &str, host: &str, official: &Official) -> Vec<Part> {
    let letter = draft.document.as_ref().map(Held::of);
    let starter = match draft.starter {
        StarterChoice::Catalogue => "Dengan katalog awal",
        StarterChoice::Empty => "Dengan katalog kosong",
    };
    vec![
        Part {
            title: "Daerah",
            change: draft.corrects.is_none().then_some(step::REGION),
            lines: vec![("Daerah", region.to_owned()), ("Alamat balai nanti", host.to_owned())],
        },
        Part {
            title: "Penanggung jawab",
            change: Some(step::OFFICIAL),
            lines: vec![
                ("Nama", official.name.to_string()),
                ("Jabatan", official.position.to_string()),
                ("NIP", official.nip.to_string()),
                ("Surel", official.email.as_str().to_owned()),
                ("Telepon", official.phone.to_string()),
            ],
        },
        Part {
            title: "Surat kepala daerah",
            change: Some(step::LETTER),
            lines: letter.map(|held| vec![("Berkas", held.name), ("Ukuran", held.facts)]).unwrap_or_default(),
        },
        Part {
            title: "Perjanjian dan katalog",
            change: Some(step::AGREEMENT),
            lines: vec![
                ("Perjanjian", format!("Versi {}, disetujui", draft.agreement.as_deref().unwrap_or_default())),
                ("Katalog", starter.to_owned()),
            ],
        },
    ]
}
