//! Changing a region's catalogue. Every verb leaves a link in the audit trail and a new revision of the catalogue; what
//! citizens see is told to the rest of the platform through the outbox, in the same transaction.

mod adoption;
mod agencies;
mod categories;
mod chores;
mod drafts;
mod error;
mod findings;
mod import;
mod keep;
mod lending;
mod many;
mod news;
mod opening;
mod origins;
mod publication;
mod rollback;
mod rules;
mod services;
mod slugs;
mod synonyms;
mod trash;
mod undo;
mod views;
mod waiting;

use balai_kernel::{Act, fresh_id};
use balai_storage::{Audit, Tenant, Write};
use chrono::NaiveDate;
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use crate::events::CatalogueMoved;
use crate::rows::revision;

pub use adoption::{Adopt, Adopted, Choice};
pub use agencies::AgencyDetails;
pub use categories::CategoryDetails;
pub use error::EditError;
pub use findings::{Answer, AnswerError};
pub use import::Imported;
pub use keep::UNDO_FOR;
pub use many::Many;
pub use origins::Decision;
pub use services::ServiceDetails;
pub use synonyms::MOST_SYNONYMS;
pub use undo::UndoError;
pub use views::{MOST_VIEWS, ViewError};
pub use waiting::TookEffect;

/// Somebody at work on a catalogue, inside one transaction; the caller commits it.
#[derive(Clone, Copy)]
pub struct Editor<'a> {
    write: &'a Write<Tenant>,
    act: &'a Act,
    today: NaiveDate,
}

impl<'a> Editor<'a> {
    /// At work as `act` says; `today` is the day in the region's zone.
    pub fn new(write: &'a Write<Tenant>, act: &'a Act, today: NaiveDate) -> Self {
        Self { write, act, today }
    }

    fn fresh_id(&self) -> Uuid {
        fresh_id(self.act.at)
    }

    /// Begins the next revision of the catalogue. Its row stays locked until the transaction ends, so that two editors of
    /// one region follow each other.
    async fn next_revision(&self) -> Result<i64, EditError> {
        let next = revision::Entity::update_many()
            .col_expr(revision::Column::Number, Expr::col(revision::Column::Number).add(1))
            .col_expr(revision::Column::ChangedAt, Expr::value(self.act.at))
            .filter(revision::Column::Id.eq(revision::ONLY));
        self.write.update_many(next).await?;
        let row = self.write.find::<revision::Entity>(revision::ONLY).await?;
        let revision = row.map_or(0, |row| row.number);
        self.write.emit(self.act.at, &CatalogueMoved { revision }).await?;
        Ok(revision)
    }

    /// Lets no other editor of the region finish before this transaction ends.
    pub async fn hold(&self) -> Result<(), EditError> {
        let hold = revision::Entity::update_many()
            .col_expr(revision::Column::Number, Expr::col(revision::Column::Number))
            .filter(revision::Column::Id.eq(revision::ONLY));
        self.write.update_many(hold).await?;
        Ok(())
    }

    async fn record(
        &self,
        action: &'static str,
        kind: &'static str,
        id: Uuid,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), EditError> {
        let entry = Audit { action, kind, id: id.to_string(), before, after };
        Ok(self.write.audit(self.act, entry).await?)
    }

    /// The same for a deed on many services: one link for each, so that its history tells it, and one for the whole, whose
    /// id leads to the way back.
    async fn record_many(
        &self,
        action: &'static str,
        undo: Uuid,
        what: Value,
        mut each: Vec<Audit>,
    ) -> Result<(), EditError> {
        each.push(Audit { action, kind: "catalog", id: undo.to_string(), before: None, after: Some(what) });
        Ok(self.write.audit_many(self.act, each).await?)
    }
}

/// A link about one service.
fn link_of(action: &'static str, service: Uuid, before: Option<Value>, after: Value) -> Audit {
    Audit { action, kind: "service", id: service.to_string(), before, after: Some(after) }
}
