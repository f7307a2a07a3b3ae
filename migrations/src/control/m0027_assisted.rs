use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// People before a counter: who sits there, that a clerk saw a card, accounts of people without a telephone and without an
/// address, and numbers that two accounts say is theirs.
///
/// A code that was sent lives for minutes: that table is made anew, empty, for the purpose that it learns.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0027_assisted"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
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

/// `agent_shown` is what the owner typed, masked: whether anybody has that address she is not told. A service is one of the region,
/// by id and by the name that the owner read.
fn mandates() -> TableCreateStatement {
    let known = |column: &'static str| Expr::col(column).is_not_null();
    let everything = Expr::col("service_id").is_null().and(Expr::col("service").is_null());
    let a_service = known("region_code").and(known("service_id")).and(known("service"));
    let mut owner =
        ForeignKey::create().name("fk_mandates_owner").from("mandates", "owner_id").to("accounts", "id").to_owned();
    Table::create()
        .table("mandates")
        .col(id())
        .col(schema::uuid("owner_id"))
        .col(schema::uuid_null("agent_id"))
        .col(schema::text("agent_shown"))
        .col(word("kind", &["child", "delegate"]))
        .col(schema::text_null("region_code"))
        .col(schema::uuid_null("service_id"))
        .col(schema::text_null("service"))
        .col(moment("made_at"))
        .col(moment("ends_at"))
        .col(moment_null("accepted_at"))
        .col(moment_null("ended_at"))
        .check(everything.or(a_service))
        .foreign_key(&mut owner)
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
