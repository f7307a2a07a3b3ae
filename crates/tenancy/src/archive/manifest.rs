use balai_kernel::RegionCode;
use balai_storage::canonical;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

/// What a region is made of, in sums. Two regions with one digest have the same rows, files and key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The region.
    pub region: RegionCode,
    /// The migrations that its space had seen.
    pub steps: Vec<String>,
    /// Each table, by name.
    pub tables: Vec<TableSum>,
    /// The files.
    pub objects: ObjectSums,
    /// A mark of the data key.
    pub key: String,
}

/// A table in sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// Its name.
    pub name: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 of its rows as canonical JSON, one a line, in the order of the key.
    pub sha256: String,
}

/// The files in sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectSums {
    /// How many.
    pub count: u64,
    /// Their bytes together.
    pub bytes: u64,
    /// SHA-256 of one line for each, in the order of the keys: key, type, size and SHA-256 as canonical JSON.
    pub sha256: String,
}

impl ObjectSums {
    /// The sums of files in the order of their keys: key, type, size, SHA-256.
    pub fn of<'a>(files: impl IntoIterator<Item = (&'a str, &'a str, u64, &'a str)>) -> Self {
        let (mut sum, mut bytes) = (Sum::new(), 0);
        for (key, kind, size, sha256) in files {
            sum.add(&canonical(&facts(key, kind, size, sha256)));
            bytes += size;
        }
        let (count, sha256) = sum.end();
        Self { count, bytes, sha256 }
    }
}

/// What a line says of a file.
pub(super) fn facts(key: &str, kind: &str, size: u64, sha256: &str) -> serde_json::Value {
    json!({ "object": key, "type": kind, "size": size, "sha256": sha256 })
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

impl Manifest {
    /// SHA-256 of the manifest as canonical JSON.
    pub fn digest(&self) -> String {
        let value = serde_json::to_value(self).expect("sums are plain JSON");
        sha256(canonical(&value).as_bytes())
    }

    /// All rows together.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }

    /// Where another one differs, in words; empty where the digests are equal.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        for table in &self.tables {
            match other.tables.iter().find(|same| same.name == table.name) {
                None => found.push(format!("tabel {} tidak ada", table.name)),
                Some(same) if same.rows != table.rows => {
                    found.push(format!("tabel {}: {} baris, seharusnya {}", table.name, same.rows, table.rows));
                }
                Some(same) if same.sha256 != table.sha256 => found.push(format!("tabel {}: isi berbeda", table.name)),
                Some(_) => {}
            }
        }
        let beyond = other.tables.iter().filter(|table| self.tables.iter().all(|same| same.name != table.name));
        found.extend(beyond.map(|table| format!("tabel {} berlebih", table.name)));
        if self.objects.count != other.objects.count {
            found.push(format!("{} berkas, seharusnya {}", other.objects.count, self.objects.count));
        } else if self.objects != other.objects {
            found.push("isi berkas berbeda".to_owned());
        }
        if self.key != other.key {
            found.push("kunci data berbeda".to_owned());
        }
        if self.steps != other.steps {
            found.push("langkah migrasi berbeda".to_owned());
        }
        found
    }
}

/// A running sum over lines.
pub(super) struct Sum {
    pub(super) count: u64,
    hash: Sha256,
}

impl Sum {
    pub(super) fn new() -> Self {
        Self { count: 0, hash: Sha256::new() }
    }

    pub(super) fn add(&mut self, line: &str) {
        self.count += 1;
        self.hash.update(line.as_bytes());
        self.hash.update(b"\n");
    }

    pub(super) fn end(self) -> (u64, String) {
        (self.count, hex::encode(self.hash.finalize()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        let table = |name: &str, rows| TableSum { name: name.into(), rows, sha256: "aa".into() };
        Manifest {
            region: "33.14".parse().unwrap(),
            steps: vec!["m0001_core".into()],
            tables: vec![table("agencies", 3), table("services", 9)],
            objects: ObjectSums { count: 1, bytes: 2, sha256: "bb".into() },
            key: "cc".into(),
        }
    }

    #[test]
    fn each_difference_is_named_and_changes_the_digest() {
        let whole = manifest();
        assert_eq!((whole.differences(&manifest()), whole.rows()), (Vec::<String>::new(), 12));
        for (break_it, said) in [
            (Box::new(|m: &mut Manifest| m.tables[0].rows = 2) as Box<dyn Fn(&mut Manifest)>, "agencies: 2 baris"),
            (Box::new(|m| m.tables[1].sha256 = "x".into()), "services: isi berbeda"),
            (Box::new(|m| drop(m.tables.pop())), "services tidak ada"),
            (Box::new(|m| m.objects.count = 0), "0 berkas"),
            (Box::new(|m| m.objects.sha256 = "x".into()), "isi berkas"),
            (Box::new(|m| m.key = "x".into()), "kunci data"),
            (Box::new(|m| m.steps.clear()), "migrasi"),
        ] {
            let mut other = manifest();
            break_it(&mut other);
            assert!(whole.differences(&other).join(", ").contains(said), "{said}");
            assert_ne!(whole.digest(), other.digest(), "{said}");
        }
    }
}
