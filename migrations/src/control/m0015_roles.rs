use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Roles that regions compose for themselves, and the handing over of the role that answers for a place.
///
/// Composed roles are named `composed:<id>`, which the checks of `grants` and `invitations` did not know. SQLite cannot
/// widen a check, so both tables are made anew and their rows moved.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0015_roles"
    }
}

const GRANTS: &[&str] = &["id", "account_id", "role", "domain", "granted_by", "granted_at"];
const INVITATIONS: &[&str] = &[
    "id",
    "token_hash",
    "email_sealed",
    "email_key",
    "role",
    "domain",
    "invited_by",
    "totp_sealed",
    "created_at",
    "expires_at",
    "accepted_at",
    "withdrawn_at",
];

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.create_table(composed_roles()).await?;
        m.create_table(handovers()).await?;
        let of_place =
            Index::create().name("ix_handovers_domain").table("handovers").col("domain").col("id").to_owned();
        m.create_index(of_place).await?;

        m.create_table(grants()).await?;
        replace(m, "grants", "grants_anew", GRANTS).await?;
        m.create_index(index("ix_grants_place", "grants", "domain")).await?;
        m.create_table(invitations()).await?;
        replace(m, "invitations", "invitations_anew", INVITATIONS).await?;
        m.create_index(index("ix_invitations_address", "invitations", "email_key")).await?;
        m.create_index(index("ix_invitations_place", "invitations", "domain")).await
    }
}

fn composed_roles() -> TableCreateStatement {
    Table::create()
        .table("composed_roles")
        .col(id())
        .col(schema::text("region_code"))
        .col(schema::text("name"))
        .col(schema::text("name_key"))
        .col(schema::json_binary("permissions"))
        .col(moment("updated_at"))
        .index(Index::create().name("ux_composed_roles_name").unique().col("region_code").col("name_key"))
        .to_owned()
}

/// `open_for` holds the place while a handover waits for its answer: its unique key lets one wait at a time.
fn handovers() -> TableCreateStatement {
    Table::create()
        .table("handovers")
        .col(id())
        .col(schema::text("domain"))
        .col(schema::text_null("open_for").unique_key())
        .col(schema::uuid("from_account"))
        .col(schema::uuid("to_account"))
        .col(schema::text_null("keeps_role"))
        .col(moment("offered_at"))
        .col(moment("expires_at"))
        .col(word("outcome", &["waiting", "accepted", "declined", "withdrawn"]))
        .col(moment_null("answered_at"))
        .to_owned()
}

fn grants() -> TableCreateStatement {
    Table::create()
        .table("grants_anew")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("role"))
        .col(schema::text("domain"))
        .col(schema::text("granted_by"))
        .col(moment("granted_at"))
        .index(Index::create().name("ux_grants_held").unique().col("account_id").col("role").col("domain"))
        .foreign_key(
            ForeignKey::create().name("fk_grants_holder").from("grants_anew", "account_id").to("accounts", "id"),
        )
        .to_owned()
}

fn invitations() -> TableCreateStatement {
    Table::create()
        .table("invitations_anew")
        .col(id())
        .col(schema::text("token_hash").unique_key())
        .col(schema::blob("email_sealed"))
        .col(schema::text("email_key"))
        .col(schema::text("role"))
        .col(schema::text("domain"))
        .col(schema::text("invited_by"))
        .col(schema::blob_null("totp_sealed"))
        .col(moment("created_at"))
        .col(moment("expires_at"))
        .col(moment_null("accepted_at"))
        .col(moment_null("withdrawn_at"))
        .to_owned()
}

/// Moves all rows, then the name.
async fn replace(
    m: &SchemaManager<'_>,
    old: &'static str,
    new: &'static str,
    columns: &'static [&'static str],
) -> Result<(), DbErr> {
    let rows = Query::select().columns(columns.iter().copied()).from(old).to_owned();
    let moving = Query::insert()
        .into_table(new)
        .columns(columns.iter().copied())
        .select_from(rows)
        .map_err(|error| DbErr::Custom(error.to_string()))?
        .to_owned();
    m.execute(moving).await?;
    m.drop_table(Table::drop().table(old).to_owned()).await?;
    m.rename_table(Table::rename().table(new, old).to_owned()).await
}

fn index(name: &'static str, table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(column).to_owned()
}
