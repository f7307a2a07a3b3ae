//! Component 3: the longest time.

use balai_catalog::{Entry, Line, ServiceTime, Standard, TimeUnit};
use balai_kernel::Language;

use crate::desk::typed::Typed;
use crate::forms::{Choice, Field};

/// The longest time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeSheet {
    /// How many.
    pub amount: Field,
    /// Of what.
    pub unit: Field,
    /// The answers of `unit`.
    pub units: Vec<Choice>,
    /// From when it counts.
    pub note: Field,
}

impl TimeSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        let time = standard.time.as_ref();
        let note = time.and_then(|time| time.note.as_ref());
        Self::new(
            time.map_or_else(String::new, |time| time.amount.to_string()),
            code(time.map_or(TimeUnit::WorkingDays, |time| time.unit)),
            note.map_or("", Line::as_str),
        )
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self::new(typed.text("lama").to_owned(), typed.text("satuan"), typed.text("keterangan"))
    }

    fn new(amount: String, unit: &str, note: &str) -> Self {
        let unit = Field::new("satuan").with(unit);
        let choice = |kind: TimeUnit| Choice::new(code(kind), kind.word(Language::Indonesian, 2)).chosen_in(&unit);
        let units = [TimeUnit::WorkingDays, TimeUnit::ClockDays, TimeUnit::Hours, TimeUnit::Minutes].map(choice);
        Self {
            amount: Field::new("lama").with(amount),
            units: units.to_vec(),
            unit,
            note: Field::new("keterangan").with(note),
        }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        vec![&self.amount, &self.unit, &self.note]
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let note = super::optional(&mut self.note, Line::parse_optional);
        let unit = self.unit.read(|typed| {
            let known = TimeUnit::ALL.into_iter().find(|unit| code(*unit) == typed);
            known.ok_or("Pilih satuan waktu.")
        });
        let lonely_note = !self.note.value.trim().is_empty();
        let amount = self.amount.read(|text| match text.trim() {
            "" if lonely_note => Err("Tulis lamanya dengan angka, misalnya 3."),
            "" => Ok(None),
            digits => match digits.parse::<u16>() {
                Ok(1..=999) => Ok(digits.parse::<u16>().ok()),
                _ => Err("Tulis lamanya dengan angka 1 sampai 999, misalnya 3."),
            },
        });
        let (amount, unit, note) = (amount?, unit?, note?);
        let time = amount.and_then(|amount| ServiceTime::of(amount, unit));
        Some(Entry::Time(time.map(|time| ServiceTime { note, ..time })))
    }
}

fn code(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Minutes => "menit",
        TimeUnit::Hours => "jam",
        TimeUnit::WorkingDays => "hari-kerja",
        TimeUnit::ClockDays => "hari-kalender",
    }
}
