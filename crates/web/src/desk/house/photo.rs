//! `/kelola/balai/foto`: a photo of the place, with words for who does not see it.

use actix_multipart::Multipart;
use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Line;
use balai_pictures::LARGEST_PHOTO;
use balai_tenancy::{Hall, Photo, hall};

use super::sheet::{Sheet, sheet, standing};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::shelf::{forget, keep, made};
use crate::desk::upload::{FILE, receive};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::hall::home;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/foto";
/// The name of the field with the words.
const ALT: &str = "uraian";
/// Letters of the words at least.
const SHORTEST: usize = 10;

/// The page.
#[derive(Template)]
#[template(path = "desk/house/photo.html")]
pub struct PhotoPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The present one.
    pub photo: Option<home::Photo>,
    /// The file.
    pub file: Field,
    /// What is seen on it.
    pub alt: Field,
}

/// `GET /kelola/balai/foto`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let mut page = compose(&staff, Field::new(FILE), None).await?;
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/foto`. Without a file only the words change, where there is a photo.
pub async fn submit(staff: Staff<may::SettingsEdit>, form: Multipart) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let sent = receive(form, FILE, LARGEST_PHOTO).await?;
    let (mut file, mut alt) = (Field::new(FILE), sent.typed.field(ALT));
    let present = {
        let read = staff.db.read().await?;
        standing(&read).await?.photo
    };
    let words = alt.need("Tulis apa yang terlihat di foto.", Line::parse).filter(|words| {
        let enough = words.as_str().chars().count() >= SHORTEST;
        if !enough {
            alt.error = Some("Uraian ini terlalu pendek. Tulis apa yang terlihat, sedikitnya 10 huruf.".to_owned());
        }
        enough
    });
    let sizes = if sent.file.is_empty() && present.is_some() {
        Some(None)
    } else {
        let made = made(sent.file, balai_pictures::photo).await?;
        file.read(|_| made).map(Some)
    };
    let (Some(words), Some(sizes)) = (words, sizes) else {
        return answer::wrong(&compose(&staff, file, Some(alt)).await?);
    };
    let words = String::from(words);
    let photo = match (sizes, present) {
        (None, photo) => photo.map(|photo| Photo { alt: words, ..photo }),
        (Some([small, large]), _) => {
            let (width, height) = (large.width, large.height);
            let small = keep(&staff, "balai/foto", small).await?;
            let large = keep(&staff, "balai/foto", large).await?;
            Some(Photo { small, large, width, height, alt: words })
        }
    };
    replace(&staff, photo).await
}

/// `POST /kelola/balai/tanpa-foto`
pub async fn remove(staff: Staff<may::SettingsEdit>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    replace(&staff, None).await
}

async fn replace(staff: &Staff<may::SettingsEdit>, photo: Option<Photo>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let hall = standing(&write).await?;
    if hall.photo != photo {
        let before = hall.photo.clone().filter(|old| photo.as_ref().is_none_or(|new| new.large != old.large));
        hall::save(&write, &staff.act, &Hall { photo, ..hall }).await?;
        write.commit().await?;
        forget(staff, before.into_iter().flat_map(|old| [old.small, old.large])).await;
    }
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn compose(staff: &Staff<may::SettingsEdit>, file: Field, alt: Option<Field>) -> Result<PhotoPage, Fault> {
    let read = staff.db.read().await?;
    let photo = standing(&read).await?.photo;
    let saved = photo.as_ref().map_or("", |photo| &photo.alt);
    let alt = alt.unwrap_or_else(|| Field::new(ALT).with(saved));
    let sheet = sheet(staff, &read, ErrorSummary::of([&file, &alt])).await?;
    let photo = photo.as_ref().map(home::Photo::of);
    Ok(PhotoPage { w: sheet.w, frame: sheet.frame.clone(), sheet, photo, file, alt })
}
