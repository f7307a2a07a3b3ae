use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Passkeys, how somebody came in with one, and accounts whose people leave.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0026_leaving"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(passkeys()).await?;
        m.create_index(index("ix_passkeys_account", "passkeys", "account_id")).await?;
        m.create_table(ceremonies()).await?;
        m.create_index(index("ix_passkey_ceremonies_began", "passkey_ceremonies", "began_at")).await?;
        m.create_table(closures()).await?;
        m.create_index(index("ix_account_closures_due", "account_closures", "due_at")).await?;
        add(m, "sessions", schema::text_null("amr")).await?;
        add(m, "arrivals", schema::boolean("by_passkey").default(false).take()).await
    }
}

/// `credential` is what the authenticator told of itself, with its counter: public, and of no use to whoever reads it.
fn passkeys() -> TableCreateStatement {
    Table::create()
        .table("passkeys")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("handle").unique_key())
        .col(schema::text("credential"))
        .col(schema::text("name"))
        .col(moment("created_at"))
        .col(moment_null("used_at"))
        .col(moment_null("copied_at"))
        .to_owned()
}

/// `account_id` is whose passkey is made; a registration has chosen the id of its account already.
fn ceremonies() -> TableCreateStatement {
    Table::create()
        .table("passkey_ceremonies")
        .col(id())
        .col(schema::text("token_hash").unique_key())
        .col(word("purpose", &["register", "add", "sign_in"]))
        .col(schema::uuid_null("account_id"))
        .col(schema::uuid_null("session_id"))
        .col(schema::blob("sealed"))
        .col(moment("began_at"))
        .to_owned()
}

/// `open_for` is the account while its end can be undone or is under way: there is one at a time.
fn closures() -> TableCreateStatement {
    Table::create()
        .table("account_closures")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::uuid_null("open_for").unique_key())
        .col(schema::text("undo_hash").unique_key())
        .col(moment("asked_at"))
        .col(moment("due_at"))
        .col(moment_null("lease_until"))
        .col(moment_null("undone_at"))
        .col(moment_null("finished_at"))
        .to_owned()
}

async fn add(m: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    m.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

fn index(name: &'static str, table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(column).to_owned()
}
