//! How an approved region comes to stand: a saga of idempotent steps, recorded one by one.
//!
//! A step does its work in whatever place it belongs to and then the saga records it in the control
//! plane. A crash between the two repeats the step, so each step must find what it already did; one
//! that works inside the region's space leaves a [`mark`] there, in the same transaction. The
//! region becomes visible with the last step and not before.

mod progress;
mod request;
mod saga;
mod step;

pub use progress::{Progress, StepState, of as progress};
pub(crate) use request::forget;
pub use request::{Request, Starter, all_waiting, ask, asked, try_again};
pub use saga::{Ended, Saga, Unwatched, Watch};
pub use step::{ProvisionStep, StepError, StepName, mark};

use sea_orm::{DeriveActiveEnum, EnumIter};

/// The state of a region's provisioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum RunState {
    /// Asked for; no worker has it.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// A worker holds the lease.
    #[sea_orm(string_value = "running")]
    Running,
    /// A step failed and waits for a person.
    #[sea_orm(string_value = "failed")]
    Failed,
    /// All steps hold.
    #[sea_orm(string_value = "done")]
    Done,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum StepOutcome {
    /// It holds.
    #[sea_orm(string_value = "done")]
    Done,
    /// It did not; the reason stands beside.
    #[sea_orm(string_value = "failed")]
    Failed,
}
