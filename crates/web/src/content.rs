//! Pages of fixed text that every public host has.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::processing::{Processing, purposes};
use balai_rights::Right;

use crate::account::rights;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::hall::Sight;
use crate::host::Site;
use crate::page;
use crate::parts::Link;
use crate::state::App;
use crate::visitor::{Guest, Visitor};
use crate::words::Words;

/// `/data-pribadi`: what is stored, for what, how long, and the reader's rights under UU 27/2022.
#[derive(Template)]
#[template(path = "content/privacy.html")]
pub struct Privacy {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// Where a request is made.
    pub ask: String,
}

/// `/data-pribadi/catatan`: the record of processing (UU 27/2022, article 31), as the program itself keeps it.
#[derive(Template)]
#[template(path = "content/processing.html")]
pub struct ProcessingRecord {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// Who answers for the data: the region of a hall, or the platform.
    pub controller: String,
    /// The rights, each leading to where it is asked.
    pub rights: Vec<Link>,
    /// Whose data, and what is done with them.
    pub people: Vec<(&'static str, Vec<&'static Processing>)>,
}

/// The ways to the account host from another host, and to a place there.
pub struct Ways {
    account: String,
    place: Option<String>,
}

impl Ways {
    /// To an account host, for a place if it is a region's.
    pub const fn new(account: String, place: Option<String>) -> Self {
        Self { account, place }
    }

    /// From a host that is no region's.
    pub fn from(app: &App) -> Self {
        Self::new(app.base.origin(&Site::Account), None)
    }

    /// From a region's hall, by its code.
    pub fn from_hall(app: &App, code: &str) -> Self {
        Self::new(app.base.origin(&Site::Account), Some(code.to_owned()))
    }

    /// Where somebody asks.
    pub fn ask(&self) -> String {
        format!("{}{}", self.account, rights::HERE)
    }

    fn to(&self, right: Right) -> String {
        let place = self.place.as_ref().map(|place| format!("/{place}")).unwrap_or_default();
        format!("{}/data-pribadi/minta/{}{place}", self.account, right.word())
    }
}

impl ProcessingRecord {
    /// The record in the frame of a host.
    pub fn new(w: Words, frame: Frame, ways: &Ways) -> Self {
        let mut people: Vec<(&str, Vec<_>)> = Vec::new();
        for processing in purposes() {
            match people.iter_mut().find(|(whose, _)| *whose == processing.whose) {
                Some((_, theirs)) => theirs.push(processing),
                None => people.push((&processing.whose, vec![processing])),
            }
        }
        let right = |right: Right| Link::new(rights::text(w, right, ""), ways.to(right));
        let controller = if ways.place.is_some() { frame.name.clone() } else { w.t("place-ministry") };
        Self { w, frame, controller, rights: Right::ALL.map(right).to_vec(), people }
    }
}

/// `/aksesibilitas`: what works how, what does not yet, and whom to tell.
#[derive(Template)]
#[template(path = "content/accessibility.html")]
pub struct Accessibility {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
}

/// `GET /data-pribadi` of a hall
pub async fn privacy_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    let ask = Ways::from(&visitor.app).ask();
    visitor
        .page(async |sight: &Sight<'_>| Ok(Privacy { w: sight.w(), frame: sight.frame(None), ask: ask.clone() }))
        .await
}

/// `GET /data-pribadi/catatan` of a hall
pub async fn processing_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    let ways = Ways::from_hall(&visitor.app, &visitor.tenant.code().to_string());
    visitor.page(async |sight: &Sight<'_>| Ok(ProcessingRecord::new(sight.w(), sight.frame(None), &ways))).await
}

/// `GET /aksesibilitas` of a hall
pub async fn accessibility_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| Ok(Accessibility { w: sight.w(), frame: sight.frame(None) })).await
}

/// `GET /data-pribadi` of the national entrance
pub async fn privacy_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    let (frame, ask) = (Frame::root(guest.w, &guest.here, None), Ways::from(&guest.app).ask());
    page::public(&guest.browser, &Privacy { w: guest.w, frame, ask })
}

/// `GET /data-pribadi/catatan` of the national entrance
pub async fn processing_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    let frame = Frame::root(guest.w, &guest.here, None);
    page::public(&guest.browser, &ProcessingRecord::new(guest.w, frame, &Ways::from(&guest.app)))
}

/// `GET /aksesibilitas` of the national entrance
pub async fn accessibility_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::root(guest.w, &guest.here, None) })
}

/// `GET /data-pribadi` of the account host
pub async fn privacy_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    let (frame, ask) = (Frame::account(guest.w, &guest.here, None), Ways::from(&guest.app).ask());
    page::public(&guest.browser, &Privacy { w: guest.w, frame, ask })
}

/// `GET /data-pribadi/catatan` of the account host
pub async fn processing_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(guest.w, &guest.here, None);
    page::public(&guest.browser, &ProcessingRecord::new(guest.w, frame, &Ways::from(&guest.app)))
}

/// `GET /aksesibilitas` of the account host
pub async fn accessibility_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::account(guest.w, &guest.here, None) })
}
