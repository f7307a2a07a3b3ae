//! What is held of a person, gathered from every room.

use balai_identity::{Holdings, MandateScope};
use balai_kernel::Actor;
use balai_storage::audit::{Link, Trail};
use balai_vault::{Document, ItemState, Look, Request};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use uuid::Uuid;

use crate::access::Person;
use crate::account::vault::kinds;
use crate::account::vault::shown::citizens;
use crate::fault::Fault;
use crate::trail::words::deed;
use crate::words::Words;

/// Links of the trail, and looks, that are told at most.
const MOST_LINES: usize = 20_000;
const PAGE: u64 = 500;

/// All of it.
#[derive(Clone, Debug, Serialize)]
pub struct Held {
    /// When it was gathered.
    pub made_at: DateTime<Utc>,
    /// The account, how it is kept safe, where it was signed in.
    pub account: Holdings,
    /// Her citizen number, if she gave it.
    pub nik: Option<String>,
    /// Her documents.
    pub documents: Vec<Paper>,
    /// What regions asked for, and what she answered.
    pub consents: Vec<Given>,
    /// Who looked at her documents.
    pub looks: Vec<Seen>,
    /// What she did, and what was done to her account.
    pub deeds: Vec<Deed>,
}

/// A version of a document.
#[derive(Clone, Debug, Serialize)]
pub struct Paper {
    /// The file in this archive.
    pub file: String,
    /// What it is.
    pub kind: String,
    /// Which version, 1 for the first.
    pub version: i32,
    /// The name the file had when it was added.
    pub name: String,
    /// The number on it.
    pub number: Option<String>,
    /// The day it was issued.
    pub issued_on: Option<NaiveDate>,
    /// The last day it holds.
    pub expires_on: Option<NaiveDate>,
    /// The region that issued it, by code.
    pub issuer: Option<String>,
    /// When it was added.
    pub added_at: DateTime<Utc>,
    /// Where it is kept: document and version.
    #[serde(skip)]
    pub at: (Uuid, Uuid),
}

/// A document that a region asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Given {
    /// The region's code.
    pub region: String,
    /// The service.
    pub service: String,
    /// The agency.
    pub agency: String,
    /// Why, in the words of whoever asked.
    pub reason: String,
    /// What was asked for.
    pub kind: String,
    /// `waiting`, `given`, `declined`, `withdrawn`.
    pub state: &'static str,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// When she answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When the region decided with it: its copy stays the region's.
    pub decided_at: Option<DateTime<Utc>>,
    /// When she took it back.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// Until when it may be used.
    pub use_until: DateTime<Utc>,
}

