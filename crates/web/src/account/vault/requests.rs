//! `/berkas/permintaan`: what regions asked, and what was answered.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use balai_identity::MandateScope;
use balai_rbac::Domain;
use balai_vault::{ItemState, Request};
use chrono::{DateTime, Utc};

use super::shown::{Tag, ZONE, frame};
use crate::account::acting::{self, Owner};
use crate::asked::{AFTER, Asked, link};
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::places;
use crate::words::Words;

/// Requests of one page.
const PAGE: usize = 25;

/// The page.
#[derive(Template)]
#[template(path = "account/vault/requests.html")]
pub struct Requests {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The requests.
    pub lines: Vec<RequestLine>,
    /// The next page.
    pub more: Option<String>,
}

/// One request.
#[derive(Clone, Debug)]
pub struct RequestLine {
    /// Its page.
    pub href: String,
    /// For which service.
    pub service: String,
    /// Who asks, and when.
    pub who: String,
    /// Where it stands.
    pub tag: Tag,
}

/// `GET /berkas/permintaan`
pub async fn show(person: Owner<acting::Asked>, request: HttpRequest, asked: Asked) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    // an agent for one region or one service sees what is asked there
    let within = person.mandate.as_ref().map_or(&MandateScope::All, |mandate| &mandate.scope);
    let mut requests = person.app.vault.requests_to(person.subject, within, asked.after()?, PAGE as u64 + 1).await?;
    let more = requests.len() > PAGE;
    requests.truncate(PAGE);
    let last = requests.last().filter(|_| more).map(|last| last.id.to_string());
    let more = last.map(|last| link("/berkas/permintaan", [(AFTER, last.as_str())]));
    let mut lines = Vec::new();
    for request in requests {
        let region = places::name(&person.app, w, &Domain::Region(request.region)).await?;
        let date = w.date(ZONE.date(request.asked_at));
        lines.push(RequestLine {
            href: format!("/berkas/permintaan/{}", request.id),
            who: w
                .say("vault-request-who")
                .put("agency", &request.agency)
                .put("region", region)
                .put("date", date)
                .to_string(),
            tag: tag(w, &request, person.act.at),
            service: request.service.1,
        });
    }
    caller::page(HttpResponse::Ok(), &Requests { w, frame: frame(w, &person), lines, more })
}

/// Where a request stands, for whom it asks.
pub fn tag(w: Words, request: &Request, at: DateTime<Utc>) -> Tag {
    let any = |state| request.items.iter().any(|item| item.state == state);
    let (colour, key) = if request.closed_at.is_some() {
        ("grey", "vault-request-closed")
    } else if request.waits(at) {
        ("yellow", "vault-request-waits")
    } else if any(ItemState::Given) {
        ("blue", "vault-request-given")
    } else if any(ItemState::Withdrawn) {
        ("grey", "vault-request-withdrawn")
    } else if any(ItemState::Declined) {
        ("grey", "vault-request-declined")
    } else {
        ("grey", "vault-request-over")
    };
    Tag { colour, text: w.t(key), more: String::new() }
}
