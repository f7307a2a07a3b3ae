//! A document as the pages of the vault show it.

use std::collections::{BTreeSet, HashMap};

use balai_kernel::Zone;
use balai_rbac::Domain;
use balai_vault::{Document, Look, Mark, MarkKind, Scan, Version};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::kinds;
use crate::access::Person;
use crate::account::acting;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::icons::Icon;
use crate::places;
use crate::state::App;
use crate::words::Words;

/// The account host knows no time zone of its readers; what it says of an hour names this one.
pub const ZONE: Zone = Zone::Wib;

/// One document of a list.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its own page.
    pub href: String,
    /// The picture of its kind.
    pub icon: Icon,
    /// Its kind.
    pub name: String,
    /// Its number, masked, and when it was added.
    pub line: String,
    /// Its marks.
    pub tags: Vec<Tag>,
    /// Where its newest version opens.
    pub open: String,
    /// Where a newer version is added.
    pub renew: String,
}

/// A word in a colour.
#[derive(Clone, Debug)]
pub struct Tag {
    /// `green`, `yellow`, `red`, `grey`, `blue`.
    pub colour: &'static str,
    /// The word.
    pub text: String,
    /// What it means; may be empty.
    pub more: String,
}

/// Somebody's look, as a line.
#[derive(Clone, Debug)]
pub struct LookLine {
    /// Who looked at what.
    pub text: String,
    /// When, and for what.
    pub when: String,
    /// The request that it was for.
    pub request: Option<String>,
}

impl Card {
    /// A document as its owner sees it today.
    pub fn of(w: Words, document: &Document, today: NaiveDate) -> Self {
        let newest = document.newest();
        let number = newest
            .details
            .number
            .as_ref()
            .map(|number| w.say("vault-number-line").put("number", number.masked()).to_string());
        let added = w.say("vault-added-line").put("date", w.date(ZONE.date(newest.added_at))).to_string();
        let until = newest.details.expires_on.filter(|last| *last >= today);
        let until = until.map(|last| w.say("vault-until-line").put("date", w.date(last)).to_string());
        Self {
            href: format!("/berkas/{}", document.id),
            icon: icon(document.kind.as_str()),
            name: kinds::name_of(w, document.kind.as_str()),
            line: number.into_iter().chain([added]).chain(until).collect::<Vec<_>>().join(" "),
            tags: tags(w, newest, today),
            open: opens(document, newest),
            renew: format!("/berkas/unggah?ganti={}", document.id),
        }
    }
}

/// Documents with what is told of each: whether somebody saw the original, and who may use it.
pub async fn cards(person: &Person, w: Words, documents: &[Document]) -> Result<Vec<Card>, Fault> {
    let (vault, at) = (&person.app.vault, person.act.at);
    let newest: Vec<Uuid> = documents.iter().map(|document| document.newest().id).collect();
    let marks = vault.marks(&newest).await?;
    let used = vault.used_now(person.subject, at).await?;
    let mut cards = Vec::with_capacity(documents.len());
    for document in documents {
        let mut card = Card::of(w, document, today(at));
        let stands = |mark: &&Mark| mark.version == document.newest().id && mark.withdrawn.is_none();
        if let Some(mark) = marks.iter().find(stands) {
            let region = places::name(&person.app, w, &Domain::Region(mark.region)).await?;
            let more = w.say("vault-marked-more").put("region", region).put("date", w.date(ZONE.date(mark.at)));
            let vouched = match mark.kind {
                MarkKind::Seen => "vault-marked",
                MarkKind::Issued => "vault-marked-issued",
            };
            card.tags.insert(0, Tag { colour: "green", text: w.t(vouched), more: more.to_string() });
        }
        let of_it = |used: &&Uuid| document.versions.iter().any(|version| version.id == **used);
        let used = used.iter().filter(of_it).count() as u64;
        if used > 0 {
            let text = w.say("vault-used").put("count", used).to_string();
            card.tags.push(Tag { colour: "blue", text, more: String::new() });
        }
        cards.push(card);
    }
    Ok(cards)
}

