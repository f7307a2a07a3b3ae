use sea_orm_migration::{prelude::*, schema};

use crate::columns::moment;

/// The data key of each account that has something sealed, wrapped by the key-encryption key.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0018_account_keys"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(
            Table::create()
                .table("account_keys")
                .col(schema::uuid("account_id").primary_key())
                .col(schema::blob("wrapped"))
                .col(moment("created_at"))
                .foreign_key(
                    ForeignKey::create()
                        .name("fk_account_keys_account")
                        .from("account_keys", "account_id")
                        .to("accounts", "id"),
                )
                .to_owned(),
        )
        .await
    }
}
