//! Whose vault it is: one's own, or that of somebody for whom one acts. While one acts, nothing else of the account opens.
//! What somebody believes to do for another is never done for herself, nor the other way round: a mandate that ended, and a
//! form of a page that was shown for somebody else, lead to where she chooses anew.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::Method;
use actix_web::{FromRequest, HttpRequest};
use balai_identity::{Mandate, MandateScope};
use balai_kernel::{Act, Actor};
use balai_vault::Request;
use uuid::Uuid;

use super::family::FAMILY;
use crate::access::{Person, person};
use crate::asked;
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Acting;
use crate::route::{Access, Proof};
use crate::visitor::app;

/// The cookie that says for whom somebody acts, by the id of the mandate; what it means is asked each time.
pub const COOKIE: &str = "__Host-wakil";

/// In the address of a form: for whom its page was shown, by the id of the mandate; left out for oneself. An address, because
/// files and parts of files are sent without fields.
const MEANT: &str = "untuk";

/// What a page of a vault asks of whoever acts for another.
pub trait Demand: 'static {
    /// Whether she may.
    fn allows(mandate: &Mandate) -> bool;
}

/// What a region asks for a service, or more; which of it the page asks itself, with [`reaches`].
pub struct Asked;
/// The whole vault.
pub struct Whole;
/// Only its owner.
pub struct Herself;

impl Demand for Asked {
    fn allows(_: &Mandate) -> bool {
        true
    }
}
impl Demand for Whole {
    fn allows(mandate: &Mandate) -> bool {
        mandate.scope == MandateScope::All
    }
}
impl Demand for Herself {
    fn allows(_: &Mandate) -> bool {
        false
    }
}

/// Somebody at a vault: its owner, or who acts for her as far as the page allows.
pub struct Owner<D: Demand>(Person, PhantomData<D>);

impl<D: Demand> Proof for Owner<D> {
    const ACCESS: Access = Access::SignedIn;
}

impl<D: Demand> Deref for Owner<D> {
    type Target = Person;
    fn deref(&self) -> &Person {
        &self.0
    }
}

impl<D: Demand> FromRequest for Owner<D> {
    type Error = Fault;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Fault>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let mut person = person(&request).await?;
            let mandate = standing(&request, &person).await?;
            if mandate.as_ref().is_some_and(|mandate| !D::allows(mandate)) {
                return Err(beyond());
            }
            // what goes on with an upload names it, and it is in one vault alone
            if request.method() == Method::POST && !is_meant(&request, mandate.as_ref()) {
                return Err(other());
            }
            if let Some(mandate) = mandate {
                let (by, owner) = (person.who.account, mandate.owner.0);
                person.act = Act::new(Actor::For { by, owner }, person.act.at, person.act.from.clone());
                (person.subject, person.mandate) = (owner, Some(mandate));
            }
            Ok(Self(person, PhantomData))
        })
    }
}

/// Whether what a region asks is within the mandate, where there is one.
pub fn reaches(person: &Person, request: &Request) -> bool {
    person.mandate.as_ref().is_none_or(|mandate| mandate.scope.reaches(request.region, request.service.0))
}

/// What the bar says.
pub fn bar(mandate: &Mandate, form: &FormToken) -> Acting {
    Acting {
        name: mandate.owner.1.clone(),
        whole: Whole::allows(mandate),
        service: mandate.scope.service().map(|(_, name)| name.to_owned()),
        form: form.clone(),
        meant: format!("?{MEANT}={}", mandate.id),
    }
}

/// The mandate by which somebody acts at this moment.
pub async fn mandate(request: &HttpRequest, person: &Person) -> Result<Option<Mandate>, Fault> {
    let cookie = request.cookie(COOKIE).and_then(|cookie| Uuid::parse_str(cookie.value()).ok());
    let Some(id) = cookie else { return Ok(None) };
    Ok(app(request).identity.acting(person.who.account, id, person.act.at).await?)
}

/// The same where she must not do for herself what she believes to do for another: one that ended is told.
async fn standing(request: &HttpRequest, person: &Person) -> Result<Option<Mandate>, Fault> {
    match mandate(request, person).await? {
        None if request.cookie(COOKIE).is_some() => Err(other()),
        mandate => Ok(mandate),
    }
}

/// Whether the page that sent this was shown for the same person.
fn is_meant(request: &HttpRequest, mandate: Option<&Mandate>) -> bool {
    let meant = asked::Asked::read(request.query_string());
    let meant = Some(meant.text(MEANT)).filter(|text| !text.is_empty());
    meant.map(str::to_owned) == mandate.map(|mandate| mandate.id.to_string())
}

/// Everything else of an account is its own person's: whoever acts for another is asked to end that first.
pub async fn alone(request: &HttpRequest, person: &Person) -> Result<(), Fault> {
    if request.path().starts_with(FAMILY) {
        return Ok(());
    }
    match standing(request, person).await? {
        Some(_) => Err(beyond()),
        None => Ok(()),
    }
}

/// The cookie of a mandate.
pub fn keep(id: Uuid) -> actix_web::cookie::Cookie<'static> {
    cookies::keep(COOKIE, id.to_string())
}

/// The cookie once it is over.
pub fn over() -> actix_web::cookie::Cookie<'static> {
    cookies::gone(COOKIE)
}

fn beyond() -> Fault {
    Fault::Elsewhere(format!("{FAMILY}?kabar=jangkauan"))
}

fn other() -> Fault {
    Fault::Elsewhere(format!("{FAMILY}?kabar=berakhir"))
}
