//! What the address of a page asks for. It never fails: a page is shown for whatever was typed, and what is too long is
//! cut. Machines are told instead; see [`crate::api`].

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use uuid::Uuid;

use crate::fault::Fault;

/// Most letters of one question.
pub const LONGEST: usize = 200;
/// The words that are searched.
pub const WORDS: &str = "q";
/// The id of the last item of the page before.
pub const AFTER: &str = "setelah";

/// The questions of an address, by name; of several with one name the first counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked(Vec<(String, String)>);

impl FromRequest for Asked {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::read(request.query_string())))
    }
}

impl Asked {
    /// Reads a query string.
    pub fn read(query: &str) -> Self {
        let pairs = url::form_urlencoded::parse(query.as_bytes()).take(50);
        let cut = |text: &str| text.trim().chars().take(LONGEST).collect::<String>();
        Self(pairs.map(|(name, value)| (name.into_owned(), cut(&value))).collect())
    }

    /// What was asked under this name; empty when nothing was.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The words that are searched.
    pub fn words(&self) -> &str {
        self.text(WORDS)
    }

    /// The item after which the page begins. There is no page after what is no item.
    pub fn after(&self) -> Result<Option<Uuid>, Fault> {
        match self.text(AFTER) {
            "" => Ok(None),
            text => Uuid::parse_str(text).map(Some).map_err(|_| Fault::NotFound),
        }
    }
}

/// An address of ours with questions; those that are empty are left out.
pub fn link<'t>(path: &str, questions: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in questions.into_iter().filter(|(_, value)| !value.is_empty()) {
        query.append_pair(name, value);
    }
    match query.finish() {
        query if query.is_empty() => path.to_owned(),
        query => format!("{path}?{query}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_cut_at_its_longest_and_asked_twice_counts_once() {
        let asked = Asked::read(&format!("q=+{}&q=b&setelah=x", "é".repeat(300)));
        assert_eq!(asked.words().chars().count(), LONGEST);
        assert!(matches!(asked.after(), Err(Fault::NotFound)));
        assert_eq!(Asked::read("").after().expect("nothing asked"), None);
    }

    #[test]
    fn a_link_carries_only_what_is_asked() {
        assert_eq!(link("/cari", [("q", "akta & KTP"), ("instansi", "")]), "/cari?q=akta+%26+KTP");
        assert_eq!(link("/cari", [("q", "")]), "/cari");
    }
}
