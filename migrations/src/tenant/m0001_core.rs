use sea_orm_migration::{prelude::*, schema};

use crate::columns::{create_plane_tables, id, moment};

/// Outbox, audit chain, the marks that provisioning leaves, and the hall's own facts.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0001_core"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        create_plane_tables(m).await?;
        m.create_table(
            Table::create()
                .table("provision_marks")
                .col(id())
                .col(schema::text("step").unique_key())
                .col(moment("at"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("halls")
                .col(id())
                .col(schema::text("name"))
                .col(schema::text("address"))
                .col(schema::text_null("phone"))
                .col(schema::text_null("email"))
                .col(schema::text_null("complaint_contact"))
                .col(schema::json_binary("hours"))
                .col(schema::boolean("six_day_week"))
                .col(schema::text_null("colour"))
                .col(schema::boolean("sample"))
                .col(moment("updated_at"))
                .to_owned(),
        )
        .await
    }
}
