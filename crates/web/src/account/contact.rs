//! `/profil/kontak`: another address or number for one's own account, and `/batal-ganti/{token}`, which takes it back.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use balai_identity::{
    ContactBefore, ProofRefused, ProvenRefused, Purpose, RemoveContactRefused, ShownRefused, UndoRefused,
};
use balai_kernel::{Contact, SecretToken};
use serde::Deserialize;

use super::contact_step::read;
use super::profile::PROFILE;
use super::proving::{Kind, Step};
use super::sign_in::Wait;
use super::told::Told;
use crate::access::Person;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::forms::Field;
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// The cookie that recognises whoever shows an address to be hers.
const COOKIE: &str = "__Host-ganti";
const MINUTES: i64 = 60;
const BEGIN: &str = "/profil/kontak";
const CODE: &str = "/profil/kontak/kode";

/// An address or a number.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kontak: String,
}

/// A code.
#[derive(Deserialize)]
pub struct Coded {
    #[serde(default)]
    kode: String,
}

/// Asks for it.
pub async fn ask(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    begin(&person, Words::chosen(&request), HttpResponse::Ok(), Field::new("kontak"))
}

/// Sends a code there.
pub async fn send(person: Person, request: HttpRequest, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let field = Field::new("kontak").typed(&filled.kontak);
    let known = |contact: &Contact| {
        let own = [person.who.email.clone().map(Contact::Email), person.who.phone.clone().map(Contact::Phone)];
        own.contains(&Some(contact.clone()))
    };
    let contact = match read(w, &filled.kontak, person.app.reaches_phones) {
        Ok(contact) if known(&contact) => Err(w.t("contact-own")),
        other => other,
    };
    let contact = match contact {
        Ok(contact) => contact,
        Err(sentence) => return begin(&person, w, HttpResponse::UnprocessableEntity(), field.wrong(sentence)),
    };
    match person.app.identity.begin_change(&person.act, person.who.account, &contact).await {
        Ok(token) => Ok(caller::to_with(CODE, [cookies::keep_for(COOKIE, token.reveal(), MINUTES)])),
        Err(ProofRefused::TooMany(until)) => {
            let (status, sentence) = wait(&person, w, until);
            begin(&person, w, status, field.wrong(sentence))
        }
        Err(ProofRefused::BeginAgain) => Ok(caller::to(BEGIN).finish()),
        Err(ProofRefused::Storage(error)) => Err(error.into()),
    }
}

/// Asks for the code.
pub async fn ask_code(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let Some((_, contact)) = walked(&person, &caller).await? else { return Ok(caller::to(BEGIN).finish()) };
    code(&person, caller.w, HttpResponse::Ok(), Field::new("kode"), &contact)
}

/// Compares the code and changes the account.
pub async fn show_code(person: Person, caller: Caller, filled: web::Form<Coded>) -> Result<HttpResponse, Fault> {
    let Some((token, contact)) = walked(&person, &caller).await? else { return Ok(caller::to(BEGIN).finish()) };
    let (w, identity, field) = (caller.w, &person.app.identity, Field::new("kode").typed(&filled.kode));
    let wrong =
        |key: &str| code(&person, w, HttpResponse::UnprocessableEntity(), field.clone().wrong(w.t(key)), &contact);
    match identity.show_proof(&person.act, &token, Purpose::Change, &filled.kode).await {
        Ok(()) => {}
        Err(ShownRefused::Wrong) => return wrong("code-not-that"),
        Err(ShownRefused::Spent) => return wrong("code-spent"),
        Err(ShownRefused::TooMany(until)) => {
            let (status, sentence) = wait(&person, w, until);
            return code(&person, w, status, field.wrong(sentence), &contact);
        }
        Err(ShownRefused::BeginAgain) => return Ok(caller::to(BEGIN).finish()),
        Err(ShownRefused::Storage(error)) => return Err(error.into()),
    }
    match identity.change_contact(&person.act, &token, person.who.account).await {
        Ok(()) => Ok(caller::to_with(PROFILE, [cookies::gone(COOKIE)])),
        Err(ProvenRefused::Taken) => {
            let frame = Frame::account(w, BEGIN, Some(person.who.name.as_str()));
            let page = Told::new(w, frame, "register-taken", "contact-taken-text");
            caller::page(HttpResponse::Conflict(), &page.onward("profile-title", PROFILE))
        }
        Err(ProvenRefused::BeginAgain) => Ok(caller::to_with(BEGIN, [cookies::gone(COOKIE)])),
        Err(ProvenRefused::Hashing(error)) => Err(Fault::ours(&error)),
        Err(ProvenRefused::Storage(error)) => Err(error.into()),
    }
}

/// Sends another code.
pub async fn again(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let Some((token, contact)) = walked(&person, &caller).await? else { return Ok(caller::to(BEGIN).finish()) };
    match person.app.identity.send_again(&person.act, &token, Purpose::Change).await {
        Ok(()) => Ok(caller::to(CODE).finish()),
        Err(ProofRefused::TooMany(until)) => {
            let (status, sentence) = wait(&person, caller.w, until);
            code(&person, caller.w, status, Field::new("kode").wrong(sentence), &contact)
        }
        Err(ProofRefused::BeginAgain) => Ok(caller::to(BEGIN).finish()),
        Err(ProofRefused::Storage(error)) => Err(error.into()),
    }
}

