//! `/kelola/pencarian`: what people search without finding it, and the region's own synonyms.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, Page};
use balai_catalog::search::misses::{self, DAYS, SHOWN_FROM};
use balai_kernel::grouped;
use balai_storage::{Read, Tenant};

use super::answer;
use crate::access::{Staff, may};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

/// The list.
#[derive(Template)]
#[template(path = "desk/searches.html")]
pub struct SearchesPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was asked and still finds nothing.
    pub missing: Vec<MissRow>,
    /// The region's synonyms.
    pub synonyms: Vec<SynonymRow>,
    /// The next synonyms.
    pub more: Option<String>,
    /// What was just done, as a sentence.
    pub said: Option<&'static str>,
    /// From how many occasions on a question is shown.
    pub shown_from: i32,
    /// For how many days.
    pub days: u64,
}

/// Something that was asked without an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissRow {
    /// The question.
    pub question: String,
    /// On how many occasions.
    pub occasions: String,
    /// Where it is made a synonym.
    pub href: String,
    /// The same search as citizens see it.
    pub search: String,
}

/// One synonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SynonymRow {
    /// The expression and its page.
    pub expression: Link,
    /// What it means.
    pub meanings: String,
    /// The search for it as citizens see it.
    pub search: String,
}

/// Questions on the page.
const MOST_MISSES: u64 = 50;
/// Synonyms of one page.
const ITEMS: u64 = 50;

/// `GET /kelola/pencarian`
pub async fn show(staff: Staff<may::CatalogueEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let page = queries::synonyms(&read, Page { limit: ITEMS, after: asked.after()? }).await?;
    let row = |row: balai_catalog::search::rows::synonym::Model| SynonymRow {
        search: link("/cari", [("q", row.expression.as_str())]),
        expression: Link::new(row.expression, format!("/kelola/pencarian/padanan/{}", row.id)),
        meanings: row.meanings,
    };
    answer::page(&SearchesPage {
        w: Words::default(),
        missing: if asked.text(AFTER).is_empty() { missing(&staff, &read).await? } else { Vec::new() },
        synonyms: page.items.into_iter().map(row).collect(),
        more: page.next.map(|id| link("/kelola/pencarian", [(AFTER, id.to_string().as_str())])),
        said: said(asked.text("selesai")),
        shown_from: SHOWN_FROM,
        days: DAYS,
        frame: staff.frame(&read, Some(DeskTab::Searches)).await?,
    })
}

/// What finds nothing to this day: what a synonym answers since is gone from the list.
async fn missing(staff: &Staff<may::CatalogueEdit>, read: &Read<Tenant>) -> Result<Vec<MissRow>, Fault> {
    let asked = misses::shown(read, staff.today(), MOST_MISSES).await?;
    let questions = asked.iter().map(|miss| miss.question.as_str());
    let still = staff.app.searcher.unanswered(read, staff.tenant.code(), questions).await?;
    let row = |miss: &misses::Miss| MissRow {
        occasions: grouped(miss.occasions.unsigned_abs()),
        href: link("/kelola/pencarian/padanan/baru", [("kata", miss.question.as_str())]),
        search: link("/cari", [("q", miss.question.as_str())]),
        question: miss.question.clone(),
    };
    Ok(asked.iter().filter(|miss| still.contains(&miss.question.as_str())).map(row).collect())
}

fn said(word: &str) -> Option<&'static str> {
    match word {
        "simpan" => Some("Padanan kata tersimpan dan langsung berlaku."),
        "hapus" => Some("Padanan kata dihapus."),
        _ => None,
    }
}
