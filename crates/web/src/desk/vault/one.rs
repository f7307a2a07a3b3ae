//! `/kelola/berkas/{id}`: one request with what was given.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_tenancy::regions;
use balai_vault::{Held, Item, ItemState, Mark, MarkKind, Request};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::list::state;
use super::{Asking, HERE, find};
use crate::account::vault::kinds;
use crate::asked::Asked;
use crate::desk::answer;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The field with the reason.
pub(super) const REASON: &str = "alasan";

/// The page.
#[derive(Template)]
#[template(path = "desk/vault/one.html")]
pub struct One {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done: whether it is good news, and the words.
    pub news: Option<(bool, &'static str)>,
    /// The page's own path.
    pub here: String,
    /// The service.
    pub service: String,
    /// Where it stands.
    pub state: (&'static str, &'static str),
    /// Who asked whom, why, and until when.
    pub rows: Vec<(&'static str, String)>,
    /// The documents.
    pub items: Vec<ItemLine>,
    /// Whether it can be taken back.
    pub waits: bool,
    /// Why the documents rest, in a few words and in whole ones.
    pub rests: Option<(&'static str, &'static str)>,
    /// Whether the region can say that it decided.
    pub decides: bool,
    /// Where what the service issued is handed over.
    pub issues: Option<String>,
}

/// One document.
#[derive(Clone, Debug)]
pub struct ItemLine {
    /// Its own path.
    pub href: String,
    /// Its kind.
    pub name: String,
    /// Where it stands.
    pub state: (&'static str, &'static str),
    /// Its number and days; may be empty.
    pub details: String,
    /// Whether it opens.
    pub opens: bool,
    /// Whether this region may mark it as seen in the original.
    pub may_mark: bool,
    /// The marks of all regions.
    pub marks: Vec<MarkLine>,
}

/// Somebody saw the original.
#[derive(Clone, Debug)]
pub struct MarkLine {
    /// By whom, where and when; and why it was withdrawn.
    pub text: String,
    /// Whether it stands.
    pub stands: bool,
    /// Where one's own region withdraws it.
    pub withdraw: Option<String>,
}

const LEFT: (&str, &str) = (
    "Akun pemiliknya sudah ditutup",
    "Berkas yang belum dipakai untuk memutus tidak dapat dibuka lagi. Yang sudah dipakai untuk memutus tetap Anda simpan.",
);
const PAUSED: (&str, &str) = (
    "Pemrosesan dijeda oleh pemiliknya",
    "Selama jeda berkasnya tidak dibuka dan tidak dipakai untuk memutus. Bila peraturan mewajibkan, penanggung jawab daerah \
     menolak jeda itu di Data pribadi.",
);

/// The page that asks why a mark is withdrawn.
#[derive(Template)]
#[template(path = "desk/vault/unmark.html")]
pub struct Unmark {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The document.
    pub name: String,
    /// The request's page.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Why.
    pub reason: Field,
}

/// `GET /kelola/berkas/{id}`
pub async fn show(staff: Asking, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let request = find(&staff, &id).await?;
    let vault = &staff.app.vault;
    let held = vault.held(&staff.db, &request).await?;
    let versions: Vec<Uuid> = request.items.iter().filter_map(|item| item.version).collect();
    let marks = vault.marks(&versions).await?;
    let mut items = Vec::new();
    for item in &request.items {
        items.push(item_line(&staff, &request, item, (&held, &marks)).await?);
    }
    let at = staff.act.at;
    let rests = match (vault.has_left(&request).await?, vault.is_paused(&request).await?) {
        (true, _) => Some(LEFT),
        (false, true) => Some(PAUSED),
        (false, false) => None,
    };
    let undecided = |item: &Item| {
        item.state == ItemState::Given && item.decided_at.is_none() && item.may_be_used(request.use_until, at)
    };
    let page = One {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Documents)).await?,
        news: news(asked.text("kabar")),
        here: format!("{HERE}/{}", request.id),
        service: request.service.1.clone(),
        state: state(&request, at),
        rows: [
            ("Instansi", request.agency.clone()),
            ("Diminta oleh", format!("{}, {}", request.asked_by, staff.written(request.asked_at))),
            ("Alasan", request.reason.as_str().to_owned()),
            answered(&staff, &request),
            ("Dapat dipakai sampai", staff.written(request.use_until)),
        ]
        .into(),
        waits: request.waits(at),
        issues: (request.may_issue(at) && !is_own(&staff, &request)).then(|| format!("{HERE}/{}/hasil", request.id)),
        decides: rests.is_none() && request.items.iter().any(undecided),
        rests,
        items,
    };
    answer::page(&page)
}

/// Whether it asks whoever looks at it: she vouches for nothing of her own.
fn is_own(staff: &Asking, request: &Request) -> bool {
    request.account == Some(staff.who.account)
}

/// How the citizen answers: by herself, or aloud at the counter.
fn answered(staff: &Asking, request: &Request) -> (&'static str, String) {
    if request.spoken {
        ("Persetujuan", format!("Lisan di loket, di hadapan {}", request.asked_by))
    } else {
        ("Dapat dijawab sampai", staff.written(request.answer_until))
    }
}

