//! `/kelola/aplikasi/{id}/rahasia`: a new secret, copied first and taken into use afterwards, so that none is lost.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Keeping, find, page_of};
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// What leads to the offered secret again.
const SEED: &str = "benih";

/// The page.
#[derive(Template)]
#[template(path = "desk/applications/secret.html")]
pub struct SecretPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The application.
    pub name: String,
    /// Its page.
    pub back: String,
    /// The secret, which nobody sees again.
    pub secret: String,
    /// What leads to it again.
    pub seed: String,
    /// Whether a present one will go on counting as the former one.
    pub present: bool,
    /// Whether a former one will count no more.
    pub former: bool,
}

/// `GET /kelola/aplikasi/{id}/rahasia`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let offered = staff.app.identity.offer_application_secret(application.id);
    let read = staff.db.read().await?;
    let page = SecretPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Hall)).await?,
        back: page_of(&application),
        secret: offered.secret,
        seed: offered.seed,
        present: application.secret_made_at.is_some(),
        former: application.former_secret_made_at.is_some(),
        name: application.name,
    };
    answer::page(&page)
}

/// `POST /kelola/aplikasi/{id}/rahasia`. What leads to no secret of ours leads to a page with another one.
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let (identity, owner) = (&staff.app.identity, Some(staff.tenant.code()));
    let used = identity.use_application_secret(&staff.act, owner, application.id, typed.text(SEED)).await?;
    let page = page_of(&application);
    answer::see(if used { format!("{page}?selesai=rahasia") } else { format!("{page}/rahasia") })
}

/// `POST /kelola/aplikasi/{id}/rahasia-lama/hapus`
pub async fn forget(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    staff.app.identity.drop_former_secret(&staff.act, Some(staff.tenant.code()), application.id).await?;
    answer::see(format!("{}?selesai=buang", page_of(&application)))
}
