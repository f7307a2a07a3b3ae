//! Reads one section after another, key by key, so that a mistake in one key hides no other.

use std::collections::BTreeMap;

use config::{Config, Map, Value, ValueKind};
use serde::de::DeserializeOwned;

use super::Mistake;

/// A section's keys without the section's name, such as `smtp.host`.
type Leaves = BTreeMap<String, Value>;

/// What was given, what stands where nothing was given, and what is wrong so far.
pub struct Reader {
    pub given: Config,
    pub defaults: Config,
    pub mistakes: Vec<Mistake>,
}

impl Reader {
    /// A section. A key that cannot be read is a mistake, and its default is read in its place.
    pub fn section<T: DeserializeOwned>(&mut self, name: &'static str) -> T {
        let defaults = leaves(&self.defaults, name);
        let mut kept = defaults.clone();
        for (key, value) in leaves(&self.given, name) {
            let Some(default) = defaults.get(&key) else {
                self.mistake(
                    name,
                    &key,
                    "kunci ini tidak dikenal; yang ada tertulis di config/default.toml".to_owned(),
                );
                continue;
            };
            let mut alone = defaults.clone();
            alone.insert(key.clone(), value.clone());
            if T::deserialize(nested(alone)).is_ok() {
                kept.insert(key, value);
            } else {
                self.mistake(name, &key, unfit(default));
            }
        }
        T::deserialize(nested(kept)).expect("the defaults can be read, and every other key alone")
    }

    fn mistake(&mut self, section: &str, key: &str, problem: String) {
        let key = if key.is_empty() { section.to_owned() } else { format!("{section}.{key}") };
        self.mistakes.push(Mistake::new(key, problem));
    }
}

/// The value itself is not shown: it may be a secret in the wrong place.
fn unfit(default: &Value) -> String {
    let shown = default.to_string();
    let shown = if shown.is_empty() { "kosong".to_owned() } else { format!("`{shown}`") };
    format!("nilainya tidak cocok; bawaannya {shown}, pilihannya tertulis di config/default.toml")
}

fn leaves(config: &Config, section: &str) -> Leaves {
    let mut all = Leaves::new();
    if let Ok(value) = config.get::<Value>(section) {
        flatten(String::new(), value, &mut all);
    }
    all
}

fn flatten(path: String, value: Value, into: &mut Leaves) {
    match value.kind {
        ValueKind::Table(table) => {
            for (key, value) in table {
                let path = if path.is_empty() { key } else { format!("{path}.{key}") };
                flatten(path, value, into);
            }
        }
        _ => drop(into.insert(path, value)),
    }
}

/// The table that such keys came from.
fn nested(leaves: Leaves) -> Value {
    let mut root = Map::new();
    for (path, value) in leaves {
        put(&mut root, &path, value);
    }
    Value::new(None, ValueKind::Table(root))
}

fn put(table: &mut Map<String, Value>, path: &str, value: Value) {
    let Some((head, rest)) = path.split_once('.') else {
        table.insert(path.to_owned(), value);
        return;
    };
    let inner = table.entry(head.to_owned()).or_insert_with(|| Value::new(None, ValueKind::Table(Map::new())));
    if let ValueKind::Table(inner) = &mut inner.kind {
        put(inner, rest, value);
    }
}
