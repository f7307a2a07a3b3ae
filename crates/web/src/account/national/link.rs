//! `/nasional/hubungkan`: the identity is to open the account of whoever is signed in. She says so by a button, comes back from
//! the provider to a page that names whose identity it is, and says yes to that one by another: no link of a stranger's and no
//! sign-in that somebody left open at the provider joins anything to her account.

use actix_web::HttpResponse;
use actix_web::http::header::REFRESH;
use balai_identity::{Aim, LinkRefused};

use super::{COOKIE, go, unfinished};
use crate::access::Person;
use crate::account::profile::PROFILE;
use crate::account::safety::SAFETY;
use crate::account::told::Told;
use crate::back::Back;
use crate::caller::{self, Caller};
use crate::cookies;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::Link;

/// Where it begins.
pub const HERE: &str = "/nasional/hubungkan";
/// Where she sees whose identity it is.
pub const LOOK: &str = "/nasional/hubungkan/periksa";

/// `GET /nasional/hubungkan`: says what follows.
pub async fn ask(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let Some(national) = caller.app.national.clone() else { return Ok(caller::to(SAFETY).finish()) };
    let page = Told {
        deed: Some((HERE.to_owned(), caller.w.t("national-link"), person.form.clone())),
        ..told(&person, &caller, ("national-link-title", "national-unlinked-text"), &national.name)
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// `POST /nasional/hubungkan`: off to the provider. The way there is a link and a header, as what a form redirects to must be
/// known to the page that holds it, and only the provider knows where it leads people.
pub async fn begin(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let Some(national) = caller.app.national.clone() else { return Ok(caller::to(SAFETY).finish()) };
    let (aim, back) = (Aim::Link(person.who.account), Back::or(Some(SAFETY), SAFETY));
    let (address, kept) = match go::leave(&caller, &national, aim, &back).await? {
        Ok(way) => way,
        Err(reason) => return unfinished(&caller, &national, aim, &back, &reason),
    };
    let way = caller.w.say("national-go").put("name", &national.name).to_string();
    let page = Told {
        onward: Some(Link::new(way, &address)),
        ..told(&person, &caller, ("national-link-title", "national-go-text"), &national.name)
    };
    let mut answer = HttpResponse::Ok();
    answer.insert_header((REFRESH, format!("0; url={address}"))).cookie(kept);
    caller::page(answer, &page)
}

/// `GET /nasional/hubungkan/periksa`: whose identity it is.
pub async fn look(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let (Some(national), Some(visit)) = (caller.app.national.clone(), caller.cookie(COOKIE)) else {
        return Ok(caller::to(SAFETY).finish());
    };
    let identity = &caller.app.identity;
    let Some(found) = identity.awaits_linking(&visit, person.who.account, caller.act.at).await? else {
        return Ok(caller::to(SAFETY).finish());
    };
    let w = caller.w;
    let whose = found.name.as_ref().map_or_else(|| w.t("national-nameless"), ToString::to_string);
    let number = found.nik.as_ref().map_or_else(|| w.t("national-numberless"), ToString::to_string);
    let text = w
        .say("national-look-text")
        .put("name", &national.name)
        .put("whose", whose)
        .put("number", number)
        .put("account", person.who.name.as_str());
    let page = Told {
        text: text.to_string(),
        deed: Some((LOOK.to_owned(), w.t("national-look-yes"), person.form.clone())),
        ..told(&person, &caller, ("national-look", "national-look-text"), &national.name)
    };
    caller::page(HttpResponse::Ok(), &page.onward("national-to-safety", SAFETY))
}

/// `POST /nasional/hubungkan/periksa`: from now on it opens her account.
pub async fn submit(person: Person, caller: Caller) -> Result<HttpResponse, Fault> {
    let (Some(national), Some(visit)) = (caller.app.national.clone(), caller.cookie(COOKIE)) else {
        return Ok(caller::to(SAFETY).finish());
    };
    let (identity, kek) = (&caller.app.identity, &caller.app.kek);
    let (says, onward, address) = match identity.link_national(&person.act, kek, &visit, person.who.account).await {
        Ok(()) | Err(LinkRefused::BeginAgain) => return Ok(caller::to_with(SAFETY, [cookies::gone(COOKIE)])),
        Err(LinkRefused::Storage(error)) => return Err(error.into()),
        Err(LinkRefused::Elsewhere) => {
            (("national-elsewhere", "national-elsewhere-text"), "national-to-safety", SAFETY)
        }
        Err(LinkRefused::HasAnother) => (("national-another", "national-another-text"), "national-to-safety", SAFETY),
        Err(LinkRefused::OtherNumber) => (("national-number", "national-number-text"), "profile-title", PROFILE),
    };
    let page = told(&person, &caller, says, &national.name);
    caller::page(HttpResponse::Conflict(), &page.onward(onward, address))
}

fn told(person: &Person, caller: &Caller, (heading, text): (&'static str, &'static str), name: &str) -> Told {
    let frame = Frame::account(caller.w, SAFETY, Some(person.who.name.as_str()));
    Told::of(caller.w, frame, heading, text, name)
}
