//! The way of somebody who shows that an address is hers: to register (`/daftar`, `/nasional/daftar`), to recover an account
//! (`/pulihkan`) or to take one over that a clerk opened (`/ambil-alih`). Each asks one thing after the other, on its own page.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use balai_identity::{Proof, ProofStage, Purpose};
use balai_kernel::{Contact, SecretToken};
use chrono::{DateTime, Utc};
use serde::Deserialize;

use super::clients;
use super::national::register;
use super::sign_in::Wait;
use super::strength::Strength;
use super::takeover::TAKE_OVER;
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::parts::Link;
use crate::words::Words;

/// Minutes for which the whole way may take.
const WHOLE_MINUTES: i64 = 60;

/// Which way somebody goes; read off the page's address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// To an account of her own.
    Register,
    /// To one that the national identity opens.
    National,
    /// Back into one.
    Recover,
    /// Into the account that a clerk opened for her.
    TakeOver,
}

/// What the address of each of these pages says.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    ke: Option<String>,
    /// The way took too long and begins again.
    pub ulang: Option<String>,
    /// Another code was sent.
    pub baru: Option<String>,
}

/// A page that asks one thing.
#[derive(Template)]
#[template(path = "account/step.html")]
pub struct Step {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Where the person is on the way to.
    pub bound_for: Option<String>,
    /// The heading.
    pub heading: String,
    /// What to know before.
    pub lead: Option<String>,
    /// Something that just happened.
    pub notice: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The one thing.
    pub field: Field,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Its label.
    pub label: String,
    /// Its hint.
    pub hint: String,
    /// How hard a new password is to guess.
    pub strength: Option<Strength>,
    /// For whom a password is kept, by the browser that offers to.
    pub whose: Option<String>,
    /// Whether a passkey may stand in the place of a password.
    pub passkey: bool,
    /// Where the form goes.
    pub action: String,
    /// The button.
    pub button: String,
    /// Where another code is asked for.
    pub again: Option<String>,
    /// The button that leads to the national identity provider.
    pub national: Option<Link>,
    /// Other ways on.
    pub others: Vec<(String, Link)>,
    /// The way back.
    pub back: Back,
}

/// What kind of thing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An e-mail address or a number.
    Contact,
    /// An e-mail address.
    Email,
    /// So many digits.
    Code(usize),
    /// A name.
    Name,
    /// A new password.
    Password,
    /// A citizen number.
    Number,
}

impl Way {
    /// What the code is sent for.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Register | Self::National => Purpose::Register,
            Self::Recover => Purpose::Recover,
            Self::TakeOver => Purpose::TakeOver,
        }
    }

    /// The page that the way begins at.
    pub const fn begin(self) -> &'static str {
        match self {
            Self::Register => "/daftar",
            Self::National => "/nasional/daftar",
            Self::Recover => "/pulihkan",
            Self::TakeOver => TAKE_OVER,
        }
    }

    /// The page that asks for the address or the number.
    pub const fn contact(self) -> &'static str {
        match self {
            Self::Register | Self::National | Self::Recover => self.begin(),
            Self::TakeOver => "/ambil-alih/kontak",
        }
    }

    /// A later page of the way.
    pub fn page(self, step: &str) -> String {
        format!("{}/{step}", self.begin())
    }

    /// The text of this way, by the key that each has.
    pub fn t(self, w: Words, register: &str, recover: &str, take_over: &str) -> String {
        match self {
            Self::Register | Self::National => w.t(register),
            Self::Recover => w.t(recover),
            Self::TakeOver => w.t(take_over),
        }
    }

    /// The cookie that recognises whoever goes it.
    const fn cookie(self) -> &'static str {
        match self {
            Self::Register | Self::National => "__Host-daftar",
            Self::Recover => "__Host-pulih",
            Self::TakeOver => "__Host-ambil",
        }
    }

    /// The cookie with its token.
    pub fn keep(self, token: &SecretToken) -> actix_web::cookie::Cookie<'static> {
        cookies::keep_for(self.cookie(), token.reveal(), WHOLE_MINUTES)
    }

    /// The cookie once the way is over.
    pub fn over(self) -> actix_web::cookie::Cookie<'static> {
        cookies::gone(self.cookie())
    }

    /// Back to the beginning, where it is said that the time was over.
    pub fn again(self, back: &Back) -> HttpResponse {
        let begin = if self == Self::National { SIGN_IN } else { self.begin() };
        caller::to_with(&format!("{}&ulang=1", back.via(begin)), [self.over()])
    }

    /// How far the caller has come, with the token she is known by.
    pub async fn walked(self, caller: &Caller) -> Result<Option<(SecretToken, Proof)>, Fault> {
        let Some(token) = caller.cookie(self.cookie()) else { return Ok(None) };
        let proof = caller.app.identity.proof(&token, self.purpose(), caller.act.at).await?;
        Ok(proof.map(|proof| (token, proof)))
    }

    /// The same for the pages that follow on the code, or where to go first.
    pub async fn shown(
        self,
        caller: &Caller,
        back: &Back,
    ) -> Result<Result<(SecretToken, Proof), HttpResponse>, Fault> {
        Ok(match self.walked(caller).await? {
            Some(walked) if walked.1.stage == ProofStage::Shown => Ok(walked),
            Some(_) => Err(caller::to(&back.via(&self.page("kode"))).finish()),
            None => Err(self.again(back)),
        })
    }
}

