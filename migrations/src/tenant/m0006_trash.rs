use sea_orm_migration::prelude::*;

use crate::columns::moment_null;

/// Since when a service that was put away lies in the trash.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_trash"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("services").add_column(moment_null("trashed_at")).to_owned()).await
    }
}
