//! `/kelola/instansi/{id}/logo`: takes an agency's logo. What comes is a PNG, JPEG or WebP by its own bytes, whatever its
//! name says, and is kept as it came.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::rows::agency::Model;
use balai_kernel::fresh_id;
use balai_storage::objects::ObjectKey;
use balai_storage::{Read, Tenant};
use bytes::{Bytes, BytesMut};
use futures_util::TryStreamExt as _;

use super::answer;
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::hall::logo::address;
use crate::words::Words;

/// The permission of these pages.
type Keeping = Staff<may::AgenciesEdit>;
/// The largest logo, in bytes.
const LARGEST: usize = 1024 * 1024;
/// Bytes that are read, and forgotten, past the largest so that the browser hears the answer.
const PATIENCE: usize = 16 * LARGEST;
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
    let sent = receive(form).await?;
    let Some((kind, body)) = field.read(|_| picture(sent)) else {
        let read = staff.db.read().await?;
        let agency = staff.agency(&read, &id).await?;
        return answer::wrong(&compose(&staff, &read, &agency, field).await?);
    };
    let write = staff.db.write().await?;
    let agency = staff.agency(&write, &id).await?;
    let key = format!("logo/{}/{}", agency.id, fresh_id(staff.act.at).simple());
    let shelf = staff.app.objects.of_tenant(staff.tenant.code());
    shelf.put(&ObjectKey::parse(&key).expect("ids make a plain key"), kind, body).await?;
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

/// The bytes of the file, one more than the largest at most.
async fn receive(mut form: Multipart) -> Result<Bytes, Fault> {
    let unreadable = |error: actix_multipart::MultipartError| Fault::BadRequest(error.to_string());
    while let Some(mut part) = form.try_next().await.map_err(unreadable)? {
        if part.name() != Some(FILE) {
            continue;
        }
        let (mut body, mut read) = (BytesMut::new(), 0);
        while let Some(chunk) = part.try_next().await.map_err(unreadable)? {
            let room = (LARGEST + 1).saturating_sub(body.len());
            body.extend_from_slice(&chunk[..chunk.len().min(room)]);
            read += chunk.len();
            if read > PATIENCE {
                break;
            }
        }
        return Ok(body.freeze());
    }
    Ok(Bytes::new())
}

/// The picture with its media type, or what is wrong with what came.
fn picture(sent: Bytes) -> Result<(&'static str, Bytes), &'static str> {
    if sent.is_empty() {
        return Err("Pilih berkas logo.");
    }
    if sent.len() > LARGEST {
        return Err("Berkas ini lebih dari 1 MB. Perkecil gambarnya, lalu pilih lagi.");
    }
    let kind = infer::get(&sent).map(|kind| kind.mime_type());
    let known = ["image/png", "image/jpeg", "image/webp"].into_iter().find(|known| kind == Some(*known));
    known.map(|kind| (kind, sent)).ok_or("Berkas ini bukan gambar PNG, JPEG, atau WebP.")
}

/// Takes away the file that nobody shows any more. If that fails the file stays, which harms nobody.
async fn forget(staff: &Keeping, key: Option<String>) {
    let Some(key) = key.and_then(|key| ObjectKey::parse(&key).ok()) else { return };
    if let Err(error) = staff.app.objects.of_tenant(staff.tenant.code()).delete(&key).await {
        tracing::warn!(%error, "an old logo stays among the objects");
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        let png = Bytes::from_static(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR");
        assert_eq!(picture(png).map(|(kind, _)| kind), Ok("image/png"));
        assert!(picture(Bytes::from_static(b"<svg onload=alert(1)>")).is_err());
        assert!(picture(Bytes::from_static(b"MZ\x90\x00")).is_err());
        assert!(picture(Bytes::new()).is_err());
        let mut large = b"\x89PNG\r\n\x1a\n".to_vec();
        large.resize(LARGEST + 1, 0);
        assert!(picture(large.into()).is_err());
    }
}
