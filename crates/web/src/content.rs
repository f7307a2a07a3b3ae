//! Pages of fixed text that every public host has.

use actix_web::HttpResponse;
use askama::Template;

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

/// `GET /aksesibilitas` of a hall
pub async fn accessibility_of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.page(async |sight: &Sight<'_>| Ok(Accessibility { w: sight.w(), frame: sight.frame(None) })).await
}

/// `GET /data-pribadi` of the national entrance
pub async fn privacy_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Privacy { w: guest.w, frame: Frame::root(guest.w, &guest.here, None) })
}

/// `GET /aksesibilitas` of the national entrance
pub async fn accessibility_of_root(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::root(guest.w, &guest.here, None) })
}

/// `GET /data-pribadi` of the account host
pub async fn privacy_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Privacy { w: guest.w, frame: Frame::account(guest.w, &guest.here, None) })
}

/// `GET /aksesibilitas` of the account host
pub async fn accessibility_of_account(guest: Guest) -> Result<HttpResponse, Fault> {
    page::public(&guest.browser, &Accessibility { w: guest.w, frame: Frame::account(guest.w, &guest.here, None) })
}
