//! `/kelola/warga/{id}`: the citizen who sits there, and what can be done for her.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{Mandate, MandateKind, MandateScope, Sighting, SightingEnd, Visit};
use balai_kernel::Assurance;
use balai_vault::{Item, ItemState};

use super::{HERE, Serving, find_visit};
use crate::account::vault::kinds;
use crate::asked::Asked;
use crate::desk::answer;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::places;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "desk/citizens/visit.html")]
pub struct VisitPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done: whether it is good news, and the words.
    pub news: Option<(bool, &'static str)>,
    /// The page's own path.
    pub here: String,
    /// Her name.
    pub name: String,
    /// What is known of her.
    pub rows: Vec<(&'static str, String)>,
    /// Whether this clerk saw the card, while she sits there.
    pub card_seen: bool,
    /// Who saw it, and when.
    pub sightings: Vec<String>,
    /// Who may act for her here, how far and until when.
    pub agents: Vec<String>,
    /// What can be done for somebody who cannot sign in; none for others.
    pub assisted: Option<Helped>,
}

/// What can be done for somebody who cannot sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    /// Whether she has a sheet already.
    pub has_sheet: bool,
    /// Whether one was made while she sits there, which can be printed again.
    pub prints: bool,
    /// Her documents.
    pub documents: Vec<String>,
    /// What she lets be used, as long as nobody decided with it: the words, and where she takes it back.
    pub consents: Vec<(String, String)>,
}

/// `GET /kelola/warga/{id}`
pub async fn show(staff: Serving, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let (visit, account) = find_visit(&staff, &id).await?;
    let (identity, w) = (&staff.app.identity, Words::default());
    let number = identity.number(&staff.app.kek, account.id).await?;
    let known = identity.assisted(account.id).await?;
    let level = match account.assurance {
        Assurance::Contact => "1 dari 3",
        Assurance::Seen => "2 dari 3, KTP-el sudah dilihat petugas",
        Assurance::National => "3 dari 3, identitas kependudukan digital",
    };
    let mut rows = vec![
        ("NIK", number.map_or_else(|| "Belum diisi".to_owned(), |nik| nik.to_string())),
        ("Tingkat akun", level.to_owned()),
    ];
    if let Some(known) = &known {
        rows.push(("Akun berbantuan", format!("{}, {}", staff.written(known.opened_at), known.purpose)));
    }
    rows.push(("Terbuka sampai", staff.until(visit.ends_at)));
    let assisted = match known {
        Some(known) if visit.card_seen_at.is_some() => {
            let documents = staff.app.vault.documents(account.id).await?;
            let name = |document: &balai_vault::Document| kinds::name_of(w, document.kind.as_str());
            Some(Helped {
                has_sheet: known.code_made_at.is_some(),
                prints: identity.sheet_of(&visit).await?.is_some(),
                documents: documents.iter().map(name).collect(),
                consents: consents(&staff, &visit).await?,
            })
        }
        _ => None,
    };
    let mut sightings = Vec::new();
    for sighting in identity.sightings_of(account.id).await? {
        sightings.extend(line(&staff, &sighting).await?);
    }
    let agents = identity.acting_in(account.id, staff.tenant.code(), staff.act.at).await?;
    let page = VisitPage {
        w,
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        news: news(asked.text("kabar")),
        here: format!("{HERE}/{}", visit.id),
        name: account.name.to_string(),
        rows,
        card_seen: visit.card_seen_at.is_some(),
        sightings,
        agents: agents.iter().map(|mandate| agent(&staff, mandate)).collect(),
        assisted,
    };
    answer::page(&page)
}

/// `POST /kelola/warga/{id}/selesai`
pub async fn end(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let (visit, _) = find_visit(&staff, &id).await?;
    staff.app.identity.end_visit(&staff.act, &staff.db, &visit).await?;
    answer::see(format!("{HERE}?kabar=selesai"))
}

async fn consents(staff: &Serving, visit: &Visit) -> Result<Vec<(String, String)>, Fault> {
    let mut lines = Vec::new();
    for request in staff.app.vault.consented(visit.account).await? {
        let region = places::region(&staff.app, request.region).await?;
        let given = |item: &&Item| item.state == ItemState::Given && item.decided_at.is_none();
        for item in request.items.iter().filter(given) {
            let name = kinds::name_of(Words::default(), &item.kind);
            let line =
                format!("{name} untuk {}, {region}, sampai {}", request.service.1, staff.written(request.use_until));
            lines.push((line, format!("{HERE}/{}/izin/{}/cabut", visit.id, item.id)));
        }
    }
    Ok(lines)
}

fn news(word: &str) -> Option<(bool, &'static str)> {
    match word {
        "dibuka" => Some((true, "Akun dibuka. Cetak lembar kodenya dan berikan kepada warga.")),
        "dilihat" => Some((true, "Tercatat: Anda melihat KTP-el warga ini.")),
        "dicek" => Some((
            false,
            "Tercatat: Anda melihat KTP-el warga ini. Nomor ini perlu dicek dulu oleh kementerian. Layani warga seperti biasa, dan sampaikan bahwa nomornya sedang dicek.",
        )),
        "anak" => Some((true, "Anak didaftarkan. Orang tua bertindak untuknya dari halaman Keluarga dan wakil.")),
        "dicabut" => Some((true, "Izin dicabut. Salinan yang belum dipakai memutus sudah dimusnahkan.")),
        "berkas" => Some((true, "Berkas disimpan.")),
        "berkas-sama" => Some((true, "Berkas yang sama sudah tersimpan.")),
        _ => None,
    }
}

/// Who may act for her, how far and until when.
fn agent(staff: &Serving, mandate: &Mandate) -> String {
    let what = match (mandate.kind, &mandate.scope) {
        (MandateKind::Child, _) => "orang tua".to_owned(),
        (MandateKind::Delegate, MandateScope::All) => "semua urusan".to_owned(),
        (MandateKind::Delegate, MandateScope::Region(_)) => "semua urusan di daerah ini".to_owned(),
        (MandateKind::Delegate, MandateScope::Service { name, .. }) => format!("hanya untuk {name}"),
    };
    format!("{}, {what}, sampai {}", mandate.agent, staff.written(mandate.ends_at))
}

/// Who saw the card; nothing of a number that the account has no more.
pub(super) async fn line(staff: &Serving, sighting: &Sighting) -> Result<Option<String>, Fault> {
    let region = places::region(&staff.app, sighting.region).await?;
    let seen = format!("{}, {region}, {}", sighting.by, staff.written(sighting.at));
    Ok(match &sighting.ended {
        None => Some(seen),
        Some(SightingEnd::Withdrawn { at, by, reason }) => {
            Some(format!("{seen}. Dicabut {by}, {}: {reason}", staff.written(*at)))
        }
        Some(SightingEnd::NumberGone(_)) => None,
    })
}
