//! Services of all regions.

use actix_web::{HttpResponse, web};
use balai_catalog::national;
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Asked;
use super::shapes::{Fee, Listed, Problem, Time, codes, fee, time};
use crate::fault::Fault;
use crate::host::Site;
use crate::root::search::regions_of;
use crate::visitor::Guest;

/// The described path. `/api/v1/services` at the national entrance answers alike, but a description has one meaning per
/// path.
pub const PATH: &str = "/api/v1/national/services";

/// A published service of some region.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FoundService {
    /// Its id in this list. In its region it may have another one.
    pub id: String,
    /// Its name in addresses of its region.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub region: RegionName,
    /// What people call its agency.
    pub agency: String,
    /// Its category.
    pub category: String,
    /// What it costs; null where the standard does not say.
    pub fee: Option<Fee>,
    /// How long it takes at most; null where the standard does not say.
    pub time: Option<Time>,
    /// Where it can be asked for.
    pub channels: Vec<&'static str>,
    /// Whether it is made up for a demonstration.
    pub sample: bool,
    /// How many more regions have a service of this name; said with the last of the regions that are listed.
    pub other_regions: u64,
    /// Its page.
    pub url: String,
}

/// A region.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RegionName {
    /// Kemendagri code.
    #[schema(example = "33.14")]
    pub code: String,
    /// Its name.
    #[schema(example = "Kabupaten Sragen")]
    pub name: String,
}

/// Services of all regions that answer `q`, best first, at most three regions for one name. Asked at the national entrance.
#[utoipa::path(get, path = "/api/v1/national/services", tag = "nasional", operation_id = "search_everywhere",
    params(
        ("q" = String, Query, description = "Words to search, at most 200 letters"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100, description = "Items, 20 unless told"),
        ("after" = Option<String>, Query, description = "`next` of the answer before"),
    ),
    responses((status = 200, body = Listed<FoundService>), (status = 400, body = Problem, content_type = "application/problem+json")))]
pub async fn search(guest: Guest, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let page = asked.page()?;
    let words = asked.words()?.ok_or_else(|| Fault::WrongField("q", "q harus berisi kata yang dicari.".into()))?;
    let read = guest.app.control().read().await?;
    let answer = guest.app.searcher.everywhere(&read, words, false).await?;
    let found = national::hits(&read, &answer.found, page).await?;
    let regions = regions_of(&read, found.items.iter().map(|hit| &hit.row)).await?;
    drop(read);
    let item = |hit: &national::Hit| {
        let row = &hit.row;
        let region = regions.get(&row.region_code)?;
        let origin = guest.app.base.origin(&Site::Region(region.slug.clone()));
        Some(FoundService {
            id: row.id.to_string(),
            slug: row.slug.clone(),
            name: row.name.clone(),
            region: RegionName { code: region.code.to_string(), name: region.name.clone() },
            agency: row.agency.clone(),
            category: row.category.clone(),
            fee: fee(&row.glance),
            time: time(&row.glance),
            channels: codes(&row.channels),
            sample: row.glance.sample,
            other_regions: hit.others,
            url: format!("{origin}/layanan/{}", row.slug),
        })
    };
    let items: Vec<FoundService> = found.items.iter().filter_map(item).collect();
    Ok(HttpResponse::Ok().json(Listed { items, next: found.next.map(|id| id.to_string()) }))
}
