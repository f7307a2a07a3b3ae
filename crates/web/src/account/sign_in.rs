//! `/masuk`: the address and the password.

use actix_web::cookie::Cookie;
use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{HashingError, PROOF_LASTS, SignInRefused, SignInStep, TypedPassword};
use serde::Deserialize;

use super::{clients, national};
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// The cookie that recognises whoever gave the password until the code follows.
pub const AWAITED_COOKIE: &str = "__Host-kode";
/// Minutes for which the code is awaited.
const AWAITED_MINUTES: i64 = 10;
/// Where the code is asked for.
const CODE: &str = "/masuk/kode";

/// The page.
#[derive(Template)]
#[template(path = "account/sign_in.html")]
pub struct SignIn {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Where the person is on the way to: `Kabupaten Sragen`.
    pub bound_for: Option<String>,
    /// Something to know before: that the time was over.
    pub notice: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The address.
    pub email: Field,
    /// The password; never shown again.
    pub password: Field,
    /// The button that leads to the national identity provider.
    pub national: Option<Link>,
    /// The way back.
    pub back: Back,
}

/// What the address of the page says.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    ke: Option<String>,
    /// The code came too late.
    ulang: Option<String>,
    /// Whoever is signed in proves once more who she is.
    bukti: Option<String>,
}

/// What was filled in.
#[derive(Deserialize)]
pub struct Filled {
    #[serde(default)]
    surel: String,
    #[serde(default)]
    sandi: String,
    ke: Option<String>,
}

/// Shows the form, or sends on whoever is signed in; whoever is asked for a fresh proof gives it here.
pub async fn show(caller: Caller, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let back = Back::or(asked.ke.as_deref(), "/");
    let beyond = clients::beyond(&caller, caller.w, &back).await?;
    if let Some(who) = caller.signed_in().await? {
        let proven = match &beyond {
            Some(beyond) => beyond.takes(&caller.app, &who),
            None => asked.bukti.is_none() || who.proven_within(PROOF_LASTS, caller.act.at),
        };
        if proven {
            return Ok(caller::to(back.as_str()).finish());
        }
        let form = Form { notice: Some(caller.w.t("sign-in-prove-notice")), ..Form::typed(&who.contact.shown()) };
        return answer(&caller, HttpResponse::Ok(), back, form).await;
    }
    let notice = asked.ulang.as_ref().map(|_| caller.w.t("sign-in-again"));
    let hint = beyond.as_ref().and_then(clients::Beyond::login_hint).unwrap_or_default();
    answer(&caller, HttpResponse::Ok(), back, Form { notice, ..Form::typed(hint) }).await
}

/// Checks what was filled in.
pub async fn submit(caller: Caller, filled: web::Form<Filled>) -> Result<HttpResponse, Fault> {
    let Filled { surel, sandi, ke } = filled.into_inner();
    let back = Back::or(ke.as_deref(), "/");
    let form = Form::missing(caller.w, &surel, &sandi);
    if form.is_wrong() {
        return answer(&caller, HttpResponse::UnprocessableEntity(), back, form).await;
    }
    let password = TypedPassword::new(&sandi);
    match caller.app.identity.check_password(&caller.act, &surel, password, &caller.device).await {
        Ok(step) => go_on(&caller, &back, step, None).await,
        Err(SignInRefused::Wrong) => {
            let form = Form::typed(&surel).wrong(caller.w.t("sign-in-wrong"));
            answer(&caller, HttpResponse::UnprocessableEntity(), back, form).await
        }
        Err(SignInRefused::TooManyTries(until)) => {
            let wait = Wait::until(until, caller.act.at);
            let form = Form::typed(&surel).wrong(wait.say(caller.w));
            let mut status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            answer(&caller, status, back, form).await
        }
        Err(SignInRefused::Hashing(HashingError::Busy)) => Err(Fault::TooMany(10)),
        Err(SignInRefused::Hashing(error)) => Err(Fault::ours(&error)),
        Err(SignInRefused::Storage(error)) => Err(error.into()),
    }
}

/// Goes on after a right password: to the code where one is asked for, else back to where the person came from.
pub(super) async fn go_on(
    caller: &Caller,
    back: &Back,
    step: SignInStep,
    also: Option<Cookie<'static>>,
) -> Result<HttpResponse, Fault> {
    let (address, kept) = match step {
        SignInStep::CodeAwaited(token) => {
            (back.via(CODE), cookies::keep_for(AWAITED_COOKIE, token.reveal(), AWAITED_MINUTES))
        }
        SignInStep::Begun(session) => (back.as_str().to_owned(), caller.hold(&session).await?),
    };
    Ok(caller::to_with(&address, [kept].into_iter().chain(also)))
}

/// Shows the form again with a sentence above it.
pub(super) async fn said(caller: &Caller, back: Back, sentence: String) -> Result<HttpResponse, Fault> {
    let form = Form { notice: Some(sentence), ..Form::default() };
    answer(caller, HttpResponse::UnprocessableEntity(), back, form).await
}

/// What the page shows of a form.
#[derive(Default)]
struct Form {
    email: Field,
    password: Field,
    notice: Option<String>,
}

impl Form {
    fn typed(email: &str) -> Self {
        let email = Field::new("surel").with(email.trim());
        Self { email, password: Field::new("sandi"), notice: None }
    }

    fn missing(w: Words, email: &str, password: &str) -> Self {
        let mut form = Self::typed(email);
        if email.trim().is_empty() {
            form.email = form.email.wrong(w.t("sign-in-email-missing"));
        }
        if password.is_empty() {
            form.password = form.password.wrong(w.t("sign-in-password-missing"));
        }
        form
    }

    fn wrong(self, sentence: String) -> Self {
        Self { email: self.email.wrong(sentence), ..self }
    }

    fn is_wrong(&self) -> bool {
        self.email.error.is_some() || self.password.error.is_some()
    }
}

async fn answer(
    caller: &Caller,
    mut status: actix_web::HttpResponseBuilder,
    back: Back,
    form: Form,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let beyond = clients::beyond(caller, w, &back).await?;
    status.insert_header(caller::policy_to(beyond.as_ref().map(|beyond| beyond.origin.as_str())));
    let page = SignIn {
        w,
        frame: Frame::account(w, &caller.here, None),
        form: caller.form.clone(),
        bound_for: beyond.map(|beyond| beyond.name),
        notice: form.notice,
        summary: ErrorSummary::of([&form.email, &form.password]),
        email: Field { name: "surel".into(), ..form.email },
        password: Field { name: "sandi".into(), ..form.password },
        national: national::button(&caller.app, w, &back),
        back,
    };
    caller::page(status, &page)
}

/// Minutes of a wait that is told in hours.
const LONG_WAIT: u64 = 120;

/// How long until the next try.
pub(super) struct Wait(chrono::TimeDelta);

impl Wait {
    pub(super) fn until(until: chrono::DateTime<chrono::Utc>, now: chrono::DateTime<chrono::Utc>) -> Self {
        Self(until - now)
    }

    pub(super) fn seconds(&self) -> i64 {
        self.0.num_seconds().max(1)
    }

    /// The waiting time in whole minutes, rounded up, or in whole hours where it is long.
    pub(super) fn say(&self, w: Words) -> String {
        let minutes = u64::try_from(self.seconds()).unwrap_or(1).div_ceil(60);
        if minutes > LONG_WAIT {
            return w.say("sign-in-wait-hours").put("hours", minutes.div_ceil(60)).to_string();
        }
        w.say("sign-in-wait").put("minutes", minutes).to_string()
    }
}
