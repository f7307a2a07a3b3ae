//! `/kelola/aplikasi/{id}/logo`: takes an application's logo, written anew before it is kept.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use balai_identity::applications::Application;
use balai_kernel::fresh_id;
use balai_pictures::LARGEST_LOGO;

use super::{Keeping, find, page_of};
use crate::account::applications::logo::picture as answer_picture;
use crate::desk::answer;
use crate::desk::logo::LogoPage;
use crate::desk::shelf::made;
use crate::desk::upload::receive;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::DeskTab;
use crate::hall::pictures::versioned;
use crate::words::Words;

/// The name of the field.
const FILE: &str = "logo";

/// Where the desk finds the logo.
pub(super) fn address(of: &Application) -> Option<String> {
    of.logo.as_deref().map(|print| versioned(&format!("{}/gambar", page_of(of)), print))
}

/// `GET /kelola/aplikasi/{id}/logo`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    answer::page(&compose(&staff, &application, Field::new(FILE)).await?)
}

/// `POST /kelola/aplikasi/{id}/logo`
pub async fn submit(staff: Keeping, id: web::Path<String>, form: Multipart) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let mut field = Field::new(FILE);
    let sent = receive(form, FILE, LARGEST_LOGO).await?.file;
    let logo = made(sent, balai_pictures::logo).await?;
    let Some(logo) = field.read(|_| logo) else {
        return answer::wrong(&compose(&staff, &application, field).await?);
    };
    let print = fresh_id(staff.act.at).simple().to_string();
    keep(&staff, &application, Some((&print, logo.bytes))).await
}

/// `POST /kelola/aplikasi/{id}/tanpa-logo`
pub async fn remove(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    if application.logo.is_none() {
        return answer::see(page_of(&application));
    }
    keep(&staff, &application, None).await
}

/// `GET /kelola/aplikasi/{id}/gambar`
pub async fn picture(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let image = staff.app.identity.application_logo(application.id).await?;
    Ok(answer_picture(image.ok_or(Fault::NotFound)?))
}

async fn keep(staff: &Keeping, of: &Application, logo: Option<(&str, Vec<u8>)>) -> Result<HttpResponse, Fault> {
    staff.app.identity.set_application_logo(&staff.act, Some(staff.tenant.code()), of.id, logo).await?;
    answer::see(format!("{}?selesai=logo", page_of(of)))
}

async fn compose(staff: &Keeping, of: &Application, file: Field) -> Result<LogoPage, Fault> {
    let read = staff.db.read().await?;
    Ok(LogoPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Hall)).await?,
        agency: of.name.clone(),
        back: page_of(of),
        logo: address(of),
        remove: format!("{}/tanpa-logo", page_of(of)),
        summary: ErrorSummary::of([&file]),
        file,
    })
}
