//! A ZIP that is packed while it is sent.

use std::io::{self, Write};
use std::time::Duration;

use balai_kernel::Act;
use balai_vault::Vault;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;
use zip::CompressionMethod;
use zip::result::ZipResult;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::told::Paper;
use crate::access::Person;

/// Bytes that go out at a time.
const CHUNK: usize = 64 * 1024;
/// Chunks that wait for a slow line.
const WAITING: usize = 4;
/// How long a chunk waits for somebody to take it. A line that takes less than a kilobyte a second brings nobody her data.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long the whole may take: nobody reads slowly without end.
const WHOLE: Duration = Duration::from_hours(2);
/// Tells of documents that did not open.
const MISSING: &str = "TIDAK-TERBUKA.txt";

/// A file on its way into the archive.
struct File {
    name: String,
    /// None where it did not open.
    bytes: Option<Bytes>,
}

/// Packs these files and then the documents, each opened only when the one before has left. What does not open is named in a
/// file of its own, and the rest comes all the same.
pub(super) fn stream(
    person: &Person,
    first: Vec<(&'static str, Bytes)>,
    papers: Vec<Paper>,
) -> impl Stream<Item = io::Result<Bytes>> + use<> {
    let (chunks, sent) = channel(WAITING);
    let (files, packed) = channel(1);
    let owner = person.who.account;
    let pace = Pace { patience: PATIENCE, until: Instant::now() + WHOLE, runtime: Handle::current() };
    tokio::spawn(opened((person.app.vault.clone(), person.act.clone(), owner), first, papers, files));
    let packing = tokio::task::spawn_blocking(move || pack(packed, Chunks { held: BytesMut::new(), to: chunks, pace }));
    futures_util::stream::unfold((sent, Some(packing)), |(mut sent, packing)| async move {
        if let Some(chunk) = sent.recv().await {
            return Some((Ok(chunk), (sent, packing)));
        }
        // an archive that breaks off must not look whole: the line is broken too
        let failed = match packing?.await {
            Ok(packed) => io::Error::other(packed.err()?),
            Err(error) => io::Error::other(error),
        };
        Some((Err(failed), (sent, None)))
    })
}

async fn opened(
    (vault, act, owner): (Vault, Act, Uuid),
    first: Vec<(&'static str, Bytes)>,
    papers: Vec<Paper>,
    files: Sender<File>,
) {
    for (name, bytes) in first {
        if files.send(File { name: name.to_owned(), bytes: Some(bytes) }).await.is_err() {
            return;
        }
    }
    for paper in papers {
        let bytes = match vault.open(&act, owner, owner, paper.at.0, paper.at.1).await {
            Ok(opened) => opened.map(|opened| opened.bytes),
            Err(error) => {
                tracing::error!(%error, version = %paper.at.1, "a document does not open for its owner");
                None
            }
        };
        if files.send(File { name: paper.file, bytes }).await.is_err() {
            return;
        }
    }
}

fn pack(mut files: Receiver<File>, to: Chunks) -> ZipResult<()> {
    let mut zip = ZipWriter::new_stream(to);
    let text = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    // pictures and PDFs are packed already
    let document = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut missing = Vec::new();
    while let Some(file) = files.blocking_recv() {
        let Some(bytes) = file.bytes else {
            missing.push(file.name);
            continue;
        };
        zip.start_file(&file.name, if file.name.contains('/') { document } else { text })?;
        zip.write_all(&bytes)?;
    }
    if !missing.is_empty() {
        zip.start_file(MISSING, text)?;
        zip.write_all(missing.join("\n").as_bytes())?;
    }
    let mut chunks = zip.finish()?.into_inner();
    Ok(chunks.flush()?)
}

/// Sends what is written on, chunk by chunk.
struct Chunks {
    held: BytesMut,
    to: Sender<Bytes>,
    pace: Pace,
}

/// How long a reader may keep the packer waiting, which is a thread of its own.
struct Pace {
    patience: Duration,
    until: Instant,
    runtime: Handle,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // piece by piece: a slow line takes a small one in time
        let taken = bytes.len().min(CHUNK - self.held.len());
        self.held.extend_from_slice(&bytes[..taken]);
        if self.held.len() == CHUNK {
            self.send()?;
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() { Ok(()) } else { self.send() }
    }
}

impl Chunks {
    /// Nobody takes it any more once the reader has gone, or is too slow.
    fn send(&mut self) -> io::Result<()> {
        let chunk = self.held.split().freeze();
        let until = self.pace.until.min(Instant::now() + self.pace.patience);
        match self.pace.runtime.block_on(timeout_at(until, self.to.send(chunk))) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(_)) => Err(io::ErrorKind::BrokenPipe.into()),
            Err(_) => Err(io::ErrorKind::TimedOut.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Packs a file of many chunks for a reader who takes none; returns why it came to nothing.
    async fn packed_for_nobody(patience: Duration, whole: Duration) -> io::ErrorKind {
        let (files, packed) = channel(1);
        let (chunks, _unread) = channel(WAITING);
        let pace = Pace { patience, until: Instant::now() + whole, runtime: Handle::current() };
        let packing =
            tokio::task::spawn_blocking(move || pack(packed, Chunks { held: BytesMut::new(), to: chunks, pace }));
        let papers =
            (0..4 * WAITING).map(|n| File { name: format!("berkas/{n}.png"), bytes: Some(vec![7_u8; CHUNK].into()) });
        for paper in papers {
            if files.send(paper).await.is_err() {
                break;
            }
        }
        let failed = packing.await.unwrap().unwrap_err();
        assert!(files.is_closed(), "nothing more is opened for her");
        io::Error::from(failed).kind()
    }

    #[tokio::test]
    async fn a_reader_who_takes_nothing_holds_no_thread_for_long() {
        let (soon, late) = (Duration::from_millis(20), Duration::from_hours(1));
        assert_eq!(packed_for_nobody(soon, late).await, io::ErrorKind::TimedOut);
        assert_eq!(packed_for_nobody(late, soon).await, io::ErrorKind::TimedOut);
    }
}
