use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null};

/// Citizens' documents that the region may use: its own sealed copies. A row bears the id of the consent in the control plane.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0013_vault"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("vault_copies")
                .col(id())
                .col(schema::uuid("request_id"))
                .col(schema::uuid("version_id"))
                .col(schema::text("kind"))
                .col(schema::integer("version"))
                .col(schema::text("media"))
                .col(schema::big_integer("size"))
                .col(schema::blob("wrapped"))
                .col(schema::blob("details"))
                .col(schema::date_null("issued_on"))
                .col(schema::date_null("expires_on"))
                .col(schema::uuid("service_id"))
                .col(moment("received_at"))
                .col(moment("use_until"))
                .col(moment_null("decided_at"))
                .to_owned(),
        )
        .await?;
        let by_request = Index::create()
            .name("ix_vault_copies_request")
            .table("vault_copies")
            .col("request_id")
            .col("id")
            .to_owned();
        m.create_index(by_request).await
    }
}
