use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// The later life of a region: why its hall is closed, what was decided when, arrivals from an archive, and what is kept
/// of those that were erased.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0008_lifecycle"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let life = Table::alter().table("tenants").add_column(schema::json_binary_null("life")).to_owned();
        m.alter_table(life).await?;
        turns(m).await?;
        arrivals(m).await?;
        erasures(m).await
    }
}

async fn turns(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("tenant_turns")
            .col(id())
            .col(schema::text("code"))
            .col(word("turn", &["suspended", "resumed", "archive_asked", "archive_withdrawn", "archived", "arrived"]))
            .col(schema::text("by"))
            .col(schema::text("reason"))
            .col(moment("at"))
            .foreign_key(
                ForeignKey::create().name("fk_tenant_turns_tenant").from("tenant_turns", "code").to("tenants", "code"),
            )
            .to_owned(),
    )
    .await?;
    let of_tenant = Index::create().name("ix_tenant_turns").table("tenant_turns").col("code").col("at").to_owned();
    m.create_index(of_tenant).await
}

async fn arrivals(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("tenant_arrivals")
            .col(schema::text("code").primary_key())
            .col(schema::text("by"))
            .col(moment("began_at"))
            .to_owned(),
    )
    .await
}

/// `open_for` holds the region while it is being erased: its unique key lets one erasure run at a time.
async fn erasures(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("erasures")
            .col(id())
            .col(schema::text("code"))
            .col(schema::text_null("open_for").unique_key())
            .col(schema::text("by"))
            .col(schema::text("digest"))
            .col(schema::json_binary("counts"))
            .col(schema::json_binary("steps"))
            .col(moment("began_at"))
            .col(moment_null("lease_until"))
            .col(moment_null("finished_at"))
            .to_owned(),
    )
    .await
}
