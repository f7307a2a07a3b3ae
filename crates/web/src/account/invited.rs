//! `/undangan/{token}`: who is invited to what, and the form with which they accept.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{Factors, Invitation, InvitationRefused, SignedIn, TotpSecret};
use balai_kernel::SecretToken;
use balai_rbac::composed;

use super::strength::Strength;
use super::told::Told;
use crate::access::SIGN_IN;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::places;
use crate::words::Words;

/// The page for somebody new: name, password, second factor.
#[derive(Template)]
#[template(path = "account/accept.html")]
pub struct Accept {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// To what they are invited.
    pub invited: Invited,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Their name.
    pub name: Field,
    /// Their password; never shown again.
    pub password: Field,
    /// What the password's hint says.
    pub password_hint: String,
    /// How hard it is to guess.
    pub strength: Strength,
    /// The code from their app.
    pub code: Field,
    /// The square code, as SVG made by us.
    pub square: String,
    /// The secret in groups of four.
    pub key: String,
}

/// The page for somebody who has an account: one button, or the way to sign in first.
#[derive(Template)]
#[template(path = "account/accept_as.html")]
pub struct AcceptAs {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// To what they are invited.
    pub invited: Invited,
    /// Where the form goes.
    pub action: String,
    /// The sign-in, while they are not signed in.
    pub sign_in: Option<String>,
}

/// To what somebody is invited, in words.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Their address.
    pub email: String,
    /// The role.
    pub role: String,
    /// Where.
    pub place: String,
}

/// What was typed into the form of somebody new.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) name: Field,
    pub(super) password: Field,
    pub(super) code: Field,
}

/// Shows what the link opens.
pub async fn show(caller: Caller, link: web::Path<String>) -> Result<HttpResponse, Fault> {
    let Ok(token) = SecretToken::parse(&link) else { return stale(&caller, &InvitationRefused::Unknown) };
    let invitation = match caller.app.identity.invitation(&token, caller.act.at).await {
        Ok(invitation) => invitation,
        Err(InvitationRefused::Storage(error)) => return Err(error.into()),
        Err(refused) => return stale(&caller, &refused),
    };
    if let Some(who) = caller.signed_in().await? {
        return known(&caller, &invitation, &token, Some(&who)).await;
    }
    if caller.app.identity.account_by_email(&invitation.email).await?.is_some() {
        return known(&caller, &invitation, &token, None).await;
    }
    fresh(&caller, HttpResponse::Ok(), &invitation, &token, Typed::default()).await
}

/// The page for somebody new.
pub(super) async fn fresh(
    caller: &Caller,
    status: HttpResponseBuilder,
    invitation: &Invitation,
    token: &SecretToken,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let secret: TotpSecret = match caller.app.identity.invited_factor(token, caller.act.at).await {
        Ok(secret) => secret,
        Err(InvitationRefused::Storage(error)) => return Err(error.into()),
        Err(refused) => return stale(caller, &refused),
    };
    let strength = Strength::new(Factors::WithSecond, "");
    let page = Accept {
        w,
        frame: Frame::account(w, &caller.here, None),
        form: caller.form.clone(),
        invited: invited(caller, invitation).await?,
        summary: ErrorSummary::of([&typed.name, &typed.password, &typed.code]),
        name: Field { name: "nama".into(), ..typed.name },
        password: Field { name: "sandi".into(), ..typed.password },
        password_hint: w.say("accept-password-hint").put("count", strength.least).to_string(),
        strength,
        code: Field { name: "kode".into(), ..typed.code },
        square: secret.qr_svg(invitation.email.as_str()),
        key: secret.grouped(),
    };
    caller::page(status, &page)
}

async fn known(
    caller: &Caller,
    invitation: &Invitation,
    token: &SecretToken,
    who: Option<&SignedIn>,
) -> Result<HttpResponse, Fault> {
    let w = caller.w;
    let frame = Frame::account(w, &caller.here, who.map(|who| who.name.as_str()));
    if who.is_some_and(|who| who.email.as_ref() != Some(&invitation.email)) {
        let page = Told::new(w, frame, "accept-other", "accept-other-text").with_sign_out(caller.form.clone());
        return caller::page(HttpResponse::Ok(), &page);
    }
    let sign_in = who.is_none().then(|| Back::or(Some(&caller.here), "/").via(SIGN_IN));
    let page = AcceptAs {
        w,
        frame,
        form: caller.form.clone(),
        invited: invited(caller, invitation).await?,
        action: format!("/undangan/{}/terima", token.reveal()),
        sign_in,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// The page for a link that opens nothing any more.
pub(super) fn stale(caller: &Caller, refused: &InvitationRefused) -> Result<HttpResponse, Fault> {
    let (status, heading, text) = match refused {
        InvitationRefused::Used => (HttpResponse::Gone(), "invitation-used", "invitation-used-text"),
        InvitationRefused::Expired => (HttpResponse::Gone(), "invitation-expired", "invitation-expired-text"),
        InvitationRefused::Unknown | InvitationRefused::Storage(_) => {
            (HttpResponse::NotFound(), "invitation-unknown", "invitation-unknown-text")
        }
    };
    let frame = Frame::account(caller.w, &caller.here, None);
    caller::page(status, &Told::new(caller.w, frame, heading, text).onward("sign-in-title", SIGN_IN))
}

async fn invited(caller: &Caller, invitation: &Invitation) -> Result<Invited, Fault> {
    let title = composed::title(&caller.app.control().read().await?, &invitation.grant).await?;
    Ok(Invited {
        email: invitation.email.as_str().to_owned(),
        role: places::role(caller.w, invitation.grant.role, &title),
        place: places::name(&caller.app, caller.w, &invitation.grant.domain).await?,
    })
}
