//! The list: what was done, newest first.

use actix_web::HttpResponse;
use askama::Template;
use balai_storage::audit::{Link as Deed, Looked};
use serde_json::json;

use super::actors::Actors;
use super::filter::Filter;
use super::room::{AtTrail, Book, Room};
use super::{told, words};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary};
use crate::frame::Frame;
use crate::parts::{Link, Tab};
use crate::reply;
use crate::words::Words;

/// Deeds on one page.
const ITEMS: usize = 50;
/// The verb of a reading of the trail.
const READ: &str = "trail.read";

/// The page.
#[derive(Template)]
#[template(path = "trail/list.html")]
pub struct TrailPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The page's own path.
    pub path: &'static str,
    /// The books; none where there is one.
    pub books: Vec<Tab>,
    /// What is asked for.
    pub filter: Filter,
    /// What is wrong with it.
    pub summary: ErrorSummary,
    /// The people to choose from.
    pub people: Vec<Choice>,
    /// The kinds of things to choose from.
    pub kinds: Vec<Choice>,
    /// The deeds to choose from.
    pub deeds: Vec<Choice>,
    /// One line for each deed.
    pub rows: Vec<Row>,
    /// The next page.
    pub next: Option<String>,
    /// The same as files; none for who takes none along.
    pub exports: Vec<Link>,
    /// Rows that a file holds at most.
    pub most: String,
}

/// One deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When, in the place's time.
    pub at: String,
    /// Who; leads to all that she did.
    pub who: Link,
    /// The address of her account.
    pub email: String,
    /// What; leads to the particulars.
    pub what: Link,
    /// The kind of thing, and which.
    pub thing: String,
}

/// `GET /kelola/jejak`, `GET /jejak`. Each reading of a filter is left in the trail, once for a person within 15 minutes:
/// who turns its pages or comes back from an entry reads on, and the trail does not fill with its own readers.
pub async fn show<A: AtTrail>(at: A, asked: Asked) -> Result<HttpResponse, Fault> {
    let before = match asked.text(AFTER) {
        "" => None,
        text => Some(text.parse::<i64>().map_err(|_| Fault::NotFound)?),
    };
    let mut filter = Filter::read(&asked);
    let room = at.room(filter.book).await?;
    let Some(trail) = filter.trail(&room) else {
        return reply::to_correct(&page(&room, filter, &[], None).await?);
    };
    let what = Some(json!({ "book": filter.book.word(), "filter": filter.print() }));
    at.looked(&Looked { action: READ, kind: "trail", id: filter.print(), what }).await?;
    let mut deeds = at.links(filter.book, &trail, before, ITEMS as u64 + 1).await?;
    let more = deeds.len() > ITEMS;
    deeds.truncate(ITEMS);
    let next = deeds.last().filter(|_| more).map(|deed| deed.position.to_string());
    reply::page(&page(&room, filter, &deeds, next).await?)
}

async fn page(room: &Room<'_>, filter: Filter, deeds: &[Deed], next: Option<String>) -> Result<TrailPage, Fault> {
    let chosen = [filter.who.value.as_str()];
    let actors = deeds.iter().map(|deed| deed.actor.as_str()).chain(chosen);
    let actors = Actors::named(&room.person.app.identity, actors).await?;
    let tab = |book: &Book| Tab {
        link: Link::new(book.title(), link(room.path, [("buku", book.word())])),
        current: *book == filter.book,
    };
    let file =
        |ending: &str| Link::new(ending.to_uppercase(), filter.address(&format!("{}/ekspor.{ending}", room.path), &[]));
    Ok(TrailPage {
        w: Words::default(),
        frame: room.frame.clone(),
        path: room.path,
        books: if room.books.len() > 1 { room.books.iter().map(tab).collect() } else { Vec::new() },
        summary: filter.summary(),
        people: filter.people(room, &actors.name(&filter.who.value).name),
        kinds: filter.kinds(room),
        deeds: filter.deeds(room),
        rows: deeds.iter().map(|deed| row(room, &filter, &actors, deed)).collect(),
        next: next.map(|position| filter.address(room.path, &[(AFTER, &position)])),
        exports: if room.whole { ["csv", "xlsx"].into_iter().map(file).collect() } else { Vec::new() },
        most: balai_kernel::grouped(super::export::MOST_ROWS as u64),
        filter,
    })
}

fn row(room: &Room<'_>, filter: &Filter, actors: &Actors, deed: &Deed) -> Row {
    let who = actors.name(&deed.actor);
    let book = filter.book.word();
    let entry = link(&format!("{}/{}", room.path, deed.position), [("buku", book)]);
    Row {
        at: room.written(deed.at),
        who: Link::new(who.name, link(room.path, [("buku", book), ("siapa", deed.actor.as_str())])),
        email: if room.whole { who.email } else { String::new() },
        what: Link::new(words::deed(&deed.action), entry),
        thing: told::thing(deed),
    }
}
