//! `/kelola/layanan/{id}/riwayat`: who changed what and when, from the audit trail, in the region's time.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::Component;
use balai_kernel::{Language, long_date};
use balai_storage::audit::Link as Deed;
use serde_json::Value;

use super::answer;
use super::bench::{Bench, Sitting};
use crate::access::{Staff, may};
use crate::asked::{AFTER, Asked};
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::trail::actors::Actors;
use crate::words::Words;

/// Deeds on one page.
const ITEMS: u64 = 25;

/// The history of a service.
#[derive(Template)]
#[template(path = "desk/history.html")]
pub struct HistoryPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// What was done, newest first.
    pub deeds: Vec<DeedLine>,
    /// The next page.
    pub next: Option<String>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeedLine {
    /// What.
    pub what: String,
    /// The particulars; may be empty.
    pub more: String,
    /// By whom.
    pub who: String,
    /// When, in the region's time.
    pub at: String,
}

/// `GET /kelola/layanan/{id}/riwayat`
pub async fn show(
    staff: Staff<may::CatalogueView>,
    id: web::Path<String>,
    asked: Asked,
) -> Result<HttpResponse, Fault> {
    let before = match asked.text(AFTER) {
        "" => None,
        text => Some(text.parse::<i64>().map_err(|_| Fault::NotFound)?),
    };
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let mut deeds = read.audit_of("service", &desk.service.id.to_string(), before, ITEMS + 1).await?;
    let more = deeds.len() as u64 > ITEMS;
    deeds.truncate(usize::try_from(ITEMS).expect("25 fit"));
    let last = deeds.last().map(|deed| deed.position).filter(|_| more);
    let bench = staff.bench(&desk, Sitting::History).await?;
    let frame = staff.frame(&read, Some(DeskTab::Catalogue)).await?;
    drop(read);
    let actors = Actors::of(&staff.app.identity, &deeds).await?;
    answer::page(&HistoryPage {
        w: Words::default(),
        frame,
        bench,
        deeds: deeds.iter().map(|deed| line(deed, &actors, staff.written(deed.at))).collect(),
        next: last.map(|position| format!("/kelola/layanan/{id}/riwayat?{AFTER}={position}")),
    })
}

fn line(deed: &Deed, actors: &Actors, at: String) -> DeedLine {
    let empty = Value::Null;
    let (before, after) = (deed.before.as_ref().unwrap_or(&empty), deed.after.as_ref().unwrap_or(&empty));
    let (what, more) = told(&deed.action, before, after);
    DeedLine { what, more, who: actors.name(&deed.actor).name, at }
}

/// A deed in the words of the office, and its particulars.
fn told(action: &str, before: &Value, after: &Value) -> (String, String) {
    let number = |name: &str| after[name].as_u64().or_else(|| before[name].as_u64()).unwrap_or_default();
    let text = |name: &str| after[name].as_str().unwrap_or_default().to_owned();
    let plain = |what: &str| (what.to_owned(), String::new());
    match action {
        "service.created" => plain("Layanan dibuat"),
        "service.edited" => ("Rincian layanan diubah".to_owned(), edited(before, after)),
        "service.published" => (format!("Versi {} terbit", number("version")), replaced(after)),
        "service.withdrawn" => (format!("Versi {} ditarik dari warga", number("version")), String::new()),
        "service.archived" => plain("Layanan diarsipkan"),
        "service.restored" => plain("Layanan dipulihkan sebagai draf"),
        "service.trashed" => plain("Layanan dihapus, masih di tempat sampah"),
        "service.recovered" => plain("Layanan diambil dari tempat sampah"),
        "service.undone" => plain("Perubahan pada banyak layanan diurungkan"),
        "service.copied" => ("Layanan disalin dari daerah lain".to_owned(), copied(after)),
        "standard.saved" => ("Draf disimpan".to_owned(), saved(after)),
        "standard.discarded" => (format!("Draf versi {} dibuang", number("version")), String::new()),
        "standard.waits" => {
            (format!("Versi {} menunggu tanggal berlaku", number("version")), format!("Berlaku {}", day(&text("from"))))
        }
        "standard.wait_ended" => (format!("Penantian versi {} dibatalkan", number("version")), String::new()),
        "standard.wait_refused" => {
            (format!("Versi {} tidak jadi berlaku", number("version")), joined(&after["findings"]))
        }
        "standard.rolled_back" => (
            format!("Draf versi {} dibuat dari versi lama", number("version")),
            format!("Isi versi {}", number("from")),
        ),
        "finding.answered" => ("Temuan dijawab".to_owned(), answered(after)),
        "finding.muted" => ("Temuan dibisukan".to_owned(), answered(after)),
        "finding.reopened" => ("Temuan dibuka lagi".to_owned(), text("short")),
        "template.decided" => ("Perubahan templat dijawab".to_owned(), decided(after)),
        other => plain(other),
    }
}

