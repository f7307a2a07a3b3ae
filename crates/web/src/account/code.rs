//! `/masuk/kode`: the one-time code from the person's app.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::CodeStepRefused;
use serde::Deserialize;

use super::clients;
use super::sign_in::{AWAITED_COOKIE, Wait};
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/code.html")]
pub struct Code {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Where the person is on the way to.
    pub bound_for: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The code.
    pub code: Field,
    /// The way back.
    pub back: Back,
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    ke: Option<String>,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kode: String,
    ke: Option<String>,
}

/// Shows the form to whoever gave the password.
pub async fn show(caller: Caller, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = Back::or(asked.ke.as_deref(), "/");
    let awaited = match caller.cookie(AWAITED_COOKIE) {
        Some(token) => caller.app.identity.awaits_code(&token, caller.act.at).await?,
        None => false,
    };
    if !awaited {
        return Ok(caller::to(&back.via(SIGN_IN)).finish());
    }
    answer(&caller, HttpResponse::Ok(), back, Field::new("kode")).await
}

/// Checks the code.
pub async fn submit(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { kode, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let field = Field::new("kode");
    let Some(awaited) = caller.cookie(AWAITED_COOKIE) else { return Ok(again(&back)) };
    match caller.app.identity.check_code(&caller.act, &awaited, &kode, &caller.device).await {
        Ok(session) => {
            let kept = caller.hold(&session).await?;
            Ok(caller::to_with(back.as_str(), [kept, cookies::gone(AWAITED_COOKIE)]))
        }
        Err(CodeStepRefused::Wrong) => {
            let field = field.wrong(caller.w.t("code-wrong"));
            answer(&caller, HttpResponse::UnprocessableEntity(), back, field).await
        }
        Err(CodeStepRefused::TooManyTries(until)) => {
            let wait = Wait::until(until, caller.act.at);
            let mut status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            answer(&caller, status, back, field.wrong(wait.say(caller.w))).await
        }
        Err(CodeStepRefused::BeginAgain) => Ok(again(&back)),
        Err(CodeStepRefused::Storage(error)) => Err(error.into()),
    }
}

/// Shows the form again with a sentence at its field.
pub(super) async fn said(caller: &Caller, back: Back, sentence: String) -> Result<HttpResponse, Fault> {
    answer(caller, HttpResponse::UnprocessableEntity(), back, Field::new("kode").wrong(sentence)).await
}

pub(super) fn again(back: &Back) -> HttpResponse {
    caller::to_with(&format!("{}&ulang=1", back.via(SIGN_IN)), [cookies::gone(AWAITED_COOKIE)])
}

async fn answer(
    caller: &Caller,
    mut status: HttpResponseBuilder,
    back: Back,
    code: Field,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let beyond = clients::beyond(caller, w, &back).await?;
    status.insert_header(caller::policy_to(beyond.as_ref().map(|beyond| beyond.origin.as_str())));
    let page = Code {
        w,
        frame: Frame::account(w, &caller.here, None),
        form: caller.form.clone(),
        bound_for: beyond.map(|beyond| beyond.name),
        summary: ErrorSummary::of([&code]),
        code,
        back,
    };
    caller::page(status, &page)
}
