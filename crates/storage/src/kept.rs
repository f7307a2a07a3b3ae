//! One thing read off the control plane, kept until it may have become another.

use std::sync::{Arc, PoisonError, RwLock};

use crate::ControlDb;
use crate::changes::{Asked, Epoch};

/// What was made of rows of the control plane that public pages are made of. It holds until this process changes any such row,
/// and as long as the process knows what others change; see [`crate::Changes`]. Other rows do not end it.
pub struct Kept<T> {
    control: ControlDb,
    held: Arc<RwLock<Option<Arc<Held<T>>>>>,
}

struct Held<T> {
    what: Arc<T>,
    moment: Moment,
}

/// How the rows stood before they were asked.
pub struct Moment {
    epoch: Epoch,
    asked: Asked,
}

impl<T> Clone for Kept<T> {
    fn clone(&self) -> Self {
        Self { control: self.control.clone(), held: Arc::clone(&self.held) }
    }
}

impl<T> Kept<T> {
    /// Nothing yet.
    pub fn new(control: ControlDb) -> Self {
        Self { control, held: Arc::default() }
    }

    /// What is kept, if it holds.
    pub fn find(&self) -> Option<Arc<T>> {
        let changes = self.control.changes();
        let held = self.held.read().unwrap_or_else(PoisonError::into_inner).clone()?;
        let holds = changes.believes(&held.moment.asked, None) && held.moment.epoch == changes.of_control();
        holds.then(|| Arc::clone(&held.what))
    }

    /// To be taken before the rows are read, so that a change in between is not missed.
    pub fn before(&self) -> Moment {
        let changes = self.control.changes();
        Moment { epoch: changes.of_control(), asked: changes.asked(None) }
    }

    /// Keeps what was read since.
    pub fn keep(&self, moment: Moment, what: Arc<T>) -> Arc<T> {
        let held = Held { what: Arc::clone(&what), moment };
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(held));
        what
    }
}
