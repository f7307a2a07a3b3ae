//! `/kelola/warga/anak`: parents who act for children whose accounts were opened here, and ending that.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::Mandate;
use balai_rbac::support::Reason;

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
const LIST: &str = "/kelola/warga/anak";

/// The list.
#[derive(Template)]
#[template(path = "desk/citizens/parents.html")]
pub struct Parents {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// The children, the newest first.
    pub lines: Vec<Line>,
    /// The next page.
    pub more: Option<String>,
}

/// One child.
#[derive(Clone, Debug)]
pub struct Line {
    /// The child.
    pub child: String,
    /// The parent.
    pub parent: String,
    /// When the account was opened.
    pub since: String,
    /// Where it stands: the colour and the word.
    pub state: (&'static str, &'static str),
    /// Until when it stands, or stood.
    pub until: String,
    /// Where it is ended, while it stands.
    pub end: Option<String>,
}

/// The page that asks why.
#[derive(Template)]
#[template(path = "desk/citizens/parent.html")]
pub struct Parent {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The child.
    pub child: String,
    /// The parent.
    pub parent: String,
    /// The list.
    pub back: &'static str,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Why.
    pub reason: Field,
}

/// `GET /kelola/warga/anak`
pub async fn show(staff: Serving, asked: Asked) -> Result<HttpResponse, Fault> {
    let identity = &staff.app.identity;
    let mut parents = identity.parents_in(staff.tenant.code(), asked.after()?, PAGE as u64 + 1).await?;
    let more = parents.len() > PAGE;
    parents.truncate(PAGE);
    let after = parents.last().filter(|_| more).map(|last| last.id.to_string());
    let page = Parents {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        news: (asked.text("kabar") == "diakhiri").then_some("Orang tua ini tidak lagi bertindak untuk anaknya."),
        lines: parents.iter().map(|mandate| line(&staff, mandate)).collect(),
        more: after.map(|after| link(LIST, [(AFTER, after.as_str())])),
    };
    answer::page(&page)
}

/// `GET /kelola/warga/anak/{id}`
pub async fn ask(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    answer::page(&page(&staff, &id, Field::new(REASON)).await?)
}

/// `POST /kelola/warga/anak/{id}`
pub async fn end(staff: Serving, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let mut field = typed.field(REASON);
    let ask = "Tulis mengapa orang tua ini tidak lagi bertindak untuk anaknya.";
    let reason = field.need(ask, |text| text.parse::<Reason>().map_err(|_| "Tulis alasannya, 5 sampai 300 huruf."));
    let Some(reason) = reason else { return answer::wrong(&page(&staff, &id, field).await?) };
    let ended = staff.app.identity.end_parent(&staff.act, &staff.db, parse_id(&id)?, &reason).await?;
    if ended { answer::see(format!("{LIST}?kabar=diakhiri")) } else { Err(Fault::NotFound) }
}

/// The page, with a complaint or without. What is over is not there.
async fn page(staff: &Serving, id: &str, reason: Field) -> Result<Parent, Fault> {
    let found = staff.app.identity.parent_in(staff.tenant.code(), parse_id(id)?).await?;
    let mandate = found.filter(|found| found.over(staff.act.at).is_none()).ok_or(Fault::NotFound)?;
    Ok(Parent {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        child: mandate.owner.1,
        parent: mandate.agent,
        back: LIST,
        action: format!("{LIST}/{}", mandate.id),
        summary: ErrorSummary::of([&reason]),
        reason,
    })
}

fn line(staff: &Serving, mandate: &Mandate) -> Line {
    let over = mandate.over(staff.act.at);
    Line {
        child: mandate.owner.1.clone(),
        parent: mandate.agent.clone(),
        since: staff.written(mandate.made_at),
        state: if over.is_some() { ("grey", "Berakhir") } else { ("green", "Berlaku") },
        until: staff.written(over.unwrap_or(mandate.ends_at)),
        end: over.is_none().then(|| format!("{HERE}/anak/{}", mandate.id)),
    }
}
