//! Short texts to telephones: through a gateway over HTTP, or into the directory of letters.

use std::time::Duration;

use balai_kernel::Phone;
use chrono::{DateTime, Utc};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::mailer::{LetterFiles, OpenError, SendError};
use crate::settings::{MailSettings, TextSettings, Transport};

/// One short text on its way to one telephone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShortText {
    /// The outbox event it tells of; the gateway drops a repeat by it.
    pub event: Uuid,
    /// When that event happened.
    pub at: DateTime<Utc>,
    /// Receiver.
    pub phone: Phone,
    /// What we say.
    pub text: String,
    /// Name of the kind, as it is listed.
    pub about: String,
}

/// The way to telephones.
#[derive(Debug, Clone)]
pub(crate) enum TextDoor {
    Gateway(Gateway),
    Files(LetterFiles),
}

/// A gateway that takes `{"id", "to", "text"}` as JSON and answers 2xx once it has it.
#[derive(Debug, Clone)]
pub(crate) struct Gateway {
    client: Client,
    address: Url,
    token: SecretString,
}

#[derive(Serialize)]
struct Handed<'a> {
    id: Uuid,
    to: &'a str,
    text: &'a str,
}

impl TextDoor {
    /// The way that the settings describe; none where letters are sent and no gateway is named.
    pub(crate) fn open(settings: &MailSettings, files: Option<&LetterFiles>) -> Result<Option<Self>, OpenError> {
        if !settings.texts.gateway.is_empty() {
            return Gateway::open(&settings.texts).map(Self::Gateway).map(Some);
        }
        Ok(files.filter(|_| settings.transport == Transport::Files).cloned().map(Self::Files))
    }

    pub(crate) async fn send(&self, text: &ShortText) -> Result<(), SendError> {
        match self {
            Self::Gateway(gateway) => gateway.send(text).await,
            Self::Files(files) => files.put_text(text.event, &text.phone, &text.text).await,
        }
    }
}

impl Gateway {
    fn open(settings: &TextSettings) -> Result<Self, OpenError> {
        let file = |what, cause: String| OpenError::File { what, cause };
        let token = std::fs::read_to_string(&settings.token_file)
            .map_err(|cause| file("mail.texts.token_file", cause.to_string()))?;
        let address = Url::parse(&settings.gateway).map_err(|cause| file("mail.texts.gateway", cause.to_string()))?;
        let client = Client::builder()
            .timeout(Duration::from_secs(settings.timeout_s))
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .map_err(|cause| file("mail.texts.gateway", cause.to_string()))?;
        Ok(Self { client, address, token: token.trim().to_owned().into() })
    }

    /// 4xx is final for this text, except where it concerns us (wrong token, too many): the operator mends it.
    async fn send(&self, text: &ShortText) -> Result<(), SendError> {
        let handed = Handed { id: text.event, to: text.phone.as_str(), text: &text.text };
        let request = self.client.post(self.address.clone()).bearer_auth(self.token.expose_secret()).json(&handed);
        let answer = request.send().await.map_err(|error| {
            SendError::Unavailable(format!("the text gateway does not answer: {}", error.without_url()))
        })?;
        let status = answer.status();
        let ours = [
            StatusCode::UNAUTHORIZED,
            StatusCode::FORBIDDEN,
            StatusCode::NOT_FOUND,
            StatusCode::REQUEST_TIMEOUT,
            StatusCode::TOO_MANY_REQUESTS,
        ];
        match status {
            _ if status.is_success() => Ok(()),
            _ if status.is_client_error() && !ours.contains(&status) => {
                Err(SendError::Refused(format!("the text gateway answers {status}")))
            }
            _ => Err(SendError::Unavailable(format!("the text gateway answers {status}"))),
        }
    }
}
