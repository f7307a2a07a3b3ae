//! `/data-saya`: everything that is held of a person, for her to take along.
//!
//! UU 27/2022 (personal data protection), article 7: "Subjek Data Pribadi berhak mendapatkan akses dan memperoleh salinan Data
//! Pribadi tentang dirinya sesuai dengan ketentuan peraturan perundang-undangan." Article 13, paragraph 1: "Subjek Data Pribadi
//! berhak mendapatkan dan/atau menggunakan Data Pribadi tentang dirinya dari Pengendali Data Pribadi dalam bentuk yang sesuai
//! dengan struktur dan/atau format yang lazim digunakan atau dapat dibaca oleh sistem elektronik."
//!
//! So it is one ZIP with a page to read, JSON for programs, and the documents as they were kept.

mod pack;
mod told;

pub use told::{Deed, Given, Held, Paper};

use actix_web::http::header::CONTENT_DISPOSITION;
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use balai_identity::{HeldMandate, HoldingsRefused};
use balai_kernel::Zone;
use bytes::Bytes;
use chrono::{DateTime, Utc};

use super::sign_in::Wait;
use crate::access::Person;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/data.html")]
pub struct Data {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Why not now.
    pub wait: Option<String>,
}

/// What the file holds, to be read by people.
#[derive(Template)]
#[template(path = "account/data_read.html")]
pub struct Read {
    /// The language.
    pub w: Words,
    /// All of it.
    pub held: Held,
    /// When it was made.
    pub made: String,
}

impl Read {
    /// Who acts for her, and for whom she does, each with its heading.
    fn mandates(&self) -> [(String, &[HeldMandate]); 2] {
        let account = &self.held.account;
        [(self.w.t("data-read-given"), &account.mandates_given), (self.w.t("data-read-held"), &account.mandates_held)]
    }

    /// A moment in the western zone, as the page writes it.
    fn moment(&self, at: &DateTime<Utc>) -> String {
        self.w.moment(*at, Zone::Wib)
    }
}

/// Says what is in it.
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    page(&person, Words::chosen(&request), HttpResponse::Ok(), None)
}

/// Sends it, packed while it goes: of the documents one at a time is in memory.
pub async fn take(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let account = match person.app.identity.take_holdings(&person.act, person.who.account).await {
        Ok(account) => account,
        Err(HoldingsRefused::TooOften(until)) => {
            let wait = Wait::until(until, person.act.at);
            let mut status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            return page(&person, w, status, Some(wait.say(w)));
        }
        Err(HoldingsRefused::Storage(error)) => return Err(error.into()),
    };
    let held = told::gathered(&person, w, account).await?;
    let json = serde_json::to_vec_pretty(&held).map_err(|error| Fault::ours(&error))?;
    let papers = held.documents.clone();
    let read = Read { w, held, made: w.moment(person.act.at, Zone::Wib) }.render()?;
    let first = vec![("BACA-SAYA.html", Bytes::from(read)), ("data.json", Bytes::from(json))];
    let name = format!("data-saya-{}.zip", Zone::Wib.date(person.act.at));
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")))
        .streaming(pack::stream(&person, first, papers)))
}

fn page(person: &Person, w: Words, status: HttpResponseBuilder, wait: Option<String>) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(w, &person.here, Some(person.who.name.as_str()));
    caller::page(status, &Data { w, frame, form: person.form.clone(), wait })
}
