//! Opening what a key service sealed while a server runs: beside its work, by a thread of its own.
//!
//! Whoever needs a key waits a moment for it, and only just after it came. When the service is away the keys in memory serve
//! on, and the thread asks again until all are open.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use super::Held;
use crate::kms::Kms;

/// How long those who need a key wait for one that has just come. It is little, for they hold a thread of the server.
const PATIENCE: Duration = Duration::from_millis(400);
/// Until the service is asked again after it did not open a key; twice as long each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// How far the opening is.
#[derive(Default)]
pub(super) struct Opening {
    /// Whether a thread is at it.
    running: bool,
    /// Until when it is waited for.
    patience: Option<Instant>,
}

/// Has opened what is closed, if anything is and nobody does it yet.
pub(super) fn begin(held: &Arc<Held>) {
    let mut known = held.known();
    if known.ring.closed().is_empty() {
        return;
    }
    let Some(kms) = held.kms.clone() else {
        tracing::error!("a key-encryption key is held by a key service, and none is configured");
        return;
    };
    known.opening.patience = Some(Instant::now() + PATIENCE);
    if known.opening.running {
        return;
    }
    let mine = Arc::downgrade(held);
    let thread = std::thread::Builder::new().name("balai-kunci".to_owned()).spawn(move || {
        let mut pause = FIRST_PAUSE;
        // held for one round only: whoever drops the key ends this
        while let Some(held) = mine.upgrade() {
            if held.open_closed(&kms) {
                return;
            }
            held.wait_for_change(pause);
            pause = (pause * 2).min(LONGEST_PAUSE);
        }
    });
    match thread {
        Ok(_) => known.opening.running = true,
        Err(error) => tracing::error!(%error, "no thread for opening a key-encryption key"),
    }
}

impl Held {
    /// Asks the service for every closed key. Returns whether all are open; then nobody is at it any more.
    fn open_closed(&self, kms: &Kms) -> bool {
        let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime,
            Err(error) => {
                tracing::error!(%error, "no runtime for opening a key-encryption key");
                return false;
            }
        };
        let closed = self.known().ring.closed();
        for sealed in closed {
            match runtime.block_on(kms.open(&sealed)) {
                Ok(key) => {
                    self.known().ring.opened(&sealed, &key);
                    self.changed.notify_all();
                    tracing::info!("the key service opened a key-encryption key");
                }
                Err(error) => tracing::warn!(%error, "a key-encryption key stays closed; the others serve on"),
            }
        }
        let mut known = self.known();
        // one that came meanwhile is opened in the next round
        known.opening.running = !known.ring.closed().is_empty();
        !known.opening.running
    }

    /// Until somebody changes what is known, or for this long.
    fn wait_for_change(&self, longest: Duration) {
        let known = self.known();
        drop(self.changed.wait_timeout(known, longest).unwrap_or_else(PoisonError::into_inner));
    }

    /// Waits for keys that have just come, as long as patience lasts.
    pub(super) fn wait_for_opening(&self) {
        let mut known = self.known();
        while let Some(until) = known.opening.patience {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || known.ring.closed().is_empty() {
                known.opening.patience = None;
                return;
            }
            known = self.changed.wait_timeout(known, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
