//! Removing a document for good: its keys are destroyed, then its objects go.

use balai_kernel::Act;
use balai_storage::Result;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::adding::{audit, own};
use crate::consent::take_back;
use crate::opening::versions;
use crate::rows::{document, item, mark, version};
use crate::{ItemState, Vault, sealing};

/// Copies that are destroyed at once; the worker destroys the others.
const MOST_CONSENTS: u64 = 100;

impl Vault {
    /// Removes a document with all its versions. With the rows go the wrapped keys: what is left of an object anywhere does
    /// not open again. Consents to it end, and with them the copies of regions that have not decided. Returns whether there
    /// was one.
    pub async fn remove(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        if own(&write, account, id).await?.is_none() {
            return Ok(false);
        }
        let gone = versions(&write, id).await?;
        let ids: Vec<Uuid> = gone.iter().map(|version| version.id).collect();
        let of_these = || item::Column::VersionId.is_in(ids.iter().copied());
        take_back(&write, of_these().and(item::Column::DecidedAt.is_null()), act.at).await?;
        let ended = item::Entity::find()
            .filter(of_these())
            .filter(item::Column::State.eq(ItemState::Withdrawn))
            .filter(item::Column::DecidedAt.is_null())
            .filter(item::Column::RetractedAt.is_null());
        let ended = write.all(ended, MOST_CONSENTS).await?;
        write
            .delete_many(mark::Entity::delete_many().filter(mark::Column::VersionId.is_in(ids.iter().copied())))
            .await?;
        let rows = version::Entity::delete_many().filter(version::Column::DocumentId.eq(id));
        write.delete_many(rows).await?;
        write.delete_many(document::Entity::delete_many().filter(document::Column::Id.eq(id))).await?;
        write.audit(act, audit("document.removed", id, None)).await?;
        write.commit().await?;
        for item in ended {
            self.retract_or_later(act, item.id).await;
        }
        for version in gone {
            self.shelf().delete(&sealing::object(version.id)?).await?;
        }
        Ok(true)
    }
}
