use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null};

/// Support access: whom of the ministry a region lets look, and until when.
///
/// `open_for` holds region and person while it is open: its unique key lets one be open at a time.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0017_support"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("support_accesses")
                .col(id())
                .col(schema::text("region_code"))
                .col(schema::uuid("account_id"))
                .col(schema::text_null("open_for").unique_key())
                .col(schema::text("reason"))
                .col(schema::uuid("given_by"))
                .col(moment("given_at"))
                .col(moment("ends_at"))
                .col(moment_null("withdrawn_at"))
                .to_owned(),
        )
        .await?;
        let index = |name: &'static str, column: &'static str| {
            Index::create().name(name).table("support_accesses").col(column).col("id").to_owned()
        };
        m.create_index(index("ix_support_accesses_region", "region_code")).await?;
        m.create_index(index("ix_support_accesses_person", "account_id")).await
    }
}
