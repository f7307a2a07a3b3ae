//! Going back to what an older version promised: as a new version, for what was published is never changed.

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use crate::lifecycle::Refusal;
use crate::rows::service::StateWord;
use crate::rows::standard::{Column, Entity, Model, VersionState};

use super::{EditError, Editor};

impl Editor<'_> {
    /// Begins a draft with the content of an older version. It is published like any other draft.
    pub async fn roll_back(&self, id: Uuid, version: u32) -> Result<Model, EditError> {
        let service = self.service(id).await?;
        if service.state == StateWord::Archived {
            return Err(Refusal::Archived.into());
        }
        if service.draft_version.is_some() {
            return Err(EditError::DraftInTheWay);
        }
        let old = Entity::find()
            .filter(Column::ServiceId.eq(id))
            .filter(Column::Version.eq(version.cast_signed()))
            .filter(Column::State.ne(VersionState::Draft));
        let old = self.write.one(old).await?.ok_or(EditError::Gone)?;
        let newest = self.newest_standard(&service).await?;
        let draft = self.version(id, newest.version + 1, old.content, VersionState::Draft);
        let draft = self.write.insert(draft).await?;
        let home = self.home(service.agency_id, service.category_id).await?;
        let mut row = service.into_active_model();
        row.draft_version = Set(Some(draft.version));
        self.describe(&mut row, &home, &draft.content);
        let service = self.write.update(row).await?;
        self.settle(&service, &home, &draft.content).await?;
        self.next_revision().await?;
        let what = json!({ "version": draft.version, "from": version });
        self.record("standard.rolled_back", "service", id, None, Some(what)).await?;
        Ok(draft)
    }
}
