//! What the reader of a trail asks for: the book, a person, a kind of thing, a deed, some days.

use balai_storage::audit::Trail;
use chrono::{Days, NaiveDate};

use super::room::{Book, Room};
use super::words;
use crate::asked::{Asked, link};
use crate::forms::{Choice, ErrorSummary, Field};

/// The form above the list, with what was asked and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The book.
    pub book: Book,
    /// The person, in stable text.
    pub who: Field,
    /// The kind of thing.
    pub kind: Field,
    /// The deed.
    pub deed: Field,
    /// The thing's id; not in the form, only in links.
    pub id: String,
    /// The first day.
    pub from: Field,
    /// The last day.
    pub until: Field,
}

/// A day as date fields send it, or as it is written by hand.
fn day(text: &str) -> Result<Option<NaiveDate>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let shapes = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"];
    let read = shapes.iter().find_map(|shape| NaiveDate::parse_from_str(text, shape).ok());
    read.map(Some).ok_or("Tulis tanggal seperti 23-11-2026.")
}

impl Filter {
    /// Reads an address.
    pub fn read(asked: &Asked) -> Self {
        let field = |name: &'static str| Field::new(name).with(asked.text(name));
        Self {
            book: Book::named(asked.text("buku")),
            who: field("siapa"),
            kind: field("jenis"),
            deed: field("tindakan"),
            id: asked.text("benda").to_owned(),
            from: field("dari"),
            until: field("sampai"),
        }
    }

    /// The links that are asked for, in days of the place; nothing where a day does not read, which its field then says.
    pub fn trail(&mut self, room: &Room<'_>) -> Option<Trail> {
        let (from, until) = (self.from.read(day), self.until.read(day));
        let (from, until) = (from?, until?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            self.until.error = Some("Hari terakhir tidak boleh sebelum hari pertama.".to_owned());
            return None;
        }
        let next = until.map(|day| day.checked_add_days(Days::new(1)).unwrap_or(day));
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(Trail {
            actor: text(&self.who.value),
            account: None,
            action: text(&self.deed.value),
            kind: text(&self.kind.value),
            id: text(&self.id),
            from: from.map(|day| room.zone.midnight(day)),
            until: next.map(|day| room.zone.midnight(day)),
            place: None,
        })
    }

    /// What is wrong.
    pub fn summary(&self) -> ErrorSummary {
        ErrorSummary::of([&self.from, &self.until])
    }

    /// Whether anything is narrowed.
    pub fn narrows(&self) -> bool {
        self.fields().into_iter().any(|(_, value)| !value.is_empty())
    }

    /// An address with the same filter.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let book = [("buku", self.book.word())];
        link(path, book.into_iter().chain(self.fields()).chain(more.iter().copied()))
    }

    /// The filter in the text under which its reading is left in the trail.
    pub fn print(&self) -> String {
        self.address("jejak", &[])
    }

    /// The deeds to choose from.
    pub fn deeds(&self, room: &Room<'_>) -> Vec<Choice> {
        choices(&self.deed, "Semua tindakan", words::deeds(room.written))
    }

    /// The kinds to choose from.
    pub fn kinds(&self, room: &Room<'_>) -> Vec<Choice> {
        choices(&self.kind, "Semua jenis", words::kinds(room.written))
    }

    /// The people to choose from: who works here now, and whoever is chosen by a link of the list.
    pub fn people(&self, room: &Room<'_>, chosen: &str) -> Vec<Choice> {
        let staff = room.staff.iter().map(|member| (format!("account:{}", member.account), member.name.to_string()));
        let mut people: Vec<(String, String)> = staff.collect();
        if !self.who.value.is_empty() && !people.iter().any(|(actor, _)| *actor == self.who.value) {
            people.push((self.who.value.clone(), chosen.to_owned()));
        }
        let all = Choice::new("", "Semua orang");
        std::iter::once(all)
            .chain(people.into_iter().map(|(actor, name)| Choice::new(actor, name)))
            .map(|choice| choice.chosen_in(&self.who))
            .collect()
    }

    fn fields(&self) -> [(&str, &str); 6] {
        [
            ("siapa", &self.who.value),
            ("jenis", &self.kind.value),
            ("tindakan", &self.deed.value),
            ("benda", &self.id),
            ("dari", &self.from.value),
            ("sampai", &self.until.value),
        ]
    }
}

fn choices<'w>(field: &Field, all: &str, words: impl Iterator<Item = (&'w str, &'w str)>) -> Vec<Choice> {
    let first = std::iter::once(Choice::new("", all));
    first.chain(words.map(|(value, label)| Choice::new(value, label))).map(|choice| choice.chosen_in(field)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_reads_as_fields_send_it_and_as_people_write_it() {
        let expected = NaiveDate::from_ymd_opt(2026, 11, 23);
        for text in ["2026-11-23", "23-11-2026", "23/11/2026"] {
            assert_eq!(day(text), Ok(expected), "{text}");
        }
        assert_eq!(day(""), Ok(None));
        assert!(day("kemarin").is_err() && day("2026-13-01").is_err());
    }

    #[test]
    fn an_address_holds_what_was_asked_and_nothing_empty() {
        let filter = Filter::read(&Asked::read("buku=pegawai&dari=2026-11-23&siapa="));
        assert!(filter.narrows());
        assert_eq!(
            filter.address("/kelola/jejak", &[("setelah", "7")]),
            "/kelola/jejak?buku=pegawai&dari=2026-11-23&setelah=7"
        );
        assert!(!Filter::read(&Asked::read("buku=pegawai")).narrows());
    }
}
