//! What the server holds in memory while a document of ten megabytes comes in: in one form, and in parts (tus 1.0).

use balai_tests::{ACCOUNT, Browser, files};
use reqwest::Method;
use reqwest::multipart::{Form, Part};

use crate::Outcome;
use crate::accounts;
use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::server::{Server, said};

const MEGABYTE: usize = 1 << 20;
/// What is promised of ten megabytes.
const PROMISED: f64 = 20.0;
/// The name `ukur.pdf` and the kind `KTP`, as tus writes both.
const SAID: &str = "filename dWt1ci5wZGY=,jenis S1RQ";

/// A way for a document to come in.
#[derive(Clone, Copy)]
enum Way {
    Form,
    Parts,
}

/// Measures each with a server of its own, as what one has taken the other would find there; after a small document, which
/// brings with it what is made but once.
pub async fn measure(deployment: &Deployment, slug: &str, figures: &mut Figures) -> Outcome {
    let ways = [(Way::Form, "in one form"), (Way::Parts, "in parts, with its end")];
    for (number, (way, name)) in ways.into_iter().enumerate() {
        let server = Server::start(deployment, slug).await?;
        let citizen = format!("penyimpan-{number}@contoh.id");
        accounts::citizen(deployment, &server, &citizen).await?;
        let browser = accounts::signed_in(&server, &citizen, "10.0.3.1").await?;
        way.send(&browser, document(64 * 1024, 0)).await?;
        let file = document(10 * MEGABYTE, number + 1);
        let before = server.process.memory()?;
        server.process.forget_peak()?;
        way.send(&browser, file).await?;
        let more = server.process.peak()? - before;
        let what = format!("memory for a PDF of ten pages and 10 MB {name}");
        let figure = figures.put(&what, more.max(0.0), Unit::Megabytes);
        figure.target(Target::AtMost(PROMISED)).note("the peak over what was resident before");
    }
    Ok(())
}

impl Way {
    async fn send(self, browser: &Browser, file: Vec<u8>) -> Outcome {
        match self {
            Self::Form => {
                let part = Part::bytes(file).file_name("ukur.pdf");
                let form = Form::new().text("jenis", "KTP").text("ganti", "").part("berkas", part);
                said(browser.send(browser.posting(ACCOUNT, "/berkas/unggah").multipart(form)).await, 303)?;
            }
            Self::Parts => {
                let begin = browser.posting(ACCOUNT, "/berkas/unggahan").header("Tus-Resumable", "1.0.0");
                let begin = begin.header("Upload-Length", file.len()).header("Upload-Metadata", SAID);
                let begun = said(browser.send(begin).await, 201)?;
                let part = browser.asking(Method::PATCH, ACCOUNT, begun.location()).header("Tus-Resumable", "1.0.0");
                let part = part.header("Upload-Offset", 0).header("Content-Type", "application/offset+octet-stream");
                said(browser.send(part.body(file)).await, 204)?;
                said(browser.post(ACCOUNT, &format!("{}/selesai", begun.location()), &[]).await, 303)?;
            }
        }
        Ok(())
    }
}

/// A PDF of ten pages and about so many bytes that no other is like.
fn document(bytes: usize, number: usize) -> Vec<u8> {
    let word = |at: usize| format!("{:07x} ", (at + number).wrapping_mul(2_654_435_761) & 0x0fff_ffff);
    let page = |page: usize| (0..bytes / 80).map(|at| word(page * bytes + at)).collect();
    files::pdf_of_pages(&(0..10).map(page).collect::<Vec<String>>())
}
