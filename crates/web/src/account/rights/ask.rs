//! `/data-pribadi/minta/{hak}/{tempat}`: what happens then, and the one thing to write.

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_rbac::Domain;
use balai_rights::{ANSWERED_WITHIN, AskRefused, NewRequest, Right, Wish};
use balai_tenancy::tenants;

use super::{HERE, Part, answers, frame, right, text, zone};
use crate::access::Person;
use crate::account::applications::list::HERE as APPLICATIONS;
use crate::caller;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::parts::Link;
use crate::places;
use crate::reply::see;
use crate::words::Words;

/// The field.
const WISH: &str = "keterangan";

/// The page.
#[derive(Template)]
#[template(path = "account/rights/ask.html")]
pub struct Ask {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The page before.
    pub back: String,
    /// Where the form goes.
    pub action: String,
    /// What is asked of whom.
    pub heading: String,
    /// What happens.
    pub lead: String,
    /// Where what this does not end is ended.
    pub beside: Option<Link>,
    /// By when it is answered.
    pub deadline: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What she writes.
    pub wish: Field,
    /// What stands above it.
    pub label: String,
    /// The button.
    pub button: String,
}

/// `GET /data-pribadi/minta/{hak}/{tempat}`
pub async fn show(
    person: Person,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Fault> {
    let place = place(&person, &path.1).await?;
    answer(&person, Words::chosen(&request), HttpResponse::Ok(), (right(&path.0)?, &place), Field::new(WISH)).await
}

/// `POST /data-pribadi/minta/{hak}/{tempat}`
pub async fn submit(
    person: Person,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let (right, place) = (right(&path.0)?, place(&person, &path.1).await?);
    let field = typed.field(WISH);
    let is_said = !field.value.trim().is_empty();
    let wish = match Wish::parse(&field.value) {
        Ok(wish) => Some(wish),
        Err(_) if !is_said && !must_say(right, &place) => None,
        Err(_) => {
            let field = field.wrong(w.t("rights-wish-wrong"));
            return answer(&person, w, HttpResponse::UnprocessableEntity(), (right, &place), field).await;
        }
    };
    let new = NewRequest { account: person.who.account, place: place.clone(), right, wish };
    match person.app.rights.ask(&person.act, new).await {
        Ok(id) => Ok(see(format!("{HERE}/{id}?kabar=tercatat"))),
        Err(AskRefused::TooMany) => {
            let field = field.wrong(w.t("rights-too-many"));
            answer(&person, w, HttpResponse::UnprocessableEntity(), (right, &place), field).await
        }
        Err(AskRefused::Storage(error)) => Err(error.into()),
    }
}

/// What the platform does not do by itself has to be said.
fn must_say(right: Right, place: &Domain) -> bool {
    match right {
        Right::Access => false,
        Right::Correction => true,
        Right::Restriction | Right::Withdrawal => *place == Domain::National,
    }
}

/// The ministry, or a region whose people answer.
async fn place(person: &Person, text: &str) -> Result<Domain, Fault> {
    match text.parse().map_err(|_| Fault::NotFound)? {
        Domain::National => Ok(Domain::National),
        Domain::Region(code) => {
            let tenant = tenants::by_code(&person.app.control().read().await?, code).await?;
            if tenant.is_some_and(|tenant| answers(&tenant)) { Ok(Domain::Region(code)) } else { Err(Fault::NotFound) }
        }
        Domain::Agency(..) => Err(Fault::NotFound),
    }
}

async fn answer(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    (right, place): (Right, &Domain),
    wish: Field,
) -> Result<HttpResponse, Fault> {
    let name = places::name(&person.app, w, place).await?;
    let until = zone(person, place).await?.write_deadline(person.act.at + ANSWERED_WITHIN, w.language());
    let said = |key: &'static str| w.say(key).put("place", &name).to_string();
    let heading = match right {
        Right::Access => said("rights-access-at"),
        Right::Correction => said("rights-correction-at"),
        Right::Restriction => said("rights-restriction-at"),
        Right::Withdrawal => said("rights-withdrawal-at"),
    };
    let lead = match (right, place) {
        (Right::Restriction, Domain::Region(_)) => said("rights-restriction-lead"),
        (Right::Withdrawal, Domain::Region(_)) => said("rights-withdrawal-lead"),
        _ => text(w, right, Part::Lead),
    };
    let page = Ask {
        w,
        frame: frame(w, person),
        form: person.form.clone(),
        back: format!("/data-pribadi/minta/{}", right.word()),
        action: format!("/data-pribadi/minta/{}/{place}", right.word()),
        heading,
        lead,
        beside: (right == Right::Withdrawal).then(|| Link::new(w.t("own-applications-title"), APPLICATIONS)),
        deadline: w.say("rights-answered-by").put("place", &name).put("deadline", until).to_string(),
        summary: ErrorSummary::of([&wish]),
        wish,
        label: text(w, right, Part::Wish),
        button: text(w, right, Part::Button),
    };
    caller::page(status, &page)
}
