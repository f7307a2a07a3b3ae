//! Who works at a place as what: the list, invitations, roles changed and taken back. One set of pages for a region's
//! owner at `/kelola/pegawai` and for the ministry's administrator at `/pegawai`.

pub mod change;
pub mod chosen;
pub mod composing;
pub mod dismiss;
pub mod handover;
pub mod invite;
pub mod list;
pub mod office;
pub mod person;
pub mod resend;
pub mod revoke;
pub mod support;
pub mod withdraw;

use actix_web::http::Method;

use crate::access::{Ministry, Staff, may};
use crate::host::SiteKind::{National, Region};
use crate::route::{Route, guarded};

/// The routes of both places.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/pegawai", list::show::<Staff<may::StaffView>>),
        guarded(Region, Method::GET, "/kelola/pegawai/undang", invite::show::<Staff<may::StaffInvite>>).fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/undang", invite::submit::<Staff<may::StaffInvite>>).fresh(),
        guarded(
            Region,
            Method::POST,
            "/kelola/pegawai/undangan/{id}/tarik",
            withdraw::submit::<Staff<may::StaffInvite>>,
        )
        .fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/undangan/{id}/ulang", resend::submit::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(Region, Method::GET, support::PATH, support::show),
        guarded(Region, Method::POST, support::PATH, support::submit).fresh(),
        // taking away is never put off by a proof
        guarded(Region, Method::POST, "/kelola/bantuan/{id}/cabut", support::withdraw),
        guarded(Region, Method::GET, "/kelola/pegawai/peran", composing::list),
        guarded(Region, Method::GET, "/kelola/pegawai/peran/baru", composing::blank).fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/peran/baru", composing::create).fresh(),
        guarded(Region, Method::GET, "/kelola/pegawai/peran/{id}", composing::show).fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/peran/{id}", composing::submit).fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/peran/{id}/hapus", composing::remove).fresh(),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}", person::show::<Staff<may::StaffView>>),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/ubah", change::show::<Staff<may::StaffInvite>>).fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/ubah", change::submit::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(
            Region,
            Method::GET,
            "/kelola/pegawai/{account}/serah-terima",
            handover::show::<Staff<may::StaffInvite>>,
        )
        .fresh(),
        guarded(
            Region,
            Method::POST,
            "/kelola/pegawai/{account}/serah-terima",
            handover::submit::<Staff<may::StaffInvite>>,
        )
        .fresh(),
        guarded(
            Region,
            Method::POST,
            "/kelola/pegawai/serah-terima/{id}/tarik",
            handover::withdraw::<Staff<may::StaffInvite>>,
        )
        .fresh(),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/nonaktif", dismiss::show::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/nonaktif", dismiss::submit::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(Region, Method::GET, "/kelola/pegawai/{account}/cabut", revoke::show::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(Region, Method::POST, "/kelola/pegawai/{account}/cabut", revoke::submit::<Staff<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::GET, "/pegawai", list::show::<Ministry<may::StaffView>>),
        guarded(National, Method::GET, "/pegawai/undang", invite::show::<Ministry<may::StaffInvite>>).fresh(),
        guarded(National, Method::POST, "/pegawai/undang", invite::submit::<Ministry<may::StaffInvite>>).fresh(),
        guarded(National, Method::POST, "/pegawai/undangan/{id}/tarik", withdraw::submit::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::POST, "/pegawai/undangan/{id}/ulang", resend::submit::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::GET, "/pegawai/{account}", person::show::<Ministry<may::StaffView>>),
        guarded(National, Method::GET, "/pegawai/{account}/ubah", change::show::<Ministry<may::StaffInvite>>).fresh(),
        guarded(National, Method::POST, "/pegawai/{account}/ubah", change::submit::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::GET, "/pegawai/{account}/serah-terima", handover::show::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(
            National,
            Method::POST,
            "/pegawai/{account}/serah-terima",
            handover::submit::<Ministry<may::StaffInvite>>,
        )
        .fresh(),
        guarded(
            National,
            Method::POST,
            "/pegawai/serah-terima/{id}/tarik",
            handover::withdraw::<Ministry<may::StaffInvite>>,
        )
        .fresh(),
        guarded(National, Method::GET, "/pegawai/{account}/nonaktif", dismiss::show::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::POST, "/pegawai/{account}/nonaktif", dismiss::submit::<Ministry<may::StaffInvite>>)
            .fresh(),
        guarded(National, Method::GET, "/pegawai/{account}/cabut", revoke::show::<Ministry<may::StaffInvite>>).fresh(),
        guarded(National, Method::POST, "/pegawai/{account}/cabut", revoke::submit::<Ministry<may::StaffInvite>>)
            .fresh(),
    ]
}
