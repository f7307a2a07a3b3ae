//! `/daftar`: what joining means, what to have at hand, and where to begin or to go on.

use actix_web::HttpResponse;
use askama::Template;

use super::applicant::Applicant;
use super::step;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// The beginning.
#[derive(Template)]
#[template(path = "root/signup/start.html")]
pub struct Start {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Where a draft of this browser goes on, and until when it is kept.
    pub resume: Option<(String, String)>,
}

/// A draft that is not kept any more.
#[derive(Template)]
#[template(path = "root/signup/gone.html")]
pub struct Gone {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
}

/// Shows the beginning.
pub async fn show(applicant: Applicant) -> Result<HttpResponse, Fault> {
    let draft = applicant.draft().await?.filter(|draft| draft.application.is_none());
    let resume = draft.map(|draft| {
        let until = balai_kernel::Zone::Wib.date(draft.expires_at);
        (step::next(&draft).to_owned(), Words::default().date(until))
    });
    reply::page(&Start { w: applicant.w, frame: applicant.frame(), resume })
}

/// Says that a draft is gone, and how to begin anew.
pub async fn gone(applicant: Applicant) -> Result<HttpResponse, Fault> {
    reply::page(&Gone { w: applicant.w, frame: applicant.frame() })
}
