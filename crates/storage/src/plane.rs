//! The two planes, and which entity stands in which.

use sea_orm::EntityTrait;

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Control {}
    impl Sealed for super::Tenant {}
}

/// A plane of storage. Sealed: there are two and there will be no third.
pub trait Plane: sealed::Sealed + Send + Sync + 'static {
    /// The word for logs and errors.
    const NAME: &'static str;
}

/// The rows of the deployment itself: regions, accounts, letters, roll-ups.
#[derive(Debug, Clone, Copy)]
pub struct Control;

/// The rows of one region.
#[derive(Debug, Clone, Copy)]
pub struct Tenant;

impl Plane for Control {
    const NAME: &'static str = "control";
}
impl Plane for Tenant {
    const NAME: &'static str = "tenant";
}

/// Says in which plane an entity's table stands. An entity has one implementation, so it has one
/// plane; write it with [`tenant_entity!`](crate::tenant_entity) or
/// [`control_entity!`](crate::control_entity).
pub trait Placed: EntityTrait {
    /// The plane.
    type Plane: Plane;
    /// Whether public pages are made of its rows: a committed change of one ends what was kept of them.
    const SHOWN: bool;
}

/// An entity of a region's own space.
pub trait TenantEntity: Placed<Plane = Tenant> {}
impl<E: Placed<Plane = Tenant>> TenantEntity for E {}

/// An entity of the control plane.
pub trait ControlEntity: Placed<Plane = Control> {}
impl<E: Placed<Plane = Control>> ControlEntity for E {}

/// Places an entity in the tenant plane. A region's public pages may be made of any of its tables, so each change of one
/// ends the pages that were kept; a table that no public page shows says `hidden`.
#[macro_export]
macro_rules! tenant_entity {
    ($entity:ty) => {
        impl $crate::Placed for $entity {
            type Plane = $crate::Tenant;
            const SHOWN: bool = true;
        }
    };
    ($entity:ty, hidden) => {
        impl $crate::Placed for $entity {
            type Plane = $crate::Tenant;
            const SHOWN: bool = false;
        }
    };
}

/// Places an entity in the control plane. Few of its tables are in a region's pages; one that is says `shown`, and a
/// change of it ends the pages of all regions.
#[macro_export]
macro_rules! control_entity {
    ($entity:ty) => {
        impl $crate::Placed for $entity {
            type Plane = $crate::Control;
            const SHOWN: bool = false;
        }
    };
    ($entity:ty, shown) => {
        impl $crate::Placed for $entity {
            type Plane = $crate::Control;
            const SHOWN: bool = true;
        }
    };
}
