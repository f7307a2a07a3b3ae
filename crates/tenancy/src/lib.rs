//! Regions, their tenants and how a tenant comes to be: from the official code to a hall that
//! stands, each step recorded.

pub mod archive;
pub mod broadcasts;
pub mod days;
pub mod domains;
mod entity;
pub mod erasure;
pub mod hall;
pub mod happening;
pub mod holidays;
pub mod keys;
pub mod life;
pub mod onboarding;
pub mod provisioning;
pub mod regions;
pub mod social;
pub mod tenants;
pub mod vocabulary;

pub use hall::{Hall, Logo, Photo, Pledge};
pub use life::Life;
pub use regions::Region;
pub use social::{Network, SocialLink};
pub use tenants::{Directory, Tenant, TenantState};
pub use vocabulary::{Noun, Vocabulary, Word};
