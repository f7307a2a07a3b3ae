//! `/profil`: what the account knows of its owner, and the number that stays hidden until she asks to see it.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{NumberRefused, SightingEnd};
use balai_kernel::{Assurance, Nik, NikError, PersonName, Zone};
use serde::Deserialize;

use super::proving::{Kind, Step};
use super::sign_in::Wait;
use crate::access::Person;
use crate::back::Back;
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::Field;
use crate::frame::Frame;
use crate::parts::Link;
use crate::places;
use crate::words::Words;

/// The page.
pub const PROFILE: &str = "/profil";

/// What the account knows of its owner.
#[derive(Template)]
#[template(path = "account/profile.html")]
pub struct Profile {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Her name.
    pub name: String,
    /// Her address.
    pub email: Option<String>,
    /// Her telephone number.
    pub phone: Option<String>,
    /// Her citizen number, if she gave it.
    pub number: Option<Number>,
    /// Who saw her card, and what was taken back; a sentence each.
    pub sightings: Vec<String>,
    /// Whether the number is being looked into.
    pub looked_into: bool,
    /// What is known of who she is, in a sentence.
    pub level: String,
}

/// A citizen number as the page shows it.
#[derive(Clone, Debug)]
pub struct Number {
    /// Masked, unless she asked to see it.
    pub text: String,
    /// Whether it is shown in full.
    pub open: bool,
    /// Whether a clerk has seen the card.
    pub seen: bool,
    /// Whether the national identity provider answers for it.
    pub national: bool,
}

/// A name.
#[derive(Deserialize)]
pub struct Named {
    #[serde(default)]
    nama: String,
}

/// A citizen number, and where it is needed.
#[derive(Deserialize)]
pub struct Numbered {
    #[serde(default)]
    nik: String,
    #[serde(default)]
    ke: String,
}

/// Shows the profile, the number masked.
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let nik = person.app.identity.number(&person.app.kek, person.who.account).await?;
    answer(&person, Words::chosen(&request), nik.map(|nik| (nik.to_string(), false))).await
}

/// Shows the profile with the number in full. A deed, since the trail says so.
pub async fn reveal(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let nik = person.app.identity.reveal_number(&person.act, &person.app.kek, person.who.account).await?;
    answer(&person, Words::chosen(&request), nik.map(|nik| (grouped(&nik), true))).await
}

/// Asks for the number.
pub async fn ask_number(
    person: Person,
    request: HttpRequest,
    needed: web::Query<Numbered>,
) -> Result<HttpResponse, Fault> {
    let back = Back::or(Some(&needed.ke), PROFILE);
    number_form(&person, Words::chosen(&request), HttpResponse::Ok(), Field::new("nik"), back)
}

/// Records the number. What is said does not depend on whether another account has it.
pub async fn set_number(
    person: Person,
    request: HttpRequest,
    filled: web::Form<Numbered>,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let (field, back) = (Field::new("nik").typed(&filled.nik), Back::or(Some(&filled.ke), PROFILE));
    let nik = match Nik::parse(&field.value) {
        Ok(nik) => nik,
        Err(error) => {
            let field = field.wrong(sentence(w, error));
            return number_form(&person, w, HttpResponse::UnprocessableEntity(), field, back);
        }
    };
    match person.app.identity.record_number(&person.act, &person.app.kek, person.who.account, &nik).await {
        Ok(()) => Ok(caller::to(back.as_str()).finish()),
        Err(NumberRefused::TooManyTries(until)) => {
            let wait = Wait::until(until, person.act.at);
            let mut status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            number_form(&person, w, status, field.wrong(wait.say(w)), back)
        }
        Err(NumberRefused::Vouched) => Ok(caller::to(PROFILE).finish()),
        Err(NumberRefused::Storage(error)) => Err(error.into()),
    }
}

/// Removes the number.
pub async fn remove_number(person: Person) -> Result<HttpResponse, Fault> {
    person.app.identity.remove_number(&person.act, person.who.account).await?;
    Ok(caller::to(PROFILE).finish())
}

/// Asks for the name.
pub async fn ask_name(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let field = Field::new("nama").with(person.who.name.as_str());
    name_form(&person, Words::chosen(&request), HttpResponse::Ok(), field)
}

