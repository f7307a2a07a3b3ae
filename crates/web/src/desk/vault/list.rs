//! `/kelola/berkas`: what was asked, the newest first.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries;
use balai_vault::{ItemState, Request};
use chrono::{DateTime, Utc};

use super::{Asking, HERE};
use crate::asked::{AFTER, Asked, link};
use crate::desk::answer;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Requests of one page.
const PAGE: usize = 25;

/// The page.
#[derive(Template)]
#[template(path = "desk/vault/list.html")]
pub struct List {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// The requests.
    pub lines: Vec<Line>,
    /// The next page.
    pub more: Option<String>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// For which service.
    pub service: String,
    /// Who asked, and when.
    pub asked: String,
    /// Where it stands: the colour and the word.
    pub state: (&'static str, &'static str),
    /// `1 dari 2`.
    pub given: String,
}

/// `GET /kelola/berkas`
pub async fn show(staff: Asking, asked: Asked) -> Result<HttpResponse, Fault> {
    let code = staff.tenant.code();
    let mut requests = staff.app.vault.requests_of(code, asked.after()?, PAGE as u64 + 1).await?;
    let more = requests.len() > PAGE;
    requests.truncate(PAGE);
    let last = requests.last().filter(|_| more).map(|request| request.id.to_string());
    let read = staff.db.read().await?;
    if let Some(within) = staff.within() {
        let ids: Vec<_> = requests.iter().map(|request| request.service.0).collect();
        let homes = queries::agencies_of(&read, &ids).await?;
        requests.retain(|request| homes.get(&request.service.0).is_some_and(|agency| within.contains(agency)));
    }
    let page = List {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Documents)).await?,
        news: (asked.text("kabar") == "diminta").then_some(
            "Permintaan dikirim. Bila surel atau nomor itu punya akun, warga melihatnya di Berkas saya dan menjawabnya di sana.",
        ),
        lines: requests.iter().map(|request| line(&staff, request)).collect(),
        more: last.map(|last| link(HERE, [(AFTER, last.as_str())])),
    };
    answer::page(&page)
}

fn line(staff: &Asking, request: &Request) -> Line {
    let given = request.items.iter().filter(|item| item.state == ItemState::Given).count();
    Line {
        href: format!("{HERE}/{}", request.id),
        service: request.service.1.clone(),
        asked: format!("{}, {}", request.asked_by, staff.written(request.asked_at)),
        state: state(request, staff.act.at),
        given: format!("{given} dari {}", request.items.len()),
    }
}

/// Where a request stands.
pub fn state(request: &Request, at: DateTime<Utc>) -> (&'static str, &'static str) {
    let any = |state| request.items.iter().any(|item| item.state == state);
    if request.closed_at.is_some() {
        ("grey", "Dibatalkan")
    } else if request.waits(at) {
        ("yellow", "Menunggu warga")
    } else if request.items.iter().any(|item| item.decided_at.is_some()) {
        ("green", "Sudah diputus")
    } else if any(ItemState::Given) {
        if at < request.use_until { ("blue", "Diizinkan") } else { ("grey", "Waktu pakai lewat") }
    } else if any(ItemState::Withdrawn) {
        ("red", "Izin dicabut")
    } else if any(ItemState::Declined) {
        ("red", "Tidak diizinkan")
    } else {
        ("grey", "Tidak dijawab")
    }
}
