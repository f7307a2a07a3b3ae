use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null};

/// The national identity: whose account which identity leads to, who is away to show hers, and by what somebody came in.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0025_national"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(national_identities()).await?;
        m.create_table(national_visits()).await?;
        let began =
            Index::create().name("ix_national_visits_began").table("national_visits").col("began_at").to_owned();
        m.create_index(began).await?;
        add(m, "sign_ins", schema::boolean("national").default(false).take()).await?;
        add(m, "arrivals", schema::boolean("by_national").default(false).take()).await?;
        add(m, "authorizations", schema::text_null("amr")).await
    }
}

async fn add(m: &SchemaManager<'_>, table: &'static str, column: ColumnDef) -> Result<(), DbErr> {
    m.alter_table(Table::alter().table(table).add_column(column).to_owned()).await
}

/// `subject_key` is a keyed hash of issuer and subject.
fn national_identities() -> TableCreateStatement {
    Table::create()
        .table("national_identities")
        .col(id())
        .col(schema::text("issuer"))
        .col(schema::text("subject_key").unique_key())
        .col(schema::uuid("account_id").unique_key())
        .col(moment("linked_at"))
        .col(moment("last_used_at"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_national_identities_account")
                .from("national_identities", "account_id")
                .to("accounts", "id"),
        )
        .to_owned()
}

/// `account_id` is whose account the identity is to be linked to, where somebody left for that.
fn national_visits() -> TableCreateStatement {
    Table::create()
        .table("national_visits")
        .col(id())
        .col(schema::text("token_hash").unique_key())
        .col(schema::uuid_null("account_id"))
        .col(schema::blob("sealed"))
        .col(moment("began_at"))
        .col(moment_null("returned_at"))
        .col(moment_null("done_at"))
        .to_owned()
}
