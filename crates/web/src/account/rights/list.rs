//! `/data-pribadi/permintaan`: what can be asked, and what was.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use balai_rights::{Request, Right, State, breach};
use chrono::{DateTime, Utc};

use super::{HERE, frame, text};
use crate::access::Person;
use crate::account::vault::shown::{Tag, ZONE};
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::icons::Icon;
use crate::parts::Link;
use crate::places;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/rights/list.html")]
pub struct List {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What can be asked.
    pub cards: Vec<Card>,
    /// Failures that concern her data.
    pub notices: Vec<Link>,
    /// What was asked.
    pub lines: Vec<Line>,
}

/// A right.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its picture.
    pub icon: Icon,
    /// Where it is asked.
    pub link: Link,
    /// What it is, in a few words.
    pub small: String,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// Which right.
    pub right: String,
    /// Whom, and when.
    pub to: String,
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub tag: Tag,
}

/// `GET /data-pribadi/permintaan`
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let (w, account) = (Words::chosen(&request), person.who.account);
    let mut lines = Vec::new();
    for request in person.app.rights.of_account(account).await? {
        let place = places::name(&person.app, w, &request.place).await?;
        let date = w.date(ZONE.date(request.made_at));
        lines.push(Line {
            href: format!("{HERE}/{}", request.id),
            right: text(w, request.right, ""),
            to: w.say("rights-line").put("place", place).put("date", date).to_string(),
            tag: tag(w, &request, person.act.at),
            number: request.number,
        });
    }
    let told = breach::notices_of(&person.app.control(), &person.app.kek, account).await?;
    let notice = |told: breach::Told| {
        let number = told.content.map(|content| content.number).unwrap_or_default();
        let text = w.say("rights-notice-line").put("number", number).put("date", w.date(ZONE.date(told.at)));
        Link::new(text.to_string(), format!("/data-pribadi/pemberitahuan/{}", told.id))
    };
    let page =
        List { w, frame: frame(w, &person), cards: cards(w), notices: told.into_iter().map(notice).collect(), lines };
    caller::page(HttpResponse::Ok(), &page)
}

/// What can be asked.
pub fn cards(w: Words) -> Vec<Card> {
    let icon = |right| match right {
        Right::Access => Icon::Document,
        Right::Correction => Icon::Check,
        Right::Restriction => Icon::Clock,
        Right::Withdrawal => Icon::Key,
    };
    let card = |right: Right| Card {
        icon: icon(right),
        link: Link::new(text(w, right, ""), format!("/data-pribadi/minta/{}", right.word())),
        small: text(w, right, "-small"),
    };
    Right::ALL.map(card).to_vec()
}

/// Where a request stands, for whom it is.
pub fn tag(w: Words, request: &Request, at: DateTime<Utc>) -> Tag {
    let (colour, key, more) = match request.state {
        State::Open if request.is_late(at) => ("red", "rights-late", "rights-late-text"),
        _ if request.pauses() => ("blue", "rights-paused", "rights-pause-text"),
        State::Open => ("yellow", "rights-open", ""),
        State::Done if request.right == Right::Restriction => ("grey", "rights-pause-ended", ""),
        State::Done => ("green", "rights-done", ""),
        State::Refused => ("red", "rights-refused", "rights-refused-sue"),
        State::TakenBack => ("grey", "rights-taken-back", ""),
    };
    let more = if more.is_empty() { String::new() } else { w.t(more) };
    Tag { colour, text: w.t(key), more }
}
