//! Writing the next version of a standard.

use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;

use crate::lifecycle::Refusal;
use crate::rows::service;
use crate::rows::standard::{Column, Entity, Model, VersionState};
use crate::standard::{Decree, Entry, Standard};

use super::{EditError, Editor};

/// The verb of the audit trail.
pub(super) const SAVED: &str = "standard.saved";

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
        self.refuse_while_waiting(&before).await?;
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
        self.settle(&after, &home, &published.content).await?;
        self.next_revision().await?;
        let what = Some(json!({ "version": draft }));
        self.record("standard.discarded", "service", service, what, None).await?;
        Ok(after)
    }

    pub(super) async fn change_draft(
        &self,
        id: Uuid,
        seen: i32,
        what: serde_json::Value,
        change: impl FnOnce(Standard) -> Standard,
    ) -> Result<Model, EditError> {
        let service = self.service(id).await?;
        let draft = self.draft(&service, seen).await?;
        let content = change(draft.content.clone());
        let saved = self.save_content(draft, content).await?;
        let home = self.home(service.agency_id, service.category_id).await?;
        let mut row = service.into_active_model();
        row.draft_version = Set(Some(saved.version));
        self.describe(&mut row, &home, &saved.content);
        let service = self.write.update(row).await?;
        self.settle(&service, &home, &saved.content).await?;
        self.next_revision().await?;
        self.record(SAVED, "service", id, None, Some(what)).await?;
        Ok(saved)
    }

    /// Writes a draft's content. The row itself must still be the draft that was read: whoever published or saved it in
    /// between wins, and nothing that was published is ever overwritten.
    async fn save_content(&self, draft: Model, content: Standard) -> Result<Model, EditError> {
        let writers = draft.writers_with(&self.act.by.to_string());
        let saved = Model { content, writers, revision: draft.revision + 1, updated_at: self.act.at, ..draft };
        let save = Entity::update_many()
            .col_expr(Column::Content, Expr::value(saved.content.clone()))
            .col_expr(Column::Writers, Expr::value(saved.writers.clone()))
            .col_expr(Column::Revision, Expr::value(saved.revision))
            .col_expr(Column::UpdatedAt, Expr::value(saved.updated_at))
            .filter(Column::Id.eq(saved.id))
            .filter(Column::State.eq(VersionState::Draft))
            .filter(Column::WaitsFor.is_null())
            .filter(Column::Revision.eq(saved.revision - 1));
        if self.write.update_many(save).await? == 1 { Ok(saved) } else { Err(EditError::Changed) }
    }

    /// The draft that the editor saw, or a new one where they saw none. What is put away is not written on.
    async fn draft(&self, service: &service::Model, seen: i32) -> Result<Model, EditError> {
        if service.state == service::StateWord::Archived {
            return Err(Refusal::Archived.into());
        }
        if service.draft_version.is_some() {
            let draft = self.newest_standard(service).await?;
            writable(&draft)?;
            return if draft.revision == seen { Ok(draft) } else { Err(EditError::Changed) };
        }
        if seen != 0 {
            return Err(EditError::Changed);
        }
        let newest = self.newest_standard(service).await?;
        let draft = self.version(service.id, newest.version + 1, newest.content, VersionState::Draft);
        Ok(self.write.insert(draft).await?)
    }

    /// Whether the next version may be changed or thrown away: not while it waits for its day.
    pub(super) async fn refuse_while_waiting(&self, service: &service::Model) -> Result<(), EditError> {
        if service.draft_version.is_some() { writable(&self.newest_standard(service).await?) } else { Ok(()) }
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

/// Only a draft is written on, and only while it does not wait: what citizens saw or were promised stays as it was.
fn writable(version: &Model) -> Result<(), EditError> {
    match (version.state, version.waits_for) {
        (VersionState::Draft, None) => Ok(()),
        (VersionState::Draft, Some(_)) => Err(Refusal::Waiting.into()),
        (VersionState::Published | VersionState::Superseded | VersionState::Withdrawn, _) => Err(EditError::Changed),
    }
}
