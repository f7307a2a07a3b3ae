//! Forgetting what nobody came back for.

use balai_storage::objects::ObjectKey;
use balai_storage::{Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _};
use sea_orm::{QueryTrait as _, Select};
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
        // said again: somebody may have come back while we looked
        let removal = draft::Entity::delete_many()
            .filter(draft::Column::Id.is_in(drafts))
            .filter(draft::Column::ExpiresAt.lte(now));
        let gone = write.delete_many(removal).await?;
        // Only letters older than any draft can be: a younger one may be on its way into its draft.
        let old = unheld()
            .filter(document::Column::UploadedAt.lte(now - super::DRAFT_KEPT))
            .order_by_asc(document::Column::UploadedAt);
        let letters = write.all(old, BATCH).await?;
        write.commit().await?;
        for letter in letters {
            self.forget_letter(letter.id).await?;
        }
        Ok(gone)
    }

    /// Removes a letter that nothing holds: the object first, for its row is how it is found again after a failure.
    pub(super) async fn forget_letter(&self, id: Uuid) -> Result<()> {
        let unheld = unheld().filter(document::Column::Id.eq(id));
        let found = self.control.read().await?.one(unheld).await?;
        let Some(row) = found else { return Ok(()) };
        let key = ObjectKey::parse(&row.object_key).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        self.shelf.delete(&key).await?;
        let write: Write<Control> = self.control.write().await?;
        write.delete_many(document::Entity::delete_many().filter(document::Column::Id.eq(id))).await?;
        write.commit().await
    }
}

/// Letters that no draft and no application holds. Once so, a letter stays so: a draft takes only a letter just made for
/// it, or the one of the application that it corrects.
fn unheld() -> Select<document::Entity> {
    let by_draft = draft::Entity::find()
        .select_only()
        .column(draft::Column::DocumentId)
        .filter(draft::Column::DocumentId.is_not_null());
    let by_application = application::Entity::find().select_only().column(application::Column::DocumentId);
    let held = Condition::any()
        .add(document::Column::Id.in_subquery(by_draft.into_query()))
        .add(document::Column::Id.in_subquery(by_application.into_query()));
    document::Entity::find().filter(held.not())
}
