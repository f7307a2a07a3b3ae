use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// What the ministry makes of the national templates, and which version each region looked at last.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0016_templates"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(versions()).await?;
        let seen = Table::alter().table("promises").add_column(schema::integer_null("template_version")).to_owned();
        m.alter_table(seen).await
    }
}

fn versions() -> TableCreateStatement {
    Table::create()
        .table("template_versions")
        .col(id())
        .col(schema::text("template_key"))
        .col(word("state", &["draft", "published"]))
        .col(schema::text_null("draft_of").unique_key())
        .col(schema::integer_null("number"))
        .col(schema::json_binary("offer"))
        .col(schema::text_null("improvement"))
        .col(schema::integer("revision"))
        .col(schema::text("written_by"))
        .col(moment("updated_at"))
        .col(moment_null("published_at"))
        .index(Index::create().name("ux_template_versions_number").unique().col("template_key").col("number"))
        .to_owned()
}
