//! `/berkas/permintaan/{id}`: who asks for what, why and until when; the answer, and taking it back.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_rbac::Domain;
use balai_vault::{AnswerRefused, Document, Item, ItemState, Request};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::requests::tag;
use super::shown::{Tag, ZONE, frame};
use super::{kinds, shown};
use crate::access::Person;
use crate::account::acting::{self, Owner};
use crate::asked::Asked;
use crate::caller;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::places;
use crate::reply::see;
use crate::words::Words;

/// The answer that gives nothing.
const NO: &str = "tidak";
/// What the name of each document's field begins with.
const ITEM: &str = "berkas";

/// The page.
#[derive(Template)]
#[template(path = "account/vault/request.html")]
pub struct RequestPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What was just done.
    pub news: Option<String>,
    /// The page's own path.
    pub here: String,
    /// The service.
    pub service: String,
    /// Where it stands.
    pub tag: Tag,
    /// Who, why, until when.
    pub rows: Vec<(String, String)>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The questions, while it waits.
    pub questions: Vec<Question>,
    /// The answers, afterwards.
    pub answers: Vec<Answer>,
}

/// One document that is asked for.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its field.
    pub field: Field,
    /// What is asked.
    pub legend: String,
    /// The fitting documents, and no.
    pub choices: Vec<Choice>,
    /// Where a fitting one is added, when there is none.
    pub add: Option<String>,
}

/// What was answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The document.
    pub name: String,
    /// Where it stands.
    pub tag: Tag,
    /// The form that takes it back.
    pub withdraw: Option<String>,
}

/// `GET /berkas/permintaan/{id}`
pub async fn show(
    person: Owner<acting::Asked>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let request = find(&person, *id).await?;
    let news = match asked.text("kabar") {
        "dijawab" => Some(w.t("vault-answered")),
        "dicabut" => Some(w.t("vault-withdrawn")),
        "lewat" => Some(w.t("vault-over")),
        _ => None,
    };
    answer(&person, w, HttpResponse::Ok(), request, (&Typed::default(), false), news).await
}

/// `POST /berkas/permintaan/{id}`
pub async fn submit(
    person: Owner<acting::Asked>,
    request: HttpRequest,
    id: web::Path<Uuid>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let request = find(&person, *id).await?;
    let here = format!("/berkas/permintaan/{id}");
    let mut given = Vec::new();
    for (at, item) in request.items.iter().enumerate() {
        match typed.text(&name(at)) {
            NO => {}
            text => match Uuid::parse_str(text) {
                Ok(document) => given.push((item.id, document)),
                Err(_) if request.waits(person.act.at) => {
                    let wrong = HttpResponse::UnprocessableEntity();
                    return answer(&person, w, wrong, request, (&typed, true), None).await;
                }
                Err(_) => return Ok(see(format!("{here}?kabar=lewat"))),
            },
        }
    }
    match person.app.vault.answer(&person.act, person.subject, *id, &given).await {
        Ok(()) => Ok(see(format!("{here}?kabar=dijawab"))),
        Err(AnswerRefused::Over) => Ok(see(format!("{here}?kabar=lewat"))),
        Err(AnswerRefused::Unfit) => {
            answer(&person, w, HttpResponse::UnprocessableEntity(), request, (&typed, true), None).await
        }
        Err(AnswerRefused::Storage(error)) => Err(error.into()),
    }
}

/// `POST /berkas/permintaan/{id}/{item}/cabut`
pub async fn withdraw(person: Owner<acting::Asked>, path: web::Path<(Uuid, Uuid)>) -> Result<HttpResponse, Fault> {
    let (id, item) = path.into_inner();
    let request = find(&person, id).await?;
    if !request.items.iter().any(|known| known.id == item) {
        return Err(Fault::NotFound);
    }
    person.app.vault.withdraw(&person.act, person.subject, item).await?;
    Ok(see(format!("/berkas/permintaan/{id}?kabar=dicabut")))
}

async fn find(person: &Person, id: Uuid) -> Result<Request, Fault> {
    let request = person.app.vault.request_to(person.subject, id).await?;
    request.filter(|request| acting::reaches(person, request)).ok_or(Fault::NotFound)
}

fn name(at: usize) -> String {
    format!("{ITEM}-{at}")
}

