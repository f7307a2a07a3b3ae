//! `balai migrate` and `balai db bootstrap`.

use std::path::Path;

use balai_migrations::{
    ControlMigrator, Outcome, TenantMigrator, migrate_all_tenants, migrate_control, newest, pending,
};
use balai_storage::Space;
use balai_storage::postgres::bootstrap::{Logins, bootstrap as prepare};
use balai_storage::postgres::{Names, RolePrefix};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::{regions as official, tenants};

use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::{self, Overrides, Settings};
use crate::show;

/// Prepares a PostgreSQL database with a superuser's rights.
pub async fn bootstrap(
    overrides: &Overrides,
    superuser_url: String,
    owner_password: &Path,
    app_password: &Path,
) -> Result<(), Failure> {
    let settings = settings::load(overrides).map_err(Failure::Settings)?;
    let names = Names::new(RolePrefix::parse(&settings.database.role_prefix).map_err(Failure::failed)?);
    let read = |file: &Path| -> Result<secrecy::SecretString, Failure> {
        let text = std::fs::read_to_string(file).map_err(|e| Failure::failed(format!("{}: {e}", file.display())))?;
        Ok(text.trim_end().to_owned().into())
    };
    let logins = Logins { owner: read(owner_password)?, app: read(app_password)? };
    prepare(&superuser_url.into(), &names, &logins).await?;
    println!("Basis data siap. Login pemilik: {}, login aplikasi: {}.", names.owner(), names.app());
    Ok(())
}

/// Brings control plane and tenants up to date, or tells what would be done.
pub async fn run(settings: Settings, plan: bool, json: bool) -> Result<(), Failure> {
    if plan {
        return show_plan(&Parts::visit(settings).await?, json).await;
    }
    let parts = Parts::open(settings).await?;
    let steps = control(&parts).await?;
    let outcomes = regions(&parts).await?;
    show::migrations(&steps, &outcomes, json)?;
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err()).count();
    if failed == 0 { Ok(()) } else { Err(Failure::failed(format!("{failed} daerah gagal diperbarui"))) }
}

/// The control plane: tables, its data key, the official regions. Doing it again changes nothing.
pub async fn control(parts: &Parts) -> Result<Vec<String>, Failure> {
    let steps = migrate_control(&parts.owner()?).await?;
    let act = parts.act("migrate");
    let write = parts.store.control().write().await?;
    keys::ensure(&write, &act, &parts.kek, KeyOwner::Control).await?;
    // also where an earlier run ended between the tables and their first rows
    if !steps.is_empty() || official::provinces(&write).await?.is_empty() {
        official::import(&write, official::OFFICIAL).await.map_err(Failure::failed)?;
    }
    write.commit().await?;
    Ok(steps)
}

/// The regions that are open, or were.
pub async fn regions(parts: &Parts) -> Result<Vec<Outcome>, Failure> {
    let (owner, newest) = (parts.owner()?, newest::<TenantMigrator>());
    let mut standing = tenants::all(&parts.store.control().read().await?).await?;
    standing.retain(|tenant| tenant.active_at.is_some());
    let bar = show::bar(standing.len(), "daerah diperbarui");
    let places = standing.iter().map(|tenant| tenant.place.clone()).collect();
    let outcomes = migrate_all_tenants(&owner, places, |_| bar.inc(1)).await;
    bar.finish_and_clear();
    // what is recorded already is not written again, so that nothing waits for the disk where nothing was done
    standing.retain(|tenant| tenant.schema_version != newest);
    let write = parts.store.control().write().await?;
    for outcome in outcomes.iter().filter(|outcome| outcome.result.is_ok()) {
        if let Some(tenant) = standing.iter().find(|tenant| tenant.code().to_string() == outcome.space) {
            tenants::set_schema_version(&write, tenant.code(), &newest).await?;
        }
    }
    write.commit().await?;
    Ok(outcomes)
}

async fn show_plan(parts: &Parts, json: bool) -> Result<(), Failure> {
    let owner = parts.owner()?;
    let control = pending::<ControlMigrator>(&owner, &Space::Control).await?;
    let mut plan = vec![("control".to_owned(), control.clone())];
    if control.is_empty() {
        for tenant in tenants::all(&parts.store.control().read().await?).await? {
            let space = Space::Tenant(tenant.place);
            plan.push((space.label(), pending::<TenantMigrator>(&owner, &space).await?));
        }
    }
    show::plan(&plan, json)
}
