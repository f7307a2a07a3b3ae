//! What a form sent: its pairs as they came, for forms whose rows grow.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use sha2::{Digest as _, Sha256};

use crate::forms::Field;

/// Most rows that one form carries.
pub const MOST_ROWS: usize = 60;
/// The name under which a form carries the print of what it showed at first.
pub const SEEN: &str = "semula";

/// The pairs of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed(Vec<(String, String)>);

impl FromRequest for Typed {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move { Ok(Self::parse(&body.await?)) })
    }
}

impl Typed {
    /// Reads the body of a form.
    pub fn parse(body: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(body).into_owned().collect())
    }

    /// What was typed into the first field of this name; empty when there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// Whether a field, box or button of this name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    /// All answers under one name.
    pub fn all<'t>(&'t self, name: &'t str) -> impl Iterator<Item = &'t str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// A field with what was typed into it.
    pub fn field(&self, name: &'static str) -> Field {
        Field::new(name).with(self.text(name))
    }

    /// The rows of a table of fields, by the names of its columns: `syarat-1`, `catatan-1`, `syarat-2`.
    pub fn rows<const N: usize>(&self, columns: [&str; N]) -> Vec<[String; N]> {
        let last = (1..=MOST_ROWS).rev().find(|row| columns.iter().any(|c| self.has(&format!("{c}-{row}"))));
        let row = |row: usize| columns.map(|column| self.text(&format!("{column}-{row}")).to_owned());
        (1..=last.unwrap_or(0)).map(row).collect()
    }
}

/// What a button of a row asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStep {
    /// One more row at the end.
    Add,
    /// This row goes, counted from 0.
    Remove(usize),
    /// This row changes places with the one above it.
    Up(usize),
}

impl RowStep {
    /// The step that was asked for, if the form was not sent to be saved.
    pub fn asked(typed: &Typed) -> Option<Self> {
        let row = |name| typed.text(name).parse::<usize>().ok().and_then(|row| row.checked_sub(1));
        if typed.has("tambah") {
            return Some(Self::Add);
        }
        row("hapus").map(Self::Remove).or_else(|| row("naik").map(Self::Up))
    }

    /// Takes the step; one that leads nowhere changes nothing.
    pub fn take<T: Default>(self, rows: &mut Vec<T>) {
        match self {
            Self::Add if rows.len() < MOST_ROWS => rows.push(T::default()),
            Self::Remove(row) if row < rows.len() => drop(rows.remove(row)),
            Self::Up(row) if row > 0 && row < rows.len() => rows.swap(row - 1, row),
            Self::Add | Self::Remove(_) | Self::Up(_) => {}
        }
    }
}

/// A print of what a form shows, to see whether somebody else changed it before it came back.
pub fn print_of<'f>(fields: impl IntoIterator<Item = &'f Field>) -> String {
    let digest = fields.into_iter().fold(Sha256::new(), |digest, field| {
        digest.chain_update(field.name.as_bytes()).chain_update([0]).chain_update(&field.value).chain_update([0])
    });
    digest.finalize().iter().take(12).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_to_the_last_one_that_was_sent() {
        let typed = Typed::parse(b"syarat-1=KTP&catatan-3=asli&syarat-99=x");
        let rows = typed.rows(["syarat", "catatan"]);
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0], ["KTP", ""]);
        assert_eq!(rows[2], ["", "asli"]);
    }

    #[test]
    fn a_step_that_leads_nowhere_changes_nothing() {
        let mut rows = vec!["a".to_owned(), "b".to_owned()];
        for step in [RowStep::Remove(2), RowStep::Up(0), RowStep::Up(9)] {
            step.take(&mut rows);
        }
        assert_eq!(rows, ["a", "b"]);
        RowStep::Up(1).take(&mut rows);
        RowStep::Remove(1).take(&mut rows);
        RowStep::Add.take(&mut rows);
        assert_eq!(rows, ["b", ""]);
        assert_eq!(RowStep::asked(&Typed::parse(b"hapus=2")), Some(RowStep::Remove(1)));
        assert_eq!(RowStep::asked(&Typed::parse(b"hapus=0&simpan=1")), None);
    }

    #[test]
    fn the_print_follows_what_is_shown() {
        let one = [Field::new("a").with("x"), Field::new("b")];
        let other = [Field::new("a"), Field::new("b").with("x")];
        assert_ne!(print_of(&one), print_of(&other));
        assert_eq!(print_of(&one), print_of(&one.clone().map(|field| field.wrong("Salah."))));
    }
}