/// A day as it is written at the desk.
fn day(text: &str) -> String {
    text.parse().map_or_else(|_| text.to_owned(), |day| long_date(day, Language::Indonesian))
}

fn replaced(after: &Value) -> String {
    after["replaces"].as_u64().map_or_else(String::new, |old| format!("Menggantikan versi {old}"))
}

fn saved(after: &Value) -> String {
    let title = |number: u64| {
        let component = u8::try_from(number).ok().and_then(Component::from_number);
        component.map_or_else(String::new, |component| format!("{}. {}", component.number(), component.title()))
    };
    if let Some(number) = after["component"].as_u64() {
        return title(number);
    }
    if let Some(numbers) = after["components"].as_array() {
        let numbers = numbers.iter().filter_map(|number| number.as_str()?.parse().ok());
        return numbers.map(title).collect::<Vec<_>>().join("; ");
    }
    for (mark, words) in [("confirmed", "Isi dinyatakan sesuai"), ("imported", "Isi dari berkas yang diimpor")] {
        if after[mark].as_bool() == Some(true) {
            return words.to_owned();
        }
    }
    match after["decree"].as_str() {
        Some(number) => format!("SK {number}"),
        None => "SK dihapus".to_owned(),
    }
}

fn edited(before: &Value, after: &Value) -> String {
    const FIELDS: [(&str, &str); 7] = [
        ("name", "nama"),
        ("agency", "instansi"),
        ("category", "kategori"),
        ("note", "catatan"),
        ("system", "sistem nasional"),
        ("channels", "tempat mengurus"),
        ("connection", "sambungan"),
    ];
    let changed = FIELDS.iter().filter(|(field, _)| before[*field] != after[*field]);
    let changed: Vec<String> = changed
        .map(|(field, word)| match (before[*field].as_str(), after[*field].as_str()) {
            (Some(old), Some(new)) if *field == "name" => format!("{word} dari \"{old}\" menjadi \"{new}\""),
            _ => (*word).to_owned(),
        })
        .collect();
    changed.join("; ")
}

fn copied(after: &Value) -> String {
    let source = &after["source"];
    let text = |name: &str| source[name].as_str().unwrap_or_default();
    format!("{}, {}, versi {}", text("region_name"), text("name"), source["version"])
}

fn answered(after: &Value) -> String {
    let text = |name: &str| after[name].as_str().unwrap_or_default();
    format!("{}: {}", text("short"), text("answer"))
}

fn decided(after: &Value) -> String {
    let (accepted, refused) = (joined(&after["accepted"]), joined(&after["refused"]));
    let part = |word: &str, list: String| (!list.is_empty()).then(|| format!("{word}: {list}"));
    [part("Diterima", accepted), part("Ditolak", refused)].into_iter().flatten().collect::<Vec<_>>().join(". ")
}

fn joined(list: &Value) -> String {
    let texts = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    texts.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_deed_is_told_with_what_it_changed() {
        let saved = told("standard.saved", &Value::Null, &json!({ "component": 4 }));
        assert_eq!(saved, ("Draf disimpan".to_owned(), "4. Biaya/tarif".to_owned()));
        let (before, after) = (json!({ "name": "SIUP", "note": null }), json!({ "name": "NIB", "note": "baru" }));
        let edited = told("service.edited", &before, &after).1;
        assert_eq!(edited, "nama dari \"SIUP\" menjadi \"NIB\"; catatan");
        let decided =
            told("template.decided", &Value::Null, &json!({ "accepted": ["3. Jangka waktu"], "refused": [] }));
        assert_eq!(decided.1, "Diterima: 3. Jangka waktu");
    }
}
