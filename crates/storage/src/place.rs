//! Where a tenant's space is.

use balai_kernel::RegionCode;

/// The database node that holds a tenant's schema. Plain PostgreSQL and SQLite have one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodeName(String);

impl NodeName {
    /// The only node of a deployment that is not sharded.
    pub const ONLY: &'static str = "utama";

    /// Reads the name a tenant's row carries.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for NodeName {
    fn default() -> Self {
        Self(Self::ONLY.to_owned())
    }
}

/// A region that has a space, and the node it is on. Made from a row of `control.tenants` by the
/// tenancy room and by nobody else, so that "no tenant" cannot lead to a handle.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TenantPlace {
    code: RegionCode,
    node: NodeName,
}

impl TenantPlace {
    /// States that this region's space is on this node.
    pub fn new(code: RegionCode, node: NodeName) -> Self {
        Self { code, node }
    }

    /// The region.
    pub fn code(&self) -> RegionCode {
        self.code
    }

    /// Its node.
    pub fn node(&self) -> &NodeName {
        &self.node
    }
}
