use sea_orm_migration::{prelude::*, schema, sea_orm::DbBackend};

use crate::columns::{id, moment, moment_null, word};

/// Citizens: accounts that are found by an e-mail address or by a telephone number, how people show that an address is
/// theirs, and their citizen number.
///
/// `accounts.email` was asked of everybody. SQLite cannot widen a column, and other tables refer to `accounts`: there the
/// table is made anew under its own name within the transaction, with the check of those references put off to its end.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0019_citizens"
    }
}

const ACCOUNTS: &[&str] = &["id", "email", "name", "state", "grants_version", "created_at"];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        match m.get_database_backend() {
            DbBackend::Sqlite => made_anew(m).await?,
            _ => widened(m).await?,
        }
        m.create_table(contact_proofs()).await?;
        m.create_index(index("ix_contact_proofs_began", "contact_proofs", "began_at")).await?;
        m.create_table(identity_numbers()).await?;
        m.create_index(index("ix_identity_numbers_key", "identity_numbers", "number_key")).await
    }
}

async fn widened(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = m.get_connection();
    for change in [
        "ALTER TABLE accounts ALTER COLUMN email DROP NOT NULL",
        "ALTER TABLE accounts ADD COLUMN phone text UNIQUE",
        "ALTER TABLE accounts ADD COLUMN assurance integer NOT NULL DEFAULT 1 CHECK (assurance IN (1, 2, 3))",
        "ALTER TABLE accounts ADD CONSTRAINT accounts_reached CHECK (email IS NOT NULL OR phone IS NOT NULL)",
    ] {
        connection.execute_unprepared(change).await?;
    }
    Ok(())
}

async fn made_anew(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.get_connection().execute_unprepared("PRAGMA defer_foreign_keys = ON").await?;
    m.create_table(accounts("accounts_of_before")).await?;
    copy(m, "accounts", "accounts_of_before").await?;
    m.drop_table(Table::drop().table("accounts").to_owned()).await?;
    m.create_table(accounts("accounts")).await?;
    copy(m, "accounts_of_before", "accounts").await?;
    m.drop_table(Table::drop().table("accounts_of_before").to_owned()).await
}

fn accounts(name: &'static str) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(id())
        .col(schema::text_null("email").unique_key())
        .col(schema::text("name"))
        .col(word("state", &["active", "closed"]))
        .col(schema::big_integer("grants_version"))
        .col(moment("created_at"))
        .col(schema::text_null("phone").unique_key())
        .col(schema::integer("assurance").default(1).check(Expr::col("assurance").is_in([1, 2, 3])))
        .check(Expr::col("email").is_not_null().or(Expr::col("phone").is_not_null()))
        .to_owned()
}

async fn copy(m: &SchemaManager<'_>, from: &'static str, to: &'static str) -> Result<(), DbErr> {
    let rows = Query::select().columns(ACCOUNTS.iter().copied()).from(from).to_owned();
    let moving = Query::insert()
        .into_table(to)
        .columns(ACCOUNTS.iter().copied())
        .select_from(rows)
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .to_owned();
    m.execute(moving).await
}

/// `sealed` holds the address and what was filled in since; `account_id` whom it leads to, where it leads to anybody.
fn contact_proofs() -> TableCreateStatement {
    Table::create()
        .table("contact_proofs")
        .col(id())
        .col(schema::text("token_hash").unique_key())
        .col(word("purpose", &["register", "recover", "change"]))
        .col(schema::uuid_null("account_id"))
        .col(schema::blob("sealed"))
        .col(schema::text("code_key"))
        .col(schema::integer("tries"))
        .col(schema::integer("sent"))
        .col(moment("sent_at"))
        .col(moment("began_at"))
        .col(moment_null("proven_at"))
        .col(moment_null("done_at"))
        .to_owned()
}

/// `held_for` is the keyed hash while the number is one account's alone; a second account with it has none and waits
/// for the ministry.
fn identity_numbers() -> TableCreateStatement {
    Table::create()
        .table("identity_numbers")
        .col(schema::uuid("account_id").primary_key())
        .col(schema::blob("sealed"))
        .col(schema::text("number_key"))
        .col(schema::text_null("held_for").unique_key())
        .col(moment("recorded_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_identity_numbers_account")
                .from("identity_numbers", "account_id")
                .to("accounts", "id"),
        )
        .to_owned()
}

fn index(name: &'static str, table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(column).to_owned()
}
