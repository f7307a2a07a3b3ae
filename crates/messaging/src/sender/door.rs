use std::error::Error;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use balai_kernel::{Email, fresh_id};
use chrono::{DateTime, Utc};
use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::conversation::{Ear, Overheard, Talk};
use super::destination::{PORTS, resolve};
use super::trouble::trouble;
use super::{MailHost, SenderDetails, Trial};
use crate::mailer::{Sender, SmtpDoor, parameters};
use crate::message::{Addressee, Outgoing};
use crate::settings::{MailSettings, SmtpTls};
use crate::{Deadline, Letter, SendError};

/// The way to regions' own mail servers, as the operator's settings allow it.
#[derive(Debug, Clone)]
pub struct OwnDoor {
    /// Whether a server inside the house may be connected to, at any port and without TLS.
    inside_too: bool,
    ca_file: Option<PathBuf>,
    patience: Duration,
    /// The platform's mail domain: a letter keeps its `Message-ID` whichever door it leaves by.
    domain: String,
}

impl OwnDoor {
    /// The way that the settings describe.
    pub fn new(settings: &MailSettings) -> Self {
        let regions = &settings.regions;
        Self {
            inside_too: regions.private_addresses,
            ca_file: regions.ca_file.clone(),
            patience: Duration::from_secs(regions.timeout_s),
            domain: settings.domain().to_owned(),
        }
    }

    /// Whether a conversation without TLS can be chosen: only where servers inside the house may be used.
    pub fn goes_without_tls(&self) -> bool {
        self.inside_too
    }

    /// Whether mail may be handed over at this port.
    pub fn takes_port(&self, port: u16) -> bool {
        port != 0 && (self.inside_too || PORTS.contains(&port))
    }

    /// Hands one letter to a region's own server.
    pub(crate) async fn send(
        &self,
        sender: &SenderDetails,
        password: Option<&SecretString>,
        letter: &Outgoing,
    ) -> Result<(), SendError> {
        let unavailable = |error: &dyn Display| SendError::Unavailable(error.to_string());
        let paper = self.paper(sender, letter)?;
        let found = timeout(self.patience, resolve(&sender.host, sender.port, self.inside_too)).await;
        let at = found.map_err(|_| unavailable(&"DNS tidak menjawab"))?.map_err(|error| unavailable(&error))?;
        let tls = self.protection(sender).map_err(|error| unavailable(&error))?;
        SmtpDoor::at(at, self.hello(), tls, credentials(sender, password), self.patience).send(paper).await
    }

    /// Sends a trial letter to somebody and writes the conversation down. Ends in any case when the patience does.
    pub async fn try_out(
        &self,
        sender: &SenderDetails,
        password: Option<&SecretString>,
        region: &str,
        to: &Addressee,
        at: Deadline,
    ) -> Trial {
        let talk = Talk::default();
        let letter = Letter::SenderTrial { region: region.to_owned(), at };
        let outgoing = Outgoing { event: fresh_id(at.at), at: at.at, to: to.clone(), letter };
        let tried = match self.paper(sender, &outgoing) {
            Ok(paper) => timeout(self.patience, self.converse(sender, password, &to.email, &paper, &talk)).await,
            Err(error) => Ok(Err(error.to_string())),
        };
        let failure = match tried {
            Ok(Ok(())) => None,
            Ok(Err(said)) => Some(said),
            Err(_) => Some(format!("Server tidak menjawab sampai selesai dalam {} detik.", self.patience.as_secs())),
        };
        trial(at.at, failure, &talk)
    }

    async fn converse(
        &self,
        sender: &SenderDetails,
        password: Option<&SecretString>,
        to: &Email,
        paper: &Message,
        talk: &Talk,
    ) -> Result<(), String> {
        let at = resolve(&sender.host, sender.port, self.inside_too).await;
        let at = at.map_err(|error| format!("Tidak tersambung: {error}."))?;
        talk.note(format!("{} ditemukan di {}", sender.host.as_str(), at.ip()));
        let mut server = self.greet(sender, at, talk).await?;
        if let Some(credentials) = credentials(sender, password) {
            talk.us("AUTH •••••••• (nama pengguna dan kata sandi disembunyikan)");
            let answered = server.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await;
            heard(talk, answered, "Nama pengguna atau kata sandi tidak diterima")?;
        }
        let envelope = paper.envelope();
        let mail = Mail::new(envelope.from().cloned(), vec![]);
        say(&mut server, talk, mail, "Alamat pengirim tidak diterima").await?;
        let to: lettre::Address = to.as_str().parse().map_err(|_| "Alamat penerima tidak dapat dipakai.".to_owned())?;
        say(&mut server, talk, Rcpt::new(to, vec![]), "Penerima tidak diterima").await?;
        say(&mut server, talk, Data, "Server tidak mau menerima isi surat").await?;
        talk.note("Isi surat dikirim");
        let taken = server.message(&paper.formatted()).await;
        heard(talk, taken, "Isi surat ditolak")?;
        // the letter is taken; how the server says goodbye changes nothing
        if let Ok(farewell) = server.quit().await {
            talk.us("QUIT");
            answer(talk, &farewell);
        }
        Ok(())
    }

