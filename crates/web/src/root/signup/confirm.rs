//! `/daftar/konfirmasi/{token}`: the address is the applicant's. Looking changes nothing, as mail programs look at links
//! before people do; the button does.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::SecretToken;
use balai_tenancy::onboarding::{Application, ConfirmRefused, Confirmation, LinkState, StageKind};

use super::applicant::{Applicant, Counted};
use super::status;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// What a link leads to.
#[derive(Template)]
#[template(path = "root/signup/confirm.html")]
pub struct ConfirmPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Where the form goes.
    pub action: String,
    /// What the link does now.
    pub link: Link,
    /// Why no new link was sent.
    pub refused: Option<String>,
    /// Where letters can be read, in a demonstration.
    pub mailbox: bool,
}

/// What a link does.
#[derive(Clone, Debug)]
pub enum Link {
    /// Nobody sent it.
    Unknown,
    /// It confirms this.
    Open(Facts),
    /// It did its work.
    Used(Facts),
    /// It came too late; a new one can be asked for.
    Expired(Facts),
    /// A new one was just sent.
    Renewed(Facts),
}

/// Which sign-up it is.
#[derive(Clone, Debug)]
pub struct Facts {
    /// `Kabupaten Sragen`.
    pub region: String,
    /// The number.
    pub reference: String,
    /// The address.
    pub email: String,
}

/// Shows what the link would do.
pub async fn show(applicant: Applicant, token: web::Path<String>) -> Result<HttpResponse, Fault> {
    let link = match parsed(&applicant, &token).await? {
        None => Link::Unknown,
        Some((_, found)) => link(&applicant, &found).await?,
    };
    reply::page(&page(&applicant, &token, link, None))
}

/// Uses the link. Twice is once.
pub async fn submit(_: Counted, applicant: Applicant, token: web::Path<String>) -> Result<HttpResponse, Fault> {
    let here = action(&token);
    let Ok(secret) = SecretToken::parse(&token) else { return Ok(reply::see(here)) };
    match applicant.app.sign_ups.confirm(&applicant.act, &secret).await {
        Ok(_) | Err(ConfirmRefused::Unknown | ConfirmRefused::Stage(_) | ConfirmRefused::EnoughLinks) => {
            Ok(reply::see(here))
        }
        Err(ConfirmRefused::Storage(error)) => Err(error.into()),
    }
}

/// Sends a new link to the same address.
pub async fn renew(_: Counted, applicant: Applicant, token: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Some((_, found)) = parsed(&applicant, &token).await? else { return Ok(reply::see(action(&token))) };
    let Application { reference, official, .. } = &found.application;
    match applicant.app.sign_ups.renew_link(&applicant.act, reference, &official.email).await {
        Ok(application) => {
            let link = Link::Renewed(facts(&applicant, &application).await?);
            reply::page(&page(&applicant, &token, link, None))
        }
        Err(ConfirmRefused::Storage(error)) => Err(error.into()),
        Err(refused) => {
            let link = link(&applicant, &found).await?;
            reply::to_correct(&page(&applicant, &token, link, Some(refused.to_string())))
        }
    }
}

async fn parsed(applicant: &Applicant, token: &str) -> Result<Option<(SecretToken, Confirmation)>, Fault> {
    let Ok(token) = SecretToken::parse(token) else { return Ok(None) };
    let found = applicant.app.sign_ups.confirmation(&token, applicant.act.at).await?;
    Ok(found.map(|found| (token, found)))
}

async fn link(applicant: &Applicant, found: &Confirmation) -> Result<Link, Fault> {
    let facts = facts(applicant, &found.application).await?;
    let waits = found.application.stage.kind() == StageKind::EmailUnconfirmed;
    Ok(match found.link {
        LinkState::Open if waits => Link::Open(facts),
        LinkState::Used => Link::Used(facts),
        LinkState::Open | LinkState::Expired => Link::Expired(facts),
    })
}

async fn facts(applicant: &Applicant, application: &Application) -> Result<Facts, Fault> {
    Ok(Facts {
        region: status::region_of(&applicant.app, application).await?.name,
        reference: application.reference.as_str().to_owned(),
        email: application.official.email.as_str().to_owned(),
    })
}

fn page(applicant: &Applicant, token: &str, link: Link, refused: Option<String>) -> ConfirmPage {
    let mailbox = applicant.app.letters.is_some();
    let form = applicant.form.clone();
    ConfirmPage { w: applicant.w, frame: applicant.frame(), form, action: action(token), link, refused, mailbox }
}

fn action(token: &str) -> String {
    let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
    format!("/daftar/konfirmasi/{token}")
}
