//! Removing a document for good: its keys are destroyed, then its objects go.

use balai_kernel::Act;
use balai_storage::Result;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Vault;
use crate::adding::{audit, own};
use crate::opening::versions;
use crate::rows::{document, mark, version};
use crate::sealing;

impl Vault {
    /// Removes a document with all its versions. With the rows go the wrapped keys: what is left of an object anywhere does
    /// not open again. Returns whether there was one.
    pub async fn remove(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        if own(&write, account, id).await?.is_none() {
            return Ok(false);
        }
        let gone = versions(&write, id).await?;
        let ids: Vec<Uuid> = gone.iter().map(|version| version.id).collect();
        write.delete_many(mark::Entity::delete_many().filter(mark::Column::VersionId.is_in(ids))).await?;
        let rows = version::Entity::delete_many().filter(version::Column::DocumentId.eq(id));
        write.delete_many(rows).await?;
        write.delete_many(document::Entity::delete_many().filter(document::Column::Id.eq(id))).await?;
        write.audit(act, audit("document.removed", id, None)).await?;
        write.commit().await?;
        for version in gone {
            self.shelf().delete(&sealing::object(version.id)?).await?;
        }
        Ok(true)
    }
}
