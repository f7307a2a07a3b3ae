//! The place where a crash test kills the process: around each step's commit, and only in a build
//! with debug assertions. A release build has no such place.

use std::sync::Arc;

use balai_tenancy::erasure::{EraseStepName, EraseWatch};
use balai_tenancy::provisioning::{StepName, Watch};

/// What watches the saga: `BALAI_UJI_MATI=before:tables` kills the process there.
pub fn watch() -> Arc<dyn Watch> {
    Arc::new(Probe)
}

/// What watches an erasure: `BALAI_UJI_MATI=before:erase:key` kills the process there.
pub fn erase_watch() -> Arc<dyn EraseWatch> {
    Arc::new(Probe)
}

/// A moment of work that has no saga; the variable's value names it.
#[cfg(not(debug_assertions))]
pub fn reached(_moment: &str) {}

/// A moment of work that has no saga; the variable's value names it.
#[cfg(debug_assertions)]
pub fn reached(moment: &str) {
    if crate::environment::variable("BALAI_UJI_MATI").as_deref() == Some(moment) {
        let me = std::process::id().to_string();
        let killed = std::process::Command::new("kill").args(["-KILL", &me]).status();
        panic!("the process outlived SIGKILL: {killed:?}");
    }
}

struct Probe;

impl Watch for Probe {
    fn before_commit(&self, step: StepName) {
        reached(&format!("before:{}", step.word()));
    }

    fn after_commit(&self, step: StepName) {
        reached(&format!("after:{}", step.word()));
    }
}

impl EraseWatch for Probe {
    fn before_commit(&self, step: EraseStepName) {
        reached(&format!("before:erase:{}", step.word()));
    }

    fn after_commit(&self, step: EraseStepName) {
        reached(&format!("after:erase:{}", step.word()));
    }
}
