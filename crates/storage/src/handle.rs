//! The two doors.

use balai_kernel::RegionCode;

use crate::changes::Scope;
use crate::{Changes, Control, Read, Result, Space, Store, Tenant, TenantPlace, Write};

/// The door to the control plane.
#[derive(Clone)]
pub struct ControlDb(pub(crate) Store);

impl ControlDb {
    /// Begins a transaction that only reads.
    pub async fn read(&self) -> Result<Read<Control>> {
        Ok(Read::over(self.0.begin_read(&Space::Control).await?))
    }

    /// Begins a transaction that may write.
    pub async fn write(&self) -> Result<Write<Control>> {
        let tx = self.0.begin_write(&Space::Control).await?;
        Ok(Write::over(tx, Scope::Control, self.0.changes.clone()))
    }

    /// What has changed since.
    pub fn changes(&self) -> &Changes {
        &self.0.changes
    }
}

/// The door to one region's rows.
#[derive(Clone)]
pub struct TenantDb {
    pub(crate) store: Store,
    pub(crate) place: TenantPlace,
}

impl TenantDb {
    /// Whose rows these are.
    pub fn code(&self) -> RegionCode {
        self.place.code()
    }

    /// Begins a transaction that only reads.
    pub async fn read(&self) -> Result<Read<Tenant>> {
        Ok(Read::over(self.store.begin_read(&self.space()).await?))
    }

    /// Begins a transaction that may write.
    pub async fn write(&self) -> Result<Write<Tenant>> {
        let tx = self.store.begin_write(&self.space()).await?;
        Ok(Write::over(tx, Scope::Tenant(self.code()), self.store.changes.clone()))
    }

    fn space(&self) -> Space {
        Space::Tenant(self.place.clone())
    }
}
