use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null};

/// Addresses and numbers that an account had before, and the keys that bring them back for a time.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0022_contact_changes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("contact_changes")
                .col(id())
                .col(schema::uuid("account_id"))
                .col(schema::blob("before"))
                .col(schema::text("undo_hash").unique_key())
                .col(moment("changed_at"))
                .col(moment_null("undone_at"))
                .to_owned(),
        )
        .await
    }
}
