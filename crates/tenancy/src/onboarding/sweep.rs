//! Forgetting what nobody came back for.

use balai_storage::objects::ObjectKey;
use balai_storage::{Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

use super::SignUps;
use super::rows::{application, document, draft};

/// Drafts in one sweep.
const BATCH: u64 = 200;

impl SignUps {
    /// Removes drafts whose time is over, and letters that no draft and no application holds any more. Returns how many
    /// drafts went.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<u64> {
        let write = self.control.write().await?;
        let over =
            draft::Entity::find().filter(draft::Column::ExpiresAt.lte(now)).order_by_asc(draft::Column::ExpiresAt);
        let drafts: Vec<Uuid> = write.all(over, BATCH).await?.into_iter().map(|row| row.id).collect();
        let gone = write.delete_many(draft::Entity::delete_many().filter(draft::Column::Id.is_in(drafts))).await?;
        // Only letters older than any draft can be: a younger one may be on its way into its draft.
        let old = document::Entity::find()
            .filter(document::Column::UploadedAt.lte(now - super::DRAFT_KEPT))
            .order_by_asc(document::Column::UploadedAt);
        let mut keys = Vec::new();
        for row in write.all(old, BATCH).await? {
            if !is_held(&write, row.id).await? {
                write.delete_many(document::Entity::delete_many().filter(document::Column::Id.eq(row.id))).await?;
                keys.push(row.object_key);
            }
        }
        write.commit().await?;
        for key in keys {
            let key = ObjectKey::parse(&key).map_err(|error| StorageError::Corrupt(error.to_string()))?;
            self.shelf.delete(&key).await?;
        }
        Ok(gone)
    }
}

async fn is_held(write: &Write<Control>, document: Uuid) -> Result<bool> {
    let by_draft = draft::Entity::find().filter(draft::Column::DocumentId.eq(document));
    let by_application = application::Entity::find().filter(application::Column::DocumentId.eq(document));
    Ok(write.exists(by_draft).await? || write.exists(by_application).await?)
}
