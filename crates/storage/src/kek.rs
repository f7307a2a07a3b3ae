//! The key-encryption key of a deployment: it wraps data keys and nothing else, and never stands in the database.
//!
//! Its file holds one key to a line, the newest first. Older ones stay until everything they wrapped is wrapped anew, so that a
//! rotation may take its time while people work: whoever meets a key that none of hers opens reads the file again.

use std::fs::File;
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use crate::envelope::{Key, Seat};
use crate::{Result, StorageError};

/// The key-encryption key, with those before it. Its copies share what they know.
#[derive(Clone)]
pub struct Kek(Arc<Held>);

struct Held {
    /// Absent where the keys live in memory only.
    file: Option<PathBuf>,
    ring: RwLock<Ring>,
}

/// The keys, newest first, and which writing of the file they come from.
#[derive(Clone)]
struct Ring {
    keys: Vec<Key>,
    written: Option<Writing>,
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

/// One writing of a file. Two of them can share a moment, for the clock of files ticks slowly; then they are different files,
/// as each takes the place of the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Writing {
    seconds: i64,
    nanoseconds: i64,
    file: u64,
}

impl From<std::fs::Metadata> for Writing {
    fn from(facts: std::fs::Metadata) -> Self {
        Self { seconds: facts.mtime(), nanoseconds: facts.mtime_nsec(), file: facts.ino() }
    }
}

impl Kek {
    /// A new key that is kept nowhere: whatever it wraps is lost with this process.
    pub fn fresh() -> Self {
        Self(Arc::new(Held { file: None, ring: RwLock::new(Ring { keys: vec![Key::fresh()], written: None }) }))
    }

    /// Reads a file. One that is not there is an [`io`](std::io::ErrorKind::NotFound) error, one that holds no key is corrupt.
    pub fn read(file: &Path) -> std::io::Result<Result<Self>> {
        let ring = Ring::read(file)?;
        Ok(ring.map(|ring| Self(Arc::new(Held { file: Some(file.to_owned()), ring: RwLock::new(ring) }))))
    }

    /// Makes a file with a new key in it. One that is there already is an error.
    pub fn create(file: &Path) -> std::io::Result<Self> {
        if let Some(dir) = file.parent() {
            std::fs::create_dir_all(dir)?;
        }
        let keys = vec![Key::fresh()];
        let mut new = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        new.write_all(in_lines(&keys).expose_secret().as_bytes())?;
        new.sync_all()?;
        let ring = Ring { keys, written: Some(new.metadata()?.into()) };
        Ok(Self(Arc::new(Held { file: Some(file.to_owned()), ring: RwLock::new(ring) })))
    }

    /// Wraps a data key under the newest key.
    pub fn wrap(&self, seat: Seat<'_>, data_key: &Key) -> Result<Vec<u8>> {
        self.look_again()?;
        let ring = self.ring();
        Ok(ring.newest()?.wrap(seat, data_key))
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
        Ok(self.ring().newest()?.blind_index(value))
    }

    /// How many keys there are: one, unless a rotation is under way or its older keys are kept for older copies.
    pub fn generations(&self) -> usize {
        self.ring().keys.len()
    }

    /// Puts a new key before the others. From now on it wraps, in every process that reads the file.
    pub fn add(&self) -> Result<()> {
        self.change(|keys| {
            keys.insert(0, Key::fresh());
            Ok(())
        })
    }

    /// Drops all keys but the newest. What is still under one of them is lost: the caller has looked. One that came after she
    /// looked is an error.
    pub fn drop_older(&self) -> Result<()> {
        let known = self.ring().newest()?.clone();
        self.change(|keys| {
            let same = keys.first().is_some_and(|newest| newest.is(&known));
            keys.truncate(1);
            if same {
                Ok(())
            } else {
                Err(StorageError::Unavailable("another key-encryption key came meanwhile".to_owned()))
            }
        })
    }

    /// The keys that this process knows now.
    fn ring(&self) -> Ring {
        self.0.ring.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, ring: Ring) {
        *self.0.ring.write().unwrap_or_else(PoisonError::into_inner) = ring;
    }

    /// Reads the file again if somebody wrote it.
    fn look_again(&self) -> Result<()> {
        let Some(file) = &self.0.file else { return Ok(()) };
        let written = std::fs::metadata(file).map_err(|error| lost(file, &error))?;
        if self.ring().written != Some(written.into()) {
            self.keep(Ring::read(file).map_err(|error| lost(file, &error))??);
        }
        Ok(())
    }

