//! `/daftar`, `/nasional/daftar`, `/pulihkan` and `/ambil-alih/kontak`: the address or the number.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use balai_identity::ProofRefused;
use balai_kernel::{Contact, ContactError};
use serde::Deserialize;

use super::national::{self, register};
use super::proving::{Asked, Kind, Step, Way, wait};
use super::takeover;
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::fault::Fault;
use crate::forms::Field;
use crate::parts::Link;
use crate::words::Words;

/// Signing in, and then to the provider once more.
const LINK_AFTER_SIGN_IN: &str = "/masuk?ke=%2Fnasional%2Fhubungkan";

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kontak: String,
    ke: Option<String>,
}

/// Shows the form; whoever is signed in needs no other account.
pub async fn show(caller: Caller, way: Way, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = asked.back();
    if matches!(way, Way::Register | Way::National) && caller.signed_in().await?.is_some() {
        return Ok(caller::to(back.as_str()).finish());
    }
    if way == Way::TakeOver && takeover::of(&caller).await?.is_none() {
        return Ok(way.again(&back));
    }
    let notice = asked.ulang.as_ref().map(|_| caller.w.t("proving-again"));
    let mut field = Field::new("kontak");
    if way == Way::National {
        let Some(stranger) = register::stranger(&caller).await? else { return Ok(way.again(&back)) };
        field = field.with(stranger.email.map_or_else(String::new, |email| email.as_str().to_owned()));
    }
    answer(&caller, HttpResponse::Ok(), way, back, field, notice).await
}

/// Sends a code. The answer is the same whether an account has the address or not.
pub async fn submit(caller: Caller, way: Way, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { kontak, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let field = Field::new("kontak").typed(&kontak);
    let contact = match read(caller.w, &kontak, caller.app.reaches_phones) {
        Ok(contact) => contact,
        Err(sentence) => {
            let status = HttpResponse::UnprocessableEntity();
            return answer(&caller, status, way, back, field.wrong(sentence), None).await;
        }
    };
    let identity = &caller.app.identity;
    let begun = match way {
        Way::Register | Way::National | Way::Recover => {
            identity.begin_proof(&caller.act, way.purpose(), &contact).await
        }
        Way::TakeOver => match takeover::of(&caller).await? {
            Some(token) => identity.prove_for_takeover(&caller.act, &token, &contact).await,
            None => Err(ProofRefused::BeginAgain),
        },
    };
    match begun {
        Ok(token) => Ok(caller::to_with(&back.via(&way.page("kode")), [way.keep(&token)])),
        Err(ProofRefused::TooMany(until)) => {
            let (status, sentence) = wait(&caller, until);
            answer(&caller, status, way, back, field.wrong(sentence), None).await
        }
        Err(ProofRefused::BeginAgain) => Ok(way.again(&back)),
        Err(ProofRefused::Storage(error)) => Err(error.into()),
    }
}

/// Reads an address, or a number where short texts reach telephones.
pub(super) fn read(w: Words, typed: &str, phones: bool) -> Result<Contact, String> {
    match Contact::parse(typed) {
        Ok(Contact::Phone(_)) if !phones => Err(w.t("contact-no-phones")),
        Ok(contact) => Ok(contact),
        Err(ContactError::Empty) if phones => Err(w.t("contact-missing")),
        Err(ContactError::Empty) => Err(w.t("contact-email-missing")),
        Err(ContactError::Email(_)) => Err(w.t("contact-email-wrong")),
        Err(ContactError::Landline) => Err(w.t("contact-landline")),
        Err(ContactError::Phone(_)) => Err(w.t("contact-phone-wrong")),
    }
}

/// What to know before.
fn lead(caller: &Caller, way: Way) -> String {
    match (way, &caller.app.national) {
        (Way::National, Some(national)) => {
            caller.w.say("national-register-lead").put("name", &national.name).to_string()
        }
        _ => way.t(caller.w, "register-lead", "recover-lead", "takeover-contact-lead"),
    }
}

async fn answer(
    caller: &Caller,
    status: HttpResponseBuilder,
    way: Way,
    back: Back,
    field: Field,
    notice: Option<String>,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let phones = caller.app.reaches_phones;
    let kind = if phones { Kind::Contact } else { Kind::Email };
    let sign_in = Link::new(w.t("sign-in-title"), back.via(SIGN_IN));
    let others = match way {
        Way::Register => vec![
            (w.t("register-instead"), sign_in),
            (w.t("takeover-have"), Link::new(w.t("takeover-title"), takeover::TAKE_OVER)),
        ],
        Way::Recover => vec![(w.t("recover-instead"), sign_in)],
        // With the national identity she signs in as before and then links it.
        Way::National => {
            vec![(w.t("register-instead"), Link::new(w.t("national-link-instead"), LINK_AFTER_SIGN_IN))]
        }
        Way::TakeOver => Vec::new(),
    };
    let page = Step {
        lead: Some(lead(caller, way)),
        notice,
        label: w.t(if phones { "contact-label" } else { "sign-in-email" }),
        hint: w.t(if phones { "contact-hint" } else { "contact-email-hint" }),
        national: (way == Way::Register).then(|| national::button(&caller.app, w, &back)).flatten(),
        others,
        ..Step::new(caller, way, "", field, kind, back)
    };
    page.answer(caller, status).await
}
