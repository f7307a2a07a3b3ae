//! The halls that are open, and the services that they show.

use balai_catalog::queries;
use balai_kernel::RegionCode;
use balai_tenancy::{Tenant, TenantState, tenants};
use uuid::Uuid;

use crate::access::Person;
use crate::fault::Fault;
use crate::forms::Choice;
use crate::places;
use crate::words::Words;

/// Services that one search offers.
const FEW: usize = 10;

/// What a search found.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The services, each with its agency, to choose from.
    pub services: Vec<Choice>,
    /// Whether more of them answer.
    pub has_more: bool,
    /// The words that were searched instead.
    pub corrected: Option<String>,
}

/// The hall that was chosen, while it is open.
pub(super) async fn open_hall(person: &Person, code: &str) -> Result<Option<Tenant>, Fault> {
    let Ok(code) = code.parse::<RegionCode>() else { return Ok(None) };
    let tenant = places::staffed(&person.app, code).await?;
    Ok(tenant.filter(|tenant| tenant.state == TenantState::Active))
}

/// The halls that are open, for one to choose from.
pub(super) async fn regions(person: &Person, w: Words) -> Result<Vec<Choice>, Fault> {
    let all = tenants::all(&person.app.control().read().await?).await?;
    let open = all.into_iter().filter(|tenant| tenant.state == TenantState::Active);
    let choice = |tenant: Tenant| Choice::new(tenant.code().to_string(), tenant.region.name);
    Ok([Choice::new("", w.t("family-region-choose"))].into_iter().chain(open.map(choice)).collect())
}

/// A service that a hall shows, by id and by name.
pub(super) async fn published(person: &Person, tenant: &Tenant, id: &str) -> Result<Option<(Uuid, String)>, Fault> {
    let Ok(id) = Uuid::parse_str(id) else { return Ok(None) };
    let read = person.app.tenant(tenant).read().await?;
    Ok(queries::services(&read, &[id]).await?.pop().map(|service| (service.id, service.name)))
}

/// The services that answer some words best.
pub(super) async fn found(person: &Person, tenant: &Tenant, words: &str) -> Result<Answer, Fault> {
    if words.is_empty() {
        return Ok(Answer::default());
    }
    let read = person.app.tenant(tenant).read().await?;
    let answer = person.app.searcher.search(&read, tenant.code(), words, false).await?;
    let ids: Vec<Uuid> = answer.found.iter().take(FEW).map(|found| found.id).collect();
    let agencies = queries::agencies(&read).await?;
    let name_of = |id| agencies.iter().find(|agency| agency.id == id).map_or("", |agency| agency.name.as_str());
    let services = queries::services(&read, &ids).await?.into_iter();
    Ok(Answer {
        services: services.map(|row| Choice::new(row.id.to_string(), row.name).hint(name_of(row.agency_id))).collect(),
        has_more: answer.found.len() > FEW,
        corrected: answer.corrected,
    })
}
