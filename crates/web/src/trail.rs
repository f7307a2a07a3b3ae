//! The audit trail as people read it: who did what, when, from where, before and after. One set of pages for a region's
//! owner at `/kelola/jejak` and for the ministry's administrator at `/jejak`.

pub mod actors;
pub mod entry;
pub mod export;
pub mod filter;
pub mod list;
pub mod looks;
pub mod room;
pub mod told;
pub mod words;

use actix_web::http::Method;

use crate::access::{Ministry, Staff, may};
use crate::host::SiteKind::{National, Region};
use crate::route::{Route, guarded};

/// The routes of both places.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/jejak", list::show::<Staff<may::AuditView>>),
        guarded(Region, Method::GET, "/kelola/jejak/ekspor.{bentuk}", export::show::<Staff<may::AuditView>>),
        guarded(Region, Method::GET, "/kelola/jejak/{nomor:\\d{1,18}}", entry::show::<Staff<may::AuditView>>),
        guarded(National, Method::GET, "/jejak", list::show::<Ministry<may::AuditView>>),
        guarded(National, Method::GET, "/jejak/ekspor.{bentuk}", export::show::<Ministry<may::AuditView>>),
        guarded(National, Method::GET, "/jejak/{nomor:\\d{1,18}}", entry::show::<Ministry<may::AuditView>>),
    ]
}
