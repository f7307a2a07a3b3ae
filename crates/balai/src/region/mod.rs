//! `balai tenant suspend|resume|archive|export|import|erase`: what becomes of a region once its hall stands.

mod arrive;
mod depart;
pub mod erasing;
mod passphrase;

use balai_catalog::national;
use balai_kernel::RegionCode;
use balai_rbac::{Domain, Role};
use balai_storage::Space;
use balai_storage::envelope::Key;
use balai_storage::objects::Shelf;
use balai_storage::rows::Snapshot;
use balai_tenancy::archive::{self, ArchiveError, Contents, Manifest};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::life::{self, Deed, Grounds, LifeRefused, Recipient, TurnRefused};
use balai_tenancy::onboarding::Ties;
use balai_tenancy::{Tenant, TenantState, tenants};
use serde_json::json;

use crate::cli::Turning;
use crate::failure::{Failure, whole};
use crate::parts::Parts;
use crate::settings::Settings;

pub use arrive::import;
pub use depart::export;
pub use erasing::erase;

/// Takes a turn as the operator. The command ends when every server shows where the hall stands.
pub async fn turn(settings: Settings, deed: Deed, turning: Turning, as_json: bool) -> Result<(), Failure> {
    let code = code(&turning.code)?;
    let grounds = Grounds::parse(&turning.reason).map_err(|e| Failure::Usage(format!("--reason: {e}")))?;
    let parts = Parts::visit_standing(settings).await?;
    let told = owners(&parts, code).await?;
    let write = parts.store.control().write().await?;
    let act = parts.act("tenant");
    let life = life::turn(&write, &act, code, deed, &grounds, &Ties::default(), &told).await;
    let life = match life {
        Ok(life) => life,
        Err(TurnRefused::Storage(error)) => return Err(error.into()),
        Err(TurnRefused::Life(LifeRefused::AlreadyElsewhere)) => {
            drop(write);
            let state = tenant(&parts, code).await?.state;
            return Err(Failure::failed(format!("{code} sudah {}; tidak ada yang diubah", stands(state))));
        }
        Err(refused) => return Err(Failure::failed(refused)),
    };
    national::set_region_open(&write, code, life.state() == TenantState::Active).await?;
    write.commit().await?;
    tenants::settled().await;
    say(as_json, &json!({ "code": code, "state": life.state().word() }), || {
        format!("{code} {}.", stands(life.state()))
    });
    parts.store.close().await;
    Ok(())
}

/// Where a hall stands, within a sentence.
fn stands(state: TenantState) -> &'static str {
    match state {
        TenantState::Active => "buka",
        TenantState::Suspended => "ditutup sementara",
        TenantState::Archived => "diarsipkan",
        TenantState::Provisioning => "disiapkan",
    }
}

/// One line for people, or one object for programs.
pub fn say(as_json: bool, value: &serde_json::Value, sentence: impl FnOnce() -> String) {
    if as_json {
        println!("{value}");
    } else {
        println!("{}", sentence());
    }
}

/// Reads a code that was typed.
pub fn code(text: &str) -> Result<RegionCode, Failure> {
    text.parse().map_err(|e| Failure::Usage(format!("{e}")))
}

/// A region that has a space here.
pub async fn tenant(parts: &Parts, code: RegionCode) -> Result<Tenant, Failure> {
    let tenant = tenants::by_code(&parts.store.control().read().await?, code).await?;
    tenant.ok_or_else(|| Failure::failed(format!("{code} tidak punya ruang di sini")))
}

/// A region's data key.
pub async fn key(parts: &Parts, code: RegionCode) -> Result<Key, Failure> {
    let read = parts.store.control().read().await?;
    let key = keys::find(&read, &parts.kek, KeyOwner::Region(code)).await?;
    key.ok_or_else(|| Failure::failed(format!("{code} tidak punya kunci data")))
}

/// The sums of a region as it stands now.
pub async fn measure(parts: &Parts, tenant: &Tenant) -> Result<Manifest, Failure> {
    let shelf = parts.objects.of_tenant(tenant.code());
    let key = key(parts, tenant.code()).await?;
    let snapshot = parts.owner()?.snapshot(&Space::Tenant(tenant.place.clone())).await?;
    measured(tenant.code(), snapshot, &shelf, &key).await
}

/// The sums of rows at one moment and the files beside them.
pub async fn measured(code: RegionCode, snapshot: Snapshot, shelf: &Shelf, key: &Key) -> Result<Manifest, Failure> {
    let contents = Contents { region: code, snapshot: &snapshot, shelf, stood: std::collections::BTreeSet::new(), key };
    let manifest = archive::measure(&contents).await?;
    snapshot.end().await?;
    Ok(manifest)
}

async fn owners(parts: &Parts, code: RegionCode) -> Result<Vec<Recipient>, Failure> {
    let staff = parts.identity().await?.staff(&Domain::Region(code)).await?;
    let owners = staff.into_iter().filter(|member| member.grants.iter().any(|grant| grant.role == Role::RegionOwner));
    Ok(owners.map(|member| Recipient { email: member.email, name: member.name }).collect())
}

impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Failed(whole(&error))
    }
}
