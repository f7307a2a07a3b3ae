//! The filtered trail as a file.

use actix_web::{HttpResponse, web};
use balai_sheets::{Cell, Column, Row, Table};
use balai_storage::audit::{Link, Looked, Trail};
use serde_json::json;

use super::actors::Actors;
use super::filter::Filter;
use super::room::{AtTrail, Room};
use super::{told, words};
use crate::asked::Asked;
use crate::desk::exchange::export::{Shape, file};
use crate::fault::Fault;

/// Rows that a file holds at most; older ones are reached by the days.
pub const MOST_ROWS: usize = 10_000;
/// Links that are read at a time.
const BATCH: u64 = 1_000;
const COLUMNS: [(&str, u16); 11] = [
    ("Nomor", 10),
    ("Waktu", 34),
    ("Nama", 26),
    ("Akun", 30),
    ("Tindakan", 34),
    ("Jenis", 20),
    ("Nomor benda", 38),
    ("Sebelum", 50),
    ("Sesudah", 50),
    ("Saluran", 24),
    ("Asal", 40),
];

/// `GET /kelola/jejak/ekspor.{bentuk}`, `GET /jejak/ekspor.{bentuk}`: what the filter holds, newest first, at most
/// [`MOST_ROWS`]. Each export is left in the trail, with how many rows went out.
pub async fn show<A: AtTrail>(at: A, shape: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let shape = Shape::from_ending(&shape).filter(|shape| *shape != Shape::Json).ok_or(Fault::NotFound)?;
    let mut filter = Filter::read(&asked);
    let room = at.room(filter.book).await?;
    if !room.whole {
        return Err(Fault::NotAllowed);
    }
    let trail = filter.trail(&room).ok_or_else(|| Fault::BadRequest("a day does not read".to_owned()))?;
    let links = all(&at, &filter, &trail).await?;
    let what = json!({ "filter": filter.print(), "rows": links.len(), "shape": shape.ending() });
    at.noted(&Looked { action: "trail.exported", kind: "trail", id: filter.print(), what: Some(what) }).await?;
    let actors = Actors::of(&room.person.app.identity, &links).await?;
    let now = room.person.act.at;
    let name = format!("jejak-{}-{}", room.name, room.zone.date(now));
    file(vec![table(&room, &links, &actors)], shape, &name, now).await
}

async fn all<A: AtTrail>(at: &A, filter: &Filter, trail: &Trail) -> Result<Vec<Link>, Fault> {
    let mut links: Vec<Link> = Vec::new();
    loop {
        let before = links.last().map(|link| link.position);
        let batch = at.links(filter.book, trail, before, BATCH).await?;
        let ends = (batch.len() as u64) < BATCH;
        links.extend(batch);
        if ends || links.len() >= MOST_ROWS {
            links.truncate(MOST_ROWS);
            return Ok(links);
        }
    }
}

fn table(room: &Room<'_>, links: &[Link], actors: &Actors) -> Table {
    let column = |(title, width): (&str, u16)| Column { title: title.to_owned(), width, pick: None };
    let rows = (1..).zip(links).map(|(number, link)| Row { number, cells: cells(room, link, actors) });
    Table { name: "Jejak".to_owned(), columns: COLUMNS.into_iter().map(column).collect(), rows: rows.collect() }
}

fn cells(room: &Room<'_>, link: &Link, actors: &Actors) -> Vec<Cell> {
    let who = actors.name(&link.actor);
    let said = |value: &Option<serde_json::Value>| {
        value.as_ref().map(|value| told::lines(value, &room.agencies).join("; ")).unwrap_or_default()
    };
    let texts = [
        link.position.to_string(),
        room.written(link.at),
        who.name,
        who.email,
        words::deed(&link.action).to_owned(),
        words::kind(&link.object.0).to_owned(),
        link.object.1.clone(),
        said(&link.before),
        said(&link.after),
        told::channel(link),
        link.origin.clone(),
    ];
    texts.into_iter().map(|text| if text.is_empty() { Cell::Empty } else { Cell::Text(text) }).collect()
}
