//! Writing the next version of a template.

use balai_kernel::{Act, Slug, fresh_id};
use balai_storage::{Audit, Control, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use serde_json::json;

use super::rows::{ActiveModel, Column, Entity, Model, VersionState};
use super::{Improvement, NationalTemplates, Offer, published};
use crate::template::Field;

/// Why the next version of a template is not written.
#[derive(Debug, thiserror::Error)]
pub enum TemplateRefused {
    /// No service has this key.
    #[error("Templat ini tidak ada.")]
    Gone,
    /// Somebody else saved meanwhile.
    #[error("Draf templat ini baru saja diubah orang lain. Bandingkan, lalu simpan lagi.")]
    Changed,
    /// The draft says what is in force already.
    #[error("Draf ini sama dengan yang berlaku. Ubah sesuatu sebelum menerbitkannya.")]
    Same,
    /// The rows.
    #[error(transparent)]
    Storage(StorageError),
}

/// Two first savings at one moment meet in the rule that a template has one draft.
impl From<StorageError> for TemplateRefused {
    fn from(error: StorageError) -> Self {
        if error.is_conflict() { Self::Changed } else { Self::Storage(error) }
    }
}

impl NationalTemplates {
    /// Saves what the next version says. `seen` is the revision of the draft that was looked at, 0 where there was none.
    pub async fn save(&self, act: &Act, key: &Slug, seen: i32, offer: Offer) -> Result<(), TemplateRefused> {
        let before = self.one(key).await?.ok_or(TemplateRefused::Gone)?;
        let write = self.control.write().await?;
        let draft = draft(&write, key).await?;
        if draft.as_ref().map_or(0, |row| row.revision) != seen {
            return Err(TemplateRefused::Changed);
        }
        let was = draft.as_ref().map_or_else(|| before.now.clone(), |row| row.offer.clone());
        let changed = titles(&was, &offer);
        match draft {
            Some(draft) => {
                let save = Entity::update_many()
                    .col_expr(Column::Offer, Expr::value(offer))
                    .col_expr(Column::WrittenBy, Expr::value(act.by.to_string()));
                turn(&write, act, &draft, save).await?;
            }
            None => {
                write.insert(first(act, key, offer)).await?;
            }
        }
        record(&write, act, "template.saved", key, Some(json!({ "changed": changed }))).await?;
        Ok(write.commit().await?)
    }

    /// Gives the next version up, as it was looked at. One that is gone already is no mistake.
    pub async fn discard(&self, act: &Act, key: &Slug, seen: i32) -> Result<(), TemplateRefused> {
        let write = self.control.write().await?;
        if draft(&write, key).await?.is_none() {
            return Ok(());
        }
        let own = Entity::delete_many().filter(Column::DraftOf.eq(key.as_str())).filter(Column::Revision.eq(seen));
        if write.delete_many(own).await? == 0 {
            return Err(TemplateRefused::Changed);
        }
        record(&write, act, "template.discarded", key, None).await?;
        Ok(write.commit().await?)
    }

    /// Publishes the next version, which every region that adopted the template is then offered. Returns its number.
    pub async fn publish(
        &self,
        act: &Act,
        key: &Slug,
        seen: i32,
        improvement: &Improvement,
    ) -> Result<i32, TemplateRefused> {
        let before = self.one(key).await?.ok_or(TemplateRefused::Gone)?;
        let write = self.control.write().await?;
        let draft = draft(&write, key).await?.filter(|row| row.revision == seen).ok_or(TemplateRefused::Changed)?;
        let changed = titles(&before.now, &draft.offer);
        if changed.is_empty() {
            return Err(TemplateRefused::Same);
        }
        let newest = published(&write).await?.iter().filter_map(|row| row.number).max();
        let number = newest.unwrap_or_default().max(self.carried.version) + 1;
        let publish = Entity::update_many()
            .col_expr(Column::State, Expr::value(VersionState::Published))
            .col_expr(Column::DraftOf, Expr::value(None::<String>))
            .col_expr(Column::Number, Expr::value(number))
            .col_expr(Column::Improvement, Expr::value(improvement.to_string()))
            .col_expr(Column::PublishedAt, Expr::value(act.at));
        turn(&write, act, &draft, publish).await?;
        let what = json!({ "version": number, "changed": changed, "improvement": improvement.to_string() });
        record(&write, act, "template.published", key, Some(what)).await?;
        write.commit().await?;
        Ok(number)
    }
}

/// The draft of a template that had none.
fn first(act: &Act, key: &Slug, offer: Offer) -> ActiveModel {
    ActiveModel {
        id: Set(fresh_id(act.at)),
        template_key: Set(key.as_str().to_owned()),
        state: Set(VersionState::Draft),
        draft_of: Set(Some(key.as_str().to_owned())),
        number: Set(None),
        offer: Set(offer),
        improvement: Set(None),
        revision: Set(1),
        written_by: Set(act.by.to_string()),
        updated_at: Set(act.at),
        published_at: Set(None),
    }
}

/// Changes the draft, if it still is what was read: whoever saved or published it in between wins.
async fn turn(
    write: &Write<Control>,
    act: &Act,
    draft: &Model,
    change: UpdateMany<Entity>,
) -> Result<(), TemplateRefused> {
    let change = change
        .col_expr(Column::Revision, Expr::value(draft.revision + 1))
        .col_expr(Column::UpdatedAt, Expr::value(act.at))
        .filter(Column::Id.eq(draft.id))
        .filter(Column::State.eq(VersionState::Draft))
        .filter(Column::Revision.eq(draft.revision));
    if write.update_many(change).await? == 1 { Ok(()) } else { Err(TemplateRefused::Changed) }
}

/// The fields in which two differ, as people call them.
fn titles(one: &Offer, other: &Offer) -> Vec<String> {
    Field::all().filter(|field| !one.agrees(other, *field)).map(Field::title).collect()
}

async fn draft(write: &Write<Control>, key: &Slug) -> Result<Option<Model>, StorageError> {
    write.one(Entity::find().filter(Column::DraftOf.eq(key.as_str()))).await
}

async fn record(
    write: &Write<Control>,
    act: &Act,
    action: &'static str,
    key: &Slug,
    after: Option<serde_json::Value>,
) -> Result<(), StorageError> {
    write.audit(act, Audit { action, kind: "template", id: key.as_str().to_owned(), before: None, after }).await
}
