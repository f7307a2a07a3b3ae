use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// Roles known today and those the design already names: SQLite cannot widen a check later.
const ROLES: &[&str] = &[
    "ministry_admin",
    "ministry_verifier",
    "ministry_analyst",
    "region_owner",
    "catalogue_editor",
    "agency_head",
    "case_officer",
    "approver",
    "counter_clerk",
    "hall_supervisor",
    "complaint_officer",
    "auditor",
    "citizen",
];

/// Accounts, how they sign in, their sessions and roles, and the crossing of hosts.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0003_accounts"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        accounts(m).await?;
        credentials(m).await?;
        grants(m).await?;
        invitations(m).await?;
        attempts(m).await?;
        sign_ins(m).await?;
        authorization_codes(m).await?;
        sessions(m).await?;
        signing_keys(m).await
    }
}

/// Names, addresses and numbers are sealed; an account is found by keyed hashes of the latter. Whoever has neither had her
/// account opened at a counter.
async fn accounts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    let reached = Expr::col("email_key").is_not_null().or(Expr::col("phone_key").is_not_null());
    m.create_table(
        Table::create()
            .table("accounts")
            .col(id())
            .col(schema::blob("personal"))
            .col(schema::text_null("email_key").unique_key())
            .col(schema::text_null("phone_key").unique_key())
            .col(word("state", &["active", "closed"]))
            .col(schema::integer("assurance").default(1).check(Expr::col("assurance").is_in([1, 2, 3])))
            .col(schema::big_integer("grants_version"))
            .col(moment("created_at"))
            .col(schema::boolean("assisted").default(false))
            .check(reached.or(Expr::col("assisted")))
            .to_owned(),
    )
    .await
}

async fn credentials(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("credentials")
            .col(schema::uuid("account_id").primary_key())
            .col(schema::text("password_hash"))
            .col(schema::blob_null("totp_sealed"))
            .col(schema::big_integer_null("totp_last_step"))
            .col(moment_null("factor_at"))
            .col(moment("changed_at"))
            .foreign_key(&mut to_account("fk_credentials_account", "credentials"))
            .to_owned(),
    )
    .await
}

async fn grants(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("grants")
            .col(id())
            .col(schema::uuid("account_id"))
            .col(word("role", ROLES))
            .col(schema::text("domain"))
            .col(schema::text("granted_by"))
            .col(moment("granted_at"))
            .index(Index::create().name("ux_grants").unique().col("account_id").col("role").col("domain"))
            .foreign_key(&mut to_account("fk_grants_account", "grants"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("ix_grants_domain", "grants", "domain")).await
}

async fn invitations(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("invitations")
            .col(id())
            .col(schema::text("token_hash").unique_key())
            .col(schema::blob("email_sealed"))
            .col(schema::text("email_key"))
            .col(word("role", ROLES))
            .col(schema::text("domain"))
            .col(schema::text("invited_by"))
            .col(schema::blob_null("totp_sealed"))
            .col(moment("created_at"))
            .col(moment("expires_at"))
            .col(moment_null("accepted_at"))
            .col(moment_null("withdrawn_at"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("ix_invitations_email", "invitations", "email_key")).await?;
    m.create_index(index("ix_invitations_domain", "invitations", "domain")).await
}

/// Keys are keyed hashes of addresses, never the addresses.
async fn attempts(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("attempts")
            .col(id())
            .col(schema::text("key").unique_key())
            .col(moment_null("window_began"))
            .col(schema::integer("in_window"))
            .col(schema::integer("in_a_row"))
            .col(moment_null("locked_until"))
            .col(schema::big_integer("revision"))
            .to_owned(),
    )
    .await?;
    m.create_index(index("ix_attempts_began", "attempts", "window_began")).await
}

async fn sign_ins(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sign_ins")
            .col(id())
            .col(schema::text("token_hash").unique_key())
            .col(schema::uuid("account_id"))
            .col(schema::integer("tries"))
            .col(moment("started_at"))
            .col(moment_null("done_at"))
            .foreign_key(&mut to_account("fk_sign_ins_account", "sign_ins"))
            .to_owned(),
    )
    .await
}

async fn authorization_codes(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("authorization_codes")
            .col(id())
            .col(schema::text("code_hash").unique_key())
            .col(schema::text("client"))
            .col(schema::text("redirect_uri"))
            .col(schema::text("nonce"))
            .col(schema::text("challenge"))
            .col(schema::uuid("session_id"))
            .col(schema::uuid("account_id"))
            .col(moment("issued_at"))
            .col(moment_null("presented_at"))
            .foreign_key(&mut to_account("fk_authorization_codes_account", "authorization_codes"))
            .to_owned(),
    )
    .await
}

async fn sessions(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("sessions")
            .col(id())
            .col(schema::text("token_hash").unique_key())
            .col(schema::uuid("account_id"))
            .col(schema::uuid_null("parent_id"))
            .col(schema::uuid_null("code_id").unique_key())
            .col(schema::text("site"))
            .col(word("kind", &["staff", "citizen"]))
            .col(schema::boolean("second_factor"))
            .col(schema::text("device"))
            .col(schema::text("address"))
            .col(moment("started_at"))
            .col(moment("seen_at"))
            .col(moment("expires_at"))
            .col(moment_null("ended_at"))
            .foreign_key(&mut to_account("fk_sessions_account", "sessions"))
            .foreign_key(
                ForeignKey::create().name("fk_sessions_parent").from("sessions", "parent_id").to("sessions", "id"),
            )
            .to_owned(),
    )
    .await?;
    m.create_index(index("ix_sessions_account", "sessions", "account_id")).await?;
    m.create_index(index("ix_sessions_parent", "sessions", "parent_id")).await
}

async fn signing_keys(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("signing_keys")
            .col(id())
            .col(schema::text("kid").unique_key())
            .col(schema::blob("sealed"))
            .col(moment("created_at"))
            .to_owned(),
    )
    .await
}

fn to_account(name: &'static str, table: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create().name(name).from(table, "account_id").to("accounts", "id").to_owned()
}

fn index(name: &'static str, table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(name).table(table).col(column).to_owned()
}
