//! Forgetting the sign-ups of a region that is erased.

use balai_kernel::RegionCode;
use balai_storage::objects::ObjectKey;
use balai_storage::{Event as _, Result, StorageError};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use super::rows::{application, confirmation, document, draft};
use super::{Notice, SignUps};
use crate::life::HallTurned;

/// More sign-ups than one region ever made.
const ALL: u64 = 10_000;

impl SignUps {
    /// Removes every sign-up of a region, its drafts, links and letters, and the news of them. The files go before the
    /// rows that name them. Returns how many rows went.
    pub async fn forget_region(&self, code: RegionCode) -> Result<u64> {
        let write = self.control.write().await?;
        let of_region = application::Entity::find().filter(application::Column::Region.eq(code.to_string()));
        let applications = write.all(of_region, ALL).await?;
        let ids: Vec<Uuid> = applications.iter().map(|row| row.id).collect();
        let about = Condition::any()
            .add(draft::Column::Region.eq(code.to_string()))
            .add(draft::Column::Corrects.is_in(ids.clone()))
            .add(draft::Column::ApplicationId.is_in(ids.clone()));
        let drafts = write.all(draft::Entity::find().filter(about.clone()), ALL).await?;
        let documents: Vec<Uuid> = applications
            .iter()
            .map(|row| row.document_id)
            .chain(drafts.iter().filter_map(|row| row.document_id))
            .collect();
        let rows = document::Entity::find().filter(document::Column::Id.is_in(documents.clone()));
        for row in write.all(rows, ALL).await? {
            let key = ObjectKey::parse(&row.object_key).map_err(|error| StorageError::Corrupt(error.to_string()))?;
            self.shelf.delete(&key).await?;
        }
        let links = confirmation::Column::ApplicationId.is_in(ids.clone());
        let mut gone = write.delete_many(confirmation::Entity::delete_many().filter(links)).await?;
        gone += write.delete_many(draft::Entity::delete_many().filter(about)).await?;
        let applied = application::Column::Id.is_in(ids);
        gone += write.delete_many(application::Entity::delete_many().filter(applied)).await?;
        let named = document::Column::Id.is_in(documents);
        gone += write.delete_many(document::Entity::delete_many().filter(named)).await?;
        gone += write
            .forget_events(Notice::TOPIC, |event| {
                event.read::<Notice>().is_ok_and(|notice| notice.region == Some(code))
            })
            .await?;
        gone += write
            .forget_events(HallTurned::TOPIC, |event| event.read::<HallTurned>().is_ok_and(|news| news.region == code))
            .await?;
        write.commit().await?;
        Ok(gone)
    }
}