/// `POST /profil/kontak/hapus`: takes one of two out.
pub async fn remove(person: Person, request: HttpRequest, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let refused = match Contact::parse(&filled.kontak) {
        Ok(contact) => match person.app.identity.remove_contact(&person.act, person.who.account, &contact).await {
            Ok(()) => return Ok(caller::to(PROFILE).finish()),
            Err(RemoveContactRefused::Last) => "contact-last",
            Err(RemoveContactRefused::Staff) => "contact-staff",
            Err(RemoveContactRefused::Storage(error)) => return Err(error.into()),
        },
        Err(_) => "contact-last",
    };
    let frame = Frame::account(w, PROFILE, Some(person.who.name.as_str()));
    let page = Told::new(w, frame, "contact-stays", refused).onward("profile-title", PROFILE);
    caller::page(HttpResponse::Conflict(), &page)
}

/// Says what a link from a letter would bring back, and asks.
pub async fn ask_undo(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let before = match SecretToken::parse(&link) {
        Ok(token) => caller.app.identity.contact_before(&token, caller.act.at).await?,
        Err(_) => None,
    };
    let Some(before) = before else { return stale(&caller) };
    let frame = Frame::account(caller.w, &caller.here, None);
    let (title, text, button) = match &before {
        ContactBefore::Had(contact) => {
            let text = caller.w.say("undo-text").put("contact", contact.shown()).to_string();
            ("undo-title", text, "undo-button")
        }
        ContactBefore::NoEmail => ("undo-added-title", caller.w.t("undo-added-email"), "undo-added-button"),
        ContactBefore::NoPhone => ("undo-added-title", caller.w.t("undo-added-phone"), "undo-added-button"),
    };
    let page = Told {
        text,
        deed: Some((caller.here.clone(), caller.w.t(button), caller.form.clone())),
        ..Told::new(caller.w, frame, title, title)
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Brings it back.
pub async fn undo(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&link) else { return stale(&caller) };
    match caller.app.identity.undo_contact_change(&caller.act, &token).await {
        Ok(()) => {
            let frame = Frame::account(caller.w, "/masuk", None);
            let page = Told::new(caller.w, frame, "undone-title", "undone-text").onward("recover-title", "/pulihkan");
            caller::page(HttpResponse::Ok(), &page)
        }
        Err(UndoRefused::Unknown | UndoRefused::Taken) => stale(&caller),
        Err(UndoRefused::Storage(error)) => Err(error.into()),
    }
}

fn stale(caller: &Caller) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(caller.w, "/masuk", None);
    let page = Told::new(caller.w, frame, "undo-stale", "undo-stale-text").onward("recover-title", "/pulihkan");
    caller::page(HttpResponse::NotFound(), &page)
}

async fn walked(person: &Person, caller: &Caller) -> Result<Option<(SecretToken, Contact)>, Fault> {
    let Some(token) = caller.cookie(COOKIE) else { return Ok(None) };
    let proof = person.app.identity.proof(&token, Purpose::Change, person.act.at).await?;
    Ok(proof.map(|proof| (token, proof.contact)))
}

fn begin(person: &Person, w: Words, status: HttpResponseBuilder, field: Field) -> Result<HttpResponse, Fault> {
    let phones = person.app.reaches_phones;
    let page = Step {
        heading: w.t("contact-change-title"),
        lead: Some(w.t("contact-change-lead")),
        label: w.t(if phones { "contact-label" } else { "sign-in-email" }),
        hint: w.t(if phones { "contact-hint" } else { "contact-email-hint" }),
        ..form(person, w, BEGIN, field, if phones { Kind::Contact } else { Kind::Email })
    };
    caller::page(status, &page)
}

fn code(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    field: Field,
    contact: &Contact,
) -> Result<HttpResponse, Fault> {
    let page = Step {
        again: Some(format!("{CODE}/ulang")),
        others: vec![(w.t("contact-code-nothing"), Link::new(w.t("code-other-contact"), BEGIN))],
        button: w.t("profile-save"),
        ..form(person, w, CODE, field, Kind::Code(Purpose::Change.digits()))
    };
    caller::page(status, &page.of_code(Purpose::Change, contact))
}

fn form(person: &Person, w: Words, action: &str, field: Field, kind: Kind) -> Step {
    let frame = Frame::account(w, &person.here, Some(person.who.name.as_str()));
    Step {
        others: vec![(String::new(), Link::new(w.t("profile-cancel"), PROFILE))],
        ..Step::bare(w, frame, person.form.clone(), action, field, kind, Back::or(Some(PROFILE), PROFILE))
    }
}

fn wait(person: &Person, w: Words, until: chrono::DateTime<chrono::Utc>) -> (HttpResponseBuilder, String) {
    let wait = Wait::until(until, person.act.at);
    let mut status = HttpResponse::TooManyRequests();
    status.insert_header(("Retry-After", wait.seconds().to_string()));
    (status, wait.say(w))
}
