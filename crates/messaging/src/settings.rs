use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};

/// How letters leave the house: the section `[mail]` of the configuration.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// Sender's address; its domain also ends every `Message-ID`.
    pub from: String,
    /// Sender's name as the receiver sees it.
    pub from_name: String,
    /// `files` (letters stay on this machine) or `smtp`.
    pub transport: Transport,
    /// Used when `transport = "files"`.
    pub files: FilesSettings,
    /// Used when `transport = "smtp"`.
    pub smtp: SmtpSettings,
    /// The mail servers that regions name for their own letters.
    pub regions: RegionMailSettings,
    /// Short texts to telephones.
    pub texts: TextSettings,
}

/// The gateway that carries short texts. Without one, texts are files where letters are, and nobody registers by
/// telephone where letters are sent.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TextSettings {
    /// Where it takes `POST {"id", "to", "text"}` as JSON; empty: none.
    pub gateway: String,
    /// File that holds the token it knows us by, sent as `Authorization: Bearer`.
    pub token_file: PathBuf,
    /// Seconds that one conversation may take, 1-60.
    pub timeout_s: u64,
}

/// What holds for the mail servers that regions name themselves.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegionMailSettings {
    /// Whether a server at an address of this house (loopback, private, link-local) may be connected to, at any port and
    /// without TLS. For tests and demonstrations: a region could reach whatever this machine reaches.
    pub private_addresses: bool,
    /// A further authority to trust, as PEM; for servers with certificates of the government's own.
    #[serde(deserialize_with = "given")]
    pub ca_file: Option<PathBuf>,
    /// Seconds that one conversation may take, 1-60.
    pub timeout_s: u64,
}

/// The two ways out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Transport {
    /// One `.eml` file per letter; for the demo and for trying things out.
    Files,
    /// A mail server.
    Smtp,
}

/// Where letters lie when they are files.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FilesSettings {
    /// Made when it is missing; readable only by the account that runs Balai.
    pub dir: PathBuf,
}

/// The mail server.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SmtpSettings {
    /// Host name, also the name the server's certificate must bear.
    pub host: String,
    /// 587 for STARTTLS, 465 for TLS from the first byte.
    pub port: u16,
    /// `starttls` (required, never opportunistic), `implicit`, or `none` for a server on this machine.
    pub tls: SmtpTls,
    /// A further authority to trust, as PEM; for servers with a certificate of their own.
    #[serde(deserialize_with = "given")]
    pub ca_file: Option<PathBuf>,
    /// Account at the mail server, when it asks for one.
    #[serde(deserialize_with = "given")]
    pub username: Option<String>,
    /// Its password. Prefer `password_file`.
    #[serde(deserialize_with = "given")]
    pub password: Option<SecretString>,
    /// File that holds the password (the last line break is not part of it).
    #[serde(deserialize_with = "given")]
    pub password_file: Option<PathBuf>,
    /// Seconds that the whole conversation about one letter may take, 1-300.
    pub timeout_s: u64,
}

/// Protection of the conversation with the mail server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmtpTls {
    /// Plain greeting, then TLS; a server without it is refused.
    Starttls,
    /// TLS from the first byte.
    Implicit,
    /// No TLS; accepted for loopback addresses only.
    None,
}

/// A mistake in the settings: which key, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Dotted key, as in the file.
    pub key: &'static str,
    /// A sentence for the operator.
    pub problem: String,
}

/// A setting that is left out when it is empty: the file of defaults shows each key.
fn given<'de, D: Deserializer<'de>, T: From<String>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.filter(|text| !text.is_empty()).map(T::from))
}

impl Default for MailSettings {
    fn default() -> Self {
        Self {
            from: "tanpa-balas@balai.localhost".into(),
            from_name: "Balai".into(),
            transport: Transport::Files,
            files: FilesSettings::default(),
            smtp: SmtpSettings::default(),
            regions: RegionMailSettings::default(),
            texts: TextSettings::default(),
        }
    }
}

impl Default for RegionMailSettings {
    fn default() -> Self {
        Self { private_addresses: false, ca_file: None, timeout_s: 20 }
    }
}

impl Default for TextSettings {
    fn default() -> Self {
        Self { gateway: String::new(), token_file: PathBuf::new(), timeout_s: 20 }
    }
}

impl Default for FilesSettings {
    fn default() -> Self {
        Self { dir: "data/letters".into() }
    }
}

impl Default for SmtpSettings {
    fn default() -> Self {
        Self {
            host: "localhost".into(),
            port: 587,
            tls: SmtpTls::Starttls,
            ca_file: None,
            username: None,
            password: None,
            password_file: None,
            timeout_s: 30,
        }
    }
}

