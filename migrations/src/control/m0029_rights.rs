use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// What people ask of those who hold their data, the pauses that follow from it, and failures of protection with whom they
/// concern.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0029_rights"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        for table in [requests(), pauses(), breaches(), letters()] {
            m.create_table(table).await?;
        }
        for (name, table, columns) in [
            ("ix_rights_requests_account", "rights_requests", ["account_id", "id"]),
            ("ix_rights_requests_place", "rights_requests", ["place", "id"]),
            ("ix_rights_requests_due", "rights_requests", ["state", "due_at"]),
            ("ix_vault_pauses_account", "vault_pauses", ["account_id", "region_code"]),
        ] {
            let index = Index::create().name(name).table(table).col(columns[0]).col(columns[1]).to_owned();
            m.create_index(index).await?;
        }
        let one_waits = Index::create()
            .name("ux_rights_requests_open")
            .table("rights_requests")
            .unique()
            .col("account_id")
            .col("place")
            .col("right")
            .and_where(Expr::col("state").eq("open"))
            .to_owned();
        m.create_index(one_waits).await
    }
}

/// `wish` and `words` are sealed with the key of the account. Of one right at one place one request waits at a time.
fn requests() -> TableCreateStatement {
    Table::create()
        .table("rights_requests")
        .col(id())
        .col(schema::text("number").unique_key())
        .col(schema::uuid("account_id"))
        .col(schema::text("place"))
        .col(word("right", &["access", "correction", "restriction", "withdrawal"]))
        .col(schema::blob_null("wish"))
        .col(word("state", &["open", "done", "refused", "taken_back"]))
        .col(moment("made_at"))
        .col(moment("due_at"))
        .col(moment_null("proof_asked_at"))
        .col(moment_null("warned_at"))
        .col(moment_null("answered_at"))
        .col(schema::text_null("answered_by"))
        .col(schema::text_null("ground"))
        .col(schema::blob_null("words"))
        .col(moment_null("ended_at"))
        .to_owned()
}

/// While one stands, the region's clerks open nothing of this account.
fn pauses() -> TableCreateStatement {
    Table::create()
        .table("vault_pauses")
        .col(id())
        .col(schema::uuid("account_id"))
        .col(schema::text("region_code"))
        .col(moment("began_at"))
        .col(moment_null("ended_at"))
        .to_owned()
}

/// `print` is that of what was asked of the trails: the same question is the same failure.
fn breaches() -> TableCreateStatement {
    Table::create()
        .table("breaches")
        .col(id())
        .col(schema::text("number").unique_key())
        .col(schema::text("print").unique_key())
        .col(schema::json_binary("asked"))
        .col(moment("made_at"))
        .to_owned()
}

/// `content` is what the person was told, sealed with the key of her account.
fn letters() -> TableCreateStatement {
    Table::create()
        .table("breach_letters")
        .col(id())
        .col(schema::uuid("breach_id"))
        .col(schema::uuid("account_id"))
        .col(schema::blob("content"))
        .col(moment("told_at"))
        .index(Index::create().name("ux_breach_letters").unique().col("breach_id").col("account_id"))
        .to_owned()
}
