//! Somebody who signs a region up: no account, perhaps a draft.

use std::future::{Future, Ready, ready};
use std::ops::Deref;
use std::pin::Pin;

use actix_web::cookie::time::Duration;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, HttpResponse, web};
use balai_kernel::{Act, Actor, SecretToken};
use balai_tenancy::onboarding::{DRAFT_KEPT, Draft, DraftRefused, Stage};

use super::step;
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::edge::trace::origin;
use crate::fault::Fault;
use crate::frame::{Frame, RootTab};
use crate::reply;
use crate::state::App;
use crate::visitor::{app, here};
use crate::words::Words;

/// The cookie that carries a draft's token.
pub const COOKIE: &str = "__Host-daftar";

/// Somebody at the sign-up's pages.
pub struct Applicant {
    /// The server's parts.
    pub app: web::Data<App>,
    /// Their language, for head and foot.
    pub w: Words,
    /// Path and query.
    pub here: String,
    /// The deed: who, when, from where.
    pub act: Act,
    /// What the forms of this page carry.
    pub form: FormToken,
    /// What the cookie holds.
    pub token: Option<SecretToken>,
}

/// Proof that a post was counted against where it came from, and was not one too many.
pub struct Counted;

/// Somebody with a draft that can still be changed.
pub struct Filling {
    /// Who.
    pub applicant: Applicant,
    /// What opens the draft.
    pub token: SecretToken,
    /// What was typed so far.
    pub draft: Draft,
}

impl FromRequest for Applicant {
    type Error = Fault;
    type Future = Ready<Result<Self, Fault>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}

impl FromRequest for Counted {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let applicant = Applicant::of(request);
        Box::pin(async move {
            match applicant.app.identity.count_post(&applicant.act).await? {
                None => Ok(Self),
                Some(until) => {
                    let wait = (until - applicant.act.at).num_seconds().max(1);
                    Err(Fault::TooMany(u64::try_from(wait).unwrap_or(1)))
                }
            }
        })
    }
}

impl FromRequest for Filling {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let applicant = Applicant::of(request);
        Box::pin(async move {
            let Some(token) = applicant.token.clone() else { return Err(Fault::Elsewhere(step::START.into())) };
            match applicant.draft().await? {
                None => Err(Fault::Elsewhere(step::GONE.into())),
                Some(draft) if draft.application.is_some() => Err(Fault::Elsewhere(step::SENT.into())),
                Some(draft) => Ok(Self { applicant, token, draft }),
            }
        })
    }
}

impl Deref for Filling {
    type Target = Applicant;
    fn deref(&self) -> &Applicant {
        &self.applicant
    }
}

impl Applicant {
    fn of(request: &HttpRequest) -> Self {
        let app = app(request);
        let act = Act::new(Actor::Applicant("draft".into()), app.clock.now(), origin(request));
        let token = cookies::token(request, COOKIE);
        Self { act, token, form: FormToken::of(request), w: Words::chosen(request), here: here(request), app }
    }

    /// The draft of the cookie, while it is kept.
    pub async fn draft(&self) -> Result<Option<Draft>, Fault> {
        match &self.token {
            Some(token) => Ok(self.app.sign_ups.draft(token, self.act.at).await?),
            None => Ok(None),
        }
    }

    /// What the ministry asked to be corrected, where the draft corrects something.
    pub async fn correction(&self, draft: &Draft) -> Result<Option<String>, Fault> {
        let Some(id) = draft.corrects else { return Ok(None) };
        let application = self.app.sign_ups.application(id).await?;
        Ok(application.and_then(|application| match application.stage {
            Stage::Returned { reason, .. } => Some(reason.as_str().to_owned()),
            _ => None,
        }))
    }

    /// The frame of the sign-up's pages.
    pub fn frame(&self) -> Frame {
        Frame::root(self.w, &self.here, Some(RootTab::Join))
    }
}

/// On to a page of the form, with the draft's cookie for another 14 days.
pub fn onward(to: &str, token: &SecretToken) -> HttpResponse {
    let mut cookie = cookies::keep(COOKIE, token.reveal());
    cookie.set_max_age(Duration::seconds(DRAFT_KEPT.num_seconds()));
    let mut response = reply::see(to);
    response.add_cookie(&cookie).expect("a token is a cookie's value");
    response
}

impl From<DraftRefused> for Fault {
    fn from(refused: DraftRefused) -> Self {
        match refused {
            DraftRefused::Gone => Self::Elsewhere(step::GONE.into()),
            DraftRefused::Submitted => Self::Elsewhere(step::SENT.into()),
            DraftRefused::FixedRegion | DraftRefused::Standing(_) => Self::Elsewhere(step::REGION.into()),
            DraftRefused::EnoughLinks => Self::Elsewhere(step::SAVE.into()),
            DraftRefused::Storage(error) => error.into(),
        }
    }
}
