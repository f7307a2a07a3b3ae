use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};

use crate::message::{ComposeError, MessageId, Outgoing, Subject};
use crate::settings::MailSettings;

use super::system_time;

/// Who signs: the `From` line and the mail domain.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    name: String,
    address: String,
    domain: String,
}

impl Sender {
    pub(super) fn of(settings: &MailSettings) -> Self {
        Self::new(&settings.from_name, &settings.from, settings.domain())
    }

    /// `domain` ends every `Message-ID`.
    pub(crate) fn new(name: &str, address: &str, domain: &str) -> Self {
        Self { name: name.to_owned(), address: address.to_owned(), domain: domain.to_owned() }
    }

    /// Puts a letter on paper: headers, text and HTML.
    pub(crate) fn write(&self, outgoing: &Outgoing) -> Result<Message, ComposeError> {
        let rendered = outgoing.letter.render(outgoing.to.name.as_deref())?;
        let subject = Subject::parse(&rendered.subject)?;
        let id = MessageId::of(outgoing.event, &self.domain);
        Message::builder()
            .message_id(Some(id.as_str().to_owned()))
            .date(system_time(outgoing.at))
            .from(mailbox("sender", Some(&self.name), &self.address)?)
            .to(mailbox("receiver", outgoing.to.name.as_deref(), outgoing.to.email.as_str())?)
            .subject(subject.as_str())
            .raw_header(automatic())
            .multipart(MultiPart::alternative_plain_html(rendered.text, rendered.html))
            .map_err(|error| ComposeError::Content(error.to_string()))
    }
}

fn mailbox(which: &'static str, name: Option<&str>, address: &str) -> Result<Mailbox, ComposeError> {
    if name.is_some_and(|name| name.chars().any(char::is_control)) {
        return Err(ComposeError::ControlInHeader(which));
    }
    let address = address.parse().map_err(|_| ComposeError::Address(which))?;
    Ok(Mailbox::new(name.map(str::to_owned), address))
}

/// Asks out-of-office robots not to answer (RFC 3834).
fn automatic() -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned())
}
