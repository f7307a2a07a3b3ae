//! Who works at a place as what: the list, invitations, roles changed and taken back. One set of pages for a region's owner at
//! `/kelola/pegawai` and for the ministry's administrator at `/pegawai`.

pub mod change;
pub mod chosen;
pub mod dismiss;
pub mod invite;
pub mod list;
pub mod office;
pub mod person;
pub mod resend;
pub mod revoke;
pub mod withdraw;

use actix_web::http::Method;

use crate::host::SiteKind::{National, Region};
use crate::route::{Route, guarded};

/// The routes of both places.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/pegawai", list::at_desk),
        guarded(Region, Method::GET, "/kelola/pegawai/undang", invite::show_at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/undang", invite::submit_at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/undangan/{id}/tarik", withdraw::at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/undangan/{id}/ulang", resend::at_desk),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}", person::at_desk),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/ubah", change::show_at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/ubah", change::submit_at_desk),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/nonaktif", dismiss::show_at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/nonaktif", dismiss::submit_at_desk),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/cabut", revoke::show_at_desk),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/cabut", revoke::submit_at_desk),
        guarded(National, Method::GET, "/pegawai", list::at_ministry),
        guarded(National, Method::GET, "/pegawai/undang", invite::show_at_ministry),
        guarded(National, Method::POST, "/pegawai/undang", invite::submit_at_ministry),
        guarded(National, Method::POST, "/pegawai/undangan/{id}/tarik", withdraw::at_ministry),
        guarded(National, Method::POST, "/pegawai/undangan/{id}/ulang", resend::at_ministry),
        guarded(National, Method::GET, "/pegawai/{account}", person::at_ministry),
        guarded(National, Method::GET, "/pegawai/{account}/ubah", change::show_at_ministry),
        guarded(National, Method::POST, "/pegawai/{account}/ubah", change::submit_at_ministry),
        guarded(National, Method::GET, "/pegawai/{account}/nonaktif", dismiss::show_at_ministry),
        guarded(National, Method::POST, "/pegawai/{account}/nonaktif", dismiss::submit_at_ministry),
        guarded(National, Method::GET, "/pegawai/{account}/cabut", revoke::show_at_ministry),
        guarded(National, Method::POST, "/pegawai/{account}/cabut", revoke::submit_at_ministry),
    ]
}
