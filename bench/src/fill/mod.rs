//! Filling a deployment: one region by the verbs of the domain, the others by the program's own provisioning, and then
//! the catalogue of the first one copied into each, with new ids.

mod postgres;
mod sqlite;

use std::time::Instant;

use balai_catalog::queries;
use balai_kernel::{Act, Clock as _, RegionCode, SystemClock};
use balai_tenancy::provisioning::{self, Request, Starter};
use balai_tenancy::{regions, tenants};

use crate::deployment::Deployment;
use crate::figures::{Figures, Target, Unit};
use crate::{Measure, Outcome};

/// The region that is filled by the verbs of the domain.
pub const FIRST: &str = "33.14";
/// What the copies take from it, in the order of their references; with the chores of the day, so that no worker reads
/// every catalogue in the middle of a measurement.
const TABLES: [&str; 7] =
    ["agencies", "categories", "services", "standards", "service_origins", "findings", "catalog_chores"];

/// A region that stands.
#[derive(Clone)]
pub struct Region {
    /// Its code.
    pub code: RegionCode,
    /// Its host label.
    pub slug: String,
}

/// Makes all regions and says what that took. The first region is the first of the list.
pub async fn fill(what: &Measure, deployment: &Deployment, figures: &mut Figures) -> Outcome<Vec<Region>> {
    let regions = official(deployment, what.tenants).await?;
    wish(deployment, &regions[..1], Starter::Sample).await?;
    let sample = deployment.time(&["tenant", "provision", FIRST])?;
    figures.put("one region with its 1,418 services, by the verbs of the domain", sample.as_secs_f64(), Unit::Seconds);
    let worked = deployment.time(&["work", "--once"])?;
    let note =
        "`balai work --once`: filed for the search over all regions, the day's reading of the catalogue, a letter";
    figures.put("what follows from that", worked.as_secs_f64(), Unit::Seconds).note(note);
    wish(deployment, &regions[1..], Starter::Catalogue).await?;
    provision(deployment, regions.len() - 1, figures)?;
    let migrated = deployment.time(&["migrate"])?;
    figures
        .put("`balai migrate` with nothing to do", migrated.as_secs_f64(), Unit::Seconds)
        .target(Target::AtMost(1.0))
        .note("the whole command, from its start to its end");
    let start = Instant::now();
    let others: Vec<RegionCode> = regions.iter().skip(1).map(|region| region.code).collect();
    if let Some(url) = &deployment.superuser {
        postgres::copy(url, &others).await?;
        postgres::tell_everywhere(url, &others).await?;
    } else {
        sqlite::copy(&deployment.dir, &others).await?;
        sqlite::tell_everywhere(&deployment.dir, &others).await?;
    }
    let note = "by this bench, with new ids; nothing of the program is measured";
    figures.put("catalogues copied into the others", start.elapsed().as_secs_f64(), Unit::Seconds).note(note);
    check(deployment, &regions).await?;
    Ok(regions)
}

fn provision(deployment: &Deployment, count: usize, figures: &mut Figures) -> Outcome {
    let took = deployment.time(&["tenant", "provision", "--all-approved"])?.as_secs_f64();
    let bound = if deployment.superuser.is_some() { 60.0 } else { 10.0 };
    let figure = figures.put(&format!("provisioning of the other {count}"), took, Unit::Seconds);
    figure.note("`balai tenant provision --all-approved`, each with the starter catalogue as drafts");
    if count == 513 {
        figure.target(Target::AtMost(bound));
    }
    Ok(())
}

/// The first region and others of the official list.
async fn official(deployment: &Deployment, count: usize) -> Outcome<Vec<Region>> {
    let store = deployment.store().await?;
    let listed = regions::all(&store.control().read().await?).await?;
    store.close().await;
    let region = |region: regions::Region| Region { code: region.code, slug: region.slug.to_string() };
    let mut all: Vec<Region> = listed.into_iter().map(region).collect();
    all.sort_by_key(|region| (region.code.to_string() != FIRST, region.code));
    if count < 2 || count > all.len() {
        return Err(format!("BENCH_TENANTS is between 2 and {}", all.len()).into());
    }
    all.truncate(count);
    Ok(all)
}

/// Asks for regions, as approvals do.
async fn wish(deployment: &Deployment, regions: &[Region], starter: Starter) -> Outcome {
    let store = deployment.store().await?;
    let act = Act::system("bench", SystemClock.now());
    let write = store.control().write().await?;
    for Region { code, .. } in regions {
        let owner_email = format!("pengelola@{}.contoh.go.id", code.compact()).parse()?;
        let request = Request { code: *code, owner_name: "Siti Aminah".parse()?, owner_email, starter };
        provisioning::ask(&write, &act, &request).await?;
    }
    write.commit().await?;
    store.close().await;
    Ok(())
}

/// All regions are open, and the last one has as many published services as the first.
async fn check(deployment: &Deployment, regions: &[Region]) -> Outcome {
    let store = deployment.store().await?;
    let mut counts = Vec::new();
    for region in regions.iter().take(1).chain(regions.last()) {
        let tenant = tenants::by_code(&store.control().read().await?, region.code).await?;
        let tenant = tenant.filter(|tenant| tenant.active_at.is_some()).ok_or("a region did not open")?;
        let read = store.tenant(tenant.place).read().await?;
        counts.push(queries::public_counts(&read).await?.total);
    }
    store.close().await;
    if counts[0] == counts[1] { Ok(()) } else { Err(format!("services of the first and the last: {counts:?}").into()) }
}
