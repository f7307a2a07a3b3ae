//! `/siaran`: what the regions were told, newest first.

use actix_web::HttpResponse;
use askama::Template;
use balai_tenancy::broadcasts::{Broadcast, Importance};
use chrono::{DateTime, Utc};

use super::{W, frame, moment};
use crate::access::{Ministry, may};
use crate::asked::{AFTER, Asked, link};
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// The list.
pub const HERE: &str = "/siaran";
/// How many stand on one page.
const ON_A_PAGE: usize = 50;

/// The list.
#[derive(Template)]
#[template(path = "nation/broadcasts.html")]
pub struct BroadcastsPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The rows.
    pub rows: Vec<Row>,
    /// The next page.
    pub more: Option<String>,
}

/// One message.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub title: String,
    /// Its own page.
    pub href: String,
    /// How much it matters.
    pub importance: &'static str,
    /// Whom it is for.
    pub to: String,
    /// Its state.
    pub tag: Tag,
    /// From when, and until when.
    pub when: String,
}

/// Lists the newest.
pub async fn show(ministry: Ministry<may::BroadcastsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    let most = ON_A_PAGE as u64 + 1;
    let mut found = ministry.app.broadcasts.newest(asked.after()?, most).await?;
    let last = (found.len() > ON_A_PAGE).then(|| found[ON_A_PAGE - 1].id.to_string());
    found.truncate(ON_A_PAGE);
    reply::page(&BroadcastsPage {
        w: W,
        frame: frame(&ministry, NationTab::Broadcasts).await?,
        rows: found.iter().map(|broadcast| row(broadcast, ministry.act.at)).collect(),
        more: last.map(|last| link(HERE, [(AFTER, last.as_str())])),
    })
}

fn row(broadcast: &Broadcast, now: DateTime<Utc>) -> Row {
    Row {
        title: broadcast.title.clone(),
        href: format!("{HERE}/{}", broadcast.id),
        importance: importance(broadcast.importance),
        to: to(broadcast),
        tag: state(broadcast, now),
        when: when(broadcast),
    }
}

/// The word for how much a message matters.
pub(super) fn importance(importance: Importance) -> &'static str {
    match importance {
        Importance::Usual => "Untuk diketahui",
        Importance::Important => "Penting",
        Importance::Urgent => "Mendesak",
    }
}

/// Whom a message is for.
pub(super) fn to(broadcast: &Broadcast) -> String {
    match broadcast.provinces.0.len() {
        0 => "Semua daerah".to_owned(),
        some => format!("{some} provinsi"),
    }
}

/// Where a message stands.
pub(super) fn state(broadcast: &Broadcast, now: DateTime<Utc>) -> Tag {
    match broadcast {
        Broadcast { withdrawn_at: Some(_), .. } => Tag::Bad("Ditarik"),
        broadcast if broadcast.is_shown(now) => Tag::Good("Ditampilkan"),
        broadcast if broadcast.from > now => Tag::Yours("Belum mulai"),
        _ => Tag::Calm("Selesai"),
    }
}

/// From when a message is shown, and until when.
pub(super) fn when(broadcast: &Broadcast) -> String {
    let from = moment(broadcast.from);
    broadcast.until.map_or_else(|| format!("Sejak {from}"), |until| format!("{from} sampai {}", moment(until)))
}
