//! `/daftar/simpan`: go on later, on this or another device; `/daftar/lanjut/{token}`: go on now.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::{Email, SecretToken, Zone};
use balai_tenancy::onboarding::DraftRefused;
use serde::Deserialize;

use super::applicant::{Applicant, Counted, Filling, onward};
use super::step;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// Where to send the link.
#[derive(Template)]
#[template(path = "root/signup/save.html")]
pub struct SavePage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The address.
    pub email: Field,
    /// Where it goes on at once.
    pub next: &'static str,
    /// Until when the draft is kept.
    pub until: String,
    /// The address it was just sent to.
    pub sent_to: Option<String>,
    /// Where letters can be read, in a demonstration.
    pub mailbox: bool,
}

/// The page as posted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typed {
    surel: String,
}

/// Asks for the address, with the one typed before.
pub async fn show(filling: Filling) -> Result<HttpResponse, Fault> {
    let email = Field::new("surel").with(&filling.draft.official.email);
    reply::page(&page(&filling, email, None))
}

/// Sends the link.
pub async fn submit(_: Counted, filling: Filling, typed: web::Form<Typed>) -> Result<HttpResponse, Fault> {
    let field = Field::new("surel").with(&typed.surel);
    let email = match Email::parse(&typed.surel) {
        Ok(email) => email,
        Err(wrong) => return reply::to_correct(&page(&filling, field.wrong(wrong.to_string()), None)),
    };
    match filling.app.sign_ups.send_link(&filling.act, &filling.token, &email).await {
        Ok(_) => reply::page(&page(&filling, field, Some(email.as_str().to_owned()))),
        Err(enough @ DraftRefused::EnoughLinks) => {
            reply::to_correct(&page(&filling, field.wrong(enough.to_string()), None))
        }
        Err(refused) => Err(refused.into()),
    }
}

/// Opens the draft of a link in this browser.
pub async fn resume(applicant: Applicant, token: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&token) else { return Ok(reply::see(step::GONE)) };
    match applicant.app.sign_ups.draft(&token, applicant.act.at).await? {
        None => Ok(reply::see(step::GONE)),
        Some(draft) if draft.application.is_some() => Ok(onward(step::SENT, &token)),
        Some(draft) => Ok(onward(step::next(&draft), &token)),
    }
}

fn page(filling: &Filling, email: Field, sent_to: Option<String>) -> SavePage {
    SavePage {
        w: filling.w,
        frame: filling.frame(),
        form: filling.form.clone(),
        summary: ErrorSummary::of([&email]),
        email,
        next: step::next(&filling.draft),
        until: Words::default().date(Zone::Wib.date(filling.draft.expires_at)),
        sent_to,
        mailbox: filling.app.letters.is_some(),
    }
}
