//! Publishing, taking back, putting away.

use balai_storage::Audit;
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use crate::lifecycle::{Lifecycle, Step};
use crate::rows::service::{Glance, Model, StateWord};
use crate::rows::standard::{self, VersionState};
use crate::standard::About;

use super::{EditError, Editor, link_of};

impl Editor<'_> {
    /// Publishes the draft of a service, if the gate is open; with a decree that holds from a later day it waits for that
    /// day. Doing it again without a new draft changes nothing. Where the region rules so, who wrote on it is refused.
    pub async fn publish(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        if before.draft_version.is_none() && before.lifecycle().is_public() {
            return Ok(before);
        }
        let draft = self.newest_standard(&before).await?;
        if draft.waits_for.is_some() {
            return Ok(before);
        }
        self.refuse_own_work(&draft).await?;
        self.open_gate(&before, &draft).await?;
        let shown = before.lifecycle().publish(draft.version.unsigned_abs(), self.act)?;
        match draft.content.begins_after(self.today) {
            Some(day) => self.wait(before, draft, day).await,
            None => self.show_now(before, draft, shown).await,
        }
    }

    /// The gate before citizens see a version.
    pub(super) async fn open_gate(&self, service: &Model, draft: &standard::Model) -> Result<(), EditError> {
        let home = self.home(service.agency_id, service.category_id).await?;
        let about = About { name: &service.name, subject: home.category.subject, today: self.today };
        draft.content.publishable(&about).map_err(EditError::NotPublishable)
    }

    pub(super) async fn show_now(
        &self,
        before: Model,
        draft: standard::Model,
        (lifecycle, step): (Lifecycle, Step),
    ) -> Result<Model, EditError> {
        let id = before.id;
        if let Step::Published { replaces: Some(_), .. } = step {
            self.end_published(id, VersionState::Superseded).await?;
        }
        let glance = Glance::of(&draft.content);
        self.show(draft).await?;
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        row.draft_version = Set(None);
        row.glance = Set(glance);
        row.updated_at = Set(self.act.at);
        self.finish(row, step).await
    }

    /// Takes a service back. What was published becomes the draft of its next version.
    pub async fn withdraw(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let (lifecycle, step) = before.lifecycle().withdraw()?;
        let newest = self.newest_standard(&before).await?;
        self.end_published(id, VersionState::Withdrawn).await?;
        let draft_version = if before.draft_version.is_some() {
            newest.version
        } else {
            let next = newest.version + 1;
            let mut draft = self.version(id, next, newest.content, VersionState::Draft);
            // a copy of what stood there: nobody has written on it yet
            draft.writers = Set(Some(standard::Writers::default()));
            self.write.insert(draft).await?;
            next
        };
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        row.draft_version = Set(Some(draft_version));
        row.updated_at = Set(self.act.at);
        self.finish(row, step).await
    }

    /// Puts a service away.
    pub async fn archive(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let (lifecycle, step) = before.lifecycle().archive(self.act)?;
        self.refuse_while_waiting(&before).await?;
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        row.updated_at = Set(self.act.at);
        self.finish(row, step).await
    }

    /// Takes a service out again, as a draft.
    pub async fn restore(&self, id: Uuid) -> Result<Model, EditError> {
        let before = self.service(id).await?;
        let (lifecycle, step) = before.lifecycle().restore()?;
        let mut row = before.into_active_model();
        stand(&mut row, lifecycle);
        row.updated_at = Set(self.act.at);
        self.finish(row, step).await
    }

    /// Saves a transition with its revision, its audit link and its news.
    pub(super) async fn finish(&self, row: crate::rows::service::ActiveModel, step: Step) -> Result<Model, EditError> {
        let after = self.write.update(row).await?;
        let revision = self.next_revision().await?;
        self.write.audit(self.act, step_taken(after.id, step)).await?;
        match step {
            Step::Published { .. } => self.tell_published(std::slice::from_ref(&after), revision).await?,
            Step::Withdrawn { .. } => self.tell_withdrawn(vec![after.id], revision).await?,
            Step::Archived | Step::Restored | Step::Trashed | Step::Recovered => {}
        }
        Ok(after)
    }

    async fn show(&self, draft: standard::Model) -> Result<(), EditError> {
        let show = standard::Entity::update_many()
            .col_expr(standard::Column::State, state_value(VersionState::Published))
            .col_expr(standard::Column::PublishedAt, Expr::value(self.act.at))
            .col_expr(standard::Column::WaitsFor, Expr::value(None::<NaiveDate>))
            .filter(standard::Column::Id.eq(draft.id))
            .filter(standard::Column::State.eq(VersionState::Draft));
        if self.write.update_many(show).await? == 1 { Ok(()) } else { Err(EditError::Changed) }
    }

    async fn end_published(&self, service: Uuid, state: VersionState) -> Result<(), EditError> {
        let end = standard::Entity::update_many()
            .col_expr(standard::Column::State, state_value(state))
            .col_expr(standard::Column::EndedAt, Expr::value(self.act.at))
            .filter(standard::Column::ServiceId.eq(service))
            .filter(standard::Column::State.eq(VersionState::Published));
        self.write.update_many(end).await?;
        Ok(())
    }
}

fn state_value(state: VersionState) -> Expr {
    Expr::value(sea_orm::ActiveEnum::to_value(&state))
}

pub(super) fn stand(row: &mut crate::rows::service::ActiveModel, lifecycle: Lifecycle) {
    let trashed = match lifecycle {
        Lifecycle::Trashed { since, .. } => Some(since),
        _ => None,
    };
    row.trashed_at = Set(trashed);
    let (state, version, since) = match lifecycle {
        Lifecycle::Draft => (StateWord::Draft, None, None),
        Lifecycle::Published { version, since } => (StateWord::Published, Some(version.cast_signed()), Some(since)),
        Lifecycle::Archived { since } | Lifecycle::Trashed { archived: since, .. } => {
            (StateWord::Archived, None, Some(since))
        }
    };
    row.state = Set(state);
    row.published_version = Set(version);
    row.since = Set(since);
}

/// What the audit trail keeps of a step in a service's life.
pub(super) fn step_taken(service: Uuid, step: Step) -> Audit {
    let (action, what) = match step {
        Step::Published { version, replaces } => {
            ("service.published", json!({ "version": version, "replaces": replaces }))
        }
        Step::Withdrawn { version } => ("service.withdrawn", json!({ "version": version })),
        Step::Archived => ("service.archived", json!({})),
        Step::Restored => ("service.restored", json!({})),
        Step::Trashed => ("service.trashed", json!({})),
        Step::Recovered => ("service.recovered", json!({})),
    };
    link_of(action, service, None, what)
}