/// Changes the name.
pub async fn set_name(person: Person, request: HttpRequest, filled: web::Form<Named>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let Ok(name) = PersonName::parse(&filled.nama) else {
        let field = Field::new("nama").typed(&filled.nama).wrong(w.t("accept-name-wrong"));
        return name_form(&person, w, HttpResponse::UnprocessableEntity(), field);
    };
    person.app.identity.rename(&person.act, person.who.account, &name).await?;
    Ok(caller::to(PROFILE).finish())
}

async fn answer(person: &Person, w: Words, number: Option<(String, bool)>) -> Result<HttpResponse, Fault> {
    let account = person.app.identity.account(person.who.account).await?.ok_or(Fault::NotFound)?;
    let sightings = sightings(person, w).await?;
    let vouched = person.app.identity.number_is_vouched(account.id).await?;
    let looked_into = person.app.identity.is_looked_into(account.id).await?;
    let name = account.name.to_string();
    let level = match account.assurance {
        Assurance::Contact => "profile-level-1",
        Assurance::Seen => "profile-level-2",
        Assurance::National => "profile-level-3",
    };
    let page = Profile {
        w,
        frame: Frame::account(w, PROFILE, Some(&name)),
        form: person.form.clone(),
        name,
        email: account.email.map(|email| email.as_str().to_owned()),
        phone: account.phone.map(|phone| phone.to_string()),
        number: number.map(|(text, open)| Number {
            text,
            open,
            seen: account.assurance >= Assurance::Seen,
            national: vouched,
        }),
        sightings,
        looked_into,
        level: w.t(level),
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Who saw her card, the newest first; nothing of a number that she has no more.
async fn sightings(person: &Person, w: Words) -> Result<Vec<String>, Fault> {
    let mut lines = Vec::new();
    for sighting in person.app.identity.sightings_of(person.who.account).await? {
        let region = places::region(&person.app, sighting.region).await?;
        let date = |at| w.date(Zone::Wib.date(at));
        lines.extend(match sighting.ended {
            None => Some(w.say("profile-seen").put("region", region).put("date", date(sighting.at)).to_string()),
            Some(SightingEnd::Withdrawn { at, reason, .. }) => {
                let said = w.say("profile-seen-withdrawn").put("region", region).put("date", date(at));
                Some(said.put("reason", reason).to_string())
            }
            Some(SightingEnd::NumberGone(_)) => None,
        });
    }
    Ok(lines)
}

fn number_form(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    field: Field,
    back: Back,
) -> Result<HttpResponse, Fault> {
    let page = Step {
        heading: w.t("profile-number-title"),
        lead: Some(w.t("profile-number-lead")),
        label: w.t("profile-number"),
        hint: w.t("profile-number-hint"),
        button: w.t("profile-save"),
        ..form(person, w, "/profil/nik", field, Kind::Number, back)
    };
    caller::page(status, &page)
}

fn name_form(person: &Person, w: Words, status: HttpResponseBuilder, field: Field) -> Result<HttpResponse, Fault> {
    let page = Step {
        heading: w.t("profile-name-title"),
        label: w.t("accept-name"),
        hint: w.t("register-name-hint"),
        button: w.t("profile-save"),
        ..form(person, w, "/profil/nama", field, Kind::Name, Back::or(None, PROFILE))
    };
    caller::page(status, &page)
}

fn form(person: &Person, w: Words, action: &str, field: Field, kind: Kind, back: Back) -> Step {
    let frame = Frame::account(w, &person.here, Some(person.who.name.as_str()));
    Step {
        others: vec![(String::new(), Link::new(w.t("profile-cancel"), back.as_str()))],
        ..Step::bare(w, frame, person.form.clone(), action, field, kind, back)
    }
}

/// What is wrong with a number that was typed.
pub(super) fn sentence(w: Words, error: NikError) -> String {
    match error {
        NikError::Empty => w.t("nik-missing"),
        NikError::Character => w.t("nik-digits"),
        NikError::Length(typed) => {
            w.say("nik-length").put("count", u64::try_from(typed).unwrap_or(u64::MAX)).to_string()
        }
        NikError::Province | NikError::Serial => w.t("nik-wrong"),
        NikError::Day | NikError::Month | NikError::BirthDate => w.t("nik-birth"),
    }
}

/// In groups of four, as people read it out.
fn grouped(nik: &Nik) -> String {
    let digits = nik.reveal();
    [&digits[..4], &digits[4..8], &digits[8..12], &digits[12..]].join(" ")
}
