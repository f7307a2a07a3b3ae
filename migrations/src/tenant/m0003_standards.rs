use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Standards that hold in law: versions that wait for their day, where services come from, what the linter found and
/// what was answered, what other regions promise, whether the region lends its catalogue, which chores were done.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_standards"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let waits = Table::alter().table("standards").add_column(schema::date_null("waits_for")).to_owned();
        m.alter_table(waits).await?;
        for table in [service_origins(), findings(), comparisons(), catalog_lending(), catalog_chores()] {
            m.create_table(table).await?;
        }
        let by_service = Index::create()
            .name("ux_findings_service_rule_detail")
            .table("findings")
            .unique()
            .col("service_id")
            .col("rule")
            .col("detail")
            .to_owned();
        m.create_index(by_service).await?;
        let by_object = Index::create()
            .name("ix_audit_events_object")
            .table("audit_events")
            .col("object_id")
            .col("position")
            .to_owned();
        m.create_index(by_object).await
    }
}

fn service_origins() -> TableCreateStatement {
    Table::create()
        .table("service_origins")
        .col(id())
        .col(schema::uuid("service_id").unique_key())
        .col(word("kind", &["template", "copy"]))
        .col(schema::integer_null("template_version"))
        .col(schema::json_binary("base"))
        .col(schema::json_binary_null("source"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_service_origins_service")
                .from("service_origins", "service_id")
                .to("services", "id"),
        )
        .to_owned()
}

fn findings() -> TableCreateStatement {
    Table::create()
        .table("findings")
        .col(id())
        .col(schema::uuid("service_id"))
        .col(schema::text("rule"))
        .col(schema::text("detail"))
        .col(schema::integer("place"))
        .col(schema::boolean("blocks"))
        .col(schema::text("short"))
        .col(schema::text("remedy"))
        .col(schema::text_null("law"))
        .col(schema::text("print"))
        .col(word("state", &["open", "answered", "muted"]))
        .col(schema::text_null("answer"))
        .col(schema::text_null("answered_by"))
        .col(moment_null("answered_at"))
        .col(moment("found_at"))
        .foreign_key(
            ForeignKey::create().name("fk_findings_service").from("findings", "service_id").to("services", "id"),
        )
        .to_owned()
}

fn comparisons() -> TableCreateStatement {
    Table::create()
        .table("comparisons")
        .col(id())
        .col(schema::text("template_key").unique_key())
        .col(schema::json_binary("figures"))
        .col(moment("updated_at"))
        .to_owned()
}

fn catalog_lending() -> TableCreateStatement {
    Table::create()
        .table("catalog_lending")
        .col(id())
        .col(schema::boolean("allowed"))
        .col(moment("updated_at"))
        .to_owned()
}

fn catalog_chores() -> TableCreateStatement {
    Table::create()
        .table("catalog_chores")
        .col(id())
        .col(schema::text("name").unique_key())
        .col(schema::date("done_on"))
        .to_owned()
}
