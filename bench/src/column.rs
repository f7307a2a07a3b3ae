//! One more column in every region, through the program's own runner.

use std::time::{Duration, Instant};

use balai_migrations::{MigratorTrait, TenantMigrator, run_all};
use balai_tenancy::tenants;
use sea_orm_migration::prelude::{DbErr, MigrationName, MigrationTrait, SchemaManager, Table};
use sea_orm_migration::schema;

use crate::Outcome;
use crate::deployment::Deployment;

/// The stream of a later release.
struct Later;

impl MigratorTrait for Later {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        let mut steps = TenantMigrator::migrations();
        steps.push(Box::new(OneMore));
        steps
    }
}

struct OneMore;

impl MigrationName for OneMore {
    fn name(&self) -> &'static str {
        "m9999_one_more_column"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for OneMore {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let more = Table::alter().table("services").add_column(schema::text_null("one_more")).to_owned();
        m.alter_table(more).await
    }
}

/// Adds the column everywhere; the deployment is no program's afterwards.
pub async fn add(deployment: &Deployment) -> Outcome<Duration> {
    let store = deployment.store().await?;
    let owner = store.owner().ok_or("the owner's rights")?;
    let places = tenants::all(&store.control().read().await?).await?.into_iter().map(|tenant| tenant.place).collect();
    let start = Instant::now();
    let outcomes = run_all::<Later>(&owner, places, |_| {}).await;
    let took = start.elapsed();
    store.close().await;
    for outcome in outcomes {
        let steps = outcome.result.map_err(|error| format!("{}: {error}", outcome.space))?;
        if steps.len() != 1 {
            return Err(format!("{}: {steps:?}", outcome.space).into());
        }
    }
    Ok(took)
}
