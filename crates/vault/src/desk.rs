//! The crate's one entrance: what every verb needs, held together.

use std::sync::Arc;

use balai_storage::objects::{Objects, Shelf};
use balai_storage::{ControlDb, Kek, StorageError, Store};
use bytes::Bytes;
use tokio::sync::Semaphore;

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