impl FromRequest for Way {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let ways = [Self::Register, Self::National, Self::Recover, Self::TakeOver];
        let way = ways.into_iter().find(|way| request.path().starts_with(way.begin()));
        ready(way.ok_or(Fault::NotFound))
    }
}

impl Kind {
    /// The attributes of a code's field: as many digits, with a blank after each at most.
    fn code_attributes(self) -> String {
        let Self::Code(digits) = self else { return String::new() };
        let longest = 2 * digits;
        format!(" inputmode=\"numeric\" autocomplete=\"one-time-code\" spellcheck=\"false\" maxlength=\"{longest}\"")
    }
}

impl Asked {
    /// The way back.
    pub fn back(&self) -> Back {
        Back::or(self.ke.as_deref(), "/")
    }
}

impl Step {
    /// A page of this way, with nothing but its heading.
    pub fn new(caller: &Caller, way: Way, step: &str, field: Field, kind: Kind, back: Back) -> Self {
        let w = caller.w;
        let action = if step.is_empty() { way.contact().to_owned() } else { way.page(step) };
        let frame = Frame::account(w, &caller.here, None);
        Self {
            heading: way.t(w, "register-title", "recover-title", "takeover-title"),
            ..Self::bare(w, frame, caller.form.clone(), &action, field, kind, back)
        }
    }

    /// A page that asks one thing, with nothing said yet.
    pub fn bare(w: Words, frame: Frame, form: FormToken, action: &str, field: Field, kind: Kind, back: Back) -> Self {
        Self {
            w,
            frame,
            form,
            bound_for: None,
            heading: String::new(),
            lead: None,
            notice: None,
            summary: ErrorSummary::of([&field]),
            field,
            kind,
            label: String::new(),
            hint: String::new(),
            strength: None,
            whose: None,
            passkey: false,
            action: action.to_owned(),
            button: w.t("sign-in-next"),
            again: None,
            national: None,
            others: Vec::new(),
            back,
        }
    }

    /// Says that it is the code that is asked for, and where it was sent.
    pub(super) fn of_code(self, purpose: Purpose, contact: &Contact) -> Self {
        let (w, digits) = (self.w, purpose.digits() as u64);
        let lead = w.say("contact-code-lead").put("digits", digits).put("contact", contact.shown());
        Self {
            heading: w.t("contact-code-title"),
            lead: Some(lead.to_string()),
            label: w.say("contact-code-label").put("digits", digits).to_string(),
            hint: w.t("contact-code-hint"),
            ..self
        }
    }

    /// Answers with the page; its form may lead on to the host that the person came from.
    pub async fn answer(self, caller: &Caller, mut status: HttpResponseBuilder) -> Result<HttpResponse, Fault> {
        let beyond = clients::beyond(caller, caller.w, &self.back).await?;
        status.insert_header(caller::policy_to(beyond.as_ref().map(|beyond| beyond.origin.as_str())));
        let mut others = self.others;
        if self.action.starts_with(Way::National.begin()) {
            others.extend(register::not_you(caller, &self.back).await?);
        }
        caller::page(status, &Self { bound_for: beyond.map(|beyond| beyond.name), others, ..self })
    }
}

/// The answer to too many tries, with the time until the next one.
pub(super) fn wait(caller: &Caller, until: DateTime<Utc>) -> (HttpResponseBuilder, String) {
    let wait = Wait::until(until, caller.act.at);
    let mut status = HttpResponse::TooManyRequests();
    status.insert_header(("Retry-After", wait.seconds().to_string()));
    (status, wait.say(caller.w))
}
