//! The sections of the configuration that belong to the binary, and their checks.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use balai_storage::KmsSettings;
use balai_storage::postgres::RolePrefix;
use balai_web::edge::proxies::{Proxies, ProxyError};
use balai_web::host::Base;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;

use super::Mistake;

/// `[server]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    pub listen: String,
    pub base_url: String,
    pub workers: usize,
    pub metrics_listen: String,
    pub trusted_proxies: String,
}

/// `[data]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Data {
    pub dir: PathBuf,
    pub open_tenants: u64,
}

/// `[database]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    pub url: SecretString,
    pub url_file: PathBuf,
    pub app_url: SecretString,
    pub app_url_file: PathBuf,
    pub role_prefix: String,
    pub pool: u32,
    pub tenant_login: bool,
}

/// `[objects]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectStore {
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: SecretString,
    pub access_key_file: PathBuf,
    pub secret_key: SecretString,
    pub secret_key_file: PathBuf,
}

/// `[keys]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    pub kek_file: PathBuf,
    pub kms: KeyService,
}

/// `[keys.kms]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyService {
    pub key: String,
    pub endpoint: String,
    pub region: String,
    pub deployment: String,
    pub access_key: SecretString,
    pub access_key_file: PathBuf,
    pub secret_key: SecretString,
    pub secret_key_file: PathBuf,
}

/// `[dns]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dns {
    pub resolver: String,
}

/// `[vault]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vault {
    pub clamd: String,
}

/// `[log]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    pub format: LogFormat,
    pub filter: String,
}

/// How a line of the log looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

/// `[worker]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    pub lease_s: u32,
    pub poll_ms: u64,
}

/// `[adoption]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adoption {
    pub borders_file: PathBuf,
}

impl Server {
    /// Whose word counts of where a request came from.
    pub fn proxies(&self) -> Result<Proxies, ProxyError> {
        Proxies::parse(&self.trusted_proxies)
    }

    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if address(&self.listen).is_none() {
            mistakes.push(Mistake::new("server.listen", "tulis alamat dan port, misalnya 127.0.0.1:8080"));
        }
        if let Err(error) = Base::parse(&self.base_url) {
            mistakes.push(Mistake::new("server.base_url", error.to_string()));
        }
        if !self.metrics_listen.is_empty() && address(&self.metrics_listen).is_none() {
            mistakes.push(Mistake::new("server.metrics_listen", "tulis alamat dan port, atau kosongkan"));
        }
        if let Err(error) = self.proxies() {
            mistakes.push(Mistake::new("server.trusted_proxies", error.to_string()));
        }
        mistakes
    }
}

impl Data {
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let empty = self.dir.as_os_str().is_empty();
        empty.then(|| Mistake::new("data.dir", "tulis sebuah direktori")).into_iter().collect()
    }
}

impl Database {
    /// Whether rows are in PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        given(&self.url, &self.url_file) || given(&self.app_url, &self.app_url_file)
    }

    /// The owner's address, where this process has it.
    pub fn owner(&self) -> std::io::Result<Option<SecretString>> {
        secret(&self.url, &self.url_file)
    }

    /// The application's address.
    pub fn app(&self) -> std::io::Result<Option<SecretString>> {
        secret(&self.app_url, &self.app_url_file)
    }

    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        for (key, value, file) in
            [("database.url", &self.url, &self.url_file), ("database.app_url", &self.app_url, &self.app_url_file)]
        {
            match secret(value, file) {
                Ok(Some(url)) if !is_postgres_url(&url) => {
                    mistakes.push(Mistake::new(key, "tulis alamat postgres://login:sandi@host/basisdata"));
                }
                Ok(_) => {}
                Err(error) => mistakes.push(Mistake::new(format!("{key}_file"), error.to_string())),
            }
        }
        if let Err(error) = RolePrefix::parse(&self.role_prefix) {
            mistakes.push(Mistake::new("database.role_prefix", error.to_string()));
        }
        if self.pool == 0 {
            mistakes.push(Mistake::new("database.pool", "paling sedikit 1"));
        }
        mistakes
    }
}

impl ObjectStore {
    /// Whether objects are at an S3 service.
    pub fn is_service(&self) -> bool {
        !self.endpoint.is_empty()
    }

