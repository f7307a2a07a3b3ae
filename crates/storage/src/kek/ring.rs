//! The keys as their file holds them: one to a line, the newest first.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use secrecy::{ExposeSecret as _, SecretString};

use crate::envelope::{Key, Seat};
use crate::kms::{Kms, KmsError};
use crate::{Result, StorageError};

/// Before a key that a key service sealed.
const SEALED: &str = "kms:";
/// Before a line whose key only opens, because it is about to go.
const LEAVING: &str = "-";

/// Where a key is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyHome {
    /// In the file itself.
    File,
    /// With a key service; the file holds what only the service opens.
    Service,
}

/// A key that is in no file yet.
pub struct NewKey(Line);

/// The keys, newest first, and which writing of the file they come from.
#[derive(Clone)]
pub(super) struct Ring {
    lines: Vec<Line>,
    pub(super) written: Option<Writing>,
}

#[derive(Clone)]
struct Line {
    kept: Kept,
    /// Whether it only opens what it wrapped before.
    leaving: bool,
}

#[derive(Clone)]
enum Kept {
    Bare(Key),
    /// As the file has it, with the key once the service opened it.
    Sealed(String, Option<Key>),
}

/// One writing of a file. Two of them can share a moment, for the clock of files ticks slowly; then they are different files,
/// as each takes the place of the one before.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Writing {
    seconds: i64,
    nanoseconds: i64,
    file: u64,
}

impl From<std::fs::Metadata> for Writing {
    fn from(facts: std::fs::Metadata) -> Self {
        Self { seconds: facts.mtime(), nanoseconds: facts.mtime_nsec(), file: facts.ino() }
    }
}

impl NewKey {
    /// A key that its file holds as it is.
    pub fn bare() -> Self {
        Self(Line { kept: Kept::Bare(Key::fresh()), leaving: false })
    }

    /// A key that a key service made, with what only the service opens, in base64.
    pub(crate) fn sealed(sealed: String, key: Key) -> Self {
        Self(Line { kept: Kept::Sealed(sealed, Some(key)), leaving: false })
    }

    /// Whether the service opens it as what it made.
    pub(crate) async fn opens_by(&self, kms: &Kms) -> Result<bool, KmsError> {
        let Kept::Sealed(sealed, Some(key)) = &self.0.kept else { return Ok(false) };
        Ok(kms.open(sealed).await?.is(key))
    }
}

impl Line {
    fn key(&self) -> Option<&Key> {
        match &self.kept {
            Kept::Bare(key) => Some(key),
            Kept::Sealed(_, key) => key.as_ref(),
        }
    }

    fn is(&self, other: &Self) -> bool {
        match (&self.kept, &other.kept) {
            (Kept::Bare(one), Kept::Bare(another)) => one.is(another),
            (Kept::Sealed(one, _), Kept::Sealed(another, _)) => one == another,
            _ => false,
        }
    }

    fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let (text, leaving) = text.strip_prefix(LEAVING).map_or((text, false), |rest| (rest, true));
        let kept = match text.strip_prefix(SEALED) {
            Some(sealed) => Kept::Sealed(sealed.to_owned(), None),
            None => Kept::Bare(Key::from_base64(&text.to_owned().into())?),
        };
        Ok(Self { kept, leaving })
    }

    fn written_onto(&self, mut text: String) -> String {
        text += if self.leaving { LEAVING } else { "" };
        match &self.kept {
            Kept::Bare(key) => text += key.to_base64().expose_secret(),
            Kept::Sealed(sealed, _) => text = text + SEALED + sealed,
        }
        text + "\n"
    }
}

impl Ring {
    pub(super) fn of(new: NewKey) -> Self {
        Self { lines: vec![new.0], written: None }
    }

    /// Reads a file. What a key service sealed is still closed.
    pub(super) fn read(file: &Path) -> std::io::Result<Result<Self>> {
        // asked first: what is written in between is read now, and once more
        let written = Some(std::fs::metadata(file)?.into());
        let text = SecretString::from(std::fs::read_to_string(file)?);
        let lines = text.expose_secret().lines().filter(|line| !line.trim().is_empty());
        let lines: Result<Vec<Line>> = lines.map(Line::parse).collect();
        Ok(lines.and_then(|lines| {
            let ring = Self { lines, written };
            ring.first()?;
            Ok(ring)
        }))
    }

    pub(super) fn in_lines(&self) -> SecretString {
        self.lines.iter().fold(String::new(), |text, line| line.written_onto(text)).into()
    }

    pub(super) fn homes(&self) -> impl Iterator<Item = KeyHome> {
        self.lines.iter().map(|line| match line.kept {
            Kept::Bare(_) => KeyHome::File,
            Kept::Sealed(..) => KeyHome::Service,
        })
    }

    /// What the service has still to open, the newest first.
    pub(super) fn closed(&self) -> Vec<String> {
        let closed = self.lines.iter().filter_map(|line| match &line.kept {
            Kept::Sealed(sealed, None) => Some(sealed.clone()),
            _ => None,
        });
        closed.collect()
    }

