//! Carrying an import out, all of it or the rows that are ready, or giving it up.

use actix_web::{HttpResponse, web};
use balai_catalog::EditError;
use balai_catalog::imports;
use balai_catalog::rows::import::Model;

use super::preview::compose;
use super::{HERE, Importing, foresee, opened, own, waiting};
use crate::asked::link;
use crate::desk::answer;
use crate::desk::typed::{SEEN, Typed};
use crate::fault::Fault;

/// Somebody changed the catalogue while the preview was looked at.
const STALE: &str = "Katalog berubah sejak pratinjau ini Anda buka, jadi belum ada yang disimpan. Hitungan di bawah sudah \
                     dibuat ulang. Periksa, lalu tekan Lanjut lagi.";

/// Where an import that was carried out leads.
pub(super) fn done(import: &Model) -> String {
    let undo = import.undo_id.map(|id| id.to_string()).unwrap_or_default();
    link("/kelola/katalog", [("diimpor", "1"), ("urungan", &*undo)])
}

/// `POST /kelola/katalog/impor/{id}/keputusan`
pub async fn submit(staff: Importing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let import = own(&staff, &read, &id).await?;
    drop(read);
    let choice = typed.text("lanjut").to_owned();
    if choice == "perbaiki" {
        return answer::see(HERE);
    }
    let book = opened(&staff, &import, import.sheet.clone()).await?;
    let write = staff.db.write().await?;
    // A second click waits here, and then finds the import decided.
    if !imports::claim(&write, &staff.act, &import).await? {
        drop(write);
        let read = staff.db.read().await?;
        own(&staff, &read, &id).await?;
        return Err(Fault::NotFound);
    }
    let editor = staff.editor(&write);
    editor.hold().await.map_err(|error| Fault::ours(&error))?;
    let foreseen = foresee(&staff, &write, &import, book).await?;
    let counts = foreseen.plan.counts();
    if foreseen.plan.print != typed.text(SEEN) {
        return answer::conflict(&compose(&staff, &write, &import, &foreseen, 0, Some(STALE)).await?);
    }
    let may = counts.ready() > 0 && (choice == "siap" || (choice == "semua" && counts.wrong == 0));
    if !may {
        let mut page = compose(&staff, &write, &import, &foreseen, 0, None).await?;
        page.go.error = Some("Pilih apa yang ingin Anda lakukan.".to_owned());
        return answer::wrong(&page);
    }
    let imported = match editor.import(&foreseen.plan, &foreseen.ledger, &import.file_name).await {
        Ok(imported) => imported,
        Err(EditError::Changed) => return answer::see(format!("{HERE}/{}", import.id)),
        Err(EditError::Storage(error)) => return Err(error.into()),
        Err(error) => return Err(Fault::ours(&error)),
    };
    imports::decided(&write, &import, imported.undo).await?;
    write.commit().await?;
    if let Err(error) = waiting(&staff).drop_file(&import).await {
        tracing::warn!(%error, "the file of an import stays until it is swept");
    }
    let (new, changed) = (imported.new.to_string(), imported.changed.to_string());
    let undo = imported.undo.map(|id| id.to_string()).unwrap_or_default();
    answer::see(link("/kelola/katalog", [("baru", &*new), ("berubah", &*changed), ("urungan", &*undo)]))
}

/// `POST /kelola/katalog/impor/{id}/batal`
pub async fn give_up(staff: Importing, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let import = own(&staff, &write, &id).await?;
    imports::give_up(&write, &staff.act, &import).await?;
    write.commit().await?;
    if let Err(error) = waiting(&staff).drop_file(&import).await {
        tracing::warn!(%error, "the file of an import that was given up stays");
    }
    answer::see("/kelola/katalog?impor-batal=1")
}
