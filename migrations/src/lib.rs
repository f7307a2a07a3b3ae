//! The tables of both planes, one source for SQLite and PostgreSQL, and the runner over all spaces.
//!
//! A step is written once and never edited after a release: expand, deploy, backfill in a job,
//! contract in a later release. Constraints are declared when a table is made, for SQLite cannot
//! add them later.

mod columns;
mod control;
mod runner;
mod tenant;

pub use control::ControlMigrator;
pub use runner::{
    MigrationError, Outcome, migrate_all_tenants, migrate_control, migrate_space, migrate_space_as_far, pending,
    run_all,
};
pub use sea_orm_migration::MigratorTrait;
pub use tenant::TenantMigrator;

/// The name of the last step of a stream: the version a binary expects of a space.
pub fn newest<M: MigratorTrait>() -> String {
    M::migrations().last().map(|step| step.name().to_owned()).unwrap_or_default()
}
