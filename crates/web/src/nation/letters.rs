//! `/surat`: the letters that wait, were refused, or went out. Never their content.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_messaging::{LetterLine, LetterState};
use serde::Deserialize;

use super::{W, frame, moment};
use crate::access::{Ministry, may};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::host::Site;
use crate::parts::{Link, Tab};
use crate::reply;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// How many letters are listed.
const NEWEST: u64 = 100;

/// The list.
#[derive(Template)]
#[template(path = "nation/letters.html")]
pub struct Letters {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// How many wait, and how many were refused for good.
    pub sums: Vec<(&'static str, String)>,
    /// One tab for each state.
    pub tabs: Vec<Tab>,
    /// Newest first.
    pub rows: Vec<Row>,
    /// Where letters can be read, in a demonstration.
    pub mailbox: Option<String>,
}

/// One letter.
#[derive(Clone, Debug)]
pub struct Row {
    /// Subject line.
    pub subject: String,
    /// Receiver's address, masked.
    pub to: String,
    /// Where it is.
    pub tag: Tag,
    /// When it was written.
    pub written: String,
    /// When it was sent, or is tried next, and what the server said.
    pub note: String,
    /// Where it is tried again at once, for whom may.
    pub again: Option<String>,
    /// What stands there instead.
    pub idle: &'static str,
}

/// The tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// All.
    #[default]
    Semua,
    /// Waiting.
    Antre,
    /// Refused for good.
    Gagal,
    /// Sent.
    Terkirim,
}

impl Shelf {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Semua, "Semua", "/surat"),
        (Self::Antre, "Menunggu", "/surat?rak=antre"),
        (Self::Gagal, "Ditolak server", "/surat?rak=gagal"),
        (Self::Terkirim, "Terkirim", "/surat?rak=terkirim"),
    ];

    const fn state(self) -> Option<LetterState> {
        match self {
            Self::Semua => None,
            Self::Antre => Some(LetterState::Queued),
            Self::Gagal => Some(LetterState::Failed),
            Self::Terkirim => Some(LetterState::Sent),
        }
    }
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    rak: Shelf,
}

/// Lists the newest.
pub async fn show(
    ministry: Ministry<may::ApplicationsView>,
    form: FormToken,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let permissions = ministry.permissions().await?;
    let may_try = permissions.allows(balai_rbac::Permission::TenantsProvision, &balai_rbac::Domain::National);
    let desk = &ministry.app.letter_desk;
    let (queued, failed) = desk.backlog().await?;
    let lines = desk.newest(asked.rak.state(), NEWEST).await?;
    let tabs =
        Shelf::ALL.map(|(shelf, text, href)| Tab { link: Link::new(text, href), current: shelf == asked.rak }).to_vec();
    let root = ministry.app.base.origin(&Site::Root);
    reply::page(&Letters {
        w: W,
        frame: frame(&ministry, NationTab::Letters).await?,
        form,
        sums: vec![("Menunggu dikirim", queued.to_string()), ("Ditolak server", failed.to_string())],
        tabs,
        rows: lines.into_iter().map(|line| row(line, may_try)).collect(),
        mailbox: ministry.app.letters.as_ref().map(|_| format!("{root}/kotak-surat")),
    })
}

/// Tries a letter at once; pressed twice is pressed once.
pub async fn try_again(
    ministry: Ministry<may::TenantsProvision>,
    id: web::Path<String>,
) -> Result<HttpResponse, Fault> {
    ministry.app.letter_desk.try_again(&ministry.act, super::id(&id)?).await?;
    Ok(reply::see("/surat?rak=antre"))
}

fn row(line: LetterLine, may_try: bool) -> Row {
    let (tag, note) = match line.state {
        LetterState::Sent => (Tag::Good("Terkirim"), line.sent_at.map(moment).unwrap_or_default()),
        LetterState::Failed => (Tag::Bad("Ditolak server"), line.last_error.unwrap_or_default()),
        LetterState::Queued => {
            let tried =
                if line.attempts == 0 { String::new() } else { format!("Sudah dicoba {} kali. ", line.attempts) };
            let said = line.last_error.map(|error| format!(" {error}")).unwrap_or_default();
            (Tag::Yours("Menunggu"), format!("{tried}Dicoba lagi {}.{said}", moment(line.due_at)))
        }
    };
    Row {
        subject: line.subject,
        to: line.recipient,
        tag,
        written: moment(line.created_at),
        note,
        idle: if line.state == LetterState::Sent { "Tidak perlu" } else { "Oleh admin" },
        again: (may_try && line.state != LetterState::Sent).then(|| format!("/surat/{}/ulang", line.id)),
    }
}
