//! One picture for all who ask at the same time.

use std::sync::{Arc, Mutex as Lock, PoisonError};

use balai_kernel::Clock;
use balai_storage::{ControlDb, Result};
use tokio::sync::{Mutex, OnceCell};

use crate::picture::Picture;

type Pending = Arc<OnceCell<Arc<Picture>>>;

/// Takes pictures, one at a time. Who asks while one is being taken waits for the next, together with all who ask meanwhile:
/// nobody gets a picture that was begun before she asked, so it shows whatever was confirmed until then.
pub struct Pictures {
    control: ControlDb,
    clock: Arc<dyn Clock>,
    /// The picture that is not begun yet.
    next: Lock<Option<Pending>>,
    turn: Mutex<()>,
}

impl Pictures {
    /// Pictures of what this control plane knows, at the times of this clock.
    pub fn new(control: ControlDb, clock: Arc<dyn Clock>) -> Self {
        Self { control, clock, next: Lock::default(), turn: Mutex::default() }
    }

    /// All regions as they stand now. No connection may be held while it is waited for.
    pub async fn take(&self) -> Result<Arc<Picture>> {
        let pending = self.pending();
        // where whoever takes it goes away or fails, the next of those who wait takes it
        pending.get_or_try_init(|| self.begin(&pending)).await.cloned()
    }

    fn pending(&self) -> Pending {
        Arc::clone(self.next.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_default())
    }

    async fn begin(&self, own: &Pending) -> Result<Arc<Picture>> {
        let _turn = self.turn.lock().await;
        self.next.lock().unwrap_or_else(PoisonError::into_inner).take_if(|next| Arc::ptr_eq(next, own));
        let read = self.control.read().await?;
        Picture::load(&read, self.clock.now()).await.map(Arc::new)
    }
}
