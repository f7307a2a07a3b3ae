use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Letters on their way. The primary key is the id of the outbox event a letter tells of: one event never has two rows.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_letters"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("letters")
                .col(id())
                .col(schema::text_null("region"))
                .col(schema::text("kind"))
                .col(schema::text("recipient_key"))
                .col(schema::text("recipient_shown"))
                .col(schema::text("subject"))
                .col(schema::blob_null("sealed"))
                .col(word("state", &["queued", "sent", "failed"]))
                .col(schema::integer("attempts"))
                .col(moment("created_at"))
                .col(moment("due_at"))
                .col(moment_null("sent_at"))
                .col(schema::text_null("last_error"))
                .to_owned(),
        )
        .await?;
        let due = Index::create().name("ix_letters_due").table("letters").col("state").col("due_at").to_owned();
        m.create_index(due).await
    }
}
