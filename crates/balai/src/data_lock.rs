//! One process holds an embedded deployment: a lock of the operating system on a file in the data
//! directory. It ends with the process, however that ends, so none is ever left behind.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

use crate::failure::Failure;

const NAME: &str = "sedang-dipakai";

/// Held while this value lives.
#[derive(Debug)]
pub struct DataLock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl DataLock {
    /// Takes the directory for this process, or says which process has it.
    pub fn take(dir: &Path) -> Result<Self, Failure> {
        let told = |error: std::io::Error| Failure::failed(format!("{}: {error}", dir.display()));
        // rows of people and keys: nobody else on the machine looks in
        DirBuilder::new().recursive(true).mode(0o700).create(dir).map_err(told)?;
        let mut options = OpenOptions::new();
        let mut file = options
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(dir.join(NAME))
            .map_err(told)?;
        match file.try_lock() {
            Ok(()) => {
                sign(&mut file).map_err(told)?;
                Ok(Self(file))
            }
            Err(TryLockError::WouldBlock) => Err(Failure::Failed(refusal(dir, &holder(&mut file)))),
            Err(TryLockError::Error(error)) => Err(told(error)),
        }
    }

    /// The process that has the directory now; `None` where it is free.
    pub fn holder(dir: &Path) -> Option<String> {
        let mut file = OpenOptions::new().read(true).open(dir.join(NAME)).ok()?;
        match file.try_lock_shared() {
            Err(TryLockError::WouldBlock) => Some(holder(&mut file)),
            Ok(()) | Err(TryLockError::Error(_)) => None,
        }
    }
}

fn sign(file: &mut File) -> std::io::Result<()> {
    let command = std::env::args().nth(1).unwrap_or_default();
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    writeln!(file, "{} (balai {command})", std::process::id())
}

/// What the holder wrote of itself, at most a line's worth.
fn holder(file: &mut File) -> String {
    let mut text = String::new();
    match file.take(100).read_to_string(&mut text) {
        Ok(_) if !text.trim().is_empty() => text.trim().to_owned(),
        _ => "lain".to_owned(),
    }
}

fn refusal(dir: &Path, holder: &str) -> String {
    format!(
        "direktori data {} sedang dipakai proses {holder}; hentikan proses itu dulu, atau pilih direktori lain dengan --data",
        dir.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_the_first_is_and_comes_in_after_it() {
        let dir = tempfile::tempdir().unwrap();
        let first = DataLock::take(dir.path()).unwrap();
        let me = format!("proses {} (balai", std::process::id());
        let said = DataLock::take(dir.path()).unwrap_err().to_string();
        assert!(said.contains(&me) && said.contains("--data"), "{said}");
        assert!(DataLock::holder(dir.path()).is_some());
        drop(first);
        assert_eq!(DataLock::holder(dir.path()), None);
        DataLock::take(dir.path()).unwrap();
    }

    #[test]
    fn two_directories_are_two_deployments() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let _first = DataLock::take(one.path()).unwrap();
        DataLock::take(other.path()).unwrap();
    }
}
