use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use tokio::time::timeout;

use crate::settings::{SmtpSettings, SmtpTls};

use super::{OpenError, SendError};

/// What is said of a server that stops answering.
pub(crate) const SILENT: &str = "the server fell silent";

/// A mail server we hold the address of.
#[derive(Debug, Clone)]
pub(crate) struct SmtpDoor {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    /// The library's own limit covers connecting only; a server that falls silent later would hold us for ever.
    patience: Duration,
}

impl SmtpDoor {
    pub(super) fn open(settings: &SmtpSettings) -> Result<Self, OpenError> {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(settings.timeout()))
            .tls(protection(settings)?);
        let secret = settings
            .secret()
            .map_err(|cause| OpenError::File { what: "mail.smtp.password_file", cause: cause.to_string() })?;
        if let (Some(username), Some(secret)) = (&settings.username, secret) {
            builder = builder.credentials(Credentials::new(username.clone(), secret));
        }
        Ok(Self { transport: builder.build(), patience: settings.timeout() })
    }

    /// The door to a server that was looked up already; its name stands in `tls`.
    pub(crate) fn at(
        at: SocketAddr,
        hello: ClientId,
        tls: Tls,
        credentials: Option<Credentials>,
        patience: Duration,
    ) -> Self {
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(at.ip().to_string())
            .port(at.port())
            .timeout(Some(patience))
            .hello_name(hello)
            .tls(tls);
        if let Some(credentials) = credentials {
            builder = builder.credentials(credentials);
        }
        Self { transport: builder.build(), patience }
    }

    pub(crate) async fn send(&self, paper: Message) -> Result<(), SendError> {
        let sent = timeout(self.patience, self.transport.send(paper)).await.map_err(|_| silent())?;
        sent.map(|_| ()).map_err(|error| told(&error))
    }

    pub(super) async fn probe(&self) -> Result<(), SendError> {
        match timeout(self.patience, self.transport.test_connection()).await.map_err(|_| silent())? {
            Ok(true) => Ok(()),
            Ok(false) => Err(SendError::Unavailable("the server does not answer NOOP".into())),
            Err(error) => Err(told(&error)),
        }
    }
}

/// `Tls::Required` and never `Opportunistic`: a middleman who strips STARTTLS gets no letter.
fn protection(settings: &SmtpSettings) -> Result<Tls, OpenError> {
    let named = || parameters(&settings.host, settings.ca_file.as_deref());
    Ok(match settings.tls {
        SmtpTls::Starttls => Tls::Required(named()?),
        SmtpTls::Implicit => Tls::Wrapper(named()?),
        SmtpTls::None => Tls::None,
    })
}

/// TLS with a server that must bear this name; `ca_file` is a further authority to trust.
pub(crate) fn parameters(host: &str, ca_file: Option<&Path>) -> Result<TlsParameters, OpenError> {
    let refuse = |what, cause: String| OpenError::File { what, cause };
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(file) = ca_file {
        let pem = std::fs::read(file).map_err(|cause| refuse("mail.smtp.ca_file", cause.to_string()))?;
        let authority = Certificate::from_pem(&pem).map_err(|cause| refuse("mail.smtp.ca_file", cause.to_string()))?;
        builder = builder.add_root_certificate(authority);
    }
    builder.build_rustls().map_err(|cause| refuse("mail.smtp.tls", cause.to_string()))
}

fn silent() -> SendError {
    SendError::Unavailable(SILENT.into())
}

/// A 5xx is final for this letter, except when it concerns us (530 and 535: log in first, wrong
/// password) and not the receiver: then the operator mends it and the letter still goes.
fn told(error: &lettre::transport::smtp::Error) -> SendError {
    let ours = error.status().is_some_and(|code| matches!(code.to_string().as_str(), "530" | "534" | "535" | "538"));
    if error.is_permanent() && !ours {
        SendError::Refused(error.to_string())
    } else {
        SendError::Unavailable(error.to_string())
    }
}
