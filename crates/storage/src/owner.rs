//! The owner's side of the database: spaces are made, migrated and dropped here, never elsewhere.

use balai_kernel::RegionCode;
use sea_orm::DatabaseTransaction;

use crate::{Result, Store, TenantPlace, store::Backend};

/// One of the separate spaces of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Space {
    /// The control plane.
    Control,
    /// One region's.
    Tenant(TenantPlace),
}

impl Space {
    /// The word for logs and tables: `control` or the region's code.
    pub fn label(&self) -> String {
        match self {
            Self::Control => "control".to_owned(),
            Self::Tenant(place) => place.code().to_string(),
        }
    }
}

/// Holds the right to make and change tables. Migrations and provisioning take it; nouns and pages
/// cannot (clippy refuses the name there).
#[derive(Clone)]
pub struct Owner(pub(crate) Store);

impl Owner {
    /// Makes the empty space of a region: schema, role and grants, or a file. Doing it twice is
    /// doing it once.
    pub async fn create_tenant_space(&self, code: RegionCode) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.create_tenant(code).await,
            Backend::Postgres(server) => server.create_tenant(code).await,
        }
    }

    /// Begins a transaction with the owner's rights in one space, holding the lock that keeps a
    /// second migration of the same space out.
    pub async fn begin(&self, space: &Space) -> Result<DatabaseTransaction> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.begin_write(space).await,
            Backend::Postgres(server) => server.begin_owner(space).await,
        }
    }
}
