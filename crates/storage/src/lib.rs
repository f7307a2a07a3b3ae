//! Where rows, objects and keys live, and the only doors that lead to them.
//!
//! Two planes exist: the *control* plane of the deployment and one isolated *tenant* plane per
//! region. A handle ([`ControlDb`], [`TenantDb`]) opens a transaction of its plane; the transaction
//! ([`Read`], [`Write`]) takes only entities that are placed in that plane. Nothing here implements
//! sea-orm's `ConnectionTrait`, so a statement cannot be written past these doors.

pub mod audit;
mod body;
mod canonical;
mod changes;
pub mod embedded;
pub mod envelope;
mod error;
mod handle;
mod kek;
mod kept;
mod kms;
pub mod objects;
pub mod outbox;
mod owner;
mod place;
mod plane;
pub mod postgres;
mod read;
pub mod rows;
pub mod sealed;
mod single;
mod store;
mod write;

pub use audit::Audit;
pub use body::sealed_length;
pub use canonical::canonical;
pub use changes::{Asked, Changes, Epoch};
pub use error::{Result, StorageError};
pub use handle::{ControlDb, TenantDb};
pub use kek::{Kek, KeyHome, NewKey, Rewrapped};
pub use kept::{Kept, Moment};
pub use kms::{Kms, KmsError, KmsSettings};
pub use outbox::Event;
pub use owner::{Mould, Owner, RowsBackup, Space, file_name};
pub use place::{NodeName, TenantPlace};
pub use plane::{Control, ControlEntity, Placed, Plane, Tenant, TenantEntity};
pub use read::{MOST_ROWS, Read};
pub use single::Tally;
pub use store::{Engine, Store, Tallies};
pub use write::Write;
