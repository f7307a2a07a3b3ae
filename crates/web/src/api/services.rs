//! Services of one region.

use actix_web::{HttpResponse, web};
use balai_catalog::queries::{self, Found, Item, Paged, ServicePage, Shelf};
use balai_storage::{Read, Tenant};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::asked::Asked;
use super::shapes::{Listed, Problem, ServiceItem};
use crate::fault::Fault;
use crate::host::Site;
use crate::visitor::Visitor;

/// A published service with its standard.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ServiceDetail {
    /// What a list says of it.
    #[serde(flatten)]
    pub service: ServiceItem,
    /// What citizens should know besides; null when there is nothing.
    pub note: Option<String>,
    /// What to bring.
    pub requirements: Vec<Requirement>,
    /// The steps, in order.
    pub procedure: Vec<String>,
    /// What the citizen gets; null where the standard does not say.
    pub product: Option<String>,
    /// Where to complain.
    pub complaints: String,
    /// The regulations behind it.
    pub legal_basis: Vec<String>,
    /// The version of the standard, counted from 1.
    pub version: u32,
    /// Number of the decree that set it; null where there is none.
    pub decree: Option<String>,
    /// Since when citizens see this version, RFC 3339.
    pub published_at: Option<String>,
    /// Whether the content is from the starter catalogue and not confirmed by the region yet.
    pub needs_verification: bool,
}

/// Something to bring.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Requirement {
    /// What.
    pub text: String,
    /// When it is needed, or how it must look.
    pub note: Option<String>,
    /// Whether everybody needs it.
    pub mandatory: bool,
    /// Code of the document type, such as `KTP`.
    pub document: Option<String>,
}

/// Services by name, or those that answer `q`, best first.
#[utoipa::path(get, path = "/api/v1/services", tag = "layanan", operation_id = "list_services",
    params(
        ("q" = Option<String>, Query, description = "Words to search, at most 200 letters"),
        ("agency" = Option<String>, Query, description = "Slug of an agency"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100, description = "Items, 20 unless told"),
        ("after" = Option<String>, Query, description = "`next` of the answer before"),
    ),
    responses((status = 200, body = Listed<ServiceItem>), (status = 400, body = Problem, content_type = "application/problem+json")))]
pub async fn list(visitor: Visitor, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let (page, words) = (asked.page()?, asked.words()?);
    let read = visitor.db.read().await?;
    let agency = match asked.agency.as_deref() {
        Some(slug) => Some(agency_of(&read, slug).await?),
        None => None,
    };
    let shelf = Shelf { agency, category: None };
    let found = match words {
        None => queries::public_items(&read, shelf, page).await?,
        Some(words) => {
            let answer = visitor.app.searcher.search(&read, visitor.tenant.code(), words, false).await?;
            let kept = answer.found.into_iter().filter(|found| agency.is_none_or(|agency| agency == found.agency));
            let part = queries::page_of(kept.map(|found| found.id).collect(), page, |id| *id);
            Paged { items: queries::items(&read, &part.items).await?, next: part.next }
        }
    };
    drop(read);
    let origin = visitor.app.base.origin(&Site::of(&visitor.tenant));
    let items: Vec<ServiceItem> = found.items.into_iter().map(|item| ServiceItem::new(item, &origin)).collect();
    Ok(HttpResponse::Ok().json(Listed { items, next: found.next.map(|id| id.to_string()) }))
}

/// One service with its standard. A former name redirects.
#[utoipa::path(get, path = "/api/v1/services/{slug}", tag = "layanan", operation_id = "get_service",
    params(("slug" = String, Path, description = "Its name in addresses")),
    responses((status = 200, body = ServiceDetail), (status = 301, description = "It bears another name now"),
        (status = 404, body = Problem, content_type = "application/problem+json")))]
pub async fn one(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    let sight = visitor.look().await?;
    match queries::service_by_slug(&sight.read, &slug).await? {
        None => Err(Fault::NotFound),
        Some(Found::Moved(slug)) => Err(Fault::Moved(format!("/api/v1/services/{slug}"))),
        Some(Found::Here(page)) => {
            let origin = visitor.app.base.origin(&Site::of(&visitor.tenant));
            let complaints = sight.hall.and_then(|hall| hall.complaint_contact).unwrap_or_default();
            Ok(HttpResponse::Ok().json(detail(&page, &origin, &complaints)))
        }
    }
}

fn detail(page: &ServicePage, origin: &str, complaints: &str) -> ServiceDetail {
    let content = &page.standard.content;
    let requirement = |need: &balai_catalog::Requirement| Requirement {
        text: need.text.to_string(),
        note: need.note.as_ref().map(ToString::to_string),
        mandatory: need.mandatory,
        document: need.document.as_ref().map(ToString::to_string),
    };
    ServiceDetail {
        service: ServiceItem::new(Item::from(page), origin),
        note: page.service.note.clone(),
        requirements: content.requirements.iter().map(requirement).collect(),
        procedure: content.procedure.iter().map(ToString::to_string).collect(),
        product: content.product.as_ref().map(ToString::to_string),
        complaints: content.complaints.text(complaints).to_owned(),
        legal_basis: content.legal_basis.iter().map(ToString::to_string).collect(),
        version: page.standard.version.unsigned_abs(),
        decree: content.decree.as_ref().map(|decree| decree.number().to_string()),
        published_at: page.standard.published_at.map(|at| at.to_rfc3339()),
        needs_verification: content.needs_verification(),
    }
}

/// The agency of a slug, its former ones too.
async fn agency_of(read: &Read<Tenant>, slug: &str) -> Result<Uuid, Fault> {
    let unknown = || Fault::WrongField("agency", "agency tidak dikenal di daerah ini; lihat /api/v1/agencies.".into());
    let slug = match queries::agency_by_slug(read, slug).await? {
        Some(Found::Here(agency)) => return Ok(agency.id),
        Some(Found::Moved(slug)) => slug,
        None => return Err(unknown()),
    };
    match queries::agency_by_slug(read, &slug).await? {
        Some(Found::Here(agency)) => Ok(agency.id),
        Some(Found::Moved(_)) | None => Err(unknown()),
    }
}
