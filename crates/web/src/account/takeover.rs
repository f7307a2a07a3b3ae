//! `/ambil-alih`: the code on the sheet and the number, of somebody whose account a clerk opened.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::TakeoverRefused;
use balai_kernel::{Nik, SecretToken, SheetCode};
use serde::Deserialize;

use super::profile::sentence;
use super::proving::{Way, wait};
use crate::asked::Asked;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Where it begins.
pub const TAKE_OVER: &str = "/ambil-alih";
const CODE: &str = "kode";
const NUMBER: &str = "nik";
/// The cookie that recognises whoever has shown a sheet.
const COOKIE: &str = "__Host-lembar";
const MINUTES: i64 = 60;

/// The page.
#[derive(Template)]
#[template(path = "account/takeover.html")]
pub struct TakeOver {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Something that just happened.
    pub notice: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The code.
    pub code: Field,
    /// The number.
    pub number: Field,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    kode: String,
    #[serde(default)]
    nik: String,
}

/// Asks for both; the square on the sheet brings the code along.
pub async fn show(caller: Caller, asked: Asked) -> Result<HttpResponse, Fault> {
    let again = !asked.text("ulang").is_empty();
    let notice = again.then(|| caller.w.t("proving-again"));
    let code = SheetCode::parse(asked.text(CODE)).map(|code| code.reveal()).unwrap_or_default();
    answer(&caller, HttpResponse::Ok(), [Field::new(CODE).with(code), Field::new(NUMBER)], notice)
}

/// Compares both. What of the two is wrong is not said.
pub async fn submit(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let (mut code, mut number) = (Field::new(CODE).typed(&filled.kode), Field::new(NUMBER).typed(&filled.nik));
    let read = SheetCode::parse(&code.value).ok();
    if read.is_none() {
        code.error = Some(w.t("takeover-code-wrong"));
    }
    let nik = number.read(|text| Nik::parse(text).map_err(|error| sentence(w, error)));
    let (Some(read), Some(nik)) = (read, nik) else {
        return answer(&caller, HttpResponse::UnprocessableEntity(), [code, number], None);
    };
    match caller.app.identity.begin_takeover(&caller.act, &caller.app.kek, &read, &nik).await {
        Ok(token) => {
            let kept = cookies::keep_for(COOKIE, token.reveal(), MINUTES);
            Ok(caller::to_with(Way::TakeOver.contact(), [kept]))
        }
        Err(TakeoverRefused::Wrong) => {
            let code = code.wrong(w.t("takeover-wrong"));
            answer(&caller, HttpResponse::UnprocessableEntity(), [code, number], None)
        }
        Err(TakeoverRefused::TooManyTries(until)) => {
            let (status, until) = wait(&caller, until);
            answer(&caller, status, [code.wrong(until), number], None)
        }
        Err(TakeoverRefused::Storage(error)) => Err(error.into()),
    }
}

/// What recognises the caller, if she has shown a sheet.
pub(super) async fn of(caller: &Caller) -> Result<Option<SecretToken>, Fault> {
    let Some(token) = caller.cookie(COOKIE) else { return Ok(None) };
    let account = caller.app.identity.takeover(&token, caller.act.at).await?;
    Ok(account.map(|_| token))
}

fn answer(
    caller: &Caller,
    status: HttpResponseBuilder,
    [code, number]: [Field; 2],
    notice: Option<String>,
) -> Result<HttpResponse, Fault> {
    let page = TakeOver {
        w: caller.w,
        frame: Frame::account(caller.w, TAKE_OVER, None),
        form: caller.form.clone(),
        notice,
        summary: ErrorSummary::of([&code, &number]),
        code,
        number,
    };
    caller::page(status, &page)
}
