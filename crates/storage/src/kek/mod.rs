//! The key-encryption key of a deployment: it wraps data keys and nothing else, and never stands in the database.
//!
//! Its file holds one key to a line, the newest first: the key itself, or what a key service sealed. Older ones stay until
//! everything they wrapped is wrapped anew, so that a rotation may take its time while people work: whoever meets a key that
//! none of hers opens reads the file again. What the service opened stays in memory, so that it is asked once for each line.

mod opening;
mod ring;

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, fchown};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use secrecy::ExposeSecret as _;
use uuid::Uuid;

use crate::envelope::{Key, Seat};
use crate::kms::{Kms, KmsError};
use crate::{Result, StorageError};

use opening::Opening;
use ring::Ring;
pub use ring::{KeyHome, NewKey};

/// The key-encryption key, with those before it. Its copies share what they know.
#[derive(Clone)]
pub struct Kek(Arc<Held>);

struct Held {
    /// Absent where the keys live in memory only.
    file: Option<PathBuf>,
    /// Who opens what the file holds sealed.
    kms: Option<Kms>,
    known: Mutex<Known>,
    /// Told whenever what is known changes.
    changed: Condvar,
}

/// What this process knows.
struct Known {
    ring: Ring,
    opening: Opening,
}

/// What a step of a rotation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// Data keys that were looked at.
    pub looked_at: u64,
    /// Those that were under an older key, and are no more.
    pub anew: u64,
    /// The last one; the next step goes on after it.
    pub last: Option<Uuid>,
}

impl std::fmt::Debug for Kek {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kek(hidden, {})", self.generations())
    }
}

impl Kek {
    /// A new key that is kept nowhere: whatever it wraps is lost with this process.
    pub fn fresh() -> Self {
        Self::of(None, None, Ring::of(NewKey::bare()))
    }

    /// Reads a file. One that is not there is an [`io`](std::io::ErrorKind::NotFound) error, one that holds no key is corrupt.
    /// What a key service sealed is opened by [`Kek::open_all`].
    pub fn read(file: &Path, kms: Option<Kms>) -> std::io::Result<Result<Self>> {
        Ok(Ring::read(file)?.map(|ring| Self::of(Some(file.to_owned()), kms, ring)))
    }

    /// Makes a file with a new key in it. One that is there already is an error.
    pub fn create(file: &Path, kms: Option<Kms>, new: NewKey) -> std::io::Result<Self> {
        if let Some(dir) = file.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let mut ring = Ring::of(new);
        let mut out = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        out.write_all(ring.in_lines().expose_secret().as_bytes())?;
        out.sync_all()?;
        ring.written = Some(out.metadata()?.into());
        Ok(Self::of(Some(file.to_owned()), kms, ring))
    }

    fn of(file: Option<PathBuf>, kms: Option<Kms>, ring: Ring) -> Self {
        let known = Mutex::new(Known { ring, opening: Opening::default() });
        Self(Arc::new(Held { file, kms, known, changed: Condvar::new() }))
    }

    /// Lets the key service open whatever is still closed: at the start, where nothing else is to be done meanwhile. Later
    /// this happens by itself, beside the work.
    pub async fn open_all(&self) -> Result<(), KmsError> {
        for sealed in self.ring().closed() {
            let kms = self.0.kms.as_ref().ok_or(KmsError::Unconfigured)?;
            let key = kms.open(&sealed).await?;
            self.0.known().ring.opened(&sealed, &key);
        }
        Ok(())
    }

    /// Wraps a data key under the newest key.
    pub fn wrap(&self, seat: Seat<'_>, data_key: &Key) -> Result<Vec<u8>> {
        self.look_again()?;
        let ring = self.ring();
        Ok(ring.wrapping()?.wrap(seat, data_key))
    }

    /// Unwraps a data key, whichever of the keys it is under.
    pub fn unwrap_key(&self, seat: Seat<'_>, wrapped: &[u8]) -> Result<Key> {
        if let Ok(key) = self.ring().open(seat, wrapped) {
            return Ok(key);
        }
        self.look_again()?;
        self.ring().open(seat, wrapped)
    }

    /// Wraps a data key anew, unless it is under the newest key already.
    pub fn rewrap(&self, seat: Seat<'_>, wrapped: &[u8]) -> Result<Option<Vec<u8>>> {
        self.look_again()?;
        let ring = self.ring();
        let newest = ring.newest()?;
        if newest.unwrap_key(seat, wrapped).is_ok() {
            return Ok(None);
        }
        Ok(Some(newest.wrap(seat, &ring.open(seat, wrapped)?)))
    }

    /// [`Key::blind_index`] under the newest key, for what lives for minutes: a rotation ends it.
    pub fn short_lived_index(&self, value: &[u8]) -> Result<String> {
        Ok(self.ring().wrapping()?.blind_index(value))
    }

    /// Where the keys are kept, the newest first: one, unless a rotation is under way or its older keys are kept for older
    /// copies.
    pub fn homes(&self) -> Vec<KeyHome> {
        self.ring().homes().collect()
    }

    /// How many keys there are.
    pub fn generations(&self) -> usize {
        self.homes().len()
    }

    /// Puts a new key before the others. From now on it wraps, in every process that reads the file.
    pub fn add(&self, new: NewKey) -> Result<()> {
        self.change(|ring| {
            ring.add(new);
            Ok(())
        })
    }

    /// Lets the older keys only open from now on, in every process that reads the file, before they go.
    pub fn retire_older(&self) -> Result<()> {
        self.change(|ring| {
            ring.retire_older();
            Ok(())
        })
    }

