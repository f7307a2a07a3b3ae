use sea_orm_migration::{prelude::*, schema, sea_orm::DbBackend};

use crate::columns::{id, moment, moment_null, word};

/// People before a counter: who sits there, that a clerk saw a card, accounts of people without a telephone and without an
/// address, and numbers that two accounts say is theirs.
///
/// The check that an account has an address or a number now lets those through that a clerk opened. SQLite cannot change a
/// check: there the table is made anew as in `m0019_citizens`. A code that was sent lives for minutes: that table is made
/// anew, empty, for the purpose that it learns.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0027_assisted"
    }
}

const ACCOUNTS: &[&str] = &["id", "email", "name", "state", "grants_version", "created_at", "phone", "assurance"];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        match m.get_database_backend() {
            DbBackend::Sqlite => made_anew(m).await?,
            _ => widened(m).await?,
        }
        m.drop_table(Table::drop().table("contact_proofs").to_owned()).await?;
        m.create_table(contact_proofs()).await?;
        m.create_index(index("ix_contact_proofs_began", "contact_proofs", &["began_at"])).await?;
        for table in [assisted_accounts(), visits(), sightings(), cases(), mandates()] {
            m.create_table(table).await?;
        }
        m.create_index(index("ix_number_sightings_account", "number_sightings", &["account_id", "id"])).await?;
        m.create_index(index("ix_number_sightings_region", "number_sightings", &["region_code", "id"])).await?;
        m.create_index(index("ix_mandates_owner", "mandates", &["owner_id", "id"])).await?;
        m.create_index(index("ix_mandates_agent", "mandates", &["agent_id", "id"])).await?;
        m.create_index(index("ix_counter_visits_ends", "counter_visits", &["ends_at"])).await?;
        let spoken = schema::boolean("spoken").default(false).take();
        m.alter_table(Table::alter().table("vault_requests").add_column(spoken).to_owned()).await
    }
}

async fn widened(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = m.get_connection();
    for change in [
        "ALTER TABLE accounts ADD COLUMN assisted boolean NOT NULL DEFAULT false",
        "ALTER TABLE accounts DROP CONSTRAINT accounts_reached",
        "ALTER TABLE accounts ADD CONSTRAINT accounts_reached CHECK (email IS NOT NULL OR phone IS NOT NULL OR assisted)",
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
    let contact = Expr::col("email").is_not_null().or(Expr::col("phone").is_not_null());
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
        .col(schema::boolean("assisted").default(false))
        .check(contact.or(Expr::col("assisted")))
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

fn contact_proofs() -> TableCreateStatement {
    Table::create()
        .table("contact_proofs")
        .col(id())
        .col(schema::text("token_hash").unique_key())
        .col(word("purpose", &["register", "recover", "change", "take_over"]))
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

/// `code_key` is the keyed hash of the code on the sheet; `way_hash` that of the token of somebody who takes the account over.
fn assisted_accounts() -> TableCreateStatement {
    Table::create()
        .table("assisted_accounts")
        .col(schema::uuid("account_id").primary_key())
        .col(schema::text_null("region_code"))
        .col(schema::uuid_null("opened_by"))
        .col(schema::text_null("opened_by_name"))
        .col(schema::text("purpose"))
        .col(moment("opened_at"))
        .col(schema::text_null("code_key").unique_key())
        .col(moment_null("code_made_at"))
        .col(schema::text_null("way_hash").unique_key())
        .col(moment_null("way_began_at"))
        .col(moment_null("taken_over_at"))
        .foreign_key(&mut to_account("fk_assisted_accounts_account", "assisted_accounts"))
        .to_owned()
}

/// `sheet` is the sealed code that was made meanwhile, for as long as paper may jam.
fn visits() -> TableCreateStatement {
    Table::create()
        .table("counter_visits")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("region_code"))
        .col(schema::uuid("clerk"))
        .col(moment("began_at"))
        .col(moment("ends_at"))
        .col(moment_null("card_seen_at"))
        .col(schema::blob_null("sheet"))
        .foreign_key(&mut to_account("fk_counter_visits_account", "counter_visits"))
        .to_owned()
}

/// `ended_by_name` is empty where the number was changed, not withdrawn.
fn sightings() -> TableCreateStatement {
    Table::create()
        .table("number_sightings")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("region_code"))
        .col(schema::uuid("by_account"))
        .col(schema::text("by_name"))
        .col(moment("at"))
        .col(moment_null("ended_at"))
        .col(schema::text_null("ended_by_name"))
        .col(schema::text_null("ended_reason"))
        .foreign_key(&mut to_account("fk_number_sightings_account", "number_sightings"))
        .to_owned()
}

/// `open_for` is the number's keyed hash while the case waits: of one number there is one at a time. `region_code` is where
/// somebody stood whose number an account has, and she had none.
fn cases() -> TableCreateStatement {
    Table::create()
        .table("number_cases")
        .col(id())
        .col(schema::text("number_key"))
        .col(schema::text_null("open_for").unique_key())
        .col(schema::text_null("region_code"))
        .col(moment("opened_at"))
        .col(moment_null("ended_at"))
        .col(schema::uuid_null("settled_by"))
        .col(schema::uuid_null("kept_account"))
        .col(schema::text_null("reason"))
        .to_owned()
}

/// `agent_shown` is what the owner typed, masked: whether anybody has that address she is not told.
fn mandates() -> TableCreateStatement {
    let owner =
        ForeignKey::create().name("fk_mandates_owner").from("mandates", "owner_id").to("accounts", "id").to_owned();
    Table::create()
        .table("mandates")
        .col(id())
        .col(schema::uuid("owner_id"))
        .col(schema::uuid_null("agent_id"))
        .col(schema::text("agent_shown"))
        .col(word("kind", &["child", "delegate"]))
        .col(schema::text_null("region_code"))
        .col(moment("made_at"))
        .col(moment("ends_at"))
        .col(moment_null("accepted_at"))
        .col(moment_null("ended_at"))
        .foreign_key(&mut owner.clone())
        .to_owned()
}

fn to_account(name: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table, "account_id").to("accounts", "id").to_owned()
}

fn index(name: &'static str, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}
