//! The configuration: default, file, environment; checked as a whole before a port opens.

mod national;
mod reader;
mod sections;

use std::path::PathBuf;

use balai_messaging::MailSettings;
use config::{Config, Environment, File, FileFormat};
use reader::Reader;

pub use national::NationalIdentity;
pub use sections::{Adoption, Data, Database, Dns, Keys, Log, LogFormat, ObjectStore, Server, Vault, Worker, address};

/// The defaults, which are also the documentation.
pub const DEFAULT: &str = include_str!("../../../../config/default.toml");
const SECTIONS: [&str; 12] = [
    "server",
    "data",
    "database",
    "objects",
    "keys",
    "mail",
    "dns",
    "national_identity",
    "vault",
    "log",
    "worker",
    "adoption",
];

/// Everything that can be set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The listeners.
    pub server: Server,
    /// Embedded storage.
    pub data: Data,
    /// PostgreSQL.
    pub database: Database,
    /// The object store.
    pub objects: ObjectStore,
    /// The key-encryption key.
    pub keys: Keys,
    /// Letters.
    pub mail: MailSettings,
    /// Questions to DNS.
    pub dns: Dns,
    /// The national identity provider.
    pub national_identity: NationalIdentity,
    pub vault: Vault,
    /// The log.
    pub log: Log,
    /// The worker.
    pub worker: Worker,
    /// The ministry's figures.
    pub adoption: Adoption,
}

/// A mistake: the key and what to do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Mistake {
    /// The dotted key.
    pub key: String,
    /// What to do about it.
    pub problem: String,
}

impl Mistake {
    /// A mistake in a key.
    pub fn new(key: impl Into<String>, problem: impl Into<String>) -> Self {
        Self { key: key.into(), problem: problem.into() }
    }
}

/// What the command line puts above the file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--config`.
    pub file: Option<PathBuf>,
    /// Keys with their values, such as `data.dir`.
    pub keys: Vec<(&'static str, String)>,
}

/// Reads the configuration. All mistakes come at once.
pub fn load(overrides: &Overrides) -> Result<Settings, Vec<Mistake>> {
    let given = read(overrides).map_err(|e| vec![Mistake::new("--config", e.to_string())])?;
    let mut reader = Reader { mistakes: unknown_sections(&given), given, defaults: defaults() };
    let settings = Settings {
        server: reader.section("server"),
        data: reader.section("data"),
        database: reader.section("database"),
        objects: reader.section("objects"),
        keys: reader.section("keys"),
        mail: reader.section("mail"),
        dns: reader.section("dns"),
        national_identity: reader.section("national_identity"),
        vault: reader.section("vault"),
        log: reader.section("log"),
        worker: reader.section("worker"),
        adoption: reader.section("adoption"),
    };
    let mut mistakes = reader.mistakes;
    mistakes.extend(settings.mistakes());
    if mistakes.is_empty() { Ok(settings) } else { Err(mistakes) }
}

fn defaults() -> Config {
    let defaults = Config::builder().add_source(File::from_str(DEFAULT, FileFormat::Toml)).build();
    defaults.expect("config/default.toml can be read, as its test shows")
}

impl Settings {
    fn mistakes(&self) -> Vec<Mistake> {
        let mail = self.mail.faults().into_iter().map(|fault| Mistake::new(fault.key, fault.problem));
        let own = [
            self.server.mistakes(),
            self.data.mistakes(),
            self.database.mistakes(),
            self.objects.mistakes(),
            self.keys.kms.mistakes(),
            self.dns.mistakes(),
            self.national_identity.mistakes(),
            self.vault.mistakes(),
            self.log.mistakes(),
            self.worker.mistakes(),
        ];
        own.into_iter().flatten().chain(mail).collect()
    }
}

fn read(overrides: &Overrides) -> Result<Config, config::ConfigError> {
    let mut builder = Config::builder().add_source(File::from_str(DEFAULT, FileFormat::Toml));
    if let Some(file) = &overrides.file {
        builder = builder.add_source(File::from(file.as_path()).format(FileFormat::Toml));
    }
    builder =
        builder.add_source(Environment::with_prefix("BALAI").prefix_separator("__").separator("__").try_parsing(true));
    for (key, value) in &overrides.keys {
        builder = builder.set_override(*key, value.as_str())?;
    }
    builder.build()
}

