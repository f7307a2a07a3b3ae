//! `/kelola/balai/kabar`: news and occasions of the hall, the newest first.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::{Language, full_date, long_date};
use balai_tenancy::happening::{self, Happening, State};
use chrono::NaiveDate;
use uuid::Uuid;

use super::sheet::{Sheet, sheet};
use crate::access::{Staff, may};
use crate::asked::{Asked, link};
use crate::desk::answer;
use crate::desk::bench::Tag;
use crate::fault::Fault;
use crate::forms::ErrorSummary;
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/kabar";
/// Rows of one page.
const ITEMS: u64 = 25;

/// The list.
#[derive(Template)]
#[template(path = "desk/house/news.html")]
pub struct DeskNewsPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around it.
    pub sheet: Sheet,
    /// The rows.
    pub rows: Vec<NewsRow>,
    /// To older ones.
    pub more: Option<String>,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct NewsRow {
    /// Its title.
    pub title: String,
    /// Its page at the desk.
    pub href: String,
    /// Its time; news has the day on which it was written.
    pub when: String,
    /// Whether citizens see it.
    pub state: Tag,
}

/// `GET /kelola/balai/kabar`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let after = Uuid::parse_str(asked.text("setelah")).ok();
    let mut all = happening::all(&read, after, ITEMS + 1).await?;
    let full = u64::try_from(all.len()).is_ok_and(|count| count > ITEMS);
    if full {
        all.pop();
    }
    let last = all.last().filter(|_| full).map(|last| last.id.to_string());
    let mut sheet = sheet(&staff, &read, ErrorSummary::default()).await?;
    sheet.saved = !asked.text("tersimpan").is_empty();
    let today = staff.today();
    let row = |happening: Happening| NewsRow {
        href: format!("{HERE}/{}", happening.id),
        when: when(&happening, staff.tenant.zone().date(happening.created_at)),
        state: tag(&happening, today),
        title: happening.story.title,
    };
    answer::page(&DeskNewsPage {
        w: sheet.w,
        frame: sheet.frame.clone(),
        sheet,
        rows: all.into_iter().map(row).collect(),
        more: last.map(|last| link(HERE, [("setelah", last.as_str())])),
    })
}

fn when(happening: &Happening, written: NaiveDate) -> String {
    let long = |day| long_date(day, Language::Indonesian);
    match happening.story.when {
        None => format!("Kabar, ditulis {}", long(written)),
        Some(when) if when.days() == 1 => {
            format!("{}, {}", full_date(when.first(), Language::Indonesian), when.hours())
        }
        Some(when) => format!("{} sampai {}, {}", long(when.first()), long(when.last()), when.hours()),
    }
}

/// Whether citizens see it, in a coloured word.
pub(super) fn tag(happening: &Happening, today: NaiveDate) -> Tag {
    let over = happening.story.when.is_some_and(|when| when.last() < today);
    let (class, word) = match happening.state {
        State::Draft => ("govuk-tag--grey", "Draf"),
        State::Cancelled => ("govuk-tag--red", "Dibatalkan"),
        State::Published if over => ("govuk-tag--grey", "Selesai"),
        State::Published => ("govuk-tag--green", "Terbit"),
    };
    Tag { class, word: word.to_owned() }
}
