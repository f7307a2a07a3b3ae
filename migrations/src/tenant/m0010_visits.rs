use sea_orm_migration::{prelude::*, schema};

use crate::columns::id;

/// How often public pages of the hall were opened on a day. Nothing of who opened them.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0010_visits"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("visit_days")
                .col(id())
                .col(schema::date("day").unique_key())
                .col(schema::big_integer("visits"))
                .to_owned(),
        )
        .await
    }
}
