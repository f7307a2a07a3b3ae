use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// The region's own sender of letters: its mail server, the sealed password, the last trial, and since when it fails.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0009_sender"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("senders")
                .col(id())
                .col(schema::text("host"))
                .col(schema::integer("port"))
                .col(word("tls", &["starttls", "implicit", "none"]))
                .col(schema::text_null("username"))
                .col(schema::blob_null("password"))
                .col(schema::text("address"))
                .col(schema::text("name"))
                .col(schema::json_binary_null("trial"))
                .col(moment_null("proven_at"))
                .col(moment_null("failing_since"))
                .col(schema::text_null("failure"))
                .col(schema::integer("failures"))
                .col(moment_null("try_after"))
                .col(moment("updated_at"))
                .to_owned(),
        )
        .await
    }
}
