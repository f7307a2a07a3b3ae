//! A citizen pauses the processing of her documents at a region (UU 27/2022, articles 11 and 41): while a pause stands, its
//! clerks open nothing of hers unless the law demands it.

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::rows::pause;
use crate::{Request, Vault};

/// Begins a pause under an id of the caller's, who ends it by the same.
pub async fn begin(
    write: &Write<Control>,
    at: DateTime<Utc>,
    id: Uuid,
    account: Uuid,
    region: RegionCode,
) -> Result<()> {
    let row = pause::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        region_code: Set(region.to_string()),
        began_at: Set(at),
        ended_at: Set(None),
    };
    write.insert(row).await.map(drop)
}

/// Ends a pause. Returns whether it stood.
pub async fn end(write: &Write<Control>, at: DateTime<Utc>, id: Uuid) -> Result<bool> {
    let change = pause::Entity::update_many()
        .set(pause::ActiveModel { ended_at: Set(Some(at)), ..Default::default() })
        .filter(pause::Column::Id.eq(id))
        .filter(pause::Column::EndedAt.is_null());
    Ok(write.update_many(change).await? > 0)
}

impl Vault {
    /// Whether the region of a request may open nothing of whom it asked.
    pub async fn is_paused(&self, request: &Request) -> Result<bool> {
        stands_for(&self.db.read().await?, request).await
    }
}

/// Whether a pause stands that a request must heed.
pub(crate) async fn stands_for(read: &Read<Control>, request: &Request) -> Result<bool> {
    let Some(account) = request.account else { return Ok(false) };
    stands(read, account, &request.region.to_string()).await
}

/// Whether a pause stands at a region.
pub(crate) async fn stands(read: &Read<Control>, account: Uuid, region: &str) -> Result<bool> {
    let standing = pause::Entity::find()
        .filter(pause::Column::AccountId.eq(account))
        .filter(pause::Column::RegionCode.eq(region))
        .filter(pause::Column::EndedAt.is_null());
    read.exists(standing).await
}

/// Forgets the pauses at a region that is erased.
pub(crate) async fn forget(write: &Write<Control>, region: &str) -> Result<u64> {
    write.delete_many(pause::Entity::delete_many().filter(pause::Column::RegionCode.eq(region))).await
}
