//! `/data-pribadi/minta/{hak}`: whom it is asked of.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::MandateScope;
use balai_rbac::Domain;
use balai_tenancy::{Tenant, tenants};

use super::{Part, answers, frame, right, text};
use crate::access::Person;
use crate::asked::Asked;
use crate::caller;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::icons::Icon;
use crate::parts::Link;
use crate::places;
use crate::words::Words;

/// Shows every region that has joined.
const ALL: &str = "semua";

/// The page.
#[derive(Template)]
#[template(path = "account/rights/whom.html")]
pub struct Whom {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The right.
    pub right: String,
    /// Whom she dealt with, and the ministry.
    pub near: Vec<Place>,
    /// Where the others are.
    pub others: Option<String>,
    /// All others whose people answer, where she asks for them.
    pub all: Vec<Link>,
}

/// Somebody who may hold her data.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its picture.
    pub icon: Icon,
    /// The next page.
    pub link: Link,
    /// Why it is offered.
    pub small: String,
}

/// `GET /data-pribadi/minta/{hak}`
pub async fn show(
    person: Person,
    request: HttpRequest,
    hak: web::Path<String>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let right = right(&hak)?;
    let here = format!("/data-pribadi/minta/{}", right.word());
    let mut dealt = Vec::new();
    for request in person.app.vault.requests_to(person.who.account, &MandateScope::All, None, 100).await? {
        if !dealt.contains(&request.region) {
            dealt.push(request.region);
        }
    }
    let mut near = Vec::new();
    for code in &dealt {
        let name = places::name(&person.app, w, &Domain::Region(*code)).await?;
        let tenant = tenants::by_code(&person.app.control().read().await?, *code).await?;
        let (to, small) = match tenant {
            Some(tenant) if answers(&tenant) => (Domain::Region(*code), "rights-whom-dealt"),
            _ => (Domain::National, "rights-whom-gone"),
        };
        let link = Link::new(name, format!("{here}/{to}"));
        near.push(Place { icon: Icon::Hall, link, small: w.t(small) });
    }
    near.push(Place {
        icon: Icon::Person,
        link: Link::new(w.t("rights-whom-ministry"), format!("{here}/{}", Domain::National)),
        small: w.t("rights-whom-ministry-small"),
    });
    let every = !asked.text(ALL).is_empty();
    let joined = if every { tenants::all(&person.app.control().read().await?).await? } else { Vec::new() };
    let other = |tenant: &&Tenant| answers(tenant) && !dealt.contains(&tenant.code());
    let mut all: Vec<&Tenant> = joined.iter().filter(other).collect();
    all.sort_by(|one, another| one.region.name.cmp(&another.region.name));
    let link = |tenant: &Tenant| Link::new(tenant.region.name.clone(), format!("{here}/{}", tenant.code()));
    let page = Whom {
        w,
        frame: frame(w, &person),
        right: text(w, right, Part::Title),
        near,
        others: (!every).then(|| format!("{here}?{ALL}=1")),
        all: all.into_iter().map(link).collect(),
    };
    caller::page(HttpResponse::Ok(), &page)
}
