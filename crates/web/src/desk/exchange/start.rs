//! `/kelola/katalog/impor`: a table to download, a file to send, files that wait.

use actix_multipart::Multipart;
use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::WaitingError;
use balai_catalog::exchange::MOST_ROWS;
use balai_catalog::imports::{self, LARGEST};
use balai_kernel::grouped;
use balai_storage::{Read, Tenant};

use super::{HERE, Importing, open, waiting};
use crate::asked::Asked;
use crate::desk::answer;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::upload::{self, Sent};
use crate::words::Words;

/// The name of the field.
const FILE: &str = "berkas";
const MB: usize = 1024 * 1024;

/// The page.
#[derive(Template)]
#[template(path = "desk/exchange/start.html")]
pub struct ImportStart {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The field.
    pub file: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Most rows of a file.
    pub most: String,
    /// Files of hers that wait.
    pub waiting: Vec<Link>,
    /// Whether she came for a file that is gone.
    pub gone: bool,
}

/// `GET /kelola/katalog/impor`
pub async fn show(staff: Importing, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let gone = !asked.text("hilang").is_empty();
    answer::page(&compose(&staff, &read, Field::new(FILE), gone).await?)
}

/// `POST /kelola/katalog/impor`
pub async fn submit(staff: Importing, form: Multipart) -> Result<HttpResponse, Fault> {
    let sent = upload::receive(form, FILE, LARGEST).await?;
    let mut field = Field::new(FILE);
    field.error = wrong(&sent).await?;
    if field.error.is_some() {
        let read = staff.db.read().await?;
        return answer::wrong(&compose(&staff, &read, field, false).await?);
    }
    let write = staff.db.write().await?;
    let import = match waiting(&staff).receive(&write, &staff.act, &sent.name, sent.body).await {
        Ok(import) => import,
        Err(error @ WaitingError::TooMany) => {
            field.error = Some(error.to_string());
            return answer::wrong(&compose(&staff, &write, field, false).await?);
        }
        Err(error) => return Err(Fault::ours(&error)),
    };
    write.commit().await?;
    answer::see(format!("{HERE}/{}/kolom", import.id))
}

/// What is wrong with a file, before anything of it is kept.
async fn wrong(sent: &Sent) -> Result<Option<String>, Fault> {
    if sent.size == 0 {
        return Ok(Some("Pilih berkas yang akan diimpor.".to_owned()));
    }
    if sent.size > LARGEST {
        let (size, most) = (sent.size.div_ceil(MB), LARGEST / MB);
        return Ok(Some(format!(
            "Berkas ini {size} MB, batasnya {most} MB. Salin tabelnya saja ke berkas baru tanpa gambar, lalu unggah lagi."
        )));
    }
    Ok(open(sent.body.clone(), None).await?.err().map(|error| error.to_string()))
}

async fn compose(staff: &Importing, read: &Read<Tenant>, file: Field, gone: bool) -> Result<ImportStart, Fault> {
    let waiting = imports::waiting(read, &staff.act).await?.into_iter().map(|import| {
        let text = format!("{}, {}", import.file_name, staff.written(import.created_at));
        Link::new(text, format!("{HERE}/{}", import.id))
    });
    Ok(ImportStart {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        summary: ErrorSummary::of([&file]),
        file,
        most: grouped(MOST_ROWS as u64),
        waiting: waiting.collect(),
        gone,
    })
}
