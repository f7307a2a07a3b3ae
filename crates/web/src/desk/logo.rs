//! `/kelola/instansi/{id}/logo`: takes an agency's logo. What comes is a PNG, JPEG or WebP by its own bytes, whatever its
//! name says, and is written anew before it is kept.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::rows::agency::Model;
use balai_pictures::LARGEST_LOGO;
use balai_storage::{Read, Tenant};

use super::answer;
use super::shelf::{forget, keep, made};
use super::upload::receive;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::hall::logo::address;
use crate::words::Words;

/// The permission of these pages.
type Keeping = Staff<may::AgenciesEdit>;
/// The name of the field.
const FILE: &str = "logo";

/// The form.
#[derive(Template)]
#[template(path = "desk/logo.html")]
pub struct LogoPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whose logo.
    pub agency: String,
    /// The agency's page.
    pub back: String,
    /// The present one.
    pub logo: Option<String>,
    /// Where it is taken away.
    pub remove: String,
    /// The field.
    pub file: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
}

/// Where citizens' pages find an agency's logo.
pub(super) fn href(agency: &Model) -> Option<String> {
    agency.logo_key.as_deref().map(|key| address(&agency.slug, key))
}

/// `GET /kelola/instansi/{id}/logo`
pub async fn edit(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let agency = staff.agency(&read, &id).await?;
    answer::page(&compose(&staff, &read, &agency, Field::new(FILE)).await?)
}

/// `POST /kelola/instansi/{id}/logo`
pub async fn submit(staff: Keeping, id: web::Path<String>, form: Multipart) -> Result<HttpResponse, Fault> {
    let mut field = Field::new(FILE);
    let sent = receive(form, FILE, LARGEST_LOGO).await?.file;
    let logo = made(sent, balai_pictures::logo).await?;
    let Some(logo) = field.read(|_| logo) else {
        let read = staff.db.read().await?;
        let agency = staff.agency(&read, &id).await?;
        return answer::wrong(&compose(&staff, &read, &agency, field).await?);
    };
    let write = staff.db.write().await?;
    let agency = staff.agency(&write, &id).await?;
    let key = keep(&staff, &format!("logo/{}", agency.id), logo).await?;
    let before = staff.editor(&write).set_agency_logo(agency.id, Some(key)).await.map_err(|e| Fault::ours(&e))?;
    write.commit().await?;
    forget(&staff, before).await;
    answer::see(format!("/kelola/instansi/{id}"))
}

/// `POST /kelola/instansi/{id}/tanpa-logo`
pub async fn remove(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let agency = staff.agency(&write, &id).await?;
    if agency.logo_key.is_some() {
        let before = staff.editor(&write).set_agency_logo(agency.id, None).await.map_err(|e| Fault::ours(&e))?;
        write.commit().await?;
        forget(&staff, before).await;
    }
    answer::see(format!("/kelola/instansi/{id}"))
}

async fn compose(staff: &Keeping, read: &Read<Tenant>, agency: &Model, file: Field) -> Result<LogoPage, Fault> {
    Ok(LogoPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Agencies)).await?,
        agency: agency.name.clone(),
        back: format!("/kelola/instansi/{}", agency.id),
        logo: href(agency),
        remove: format!("/kelola/instansi/{}/tanpa-logo", agency.id),
        summary: ErrorSummary::of([&file]),
        file,
    })
}