    async fn greet(&self, sender: &SenderDetails, at: SocketAddr, talk: &Talk) -> Result<AsyncSmtpConnection, String> {
        let (hello, name) = (self.hello(), sender.host.as_str());
        let tls = || self.tls(&sender.host).map_err(|error| format!("TLS tidak dapat dipakai: {error}"));
        if sender.tls == SmtpTls::Implicit {
            let connected =
                AsyncSmtpConnection::connect_tokio1(at, Some(self.patience), &hello, Some(tls()?), None).await;
            let server = connected.map_err(|error| not_connected(&error))?;
            talk.note(format!("TLS berjalan, sertifikat untuk {name} dipercaya"));
            talk.server(format!("250 {}", server.server_info().name()));
            return Ok(server);
        }
        let stream = TcpStream::connect(at).await.map_err(|error| not_connected(&error))?;
        talk.note(format!("Tersambung ke port {}", at.port()));
        let ear = Ear::on(talk);
        let greeted =
            AsyncSmtpConnection::connect_with_transport(Box::new(Overheard::new(stream, ear.clone())), &hello).await;
        ear.close();
        let mut server = greeted.map_err(|error| format!("Server tidak menyapa: {}.", trouble(&error)))?;
        if sender.tls == SmtpTls::Starttls {
            talk.us("STARTTLS");
            let protected = server.starttls(tls()?, &hello).await;
            protected.map_err(|error| format!("TLS tidak jadi berjalan: {}.", trouble(&error)))?;
            talk.note(format!("TLS berjalan, sertifikat untuk {name} dipercaya"));
        }
        Ok(server)
    }

    /// What we call ourselves: the platform's mail domain, not this machine's name.
    fn hello(&self) -> ClientId {
        ClientId::Domain(self.domain.clone())
    }

    fn paper(&self, sender: &SenderDetails, letter: &Outgoing) -> Result<Message, crate::ComposeError> {
        Sender::new(sender.name.as_str(), sender.address.as_str(), &self.domain).write(letter)
    }

    fn protection(&self, sender: &SenderDetails) -> Result<lettre::transport::smtp::client::Tls, String> {
        use lettre::transport::smtp::client::Tls;
        Ok(match sender.tls {
            SmtpTls::Starttls => Tls::Required(self.tls(&sender.host)?),
            SmtpTls::Implicit => Tls::Wrapper(self.tls(&sender.host)?),
            SmtpTls::None if self.inside_too => Tls::None,
            SmtpTls::None => return Err("sambungan tanpa TLS tidak diizinkan di sini".to_owned()),
        })
    }

    fn tls(&self, host: &MailHost) -> Result<TlsParameters, String> {
        parameters(host.as_str(), self.ca_file.as_deref()).map_err(|error| error.to_string())
    }
}

fn credentials(sender: &SenderDetails, password: Option<&SecretString>) -> Option<Credentials> {
    let (username, password) = (sender.username.clone()?, password?);
    Some(Credentials::new(username, password.expose_secret().to_owned()))
}

async fn say(
    server: &mut AsyncSmtpConnection,
    talk: &Talk,
    command: impl Display,
    refused: &str,
) -> Result<(), String> {
    talk.us(command.to_string());
    let answered = server.command(command).await;
    heard(talk, answered, refused)
}

/// Writes an answer down. A refusal is the server's last word.
fn heard(talk: &Talk, answered: Result<Response, lettre::transport::smtp::Error>, refused: &str) -> Result<(), String> {
    match answered {
        Ok(response) => {
            answer(talk, &response);
            Ok(())
        }
        Err(error) => {
            let said = error.status().map(|code| code.to_string());
            talk.server(error.to_string());
            Err(said.map_or_else(
                || format!("{refused}: {}.", trouble(&error)),
                |code| format!("{refused} (jawaban {code})."),
            ))
        }
    }
}

fn answer(talk: &Talk, response: &Response) {
    for line in response.message() {
        talk.server(format!("{} {line}", response.code()));
    }
}

fn not_connected(error: &(dyn Error + 'static)) -> String {
    format!("Tidak tersambung: {}.", trouble(error))
}

fn trial(at: DateTime<Utc>, failure: Option<String>, talk: &Talk) -> Trial {
    Trial { at, failure, lines: talk.lines() }
}
