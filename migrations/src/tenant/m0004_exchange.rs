use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Files that wait to be imported, what can be taken back for a while, lists that people come back to.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0004_exchange"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in [imports(), undos(), undo_items(), saved_views()] {
            m.create_table(table).await?;
        }
        for index in indexes() {
            m.create_index(index).await?;
        }
        Ok(())
    }
}

fn imports() -> TableCreateStatement {
    Table::create()
        .table("imports")
        .col(id())
        .col(schema::text("begun_by"))
        .col(schema::text("file_name"))
        .col(schema::text("object_key").unique_key())
        .col(schema::text_null("sheet"))
        .col(schema::json_binary_null("columns"))
        .col(word("state", &["waiting", "done"]))
        .col(schema::uuid_null("undo_id"))
        .col(moment("created_at"))
        .col(moment_null("decided_at"))
        .to_owned()
}

fn undos() -> TableCreateStatement {
    Table::create()
        .table("undos")
        .col(id())
        .col(word("deed", &["import", "publish", "archive", "assign"]))
        .col(schema::text("done_by"))
        .col(schema::integer("count"))
        .col(moment("done_at"))
        .col(moment("until"))
        .col(moment_null("undone_at"))
        .col(schema::json_binary_null("kept"))
        .to_owned()
}

fn undo_items() -> TableCreateStatement {
    Table::create()
        .table("undo_items")
        .col(id())
        .col(schema::uuid("undo_id"))
        .col(schema::uuid("service_id"))
        .col(schema::json_binary_null("before"))
        .col(schema::text("print"))
        .foreign_key(ForeignKey::create().name("fk_undo_items_undo").from("undo_items", "undo_id").to("undos", "id"))
        .to_owned()
}

fn saved_views() -> TableCreateStatement {
    Table::create()
        .table("saved_views")
        .col(id())
        .col(schema::json_binary("views"))
        .col(moment("updated_at"))
        .to_owned()
}

fn indexes() -> [IndexCreateStatement; 5] {
    [
        Index::create().name("ix_imports_created").table("imports").col("created_at").to_owned(),
        Index::create().name("ix_undos_until").table("undos").col("until").to_owned(),
        Index::create().name("ix_undo_items_undo").table("undo_items").col("undo_id").to_owned(),
        Index::create().name("ix_services_name").table("services").col("name_text").col("id").to_owned(),
        Index::create().name("ix_services_updated").table("services").col("updated_at").col("id").to_owned(),
    ]
}
