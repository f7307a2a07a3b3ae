//! `/kelola/balai/logo`: the region's mark, which stands beside its name on every page.

use actix_multipart::Multipart;
use actix_web::HttpResponse;
use askama::Template;
use balai_pictures::LARGEST_LOGO;
use balai_tenancy::{Hall, Logo, hall};

use super::sheet::{Sheet, sheet, standing};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::shelf::{forget, keep, made};
use crate::desk::upload::{FILE, receive};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::hall::pictures;
use crate::parts::Picture;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/logo";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/logo.html")]
pub struct HallLogoPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The present one.
    pub logo: Option<Picture>,
    /// The field.
    pub file: Field,
}

/// `GET /kelola/balai/logo`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let mut page = compose(&staff, Field::new(FILE)).await?;
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/logo`
pub async fn submit(staff: Staff<may::SettingsEdit>, form: Multipart) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let mut field = Field::new(FILE);
    let sent = receive(form, FILE, LARGEST_LOGO).await?.file;
    let logo = made(sent, balai_pictures::logo).await?;
    let Some(logo) = field.read(|_| logo) else { return answer::wrong(&compose(&staff, field).await?) };
    let (width, height) = (logo.width, logo.height);
    let key = keep(&staff, "balai/logo", logo).await?;
    replace(&staff, Some(Logo { key, width, height })).await
}

/// `POST /kelola/balai/tanpa-logo`
pub async fn remove(staff: Staff<may::SettingsEdit>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    replace(&staff, None).await
}

async fn replace(staff: &Staff<may::SettingsEdit>, logo: Option<Logo>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let hall = standing(&write).await?;
    if hall.logo != logo {
        let before = hall.logo.clone();
        hall::save(&write, &staff.act, &Hall { logo, ..hall }).await?;
        write.commit().await?;
        forget(staff, before.map(|logo| logo.key)).await;
    }
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn compose(staff: &Staff<may::SettingsEdit>, file: Field) -> Result<HallLogoPage, Fault> {
    let read = staff.db.read().await?;
    let logo = standing(&read).await?.logo.as_ref().map(pictures::logo);
    let sheet = sheet(staff, &read, ErrorSummary::of([&file])).await?;
    Ok(HallLogoPage { w: sheet.w, frame: sheet.frame.clone(), sheet, logo, file })
}
