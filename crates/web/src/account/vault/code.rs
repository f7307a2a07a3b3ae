//! `/berkas/kode`: a code to be shown at a counter, on the screen or on paper.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;

use super::shown::{ZONE, frame};
use crate::access::Person;
use crate::account::acting::{Owner, Whole};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/code.html")]
pub struct Code {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The code, and until when it counts.
    pub code: Option<(String, String)>,
}

/// `GET /berkas/kode`
pub async fn show(person: Owner<Whole>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    answer(&person, Words::chosen(&request), None)
}

/// `POST /berkas/kode`: makes one; it is shown this once.
pub async fn make(person: Owner<Whole>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let code = person.app.vault.show_code(&person.act, person.subject).await?;
    answer(&person, w, Some((code.text, w.moment(code.until, ZONE))))
}

fn answer(person: &Person, w: Words, code: Option<(String, String)>) -> Result<HttpResponse, Fault> {
    caller::page(HttpResponse::Ok(), &Code { w, frame: frame(w, person), form: person.form.clone(), code })
}
