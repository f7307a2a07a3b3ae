use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment};

/// Who wrote on a version of a standard, and whether somebody else must publish it.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0011_four_eyes"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        let writers = schema::json_binary_null("writers");
        m.alter_table(Table::alter().table("standards").add_column(writers).to_owned()).await?;
        m.create_table(
            Table::create()
                .table("catalog_rules")
                .col(id())
                .col(schema::boolean("four_eyes"))
                .col(moment("updated_at"))
                .to_owned(),
        )
        .await
    }
}
