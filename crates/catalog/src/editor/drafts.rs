//! Writing the next version of a standard.

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;

use crate::rows::service;
use crate::rows::standard::{Column, Entity, Model, VersionState};
use crate::standard::{Decree, Entry, Standard};

use super::{EditError, Editor};

impl Editor<'_> {
    /// Saves one component into the draft. `seen` is the revision of the draft that the editor had before them, 0 when
    /// there was none; then a draft is begun as a copy of what is published.
    pub async fn save_entry(&self, service: Uuid, seen: i32, entry: Entry) -> Result<Model, EditError> {
        let component = entry.component().number();
        let what = json!({ "component": component });
        self.change_draft(service, seen, what, |standard| standard.with(entry)).await
    }

    /// Saves the decree of the draft. A decree of the region makes the content its own.
    pub async fn save_decree(&self, service: Uuid, seen: i32, decree: Option<Decree>) -> Result<Model, EditError> {
        let number = decree.as_ref().map(|decree| decree.number().clone());
        let what = json!({ "decree": number });
        self.change_draft(service, seen, what, |standard| Standard { decree, ..standard }).await
    }

    /// The region says that the draft holds what it really does; starter and sample marks end.
    pub async fn confirm_draft(&self, service: Uuid, seen: i32) -> Result<Model, EditError> {
        self.change_draft(service, seen, json!({ "confirmed": true }), Standard::confirmed).await
    }

    /// Throws the draft away; what is published stays.
    pub async fn discard_draft(&self, service: Uuid) -> Result<service::Model, EditError> {
        let before = self.service(service).await?;
        let Some(draft) = before.draft_version else {
            return Ok(before);
        };
        if before.published_version.is_none() {
            return Err(EditError::OnlyDraft);
        }
        let removal =
            Entity::delete_many().filter(Column::ServiceId.eq(service)).filter(Column::State.eq(VersionState::Draft));
        self.write.delete_many(removal).await?;
        let mut row = before.clone().into_active_model();
        row.draft_version = Set(None);
        let home = self.home(before.agency_id, before.category_id).await?;
        let without_draft = service::Model { draft_version: None, ..before };
        let published = self.newest_standard(&without_draft).await?;
        self.describe(&mut row, &home, &published.content);
        let after = self.write.update(row).await?;
        self.next_revision().await?;
        let what = Some(json!({ "version": draft }));
        self.record("standard.discarded", "service", service, what, None).await?;
        Ok(after)
    }

    async fn change_draft(
        &self,
        id: Uuid,
        seen: i32,
        what: serde_json::Value,
        change: impl FnOnce(Standard) -> Standard,
    ) -> Result<Model, EditError> {
        let service = self.service(id).await?;
        let draft = self.draft(&service, seen).await?;
        let mut row = draft.clone().into_active_model();
        row.content = Set(change(draft.content));
        row.revision = Set(draft.revision + 1);
        row.updated_at = Set(self.act.at);
        let saved = self.write.update(row).await?;
        let home = self.home(service.agency_id, service.category_id).await?;
        let mut row = service.into_active_model();
        row.draft_version = Set(Some(saved.version));
        self.describe(&mut row, &home, &saved.content);
        self.write.update(row).await?;
        self.next_revision().await?;
        self.record("standard.saved", "service", id, None, Some(what)).await?;
        Ok(saved)
    }

    /// The draft that the editor saw, or a new one where they saw none. What is put away is not written on.
    async fn draft(&self, service: &service::Model, seen: i32) -> Result<Model, EditError> {
        if service.state == service::StateWord::Archived {
            return Err(crate::lifecycle::Refusal::Archived.into());
        }
        if service.draft_version.is_some() {
            let draft = self.newest_standard(service).await?;
            return if draft.revision == seen { Ok(draft) } else { Err(EditError::Changed) };
        }
        if seen != 0 {
            return Err(EditError::Changed);
        }
        let newest = self.newest_standard(service).await?;
        let draft = self.version(service.id, newest.version + 1, newest.content, VersionState::Draft);
        Ok(self.write.insert(draft).await?)
    }

    /// The newest version of a service's standard, draft or not.
    pub(super) async fn newest_standard(&self, service: &service::Model) -> Result<Model, EditError> {
        let mut query = Entity::find().filter(Column::ServiceId.eq(service.id)).order_by_desc(Column::Version);
        if service.draft_version.is_none() {
            query = query.filter(Column::State.ne(VersionState::Draft));
        }
        self.write.one(query).await?.ok_or(EditError::Gone)
    }
}
