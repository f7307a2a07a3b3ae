//! What a person asks of those who hold her data, with the 72 hours of UU 27/2022, and failures of protection: whom they
//! concern, and who was told.
//!
//! This crate knows no HTTP. [`Rights`] is the entrance of what people ask; [`breach`] reads the trails.

mod answering;
mod asking;
pub mod breach;
mod due;
mod held;
mod law;
mod lists;
mod request;
mod rows;

use balai_identity::Identity;
use balai_storage::{ControlDb, Kek};
use balai_vault::Vault;

pub use answering::{Answer, AnswerRefused};
pub use asking::{AskRefused, NewRequest};
pub use due::RequestDue;
pub use held::{Held, held};
pub use law::{Ground, Right, grounds};
pub use lists::Which;
pub use request::{ANSWERED_WITHIN, Request, State, WARNED_BEFORE, Wish, WishRefused};

/// What people ask about their own data. Cheap to clone.
#[derive(Clone)]
pub struct Rights {
    pub(crate) db: ControlDb,
    pub(crate) kek: Kek,
    pub(crate) identity: Identity,
    pub(crate) vault: Vault,
}

impl Rights {
    /// `kek` is the key-encryption key: what people write is sealed with the key of their account.
    pub fn new(db: ControlDb, kek: Kek, identity: Identity, vault: Vault) -> Self {
        Self { db, kek, identity, vault }
    }
}
