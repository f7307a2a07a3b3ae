//! `/kotak-surat`: the letters of a demonstration, which keeps them as files. Where letters go to a mail server there is
//! no such page.

use actix_web::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::Zone;
use balai_messaging::{LetterFiles, OpenedLetter};
use uuid::Uuid;

use super::signup::applicant::Applicant;
use crate::edge::headers::POLICY;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::host::Base;
use crate::parts::Link;
use crate::reply;
use crate::words::Words;

/// How many letters are listed.
const NEWEST: usize = 100;
/// A letter has no rights but its own inline styles, and stands in nobody's frame but ours.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; \
     base-uri 'none'; frame-ancestors 'self'; sandbox";

/// The newest letters.
#[derive(Template)]
#[template(path = "root/mailbox/list.html")]
pub struct Mailbox {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Newest first.
    pub letters: Vec<Line>,
}

/// One letter in the list.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// Subject line.
    pub subject: String,
    /// Receiver's address.
    pub to: String,
    /// When it was filed.
    pub at: String,
}

/// One letter.
#[derive(Template)]
#[template(path = "root/mailbox/letter.html")]
pub struct LetterPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Subject, receiver, time.
    pub line: Line,
    /// Sender.
    pub from: String,
    /// The plain part.
    pub text: String,
    /// The links of the plain part that lead to this deployment.
    pub links: Vec<Link>,
    /// Where the HTML part is; a short text has none.
    pub body: Option<String>,
}

/// Lists the newest letters.
pub async fn list(applicant: Applicant) -> Result<HttpResponse, Fault> {
    let files = files(&applicant)?;
    let newest = files.newest(NEWEST).await.map_err(|error| Fault::ours(&error))?;
    let letters = newest
        .into_iter()
        .map(|letter| Line {
            href: format!("/kotak-surat/{}", letter.event),
            subject: letter.subject,
            to: letter.to,
            at: Words::default().moment(letter.at, Zone::Wib),
        })
        .collect();
    reply::page(&Mailbox { w: applicant.w, frame: Frame::root(applicant.w, &applicant.here, None), letters })
}

/// Shows a letter: its text as ours, its HTML in a frame without rights.
pub async fn show(applicant: Applicant, event: web::Path<String>) -> Result<HttpResponse, Fault> {
    let letter = open(&applicant, &event).await?;
    let line = Line {
        href: format!("/kotak-surat/{}", letter.line.event),
        at: Words::default().moment(letter.line.at, Zone::Wib),
        subject: letter.line.subject,
        to: letter.line.to,
    };
    let page = LetterPage {
        w: applicant.w,
        frame: Frame::root(applicant.w, &applicant.here, None),
        body: (!letter.html.is_empty()).then(|| format!("{}/isi", line.href)),
        links: links(&letter.text, &applicant.app.base),
        line,
        from: letter.from,
        text: letter.text,
    };
    let mut response = reply::page(&page)?;
    let policy = format!("{POLICY}; frame-src 'self'").parse().expect("two policies make a header");
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// The HTML part alone.
pub async fn body(applicant: Applicant, event: web::Path<String>) -> Result<HttpResponse, Fault> {
    let letter = open(&applicant, &event).await?;
    Ok(HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((CONTENT_SECURITY_POLICY, LETTER_POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .body(letter.html))
}

fn files(applicant: &Applicant) -> Result<&LetterFiles, Fault> {
    applicant.app.letters.as_ref().ok_or(Fault::NotFound)
}

async fn open(applicant: &Applicant, event: &str) -> Result<OpenedLetter, Fault> {
    let event: Uuid = event.parse().map_err(|_| Fault::NotFound)?;
    let letter = files(applicant)?.get(event).await.map_err(|error| Fault::ours(&error))?;
    letter.ok_or(Fault::NotFound)
}

/// Addresses in a text that are pages of this deployment.
fn links(text: &str, base: &Base) -> Vec<Link> {
    let ours = |address: &&str| {
        let url = url::Url::parse(address).ok();
        url.is_some_and(|url| url.host_str().is_some_and(|host| base.site(host).is_some()))
    };
    let mut found: Vec<Link> = Vec::new();
    for address in text.split_whitespace().filter(|word| word.starts_with("http")).filter(ours) {
        if found.iter().all(|link| link.href != address) {
            found.push(Link::new(address, address));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_deployment_become_links() {
        let base = Base::parse("http://balai.localhost:8080").unwrap();
        let text = "Buka http://balai.localhost:8080/daftar/status atau http://jahat.example/x\nhttp://akun.balai.localhost:8080/undangan/x";
        let found: Vec<_> = links(text, &base).into_iter().map(|link| link.href).collect();
        assert_eq!(found, ["http://balai.localhost:8080/daftar/status", "http://akun.balai.localhost:8080/undangan/x"]);
    }
}
