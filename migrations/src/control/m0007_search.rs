use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment};

/// The index of the search over all regions: titles that many regions share, the terms that lead to them, the words.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0007_search"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in [titles(), terms(), words(), revisions()] {
            m.create_table(table).await?;
        }
        let title = Table::alter().table("national_services").add_column(schema::uuid_null("title_id")).to_owned();
        m.alter_table(title).await?;
        let of_title = Index::create()
            .name("ix_national_services_title")
            .table("national_services")
            .col("title_id")
            .col("shown")
            .col("region_open")
            .col("region_code")
            .to_owned();
        m.create_index(of_title).await?;
        let only = Query::insert()
            .into_table("national_search")
            .columns(["id", "number", "titles"])
            .values_panic([sea_orm::prelude::Uuid::nil().into(), 0_i64.into(), 0_i64.into()])
            .to_owned();
        m.execute(only).await
    }
}

fn titles() -> TableCreateStatement {
    Table::create()
        .table("national_titles")
        .col(id())
        .col(schema::text("name"))
        .col(schema::text("name_text"))
        .col(schema::text("name_terms"))
        .col(schema::text("text_terms"))
        .col(schema::big_integer("regions"))
        .col(moment("created_at"))
        .to_owned()
}

fn terms() -> TableCreateStatement {
    Table::create()
        .table("national_terms")
        .col(schema::text("term"))
        .col(schema::integer("place"))
        .col(schema::uuid("title_id"))
        .primary_key(Index::create().name("pk_national_terms").col("term").col("place").col("title_id"))
        .to_owned()
}

fn words() -> TableCreateStatement {
    Table::create()
        .table("national_words")
        .col(schema::text("word").primary_key())
        .col(schema::big_integer("titles"))
        .to_owned()
}

fn revisions() -> TableCreateStatement {
    Table::create()
        .table("national_search")
        .col(id())
        .col(schema::big_integer("number"))
        .col(schema::big_integer("titles"))
        .to_owned()
}
