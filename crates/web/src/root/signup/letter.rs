//! `/daftar/surat`: the letter of the head of region.

use actix_multipart::Multipart;
use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::Zone;
use balai_tenancy::onboarding::{Document, Page};

use super::applicant::{Counted, Filling, onward};
use super::step::{self, Step};
use super::upload;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// The letter's page.
#[derive(Template)]
#[template(path = "root/signup/letter.html")]
pub struct LetterPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Where we are.
    pub step: Step,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The file.
    pub file: Field,
    /// The letter we have.
    pub held: Option<Held>,
    /// Where it goes on without another file.
    pub next: &'static str,
}

/// A letter that was handed in.
#[derive(Clone, Debug)]
pub struct Held {
    /// The name its file had.
    pub name: String,
    /// `1,2 MB, diterima 23 November 2026, 10.12 WIB`.
    pub facts: String,
}

/// Shows the page, and the letter we have.
pub async fn show(filling: Filling) -> Result<HttpResponse, Fault> {
    reply::page(&page(&filling, None).await?)
}

/// Takes the letter, or says what is wrong with the file. A form sent without a file keeps the letter we have.
pub async fn submit(_: Counted, filling: Filling, parts: Multipart) -> Result<HttpResponse, Fault> {
    let upload = upload::letter(parts).await?;
    match upload.file {
        Ok(file) => {
            let sign_ups = &filling.app.sign_ups;
            let draft = sign_ups.attach(&filling.act, &filling.token, &upload.name, &file).await?;
            Ok(onward(step::next(&draft), &filling.token))
        }
        Err(wrong) => reply::to_correct(&page(&filling, Some(wrong.to_string())).await?),
    }
}

async fn page(filling: &Filling, wrong: Option<String>) -> Result<LetterPage, Fault> {
    let mut file = Field::new(upload::PART);
    if let Some(sentence) = wrong {
        file = file.wrong(sentence);
    }
    let correction = filling.correction(&filling.draft).await?;
    Ok(LetterPage {
        w: filling.w,
        frame: filling.frame(),
        step: Step::of(Page::Letter, correction),
        summary: ErrorSummary::of([&file]),
        file,
        held: filling.draft.document.as_ref().map(Held::of),
        next: step::next(&filling.draft),
    })
}

impl Held {
    /// A document as it is named on the screen.
    pub fn of(document: &Document) -> Self {
        let at = Words::default().moment(document.uploaded_at, Zone::Wib);
        Self { name: document.file_name.clone(), facts: format!("{}, diterima {at}", size(document.size)) }
    }
}

/// `820 kB`, `1,2 MB`.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    if bytes < KB * KB {
        return format!("{} kB", bytes.div_ceil(KB));
    }
    let tenths = bytes * 10 / (KB * KB);
    format!("{},{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_written_as_people_read_them_on_their_computer() {
        assert_eq!((size(1), size(820 * 1024)), ("1 kB".into(), "820 kB".into()));
        assert_eq!(size(1_258_292), "1,2 MB");
        assert_eq!(size(10 * 1024 * 1024), "10,0 MB");
    }
}
