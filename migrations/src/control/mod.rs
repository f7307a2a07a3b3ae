//! The control plane, step by step.

mod m0001_core;
mod m0002_regions;
mod m0003_accounts;
mod m0004_onboarding;
mod m0005_letters;
mod m0006_national_services;
mod m0007_search;
mod m0008_lifecycle;
mod m0009_rollups;
mod m0010_audit;
mod m0012_reach;
mod m0013_adoption;
mod m0014_api_tokens;
mod m0015_roles;
mod m0016_templates;
mod m0017_support;
mod m0018_account_keys;
mod m0019_citizens;
mod m0020_vault;
mod m0021_factors;
mod m0022_contact_changes;
mod m0023_applications;
mod m0024_provider;
mod m0025_national;
mod m0026_leaving;
mod m0027_assisted;
mod m0028_vault_returns;
mod m0028_vault_returns;
mod m0029_rights;

use sea_orm_migration::prelude::*;

/// All steps of the control plane.
pub struct ControlMigrator;

impl MigratorTrait for ControlMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_core::Step),
            Box::new(m0002_regions::Step),
            Box::new(m0003_accounts::Step),
            Box::new(m0004_onboarding::Step),
            Box::new(m0005_letters::Step),
            Box::new(m0006_national_services::Step),
            Box::new(m0007_search::Step),
            Box::new(m0008_lifecycle::Step),
            Box::new(m0009_rollups::Step),
            Box::new(m0010_audit::Step),
            Box::new(m0012_reach::Step),
            Box::new(m0013_adoption::Step),
            Box::new(m0014_api_tokens::Step),
            Box::new(m0015_roles::Step),
            Box::new(m0016_templates::Step),
            Box::new(m0017_support::Step),
            Box::new(m0018_account_keys::Step),
            Box::new(m0019_citizens::Step),
            Box::new(m0020_vault::Step),
            Box::new(m0021_factors::Step),
            Box::new(m0022_contact_changes::Step),
            Box::new(m0023_applications::Step),
            Box::new(m0024_provider::Step),
            Box::new(m0025_national::Step),
            Box::new(m0028_vault_returns::Step),
            Box::new(m0026_leaving::Step),
            Box::new(m0027_assisted::Step),
            Box::new(m0028_vault_returns::Step),
            Box::new(m0029_rights::Step),
        ]
    }
}
