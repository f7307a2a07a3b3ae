//! Regions, their tenants and how a tenant comes to be: from the official code to a hall that
//! stands, each step recorded.

pub mod archive;
pub mod broadcasts;
pub mod domains;
mod entity;
pub mod erasure;
pub mod hall;
pub mod holidays;
pub mod keys;
pub mod life;
pub mod onboarding;
pub mod provisioning;
pub mod regions;
pub mod tenants;

pub use hall::Hall;
pub use life::Life;
pub use regions::Region;
pub use tenants::{Directory, Tenant, TenantState};