impl MailSettings {
    /// All mistakes at once; empty when the settings can be used.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |key, problem: &str| faults.push(Fault { key, problem: problem.into() });
        if self.from.parse::<lettre::Address>().is_err() {
            add("mail.from", "must be one e-mail address such as tanpa-balas@balai.go.id");
        }
        if self.from_name.trim().is_empty() || self.from_name.chars().any(char::is_control) {
            add("mail.from_name", "must be a name on one line");
        }
        match self.transport {
            Transport::Files if self.files.dir.as_os_str().is_empty() => {
                add("mail.files.dir", "must name a directory for the letters");
            }
            Transport::Files => {}
            Transport::Smtp => faults.extend(self.smtp.faults()),
        }
        if !(1..=60).contains(&self.regions.timeout_s) {
            let problem = "must be 1 to 60 seconds".to_owned();
            faults.push(Fault { key: "mail.regions.timeout_s", problem });
        }
        faults.extend(self.texts.faults());
        faults
    }

    /// The sender's mail domain, which ends every `Message-ID`.
    pub(crate) fn domain(&self) -> &str {
        self.from.rsplit('@').next().unwrap_or("localhost")
    }
}

impl TextSettings {
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |key, problem: &str| faults.push(Fault { key, problem: problem.into() });
        if !(1..=60).contains(&self.timeout_s) {
            add("mail.texts.timeout_s", "must be 1 to 60 seconds");
        }
        if self.gateway.is_empty() {
            return faults;
        }
        let safe = url::Url::parse(&self.gateway).is_ok_and(|url| match url.scheme() {
            "https" => url.host().is_some(),
            "http" => match url.host() {
                Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
                Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
                _ => false,
            },
            _ => false,
        });
        if !safe {
            add("mail.texts.gateway", "must be an https address; http only for 127.0.0.1 or [::1]");
        }
        if self.token_file.as_os_str().is_empty() {
            add("mail.texts.token_file", "is missing although a gateway is set");
        }
        faults
    }
}

impl SmtpSettings {
    fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |key, problem: &str| faults.push(Fault { key, problem: problem.into() });
        if self.host.trim().is_empty() || self.host.contains(|c: char| c.is_whitespace() || c == ':' || c == '/') {
            add("mail.smtp.host", "must be a host name or address, without scheme and port");
        }
        if self.port == 0 {
            add("mail.smtp.port", "must not be 0");
        }
        if self.tls == SmtpTls::None && !self.is_loopback() {
            add("mail.smtp.tls", "may be \"none\" only for a server on this machine; use \"starttls\" or \"implicit\"");
        }
        if !(1..=300).contains(&self.timeout_s) {
            add("mail.smtp.timeout_s", "must be 1 to 300 seconds");
        }
        let passwords = usize::from(self.password.is_some()) + usize::from(self.password_file.is_some());
        match (&self.username, passwords) {
            (None, 0) | (Some(_), 1) => {}
            (_, 2) => add("mail.smtp.password", "and mail.smtp.password_file are both set; keep one"),
            (Some(_), _) => add("mail.smtp.password_file", "is missing although a username is set"),
            (None, _) => add("mail.smtp.username", "is missing although a password is set"),
        }
        faults
    }

    fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    pub(crate) fn timeout(&self) -> Duration {
        Duration::from_secs(self.timeout_s)
    }

    /// The password from wherever it stands.
    pub(crate) fn secret(&self) -> std::io::Result<Option<String>> {
        match (&self.password, &self.password_file) {
            (Some(password), _) => Ok(Some(password.expose_secret().to_owned())),
            (None, Some(file)) => Ok(Some(std::fs::read_to_string(file)?.trim_end_matches(['\r', '\n']).to_owned())),
            (None, None) => Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(settings: &MailSettings) -> Vec<&'static str> {
        settings.faults().into_iter().map(|fault| fault.key).collect()
    }

    #[test]
    fn the_defaults_can_be_used() {
        assert!(MailSettings::default().faults().is_empty());
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let mut settings =
            MailSettings { transport: Transport::Smtp, from: "bukan alamat".into(), ..Default::default() };
        settings.smtp = SmtpSettings {
            host: "mail.contoh.go.id:25".into(),
            port: 0,
            tls: SmtpTls::None,
            username: Some("balai".into()),
            timeout_s: 0,
            ..Default::default()
        };
        assert_eq!(
            keys(&settings),
            [
                "mail.from",
                "mail.smtp.host",
                "mail.smtp.port",
                "mail.smtp.tls",
                "mail.smtp.timeout_s",
                "mail.smtp.password_file"
            ]
        );
    }

    #[test]
    fn going_without_tls_is_for_this_machine_only() {
        let with = |host: &str| {
            let smtp = SmtpSettings { host: host.into(), tls: SmtpTls::None, ..Default::default() };
            keys(&MailSettings { transport: Transport::Smtp, smtp, ..Default::default() })
        };
        assert!(with("127.0.0.1").is_empty());
        assert!(with("::1").contains(&"mail.smtp.host"));
        assert_eq!(with("10.0.0.5"), ["mail.smtp.tls"]);
        assert_eq!(with("localhost.contoh.go.id"), ["mail.smtp.tls"]);
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let wrong = serde_json::from_str::<MailSettings>(r#"{"transpot": "smtp"}"#);
        assert!(wrong.unwrap_err().to_string().contains("transpot"));
    }

    #[test]
    fn a_password_never_shows_in_debug_output() {
        let smtp = SmtpSettings { password: Some("rahasia-sekali".into()), ..Default::default() };
        assert!(!format!("{smtp:?}").contains("rahasia-sekali"));
    }
}
