use sea_orm_migration::prelude::*;

use crate::columns::create_plane_tables;

/// Outbox and audit chain.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_core"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_plane_tables(m).await
    }
}
