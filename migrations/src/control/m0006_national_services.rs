use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment};

/// What the search over all regions knows of each published service.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0006_national_services"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("national_services")
                .col(id())
                .col(schema::text("region_code"))
                .col(schema::uuid("service_id"))
                .col(schema::text("slug"))
                .col(schema::text("name"))
                .col(schema::text("name_text"))
                .col(schema::text("search_text"))
                .col(schema::text("agency"))
                .col(schema::text("category"))
                .col(schema::json_binary("glance"))
                .col(schema::json_binary("channels"))
                .col(schema::boolean("shown"))
                .col(schema::boolean("region_open"))
                .col(schema::big_integer("revision"))
                .col(moment("updated_at"))
                .index(
                    Index::create()
                        .name("ux_national_services_region_service")
                        .unique()
                        .col("region_code")
                        .col("service_id"),
                )
                .to_owned(),
        )
        .await?;
        let by_name = Index::create()
            .name("ix_national_services_name")
            .table("national_services")
            .col("shown")
            .col("name_text")
            .to_owned();
        m.create_index(by_name).await
    }
}
