use sea_orm_migration::prelude::*;

use crate::columns::audit_index;

/// The ways into the audit trail; that by the object stands since m0003.
pub struct Step;

impl MigrationName for Step {
    fn name(&self) -> &'static str {
        "m0007_audit"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Step {
    async fn up(&self, m: &SchemaManager) -> Result<(), DbErr> {
        audit_index(m, "ix_audit_events_actor", "actor").await?;
        audit_index(m, "ix_audit_events_action", "action").await?;
        audit_index(m, "ix_audit_events_at", "at").await
    }
}
