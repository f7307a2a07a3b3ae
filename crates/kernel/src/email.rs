//! E-mail addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;

const LONGEST: usize = 254;
const LONGEST_LOCAL: usize = 64;
const LONGEST_LABEL: usize = 63;

/// A deliverable-looking address in lower case; two spellings of one mailbox are therefore equal.
///
/// It is personal data: `Debug` is masked and there is no `Display`, so that it does not slip into a log.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    /// Nothing was typed.
    #[error("Alamat surel belum diisi.")]
    Empty,
    /// More than 254 characters, or more than 64 before the @.
    #[error("Alamat surel terlalu panjang.")]
    TooLong,
    /// Not exactly one @ with something on both sides.
    #[error("Alamat surel harus memuat satu tanda @, misalnya nama@contoh.go.id.")]
    At,
    /// The part before the @ holds a character or dots that do not belong there.
    #[error("Bagian sebelum tanda @ memuat tanda yang tidak dapat dipakai dalam alamat surel.")]
    Local,
    /// The part after the @ is no domain name with at least one dot.
    #[error("Bagian sesudah tanda @ bukan nama domain yang benar, misalnya contoh.go.id.")]
    Domain,
}

impl Email {
    /// Trims and lower-cases, then checks. Quoted local parts and address literals are not taken: nobody has one.
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        let text = text.trim().to_lowercase();
        if text.is_empty() {
            return Err(EmailError::Empty);
        }
        let (local, domain) = text.split_once('@').ok_or(EmailError::At)?;
        if local.is_empty() || domain.is_empty() || domain.contains('@') {
            return Err(EmailError::At);
        }
        if text.len() > LONGEST || local.len() > LONGEST_LOCAL {
            return Err(EmailError::TooLong);
        }
        if !is_local_part(local) {
            return Err(EmailError::Local);
        }
        if !is_domain(domain) {
            return Err(EmailError::Domain);
        }
        Ok(Self(text))
    }

    /// Whether the domain is `go.id` or lies below it. A dot decides: `sragenkab.go.id` does, `mygo.id` does not.
    pub fn is_government(&self) -> bool {
        self.domain() == "go.id" || self.domain().ends_with(".go.id")
    }

    /// What follows the @.
    pub fn domain(&self) -> &str {
        self.0.split_once('@').map(|(_, domain)| domain).expect("a parsed address has an @")
    }

    /// The address in full, for letters, forms and the database.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `s***@sragenkab.go.id`: enough to recognise one's own, too little to write to.
    pub fn masked(&self) -> String {
        let first = self.0.chars().next().expect("a parsed address is not empty");
        format!("{first}***@{}", self.domain())
    }
}

fn is_local_part(local: &str) -> bool {
    let sane = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c);
    local.chars().all(sane) && !local.starts_with('.') && !local.ends_with('.') && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=LONGEST_LABEL).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let ends_in_letters = domain.rsplit('.').next().is_some_and(|top| top.chars().any(|c| c.is_ascii_alphabetic()));
    domain.contains('.') && domain.split('.').all(is_label) && ends_in_letters
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Email({})", self.masked())
    }
}

parsed_from_text!(Email, EmailError, |email| email.0);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_mailbox_are_equal() {
        let email = Email::parse("  Siti.Aminah@SragenKab.go.id\n").unwrap();
        assert_eq!(email.as_str(), "siti.aminah@sragenkab.go.id");
        assert_eq!(Email::parse("siti.aminah@sragenkab.go.id"), Ok(email));
    }

    #[test]
    fn only_go_id_and_what_lies_below_is_government() {
        for (text, government) in [
            ("a@go.id", true),
            ("a@sragenkab.go.id", true),
            ("a@mail.sragenkab.go.id", true),
            ("a@mygo.id", false),
            ("a@go.id.example.com", false),
            ("go.id@example.com", false),
        ] {
            assert_eq!(Email::parse(text).unwrap().is_government(), government, "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_its_reason() {
        assert_eq!(Email::parse("  "), Err(EmailError::Empty));
        for text in ["siti", "@b.id", "a@", "a@b@c.id"] {
            assert_eq!(Email::parse(text), Err(EmailError::At), "{text}");
        }
        for text in ["a b@c.id", "a\r\nBcc: x@c.id", "a..b@c.id", ".a@c.id", "\"a\"@c.id", "a,b@c.id", "é@c.id"] {
            assert_eq!(Email::parse(text), Err(EmailError::Local), "{text}");
        }
        for text in ["a@b", "a@-b.id", "a@b..id", "a@b.id.", "a@b c.id", "a@b.id\nx", "a@[127.0.0.1]", "a@127.0.0.1"] {
            assert_eq!(Email::parse(text), Err(EmailError::Domain), "{text}");
        }
        assert_eq!(Email::parse(&format!("{}@b.id", "a".repeat(65))), Err(EmailError::TooLong));
        assert_eq!(Email::parse(&format!("a@{}.id", "b.".repeat(130))), Err(EmailError::TooLong));
    }

    #[test]
    fn debug_does_not_show_the_address() {
        let shown = format!("{:?}", Email::parse("siti@example.com").unwrap());
        assert_eq!(shown, "Email(s***@example.com)");
    }
}
