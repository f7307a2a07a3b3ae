//! `balai backup` and `balai restore`: rows and files of all regions, or of one, with sums that prove a copy.
//!
//! The key-encryption key is not in a copy: it is kept elsewhere. A copy is not sealed; `balai tenant export` is.

mod dump;
mod put_back;
mod take;
mod verify;

use std::path::Path;

use balai_storage::Engine;
use balai_tenancy::archive::{Manifest, TableSum};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

pub use put_back::restore;
pub use take::backup;

/// The version of the layout.
const FORMAT: u32 = 1;
/// The file that describes a copy; written last, so that a copy without it is no copy.
const LABEL: &str = "salinan.json";
/// The files' facts, one a line.
const OBJECTS: &str = "berkas.jsonl";
/// Where the rows are.
const ROWS: &str = "baris";
/// Where the files are.
const FILES: &str = "berkas";

/// What a copy is.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Label {
    /// The version of the layout.
    balai: u32,
    /// When it was taken.
    at: DateTime<Utc>,
    /// `sqlite` or `postgres`: rows come back on the same engine. To change the engine there is `balai tenant export`.
    engine: String,
    /// The control plane's tables; none in a copy of one region.
    control: Option<Vec<TableSum>>,
    /// The regions.
    regions: Vec<Manifest>,
}

/// A file in a copy.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct FileFacts {
    /// `control`, or a region's code.
    space: String,
    /// Its key on that shelf.
    key: String,
    /// Its media type.
    r#type: String,
    /// Its bytes.
    size: u64,
    /// Their SHA-256.
    sha256: String,
}

fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

fn read_label(from: &Path) -> Result<Label, Failure> {
    let file = from.join(LABEL);
    let text = std::fs::read_to_string(&file)
        .map_err(|e| Failure::failed(format!("{}: bukan salinan yang selesai ({e})", file.display())))?;
    let label: Label = serde_json::from_str(&text)?;
    if label.balai != FORMAT {
        return Err(Failure::failed(format!("salinan versi {} belum dikenal program ini", label.balai)));
    }
    Ok(label)
}

fn read_files(from: &Path) -> Result<Vec<FileFacts>, Failure> {
    let text = std::fs::read_to_string(from.join(OBJECTS))?;
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}
