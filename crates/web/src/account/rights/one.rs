//! `/data-pribadi/permintaan/{id}`: one request with its answer; of access, what is held.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_rbac::Domain;
use balai_rights::{Held, Request, Right, State, held};
use uuid::Uuid;

use super::list::tag;
use super::{HERE, Part, frame, text, zone};
use crate::access::Person;
use crate::account::vault::shown::{Tag, ZONE, lines};
use crate::asked::Asked;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::Link;
use crate::places;
use crate::reply::see;
use crate::trail::words::deed;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/rights/one.html")]
pub struct One {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What was just done.
    pub news: Option<String>,
    /// Which right.
    pub heading: String,
    /// Where it stands.
    pub tag: Tag,
    /// Its number, its clock, its answer.
    pub rows: Vec<(String, String)>,
    /// Where it is ended, and what the button says.
    pub end: Option<(String, String)>,
    /// What is held, for access.
    pub held: Option<HeldList>,
}

/// What is held of somebody.
#[derive(Clone, Debug)]
pub struct HeldList {
    /// By whom.
    pub title: String,
    /// A sentence where it cannot be shown now.
    pub closed: Option<String>,
    /// Her own pages that show it.
    pub pages: Vec<Link>,
    /// Headings with lines.
    pub parts: Vec<(String, Vec<String>)>,
}

/// `GET /data-pribadi/permintaan/{id}`
pub async fn show(
    person: Person,
    request: HttpRequest,
    id: web::Path<Uuid>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let request = person.app.rights.one_of(person.who.account, *id).await?.ok_or(Fault::NotFound)?;
    let name = places::name(&person.app, w, &request.place).await?;
    let news = match asked.text("kabar") {
        "tercatat" => Some(w.t("rights-sent")),
        "berakhir" => Some(w.t("rights-ended")),
        _ => None,
    };
    let end = |key: &str| (format!("{HERE}/{}/akhiri", request.id), w.t(key));
    let page = One {
        w,
        frame: frame(w, &person),
        form: person.form.clone(),
        news,
        heading: text(w, request.right, Part::Title),
        tag: tag(w, &request, person.act.at),
        rows: rows(&person, w, &request, &name).await?,
        end: match request.state {
            _ if request.pauses() => Some(end("rights-end-pause")),
            State::Open => Some(end("rights-end")),
            _ => None,
        },
        held: match request.right {
            Right::Access => Some(held_of(&person, w, &request, &name).await?),
            _ => None,
        },
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// `POST /data-pribadi/permintaan/{id}/akhiri`
pub async fn end(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let request = person.app.rights.one_of(person.who.account, *id).await?.ok_or(Fault::NotFound)?;
    person.app.rights.end(&person.act, person.who.account, request.id).await?;
    Ok(see(format!("{HERE}/{id}?kabar=berakhir")))
}

async fn rows(person: &Person, w: Words, request: &Request, name: &str) -> Result<Vec<(String, String)>, Fault> {
    let zone = zone(person, &request.place).await?;
    let row = |key: &str, value: String| (w.t(key), value);
    let mut rows = vec![
        row("rights-number", request.number.clone()),
        row("rights-to", name.to_owned()),
        row("rights-made", w.moment(request.made_at, zone)),
    ];
    if request.state == State::Open {
        rows.push(row("rights-deadline", zone.write_deadline(request.due_at, w.language())));
    }
    if let Some(wish) = &request.wish {
        rows.push(row("rights-wish", wish.clone()));
    }
    if let Some((at, by)) = &request.answered {
        let line = w.say("rights-answered-line").put("when", w.moment(*at, zone)).put("by", by);
        rows.push(row("rights-answered", line.to_string()));
    }
    if let Some(ground) = request.ground {
        rows.push(row("rights-ground", format!("{}: {}", ground.article, ground.text)));
    }
    match &request.words {
        Some(words) if request.state == State::Open => {
            let more = w.say("rights-proof-text").put("place", name);
            rows.push(row("rights-proof", format!("{words} {more}")));
        }
        Some(words) => rows.push(row("rights-answer", words.clone())),
        None => {}
    }
    Ok(rows)
}

async fn held_of(person: &Person, w: Words, request: &Request, name: &str) -> Result<HeldList, Fault> {
    let title = w.say("rights-held-title").put("place", name).to_string();
    let Domain::Region(code) = request.place else {
        let page = |key: &str, href: &str| Link::new(w.t(key), href);
        return Ok(HeldList {
            title,
            closed: None,
            pages: vec![
                page("rights-held-profile", "/profil"),
                page("rights-held-documents", "/berkas"),
                page("rights-held-asked", "/berkas/permintaan"),
                page("vault-looks", "/berkas/catatan"),
                page("rights-held-logins", "/riwayat-masuk"),
            ],
            parts: Vec::new(),
        });
    };
    let Some(tenant) = places::staffed(&person.app, code).await? else {
        return Ok(HeldList { title, closed: Some(w.t("rights-held-closed")), pages: Vec::new(), parts: Vec::new() });
    };
    let (control, db) = (person.app.control(), person.app.tenant(&tenant));
    let held = held(&person.app.vault, &control, &db, (person.who.account, code)).await?;
    let parts = parts(person, w, held).await?;
    Ok(HeldList { title, closed: None, pages: Vec::new(), parts })
}

async fn parts(person: &Person, w: Words, held: Held) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let asked = held.requests.iter().map(|request| {
        let date = w.date(ZONE.date(request.asked_at));
        w.say("rights-held-request-line")
            .put("service", &request.service.1)
            .put("agency", &request.agency)
            .put("date", date)
            .to_string()
    });
    let marks = held.marks.iter().map(|mark| {
        w.say("rights-held-mark-line").put("who", &mark.by).put("date", w.date(ZONE.date(mark.at))).to_string()
    });
    let deeds = held.deeds.iter().map(|link| {
        let when = w.moment(link.at, ZONE);
        w.say("rights-held-deed-line").put("what", deed(&link.action)).put("when", when).to_string()
    });
    let looks = lines(person, w, held.looks).await?;
    let looks = looks.into_iter().map(|look| format!("{}, {}", look.text, look.when));
    Ok(vec![
        (w.t("rights-held-requests"), asked.collect()),
        (w.t("rights-held-marks"), marks.collect()),
        (w.t("rights-held-looks"), looks.collect()),
        (w.t("rights-held-deeds"), deeds.collect()),
    ])
}
