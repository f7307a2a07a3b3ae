//! `/kelola/aplikasi`: the applications of the region's agencies that citizens sign in to with their one account.

pub mod edit;
pub mod form;
pub mod list;
pub mod logo;
pub mod one;
pub mod secret;

use actix_web::http::Method;
use balai_identity::applications::Application;

use super::staff::parse_id;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::host::SiteKind::Region;
use crate::route::{Route, guarded};

/// Where the list is.
pub const HERE: &str = "/kelola/aplikasi";
/// The permission of these pages.
type Keeping = Staff<may::SettingsEdit>;

/// The routes of these pages. What could send citizens, or a secret, to somebody else asks for a fresh proof.
pub fn routes() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, HERE, list::show),
        guarded(Region, Method::GET, "/kelola/aplikasi/baru", edit::blank),
        guarded(Region, Method::POST, "/kelola/aplikasi/baru", edit::create).fresh(),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}", one::show),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}/ubah", edit::show),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/ubah", edit::submit).fresh(),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/keadaan", one::turn),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}/rahasia", secret::show),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/rahasia", secret::submit).fresh(),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/rahasia-lama/hapus", secret::forget).fresh(),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}/logo", logo::show),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/logo", logo::submit),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/tanpa-logo", logo::remove),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}/gambar", logo::picture),
        guarded(Region, Method::GET, "/kelola/aplikasi/{id}/hapus", one::ask),
        guarded(Region, Method::POST, "/kelola/aplikasi/{id}/hapus", one::remove).fresh(),
    ]
}

/// The page of an application.
fn page_of(application: &Application) -> String {
    format!("{HERE}/{}", application.id)
}

/// An application of this region; another one's is not there.
async fn find(staff: &Keeping, id: &str) -> Result<Application, Fault> {
    staff.for_the_region()?;
    let owner = Some(staff.tenant.code());
    staff.app.identity.application_of(owner, parse_id(id)?).await?.ok_or(Fault::NotFound)
}
