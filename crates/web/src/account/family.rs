//! `/keluarga`: for whom one acts, who acts for oneself, and what was done.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::{Mandate, MandateKind, MandateScope};
use balai_kernel::Zone;
use balai_storage::audit::Trail;
use uuid::Uuid;

use super::acting;
use crate::access::Person;
use crate::asked::{AFTER, Asked, link};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::places;
use crate::trail::words::deed;
use crate::words::Words;

/// The page.
pub const FAMILY: &str = "/keluarga";
/// Deeds of one page.
const PAGE: usize = 50;

/// The list.
#[derive(Template)]
#[template(path = "account/family.html")]
pub struct Family {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What was just done: whether it is good news, and the words.
    pub news: Option<(bool, String)>,
    /// For whom she acts, or is asked to.
    pub held: Vec<Line>,
    /// Who acts for her.
    pub given: Vec<Line>,
    /// Who did until lately.
    pub ended: Vec<Line>,
}

/// One mandate.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its own path.
    pub href: String,
    /// Who the other is.
    pub name: String,
    /// By what right, for what, until when.
    pub what: String,
    /// Whether it waits for an answer.
    pub waits: bool,
    /// Whether this side ends it here.
    pub ends: bool,
}

/// What was done in one's name.
#[derive(Template)]
#[template(path = "account/deeds.html")]
pub struct Deeds {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Who did it.
    pub name: String,
    /// What and when, the newest first.
    pub lines: Vec<(String, String)>,
    /// The next page.
    pub more: Option<String>,
}

/// `GET /keluarga`
pub async fn show(person: Person, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let all = person.app.identity.mandates(person.who.account, person.act.at).await?;
    let (mut held, mut given, mut ended) = (Vec::new(), Vec::new(), Vec::new());
    for mandate in &all.held {
        held.push(line(&person, w, mandate, mandate.owner.1.clone(), mandate.kind == MandateKind::Delegate).await?);
    }
    for mandate in &all.given {
        given.push(line(&person, w, mandate, mandate.agent.clone(), true).await?);
    }
    for mandate in &all.ended {
        let line = line(&person, w, mandate, mandate.agent.clone(), false).await?;
        let date = w.date(Zone::Wib.date(mandate.over(person.act.at).unwrap_or(mandate.ends_at)));
        ended.push(Line { what: w.say("family-past-since").put("date", date).to_string(), ..line });
    }
    let acting = acting::mandate(&request, &person).await?;
    let mut status = HttpResponse::Ok();
    if acting.is_none() && request.cookie(acting::COOKIE).is_some() {
        status.cookie(acting::over());
    }
    let acting = acting.map(|mandate| acting::bar(&mandate, &person.form));
    let frame = Frame::account(w, FAMILY, Some(person.who.name.as_str())).acting(acting);
    let news = news(w, asked.text("kabar"));
    caller::page(status, &Family { w, frame, form: person.form.clone(), news, held, given, ended })
}

/// `POST /keluarga/{id}/terima`
pub async fn accept(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let done = person.app.identity.accept_mandate(&person.act, person.who.account, *id).await?;
    back(done, "diterima")
}

/// `POST /keluarga/{id}/akhiri`: declines what waits, ends what stands.
pub async fn end(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let done = person.app.identity.end_mandate(&person.act, person.who.account, *id).await?;
    back(done, "diakhiri")
}

/// `POST /keluarga/{id}/mulai`: from now on the vault is the other's.
pub async fn begin(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let mandate = person.app.identity.acting(person.who.account, *id, person.act.at).await?.ok_or(Fault::NotFound)?;
    let to = if mandate.scope == MandateScope::All { "/berkas" } else { "/berkas/permintaan" };
    Ok(caller::to_with(to, [acting::keep(mandate.id)]))
}

/// `POST /keluarga/selesai`
pub async fn stop(_: Person) -> Result<HttpResponse, Fault> {
    Ok(caller::to_with(&format!("{FAMILY}?kabar=selesai"), [acting::over()]))
}

/// `GET /keluarga/{id}/catatan`: also of a mandate that has ended.
pub async fn deeds(
    person: Person,
    request: HttpRequest,
    id: web::Path<Uuid>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let mandate = person.app.identity.given(person.who.account, *id).await?.ok_or(Fault::NotFound)?;
    let after = match asked.text(AFTER) {
        "" => None,
        text => Some(text.parse::<i64>().map_err(|_| Fault::NotFound)?),
    };
    let mut links = Vec::new();
    if let Some(actor) = mandate.actor {
        let only = Trail { actor: Some(actor), ..Trail::default() };
        links = person.app.control().read().await?.trail(&only, after, PAGE as u64 + 1).await?;
    }
    let goes_on = links.len() > PAGE;
    links.truncate(PAGE);
    let last = links.last().filter(|_| goes_on).map(|last| last.position.to_string());
    let page = Deeds {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        name: mandate.agent,
        lines: links.iter().map(|link| (deed(&link.action).to_owned(), w.moment(link.at, Zone::Wib))).collect(),
        more: last.map(|last| link(&format!("{FAMILY}/{id}/catatan"), [(AFTER, last.as_str())])),
    };
    caller::page(HttpResponse::Ok(), &page)
}

async fn line(person: &Person, w: Words, mandate: &Mandate, name: String, ends: bool) -> Result<Line, Fault> {
    let until = w.date(Zone::Wib.date(mandate.ends_at));
    let key = match (mandate.kind, &mandate.scope) {
        (MandateKind::Child, _) => "family-child-until",
        (MandateKind::Delegate, MandateScope::All) => "family-all-until",
        (MandateKind::Delegate, MandateScope::Region(_)) => "family-region-until",
        (MandateKind::Delegate, MandateScope::Service { .. }) => "family-service-until",
    };
    let mut what = w.say(key).put("date", until);
    if let Some(region) = mandate.scope.region() {
        what = what.put("region", places::region(&person.app, region).await?);
    }
    if let Some((_, service)) = mandate.scope.service() {
        what = what.put("service", service);
    }
    let what = what.to_string();
    let waits = mandate.accepted_at.is_none();
    Ok(Line { href: format!("{FAMILY}/{}", mandate.id), name, what, waits, ends })
}

fn back(done: bool, news: &str) -> Result<HttpResponse, Fault> {
    if done { Ok(caller::to(&format!("{FAMILY}?kabar={news}")).finish()) } else { Err(Fault::NotFound) }
}

fn news(w: Words, word: &str) -> Option<(bool, String)> {
    match word {
        "ditunjuk" => Some((true, w.t("family-appointed"))),
        "diterima" => Some((true, w.t("family-accepted"))),
        "diakhiri" => Some((true, w.t("family-ended"))),
        "selesai" => Some((true, w.t("family-stopped"))),
        "jangkauan" => Some((false, w.t("family-beyond"))),
        "berakhir" => Some((false, w.t("family-not-meant"))),
        _ => None,
    }
}
