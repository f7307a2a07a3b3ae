//! Component 11: how many people do the work.

use balai_catalog::{Entry, Standard};

use crate::desk::typed::Typed;
use crate::forms::Field;

/// How many people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountSheet {
    /// The number.
    pub count: Field,
}

impl CountSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        let count = standard.staff_count.map_or_else(String::new, |count| count.to_string());
        Self { count: Field::new("jumlah").with(count) }
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self { count: typed.field("jumlah") }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        vec![&self.count]
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        let count = self.count.read(|text| match text.trim() {
            "" => Ok(None),
            digits => match digits.parse::<u16>() {
                Ok(count @ 1..=9_999) => Ok(Some(count)),
                _ => Err("Tulis jumlah pelaksana dengan angka, misalnya 4."),
            },
        });
        count.map(Entry::StaffCount)
    }
}
