//! A ZIP that is packed while it is sent.

use std::io::{self, Write};

use balai_kernel::Act;
use balai_vault::Vault;
use bytes::{Bytes, BytesMut};
use futures_util::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};
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
    tokio::spawn(opened((person.app.vault.clone(), person.act.clone(), owner), first, papers, files));
    tokio::task::spawn_blocking(move || {
        let failed = pack(packed, Chunks { held: BytesMut::new(), to: chunks.clone() }).err();
        // an archive that breaks off must not look whole: the line is broken too
        if let Some(error) = failed {
            chunks.blocking_send(Err(io::Error::other(error))).ok();
        }
    });
    futures_util::stream::unfold(sent, |mut sent| async move { sent.recv().await.map(|chunk| (chunk, sent)) })
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
    to: Sender<io::Result<Bytes>>,
}

impl Write for Chunks {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        if self.held.len() >= CHUNK {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.held.is_empty() { Ok(()) } else { self.send() }
    }
}

impl Chunks {
    /// Nobody takes it any more once the reader has gone.
    fn send(&mut self) -> io::Result<()> {
        let chunk = self.held.split().freeze();
        self.to.blocking_send(Ok(chunk)).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}
