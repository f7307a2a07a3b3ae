//! A finished version that waits for the day on which its decree begins to hold.

use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, UpdateMany};
use serde_json::{Value, json};

use crate::lifecycle::Refusal;
use crate::rows::service;
use crate::rows::standard::{Column, Entity, Model, VersionState};

use super::{EditError, Editor};

/// The verb of the audit trail.
pub(super) const WAITS: &str = "standard.waits";

/// What became of a version whose day has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TookEffect {
    /// Citizens see it from now on.
    Published,
    /// The gate is closed by now: it is a draft again, with its findings.
    Refused,
    /// It did not wait any more: somebody was faster.
    Nothing,
}

impl Editor<'_> {
    /// Lets a draft wait for a day. From now on it is not written on.
    pub(super) async fn wait(
        &self,
        service: service::Model,
        draft: Model,
        day: NaiveDate,
    ) -> Result<service::Model, EditError> {
        let (version, mut row) = (draft.version, draft.into_active_model());
        row.waits_for = Set(Some(day));
        self.write.update(row).await?;
        self.next_revision().await?;
        self.record(WAITS, "service", service.id, None, Some(waits_from(version, day))).await?;
        Ok(service)
    }

    /// Ends the waiting; the version is a draft again.
    pub async fn stop_waiting(&self, id: Uuid) -> Result<service::Model, EditError> {
        let service = self.service(id).await?;
        if self.write.update_many(released(id)).await? == 0 {
            return Err(Refusal::NotWaiting.into());
        }
        self.next_revision().await?;
        let what = json!({ "version": service.draft_version });
        self.record("standard.wait_ended", "service", id, None, Some(what)).await?;
        Ok(service)
    }

    /// Shows citizens the version whose day has come. One statement takes it out of waiting, so that of two who come at
    /// once only one goes on; all else is in the same transaction, so that a crash leaves it waiting.
    pub async fn take_effect(&self, id: Uuid) -> Result<TookEffect, EditError> {
        let due = released(id).filter(Column::WaitsFor.lte(self.today));
        if self.write.update_many(due).await? == 0 {
            return Ok(TookEffect::Nothing);
        }
        let before = self.service(id).await?;
        let draft = self.newest_standard(&before).await?;
        match self.open_gate(&before, &draft).await {
            Ok(()) => {}
            Err(EditError::NotPublishable(findings)) => {
                let rules: Vec<String> = findings.iter().map(|finding| finding.rule.short()).collect();
                let what = json!({ "version": draft.version, "findings": rules });
                self.next_revision().await?;
                self.record("standard.wait_refused", "service", id, None, Some(what)).await?;
                return Ok(TookEffect::Refused);
            }
            Err(other) => return Err(other),
        }
        let shown = before.lifecycle().publish(draft.version.unsigned_abs(), self.act)?;
        self.show_now(before, draft, shown).await?;
        Ok(TookEffect::Published)
    }
}

/// What the audit trail keeps of a version that waits.
pub(super) fn waits_from(version: i32, day: NaiveDate) -> Value {
    json!({ "version": version, "from": day })
}

fn released(service: Uuid) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::WaitsFor, Expr::value(None::<NaiveDate>))
        .filter(Column::ServiceId.eq(service))
        .filter(Column::State.eq(VersionState::Draft))
        .filter(Column::WaitsFor.is_not_null())
}
