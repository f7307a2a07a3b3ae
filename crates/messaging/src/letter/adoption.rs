//! The ministry's letter of the week.

use url::Url;

use super::content::Content;

/// Names that one list tells; the others are counted.
const MOST_NAMES: usize = 12;

pub(super) fn week(counts: &[(String, usize)], opened: &[String], stalled: &[String], radar: &Url) -> Content {
    let content = Content::new("Radar adopsi Balai: keadaan minggu ini")
        .say(told("Balai yang dibuka", opened))
        .say(told("Daerah yang mulai tersendat", stalled));
    let sums: Vec<String> = counts.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    content
        .say(format!("Daerah menurut tahap. {}.", sums.join("; ")))
        .action("Buka radar adopsi", radar)
        .close("Surat ini dikirim setiap Senin pagi karena Anda memintanya di radar adopsi. Di halaman yang sama Anda dapat menghentikannya.")
}

fn told(what: &str, names: &[String]) -> String {
    if names.is_empty() {
        return format!("{what} dalam tujuh hari terakhir: tidak ada.");
    }
    let more = names.len().saturating_sub(MOST_NAMES);
    let list = names[..names.len() - more].join(", ");
    let rest = if more > 0 { format!(", dan {more} lagi") } else { String::new() };
    format!("{what} dalam tujuh hari terakhir: {list}{rest}.")
}