/// Where a version opens.
pub fn opens(document: &Document, version: &Version) -> String {
    format!("/berkas/{}/versi/{}", document.id, version.id)
}

fn tags(w: Words, newest: &Version, today: NaiveDate) -> Vec<Tag> {
    let mut tags = Vec::new();
    if newest.has_expired(today) {
        let more = w.t("vault-expired-more");
        tags.push(Tag { colour: "yellow", text: w.t("vault-expired"), more });
    }
    if newest.scan == Scan::Unscanned {
        tags.push(Tag { colour: "grey", text: w.t("vault-unscanned"), more: String::new() });
    }
    tags
}

/// What citizens are called who looked at a document, their own or another's, by account.
pub async fn citizens(app: &App, looks: &[Look]) -> Result<HashMap<Uuid, String>, Fault> {
    let who: BTreeSet<Uuid> = looks.iter().filter(|look| look.staff.is_none()).map(|look| look.by).collect();
    let accounts = app.identity.accounts(&Vec::from_iter(who)).await?;
    Ok(accounts.into_iter().map(|account| (account.id, account.name.to_string())).collect())
}

/// Looks as lines; regions by their names. The reader is addressed where she looked herself, whosever the documents are.
pub async fn lines(person: &Person, w: Words, looks: Vec<Look>) -> Result<Vec<LookLine>, Fault> {
    let app = &person.app;
    let citizens = citizens(app, &looks).await?;
    let mut lines = Vec::with_capacity(looks.len());
    for look in looks {
        let what = kinds::name_of(w, &look.kind);
        let who = look.staff.as_ref().or_else(|| citizens.get(&look.by)).map_or("", String::as_str);
        let text = match &look.region {
            Some(code) => {
                let place = code.parse().map_err(|_| Fault::ours_said("a look of no region"))?;
                let place = places::name(app, w, &place).await?;
                w.say("vault-look-by").put("place", place).put("who", who).put("what", what).to_string()
            }
            None if look.by == person.who.account => w.say("vault-look-own").put("what", what).to_string(),
            None if look.own => w.say("vault-look-owner").put("who", who).put("what", what).to_string(),
            None if person.mandate.is_none() => w.say("vault-look-agent").put("who", who).put("what", what).to_string(),
            None => w.say("vault-look-another").put("who", who).put("what", what).to_string(),
        };
        let at = w.moment(look.at, ZONE);
        let when = match &look.service {
            Some(service) => w.say("vault-look-for").put("when", at).put("service", service).to_string(),
            None => at,
        };
        let request = look.request.map(|id| format!("/berkas/permintaan/{id}"));
        lines.push(LookLine { text, when, request });
    }
    Ok(lines)
}

/// The picture of a kind.
pub fn icon(kind: &str) -> Icon {
    match kind {
        "KTP" | "KTPORTU" | "FOTO" => Icon::Card,
        "NIKAH" => Icon::Rings,
        "JKN" | "SEHAT" => Icon::Health,
        "IJZ" | "STR" => Icon::School,
        "SERT" | "PBB" => Icon::Land,
        "STNK" | "BPKB" => Icon::Car,
        "NIB" | "AKTA" | "NPWP" => Icon::Shop,
        _ => Icon::Document,
    }
}

/// The day as the vault counts it.
pub fn today(at: DateTime<Utc>) -> NaiveDate {
    ZONE.date(at)
}

/// The frame of a page of the vault.
pub fn frame(w: Words, person: &Person) -> Frame {
    let acting = person.mandate.as_ref().map(|mandate| acting::bar(mandate, &person.form));
    Frame::account(w, &person.here, Some(person.who.name.as_str())).acting(acting)
}

/// `1,4 MB`, `320 kB`.
pub fn size(w: Words, bytes: i64) -> String {
    let kilobytes = (bytes / 1024).max(1);
    if kilobytes < 1024 {
        return format!("{} kB", w.number(kilobytes));
    }
    let tenths = kilobytes * 10 / 1024;
    let mark = if w.lang() == crate::words::Lang::En { '.' } else { ',' };
    format!("{}{mark}{} MB", tenths / 10, tenths % 10)
}
