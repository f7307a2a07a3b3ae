//! `/daftar/sandi` and `/pulihkan/sandi`: the password, and then the person is in.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use balai_identity::{ChosenPassword, Factors, HashingError, Proof, ProvenRefused, SignInStep, strength};
use serde::Deserialize;

use super::accept::password_sentence;
use super::proving::{Asked, Kind, Step, Way};
use super::sign_in;
use super::strength::Strength;
use super::told::Told;
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::forms::Field;
use crate::frame::Frame;

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    sandi: String,
    ke: Option<String>,
}

/// Shows the form.
pub async fn show(caller: Caller, way: Way, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = asked.back();
    let (_, proof) = match way.shown(&caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    if proof.name.is_none() {
        return Ok(caller::to(&back.via(&way.page("nama"))).finish());
    }
    answer(&caller, HttpResponse::Ok(), way, back, &proof, Field::new("sandi"), None).await
}

/// Opens the account, or changes its password, and signs in.
pub async fn submit(caller: Caller, way: Way, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { sandi, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let (token, proof) = match way.shown(&caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    let own_words = [proof.name.as_ref().map_or("", |name| name.as_str()), proof.contact.as_str()];
    let password = match ChosenPassword::new(&sandi, Factors::PasswordOnly, &own_words) {
        Ok(password) => password,
        Err(refused) => {
            let field = Field::new("sandi").wrong(password_sentence(caller.w, refused));
            let strong = (!sandi.is_empty()).then(|| u64::from(strength(&sandi, &own_words)));
            let status = HttpResponse::UnprocessableEntity();
            return answer(&caller, status, way, back, &proof, field, strong).await;
        }
    };
    let identity = &caller.app.identity;
    let step = match way {
        Way::Register => identity.register(&caller.act, &token, password, &caller.device).await.map(SignInStep::Begun),
        Way::National => return Ok(way.again(&back)),
        Way::Recover => identity.recover(&caller.act, &token, password, &caller.device).await,
        Way::TakeOver => {
            identity.own_assisted(&caller.act, &token, password, &caller.device).await.map(SignInStep::Begun)
        }
    };
    match step {
        Ok(step) => sign_in::go_on(&caller, &back, step, Some(way.over())).await,
        Err(ProvenRefused::BeginAgain) => Ok(way.again(&back)),
        Err(ProvenRefused::Taken) => taken(&caller, &back),
        Err(ProvenRefused::Hashing(HashingError::Busy)) => Err(Fault::TooMany(10)),
        Err(ProvenRefused::Hashing(error)) => Err(Fault::ours(&error)),
        Err(ProvenRefused::Storage(error)) => Err(error.into()),
    }
}

/// Says that the address got an account in the meantime.
pub(super) fn taken(caller: &Caller, back: &Back) -> Result<HttpResponse, Fault> {
    let frame = Frame::account(caller.w, &caller.here, None);
    let page = Told::new(caller.w, frame, "register-taken", "register-taken-text");
    caller::page(HttpResponse::Conflict(), &page.onward("sign-in-title", back.via(SIGN_IN)))
}

/// Shows the form again to whoever wanted a passkey instead, and says that it did not work.
pub(super) async fn said(caller: &Caller, back: Back) -> Result<HttpResponse, Fault> {
    let (_, proof) = match Way::Register.shown(caller, &back).await? {
        Ok(walked) => walked,
        Err(first) => return Ok(first),
    };
    let field = Field::new("sandi").wrong(caller.w.t("passkey-again"));
    answer(caller, HttpResponse::UnprocessableEntity(), Way::Register, back, &proof, field, None).await
}

async fn answer(
    caller: &Caller,
    status: HttpResponseBuilder,
    way: Way,
    back: Back,
    proof: &Proof,
    field: Field,
    refused: Option<u64>,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let own = proof.name.as_ref().map_or("", |name| name.as_str());
    let strength = Strength { refused, ..Strength::new(Factors::PasswordOnly, own) };
    let page = Step {
        heading: way.t(w, "register-password-title", "recover-password-title", "register-password-title"),
        label: w.t("new-password-label"),
        hint: w.say("new-password-hint").put("count", strength.least).to_string(),
        strength: Some(strength),
        whose: Some(proof.contact.as_str().to_owned()),
        passkey: way == Way::Register,
        button: way.t(w, "register-button", "recover-button", "recover-button"),
        ..Step::new(caller, way, "sandi", field, Kind::Password, back)
    };
    page.answer(caller, status).await
}
