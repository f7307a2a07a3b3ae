//! One entry: who, what, when, from where, and what became of what.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_storage::audit::{Link as Deed, Looked};

use super::actors::{Actors, Named};
use super::room::{AtTrail, Book, Room};
use super::{told, words};
use crate::asked::{Asked, link};
use crate::desk::compare::{Pair, pairs};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::reply;
use crate::words::Words;

/// The verb of a reading of one entry.
const READ: &str = "trail.entry_read";

/// The page.
#[derive(Template)]
#[template(path = "trail/entry.html")]
pub struct EntryPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The list to go back to.
    pub back: String,
    /// What was done.
    pub what: String,
    /// Its place in the chain.
    pub position: String,
    /// When, in the place's time.
    pub at: String,
    /// By whom.
    pub who: Named,
    /// The kind of thing, and which.
    pub thing: String,
    /// All that was done to the same thing.
    pub same: String,
    /// From where: names and values.
    pub origin: Vec<(&'static str, String)>,
    /// Before and after, line by line; where only one of them was written down it has no other side.
    pub change: Change,
}

/// What an entry says of the thing itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Nothing was written down.
    Nothing,
    /// Before and after where they differ, and the lines that stand in both.
    Both(Vec<Pair>, Vec<String>),
    /// What it became, or what there was to say.
    After(Vec<String>),
    /// What it was before it went.
    Before(Vec<String>),
}

impl Change {
    /// What differs between two sides.
    pub fn between(before: &[String], after: &[String]) -> Self {
        let differ = pairs(before, after).into_iter().filter(|pair| !pair.same());
        Self::Both(differ.collect(), after.iter().filter(|line| before.contains(line)).cloned().collect())
    }
}

/// `GET /kelola/jejak/{nomor}`, `GET /jejak/{nomor}`
pub async fn show<A: AtTrail>(at: A, position: web::Path<i64>, asked: Asked) -> Result<HttpResponse, Fault> {
    let book = Book::named(asked.text("buku"));
    let room = at.room(book).await?;
    let deed = at.link(book, *position).await?.ok_or(Fault::NotFound)?;
    at.looked(&Looked { action: READ, kind: "trail", id: format!("{}#{position}", book.word()), what: None }).await?;
    let actors = Actors::of(&room.person.app.identity, std::slice::from_ref(&deed)).await?;
    let mut who = actors.name(&deed.actor);
    if !room.whole {
        who.email.clear();
    }
    reply::page(&page(&room, book, &deed, who))
}

fn page(room: &Room<'_>, book: Book, deed: &Deed, who: Named) -> EntryPage {
    let (kind, id) = &deed.object;
    let same = [("buku", book.word()), ("jenis", kind.as_str()), ("benda", id.as_str())];
    EntryPage {
        w: Words::default(),
        frame: room.frame.clone(),
        back: link(room.path, [("buku", book.word())]),
        what: words::deed(&deed.action).to_owned(),
        position: deed.position.to_string(),
        at: room.written(deed.at),
        thing: told::thing(deed),
        same: link(room.path, same),
        origin: origin(deed).into_iter().take(if room.whole { usize::MAX } else { 1 }).collect(),
        change: change(room, deed),
        who,
    }
}

fn change(room: &Room<'_>, deed: &Deed) -> Change {
    let lines = |value: &serde_json::Value| told::lines(value, &room.agencies);
    match (&deed.before, &deed.after) {
        (None, None) => Change::Nothing,
        (Some(before), Some(after)) => Change::between(&lines(before), &lines(after)),
        (None, Some(after)) => Change::After(lines(after)),
        (Some(before), None) => Change::Before(lines(before)),
    }
}

/// The channel, and where the network knows it from.
fn origin(deed: &Deed) -> Vec<(&'static str, String)> {
    let mut facts = vec![("Saluran", told::channel(deed))];
    let mut parts = deed.origin.split(' ').filter(|part| !part.is_empty());
    facts.extend(parts.next().map(|address| ("Alamat jaringan", address.to_owned())));
    facts.extend(parts.next().map(|request| ("Nomor permintaan", request.to_owned())));
    facts
}
