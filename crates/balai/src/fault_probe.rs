//! The place where a crash test kills the process: around each step's commit, and only in a build
//! with debug assertions. A release build has no such place.

use std::sync::Arc;

use balai_tenancy::provisioning::Watch;

#[cfg(not(debug_assertions))]
pub use balai_tenancy::provisioning::Unwatched as Probe;

/// What watches the saga.
#[cfg(not(debug_assertions))]
pub fn watch() -> Arc<dyn Watch> {
    Arc::new(Probe)
}

/// What watches the saga: `BALAI_UJI_MATI=before:tables` kills the process there.
#[cfg(debug_assertions)]
pub fn watch() -> Arc<dyn Watch> {
    Arc::new(Probe { at: crate::environment::variable("BALAI_UJI_MATI") })
}

#[cfg(debug_assertions)]
struct Probe {
    at: Option<String>,
}

#[cfg(debug_assertions)]
impl Probe {
    fn reached(&self, moment: &str, step: balai_tenancy::provisioning::StepName) {
        if self.at.as_deref() == Some(&format!("{moment}:{}", step.word())) {
            let me = std::process::id().to_string();
            let killed = std::process::Command::new("kill").args(["-KILL", &me]).status();
            panic!("the process outlived SIGKILL: {killed:?}");
        }
    }
}

#[cfg(debug_assertions)]
impl Watch for Probe {
    fn before_commit(&self, step: balai_tenancy::provisioning::StepName) {
        self.reached("before", step);
    }

    fn after_commit(&self, step: balai_tenancy::provisioning::StepName) {
        self.reached("after", step);
    }
}
