//! `/hari-libur`: the national holidays of each year; a file is reviewed before it is published.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::{Holiday, HolidayKind};
use balai_tenancy::holidays::{self, Change, Draft, PublishRefused, Wrong, YearDiff, YearLine};
use sha2::{Digest as _, Sha256};

use super::{W, frame, id, moment};
use crate::access::{Ministry, Person, may};
use crate::asked::Asked;
use crate::desk::SEEN;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::upload;
use crate::words::Words;

/// The list.
pub const HERE: &str = "/hari-libur";
/// The permission of these pages.
type Keeping = Ministry<may::HolidaysPublish>;
/// The name of the field.
const FILE: &str = "berkas";
/// The largest file, in bytes.
const LARGEST: usize = 512 * 1024;

/// The years and the way to import.
#[derive(Template)]
#[template(path = "nation/holidays.html")]
pub struct HolidaysPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What was just done.
    pub said: Option<&'static str>,
    /// The years, newest first.
    pub years: Vec<YearRow>,
    /// The days of the year that is looked at.
    pub days: Option<(String, Vec<DayRow>)>,
    /// The file.
    pub file: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What is wrong in the file, line by line.
    pub wrong: Vec<Wrong>,
}

/// One year.
#[derive(Clone, Debug)]
pub struct YearRow {
    /// The year.
    pub year: String,
    /// Its days.
    pub href: String,
    /// How many.
    pub days: String,
    /// Where it comes from.
    pub from: String,
}

/// One day.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// `Senin, 17 Agustus 2026`.
    pub date: String,
    /// What is celebrated.
    pub name: String,
    /// `Libur nasional`.
    pub kind: &'static str,
    /// The decree.
    pub basis: String,
}

/// A file before it is decided.
#[derive(Template)]
#[template(path = "nation/holidays_preview.html")]
pub struct PreviewPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The years of the file.
    pub years: Vec<YearShown>,
    /// What reads the changed days.
    pub affected: Vec<String>,
    /// The print of what is looked at.
    pub seen: String,
    /// Whether somebody published in between.
    pub stale: bool,
    /// Where it is published, until it is decided.
    pub publish: Option<String>,
    /// Where it is dropped.
    pub discard: String,
}

/// One year of a file.
#[derive(Clone, Debug)]
pub struct YearShown {
    /// The year.
    pub year: String,
    /// `3 baru, 1 berubah, 2 dihapus, 20 tetap`.
    pub sums: String,
    /// What differs.
    pub rows: Vec<ChangeRow>,
}

/// One day that differs.
#[derive(Clone, Debug)]
pub struct ChangeRow {
    /// Class and word of the tag.
    pub tag: (&'static str, &'static str),
    /// The day.
    pub date: String,
    /// What it becomes.
    pub name: String,
    /// What it was, where it was something else.
    pub was: Option<String>,
}

/// Lists the years.
pub async fn show(ministry: Keeping, asked: Asked) -> Result<HttpResponse, Fault> {
    let said = match asked.text("selesai") {
        "terbit" => Some("Hari libur terbit dan langsung berlaku di semua balai."),
        "batal" => Some("Berkas dibatalkan. Hari libur yang berlaku tidak berubah."),
        _ => None,
    };
    let page = list(&ministry, asked.text("tahun").parse().ok(), Field::new(FILE), Vec::new()).await?;
    reply::page(&HolidaysPage { said, ..page })
}

/// Takes a file in; nothing of it is kept while a line is wrong.
pub async fn import(ministry: Keeping, form: Multipart) -> Result<HttpResponse, Fault> {
    let sent = upload::receive(form, FILE, LARGEST).await?;
    let mut file = Field::new(FILE);
    let text = match std::str::from_utf8(&sent.body) {
        _ if sent.size == 0 => Err("Pilih berkas CSV."),
        _ if sent.size > LARGEST => Err("Berkas ini lebih dari 512 KB. Isi hanya hari libur."),
        Ok(text) => Ok(text.trim_start_matches('\u{feff}')),
        Err(_) => Err("Berkas ini bukan CSV. Simpan tabelnya sebagai CSV UTF-8, lalu pilih lagi."),
    };
    let text = match text {
        Ok(text) => text,
        Err(problem) => {
            file.error = Some(problem.to_owned());
            return reply::to_correct(&list(&ministry, None, file, Vec::new()).await?);
        }
    };
    match holidays::read(text) {
        Ok(listed) => {
            let id = ministry.app.holidays.draft(&ministry.act, listed).await?;
            Ok(reply::see(format!("{HERE}/tinjau/{id}")))
        }
        Err(wrong) => {
            file.error = Some(format!("{} baris perlu diperbaiki. Belum ada yang disimpan.", wrong.len()));
            reply::to_correct(&list(&ministry, None, file, wrong).await?)
        }
    }
}

/// What a file would do.
pub async fn preview(ministry: Keeping, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    let draft = ministry.app.holidays.preview(id(&path)?).await?.ok_or(Fault::NotFound)?;
    reply::page(&look(&ministry, &draft, false).await?)
}

