//! `/daftar/kode`, `/nasional/daftar/kode` and `/pulihkan/kode`: the digits that were sent.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use balai_identity::{Proof, ProofRefused, ProofStage, ShownRefused};
use serde::Deserialize;

use super::national::register;
use super::proving::{Asked, Kind, Step, Way, wait};
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::forms::Field;
use crate::parts::Link;

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kode: String,
    ke: Option<String>,
}

/// Shows the form to whoever asked for a code.
pub async fn show(caller: Caller, way: Way, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = asked.back();
    let Some((_, proof)) = way.walked(&caller).await? else { return Ok(way.again(&back)) };
    if proof.stage == ProofStage::Shown {
        return Ok(caller::to(&back.via(&next(way))).finish());
    }
    let notice = asked.baru.as_ref().map(|_| caller.w.t("code-sent-again"));
    answer(&caller, HttpResponse::Ok(), way, back, &proof, Field::new("kode"), notice).await
}

/// Compares the code.
pub async fn submit(caller: Caller, way: Way, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { kode, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let Some((token, proof)) = way.walked(&caller).await? else { return Ok(way.again(&back)) };
    let field = Field::new("kode").typed(&kode);
    let unprocessable = HttpResponse::UnprocessableEntity;
    if kode.trim().is_empty() {
        let missing = caller.w.say("code-missing").put("digits", way.purpose().digits() as u64).to_string();
        let field = field.wrong(missing);
        return answer(&caller, unprocessable(), way, back, &proof, field, None).await;
    }
    match caller.app.identity.show_proof(&caller.act, &token, way.purpose(), &kode).await {
        Ok(()) if way == Way::National && named(&caller).await? => register::finish(&caller, &token, &back).await,
        Ok(()) => Ok(caller::to(&back.via(&next(way))).finish()),
        Err(ShownRefused::Wrong) => {
            let field = field.wrong(caller.w.t("code-not-that"));
            answer(&caller, unprocessable(), way, back, &proof, field, None).await
        }
        Err(ShownRefused::Spent) => {
            let field = field.wrong(caller.w.t("code-spent"));
            answer(&caller, unprocessable(), way, back, &proof, field, None).await
        }
        Err(ShownRefused::TooMany(until)) => {
            let (status, sentence) = wait(&caller, until);
            answer(&caller, status, way, back, &proof, field.wrong(sentence), None).await
        }
        Err(ShownRefused::BeginAgain) => Ok(way.again(&back)),
        Err(ShownRefused::Storage(error)) => Err(error.into()),
    }
}

/// Sends another code.
pub async fn again(caller: Caller, way: Way, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let back = Back::or(filled.ke.as_deref(), "/");
    let Some((token, proof)) = way.walked(&caller).await? else { return Ok(way.again(&back)) };
    match caller.app.identity.send_again(&caller.act, &token, way.purpose()).await {
        Ok(()) => Ok(caller::to(&format!("{}&baru=1", back.via(&way.page("kode")))).finish()),
        Err(ProofRefused::TooMany(until)) => {
            let (status, sentence) = wait(&caller, until);
            answer(&caller, status, way, back, &proof, Field::new("kode").wrong(sentence), None).await
        }
        Err(ProofRefused::BeginAgain) => Ok(way.again(&back)),
        Err(ProofRefused::Storage(error)) => Err(error.into()),
    }
}

/// Whether the national identity provider told a name.
async fn named(caller: &Caller) -> Result<bool, Fault> {
    Ok(register::stranger(caller).await?.is_some_and(|stranger| stranger.name.is_some()))
}

/// What is asked after the code.
fn next(way: Way) -> String {
    way.page(match way {
        Way::Register | Way::National => "nama",
        Way::Recover | Way::TakeOver => "sandi",
    })
}

async fn answer(
    caller: &Caller,
    status: HttpResponseBuilder,
    way: Way,
    back: Back,
    proof: &Proof,
    field: Field,
    notice: Option<String>,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let other = Link::new(w.t("code-other-contact"), back.via(way.contact()));
    let page = Step {
        notice,
        again: Some(way.page("kode/ulang")),
        others: vec![(w.t("contact-code-nothing"), other)],
        ..Step::new(caller, way, "kode", field, Kind::Code(way.purpose().digits()), back)
    };
    page.of_code(way.purpose(), &proof.contact).answer(caller, status).await
}
