use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// The region's catalogue: agencies, categories, services, versions of standards, slugs of the past.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0002_catalog"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in [agencies(), categories(), services(), standards(), old_slugs(), revisions()] {
            m.create_table(table).await?;
        }
        for index in indexes() {
            m.create_index(index).await?;
        }
        let only = Query::insert()
            .into_table("catalog_revisions")
            .columns(["id", "number"])
            .values_panic([sea_orm::prelude::Uuid::nil().into(), 0_i64.into()])
            .to_owned();
        m.execute(only).await
    }
}

fn agencies() -> TableCreateStatement {
    Table::create()
        .table("agencies")
        .col(id())
        .col(schema::text("slug").unique_key())
        .col(schema::text("code").unique_key())
        .col(schema::text("name"))
        .col(schema::text("short_name"))
        .col(word("kind", &["regional", "vertical", "state_company", "regional_company", "other"]))
        .col(schema::text_null("parent"))
        .col(schema::text_null("address"))
        .col(schema::json_binary_null("hours"))
        .col(schema::text_null("phone"))
        .col(schema::text_null("email"))
        .col(schema::text_null("website"))
        .col(schema::text_null("logo_key"))
        .col(schema::text_null("template_key").unique_key())
        .col(schema::integer("last_number"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .to_owned()
}

fn categories() -> TableCreateStatement {
    Table::create()
        .table("categories")
        .col(id())
        .col(schema::text("slug").unique_key())
        .col(schema::text("name"))
        .col(word("subject", &["general", "population"]))
        .col(schema::integer("position"))
        .col(schema::text_null("template_key").unique_key())
        .col(moment("updated_at"))
        .to_owned()
}

fn services() -> TableCreateStatement {
    Table::create()
        .table("services")
        .col(id())
        .col(schema::text("slug").unique_key())
        .col(schema::text("code").unique_key())
        .col(schema::uuid("agency_id"))
        .col(schema::uuid("category_id"))
        .col(schema::text("name"))
        .col(schema::text("name_text"))
        .col(schema::text("search_text"))
        .col(schema::text_null("note"))
        .col(schema::text_null("system"))
        .col(schema::json_binary("channels"))
        .col(schema::json_binary("connection"))
        .col(word("state", &["draft", "published", "archived"]))
        .col(schema::integer_null("published_version"))
        .col(schema::integer_null("draft_version"))
        .col(moment_null("since"))
        .col(schema::json_binary("glance"))
        .col(schema::integer("score"))
        .col(schema::integer("blocking"))
        .col(schema::integer("looks"))
        .col(schema::text_null("template_key").unique_key())
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .foreign_key(ForeignKey::create().name("fk_services_agency").from("services", "agency_id").to("agencies", "id"))
        .foreign_key(
            ForeignKey::create().name("fk_services_category").from("services", "category_id").to("categories", "id"),
        )
        .to_owned()
}

fn standards() -> TableCreateStatement {
    Table::create()
        .table("standards")
        .col(id())
        .col(schema::uuid("service_id"))
        .col(schema::integer("version"))
        .col(word("state", &["draft", "published", "superseded", "withdrawn"]))
        .col(schema::json_binary("content"))
        .col(schema::integer("revision"))
        .col(schema::text("begun_by"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .col(moment_null("published_at"))
        .col(moment_null("ended_at"))
        .index(Index::create().name("ux_standards_service_version").unique().col("service_id").col("version"))
        .foreign_key(
            ForeignKey::create().name("fk_standards_service").from("standards", "service_id").to("services", "id"),
        )
        .to_owned()
}

fn old_slugs() -> TableCreateStatement {
    Table::create()
        .table("old_slugs")
        .col(id())
        .col(word("kind", &["agency", "category", "service"]))
        .col(schema::text("slug"))
        .col(schema::uuid("target_id"))
        .col(moment("created_at"))
        .index(Index::create().name("ux_old_slugs_kind_slug").unique().col("kind").col("slug"))
        .to_owned()
}

fn revisions() -> TableCreateStatement {
    Table::create()
        .table("catalog_revisions")
        .col(id())
        .col(schema::big_integer("number"))
        .col(moment_null("changed_at"))
        .to_owned()
}

fn indexes() -> [IndexCreateStatement; 3] {
    [
        Index::create()
            .name("ix_services_state_name")
            .table("services")
            .col("state")
            .col("name_text")
            .col("id")
            .to_owned(),
        Index::create().name("ix_services_agency").table("services").col("agency_id").col("name_text").to_owned(),
        Index::create().name("ix_services_category").table("services").col("category_id").col("name_text").to_owned(),
    ]
}
