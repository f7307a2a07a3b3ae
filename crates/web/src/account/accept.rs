//! Accepting an invitation: as somebody new, or with the account one has.

use actix_web::{HttpResponse, web};
use balai_identity::{
    AcceptRefused, Acceptance, ChosenPassword, Factors, HashingError, Invitation, InvitationRefused, PasswordRefused,
};
use balai_kernel::{PersonName, SecretToken};
use serde::Deserialize;

use super::invited::{Typed, fresh, stale};
use super::told::Told;
use crate::access::SESSION_COOKIE;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::forms::Field;
use crate::frame::Frame;
use crate::words::Words;

/// The query with which the account's first page says welcome.
pub const WELCOME: &str = "diterima";

/// What somebody new fills in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    nama: String,
    #[serde(default)]
    sandi: String,
    #[serde(default)]
    kode: String,
}

/// Opens the account and signs in.
pub async fn submit(caller: Caller, link: web::Path<String>, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&link) else { return stale(&caller, &InvitationRefused::Unknown) };
    let invitation = match caller.app.identity.invitation(&token, caller.act.at).await {
        Ok(invitation) => invitation,
        Err(InvitationRefused::Storage(error)) => return Err(error.into()),
        Err(refused) => return stale(&caller, &refused),
    };
    let acceptance = match read(caller.w, &invitation, &filled) {
        Ok(acceptance) => acceptance,
        Err(typed) => return fresh(&caller, HttpResponse::UnprocessableEntity(), &invitation, &token, *typed).await,
    };
    match caller.app.identity.accept(&caller.act, &token, acceptance, &caller.device).await {
        Ok(session) => {
            let kept = cookies::keep(SESSION_COOKIE, session.token.reveal());
            Ok(caller::to_with(&format!("/?{WELCOME}"), [kept]))
        }
        Err(AcceptRefused::WrongCode) => {
            let typed = Typed {
                name: Field::new("nama").with(&filled.nama),
                password: Field::new("sandi"),
                code: Field::new("kode").wrong(caller.w.t("accept-code-wrong")),
            };
            fresh(&caller, HttpResponse::UnprocessableEntity(), &invitation, &token, typed).await
        }
        Err(refused) => refuse(&caller, &link, refused),
    }
}

/// Takes the role into the account one is signed in with.
pub async fn submit_as(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&link) else { return stale(&caller, &InvitationRefused::Unknown) };
    let page = format!("/undangan/{}", token.reveal());
    let Some(who) = caller.signed_in().await? else {
        return Err(Fault::SignIn(Back::or(Some(&page), "/").via(crate::access::SIGN_IN)));
    };
    match caller.app.identity.accept_as(&caller.act_of(&who), &token, &who).await {
        // Sessions that were begun without a role end; those of staff go on, and the way home knows.
        Ok(_) => Ok(caller::to(&format!("/?{WELCOME}")).finish()),
        Err(refused) => refuse(&caller, &link, refused),
    }
}

fn refuse(caller: &Caller, link: &str, refused: AcceptRefused) -> Result<HttpResponse, Fault> {
    match refused {
        AcceptRefused::Invitation(InvitationRefused::Storage(error)) | AcceptRefused::Storage(error) => {
            Err(error.into())
        }
        AcceptRefused::Invitation(refused) => stale(caller, &refused),
        // In the meantime the address got an account, or somebody else signed in: the page knows what to do.
        AcceptRefused::HasAccount | AcceptRefused::OtherPerson | AcceptRefused::WrongCode => {
            Ok(caller::to(&format!("/undangan/{link}")).finish())
        }
        AcceptRefused::NoSecondFactor => {
            let frame = Frame::account(caller.w, &caller.here, None);
            let page = Told::new(caller.w, frame, "accept-no-factor", "accept-no-factor-text");
            caller::page(HttpResponse::Conflict(), &page.onward("account-own", "/"))
        }
        AcceptRefused::Hashing(HashingError::Busy) => Err(Fault::TooMany(10)),
        AcceptRefused::Hashing(error) => Err(Fault::ours(&error)),
    }
}

fn read(w: Words, invitation: &Invitation, filled: &Filled) -> Result<Acceptance, Box<Typed>> {
    let own_words = [filled.nama.as_str(), invitation.email.as_str()];
    let name = PersonName::parse(&filled.nama);
    let password = ChosenPassword::new(&filled.sandi, Factors::WithSecond, &own_words);
    let code = filled.kode.trim();
    if let (Ok(name), Ok(password), false) = (&name, &password, code.is_empty()) {
        return Ok(Acceptance { name: name.clone(), password: password.clone(), code: code.to_owned() });
    }
    let mut typed = Typed {
        name: Field::new("nama").with(filled.nama.chars().take(300).collect::<String>()),
        password: Field::new("sandi"),
        code: Field::new("kode"),
    };
    if name.is_err() {
        typed.name = typed.name.wrong(w.t("accept-name-wrong"));
    }
    if let Err(refused) = password {
        typed.password = typed.password.wrong(password_sentence(w, refused));
    }
    if code.is_empty() {
        typed.code = typed.code.wrong(w.t("accept-code-missing"));
    }
    Err(Box::new(typed))
}

pub(super) fn password_sentence(w: Words, refused: PasswordRefused) -> String {
    let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
    match refused {
        PasswordRefused::TooShort(least) => w.say("password-short").put("count", count(least)).to_string(),
        PasswordRefused::TooLong => w.say("password-long").put("count", count(balai_identity::LONGEST)).to_string(),
        PasswordRefused::TooGuessable => w.t("password-guessable"),
    }
}
