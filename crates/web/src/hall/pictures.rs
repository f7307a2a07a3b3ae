//! The pictures of a hall: its mark and its photo out of the region's own objects, and what stands beside a category.

use actix_web::HttpResponse;
use actix_web::http::header::CACHE_CONTROL;
use balai_catalog::rows::category;
use balai_storage::objects::ObjectKey;
use balai_tenancy::{Hall, Logo, Photo, hall};

use crate::asked::link;
use crate::fault::Fault;
use crate::icons::Icon;
use crate::parts::Picture;
use crate::visitor::Visitor;

/// What a browser may be told a picture is. A drawing in SVG could carry a script.
const KINDS: [&str; 3] = ["image/png", "image/jpeg", "image/webp"];

/// Where the hall's mark is; a new one has a new address.
pub fn logo(logo: &Logo) -> Picture {
    Picture { href: versioned("/balai/logo", &logo.key), width: logo.width, height: logo.height }
}

/// Where its photo is, for phones and for wide screens.
pub fn photo(photo: &Photo) -> [String; 2] {
    [versioned("/balai/foto-kecil", &photo.small), versioned("/balai/foto", &photo.large)]
}

/// An address that changes with the object behind it.
pub fn versioned(path: &str, key: &str) -> String {
    link(path, [("v", key.rsplit('/').next().unwrap_or_default())])
}

/// `GET /balai/logo`
pub async fn show_logo(visitor: Visitor) -> Result<HttpResponse, Fault> {
    of_hall(&visitor, |hall| hall.logo.map(|logo| logo.key)).await
}

/// `GET /balai/foto`
pub async fn show_photo(visitor: Visitor) -> Result<HttpResponse, Fault> {
    of_hall(&visitor, |hall| hall.photo.map(|photo| photo.large)).await
}

/// `GET /balai/foto-kecil`
pub async fn show_small_photo(visitor: Visitor) -> Result<HttpResponse, Fault> {
    of_hall(&visitor, |hall| hall.photo.map(|photo| photo.small)).await
}

async fn of_hall(visitor: &Visitor, key: impl FnOnce(Hall) -> Option<String>) -> Result<HttpResponse, Fault> {
    let hall = hall::find(&visitor.db.read().await?).await?;
    serve(visitor, hall.and_then(key)).await
}

/// A picture of the region's shelf.
pub(super) async fn serve(visitor: &Visitor, key: Option<String>) -> Result<HttpResponse, Fault> {
    let key = key.and_then(|key| ObjectKey::parse(&key).ok()).ok_or(Fault::NotFound)?;
    let object = visitor.app.objects.of_tenant(visitor.tenant.code()).get(&key).await?.ok_or(Fault::NotFound)?;
    if !KINDS.contains(&object.content_type.as_str()) {
        return Err(Fault::NotFound);
    }
    Ok(HttpResponse::Ok()
        .content_type(object.content_type)
        .insert_header((CACHE_CONTROL, "public, max-age=86400"))
        .body(object.body))
}

/// A category that was adopted keeps its picture whatever it is called; one of the region's own has the folder.
pub fn of_category(category: &category::Model) -> Icon {
    match category.template_key.as_deref().unwrap_or_default() {
        "kependudukan" => Icon::Card,
        "perizinan-usaha" => Icon::Shop,
        "bangunan" => Icon::House,
        "kesehatan" => Icon::Health,
        "pendidikan" => Icon::School,
        "ketenagakerjaan" => Icon::Work,
        "sosial" | "jaminan-sosial" => Icon::Hands,
        "transportasi" => Icon::Van,
        "lingkungan" | "utilitas" => Icon::Drop,
        "pajak-daerah" | "pajak-pusat" => Icon::Receipt,
        "pengaduan" => Icon::Speech,
        "kendaraan" => Icon::Car,
        "kepolisian" => Icon::Shield,
        "keimigrasian" => Icon::Globe,
        "pertanahan" => Icon::Land,
        "keagamaan" => Icon::Rings,
        "hukum" => Icon::Scale,
        _ => Icon::Folder,
    }
}