/// Publishes it, when it would still do what was looked at.
pub async fn publish(ministry: Keeping, path: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (id, holidays) = (id(&path)?, &ministry.app.holidays);
    let seen = typed.text(SEEN);
    match holidays.publish(&ministry.act, id, |years| print_of(years) == seen).await {
        Ok(()) => Ok(reply::see(format!("{HERE}?selesai=terbit"))),
        Err(PublishRefused::Decided) => match holidays.preview(id).await? {
            Some(_) => Ok(reply::see(HERE)),
            None => Err(Fault::NotFound),
        },
        Err(PublishRefused::Storage(error)) => Err(error.into()),
        Err(PublishRefused::Stale) => {
            let draft = holidays.preview(id).await?.ok_or(Fault::NotFound)?;
            reply::to_correct(&look(&ministry, &draft, true).await?)
        }
    }
}

/// Drops it; pressed twice is pressed once.
pub async fn discard(ministry: Keeping, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    ministry.app.holidays.discard(&ministry.act, id(&path)?).await?;
    Ok(reply::see(format!("{HERE}?selesai=batal")))
}

async fn list(person: &Person, year: Option<i32>, file: Field, wrong: Vec<Wrong>) -> Result<HolidaysPage, Fault> {
    let holidays = &person.app.holidays;
    let days = match year {
        Some(year) => {
            let days = holidays.of_year(year).await?;
            (!days.is_empty()).then(|| (year.to_string(), days.iter().map(day).collect()))
        }
        None => None,
    };
    Ok(HolidaysPage {
        w: W,
        frame: frame(person, NationTab::Holidays).await?,
        form: person.form.clone(),
        said: None,
        years: holidays.years().await?.into_iter().map(|line| year_row(&line)).collect(),
        days,
        summary: ErrorSummary::of([&file]),
        file,
        wrong,
    })
}

fn year_row(line: &YearLine) -> YearRow {
    let guesses = if line.estimated == 0 { String::new() } else { format!(", {} perkiraan", line.estimated) };
    YearRow {
        year: line.year.to_string(),
        href: format!("{HERE}?tahun={}#hari", line.year),
        days: format!("{}{guesses}", line.days),
        from: line.published_at.map_or_else(|| "Daftar bawaan".to_owned(), |at| format!("Terbit {}", moment(at))),
    }
}

fn day(holiday: &Holiday) -> DayRow {
    DayRow {
        date: W.long_date(holiday.date),
        name: holiday.name.clone(),
        kind: kind(holiday.kind),
        basis: if holiday.estimated { "Perkiraan, menunggu keputusan".to_owned() } else { holiday.legal_basis.clone() },
    }
}

fn kind(kind: HolidayKind) -> &'static str {
    match kind {
        HolidayKind::National => "Libur nasional",
        HolidayKind::JointLeave => "Cuti bersama",
        HolidayKind::Local => "Libur daerah",
    }
}

async fn look(person: &Person, draft: &Draft, stale: bool) -> Result<PreviewPage, Fault> {
    let affected = draft
        .affected
        .iter()
        .map(|each| format!("{} {}.", W.number(i64::try_from(each.count).unwrap_or(i64::MAX)), each.what));
    Ok(PreviewPage {
        w: W,
        frame: frame(person, NationTab::Holidays).await?,
        form: person.form.clone(),
        years: draft.years.iter().map(shown).collect(),
        affected: affected.collect(),
        seen: print_of(&draft.years),
        stale,
        publish: draft.decided_at.is_none().then(|| format!("{HERE}/tinjau/{}/terbitan", draft.id)),
        discard: format!("{HERE}/tinjau/{}/batal", draft.id),
    })
}

fn shown(year: &YearDiff) -> YearShown {
    let many = |is: fn(&Change) -> bool| year.changes.iter().filter(|change| is(change)).count();
    let sums = format!(
        "{} baru, {} berubah, {} dihapus, {} tetap",
        many(|change| matches!(change, Change::New(_))),
        many(|change| matches!(change, Change::Changed(..))),
        many(|change| matches!(change, Change::Removed(_))),
        year.same
    );
    YearShown { year: year.year.to_string(), sums, rows: year.changes.iter().map(change).collect() }
}

fn change(change: &Change) -> ChangeRow {
    let said = |holiday: &Holiday| {
        let basis = if holiday.legal_basis.is_empty() { String::new() } else { format!(", {}", holiday.legal_basis) };
        format!("{} ({}{basis})", holiday.name, kind(holiday.kind).to_lowercase())
    };
    let (tag, name, was) = match change {
        Change::New(new) => (("govuk-tag--green", "Baru"), said(new), None),
        Change::Changed(old, new) => (("govuk-tag--blue", "Berubah"), said(new), Some(said(old))),
        Change::Removed(old) => (("govuk-tag--red", "Dihapus"), said(old), None),
    };
    ChangeRow { tag, date: W.long_date(change.date()), name, was }
}

/// A print of what a file would do.
fn print_of(years: &[YearDiff]) -> String {
    let digest = Sha256::digest(format!("{years:?}"));
    digest.iter().take(12).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}
