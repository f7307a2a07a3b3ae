//! `/nasional/kembali`: back from the provider.

use actix_web::{HttpResponse, web};
use balai_identity::{Aim, Homecoming, NationalPerson, NationalStep};
use balai_kernel::{Email, Nik, PersonName, SecretToken};
use balai_relying::Returned;
use serde::Deserialize;
use uuid::Uuid;

use super::{COME, COOKIE, National, Unfinished, link, unfinished};
use crate::access::SIGN_IN;
use crate::account::proving::Way;
use crate::account::safety::SAFETY;
use crate::account::sign_in;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;

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
            Aim::Link(account) => show_it(&caller, &national, &visit, account, &person).await,
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
        left_at: home.left_at,
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

/// She sees whose identity it is before it opens her account.
async fn show_it(
    caller: &Caller,
    national: &National,
    visit: &SecretToken,
    account: Uuid,
    person: &NationalPerson,
) -> Result<HttpResponse, Fault> {
    if caller.signed_in().await?.is_none_or(|who| who.account != account) {
        let back = Back::or(Some(SAFETY), SAFETY);
        return unfinished(caller, national, Aim::Link(account), &back, &Unfinished::OtherPerson);
    }
    caller.app.identity.keep_for_linking(visit, person).await?;
    Ok(caller::to(link::LOOK).finish())
}

/// What somebody else wrote, for the log.
fn printable(text: &str) -> String {
    text.chars().filter(char::is_ascii_graphic).take(60).collect()
}
