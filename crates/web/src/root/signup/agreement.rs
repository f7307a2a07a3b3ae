//! `/daftar/perjanjian`: the processor agreement, and with what the hall begins.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_tenancy::onboarding::{AGREEMENT, Draft, Page, StarterChoice};
use serde::Deserialize;

use super::applicant::{Counted, Filling, onward};
use super::step::{self, Step};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

const CATALOGUE: &str = "katalog";
const EMPTY: &str = "kosong";
const YES: &str = "ya";

/// The agreement's page.
#[derive(Template)]
#[template(path = "root/signup/agreement.html")]
pub struct AgreementPage {
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
    /// Version of the agreement in force.
    pub version: &'static str,
    /// Whether it is accepted.
    pub agree: Field,
    /// The one box.
    pub agreements: Vec<Choice>,
    /// With what the hall begins.
    pub starter: Field,
    /// The two ways.
    pub starters: Vec<Choice>,
}

/// What was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Chosen {
    /// Whether the agreement in force is accepted.
    pub accepted: bool,
    /// With what the hall begins.
    pub starter: StarterChoice,
    /// The form came without the tick.
    pub refused: bool,
}

/// The page as posted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    setuju: String,
    awal: String,
    /// Set by the button that saves for later.
    simpan: Option<String>,
}

/// Shows the page with what was chosen before.
pub async fn show(filling: Filling) -> Result<HttpResponse, Fault> {
    reply::page(&page(&filling, &filling.draft, false).await?)
}

/// Keeps both answers.
pub async fn submit(_: Counted, filling: Filling, typed: web::Form<Typed>) -> Result<HttpResponse, Fault> {
    let starter = if typed.awal == EMPTY { StarterChoice::Empty } else { StarterChoice::Catalogue };
    let accepted = typed.setuju == YES;
    let draft = filling.app.sign_ups.agree(&filling.act, &filling.token, accepted, starter).await?;
    match accepted {
        _ if typed.simpan.is_some() => Ok(onward(step::SAVE, &filling.token)),
        true => Ok(onward(step::next(&draft), &filling.token)),
        false => reply::to_correct(&page(&filling, &draft, true).await?),
    }
}

async fn page(filling: &Filling, draft: &Draft, refused: bool) -> Result<AgreementPage, Fault> {
    let correction = filling.correction(draft).await?;
    let accepted = draft.agreement.as_deref() == Some(AGREEMENT);
    let step = Step::of(Page::Agreement, correction);
    Ok(AgreementPage::new(
        filling.w,
        filling.frame(),
        filling.form.clone(),
        step,
        Chosen { accepted, starter: draft.starter, refused },
    ))
}

impl AgreementPage {
    /// The page of what was chosen.
    pub fn new(w: Words, frame: Frame, form: FormToken, step: Step, chosen: Chosen) -> Self {
        let Chosen { accepted, starter: choice, refused } = chosen;
        let mut agree = Field::new("setuju").with(if accepted { YES } else { "" });
        if refused {
            agree = agree.wrong("Centang bila pemerintah daerah menyetujui perjanjian ini.");
        }
        let starter = Field::new("awal").with(starter_key(choice));
        let agreements = vec![
            Choice::new(YES, "Saya berwenang menyetujui perjanjian ini atas nama pemerintah daerah").chosen_in(&agree),
        ];
        let starters = vec![
            Choice::new(CATALOGUE, "Dengan katalog awal")
                .hint("Layanan yang hampir selalu ada di daerah, sebagai draf. Anda memeriksa dan menerbitkannya.")
                .chosen_in(&starter),
            Choice::new(EMPTY, "Dengan katalog kosong")
                .hint("Anda menulis setiap layanan sendiri. Katalog awal masih dapat diambil kemudian.")
                .chosen_in(&starter),
        ];
        let summary = ErrorSummary::of([&agree]);
        Self { w, frame, form, step, summary, version: AGREEMENT, agree, agreements, starter, starters }
    }
}

const fn starter_key(choice: StarterChoice) -> &'static str {
    match choice {
        StarterChoice::Catalogue => CATALOGUE,
        StarterChoice::Empty => EMPTY,
    }
}