    /// Changes the keys as they stand in the file, alone. The file comes whole or not at all, with the rights that it had.
    fn change(&self, edit: impl FnOnce(&mut Vec<Key>) -> Result<()>) -> Result<()> {
        let Some(file) = &self.0.file else {
            let mut ring = self.ring();
            edit(&mut ring.keys)?;
            self.keep(ring);
            return Ok(());
        };
        let dir = file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let turn = File::open(dir).and_then(|dir| dir.lock().map(|()| dir)).map_err(|error| lost(file, &error))?;
        let mut ring = Ring::read(file).map_err(|error| lost(file, &error))??;
        edit(&mut ring.keys)?;
        let write = || {
            let mut new = tempfile::NamedTempFile::new_in(dir)?;
            new.write_all(in_lines(&ring.keys).expose_secret().as_bytes())?;
            new.as_file().set_permissions(std::fs::metadata(file)?.permissions())?;
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

impl Ring {
    fn read(file: &Path) -> std::io::Result<Result<Self>> {
        // asked first: what is written in between is read now, and once more
        let written = Some(std::fs::metadata(file)?.into());
        let text = SecretString::from(std::fs::read_to_string(file)?);
        let lines = text.expose_secret().lines().filter(|line| !line.trim().is_empty());
        let keys: Result<Vec<Key>> = lines.map(|line| Key::from_base64(&line.to_owned().into())).collect();
        Ok(keys.and_then(|keys| {
            let ring = Self { keys, written };
            ring.newest()?;
            Ok(ring)
        }))
    }

    fn newest(&self) -> Result<&Key> {
        self.keys.first().ok_or_else(|| StorageError::Corrupt("the file of the key-encryption key is empty".to_owned()))
    }

    fn open(&self, seat: Seat<'_>, wrapped: &[u8]) -> Result<Key> {
        let opened = self.keys.iter().find_map(|key| key.unwrap_key(seat, wrapped).ok());
        opened.ok_or_else(|| StorageError::Corrupt(format!("{}.{} of {}", seat.table, seat.column, seat.row)))
    }
}

fn in_lines(keys: &[Key]) -> SecretString {
    keys.iter().fold(String::new(), |text, key| text + key.to_base64().expose_secret() + "\n").into()
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

    #[test]
    fn whoever_holds_the_old_key_reads_the_file_again_when_it_opens_no_more() {
        let (_dir, file) = file();
        let (here, data_key) = (Kek::create(&file).unwrap(), Key::fresh());
        let there = Kek::read(&file).unwrap().unwrap();
        let old = here.wrap(SEAT, &data_key).unwrap();
        here.add().unwrap();
        let new = here.rewrap(SEAT, &old).unwrap().expect("it is under the old key");
        assert_eq!(here.rewrap(SEAT, &new).unwrap(), None, "once is enough");
        for wrapped in [&old, &new] {
            let opened = there.unwrap_key(SEAT, wrapped).unwrap();
            assert_eq!(opened.to_base64().expose_secret(), data_key.to_base64().expose_secret());
        }
        here.drop_older().unwrap();
        let later = Kek::read(&file).unwrap().unwrap();
        assert_eq!(later.generations(), 1);
        assert!(later.unwrap_key(SEAT, &new).is_ok() && later.unwrap_key(SEAT, &old).is_err());
    }

    #[test]
    fn what_is_wrapped_after_a_new_key_came_is_under_it_in_every_process() {
        let (_dir, file) = file();
        let here = Kek::create(&file).unwrap();
        let there = Kek::read(&file).unwrap().unwrap();
        here.add().unwrap();
        let wrapped = there.wrap(SEAT, &Key::fresh()).unwrap();
        assert_eq!(here.rewrap(SEAT, &wrapped).unwrap(), None);
    }

    #[test]
    fn the_file_stays_its_owners_and_is_never_made_over_another() {
        use std::os::unix::fs::PermissionsExt as _;
        let (_dir, file) = file();
        let kek = Kek::create(&file).unwrap();
        kek.add().unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(Kek::create(&file).is_err());
        std::fs::write(&file, "bukan kunci\n").unwrap();
        assert!(Kek::read(&file).unwrap().is_err());
        std::fs::write(&file, "\n").unwrap();
        assert!(Kek::read(&file).unwrap().is_err());
    }
}
