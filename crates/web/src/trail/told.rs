//! What a link says, in words: the thing it is about, the channel it came by, and before and after line by line.

use balai_rbac::Role;
use balai_storage::audit::Link;
use serde_json::Value;
use uuid::Uuid;

use super::words;

/// Lines of one side that are shown.
const MOST_LINES: usize = 200;
/// Letters of one value that are shown.
const LONGEST: usize = 1_000;

/// The kind of thing and which one: `Layanan: Akta Kelahiran`. An id says nothing to a reader and is left to the entry.
pub fn thing(deed: &Link) -> String {
    let (kind, id) = &deed.object;
    let named = [&deed.after, &deed.before].into_iter().flatten().find_map(|side| side["name"].as_str());
    let readable = || (Uuid::parse_str(id).is_err() && kind != "trail").then_some(id.as_str());
    match named.or_else(readable).filter(|name| !name.is_empty()) {
        Some(name) => format!("{}: {name}", words::kind(kind)),
        None => words::kind(kind).to_owned(),
    }
}

/// How a deed reached the platform.
pub fn channel(deed: &Link) -> String {
    match deed.actor.split_once(':') {
        Some(("system", name)) => format!("Pekerjaan platform: {name}"),
        Some(("applicant", _)) => "Halaman pendaftaran".to_owned(),
        _ if deed.origin.is_empty() => "Perintah pengelola platform".to_owned(),
        _ => "Halaman web".to_owned(),
    }
}

/// Each value with its name, one a line, in the order of the names. `agencies` give ids their names.
pub fn lines(value: &Value, agencies: &[(Uuid, String)]) -> Vec<String> {
    let mut lines = Vec::new();
    flatten("", value, agencies, &mut lines);
    lines.truncate(MOST_LINES);
    lines
}

fn flatten(name: &str, value: &Value, agencies: &[(Uuid, String)], lines: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let word = words::field(field);
                let inner = if name.is_empty() { word.into_owned() } else { format!("{name}, {}", lower(&word)) };
                match (field.as_str(), value.as_str()) {
                    ("role", Some(role)) => lines.push(format!("{inner}: {}", title(role))),
                    ("domain", Some(place)) => lines.push(format!("{inner}: {}", place_of(place, agencies))),
                    _ => flatten(&inner, value, agencies, lines),
                }
            }
        }
        Value::Array(items) if items.iter().all(|item| !item.is_object() && !item.is_array()) => {
            let items: Vec<String> = items.iter().map(|item| plain(item, agencies)).collect();
            lines.push(said(name, if items.is_empty() { "kosong".to_owned() } else { items.join("; ") }));
        }
        Value::Array(items) => {
            for (number, item) in (1..).zip(items) {
                flatten(&format!("{name} {number}"), item, agencies, lines);
            }
        }
        plain_value => lines.push(said(name, plain(plain_value, agencies))),
    }
}

fn said(name: &str, value: String) -> String {
    if name.is_empty() { value } else { format!("{name}: {value}") }
}

fn plain(value: &Value, agencies: &[(Uuid, String)]) -> String {
    match value {
        Value::Null => "kosong".to_owned(),
        Value::Bool(true) => "ya".to_owned(),
        Value::Bool(false) => "tidak".to_owned(),
        Value::String(text) if text.trim().is_empty() => "kosong".to_owned(),
        Value::String(text) => {
            let agency = Uuid::parse_str(text).ok().and_then(|id| agencies.iter().find(|(known, _)| *known == id));
            agency.map_or_else(|| text.chars().take(LONGEST).collect(), |(_, name)| name.clone())
        }
        other => other.to_string(),
    }
}

fn title(role: &str) -> &str {
    role.parse::<Role>().map_or(role, |role| role.title())
}

fn place_of(place: &str, agencies: &[(Uuid, String)]) -> String {
    match place.split_once('/') {
        None if place == "nasional" => "Kementerian".to_owned(),
        None => format!("Seluruh daerah {place}"),
        Some((region, agency)) => {
            let id = Uuid::parse_str(agency).ok();
            let known = agencies.iter().find(|(known, _)| Some(*known) == id);
            known.map_or_else(|| format!("Satu instansi di daerah {region}"), |(_, name)| name.clone())
        }
    }
}

fn lower(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_value_is_a_line_with_its_name() {
        let agency = Uuid::from_u128(7);
        let agencies = [(agency, "Dinas Kesehatan".to_owned())];
        let value = json!({ "agency": agency, "name": "Akta", "hours": { "mon": "08.00-14.00" }, "channels": [], "sample": true });
        assert_eq!(
            lines(&value, &agencies),
            [
                "Instansi: Dinas Kesehatan",
                "Tempat mengurus: kosong",
                "Jam buka, senin: 08.00-14.00",
                "Nama: Akta",
                "Contoh: ya"
            ]
        );
        let grant = json!({ "role": "catalogue_editor", "domain": format!("33.14/{agency}") });
        assert_eq!(lines(&grant, &agencies), ["Untuk: Dinas Kesehatan", "Peran: Penyunting katalog"]);
        assert_eq!(lines(&grant, &[])[0], "Untuk: Satu instansi di daerah 33.14");
        assert_eq!(lines(&json!({ "from_what_is_new": null }), &[]), ["from what is new: kosong"]);
    }
}
