use sea_orm_migration::{prelude::*, schema};

use crate::columns::{audit_index, id, moment, moment_null};

/// The ways into the audit trail, when a session was last proven, and forms that wait for their person to prove herself.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0010_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        audit_index(m, "ix_audit_events_object", "object_id").await?;
        audit_index(m, "ix_audit_events_actor", "actor").await?;
        audit_index(m, "ix_audit_events_action", "action").await?;
        audit_index(m, "ix_audit_events_at", "at").await?;
        // sea-query writes the expression without the parentheses that PostgreSQL asks for
        let of_place = "CREATE INDEX ix_audit_events_domain ON audit_events ((\"after\" ->> 'domain'), position)";
        m.get_connection().execute_unprepared(of_place).await?;
        let proven = Table::alter().table("sessions").add_column(moment_null("proven_at")).to_owned();
        m.alter_table(proven).await?;
        kept_forms(m).await
    }
}

/// `sealed` holds what was typed.
async fn kept_forms(m: &SchemaManager<'_>) -> Result<(), DbErr> {
    m.create_table(
        Table::create()
            .table("kept_forms")
            .col(id())
            .col(schema::uuid("account_id"))
            .col(schema::text("site"))
            .col(schema::blob("sealed"))
            .col(moment("kept_at"))
            .foreign_key(
                ForeignKey::create()
                    .name("fk_kept_forms_account")
                    .from("kept_forms", "account_id")
                    .to("accounts", "id"),
            )
            .to_owned(),
    )
    .await?;
    let of_account = Index::create().name("ix_kept_forms_account").table("kept_forms").col("account_id").to_owned();
    m.create_index(of_account).await
}
