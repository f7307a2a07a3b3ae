use balai_kernel::Email;

use crate::settings::SmtpTls;

const LONGEST_HOST: usize = 253;
const LONGEST_LABEL: usize = 63;
const LONGEST_NAME: usize = 100;

/// A mail server's name, in lower case, without scheme and port. What it leads to is looked at when it is connected to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailHost(String);

/// The name that receivers see before the address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderName(String);

/// Everything about a region's sender but its password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderDetails {
    /// The mail server; its certificate must bear this name.
    pub host: MailHost,
    /// 587 for STARTTLS, 465 for TLS from the first byte.
    pub port: u16,
    /// How the conversation is protected.
    pub tls: SmtpTls,
    /// The account at the mail server, when it asks for one.
    pub username: Option<String>,
    /// The address that letters come from.
    pub address: Email,
    /// The name beside it.
    pub name: SenderName,
}

/// Why a text is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DetailsError {
    /// No host name.
    #[error("Tulis nama server saja, misalnya mail.sragenkab.go.id, tanpa https:// dan tanpa nomor port.")]
    Host,
    /// Longer than 100 characters, or of several lines.
    #[error("Tulis nama pengirim dalam satu baris, paling panjang 100 huruf.")]
    Name,
}

impl MailHost {
    /// Trims and lower-cases, then checks.
    pub fn parse(text: &str) -> Result<Self, DetailsError> {
        let text = text.trim().to_ascii_lowercase();
        let is_label = |label: &str| {
            let inner = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
            inner && (1..=LONGEST_LABEL).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
        };
        let fits = text.len() <= LONGEST_HOST && text.split('.').all(is_label);
        fits.then_some(Self(text)).ok_or(DetailsError::Host)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SenderName {
    /// Trims and checks.
    pub fn parse(text: &str) -> Result<Self, DetailsError> {
        let text = text.trim();
        let fits = (1..=LONGEST_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        fits.then(|| Self(text.to_owned())).ok_or(DetailsError::Name)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl SenderDetails {
    /// Whether a password that was given for the other may be used for this one: it goes to the same account of the same
    /// server over the same protection. Otherwise whoever may write here could have it sent to a server of her own.
    pub fn keeps_password_of(&self, other: &Self) -> bool {
        let door = |one: &Self| (one.host.clone(), one.port, one.tls, one.username.clone());
        door(self) == door(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_a_name_and_nothing_more() {
        assert_eq!(MailHost::parse(" Mail.SragenKab.go.id ").unwrap().as_str(), "mail.sragenkab.go.id");
        for text in ["", "smtp://mail.id", "mail.id:25", "mail..id", "-a.id", "a b.id", "[::1]", "mail.id/", "é.id"] {
            assert_eq!(MailHost::parse(text), Err(DetailsError::Host), "{text}");
        }
    }

    #[test]
    fn a_name_cannot_begin_a_header() {
        assert!(SenderName::parse("Balai Sragen").is_ok());
        for text in ["", "Balai\r\nBcc: a@b.id", &"a".repeat(101)] {
            assert_eq!(SenderName::parse(text), Err(DetailsError::Name));
        }
    }
}
