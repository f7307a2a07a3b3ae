//! `/kelola/warga/dilihat`: the cards that were seen here, and taking one back.

use std::collections::HashMap;

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{Sighting, SightingEnd};
use balai_rbac::support::Reason;
use uuid::Uuid;

use super::{HERE, Serving};
use crate::asked::{AFTER, Asked, link};
use crate::desk::answer;
use crate::desk::staff::parse_id;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Lines of one page.
const PAGE: usize = 25;
const REASON: &str = "alasan";
const LIST: &str = "/kelola/warga/dilihat";

/// The list.
#[derive(Template)]
#[template(path = "desk/citizens/seen.html")]
pub struct Seen {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// The cards.
    pub lines: Vec<Line>,
    /// The next page.
    pub more: Option<String>,
}

/// One card.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose.
    pub name: String,
    /// Who saw it, and when.
    pub seen: String,
    /// Where it stands: the colour and the word.
    pub state: (&'static str, &'static str),
    /// When, by whom and why it was withdrawn; may be empty.
    pub note: String,
    /// Where it is withdrawn, while it stands.
    pub withdraw: Option<String>,
}

/// The page that asks why.
#[derive(Template)]
#[template(path = "desk/citizens/withdraw.html")]
pub struct Withdraw {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whose card it was.
    pub name: String,
    /// The list.
    pub back: &'static str,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Why.
    pub reason: Field,
}

/// `GET /kelola/warga/dilihat`
pub async fn show(staff: Serving, asked: Asked) -> Result<HttpResponse, Fault> {
    let identity = &staff.app.identity;
    let mut seen = identity.sightings_in(staff.tenant.code(), asked.after()?, PAGE as u64 + 1).await?;
    let more = seen.len() > PAGE;
    seen.truncate(PAGE);
    let ids: Vec<Uuid> = seen.iter().map(|sighting| sighting.account).collect();
    let names: HashMap<Uuid, String> =
        identity.accounts(&ids).await?.into_iter().map(|account| (account.id, account.name.to_string())).collect();
    let after = seen.last().filter(|_| more).map(|last| last.id.to_string());
    let page = Seen {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        news: (asked.text("kabar") == "dicabut").then_some("Tanda itu dicabut. Warga membacanya di profilnya."),
        lines: seen.iter().map(|sighting| line(&staff, &names, sighting)).collect(),
        more: after.map(|after| link(LIST, [(AFTER, after.as_str())])),
    };
    answer::page(&page)
}

/// `GET /kelola/warga/dilihat/{id}`
pub async fn ask(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    answer::page(&page(&staff, &id, Field::new(REASON)).await?)
}

/// `POST /kelola/warga/dilihat/{id}`
pub async fn withdraw(staff: Serving, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let mut field = typed.field(REASON);
    let ask = "Tulis mengapa tanda ini dicabut. Warga membacanya.";
    let reason = field.need(ask, |text| text.parse::<Reason>().map_err(|_| "Tulis alasannya, 5 sampai 300 huruf."));
    let Some(reason) = reason else { return answer::wrong(&page(&staff, &id, field).await?) };
    let by = staff.who.name.as_str();
    let gone = staff.app.identity.withdraw_sighting(&staff.act, &staff.db, parse_id(&id)?, by, &reason).await?;
    if gone { answer::see(format!("{LIST}?kabar=dicabut")) } else { Err(Fault::NotFound) }
}

/// The page, with a complaint or without. What is withdrawn already is not there.
async fn page(staff: &Serving, id: &str, reason: Field) -> Result<Withdraw, Fault> {
    let found = staff.app.identity.sighting_in(staff.tenant.code(), parse_id(id)?).await?;
    let sighting = found.filter(|found| found.ended.is_none()).ok_or(Fault::NotFound)?;
    let account = staff.app.identity.account(sighting.account).await?.ok_or(Fault::NotFound)?;
    Ok(Withdraw {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        name: account.name.to_string(),
        back: LIST,
        action: format!("{LIST}/{}", sighting.id),
        summary: ErrorSummary::of([&reason]),
        reason,
    })
}

fn line(staff: &Serving, names: &HashMap<Uuid, String>, sighting: &Sighting) -> Line {
    let (state, note) = match &sighting.ended {
        None => (("green", "Berlaku"), String::new()),
        Some(SightingEnd::NumberGone(at)) => (("grey", "NIK diganti"), staff.written(*at)),
        Some(SightingEnd::Withdrawn { at, by, reason }) => {
            (("red", "Dicabut"), format!("{by}, {}: {reason}", staff.written(*at)))
        }
    };
    Line {
        name: names.get(&sighting.account).cloned().unwrap_or_default(),
        seen: format!("{}, {}", sighting.by, staff.written(sighting.at)),
        state,
        note,
        withdraw: sighting.ended.is_none().then(|| format!("{HERE}/dilihat/{}", sighting.id)),
    }
}
