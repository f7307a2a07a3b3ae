//! A region's own space, step by step.

mod m0001_core;
mod m0002_catalog;
mod m0003_standards;
mod m0004_exchange;
mod m0005_search;
mod m0006_trash;
mod m0008_house;

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
            Box::new(m0008_house::Step),
        ]
    }
}
