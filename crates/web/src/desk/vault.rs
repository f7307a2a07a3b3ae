//! `/kelola/berkas`: documents that citizens are asked for, and those they gave.

pub mod ask;
pub mod deeds;
pub mod issue;
pub mod list;
pub mod one;
pub mod paused;

use actix_web::http::Method;
use balai_vault::Request;

use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

/// Where the list is.
pub const HERE: &str = "/kelola/berkas";

/// The permission of these pages.
pub(super) type Asking = Staff<may::DocumentsAsk>;

/// The routes.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, "/kelola/berkas", list::show),
        guarded(Region, Method::GET, "/kelola/berkas/layanan", ask::services),
        guarded(Region, Method::GET, "/kelola/berkas/layanan/{id}", ask::show),
        guarded(Region, Method::POST, "/kelola/berkas/layanan/{id}", ask::submit),
        guarded(Region, Method::GET, "/kelola/berkas/{id}", one::show),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/batal", deeds::close),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/putusan", deeds::decide),
        guarded(Region, Method::GET, "/kelola/berkas/{id}/hasil", issue::show),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/hasil", issue::submit),
        guarded(Region, Method::GET, "/kelola/berkas/{id}/{item}/isi", deeds::open),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/{item}/isi", deeds::open_by_law),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/{item}/asli", deeds::mark),
        guarded(Region, Method::GET, "/kelola/berkas/{id}/{item}/asli/{mark}", one::ask_unmark),
        guarded(Region, Method::POST, "/kelola/berkas/{id}/{item}/asli/{mark}", deeds::unmark),
    ]
}

/// A request of this region within her reach.
pub(super) async fn find(staff: &Asking, id: &str) -> Result<Request, Fault> {
    let id = super::staff::parse_id(id)?;
    let request = staff.app.vault.request_of(staff.tenant.code(), id).await?.ok_or(Fault::NotFound)?;
    if let Some(within) = staff.within() {
        let read = staff.db.read().await?;
        let homes = balai_catalog::queries::agencies_of(&read, &[request.service.0]).await?;
        if !homes.get(&request.service.0).is_some_and(|agency| within.contains(agency)) {
            return Err(Fault::NotFound);
        }
    }
    Ok(request)
}
