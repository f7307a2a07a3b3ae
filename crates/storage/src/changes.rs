//! What has changed since: by this number everything that is kept in memory knows whether it still holds.
//!
//! Each region has a count, and the deployment has one. A [`Write`](crate::Write) that changed rows which public pages are
//! made of moves the count after its commit and before its caller hears of it. Whoever keeps something reads the count
//! *before* the transaction that it is made in, keeps it with that number, and shows it only while the number stands.
//!
//! Other processes are heard over `PostgreSQL`'s NOTIFY. That nothing was missed is proved by a beat that this process
//! sends to itself on the same channel: notices come in the order of commits, so a beat that came back says that everything
//! before it came too. While no beat comes back, [`Changes::hears_others`] says no, and whoever keeps something asks the
//! rows themselves.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use balai_kernel::RegionCode;

/// How old the newest beat may be. With the way of an answer it leaves room under the promised 2 seconds.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// One more than the highest region code, as a number.
const CODES: usize = 10_000;

/// Whose rows were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The control plane's: which regions there are and in what state. It concerns every region.
    Control,
    /// One region's own.
    Tenant(RegionCode),
}

/// A count as it stood; equal ones have no change between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Epoch(u64);

/// The counts of one process.
pub struct Changes {
    began: Instant,
    all: AtomicU64,
    tenants: Box<[AtomicU64]>,
    /// When the newest beat that came back was sent, in milliseconds since `began`.
    heard: AtomicU64,
    hearing: AtomicBool,
}

impl Changes {
    pub(crate) fn new() -> Self {
        Self {
            began: Instant::now(),
            all: AtomicU64::new(0),
            tenants: (0..CODES).map(|_| AtomicU64::new(0)).collect(),
            heard: AtomicU64::new(0),
            hearing: AtomicBool::new(false),
        }
    }

    /// The count of a region. Both parts only grow, so that equal sums are equal parts.
    pub fn of(&self, code: RegionCode) -> Epoch {
        Epoch(self.tenants[usize::from(code.number())].load(SeqCst) + self.all.load(SeqCst))
    }

    /// The count of what regions there are.
    pub fn of_control(&self) -> Epoch {
        Epoch(self.all.load(SeqCst))
    }

    /// Whether what other processes changed up to a moment ago is counted here. When that ends, everything kept so far is
    /// given up: what was missed is not known.
    pub fn hears_others(&self) -> bool {
        if !self.hearing.load(SeqCst) {
            return false;
        }
        if self.now() - self.heard.load(SeqCst) <= millis(PATIENCE) {
            return true;
        }
        self.lost();
        false
    }

    /// Counts a change of a region that was found by looking at its rows.
    pub fn found(&self, code: RegionCode) {
        self.moved(Scope::Tenant(code));
    }

    pub(crate) fn moved(&self, scope: Scope) {
        match scope {
            Scope::Control => self.all.fetch_add(1, SeqCst),
            Scope::Tenant(code) => self.tenants[usize::from(code.number())].fetch_add(1, SeqCst),
        };
    }

    /// Milliseconds since this process began to count.
    pub(crate) fn now(&self) -> u64 {
        millis(self.began.elapsed())
    }

    /// A beat came back that was sent at `sent`. The first one after a silence ends it.
    pub(crate) fn beat(&self, sent: u64) {
        self.heard.fetch_max(sent, SeqCst);
        if !self.hearing.load(SeqCst) {
            self.moved(Scope::Control);
            self.hearing.store(true, SeqCst);
        }
    }

    /// Nothing is heard any more.
    pub(crate) fn lost(&self) {
        if self.hearing.swap(false, SeqCst) {
            self.moved(Scope::Control);
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> RegionCode {
        text.parse().expect("a code")
    }

    #[test]
    fn a_regions_change_is_its_own_and_the_control_planes_is_everybodys() {
        let changes = Changes::new();
        let (ours, theirs, regions) = (changes.of(code("33.14")), changes.of(code("33.15")), changes.of_control());
        changes.moved(Scope::Tenant(code("33.14")));
        assert!(changes.of(code("33.14")) > ours);
        assert_eq!((changes.of(code("33.15")), changes.of_control()), (theirs, regions));
        changes.moved(Scope::Control);
        assert!(changes.of(code("33.15")) > theirs && changes.of_control() > regions);
        assert_ne!(code("99.99").number(), code("11.01").number());
    }

    #[test]
    fn the_first_beat_and_the_end_of_them_give_everything_up() {
        let changes = Changes::new();
        let before = changes.of(code("33.14"));
        assert!(!changes.hears_others(), "nothing came back yet");
        changes.beat(changes.now());
        let heard = changes.of(code("33.14"));
        assert!(changes.hears_others() && heard > before);
        changes.beat(changes.now());
        assert_eq!(changes.of(code("33.14")), heard, "a further beat changes nothing");
        changes.lost();
        assert!(!changes.hears_others() && changes.of(code("33.14")) > heard);
    }

    #[test]
    fn an_old_beat_is_no_beat() {
        let mut changes = Changes::new();
        changes.beat(0);
        let heard = changes.of(code("33.14"));
        changes.began -= PATIENCE + Duration::from_millis(100);
        assert!(!changes.hears_others());
        assert!(changes.of(code("33.14")) > heard);
    }
}
