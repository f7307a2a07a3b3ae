//! The four decisions about an application. Each lands on its page, which shows the state it has then.

use actix_web::{HttpResponse, web};
use balai_tenancy::onboarding::{Application, Check, DecideRefused, Reason, Refusal};
use serde::Deserialize;
use uuid::Uuid;

use super::application::{Typed, answer, ties};
use crate::access::{Ministry, Person, may};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::reply;

/// The form of a reason; each form has its own name for it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typing {
    kembalikan: String,
    tolak: String,
}

/// One person has checked everything.
pub async fn verify(
    ministry: Ministry<may::ApplicationsVerify>,
    id: web::Path<String>,
    token: FormToken,
    form: web::Form<Vec<(String, String)>>,
) -> Result<HttpResponse, Fault> {
    let ticked: Vec<_> = form.iter().filter_map(|(_, key)| Check::named(key)).collect();
    let application = found(&ministry, &id).await?;
    let ties = ties(&ministry, &application).await?;
    let done = ministry.app.sign_ups.verify(&ministry.act, application.id, &ticked, &ties).await;
    landed(&ministry, application.id, done, Typed { ticked, ..Typed::of(token) }).await
}

/// Another person approves.
pub async fn approve(
    ministry: Ministry<may::ApplicationsApprove>,
    id: web::Path<String>,
    token: FormToken,
) -> Result<HttpResponse, Fault> {
    let application = found(&ministry, &id).await?;
    let ties = ties(&ministry, &application).await?;
    let done = ministry.app.sign_ups.approve(&ministry.act, application.id, &ties).await;
    landed(&ministry, application.id, done, Typed::of(token)).await
}

/// Sent back for correction.
pub async fn send_back(
    ministry: Ministry<may::ApplicationsVerify>,
    id: web::Path<String>,
    token: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    let id = super::id(&id)?;
    match Reason::parse(&typing.kembalikan) {
        Ok(reason) => {
            let done = ministry.app.sign_ups.send_back(&ministry.act, id, reason).await;
            landed(&ministry, id, done, Typed::of(token)).await
        }
        Err(wrong) => {
            let back = Some((typing.kembalikan.clone(), wrong.to_string()));
            answer(&ministry, id, Typed { back, ..Typed::of(token) }).await
        }
    }
}

/// Refused.
pub async fn reject(
    ministry: Ministry<may::ApplicationsApprove>,
    id: web::Path<String>,
    token: FormToken,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    let id = super::id(&id)?;
    match Reason::parse(&typing.tolak) {
        Ok(reason) => {
            let done = ministry.app.sign_ups.reject(&ministry.act, id, reason).await;
            landed(&ministry, id, done, Typed::of(token)).await
        }
        Err(wrong) => {
            let no = Some((typing.tolak.clone(), wrong.to_string()));
            answer(&ministry, id, Typed { no, ..Typed::of(token) }).await
        }
    }
}

async fn found(person: &Person, id: &str) -> Result<Application, Fault> {
    person.app.sign_ups.application(super::id(id)?).await?.ok_or(Fault::NotFound)
}

/// A decision taken twice lands on the state that the first one left.
async fn landed(
    person: &Person,
    id: Uuid,
    done: Result<Application, DecideRefused>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    match done {
        Ok(_) | Err(DecideRefused::Stage(Refusal::AlreadyElsewhere)) => Ok(reply::see(format!("/pendaftaran/{id}"))),
        Err(DecideRefused::Unknown) => Err(Fault::NotFound),
        Err(DecideRefused::Storage(error)) => Err(error.into()),
        Err(DecideRefused::Unchecked(missing)) => {
            answer(person, id, Typed { unchecked: Some(missing.to_string()), ..typed }).await
        }
        Err(DecideRefused::Stage(refusal)) => {
            answer(person, id, Typed { refused: Some(refusal.to_string()), ..typed }).await
        }
    }
}
