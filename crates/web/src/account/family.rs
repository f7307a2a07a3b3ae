//! `/keluarga`: for whom one acts, who acts for oneself, and what was done.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{AppointRefused, Mandate, MandateKind, NewMandate};
use balai_kernel::{RegionCode, Zone};
use balai_rbac::Domain;
use balai_storage::audit::Trail;
use balai_tenancy::{TenantState, tenants};
use chrono::TimeDelta;
use uuid::Uuid;

use super::acting;
use super::contact_step::read;
use super::sign_in::Wait;
use crate::access::Person;
use crate::asked::{AFTER, Asked, link};
use crate::caller;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::places;
use crate::trail::words::deed;
use crate::words::Words;

/// The page.
pub const FAMILY: &str = "/keluarga";
const CONTACT: &str = "kontak";
const REGION: &str = "daerah";
const SPAN: &str = "lama";
/// For how many days somebody is appointed.
const SPANS: [(&str, &str); 4] =
    [("7", "family-week"), ("30", "family-month"), ("182", "family-half-year"), ("365", "family-year")];
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

/// The form that appoints somebody.
#[derive(Template)]
#[template(path = "account/appoint.html")]
pub struct Appoint {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The other's address or number.
    pub contact: Field,
    /// For which region.
    pub region: Field,
    /// All of them, and each.
    pub regions: Vec<Choice>,
    /// For how long.
    pub span: Field,
    /// Its answers.
    pub spans: Vec<Choice>,
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
    let frame = Frame {
        acting: acting.map(|mandate| acting::bar(&mandate, &person.form)),
        ..Frame::account(w, FAMILY, Some(person.who.name.as_str()))
    };
    let news = news(w, asked.text("kabar"));
    caller::page(status, &Family { w, frame, form: person.form.clone(), news, held, given, ended })
}

/// `GET /keluarga/tunjuk`
pub async fn ask(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let fields = [Field::new(CONTACT), Field::new(REGION), Field::new(SPAN).with("30")];
    form(&person, Words::chosen(&request), HttpResponse::Ok(), fields).await
}

/// `POST /keluarga/tunjuk`: whether anybody has the address is not said.
pub async fn appoint(person: Person, request: HttpRequest, typed: Typed) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let [mut contact, mut region, mut span] = [CONTACT, REGION, SPAN].map(|name| typed.field(name));
    let agent =
        read(w, &contact.value, person.app.reaches_phones).map_err(|sentence| contact.error = Some(sentence)).ok();
    let days = SPANS.iter().find(|(days, _)| *days == span.value).and_then(|(days, _)| days.parse::<i64>().ok());
    if days.is_none() {
        span.error = Some(w.t("family-span-missing"));
    }
    let only = match region.value.as_str() {
        "" => Some(None),
        code => code.parse::<RegionCode>().ok().map(Some),
    };
    if only.is_none() {
        region.error = Some(w.t("family-region-missing"));
    }
    if let (Some(agent), Some(days), Some(only)) = (agent, days, only) {
        let new = NewMandate { agent, region: only, ends_at: person.act.at + TimeDelta::days(days) };
        match person.app.identity.appoint(&person.act, person.who.account, &new).await {
            Ok(_) => return Ok(caller::to(&format!("{FAMILY}?kabar=ditunjuk")).finish()),
            Err(AppointRefused::Oneself) => contact.error = Some(w.t("family-oneself")),
            Err(AppointRefused::TooMany) => contact.error = Some(w.t("family-too-many")),
            Err(AppointRefused::TooManyTries(until)) => {
                let wait = Wait::until(until, person.act.at);
                let mut status = HttpResponse::TooManyRequests();
                status.insert_header(("Retry-After", wait.seconds().to_string()));
                return form(&person, w, status, [contact.wrong(wait.say(w)), region, span]).await;
            }
            Err(AppointRefused::Storage(error)) => return Err(error.into()),
        }
    }
    form(&person, w, HttpResponse::UnprocessableEntity(), [contact, region, span]).await
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
    let to = if mandate.region.is_some() { "/berkas/permintaan" } else { "/berkas" };
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

async fn form(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    [contact, region, span]: [Field; 3],
) -> Result<HttpResponse, Fault> {
    let all = Choice::new("", w.t("family-all-regions")).chosen_in(&region);
    let mut regions = vec![all];
    let open = tenants::all(&person.app.control().read().await?).await?;
    for tenant in open.into_iter().filter(|tenant| tenant.state == TenantState::Active) {
        let name = places::name(&person.app, w, &Domain::Region(tenant.code())).await?;
        regions.push(Choice::new(tenant.code().to_string(), name).chosen_in(&region));
    }
    let page = Appoint {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        form: person.form.clone(),
        summary: ErrorSummary::of([&contact, &region, &span]),
        spans: SPANS.iter().map(|(days, key)| Choice::new(*days, w.t(key)).chosen_in(&span)).collect(),
        contact,
        region,
        regions,
        span,
    };
    caller::page(status, &page)
}

async fn line(person: &Person, w: Words, mandate: &Mandate, name: String, ends: bool) -> Result<Line, Fault> {
    let until = w.date(Zone::Wib.date(mandate.ends_at));
    let what = match (mandate.kind, mandate.region) {
        (MandateKind::Child, _) => w.say("family-child-until").put("date", until).to_string(),
        (MandateKind::Delegate, None) => w.say("family-all-until").put("date", until).to_string(),
        (MandateKind::Delegate, Some(region)) => {
            let region = places::region(&person.app, region).await?;
            w.say("family-region-until").put("region", region).put("date", until).to_string()
        }
    };
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
