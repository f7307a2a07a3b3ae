//! Times as people write them.

use std::num::NonZeroU16;

use balai_kernel::{Language, fold};
use balai_sheets::Cell;

use crate::standard::{ServiceTime, TimeUnit};
use crate::text::Line;

use super::problem::Fault;

/// Words in front of a time that say nothing more.
const BEFORE: [&str; 7] =
    ["paling lama", "paling lambat", "maksimal", "maksimum", "selambat lambatnya", "maks", "lebih kurang"];
/// Units by their words, the longest first.
const UNITS: [(&str, TimeUnit); 6] = [
    ("hari kerja", TimeUnit::WorkingDays),
    ("hari kalender", TimeUnit::ClockDays),
    ("menit", TimeUnit::Minutes),
    ("mnt", TimeUnit::Minutes),
    ("jam", TimeUnit::Hours),
    ("hari", TimeUnit::WorkingDays),
];
/// Units that no standard is counted in.
const OTHERS: [&str; 4] = ["minggu", "pekan", "bulan", "tahun"];

/// A time, and what somebody should look at.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub time: ServiceTime,
    pub doubt: Option<&'static str>,
}

/// The time in a cell; none where it is empty.
pub(super) fn time(cell: &Cell) -> Result<Option<Read>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    let text = cell.shown();
    if let Cell::Number(_) = cell {
        return Err(Fault::new(
            "Waktu tanpa satuan",
            format!("Tulis {text} hari kerja, {text} jam, atau {text} menit"),
        ));
    }
    read(&text).map(Some)
}

fn read(text: &str) -> Result<Read, Fault> {
    let text = without_brackets(text);
    let folded = fold(&text);
    let folded = BEFORE.iter().find_map(|word| folded.strip_prefix(word)).unwrap_or(&folded).trim();
    let shape = || Fault::new("Waktu harus satu angka dan satuan", remedy(folded));
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = folded.split_at(digits);
    let amount = number.parse::<u16>().ok().and_then(NonZeroU16::new).ok_or_else(shape)?;
    let rest = rest.trim_start();
    if let Some(rest) = rest.strip_prefix('x').map(str::trim_start).and_then(|rest| rest.strip_prefix("24 jam")) {
        let note = note_of(rest, &text, "jam").ok_or_else(shape)?;
        return Ok(Read { time: ServiceTime { amount, unit: TimeUnit::ClockDays, note }, doubt: None });
    }
    let (word, unit) = UNITS.into_iter().find(|(word, _)| begins(rest, word)).ok_or_else(shape)?;
    let note = note_of(&rest[word.len()..], &text, word).ok_or_else(shape)?;
    let doubt = (word == "hari").then_some("Kami baca sebagai hari kerja");
    Ok(Read { time: ServiceTime { amount, unit, note }, doubt })
}

/// What follows the unit, as it was written; none when it is a second time.
#[expect(clippy::option_option, reason = "the outer says whether it reads, the inner whether there is a note")]
fn note_of(rest: &str, text: &str, unit: &str) -> Option<Option<Line>> {
    if rest.trim().is_empty() {
        return Some(None);
    }
    let again = rest.split(' ').any(|word| UNITS.iter().any(|(unit, _)| *unit == word) || OTHERS.contains(&word));
    if again {
        return None;
    }
    let last = unit.rsplit(' ').next().unwrap_or(unit);
    let lower = text.to_lowercase();
    let place = lower.find(last)? + last.len();
    let tail = text.get(place..)?.trim_start_matches([',', ';', '.', ' ', ':']).trim();
    Line::parse_optional(tail).ok()
}

