//! What has changed since: by this number everything that is kept in memory knows whether it still holds.
//!
//! Each region has a count, and the deployment has one. A [`Write`](crate::Write) that changed rows which public pages are
//! made of moves the count after its commit and before its caller hears of it. Whoever keeps something reads the count
//! *before* the transaction that it is made in, keeps it with that number, and shows it only while the number stands.
//!
//! Other processes are heard over `PostgreSQL`'s NOTIFY. That nothing was missed is proved by a beat that this process
//! sends to itself on the same channel: notices come in the order of commits, so a beat that came back says that everything
//! before it came too. While no beat comes back, [`Changes::hears_others`] says no, and whoever keeps something asks the
//! rows themselves, once a second, or on files when they were touched since ([`Asked`]).

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant, SystemTime};

use balai_kernel::RegionCode;

use crate::owner::file_of;

/// How old the newest beat may be. With the way of an answer it leaves room under the promised 2 seconds.
const PATIENCE: Duration = Duration::from_millis(1_500);
/// How long rows are believed after somebody asked them, where other processes are not heard.
const BELIEVED: Duration = Duration::from_secs(1);
/// How long at most, though their file was not touched since.
const BELIEVED_UNTOUCHED: Duration = Duration::from_secs(30);
/// A file that was written so lately can be written again without its time moving on: clocks of file systems are coarse.
const COARSE: Duration = Duration::from_millis(50);
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

/// The moment before rows were asked, and how their file stood then.
#[derive(Debug)]
pub struct Asked {
    at: Instant,
    file: Option<Stamp>,
    /// Milliseconds from `at` to the newest look at the file that found it untouched.
    untouched: AtomicU64,
}

impl Asked {
    /// Whether this was later than another.
    pub fn is_after(&self, other: &Self) -> bool {
        self.at > other.at
    }
}

/// How the files of one plane stand: when each was last written, and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp([Option<(SystemTime, u64)>; 2]);

/// The counts of one process.
pub struct Changes {
    began: Instant,
    /// The directory of an embedded deployment.
    files: Option<PathBuf>,
    all: AtomicU64,
    tenants: Box<[AtomicU64]>,
    /// When the newest beat that came back was sent, in milliseconds since `began`.
    heard: AtomicU64,
    hearing: AtomicBool,
}

impl Changes {
    pub(crate) fn new(files: Option<PathBuf>) -> Self {
        Self {
            began: Instant::now(),
            files,
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

    /// To be asked before a transaction reads what will be kept: a region's rows, or the control plane's.
    pub fn asked(&self, region: Option<RegionCode>) -> Asked {
        Asked { at: Instant::now(), file: self.stamp(region), untouched: AtomicU64::new(0) }
    }

    /// Whether rows need not be asked again: others are heard, or it was a moment ago, or their file was not touched since.
    /// The file is looked at once a second.
    pub fn believes(&self, asked: &Asked, region: Option<RegionCode>) -> bool {
        if self.hears_others() {
            return true;
        }
        let age = asked.at.elapsed();
        if millis(age) < asked.untouched.load(SeqCst) + millis(BELIEVED) {
            return true;
        }
        let untouched = age < BELIEVED_UNTOUCHED && asked.file.is_some() && asked.file == self.stamp(region);
        if untouched {
            asked.untouched.fetch_max(millis(age), SeqCst);
        }
        untouched
    }

    /// How the files stand, where that tells whether they are written again.
    fn stamp(&self, region: Option<RegionCode>) -> Option<Stamp> {
        let dir = self.files.as_deref()?;
        let rows = dir.join(file_of(region));
        let stands = |file: PathBuf| file.metadata().ok().and_then(|file| Some((file.modified().ok()?, file.len())));
        let (rows, log) = (stands(rows.clone()), stands(rows.with_extension("db-wal")));
        let settled = |(at, _): &(SystemTime, u64)| at.elapsed().is_ok_and(|age| age > COARSE);
        let tells = rows.is_some() && [rows, log].iter().flatten().all(settled);
        tells.then_some(Stamp([rows, log]))
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
        let changes = Changes::new(None);
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
        let changes = Changes::new(None);
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
    fn untouched_files_are_believed_and_touched_ones_are_not() {
        let dir = tempfile::tempdir().expect("a directory");
        let region = Some(code("33.14"));
        let changes = Changes::new(Some(dir.path().to_path_buf()));
        let long_ago = |asked: &mut Asked| asked.at -= BELIEVED + Duration::from_millis(100);
        let mut asked = changes.asked(region);
        assert!(changes.believes(&asked, region), "a moment ago");
        long_ago(&mut asked);
        assert!(!changes.believes(&asked, region), "there is no file to look at");
        std::fs::create_dir(dir.path().join("tenants")).expect("a directory");
        std::fs::write(dir.path().join("tenants/3314.db"), "a").expect("a file");
        let mut asked = changes.asked(region);
        long_ago(&mut asked);
        assert!(!changes.believes(&asked, region), "written a moment before: it could be written again unseen");
        std::thread::sleep(COARSE + Duration::from_millis(10));
        let mut asked = changes.asked(region);
        long_ago(&mut asked);
        assert!(changes.believes(&asked, region));
        long_ago(&mut asked);
        std::fs::write(dir.path().join("tenants/3314.db-wal"), "b").expect("a file");
        assert!(!changes.believes(&asked, region), "somebody wrote");
        let mut asked = changes.asked(region);
        asked.at -= BELIEVED_UNTOUCHED;
        assert!(!changes.believes(&asked, region), "for a while only");
    }

    #[test]
    fn an_old_beat_is_no_beat() {
        let mut changes = Changes::new(None);
        changes.beat(0);
        let heard = changes.of(code("33.14"));
        changes.began -= PATIENCE + Duration::from_millis(100);
        assert!(!changes.hears_others());
        assert!(changes.of(code("33.14")) > heard);
    }
}
