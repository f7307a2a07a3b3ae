//! Deleting a service, having it back, and the sweep after thirty days.

use balai_storage::Audit;
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::lifecycle::TRASH_KEPT;
use crate::rows::old_slug::{self, Bearer};
use crate::rows::service::{Column, Entity, Model};
use crate::rows::{finding, origin, standard, undo_item};

use super::publication::stand;
use super::services::told;
use super::{EditError, Editor};

/// Services in one sweep.
const BATCH: u64 = 100;

impl Editor<'_> {
    /// Deletes a service that was put away.
    pub async fn trash(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let (lifecycle, step) = before.lifecycle().trash(self.act)?;
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        self.finish(row, step).await
    }

    /// Has a deleted service back, put away as it was. Its name may have been given to another one meanwhile.
    pub async fn recover(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let (lifecycle, step) = before.lifecycle().recover()?;
        let same = Entity::find()
            .filter(Column::AgencyId.eq(before.agency_id))
            .filter(Column::NameText.eq(before.name_text.as_str()))
            .filter(Column::TrashedAt.is_null());
        if self.write.exists(same).await? {
            return Err(EditError::NameGivenAway);
        }
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        self.finish(row, step).await
    }

    /// Removes for good what has lain in the trash for thirty days; returns how many services went.
    pub async fn sweep_trash(&self) -> Result<usize, EditError> {
        let over = Entity::find().filter(Column::TrashedAt.lte(swept_before(self.act.at)));
        let rows = self.write.all(over.order_by_asc(Column::TrashedAt), BATCH).await?;
        let ids: Vec<Uuid> = rows.iter().map(|service| service.id).collect();
        if ids.is_empty() {
            return Ok(0);
        }
        self.remove_what_refers_to(&ids).await?;
        self.write.delete_many(Entity::delete_many().filter(Column::Id.is_in(ids))).await?;
        self.next_revision().await?;
        let link = |service: &Model| Audit {
            action: "service.swept",
            kind: "service",
            id: service.id.to_string(),
            before: Some(told(service)),
            after: None,
        };
        self.write.audit_many(self.act, rows.iter().map(link).collect()).await?;
        Ok(rows.len())
    }

    /// Every row that hangs on these services.
    pub(super) async fn remove_what_refers_to(&self, services: &[Uuid]) -> Result<(), EditError> {
        let all = || services.iter().copied();
        let versions = standard::Entity::delete_many().filter(standard::Column::ServiceId.is_in(all()));
        self.write.delete_many(versions).await?;
        let findings = finding::Entity::delete_many().filter(finding::Column::ServiceId.is_in(all()));
        self.write.delete_many(findings).await?;
        let origins = origin::Entity::delete_many().filter(origin::Column::ServiceId.is_in(all()));
        self.write.delete_many(origins).await?;
        let undone = undo_item::Entity::delete_many().filter(undo_item::Column::ServiceId.is_in(all()));
        self.write.delete_many(undone).await?;
        let slugs = old_slug::Entity::delete_many()
            .filter(old_slug::Column::Kind.eq(Bearer::Service))
            .filter(old_slug::Column::TargetId.is_in(all()));
        self.write.delete_many(slugs).await?;
        Ok(())
    }
}

/// What was deleted before then goes for good.
fn swept_before(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TRASH_KEPT
}