/// A look at a document.
#[derive(Clone, Debug, Serialize)]
pub struct Seen {
    /// The document's kind.
    pub kind: String,
    /// The region; none where she looked herself.
    pub region: Option<String>,
    /// Who.
    pub by: String,
    /// For which service.
    pub service: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A line of the audit trail.
#[derive(Clone, Debug, Serialize)]
pub struct Deed {
    /// Its place in the trail.
    pub position: i64,
    /// The deed by its stable name.
    pub action: String,
    /// The same in words.
    pub words: String,
    /// Whether she did it herself.
    pub own: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// Gathers it; the citizen number is written down as shown.
pub(super) async fn gathered(person: &Person, w: Words, account: Holdings) -> Result<Held, Fault> {
    let (app, id) = (&person.app, person.who.account);
    let nik = app.identity.reveal_number(&person.act, &app.kek, id).await?;
    let documents = app.vault.documents(id).await?;
    Ok(Held {
        made_at: person.act.at,
        account,
        nik: nik.map(|nik| nik.reveal().clone()),
        documents: documents.iter().flat_map(|document| papers(w, document)).collect(),
        consents: consents(person, w).await?,
        looks: looks(person, w).await?,
        deeds: deeds(person).await?,
    })
}

fn papers(w: Words, document: &Document) -> Vec<Paper> {
    let kind = kinds::name_of(w, document.kind.as_str());
    // the end of the id tells documents of one kind apart
    let id = document.id.simple().to_string();
    let paper = |version: &balai_vault::Version| Paper {
        file: format!("berkas/{}-{}-v{}.{}", document.kind, &id[24..], version.number, version.media.ending()),
        kind: kind.clone(),
        version: version.number,
        name: version.name.as_str().to_owned(),
        number: version.details.number.as_ref().map(|number| number.as_str().to_owned()),
        issued_on: version.details.issued_on,
        expires_on: version.details.expires_on,
        issuer: version.details.issuer.map(|code| code.to_string()),
        added_at: version.added_at,
        at: (document.id, version.id),
    };
    document.versions.iter().map(paper).collect()
}

async fn consents(person: &Person, w: Words) -> Result<Vec<Given>, Fault> {
    let (mut all, mut before) = (Vec::new(), None);
    loop {
        let page = person.app.vault.requests_to(person.who.account, &MandateScope::All, before, PAGE).await?;
        before = page.last().map(|request| request.id);
        all.extend(page.iter().flat_map(|request| given(w, request)));
        if before.is_none() || all.len() >= MOST_LINES {
            return Ok(all);
        }
    }
}

fn given(w: Words, request: &Request) -> Vec<Given> {
    let given = |item: &balai_vault::Item| Given {
        region: request.region.to_string(),
        service: request.service.1.clone(),
        agency: request.agency.clone(),
        reason: request.reason.as_str().to_owned(),
        kind: kinds::name_of(w, &item.kind),
        state: match item.state {
            ItemState::Waiting => "waiting",
            ItemState::Given => "given",
            ItemState::Declined => "declined",
            ItemState::Withdrawn => "withdrawn",
        },
        asked_at: request.asked_at,
        answered_at: item.answered_at,
        decided_at: item.decided_at,
        withdrawn_at: item.withdrawn_at,
        use_until: request.use_until,
    };
    request.items.iter().map(given).collect()
}

async fn looks(person: &Person, w: Words) -> Result<Vec<Seen>, Fault> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = person.app.vault.looks(person.who.account, None, after, PAGE).await?;
        after = page.last().map(|look| look.id);
        let citizens = citizens(&person.app, &page).await?;
        let seen = |look: Look| Seen {
            kind: kinds::name_of(w, &look.kind),
            region: look.region,
            by: look.staff.or_else(|| citizens.get(&look.by).cloned()).unwrap_or_default(),
            service: look.service,
            at: look.at,
        };
        all.extend(page.into_iter().map(seen));
        if after.is_none() || all.len() >= MOST_LINES {
            return Ok(all);
        }
    }
}

/// Her own deeds, and those about her account; who else did one, and from where, is theirs to know.
async fn deeds(person: &Person) -> Result<Vec<Deed>, Fault> {
    let own = Actor::Account(person.who.account).to_string();
    let id = person.who.account.to_string();
    let by_her = Trail { actor: Some(own.clone()), ..Trail::default() };
    let about_her = Trail { kind: Some("account".to_owned()), id: Some(id), ..Trail::default() };
    let mut links = Vec::new();
    for trail in [by_her, about_her] {
        let mut before = None;
        loop {
            let page = person.app.control().read().await?.trail(&trail, before, PAGE).await?;
            before = page.last().map(|link| link.position);
            links.extend(page);
            if before.is_none() || links.len() >= MOST_LINES {
                break;
            }
        }
    }
    links.sort_by_key(|link| std::cmp::Reverse(link.position));
    links.dedup_by_key(|link| link.position);
    let told = |link: Link| Deed {
        position: link.position,
        words: deed(&link.action).to_owned(),
        own: link.actor == own,
        action: link.action,
        at: link.at,
    };
    Ok(links.into_iter().map(told).collect())
}
