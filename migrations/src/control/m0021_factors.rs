use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// How citizens keep their accounts safe: what happened at the door, second factors on their way, and the codes for the
/// day when the telephone is gone.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0021_factors"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(arrivals()).await?;
        m.create_index(of_account("ix_arrivals_account", "arrivals")).await?;
        m.create_table(pending_factors()).await?;
        let offered =
            Index::create().name("ix_pending_factors_account").table("pending_factors").col("account_id").to_owned();
        m.create_index(offered).await?;
        m.create_table(recovery_codes()).await?;
        m.create_index(of_account("ix_recovery_codes_account", "recovery_codes")).await
    }
}

/// `account_id` is nobody's where a password was tried under a name that nobody has: that costs the same.
fn arrivals() -> TableCreateStatement {
    Table::create()
        .table("arrivals")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(word("outcome", &["let_in", "wrong_password", "wrong_code", "recovered"]))
        .col(schema::text("device"))
        .col(schema::text("network"))
        .col(moment("at"))
        .to_owned()
}

/// Each session is offered its own: who watches from another one learns nothing of it.
fn pending_factors() -> TableCreateStatement {
    Table::create()
        .table("pending_factors")
        .col(schema::uuid("session_id").primary_key())
        .col(schema::uuid("account_id"))
        .col(schema::blob("sealed"))
        .col(moment("made_at"))
        .to_owned()
}

fn recovery_codes() -> TableCreateStatement {
    Table::create()
        .table("recovery_codes")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("code_key"))
        .col(moment_null("used_at"))
        .to_owned()
}

fn of_account(name: &'static str, table: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table(table).col("account_id").col("id").to_owned()
}
