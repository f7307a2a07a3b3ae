//! `/kelola/warga`: a citizen at the counter. Her card is seen, and who has no telephone and no address gets an account of her
//! own there.

pub mod card;
pub mod child;
pub mod consent;
pub mod documents;
pub mod find;
pub mod open;
pub mod parents;
pub mod seen;
pub mod sheet;
pub mod visit;

use actix_web::http::Method;
use balai_identity::{Account, Assisted, Visit};

use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

/// Where a citizen is found.
pub const HERE: &str = "/kelola/warga";

/// The permission of these pages.
pub(super) type Serving = Staff<may::CitizensServe>;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/warga", find::show),
        guarded(Region, Method::POST, "/kelola/warga", find::submit),
        guarded(Region, Method::GET, "/kelola/warga/baru", open::show),
        guarded(Region, Method::POST, "/kelola/warga/baru", open::submit),
        guarded(Region, Method::GET, "/kelola/warga/dilihat", seen::show),
        guarded(Region, Method::GET, "/kelola/warga/dilihat/{id}", seen::ask),
        guarded(Region, Method::POST, "/kelola/warga/dilihat/{id}", seen::withdraw),
        guarded(Region, Method::GET, "/kelola/warga/anak", parents::show),
        guarded(Region, Method::GET, "/kelola/warga/anak/{id}", parents::ask),
        guarded(Region, Method::POST, "/kelola/warga/anak/{id}", parents::end),
        guarded(Region, Method::GET, "/kelola/warga/{id}", visit::show),
        guarded(Region, Method::GET, "/kelola/warga/{id}/kartu", card::show),
        guarded(Region, Method::POST, "/kelola/warga/{id}/kartu", card::submit),
        guarded(Region, Method::GET, "/kelola/warga/{id}/lembar", sheet::show),
        guarded(Region, Method::POST, "/kelola/warga/{id}/lembar", sheet::make),
        guarded(Region, Method::GET, "/kelola/warga/{id}/berkas", documents::show),
        guarded(Region, Method::POST, "/kelola/warga/{id}/berkas", documents::submit),
        guarded(Region, Method::POST, "/kelola/warga/{id}/izin/{item}/cabut", consent::withdraw),
        guarded(Region, Method::GET, "/kelola/warga/{id}/layanan", consent::services),
        guarded(Region, Method::GET, "/kelola/warga/{id}/layanan/{layanan}", consent::show),
        guarded(Region, Method::POST, "/kelola/warga/{id}/layanan/{layanan}", consent::submit),
        guarded(Region, Method::GET, "/kelola/warga/{id}/anak", child::show),
        guarded(Region, Method::POST, "/kelola/warga/{id}/anak", child::submit),
        guarded(Region, Method::POST, "/kelola/warga/{id}/selesai", visit::end),
    ]
}

/// Who sits before this clerk; nobody once it is over.
pub(super) async fn find_visit(staff: &Serving, id: &str) -> Result<(Visit, Account), Fault> {
    let id = super::staff::parse_id(id)?;
    let visit = staff.app.identity.visit(staff.tenant.code(), staff.who.account, id, staff.act.at).await?;
    let visit = visit.ok_or(Fault::NotFound)?;
    let account = staff.app.identity.account(visit.account).await?.ok_or(Fault::NotFound)?;
    Ok((visit, account))
}

/// Who sits there with her card, and has an assisted account: only for her a clerk keeps documents.
pub(super) async fn find_assisted(staff: &Serving, id: &str) -> Result<(Visit, Account, Assisted), Fault> {
    let (visit, account) = find_visit(staff, id).await?;
    let assisted = staff.app.identity.assisted(visit.account).await?.filter(|_| visit.card_seen_at.is_some());
    Ok((visit, account, assisted.ok_or(Fault::NotFound)?))
}

/// The answer to too many tries.
pub(super) fn too_many(staff: &Serving, until: chrono::DateTime<chrono::Utc>) -> Fault {
    let seconds = u64::try_from((until - staff.act.at).num_seconds()).unwrap_or(0);
    Fault::TooMany(seconds.max(1))
}
