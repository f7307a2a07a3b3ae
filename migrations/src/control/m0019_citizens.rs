use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Citizens: how people show that an address or a number is theirs, and their citizen number.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0019_citizens"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(contact_proofs()).await?;
        m.create_index(index("ix_contact_proofs_began", "contact_proofs", "began_at")).await?;
        m.create_table(identity_numbers()).await?;
        m.create_index(index("ix_identity_numbers_key", "identity_numbers", "number_key")).await
    }
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
/// `told` by the national identity provider: it answers for the number, not only for the person.
fn identity_numbers() -> TableCreateStatement {
    Table::create()
        .table("identity_numbers")
        .col(schema::uuid("account_id").primary_key())
        .col(schema::blob("sealed"))
        .col(schema::text("number_key"))
        .col(schema::text_null("held_for").unique_key())
        .col(moment("recorded_at"))
        .col(schema::boolean("told"))
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
