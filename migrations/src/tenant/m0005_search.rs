use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment};

/// A region's own synonyms, and what was asked there without an answer.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0005_search"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("search_synonyms")
                .col(id())
                .col(schema::text("key").unique_key())
                .col(schema::text("expression"))
                .col(schema::text("meanings"))
                .col(moment("updated_at"))
                .to_owned(),
        )
        .await?;
        m.create_table(
            Table::create()
                .table("search_misses")
                .col(id())
                .col(schema::date("day"))
                .col(schema::text("print"))
                .col(schema::text_null("question"))
                .col(schema::integer("occasions"))
                .index(Index::create().name("ux_search_misses_print_day").unique().col("print").col("day"))
                .to_owned(),
        )
        .await?;
        m.create_index(Index::create().name("ix_search_misses_day").table("search_misses").col("day").to_owned()).await
    }
}
