//! `/adopsi/target`: the line that the ministry aims at.

use actix_web::HttpResponse;
use askama::Template;
use balai_adoption::marks::{self, Kind, MOST_REGIONS, Mark, Refused};
use balai_storage::{Control, Read};
use chrono::NaiveDate;

use super::said;
use crate::access::{Ministry, may};
use crate::asked::Asked;
use crate::desk::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame};
use crate::reply;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "nation/adoption/targets.html")]
pub struct TargetsPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// The day.
    pub day: Field,
    /// How many halls.
    pub regions: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What is aimed at: day as written, as sent, how many.
    pub targets: Vec<(String, String, String)>,
    /// What was counted elsewhere.
    pub references: Vec<String>,
    /// What was just done.
    pub news: Option<&'static str>,
}

type Editing = Ministry<may::AdoptionEdit>;

/// `GET /adopsi/target`
pub async fn show(ministry: Editing, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = ministry.app.control().read().await?;
    let mut page = compose(&ministry, &read, Field::new("sampai"), Field::new("jumlah")).await?;
    page.news = match asked.text("kabar") {
        "disimpan" => Some("Target tersimpan."),
        "dihapus" => Some("Target dihapus."),
        _ => None,
    };
    reply::page(&page)
}

/// `POST /adopsi/target`
pub async fn submit(ministry: Editing, typed: Typed) -> Result<HttpResponse, Fault> {
    let (mut day, mut regions) = (typed.field("sampai"), typed.field("jumlah"));
    let on = day.need("Pilih tanggalnya.", read_day);
    let many = regions.need("Tulis jumlah balai yang dituju.", |text| {
        text.trim().parse::<i32>().ok().filter(|many| (1..=MOST_REGIONS).contains(many)).ok_or(Refused::Regions)
    });
    let write = ministry.app.control().write().await?;
    if let (Some(on), Some(many)) = (on, many) {
        match marks::aim(&write, &ministry.act, on, many).await {
            Ok(()) => {
                write.commit().await?;
                return Ok(reply::see("/adopsi/target?kabar=disimpan"));
            }
            Err(Refused::Storage(error)) => return Err(error.into()),
            Err(refused) => regions.error = Some(refused.to_string()),
        }
    }
    reply::to_correct(&compose(&ministry, &write, day, regions).await?)
}

/// `POST /adopsi/target/hapus`
pub async fn remove(ministry: Editing, typed: Typed) -> Result<HttpResponse, Fault> {
    let day = typed.text("hapus").parse().map_err(|_| Fault::NotFound)?;
    let write = ministry.app.control().write().await?;
    marks::forget(&write, &ministry.act, day).await?;
    write.commit().await?;
    Ok(reply::see("/adopsi/target?kabar=dihapus"))
}

fn read_day(text: &str) -> Result<NaiveDate, &'static str> {
    let within = |day: &NaiveDate| (2020..=2060).contains(&chrono::Datelike::year(day));
    text.trim().parse().ok().filter(within).ok_or("Tulis tanggal seperti 2026-12-31, antara 2020 dan 2060.")
}

async fn compose(ministry: &Editing, read: &Read<Control>, day: Field, regions: Field) -> Result<TargetsPage, Fault> {
    let all = marks::all(read).await?;
    let of = |kind: Kind| all.iter().filter(move |mark| mark.kind == kind);
    let target = |mark: &Mark| (W.date(mark.day), mark.day.to_string(), said::number(Some(mark.regions.into())));
    Ok(TargetsPage {
        w: W,
        frame: frame(ministry, NationTab::Adoption).await?,
        form: ministry.form.clone(),
        summary: ErrorSummary::of([&day, &regions]),
        day,
        regions,
        targets: of(Kind::Target).map(target).collect(),
        references: of(Kind::Reference)
            .map(|mark| format!("{}: {} daerah. {}", W.date(mark.day), mark.regions, mark.note))
            .collect(),
        news: None,
    })
}