    /// Both keys for the service.
    pub fn keys(&self) -> std::io::Result<(SecretString, SecretString)> {
        let one = |value, file| secret(value, file).map(Option::unwrap_or_default);
        Ok((one(&self.access_key, &self.access_key_file)?, one(&self.secret_key, &self.secret_key_file)?))
    }

    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if !self.is_service() {
            return mistakes;
        }
        if !is_web_address(&self.endpoint) {
            mistakes.push(Mistake::new("objects.endpoint", "tulis alamat seperti https://s3.contoh.go.id"));
        }
        if self.bucket.is_empty() {
            mistakes.push(Mistake::new("objects.bucket", "tulis nama bucket"));
        }
        let missing = "wajib bila objects.endpoint diisi";
        mistakes.extend(missing_secret("objects.access_key", (&self.access_key, &self.access_key_file), missing));
        mistakes.extend(missing_secret("objects.secret_key", (&self.secret_key, &self.secret_key_file), missing));
        mistakes
    }
}

impl KeyService {
    /// What is needed to speak with it, where one is named.
    pub fn named(&self) -> std::io::Result<Option<KmsSettings>> {
        if self.key.is_empty() {
            return Ok(None);
        }
        let one = |value, file| secret(value, file).map(Option::unwrap_or_default);
        Ok(Some(KmsSettings {
            endpoint: (!self.endpoint.is_empty()).then(|| self.endpoint.clone()),
            region: self.region.clone(),
            key: self.key.clone(),
            deployment: self.deployment.clone(),
            access_key: one(&self.access_key, &self.access_key_file)?,
            secret_key: one(&self.secret_key, &self.secret_key_file)?,
        }))
    }

    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if self.key.is_empty() {
            return mistakes;
        }
        if !self.endpoint.is_empty() && !is_web_address(&self.endpoint) {
            let problem = "tulis alamat seperti https://kms.contoh.go.id, atau kosongkan untuk AWS";
            mistakes.push(Mistake::new("keys.kms.endpoint", problem));
        }
        let missing = "wajib bila keys.kms.key diisi";
        for (key, value) in [("keys.kms.region", &self.region), ("keys.kms.deployment", &self.deployment)] {
            if value.is_empty() {
                mistakes.push(Mistake::new(key, missing));
            }
        }
        mistakes.extend(missing_secret("keys.kms.access_key", (&self.access_key, &self.access_key_file), missing));
        mistakes.extend(missing_secret("keys.kms.secret_key", (&self.secret_key, &self.secret_key_file), missing));
        mistakes
    }
}

impl Dns {
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let wrong = !self.resolver.is_empty() && address(&self.resolver).is_none();
        wrong
            .then(|| Mistake::new("dns.resolver", "tulis alamat dan port, misalnya 127.0.0.1:53, atau kosongkan"))
            .into_iter()
            .collect()
    }
}

impl Vault {
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let wrong = !self.clamd.is_empty() && address(&self.clamd).is_none();
        wrong
            .then(|| Mistake::new("vault.clamd", "tulis alamat dan port, misalnya 127.0.0.1:3310, atau kosongkan"))
            .into_iter()
            .collect()
    }
}

impl Log {
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let wrong = EnvFilter::try_new(&self.filter).err();
        wrong.map(|error| Mistake::new("log.filter", error.to_string())).into_iter().collect()
    }
}

impl Worker {
    pub(super) fn mistakes(&self) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        if !(1..=3_600).contains(&self.lease_s) {
            mistakes.push(Mistake::new("worker.lease_s", "1 sampai 3600 detik"));
        }
        if !(10..=60_000).contains(&self.poll_ms) {
            mistakes.push(Mistake::new("worker.poll_ms", "10 sampai 60000 milidetik"));
        }
        mistakes
    }
}

/// The first address that a `host:port` text stands for.
pub fn address(text: &str) -> Option<SocketAddr> {
    text.to_socket_addrs().ok()?.next()
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A secret that must be there and is not, or whose file cannot be read.
fn missing_secret(key: &str, (value, file): (&SecretString, &std::path::Path), missing: &str) -> Option<Mistake> {
    match secret(value, file) {
        Ok(Some(_)) => None,
        Ok(None) => Some(Mistake::new(key, missing)),
        Err(error) => Some(Mistake::new(format!("{key}_file"), error.to_string())),
    }
}

fn is_postgres_url(url: &SecretString) -> bool {
    let url = url.expose_secret();
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

pub(super) fn given(value: &SecretString, file: &std::path::Path) -> bool {
    !value.expose_secret().is_empty() || !file.as_os_str().is_empty()
}

/// A secret from its key, or from the file of its twin; the last line break is not part of it.
pub(super) fn secret(value: &SecretString, file: &std::path::Path) -> std::io::Result<Option<SecretString>> {
    if !file.as_os_str().is_empty() {
        let text = std::fs::read_to_string(file)
            .map_err(|e| std::io::Error::new(e.kind(), format!("{}: {e}", file.display())))?;
        return Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned().into()));
    }
    let text = value.expose_secret();
    Ok((!text.is_empty()).then(|| value.clone()))
}
