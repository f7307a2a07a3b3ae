//! Writing the next version of a template.

use balai_kernel::{Act, Slug, fresh_id};
use balai_storage::{Audit, Control, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
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
    Storage(#[from] StorageError),
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
        let row = ActiveModel {
            id: Set(draft.as_ref().map_or_else(|| fresh_id(act.at), |row| row.id)),
            template_key: Set(key.as_str().to_owned()),
            state: Set(VersionState::Draft),
            draft_of: Set(Some(key.as_str().to_owned())),
            number: Set(None),
            offer: Set(offer),
            improvement: Set(None),
            revision: Set(seen + 1),
            written_by: Set(act.by.to_string()),
            updated_at: Set(act.at),
            published_at: Set(None),
        };
        if draft.is_some() {
            write.update(row).await?
        } else {
            write.insert(row).await?
        };
        record(&write, act, "template.saved", key, Some(json!({ "changed": changed }))).await?;
        Ok(write.commit().await?)
    }

    /// Gives the next version up. One that is gone already is no mistake.
    pub async fn discard(&self, act: &Act, key: &Slug) -> Result<(), TemplateRefused> {
        let write = self.control.write().await?;
        if draft(&write, key).await?.is_none() {
            return Ok(());
        }
        write.delete_many(Entity::delete_many().filter(Column::DraftOf.eq(key.as_str()))).await?;
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
        let mut row = draft.into_active_model();
        row.state = Set(VersionState::Published);
        row.draft_of = Set(None);
        row.number = Set(Some(number));
        row.improvement = Set(Some(improvement.to_string()));
        row.published_at = Set(Some(act.at));
        write.update(row).await?;
        let what = json!({ "version": number, "changed": changed, "improvement": improvement.to_string() });
        record(&write, act, "template.published", key, Some(what)).await?;
        write.commit().await?;
        Ok(number)
    }
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
