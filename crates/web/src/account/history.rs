//! `/riwayat-masuk`: who came in at the door of one's own account, and who tried.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::{Arrival, Outcome};
use balai_kernel::Zone;
use serde::Deserialize;
use uuid::Uuid;

use super::device;
use crate::access::Person;
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/history.html")]
pub struct History {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What happened, the newest first.
    pub lines: Vec<Line>,
    /// Where it goes on.
    pub more: Option<String>,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Line {
    /// `Masuk`.
    pub what: String,
    /// Whether somebody was let in.
    pub good: bool,
    /// `Chrome, Android`.
    pub device: String,
    /// When, and from roughly where.
    pub when: String,
}

/// The page's address.
#[derive(Deserialize)]
pub struct Asked {
    sesudah: Option<Uuid>,
}

/// Shows a page of it.
pub async fn show(person: Person, request: HttpRequest, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let (arrivals, more) = person.app.identity.arrivals(person.who.account, asked.sesudah).await?;
    let last = arrivals.last().map(|arrival| arrival.id);
    let page = History {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        lines: arrivals.iter().map(|arrival| line(w, arrival)).collect(),
        more: last.filter(|_| more).map(|id| format!("/riwayat-masuk?sesudah={id}")),
    };
    caller::page(HttpResponse::Ok(), &page)
}

fn line(w: Words, arrival: &Arrival) -> Line {
    let what = match arrival.outcome {
        Outcome::LetIn if arrival.by_national => "history-let-in-national",
        Outcome::LetIn if arrival.by_passkey => "history-passkey",
        Outcome::WrongCode if arrival.by_passkey => "history-wrong-passkey",
        Outcome::LetIn => "history-let-in",
        Outcome::WrongPassword => "history-wrong-password",
        Outcome::WrongCode => "history-wrong-code",
        Outcome::Recovered => "history-recovered",
    };
    let when = w.moment(arrival.at, Zone::Wib);
    Line {
        what: w.t(what),
        good: matches!(arrival.outcome, Outcome::LetIn | Outcome::Recovered),
        device: device::named(&arrival.device).unwrap_or_else(|| w.t("session-unknown-device")),
        when: w.say("history-when").put("when", when).put("from", &arrival.network).to_string(),
    }
}
