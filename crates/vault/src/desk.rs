//! The crate's one entrance: what every verb needs, held together.

use std::sync::Arc;

use balai_identity::{AccountSays, tell_account};
use balai_kernel::{Act, RegionCode};
use balai_storage::objects::{Objects, Shelf};
use balai_storage::{Control, ControlDb, Kek, Read, Result, StorageError, Store, Write};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::regions;
use bytes::Bytes;
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::file::{self, Kept, Refusal};
use crate::{AddRefused, Scanner};

/// Files that are examined at a time: each may hold some hundred megabytes of pixels for a second.
const EXAMINED: usize = 2;

/// The vaults of all accounts. Cheap to clone.
///
/// The verbs stand in the files named after what they are about.
#[derive(Clone)]
pub struct Vault {
    pub(crate) db: ControlDb,
    pub(crate) store: Store,
    pub(crate) objects: Objects,
    pub(crate) kek: Kek,
    scanner: Option<Arc<Scanner>>,
    desk: Arc<Semaphore>,
}

impl Vault {
    /// `kek` is the key-encryption key; without a scanner files stay unscanned and say so.
    pub fn new(store: Store, objects: Objects, kek: Kek, scanner: Option<Scanner>) -> Self {
        let desk = Arc::new(Semaphore::new(EXAMINED));
        Self { db: store.control(), store, objects, kek, scanner: scanner.map(Arc::new), desk }
    }

    pub(crate) fn shelf(&self) -> Shelf {
        self.objects.of_control()
    }

    /// Tells an account's owner something, everywhere she is reached.
    pub(crate) async fn tell(
        &self,
        write: &Write<Control>,
        act: &Act,
        account: Uuid,
        says: &AccountSays,
    ) -> Result<()> {
        let key = keys::find(write, &self.kek, KeyOwner::Control).await?;
        let key = key.ok_or_else(|| StorageError::Corrupt("the control plane has no key".to_owned()))?;
        tell_account(write, act, &key, account, says).await.map(drop)
    }

    /// What people call a region.
    pub(crate) async fn called(&self, read: &Read<Control>, region: RegionCode) -> Result<String> {
        Ok(regions::by_code(read, region).await?.map_or_else(|| region.to_string(), |region| region.name))
    }

    /// Makes of files what is kept, beside the threads that answer requests.
    pub(crate) async fn examined(&self, files: Vec<Bytes>) -> Result<Kept, AddRefused> {
        let unavailable = |error: &dyn std::error::Error| StorageError::Unavailable(error.to_string());
        let _turn = self.desk.acquire().await.map_err(|error| unavailable(&error))?;
        let made = tokio::task::spawn_blocking(move || file::examine(files)).await;
        Ok(made.map_err(|error| unavailable(&error))??)
    }

    /// Lets the scanner look, where there is one. One that does not answer lets nothing pass.
    pub(crate) async fn scanned(&self, bytes: &[u8]) -> Result<crate::Scan, AddRefused> {
        let Some(scanner) = &self.scanner else { return Ok(crate::Scan::Unscanned) };
        if scanner.is_clean(bytes).await? { Ok(crate::Scan::Clean) } else { Err(Refusal::Harmful.into()) }
    }
}