fn news(word: &str) -> Option<(bool, &'static str)> {
    let good = match word {
        "lisan" => Some("Persetujuan lisan tercatat. Berkasnya dapat Anda buka sekarang."),
        "diminta" => Some("Permintaan dikirim. Warga menjawabnya di Berkas saya."),
        "diputus" => Some("Tercatat. Salinan ini tetap disimpan, juga bila izin dicabut kemudian."),
        "asli" => Some("Tercatat: berkas ini cocok dengan aslinya."),
        "terbit" => Some("Dokumen sudah ada di Berkas saya milik warga. Warga dikabari."),
        "bukan-asli" => Some("Tanda itu dicabut."),
        _ => None,
    };
    let own = "Berkas ini milik Anda sendiri. Mintalah petugas lain mencocokkannya dengan aslinya.";
    good.map(|words| (true, words)).or((word == "sendiri").then_some((false, own)))
}

async fn item_line(
    staff: &Asking,
    request: &Request,
    item: &Item,
    (held, marks): (&[Held], &[Mark]),
) -> Result<ItemLine, Fault> {
    let held = held.iter().find(|held| held.item == item.id);
    let href = format!("{HERE}/{}/{}", request.id, item.id);
    let opens = held.is_some() && item.may_be_used(request.use_until, staff.act.at);
    let code = staff.tenant.code();
    let mut lines = Vec::new();
    for mark in marks.iter().filter(|mark| item.version == Some(mark.version)) {
        lines.push(mark_line(staff, mark, &href).await?);
    }
    let stands = |mark: &&Mark| item.version == Some(mark.version) && mark.region == code && mark.withdrawn.is_none();
    Ok(ItemLine {
        name: kinds::name_of(Words::default(), &item.kind),
        state: item_state(request, item, staff.act.at),
        details: held.filter(|_| opens).map(details).unwrap_or_default(),
        opens,
        may_mark: opens && !is_own(staff, request) && !marks.iter().any(|mark| stands(&mark)),
        marks: lines,
        href,
    })
}

async fn mark_line(staff: &Asking, mark: &Mark, href: &str) -> Result<MarkLine, Fault> {
    let region = regions::by_code(&staff.app.control().read().await?, mark.region).await?;
    let region = region.map_or_else(|| mark.region.to_string(), |region| region.name);
    let vouched = match mark.kind {
        MarkKind::Seen => "Aslinya dilihat oleh",
        MarkKind::Issued => "Diterbitkan oleh",
    };
    let text = format!("{vouched} {}, {region}, {}.", mark.by, staff.written(mark.at));
    let text = match &mark.withdrawn {
        Some((at, by, why)) => format!("{text} Dicabut oleh {by}, {}: {why}", staff.written(*at)),
        None => text,
    };
    let own = mark.withdrawn.is_none() && mark.region == staff.tenant.code();
    Ok(MarkLine { text, stands: mark.withdrawn.is_none(), withdraw: own.then(|| format!("{href}/asli/{}", mark.id)) })
}

fn item_state(request: &Request, item: &Item, at: DateTime<Utc>) -> (&'static str, &'static str) {
    match item.state {
        ItemState::Waiting => ("yellow", "Menunggu warga"),
        ItemState::Given if item.decided_at.is_some() => ("green", "Sudah diputus"),
        ItemState::Given if !item.may_be_used(request.use_until, at) => ("grey", "Waktu pakai lewat"),
        ItemState::Given => ("blue", "Diizinkan"),
        ItemState::Declined => ("red", "Tidak diizinkan"),
        ItemState::Withdrawn => ("red", "Izin dicabut"),
    }
}

fn details(held: &Held) -> String {
    let w = Words::default();
    let number = held.details.number.as_ref().map(|number| format!("Nomor {}.", number.masked()));
    let issued = held.details.issued_on.map(|day| format!("Terbit {}.", w.date(day)));
    let until = held.details.expires_on.map(|day| format!("Berlaku sampai {}.", w.date(day)));
    [number, issued, until].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// `GET /kelola/berkas/{id}/{item}/asli/{mark}`
pub async fn ask_unmark(staff: Asking, path: web::Path<(String, Uuid, Uuid)>) -> Result<HttpResponse, Fault> {
    let (id, item, mark) = path.into_inner();
    answer::page(&unmark_page(&staff, (&id, item, mark), Field::new(REASON)).await?)
}

/// The page, with a complaint or without. A mark of another region, or one that is withdrawn, is not there.
pub(super) async fn unmark_page(
    staff: &Asking,
    (id, item, mark): (&str, Uuid, Uuid),
    reason: Field,
) -> Result<Unmark, Fault> {
    let request = find(staff, id).await?;
    let known = request.items.iter().find(|known| known.id == item).ok_or(Fault::NotFound)?;
    let marks = staff.app.vault.marks(known.version.as_slice()).await?;
    let own = |known: &&Mark| known.id == mark && known.region == staff.tenant.code() && known.withdrawn.is_none();
    marks.iter().find(own).ok_or(Fault::NotFound)?;
    Ok(Unmark {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Documents)).await?,
        name: kinds::name_of(Words::default(), &known.kind),
        back: format!("{HERE}/{id}"),
        action: format!("{HERE}/{id}/{item}/asli/{mark}"),
        summary: ErrorSummary::of([&reason]),
        reason,
    })
}
