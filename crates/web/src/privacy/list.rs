//! The list: what waits, the next deadline first; what was answered; for the ministry also what is late in the regions.

use actix_web::HttpResponse;
use askama::Template;
use balai_rbac::Domain;
use balai_rights::{Request, State, Which};
use chrono::{DateTime, TimeDelta, Utc};

use super::{Answers, Room};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::{Link, Tab};
use crate::places;
use crate::reply;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// Requests of one page.
const PAGE: usize = 25;
/// Which shelf.
const SHELF: &str = "rak";
/// What was answered.
const ANSWERED: &str = "dijawab";
/// What is late in the regions.
const LATE: &str = "terlambat";

/// The page.
#[derive(Template)]
#[template(path = "privacy/list.html")]
pub struct List {
    /// The language of desks.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The shelves.
    pub tabs: Vec<Tab>,
    /// What needs to be done soon, in a sentence.
    pub warning: Option<String>,
    /// The requests.
    pub lines: Vec<Line>,
    /// Whether they are the regions'.
    pub of_regions: bool,
    /// The next page.
    pub more: Option<String>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page; none for a region's, which the ministry does not read.
    pub href: Option<String>,
    /// Its number.
    pub number: String,
    /// What is asked.
    pub right: String,
    /// When it has to be answered, or whose it is.
    pub due: String,
    /// Where it stands.
    pub tag: Tag,
    /// How much time is left, or since when it is late.
    pub left: String,
}

/// `GET /kelola/data-pribadi`, `GET /permintaan-data`
pub async fn show<A: Answers>(at: A, asked: Asked) -> Result<HttpResponse, Fault> {
    let room = at.room().await?;
    let (rights, now) = (&room.person.app.rights, room.person.act.at);
    let national = room.place == Domain::National;
    let shelf = match asked.text(SHELF) {
        ANSWERED => ANSWERED,
        LATE if national => LATE,
        _ => "",
    };
    let (after, limit) = (asked.after()?, PAGE as u64 + 1);
    let mut requests = match shelf {
        ANSWERED => rights.at(&room.place, Which::Answered, after, limit).await?,
        LATE => rights.late(now, after, limit).await?,
        _ => rights.at(&room.place, Which::Open, after, limit).await?,
    };
    let more = requests.len() > PAGE;
    requests.truncate(PAGE);
    let last = requests.last().filter(|_| more).map(|request| request.id.to_string());
    let (waiting, late) = rights.waiting(&room.place, now).await?;
    let tab = |text: String, word: &str| Tab {
        link: Link::new(text, link(room.path, [(SHELF, word)])),
        current: word == shelf,
    };
    let mut tabs = vec![tab(format!("Menunggu ({waiting})"), ""), tab("Dijawab".to_owned(), ANSWERED)];
    if national {
        tabs.push(tab(format!("Terlambat di daerah ({})", rights.count_late(now).await?), LATE));
    }
    let mut lines = Vec::with_capacity(requests.len());
    for request in &requests {
        lines.push(line(&room, request, shelf == LATE).await?);
    }
    let warning = (late > 0).then(|| {
        format!(
            "{late} permintaan lewat batas 3 x 24 jam. Jawab sekarang juga; kementerian melihatnya sebagai terlambat."
        )
    });
    reply::page(&List {
        w: Words::default(),
        tabs,
        warning: warning.filter(|_| shelf.is_empty()),
        lines,
        of_regions: shelf == LATE,
        more: last.map(|last| link(room.path, [(SHELF, shelf), (AFTER, &last)])),
        frame: room.frame,
    })
}

async fn line(room: &Room<'_>, request: &Request, of_region: bool) -> Result<Line, Fault> {
    let (w, now) = (Words::default(), room.person.act.at);
    let due = room.zone.write_deadline(request.due_at, w.language());
    Ok(Line {
        href: (!of_region).then(|| format!("{}/{}", room.path, request.id)),
        number: request.number.clone(),
        right: request.right.title().to_owned(),
        due: if of_region { places::name(&room.person.app, w, &request.place).await? } else { due },
        tag: tag(request, now),
        left: if request.state == State::Open { left(request.due_at - now) } else { String::new() },
    })
}

/// Where a request stands, for whoever answers it.
pub fn tag(request: &Request, now: DateTime<Utc>) -> Tag {
    match request.state {
        State::Open if request.is_late(now) => Tag::Bad("Terlambat"),
        State::Open if request.is_near(now) => Tag::Yours("Kurang dari 24 jam"),
        State::Open if request.proof_asked_at.is_some() => Tag::Calm("Bukti diminta"),
        State::Open => Tag::Calm("Menunggu"),
        State::Done => Tag::Good("Dikerjakan"),
        State::Refused => Tag::Bad("Ditolak"),
        State::TakenBack => Tag::Calm("Dibatalkan pemohon"),
    }
}

/// `Sisa 70 jam`, `Sisa 40 menit`, `Lewat 3 jam`.
pub fn left(time: TimeDelta) -> String {
    let (word, time) = if time < TimeDelta::zero() { ("Lewat", -time) } else { ("Sisa", time) };
    match time.num_hours() {
        0 => format!("{word} {} menit", time.num_minutes()),
        hours => format!("{word} {hours} jam"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_that_is_left_is_said_in_hours_of_the_clock() {
        assert_eq!(left(TimeDelta::minutes(72 * 60 - 1)), "Sisa 71 jam");
        assert_eq!(left(TimeDelta::minutes(59)), "Sisa 59 menit");
        assert_eq!(left(TimeDelta::minutes(-61)), "Lewat 1 jam");
    }
}
