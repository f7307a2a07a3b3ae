//! Where a role is held, as people call it, and where its holder works.

use balai_catalog::queries;
use balai_kernel::RegionCode;
use balai_rbac::{Domain, Role};
use balai_tenancy::{Tenant, TenantState, regions, tenants};
use uuid::Uuid;

use crate::fault::Fault;
use crate::host::Site;
use crate::parts::Link;
use crate::state::App;
use crate::words::Words;

/// Where the desk of a region begins.
pub const DESK: &str = "/kelola";

/// The name of a place: `Kementerian`, `Kabupaten Sragen`, `Dinas Kesehatan, Kabupaten Sragen`.
pub async fn name(app: &App, w: Words, place: &Domain) -> Result<String, Fault> {
    match place {
        Domain::National => Ok(w.t("place-ministry")),
        Domain::Region(code) => region(app, *code).await,
        Domain::Agency(code, agency) => {
            let region = region(app, *code).await?;
            Ok(agency_name(app, *code, *agency)
                .await?
                .map_or_else(|| region.clone(), |name| format!("{name}, {region}")))
        }
    }
}

/// The address where work at a place begins; none where its hall was never open, or was put away.
pub async fn desk(app: &App, w: Words, place: &Domain) -> Result<Option<Link>, Fault> {
    let name = name(app, w, place).await?;
    let address = match place.region() {
        None => Some(app.base.origin(&Site::National)),
        Some(code) => staffed(app, code).await?.map(|tenant| {
            let origin = app.base.origin(&Site::of(&tenant));
            format!("{origin}{DESK}")
        }),
    };
    Ok(address.map(|address| Link::new(name, address)))
}

/// The tenant of a region whose staff come in: its hall is open, or closed for a time, and then they read why.
pub async fn staffed(app: &App, code: RegionCode) -> Result<Option<Tenant>, Fault> {
    let tenant = tenants::by_code(&app.control().read().await?, code).await?;
    let comes_in = |tenant: &Tenant| matches!(tenant.state, TenantState::Active | TenantState::Suspended);
    Ok(tenant.filter(|tenant| comes_in(tenant) && tenant.schema_version == app.schema_version))
}

/// The name of a role in the reader's language; `title` is its Indonesian one. What a region composed has that only.
pub fn role(w: Words, role: Role, title: &str) -> String {
    w.t(match role {
        Role::MinistryAdmin => "role-ministry-admin",
        Role::MinistryVerifier => "role-ministry-verifier",
        Role::MinistryAnalyst => "role-ministry-analyst",
        Role::RegionOwner => "role-region-owner",
        Role::CatalogueEditor => "role-catalogue-editor",
        Role::AgencyHead => "role-agency-head",
        Role::CaseOfficer => "role-case-officer",
        Role::Approver => "role-approver",
        Role::CounterClerk => "role-counter-clerk",
        Role::HallSupervisor => "role-hall-supervisor",
        Role::ComplaintOfficer => "role-complaint-officer",
        Role::Auditor => "role-auditor",
        Role::MinistrySupport => "role-ministry-support",
        Role::Composed(_) => return title.to_owned(),
    })
}

/// The name of a region: `Kabupaten Sragen`.
pub async fn region(app: &App, code: RegionCode) -> Result<String, Fault> {
    let found = regions::by_code(&app.control().read().await?, code).await?;
    Ok(found.map_or_else(|| code.to_string(), |region| region.name))
}

async fn agency_name(app: &App, code: RegionCode, agency: Uuid) -> Result<Option<String>, Fault> {
    let Some(tenant) = staffed(app, code).await? else { return Ok(None) };
    let read = app.tenant(&tenant).read().await?;
    Ok(queries::agency(&read, agency).await?.map(|agency| agency.name))
}
