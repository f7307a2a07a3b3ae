//! Why a command did not do what it was asked.

use std::fmt;
use std::process::ExitCode;

use balai_storage::StorageError;

use crate::settings::Mistake;

/// A command's failure, told in one line (or one a mistake).
#[derive(Debug)]
pub enum Failure {
    /// The command was used wrongly: exit code 2.
    Usage(String),
    /// The configuration has these mistakes: exit code 2.
    Settings(Vec<Mistake>),
    /// It could not be done: exit code 1.
    Failed(String),
}

impl Failure {
    /// It could not be done, and why.
    pub fn failed(why: impl fmt::Display) -> Self {
        Self::Failed(why.to_string())
    }

    /// The process's exit code.
    pub fn code(&self) -> ExitCode {
        match self {
            Self::Usage(_) | Self::Settings(_) => ExitCode::from(2),
            Self::Failed(_) => ExitCode::FAILURE,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(why) | Self::Failed(why) => f.write_str(why),
            Self::Settings(mistakes) => {
                write!(f, "konfigurasi punya {} kesalahan", mistakes.len())?;
                mistakes.iter().try_for_each(|mistake| write!(f, "\n  {}: {}", mistake.key, mistake.problem))
            }
        }
    }
}

/// An error with everything that stands behind it.
pub fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        Self::Failed(whole(&error))
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::failed(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::failed(error)
    }
}

impl From<balai_migrations::MigrationError> for Failure {
    fn from(error: balai_migrations::MigrationError) -> Self {
        Self::Failed(whole(&error))
    }
}
