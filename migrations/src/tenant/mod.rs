//! A region's own space, step by step.

mod m0001_core;
mod m0002_catalog;
mod m0003_standards;
mod m0004_exchange;
mod m0005_search;
mod m0006_trash;
mod m0007_audit;
mod m0009_sender;
mod m0010_visits;
mod m0011_four_eyes;
mod m0012_house;
mod m0013_vault;

use sea_orm_migration::prelude::*;

/// All steps of a region's space.
pub struct TenantMigrator;

impl MigratorTrait for TenantMigrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_core::Step),
            Box::new(m0002_catalog::Step),
            Box::new(m0003_standards::Step),
            Box::new(m0004_exchange::Step),
            Box::new(m0005_search::Step),
            Box::new(m0006_trash::Step),
            Box::new(m0007_audit::Step),
            Box::new(m0009_sender::Step),
            Box::new(m0010_visits::Step),
            Box::new(m0011_four_eyes::Step),
            Box::new(m0012_house::Step),
            Box::new(m0013_vault::Step),
        ]
    }
}