    /// Drops all keys but the newest. What is still under one of them is lost: the caller has looked. One that came after she
    /// looked is an error.
    pub fn drop_older(&self) -> Result<()> {
        let known = self.ring();
        known.newest()?;
        self.change(|ring| {
            if !ring.begins_as(&known) {
                return Err(StorageError::Unavailable("another key-encryption key came meanwhile".to_owned()));
            }
            ring.drop_older();
            Ok(())
        })
    }

    /// The keys that this process knows now.
    fn ring(&self) -> Ring {
        self.0.known().ring.clone()
    }

    /// Reads the file again if somebody wrote it.
    fn look_again(&self) -> Result<()> {
        let Some(file) = &self.0.file else { return Ok(()) };
        let written = std::fs::metadata(file).map_err(|error| lost(file, &error))?;
        if self.0.known().ring.written != Some(written.into()) {
            self.keep(Ring::read(file).map_err(|error| lost(file, &error))??);
        }
        self.0.wait_for_opening();
        Ok(())
    }

    /// Takes the file's keys for the ones that are known, and has opened what is closed.
    fn keep(&self, mut ring: Ring) {
        let mut known = self.0.known();
        ring.learn(&known.ring);
        known.ring = ring;
        drop(known);
        self.0.changed.notify_all();
        opening::begin(&self.0);
    }

    /// Changes the keys as they stand in the file, alone. The file comes whole or not at all, with the owner and the rights
    /// that it had: whoever runs this as root must not take it away from the servers.
    fn change(&self, edit: impl FnOnce(&mut Ring) -> Result<()>) -> Result<()> {
        let Some(file) = &self.0.file else {
            let mut ring = self.ring();
            edit(&mut ring)?;
            self.keep(ring);
            return Ok(());
        };
        let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let turn = File::open(dir).and_then(|dir| dir.lock().map(|()| dir)).map_err(|error| lost(file, &error))?;
        let mut ring = Ring::read(file).map_err(|error| lost(file, &error))??;
        edit(&mut ring)?;
        let write = || {
            let mut new = tempfile::NamedTempFile::new_in(dir)?;
            new.write_all(ring.in_lines().expose_secret().as_bytes())?;
            let (had, has) = (std::fs::metadata(file)?, new.as_file().metadata()?);
            if (had.uid(), had.gid()) != (has.uid(), has.gid()) {
                fchown(new.as_file(), Some(had.uid()), Some(had.gid()))?;
            }
            new.as_file().set_permissions(had.permissions())?;
            new.as_file().sync_all()?;
            new.persist(file).map_err(|error| error.error)?;
            turn.sync_all()?;
            std::fs::metadata(file)
        };
        ring.written = Some(write().map_err(|error| lost(file, &error))?.into());
        self.keep(ring);
        Ok(())
    }
}

impl Held {
    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lost(file: &Path, error: &std::io::Error) -> StorageError {
    StorageError::Unavailable(format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Seat<'static> = Seat { space: "control", table: "data_keys", column: "wrapped", row: "33.14" };

    fn file() -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("kunci-induk");
        (dir, file)
    }

    fn created(file: &Path) -> std::io::Result<Kek> {
        Kek::create(file, None, NewKey::bare())
    }

    fn read(file: &Path) -> Result<Kek> {
        Kek::read(file, None).unwrap()
    }

    #[test]
    fn whoever_holds_the_old_key_reads_the_file_again_when_it_opens_no_more() {
        let (_dir, file) = file();
        let (here, data_key) = (created(&file).unwrap(), Key::fresh());
        let there = read(&file).unwrap();
        let old = here.wrap(SEAT, &data_key).unwrap();
        here.add(NewKey::bare()).unwrap();
        let new = here.rewrap(SEAT, &old).unwrap().expect("it is under the old key");
        assert_eq!(here.rewrap(SEAT, &new).unwrap(), None, "once is enough");
        for wrapped in [&old, &new] {
            let opened = there.unwrap_key(SEAT, wrapped).unwrap();
            assert_eq!(opened.to_base64().expose_secret(), data_key.to_base64().expose_secret());
        }
        here.retire_older().unwrap();
        assert!(there.unwrap_key(SEAT, &old).is_ok(), "what is about to go still opens");
        here.drop_older().unwrap();
        let later = read(&file).unwrap();
        assert_eq!(later.generations(), 1);
        assert!(later.unwrap_key(SEAT, &new).is_ok() && later.unwrap_key(SEAT, &old).is_err());
    }

    #[test]
    fn what_is_wrapped_after_a_new_key_came_is_under_it_in_every_process() {
        let (_dir, file) = file();
        let here = created(&file).unwrap();
        let there = read(&file).unwrap();
        here.add(NewKey::bare()).unwrap();
        let wrapped = there.wrap(SEAT, &Key::fresh()).unwrap();
        assert_eq!(here.rewrap(SEAT, &wrapped).unwrap(), None);
    }

    #[test]
    fn a_key_that_came_meanwhile_keeps_the_older_ones_from_going() {
        let (_dir, file) = file();
        let here = created(&file).unwrap();
        read(&file).unwrap().add(NewKey::bare()).unwrap();
        assert!(here.drop_older().is_err());
        assert_eq!(read(&file).unwrap().generations(), 2);
    }

    #[test]
    fn the_file_stays_its_owners_and_is_never_made_over_another() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_dir, file) = file();
        let kek = created(&file).unwrap();
        kek.add(NewKey::bare()).unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(created(&file).is_err());
        std::fs::write(&file, "bukan kunci\n").unwrap();
        assert!(read(&file).is_err());
        std::fs::write(&file, "\n").unwrap();
        assert!(read(&file).is_err());
    }
}
