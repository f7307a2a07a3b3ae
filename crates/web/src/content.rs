//! Pages of fixed text that every public host has.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::processing::{Processing, purposes};

use crate::fault::Fault;
use crate::frame::Frame;
use crate::hall::Sight;
use crate::page;
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
}

/// `/data-pribadi/catatan`: the record of processing (UU 27/2022, article 31), as the program itself keeps it.
#[derive(Template)]
#[template(path = "content/processing.html")]
pub struct ProcessingRecord {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// Whose data, and what is done with them.
    pub people: Vec<(&'static str, Vec<&'static Processing>)>,
}

impl ProcessingRecord {
    /// The record in the frame of a host.
    pub fn new(w: Words, frame: Frame) -> Self {
        let mut people: Vec<(&str, Vec<_>)> = Vec::new();
        for processing in purposes() {
            match people.iter_mut().find(|(whose, _)| *whose == processing.whose) {
                Some((_, theirs)) => theirs.push(processing),
                None => people.push((&processing.whose, vec![processing])),
            }
        }
        Self { w, frame, people }
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
    visitor.page(async |sight: &Sight<'_>| Ok(Privacy { w: sight.w(), frame: sight.frame(None) })).await
}

/// `GET /data-pribadi/catatan` of a hall
pub async fn processing_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| Ok(ProcessingRecord::new(sight.w(), sight.frame(None)))).await
}

/// `GET /aksesibilitas` of a hall
pub async fn accessibility_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| Ok(Accessibility { w: sight.w(), frame: sight.frame(None) })).await
}

/// `GET /data-pribadi` of the national entrance
pub async fn privacy_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Privacy { w: guest.w, frame: Frame::root(guest.w, &guest.here, None) })
}

/// `GET /data-pribadi/catatan` of the national entrance
pub async fn processing_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &ProcessingRecord::new(guest.w, Frame::root(guest.w, &guest.here, None)))
}

/// `GET /aksesibilitas` of the national entrance
pub async fn accessibility_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::root(guest.w, &guest.here, None) })
}

/// `GET /data-pribadi` of the account host
pub async fn privacy_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Privacy { w: guest.w, frame: Frame::account(guest.w, &guest.here, None) })
}

/// `GET /data-pribadi/catatan` of the account host
pub async fn processing_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &ProcessingRecord::new(guest.w, Frame::account(guest.w, &guest.here, None)))
}

/// `GET /aksesibilitas` of the account host
pub async fn accessibility_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::account(guest.w, &guest.here, None) })
}
