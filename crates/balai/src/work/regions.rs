//! Going from region to region.

use std::future::Future;

use balai_migrations::{TenantMigrator, newest};
use balai_tenancy::{Tenant, TenantState, tenants};

use crate::failure::Failure;
use crate::parts::Parts;

/// Does one thing in each open region whose tables are this program's; returns how many things were done. One region's
/// failure is logged and holds up no other.
pub async fn each<F>(parts: &Parts, what: &'static str, mut deed: impl FnMut(Tenant) -> F) -> Result<usize, Failure>
where
    F: Future<Output = Result<usize, Failure>>,
{
    let (all, version) = (tenants::all(&parts.store.control().read().await?).await?, newest::<TenantMigrator>());
    let mut done = 0;
    for tenant in all.into_iter().filter(|t| t.state == TenantState::Active && t.schema_version == version) {
        let code = tenant.code();
        match deed(tenant).await {
            Ok(count) => done += count,
            Err(error) => tracing::error!(tenant.code = %code, %error, what, "one region was left out"),
        }
    }
    Ok(done)
}
