//! Component 5: what the citizen gets.

use balai_catalog::{Entry, Line, Standard};

use crate::desk::typed::Typed;
use crate::forms::Field;

/// What the citizen gets, in one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductSheet {
    /// The line.
    pub product: Field,
}

impl ProductSheet {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        Self { product: Field::new("produk").with(standard.product.as_ref().map_or("", Line::as_str)) }
    }

    /// What was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self { product: typed.field("produk") }
    }

    pub(super) fn fields(&self) -> Vec<&Field> {
        vec![&self.product]
    }

    pub(super) fn read(&mut self) -> Option<Entry> {
        super::optional(&mut self.product, Line::parse_optional).map(Entry::Product)
    }
}
