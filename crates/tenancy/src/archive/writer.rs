//! Writing a region, or only its sums.

use std::collections::BTreeSet;
use std::io::{self, Write};

use balai_kernel::RegionCode;
use balai_storage::canonical;
use balai_storage::envelope::{Key, Seat};
use balai_storage::objects::{ObjectKey, Shelf};
use balai_storage::rows::Snapshot;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::manifest::{Sum, facts, sha256};
use super::{ArchiveError, Head, Manifest, ObjectSums, TableSum, key_mark};

/// What is written.
pub struct Contents<'a> {
    /// The region.
    pub region: RegionCode,
    /// Its rows at one moment.
    pub snapshot: &'a Snapshot,
    /// Its files.
    pub shelf: &'a Shelf,
    /// The files that stood there before the snapshot was taken: one of them that is gone afterwards was replaced
    /// meanwhile.
    pub stood: BTreeSet<String>,
    /// Its data key.
    pub key: &'a Key,
}

/// The region's key as it travels: wrapped under the archive's own.
pub fn wrapped(wrapping: &Key, region: RegionCode, key: &Key) -> String {
    STANDARD.encode(wrapping.wrap(seat(&region.to_string()), key))
}

/// The key that travelled.
pub(super) fn unwrapped(wrapping: &Key, region: RegionCode, text: &str) -> Result<Key, ArchiveError> {
    let sealed = STANDARD.decode(text).map_err(|_| ArchiveError::unfit("kunci tidak terbaca"))?;
    Ok(wrapping.unwrap_key(seat(&region.to_string()), &sealed)?)
}

fn seat(region: &str) -> Seat<'_> {
    Seat { space: "archive", table: "head", column: "key", row: region }
}

/// Writes a whole region. `each` hears of every table and file.
pub async fn write<W: Write + Send>(
    to: &mut W,
    head: &Head,
    contents: &Contents<'_>,
    mut each: impl FnMut(&str) + Send,
) -> Result<Manifest, ArchiveError> {
    line(to, &serde_json::to_value(head).map_err(io::Error::other)?)?;
    let manifest = body(to, contents, &mut each).await?;
    line(to, &json!({ "manifest": manifest, "digest": manifest.digest() }))?;
    Ok(manifest)
}

/// The sums of a region as it stands.
pub async fn measure(contents: &Contents<'_>) -> Result<Manifest, ArchiveError> {
    body(&mut io::sink(), contents, &mut |_: &str| {}).await
}

async fn body<W: Write + Send>(
    to: &mut W,
    contents: &Contents<'_>,
    each: &mut (impl FnMut(&str) + Send),
) -> Result<Manifest, ArchiveError> {
    let tables = tables(to, contents.snapshot, each).await?;
    let objects = objects(to, contents, each).await?;
    let steps = contents.snapshot.steps().to_vec();
    Ok(Manifest { region: contents.region, steps, tables, objects, key: key_mark(contents.key) })
}

/// The sums of all tables of a space.
pub async fn table_sums(snapshot: &Snapshot) -> Result<Vec<TableSum>, ArchiveError> {
    tables(&mut io::sink(), snapshot, &mut |_: &str| {}).await
}

async fn tables<W: Write + Send>(
    to: &mut W,
    snapshot: &Snapshot,
    each: &mut (impl FnMut(&str) + Send),
) -> Result<Vec<TableSum>, ArchiveError> {
    let mut tables = Vec::new();
    for table in &snapshot.shape().0 {
        line(to, &json!({ "table": table.name }))?;
        let mut sum = Sum::new();
        let one = |row| {
            let text = canonical(&row);
            sum.add(&text);
            Ok::<_, ArchiveError>(writeln!(to, "{{\"row\":{text}}}")?)
        };
        snapshot.rows(table, one).await?;
        let (rows, sha256) = sum.end();
        tables.push(TableSum { name: table.name.clone(), rows, sha256 });
        each(&table.name);
    }
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(tables)
}

async fn objects<W: Write + Send>(
    to: &mut W,
    contents: &Contents<'_>,
    each: &mut (impl FnMut(&str) + Send),
) -> Result<ObjectSums, ArchiveError> {
    let (mut sum, mut bytes, mut missing) = (Sum::new(), 0, contents.stood.clone());
    let mut after: Option<String> = None;
    loop {
        let keys = contents.shelf.list_after(after.as_deref()).await?;
        let Some(last) = keys.last().cloned() else { break };
        for key in keys {
            let parsed = ObjectKey::parse(&key).map_err(|_| ArchiveError::unfit(format!("berkas {key}")))?;
            let object = contents.shelf.get(&parsed).await?.ok_or_else(|| ArchiveError::Moving(key.clone()))?;
            missing.remove(&key);
            let size = object.body.len() as u64;
            let facts = facts(&key, &object.content_type, size, &sha256(&object.body));
            sum.add(&canonical(&facts));
            bytes += size;
            line(to, &facts)?;
            to.write_all(&object.body)?;
            each(&key);
        }
        after = Some(last);
    }
    if let Some(key) = missing.pop_first() {
        return Err(ArchiveError::Moving(key));
    }
    let (count, sha256) = sum.end();
    Ok(ObjectSums { count, bytes, sha256 })
}

fn line<W: Write>(to: &mut W, value: &serde_json::Value) -> io::Result<()> {
    writeln!(to, "{}", canonical(value))
}

/// The keys on a shelf now.
pub async fn standing(shelf: &Shelf) -> Result<BTreeSet<String>, ArchiveError> {
    let mut all = BTreeSet::new();
    let mut after: Option<String> = None;
    loop {
        let keys = shelf.list_after(after.as_deref()).await?;
        let Some(last) = keys.last().cloned() else { return Ok(all) };
        all.extend(keys);
        after = Some(last);
    }
}
