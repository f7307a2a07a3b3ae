//! `/nasional/kembali`: back from the provider.

use actix_web::{HttpResponse, web};
use balai_identity::{Aim, Homecoming, LinkRefused, NationalPerson, NationalStep, PROOF_LASTS, TRIP_LASTS};
use balai_kernel::{Email, Nik, PersonName, SecretToken};
use balai_relying::Returned;
use serde::Deserialize;
use uuid::Uuid;

use super::{COME, COOKIE, National, Unfinished, unfinished};
use crate::access::SIGN_IN;
use crate::account::profile::PROFILE;
use crate::account::proving::Way;
use crate::account::safety::SAFETY;
use crate::account::sign_in;
use crate::account::told::Told;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::frame::Frame;

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Lets in whoever left from here, or goes on with what she left for.
pub async fn show(caller: Caller, answer: web::Query<Answer>) -> Result<HttpResponse, Fault> {
    let Some(national) = caller.app.national.clone() else { return Ok(caller::to(SIGN_IN).finish()) };
    let (visit, state) = (caller.cookie(COOKIE), answer.state.as_deref().unwrap_or_default());
    let home = match &visit {
        Some(visit) => caller.app.identity.back_from_national(&caller.act, visit, state).await?,
        None => None,
    };
    let (Some(visit), Some(home)) = (visit, home) else {
        // Whoever is lured here with a stranger's answer does not lose a visit of her own.
        return unfinished(&caller, &national, Aim::SignIn, &Back::or(None, "/"), &Unfinished::NoVisit);
    };
    let back = Back::or(Some(&home.onward), "/");
    match ask(&caller, &national, &answer, &home).await? {
        Ok(person) => match home.aim {
            Aim::SignIn => arrive(&caller, &national, &visit, &back, &person).await,
            Aim::Link(account) => link(&caller, &national, &visit, account, &person).await,
        },
        Err(reason) => unfinished(&caller, &national, home.aim, &back, &reason),
    }
}

/// What the provider tells of whoever came back. It is asked for names and numbers only where they are of use.
async fn ask(
    caller: &Caller,
    national: &National,
    answer: &Answer,
    home: &Homecoming,
) -> Result<Result<NationalPerson, Unfinished>, Fault> {
    let (at, provider) = (caller.act.at, &national.provider);
    if let Err(refused) = provider.answers(at, answer.iss.as_deref()).await {
        return Ok(Err(refused.into()));
    }
    let code = match (&answer.code, &answer.error) {
        (Some(code), None) => code,
        (_, error) => return Ok(Err(Unfinished::Declined(printable(error.as_deref().unwrap_or("no code"))))),
    };
    let returned = Returned {
        code,
        redirect_uri: &caller.app.identity.site().page(COME),
        verifier: home.verifier.reveal(),
        nonce: &home.nonce,
        max_age: PROOF_LASTS,
    };
    let mut told = match provider.redeem(at, &returned).await {
        Ok(told) => told,
        Err(refused) => return Ok(Err(refused.into())),
    };
    let mut person = NationalPerson {
        issuer: provider.issuer().to_owned(),
        subject: told.subject.clone(),
        proven_at: told.proven_at,
        name: None,
        nik: None,
        email: None,
    };
    if home.aim == Aim::SignIn && caller.app.identity.knows_national(&person).await? {
        return Ok(Ok(person));
    }
    if let Err(refused) = provider.complete(at, &mut told, &["name", "email", &national.nik_claim]).await {
        return Ok(Err(refused.into()));
    }
    person.name = told.text("name").and_then(|name| PersonName::parse(name).ok());
    person.email = told.text("email").and_then(|email| Email::parse(email).ok());
    person.nik = told.text(&national.nik_claim).and_then(|nik| Nik::parse(nik).ok());
    if person.nik.is_none() {
        tracing::warn!(claim = national.nik_claim, "the national identity provider told no citizen number");
    }
    Ok(Ok(person))
}

async fn arrive(
    caller: &Caller,
    national: &National,
    visit: &SecretToken,
    back: &Back,
    person: &NationalPerson,
) -> Result<HttpResponse, Fault> {
    match caller.app.identity.arrive_from_national(&caller.act, visit, person, &caller.device).await? {
        NationalStep::Known(step) => sign_in::go_on(caller, back, step, Some(cookies::gone(COOKIE))).await,
        NationalStep::Stranger => Ok(caller::to(&back.via(Way::National.begin())).finish()),
        NationalStep::Closed => unfinished(caller, national, Aim::SignIn, back, &Unfinished::Closed),
    }
}

async fn link(
    caller: &Caller,
    national: &National,
    visit: &SecretToken,
    account: Uuid,
    person: &NationalPerson,
) -> Result<HttpResponse, Fault> {
    let still = PROOF_LASTS + TRIP_LASTS;
    let who = caller.signed_in().await?;
    let Some(who) = who.filter(|who| who.account == account && who.proven_within(still, caller.act.at)) else {
        let back = Back::or(Some(SAFETY), SAFETY);
        return unfinished(caller, national, Aim::Link(account), &back, &Unfinished::OtherPerson);
    };
    let (act, kek) = (caller.act_of(&who), &caller.app.kek);
    let (heading, text, onward, address) =
        match caller.app.identity.link_national(&act, kek, visit, account, person).await {
            Ok(()) | Err(LinkRefused::BeginAgain) => {
                return Ok(caller::to_with(SAFETY, [cookies::gone(COOKIE)]));
            }
            Err(LinkRefused::Storage(error)) => return Err(error.into()),
            Err(LinkRefused::Elsewhere) => {
                ("national-elsewhere", "national-elsewhere-text", "national-to-safety", SAFETY)
            }
            Err(LinkRefused::HasAnother) => ("national-another", "national-another-text", "national-to-safety", SAFETY),
            Err(LinkRefused::OtherNumber) => ("national-number", "national-number-text", "profile-title", PROFILE),
        };
    let frame = Frame::account(caller.w, SAFETY, Some(who.name.as_str()));
    let page = Told::of(caller.w, frame, heading, text, &national.name);
    caller::page(HttpResponse::Conflict(), &page.onward(onward, address))
}

/// What somebody else wrote, for the log.
fn printable(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(60).collect()
}