fn unknown_sections(config: &Config) -> Vec<Mistake> {
    let Ok(all) = config.clone().try_deserialize::<std::collections::BTreeMap<String, serde_json::Value>>() else {
        return Vec::new();
    };
    all.into_keys()
        .filter(|key| !SECTIONS.contains(&key.as_str()))
        .map(|key| Mistake::new(&key, format!("bagian ini tidak dikenal; yang ada: {}", SECTIONS.join(", "))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(keys: &[(&'static str, &str)]) -> Result<Settings, Vec<Mistake>> {
        let keys = keys.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        load(&Overrides { file: None, keys })
    }

    #[test]
    fn the_defaults_are_without_mistake() {
        let settings = with(&[]).unwrap();
        assert_eq!(settings.server.listen, "127.0.0.1:8080");
        assert!(!settings.database.is_postgres());
    }

    #[test]
    fn all_mistakes_come_at_once_with_their_keys() {
        let mistakes = with(&[
            ("server.listen", "nowhere"),
            ("server.base_url", "balai"),
            ("database.role_prefix", "Balai!"),
            ("database.url", "mysql://x"),
            ("objects.endpoint", "s3"),
            ("mail.from", "bukan alamat"),
            ("log.filter", "=="),
            ("worker.lease_s", "0"),
        ])
        .unwrap_err();
        let keys: Vec<_> = mistakes.iter().map(|mistake| mistake.key.as_str()).collect();
        for key in [
            "server.listen",
            "server.base_url",
            "database.role_prefix",
            "database.url",
            "objects.endpoint",
            "mail.from",
            "log.filter",
            "worker.lease_s",
        ] {
            assert!(keys.contains(&key), "{key} is missing from {keys:?}");
        }
    }

    #[test]
    fn a_key_service_that_is_named_needs_all_that_reaches_it() {
        assert!(with(&[]).unwrap().keys.kms.named().unwrap().is_none());
        let named = [("keys.kms.key", "alias/balai"), ("keys.kms.endpoint", "kms"), ("keys.kms.deployment", "")];
        let keys: Vec<_> = with(&named).unwrap_err().into_iter().map(|mistake| mistake.key).collect();
        let wanted = ["endpoint", "deployment", "access_key", "secret_key"].map(|key| format!("keys.kms.{key}"));
        assert_eq!(keys, wanted);
        let whole = [("keys.kms.key", "alias/balai"), ("keys.kms.access_key", "a"), ("keys.kms.secret_key", "b")];
        let service = with(&whole).unwrap().keys.kms.named().unwrap().unwrap();
        assert_eq!((service.endpoint, service.deployment.as_str()), (None, "balai"));
    }

    #[test]
    fn a_mail_server_that_asks_for_an_account_can_be_named() {
        let account = [("mail.transport", "smtp"), ("mail.smtp.username", "balai"), ("mail.smtp.password", "rahasia")];
        let mail = with(&account).unwrap().mail;
        assert_eq!((mail.smtp.username.as_deref(), mail.smtp.ca_file), (Some("balai"), None));
    }

    #[test]
    fn an_unknown_key_is_a_mistake_and_not_ignored() {
        for key in ["server.lisen", "mail.smtp.hots"] {
            let mistakes = with(&[(key, "x")]).unwrap_err();
            assert_eq!(mistakes.iter().map(|mistake| mistake.key.as_str()).collect::<Vec<_>>(), [key]);
        }
        assert_eq!(with(&[("databse.url", "x")]).unwrap_err()[0].key, "databse");
    }

    #[test]
    fn a_value_of_another_kind_hides_no_other_mistake_and_is_not_shown() {
        let mistakes = with(&[
            ("mail.transport", "merpati"),
            ("mail.from", "bukan alamat"),
            ("log.format", "xml"),
            ("database.pool", "banyak"),
            ("server.listen", "nowhere"),
        ])
        .unwrap_err();
        let mut keys: Vec<_> = mistakes.iter().map(|mistake| mistake.key.as_str()).collect();
        keys.sort_unstable();
        assert_eq!(keys, ["database.pool", "log.format", "mail.from", "mail.transport", "server.listen"]);
        let told = format!("{mistakes:?}");
        assert!(!told.contains("merpati") && told.contains("bawaannya `files`"), "{told}");
    }

    #[test]
    fn a_mistake_never_shows_the_secret_itself() {
        let mistakes = with(&[("database.url", "mysql://root:rahasia@x/y")]).unwrap_err();
        assert!(!format!("{mistakes:?}").contains("rahasia"));
    }
}
