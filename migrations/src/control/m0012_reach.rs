use sea_orm_migration::{prelude::*, schema};

use crate::columns::{id, moment, moment_null, word};

/// What reaches over all regions: domains of their own, what the ministry tells them, and the holidays it publishes.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0012_reach"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        m.alter_table(Table::alter().table("tenants").add_column(schema::text_null("domain")).to_owned()).await?;
        let one_tenant = Index::create().name("ux_tenants_domain").table("tenants").unique().col("domain").to_owned();
        m.create_index(one_tenant).await?;
        m.create_table(domain_claims()).await?;
        let due = Index::create().name("ix_domain_claims_due").table("domain_claims").col("due_at").to_owned();
        m.create_index(due).await?;
        m.create_table(broadcasts()).await?;
        m.create_table(broadcast_reads()).await?;
        m.create_table(holiday_years()).await?;
        m.create_table(holiday_drafts()).await
    }
}

/// Several regions may write the same name; `held_name` is the name of the one that proved it.
fn domain_claims() -> TableCreateStatement {
    Table::create()
        .table("domain_claims")
        .col(schema::text("code").primary_key())
        .col(schema::text("name"))
        .col(schema::text("token"))
        .col(word("state", &["written", "waiting", "proven", "served"]))
        .col(schema::text_null("held_name").unique_key())
        .col(schema::json_binary_null("seen"))
        .col(moment("written_at"))
        .col(moment_null("checked_at"))
        .col(moment_null("missing_since"))
        .col(moment("due_at"))
        .to_owned()
}

fn broadcasts() -> TableCreateStatement {
    Table::create()
        .table("broadcasts")
        .col(id())
        .col(schema::text("title"))
        .col(schema::text("body"))
        .col(word("importance", &["usual", "important", "urgent"]))
        .col(schema::json_binary("provinces"))
        .col(moment("from_at"))
        .col(moment_null("until_at"))
        .col(moment("written_at"))
        .col(moment_null("withdrawn_at"))
        .to_owned()
}

fn broadcast_reads() -> TableCreateStatement {
    Table::create()
        .table("broadcast_reads")
        .col(id())
        .col(schema::uuid("broadcast_id"))
        .col(schema::text("region"))
        .col(schema::uuid("account_id"))
        .col(moment("at"))
        .index(
            Index::create().name("ux_broadcast_reads_one").unique().col("broadcast_id").col("region").col("account_id"),
        )
        .foreign_key(
            ForeignKey::create()
                .name("fk_broadcast_reads_broadcast")
                .from("broadcast_reads", "broadcast_id")
                .to("broadcasts", "id"),
        )
        .to_owned()
}

fn holiday_years() -> TableCreateStatement {
    Table::create()
        .table("holiday_years")
        .col(id())
        .col(schema::integer("year").unique_key())
        .col(schema::json_binary("holidays"))
        .col(moment("published_at"))
        .to_owned()
}

fn holiday_drafts() -> TableCreateStatement {
    Table::create()
        .table("holiday_drafts")
        .col(id())
        .col(schema::json_binary("holidays"))
        .col(moment("written_at"))
        .col(moment_null("decided_at"))
        .to_owned()
}