    /// Puts in a key that the service opened.
    pub(super) fn opened(&mut self, which: &str, by: &Key) {
        for line in &mut self.lines {
            if let Kept::Sealed(sealed, key @ None) = &mut line.kept
                && sealed == which
            {
                *key = Some(by.clone());
            }
        }
    }

    /// Takes over what another reading of the file has opened already.
    pub(super) fn learn(&mut self, known: &Self) {
        for line in &known.lines {
            if let Kept::Sealed(sealed, Some(key)) = &line.kept {
                self.opened(sealed, key);
            }
        }
    }

    fn first(&self) -> Result<&Line> {
        self.lines
            .first()
            .ok_or_else(|| StorageError::Corrupt("the file of the key-encryption key is empty".to_owned()))
    }

    /// The newest key.
    pub(super) fn newest(&self) -> Result<&Key> {
        self.first()?.key().ok_or_else(closed)
    }

    /// The key that wraps now: the newest, or while it is closed the one before, unless that is about to go.
    pub(super) fn wrapping(&self) -> Result<&Key> {
        let staying = self.lines.iter().filter(|line| !line.leaving);
        staying.filter_map(Line::key).next().ok_or_else(closed)
    }

    pub(super) fn open(&self, seat: Seat<'_>, wrapped: &[u8]) -> Result<Key> {
        let mut keys = self.lines.iter().filter_map(Line::key);
        match keys.find_map(|key| key.unwrap_key(seat, wrapped).ok()) {
            Some(key) => Ok(key),
            None if self.lines.iter().any(|line| line.key().is_none()) => Err(closed()),
            None => Err(StorageError::Corrupt(format!("{}.{} of {}", seat.table, seat.column, seat.row))),
        }
    }

    pub(super) fn add(&mut self, new: NewKey) {
        self.lines.insert(0, new.0);
    }

    /// From now on the older keys only open.
    pub(super) fn retire_older(&mut self) {
        self.lines.iter_mut().skip(1).for_each(|line| line.leaving = true);
    }

    pub(super) fn drop_older(&mut self) {
        self.lines.truncate(1);
    }

    /// Whether both have the same newest key.
    pub(super) fn begins_as(&self, other: &Self) -> bool {
        matches!((self.lines.first(), other.lines.first()), (Some(one), Some(another)) if one.is(another))
    }
}

fn closed() -> StorageError {
    StorageError::Unavailable("the key service has not opened a key-encryption key yet".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Seat<'static> = Seat { space: "control", table: "data_keys", column: "wrapped", row: "33.14" };

    fn ring(news: Vec<NewKey>) -> Ring {
        let mut news = news.into_iter().rev();
        let mut ring = Ring::of(news.next().unwrap());
        news.for_each(|new| ring.add(new));
        ring
    }

    fn again(ring: &Ring) -> Ring {
        let lines = ring.in_lines().expose_secret().lines().map(|line| Line::parse(line).unwrap()).collect();
        Ring { lines, written: None }
    }

    #[test]
    fn lines_of_both_kinds_stand_in_one_file_and_come_back_in_their_order() {
        let first = ring(vec![NewKey::sealed("QQ==".into(), Key::fresh()), NewKey::bare()]);
        let mut read = again(&first);
        assert_eq!(read.homes().collect::<Vec<_>>(), [KeyHome::Service, KeyHome::File]);
        assert_eq!(read.closed(), ["QQ=="]);
        assert!(read.begins_as(&first), "known by what is sealed");
        read.learn(&first);
        assert!(read.closed().is_empty());
        assert!(read.newest().unwrap().is(first.newest().unwrap()));
    }

    #[test]
    fn while_the_newest_key_is_closed_the_one_before_wraps_until_it_is_about_to_go() {
        let mut ring = again(&ring(vec![NewKey::sealed("QQ==".into(), Key::fresh()), NewKey::bare()]));
        let wrapped = ring.wrapping().unwrap().wrap(SEAT, &Key::fresh());
        assert!(ring.newest().is_err());
        ring.retire_older();
        let mut ring = again(&ring);
        assert!(matches!(ring.wrapping(), Err(StorageError::Unavailable(_))));
        assert!(ring.open(SEAT, &wrapped).is_ok(), "it still opens");
        ring.opened("QQ==", &Key::fresh());
        assert!(ring.wrapping().unwrap().is(ring.newest().unwrap()));
    }

    #[test]
    fn what_a_closed_key_may_have_wrapped_is_not_called_damaged() {
        let mut ring = again(&ring(vec![NewKey::sealed("QQ==".into(), Key::fresh())]));
        let elsewhere = Key::fresh().wrap(SEAT, &Key::fresh());
        assert!(matches!(ring.open(SEAT, &elsewhere), Err(StorageError::Unavailable(_))));
        ring.opened("QQ==", &Key::fresh());
        assert!(matches!(ring.open(SEAT, &elsewhere), Err(StorageError::Corrupt(_))));
    }
}
