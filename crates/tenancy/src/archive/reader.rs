//! Reading a region back: rows into one transaction, files onto a shelf. Nothing is believed before the manifest at the
//! end was compared.

use std::io::{BufRead, BufReader, Read};

use balai_storage::envelope::Key;
use balai_storage::objects::{ObjectKey, Shelf};
use balai_storage::rows::Load;
use serde::Deserialize;
use serde_json::Value;

use super::writer::unwrapped;
use super::{ArchiveError, FORMAT, Head, Manifest};

/// The longest line, in bytes.
const LONGEST: u64 = 64 * 1024 * 1024;
/// The largest file, in bytes.
const LARGEST: u64 = 256 * 1024 * 1024;

/// An archive, opened as far as its head.
pub struct Arrival<R: Read> {
    from: BufReader<R>,
    head: Head,
}

/// A line of the body.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Row { row: Value },
    Table { table: String },
    Object { object: String, r#type: String, size: u64 },
    End { manifest: Manifest, digest: String },
}

impl<R: Read> Arrival<R> {
    /// Reads the head.
    pub fn open(from: R) -> Result<Self, ArchiveError> {
        let mut from = BufReader::with_capacity(64 * 1024, from);
        let text = text(&mut from)?.ok_or_else(|| ArchiveError::unfit("kosong"))?;
        let head: Head = serde_json::from_str(&text).map_err(|_| ArchiveError::unfit("kepalanya tidak terbaca"))?;
        if head.balai != FORMAT {
            return Err(ArchiveError::unfit(format!("versi {} belum dikenal program ini", head.balai)));
        }
        Ok(Self { from, head })
    }

    /// What stands at its head.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The region's data key.
    pub fn key(&self, wrapping: &Key) -> Result<Key, ArchiveError> {
        unwrapped(wrapping, self.head.region, &self.head.key)
    }

    /// Reads all the rest: rows into the transaction, which the caller commits, and files onto the shelf. Returns the
    /// manifest that the archive states; `each` hears of every table and file.
    pub async fn read(
        mut self,
        load: &Load,
        shelf: &Shelf,
        mut each: impl FnMut(&str),
    ) -> Result<Manifest, ArchiveError> {
        if load.steps() != self.head.steps {
            return Err(ArchiveError::unfit("langkah migrasinya berbeda"));
        }
        let mut table = None;
        let mut rows = Vec::new();
        loop {
            let Some(line) = self.next()? else { return Err(ArchiveError::unfit("terpotong")) };
            match line {
                Line::Row { row } => {
                    rows.push(row);
                    let name: &String = table.as_ref().ok_or_else(|| ArchiveError::unfit("baris tanpa tabel"))?;
                    let known = load.shape().table(name);
                    let known = known.ok_or_else(|| ArchiveError::unfit(format!("tabel {name} tidak dikenal")))?;
                    if rows.len() == Load::batch(known) {
                        load.insert(name, &rows).await?;
                        rows.clear();
                    }
                }
                other => {
                    if let Some(name) = &table {
                        load.insert(name, &rows).await?;
                        rows.clear();
                    }
                    match other {
                        Line::Table { table: name } => {
                            each(&name);
                            table = Some(name);
                        }
                        Line::Object { object, r#type, size } => {
                            table = None;
                            self.object(shelf, &object, &r#type, size).await?;
                            each(&object);
                        }
                        Line::End { manifest, digest } => return self.end(manifest, &digest),
                        Line::Row { .. } => unreachable!("matched above"),
                    }
                }
            }
        }
    }

    async fn object(&mut self, shelf: &Shelf, key: &str, kind: &str, size: u64) -> Result<(), ArchiveError> {
        let key = ObjectKey::parse(key).map_err(|_| ArchiveError::unfit("nama berkas"))?;
        if size > LARGEST {
            return Err(ArchiveError::unfit(format!("berkas {key} terlalu besar")));
        }
        let mut body = Vec::new();
        (&mut self.from).take(size).read_to_end(&mut body)?;
        if body.len() as u64 != size {
            return Err(ArchiveError::unfit("terpotong"));
        }
        Ok(shelf.put(&key, kind, body.into()).await?)
    }

    fn end(mut self, manifest: Manifest, digest: &str) -> Result<Manifest, ArchiveError> {
        // the opener says an end only where the sealed file has one
        if self.from.read(&mut [0])? != 0 {
            return Err(ArchiveError::unfit("ada isi setelah manifes"));
        }
        let same = manifest.digest() == digest && manifest.region == self.head.region;
        if same { Ok(manifest) } else { Err(ArchiveError::unfit("digest manifes")) }
    }

    /// The next line; nothing at the end.
    fn next(&mut self) -> Result<Option<Line>, ArchiveError> {
        let Some(text) = text(&mut self.from)? else { return Ok(None) };
        serde_json::from_str(&text).map(Some).map_err(|_| ArchiveError::unfit("baris tidak terbaca"))
    }
}

/// The next line; nothing at the end.
fn text(from: &mut impl BufRead) -> Result<Option<String>, ArchiveError> {
    let mut bytes = Vec::new();
    from.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.pop() != Some(b'\n') {
        return Err(ArchiveError::unfit("baris terpotong"));
    }
    String::from_utf8(bytes).map(Some).map_err(|_| ArchiveError::unfit("bukan teks"))
}
