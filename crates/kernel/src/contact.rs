//! Where a person is reached: what accounts are found by.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::parsed::parsed_from_text;
use crate::{Email, EmailError, Phone, PhoneError};

/// An e-mail address or a mobile number, as somebody typed it into one field.
///
/// It is personal data: `Debug` is masked and there is no `Display`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Contact {
    /// Letters reach it.
    Email(Email),
    /// Short texts reach it.
    Phone(Phone),
}

/// Why a text is neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ContactError {
    /// Nothing was typed.
    #[error("Surel atau nomor ponsel belum diisi.")]
    Empty,
    /// It was meant as an address.
    #[error(transparent)]
    Email(EmailError),
    /// It was meant as a number.
    #[error(transparent)]
    Phone(PhoneError),
    /// A number that no short text reaches.
    #[error("Nomor ini telepon rumah. Pakai nomor ponsel yang diawali 08.")]
    Landline,
}

impl Contact {
    /// Reads an address where a letter or an @ stands, else a mobile number.
    pub fn parse(text: &str) -> Result<Self, ContactError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ContactError::Empty);
        }
        if text.contains(|c: char| c == '@' || c.is_alphabetic()) {
            return Email::parse(text).map(Self::Email).map_err(ContactError::Email);
        }
        let phone = Phone::parse(text).map_err(ContactError::Phone)?;
        if phone.is_mobile() { Ok(Self::Phone(phone)) } else { Err(ContactError::Landline) }
    }

    /// The one spelling by which it is stored and found.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email.as_str(),
            Self::Phone(phone) => phone.as_str(),
        }
    }

    /// As its owner reads it: `siti@contoh.id`, `+62 812-3456-7890`.
    pub fn shown(&self) -> String {
        match self {
            Self::Email(email) => email.as_str().to_owned(),
            Self::Phone(phone) => phone.to_string(),
        }
    }

    /// Enough to recognise one's own: `s***@contoh.id`, `+62 8*** *890`.
    pub fn masked(&self) -> String {
        match self {
            Self::Email(email) => email.masked(),
            Self::Phone(phone) => {
                let number = phone.as_str();
                format!("+62 8*** *{}", &number[number.len() - 3..])
            }
        }
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Contact({})", self.masked())
    }
}

parsed_from_text!(Contact, ContactError, |contact| contact.as_str().to_owned());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_field_takes_addresses_and_mobile_numbers() {
        assert_eq!(Contact::parse(" Siti@Contoh.id ").unwrap().as_str(), "siti@contoh.id");
        assert_eq!(Contact::parse("0812-3456-7890").unwrap().as_str(), "+6281234567890");
        assert_eq!(Contact::parse("+62 812 3456 7890").unwrap().shown(), "+62 812-3456-7890");
    }

    #[test]
    fn what_is_neither_is_refused_with_its_reason() {
        assert_eq!(Contact::parse("  "), Err(ContactError::Empty));
        assert_eq!(Contact::parse("siti"), Err(ContactError::Email(EmailError::At)));
        assert_eq!(Contact::parse("0812"), Err(ContactError::Phone(PhoneError::Length)));
        assert_eq!(Contact::parse("0271 891173"), Err(ContactError::Landline));
    }

    #[test]
    fn masked_it_is_too_little_to_write_to() {
        assert_eq!(Contact::parse("081234567890").unwrap().masked(), "+62 8*** *890");
        assert_eq!(format!("{:?}", Contact::parse("siti@contoh.id").unwrap()), "Contact(s***@contoh.id)");
    }
}