async fn answer(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    request: Request,
    (typed, must): (&Typed, bool),
    news: Option<String>,
) -> Result<HttpResponse, Fault> {
    let at = person.act.at;
    let region = places::name(&person.app, w, &Domain::Region(request.region)).await?;
    let documents = person.app.vault.documents(person.subject).await?;
    let waits = request.waits(at);
    let questions: Vec<Question> = if waits {
        let items = request.items.iter().enumerate();
        items.map(|(at, item)| question(w, (at, item), &documents, (typed, must), person)).collect()
    } else {
        Vec::new()
    };
    let row = |key: &str, value: String| (w.t(key), value);
    let page = RequestPage {
        w,
        frame: frame(w, person),
        form: person.form.clone(),
        news,
        here: format!("/berkas/permintaan/{}", request.id),
        service: request.service.1.clone(),
        tag: tag(w, &request, at),
        rows: [
            Some(row("vault-request-asks", format!("{}, {}, {region}", request.asked_by, request.agency))),
            Some(row("vault-request-why", request.reason.as_str().to_owned())),
            Some(row("vault-request-until", w.moment(request.use_until, ZONE))),
            request.spoken.then(|| row("vault-request-spoken", spoken(w, &request))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        summary: ErrorSummary::of(questions.iter().map(|question| &question.field)),
        answers: if waits {
            Vec::new()
        } else {
            request.items.iter().map(|item| answered(w, &request, item, at)).collect()
        },
        questions,
    };
    caller::page(status, &page)
}

/// Before whom she agreed aloud.
fn spoken(w: Words, request: &Request) -> String {
    w.say("vault-request-spoken-by").put("who", &request.asked_by).to_string()
}

fn question(
    w: Words,
    (at, item): (usize, &Item),
    documents: &[Document],
    (typed, must): (&Typed, bool),
    person: &Person,
) -> Question {
    let mut field = Field::in_row(ITEM, at).with(typed.text(&name(at)));
    let fits = |document: &&Document| document.kind.as_str() == item.kind;
    let choice = |document: &Document| {
        let card = shown::Card::of(w, document, shown::today(person.act.at));
        let tags = card.tags.iter().map(|tag| tag.text.as_str()).collect::<Vec<_>>().join(", ");
        let hint = if tags.is_empty() { card.line } else { format!("{} {tags}.", card.line) };
        Choice::new(document.id.to_string(), w.say("vault-give").put("name", card.name).to_string()).hint(hint)
    };
    let no = Choice::new(NO, w.t("vault-give-not"));
    let mut choices: Vec<Choice> = documents.iter().filter(fits).map(choice).chain([no]).collect();
    let none = choices.len() == 1;
    if !choices.iter().any(|choice| choice.value == field.value) {
        field.value.clear();
        if must {
            field.error = Some(w.t("vault-give-choose"));
        }
    }
    for choice in &mut choices {
        choice.chosen = choice.value == field.value;
    }
    let name = kinds::name_of(w, &item.kind);
    Question {
        field,
        legend: if item.requirement == name { name } else { format!("{name}: {}", item.requirement) },
        choices,
        add: none.then(|| format!("/berkas/unggah?jenis={}", item.kind)),
    }
}

fn answered(w: Words, request: &Request, item: &Item, at: DateTime<Utc>) -> Answer {
    let is_over = !item.may_be_used(request.use_until, at);
    let (colour, key, more) = match item.state {
        ItemState::Waiting => ("grey", "vault-item-waiting", ""),
        ItemState::Given if item.decided_at.is_some() => ("green", "vault-item-decided", "vault-item-decided-more"),
        ItemState::Given if is_over => ("grey", "vault-item-over", "vault-item-over-more"),
        ItemState::Given => ("blue", "vault-item-given", "vault-item-given-more"),
        ItemState::Declined => ("grey", "vault-item-declined", ""),
        ItemState::Withdrawn if item.decided_at.is_some() => {
            ("grey", "vault-item-withdrawn", "vault-item-decided-more")
        }
        ItemState::Withdrawn => ("grey", "vault-item-withdrawn", "vault-item-withdrawn-more"),
    };
    let more = if more.is_empty() { String::new() } else { w.t(more) };
    let takes_back = item.state == ItemState::Given && !is_over;
    Answer {
        name: kinds::name_of(w, &item.kind),
        tag: Tag { colour, text: w.t(key), more },
        withdraw: takes_back.then(|| format!("/berkas/permintaan/{}/{}/cabut", request.id, item.id)),
    }
}
