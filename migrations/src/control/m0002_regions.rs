use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Regions, tenants, their wrapped data keys and the runs of provisioning.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_regions"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        regions(m).await?;
        tenants(m).await?;
        provisioning(m).await
    }
}

async fn regions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create().table("provinces").col(schema::text("code").primary_key()).col(schema::text("name")).to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("regions")
            .col(schema::text("code").primary_key())
            .col(schema::text("province_code"))
            .col(word("kind", &["kabupaten", "kota"]))
            .col(schema::boolean("autonomous"))
            .col(schema::text("name"))
            .col(schema::text("short_name"))
            .col(schema::text("slug").unique_key())
            .col(schema::text("time_zone"))
            .col(schema::text("aliases"))
            .col(schema::text("search_text"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_regions_province")
                    .from("regions", "province_code")
                    .to("provinces", "code"),
            )
            .to_owned(),
    )
    .await
}

async fn tenants(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("tenants")
            .col(schema::text("code").primary_key())
            .col(word("state", &["provisioning", "active", "suspended", "archived"]))
            .col(schema::text("node"))
            .col(schema::text("schema_version"))
            .col(moment("created_at"))
            .col(moment_null("active_at"))
            .foreign_key(ForeignKey::create().name("fk_tenants_region").from("tenants", "code").to("regions", "code"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("data_keys")
            .col(id())
            .col(schema::text("owner").unique_key())
            .col(schema::blob("wrapped"))
            .col(moment("created_at"))
            .to_owned(),
    )
    .await
}

async fn provisioning(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("provisionings")
            .col(schema::text("code").primary_key())
            .col(schema::json_binary("request"))
            .col(word("state", &["waiting", "running", "failed", "done"]))
            .col(moment("created_at"))
            .col(moment_null("lease_until"))
            .col(moment_null("finished_at"))
            .to_owned(),
    )
    .await?;
    m.create_table(
        Table::create()
            .table("provisioning_steps")
            .col(id())
            .col(schema::text("code"))
            .col(schema::text("step"))
            .col(word("state", &["done", "failed"]))
            .col(schema::text_null("reason"))
            .col(moment("at"))
            .index(Index::create().name("ux_provisioning_steps").unique().col("code").col("step"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_provisioning_steps")
                    .from("provisioning_steps", "code")
                    .to("provisionings", "code"),
            )
            .to_owned(),
    )
    .await
}
