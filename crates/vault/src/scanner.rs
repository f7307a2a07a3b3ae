//! The virus scanner, where the operator runs one: clamd, by its protocol INSTREAM (clamd(8)).

use std::time::Duration;

use balai_storage::{Result, StorageError};
use clamav_client::tokio::{Tcp, scan_buffer};

/// A scan of the largest file takes about a second.
const PATIENCE: Duration = Duration::from_secs(20);

/// A clamd that listens on TCP.
#[derive(Clone, Debug)]
pub struct Scanner {
    address: String,
}

impl Scanner {
    /// `host:port` of a clamd.
    pub fn at(address: impl Into<String>) -> Self {
        Self { address: address.into() }
    }

    /// Whether it finds nothing in a file.
    pub async fn is_clean(&self, bytes: &[u8]) -> Result<bool> {
        let unavailable = |why: String| StorageError::Unavailable(format!("clamd at {}: {why}", self.address));
        let asked = scan_buffer(bytes, Tcp { host_address: self.address.as_str() }, None);
        let answer = tokio::time::timeout(PATIENCE, asked).await.map_err(|_| unavailable("no answer".to_owned()))?;
        let answer = answer.map_err(|error| unavailable(error.to_string()))?;
        let text = String::from_utf8_lossy(&answer);
        match text.trim_matches(['\0', '\n', ' ']) {
            clean if clean.ends_with("OK") => Ok(true),
            found if found.ends_with("FOUND") => Ok(false),
            other => Err(unavailable(other.to_owned())),
        }
    }
}
