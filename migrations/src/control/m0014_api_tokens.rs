use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null};

/// Keys with which a machine reads what a person may read.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0014_api_tokens"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("api_tokens")
                .col(id())
                .col(schema::text("token_hash").unique_key())
                .col(schema::uuid("account_id"))
                .col(schema::text("domain"))
                .col(schema::text("scope"))
                .col(moment("created_at"))
                .col(moment("expires_at"))
                .col(moment_null("revoked_at"))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_api_tokens_account")
                        .from("api_tokens", "account_id")
                        .to("accounts", "id"),
                )
                .to_owned(),
        )
        .await?;
        let of_account = Index::create().name("ix_api_tokens_account").table("api_tokens").col("account_id").to_owned();
        m.create_index(of_account).await
    }
}