fn begins(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// `3 (tiga) hari kerja` says the number twice.
fn without_brackets(text: &str) -> String {
    match (text.find('('), text.find(')')) {
        (Some(open), Some(close)) if open < close && text[open..close].chars().all(|c| !c.is_ascii_digit()) => {
            let spelled = text[..open].trim_end().ends_with(|c: char| c.is_ascii_digit());
            if spelled { format!("{}{}", &text[..open], &text[close + 1..]) } else { text.to_owned() }
        }
        _ => text.to_owned(),
    }
}

/// What to write instead: the longest time that was named, in a unit that counts.
fn remedy(folded: &str) -> String {
    let most = folded.split(' ').filter_map(|word| word.parse::<u32>().ok()).max();
    match most {
        Some(most) if folded.contains("minggu") || folded.contains("pekan") => format!("Tulis {} hari kerja", most * 5),
        Some(most) if folded.contains("bulan") => format!("Tulis {} hari kerja", most * 20),
        Some(_) if folded.contains("jam") && folded.contains("menit") => format!("Tulis {} menit", minutes(folded)),
        Some(most) if most > 0 && folded.contains("jam") => format!("Tulis waktu paling lama, misalnya {most} jam"),
        Some(most) if most > 0 => format!("Tulis waktu paling lama, misalnya {most} hari kerja"),
        _ => "Tulis waktu paling lama, misalnya 3 hari kerja atau 15 menit".to_owned(),
    }
}

/// `1 jam 30 menit` in minutes.
fn minutes(folded: &str) -> u32 {
    let words: Vec<&str> = folded.split(' ').collect();
    let before = |unit: &str| {
        let pair = words.windows(2).find(|pair| pair[1] == unit);
        pair.and_then(|pair| pair[0].parse::<u32>().ok()).unwrap_or(0)
    };
    before("jam").saturating_mul(60).saturating_add(before("menit"))
}

/// The time as it is written, without its note.
pub(super) fn cell(time: &ServiceTime) -> Cell {
    Cell::text(time.label(Language::Indonesian).replace('\u{A0}', " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<(u16, TimeUnit, Option<String>)> {
        let time = time(&Cell::text(text)).ok()??.time;
        Some((time.amount.get(), time.unit, time.note.map(String::from)))
    }

    #[test]
    fn a_time_is_read_however_it_is_written() {
        for (text, amount, unit) in [
            ("3 hari kerja", 3, TimeUnit::WorkingDays),
            ("3 (tiga) hari kerja", 3, TimeUnit::WorkingDays),
            ("Paling lama 14 Hari Kerja", 14, TimeUnit::WorkingDays),
            ("1x24 jam", 1, TimeUnit::ClockDays),
            ("3 x 24 Jam", 3, TimeUnit::ClockDays),
            ("24 jam", 24, TimeUnit::Hours),
            ("15 menit", 15, TimeUnit::Minutes),
            ("7 hari kalender", 7, TimeUnit::ClockDays),
            ("2 hari", 2, TimeUnit::WorkingDays),
        ] {
            assert_eq!(parsed(text), Some((amount, unit, None)), "{text}");
        }
        let noted = parsed("5 hari kerja, sejak berkas lengkap");
        assert_eq!(noted, Some((5, TimeUnit::WorkingDays, Some("sejak berkas lengkap".into()))));
        assert_eq!(time(&Cell::text("2 hari")).unwrap().unwrap().doubt, Some("Kami baca sebagai hari kerja"));
    }

    #[test]
    fn what_is_no_single_time_is_told_with_what_to_write() {
        let remedy = |text: &str| time(&Cell::text(text)).unwrap_err().remedy;
        assert_eq!(remedy("1-2 minggu"), "Tulis 10 hari kerja");
        assert_eq!(remedy("3-5 hari kerja"), "Tulis waktu paling lama, misalnya 5 hari kerja");
        assert_eq!(remedy("1 jam 30 menit"), "Tulis 90 menit");
        assert_eq!(remedy("langsung jadi"), "Tulis waktu paling lama, misalnya 3 hari kerja atau 15 menit");
        assert!(time(&Cell::Number(3.0)).unwrap_err().remedy.starts_with("Tulis 3 hari kerja"));
        assert!(time(&Cell::text("0 hari kerja")).is_err());
    }
}
