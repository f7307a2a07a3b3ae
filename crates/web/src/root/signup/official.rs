//! `/daftar/penanggung-jawab`: the official who answers for the region.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::Email;
use balai_tenancy::onboarding::{OfficialField, OfficialInput, Page};
use serde::Deserialize;

use super::applicant::{Counted, Filling, onward};
use super::step::{self, Step};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// The official's page.
#[derive(Template)]
#[template(path = "root/signup/official.html")]
pub struct OfficialPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Where we are.
    pub step: Step,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Name.
    pub name: Field,
    /// Position.
    pub position: Field,
    /// NIP.
    pub nip: Field,
    /// E-mail address.
    pub email: Field,
    /// Phone number.
    pub phone: Field,
    /// The address typed is not under `go.id`.
    pub foreign: bool,
}

/// The page as posted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    nama: String,
    jabatan: String,
    nip: String,
    surel: String,
    telepon: String,
    /// Set by the button that saves for later.
    simpan: Option<String>,
}

/// Shows the page with what was typed before.
pub async fn show(filling: Filling) -> Result<HttpResponse, Fault> {
    reply::page(&page(&filling, &filling.draft.official, false).await?)
}

/// Keeps everything as typed, then says what is wrong or goes on.
pub async fn submit(_: Counted, filling: Filling, typed: web::Form<Typed>) -> Result<HttpResponse, Fault> {
    let later = typed.simpan.is_some();
    let input = typed.into_inner().input();
    let draft = filling.app.sign_ups.fill_official(&filling.act, &filling.token, input).await?;
    match draft.official.parse() {
        _ if later => Ok(onward(step::SAVE, &filling.token)),
        Ok(_) => Ok(onward(step::next(&draft), &filling.token)),
        Err(_) => reply::to_correct(&page(&filling, &draft.official, true).await?),
    }
}

impl Typed {
    fn input(self) -> OfficialInput {
        OfficialInput { name: self.nama, position: self.jabatan, nip: self.nip, email: self.surel, phone: self.telepon }
    }
}

async fn page(filling: &Filling, input: &OfficialInput, checked: bool) -> Result<OfficialPage, Fault> {
    let correction = filling.correction(&filling.draft).await?;
    Ok(OfficialPage::new(
        filling.w,
        filling.frame(),
        filling.form.clone(),
        Step::of(Page::Official, correction),
        (input, checked),
    ))
}

impl OfficialPage {
    /// The page of what was typed; `checked` when it came back.
    pub fn new(w: Words, frame: Frame, form: FormToken, step: Step, (input, checked): (&OfficialInput, bool)) -> Self {
        let errors = if checked { input.parse().err().unwrap_or_default() } else { Vec::new() };
        let field = |of: OfficialField, value: &str| {
            let field = Field::new(of.key()).with(value);
            match errors.iter().find(|error| error.field == of) {
                Some(error) => field.wrong(&error.sentence),
                None => field,
            }
        };
        let name = field(OfficialField::Name, &input.name);
        let position = field(OfficialField::Position, &input.position);
        let nip = field(OfficialField::Nip, &input.nip);
        let email = field(OfficialField::Email, &input.email);
        let phone = field(OfficialField::Phone, &input.phone);
        let summary = ErrorSummary::of([&name, &position, &nip, &email, &phone]);
        let foreign = Email::parse(&input.email).is_ok_and(|email| !email.is_government());
        Self { w, frame, form, step, summary, name, position, nip, email, phone, foreign }
    }
}
