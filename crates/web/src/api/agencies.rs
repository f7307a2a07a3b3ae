//! Agencies of one region.

use actix_web::{HttpResponse, web};
use balai_catalog::queries;
use balai_catalog::rows::agency;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Asked;
use super::shapes::{Listed, Problem};
use crate::fault::Fault;
use crate::host::Site;
use crate::visitor::Visitor;

/// An agency that has published something.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AgencyItem {
    /// Its id within its region.
    pub id: String,
    /// Its name in addresses.
    #[schema(example = "dinas-kependudukan-dan-pencatatan-sipil")]
    pub slug: String,
    /// Its full name.
    pub name: String,
    /// What people call it.
    pub short_name: String,
    /// `regional`, `vertical`, `state_company`, `regional_company` or `other`.
    pub kind: &'static str,
    /// Its published services.
    pub services: u64,
    /// Its own office, where it has one.
    pub address: Option<String>,
    /// Telephone.
    pub phone: Option<String>,
    /// Official e-mail address.
    pub email: Option<String>,
    /// Its own site.
    pub website: Option<String>,
    /// Its page.
    pub url: String,
}

/// Agencies by name.
#[utoipa::path(get, path = "/api/v1/agencies", tag = "instansi", operation_id = "list_agencies",
    params(
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100, description = "Items, 20 unless told"),
        ("after" = Option<String>, Query, description = "`next` of the answer before"),
    ),
    responses((status = 200, body = Listed<AgencyItem>), (status = 400, body = Problem, content_type = "application/problem+json")))]
pub async fn list(visitor: Visitor, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let page = asked.page()?;
    let read = visitor.db.read().await?;
    let counts = queries::public_counts(&read).await?;
    let mut rows = queries::agencies(&read).await?;
    drop(read);
    rows.retain(|row| counts.by_agency.contains_key(&row.id));
    let part = queries::page_of(rows, page, |row| row.id);
    let origin = visitor.app.base.origin(&Site::of(&visitor.tenant));
    let item = |row: agency::Model| AgencyItem {
        id: row.id.to_string(),
        url: format!("{origin}/instansi/{}", row.slug),
        slug: row.slug,
        name: row.name,
        short_name: row.short_name,
        kind: row.kind.code(),
        services: counts.by_agency.get(&row.id).copied().unwrap_or(0),
        address: row.address,
        phone: row.phone,
        email: row.email,
        website: row.website,
    };
    let items: Vec<AgencyItem> = part.items.into_iter().map(item).collect();
    Ok(HttpResponse::Ok().json(Listed { items, next: part.next.map(|id| id.to_string()) }))
}
