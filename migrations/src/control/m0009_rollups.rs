use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment};

/// What regions promise for services of the same template, and the published standards that regions lend each other.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0009_rollups"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(promises()).await?;
        m.create_table(lent_standards()).await?;
        let by_template = Index::create().name("ix_promises_template").table("promises").col("template_key").to_owned();
        m.create_index(by_template).await?;
        let by_name = Index::create()
            .name("ix_lent_standards_name")
            .table("lent_standards")
            .col("name_text")
            .col("id")
            .to_owned();
        m.create_index(by_name).await
    }
}

fn promises() -> TableCreateStatement {
    Table::create()
        .table("promises")
        .col(id())
        .col(schema::text("region_code"))
        .col(schema::uuid("service_id"))
        .col(schema::text("template_key"))
        .col(schema::big_integer_null("minutes"))
        .col(schema::big_integer_null("fee"))
        .col(moment("updated_at"))
        .index(Index::create().name("ux_promises_region_service").unique().col("region_code").col("service_id"))
        .to_owned()
}

fn lent_standards() -> TableCreateStatement {
    Table::create()
        .table("lent_standards")
        .col(id())
        .col(schema::text("region_code"))
        .col(schema::uuid("service_id"))
        .col(schema::text("name"))
        .col(schema::text("name_text"))
        .col(schema::text("agency"))
        .col(schema::text("category"))
        .col(schema::integer("version"))
        .col(schema::json_binary("content"))
        .col(moment("updated_at"))
        .index(Index::create().name("ux_lent_standards_region_service").unique().col("region_code").col("service_id"))
        .to_owned()
}
