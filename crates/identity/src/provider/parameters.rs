//! The parameters of a request as they arrive (RFC 6749, 3.1 and 3.2).

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// Names and values. A parameter without a value counts as left out; one that comes twice is known as such.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameters {
    values: BTreeMap<String, String>,
    repeated: BTreeSet<String>,
}

impl Parameters {
    /// Reads the `application/x-www-form-urlencoded` form of a query or a body.
    pub fn parse(text: &str) -> Self {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).unwrap_or_default();
        let mut read = Self::default();
        for (name, value) in pairs {
            match read.values.entry(name) {
                Entry::Occupied(known) => {
                    read.repeated.insert(known.key().clone());
                }
                Entry::Vacant(free) => {
                    free.insert(value);
                }
            }
        }
        read.values.retain(|_, value| !value.is_empty());
        read
    }

    /// A value; none where it is missing, empty, or came twice.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).filter(|_| !self.repeated.contains(name)).map(String::as_str)
    }

    /// Whether a parameter came more than once, which no request may have.
    pub fn has_repeated(&self) -> bool {
        !self.repeated.is_empty()
    }

    /// The same with a value in the place of another, or without it.
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<String>) -> Self {
        self.values.remove(name);
        if let Some(value) = value {
            self.values.insert(name.to_owned(), value);
        }
        self
    }

    /// The encoded form, in the order of the names.
    pub fn encoded(&self) -> String {
        serde_urlencoded::to_string(&self.values).expect("pairs of texts have a query form")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_twice_is_no_value_and_what_is_empty_is_left_out() {
        let read = Parameters::parse("a=1&b=&c=2&c=3&d=x%26y+z");
        assert_eq!(
            (read.get("a"), read.get("b"), read.get("c"), read.get("d")),
            (Some("1"), None, None, Some("x&y z"))
        );
        assert!(read.has_repeated());
        let fine = Parameters::parse("b=2&a=1");
        assert!(!fine.has_repeated());
        assert_eq!(fine.with("c", Some("ä".into())).with("b", None).encoded(), "a=1&c=%C3%A4");
    }
}
