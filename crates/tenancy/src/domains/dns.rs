use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::config::{ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig};
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{RData, RecordType};
use hickory_resolver::{Resolver, TokioResolver};

use super::Found;

/// How long one question waits, and how often it is put.
const PATIENCE: Duration = Duration::from_secs(3);
const TRIES: usize = 2;
/// Values of one name that are looked at.
const MOST_VALUES: usize = 50;

/// Questions to DNS, of what stands there now: nothing is kept between two.
#[derive(Clone)]
pub struct Dns(TokioResolver);

/// No resolver can be made from the settings.
#[derive(Debug, thiserror::Error)]
#[error("the resolver cannot be used: {0}")]
pub struct DnsError(String);

impl Dns {
    /// Asks this server; without one, those that the machine's own settings name.
    pub fn open(server: Option<SocketAddr>) -> Result<Self, DnsError> {
        let made = |error: NetError| DnsError(error.to_string());
        let mut builder = match server {
            None => Resolver::builder_tokio().map_err(made)?,
            Some(at) => {
                let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()];
                let connections = connections.map(|mut connection| {
                    connection.port = at.port();
                    connection
                });
                let server = NameServerConfig::new(at.ip(), true, connections.to_vec());
                let config = ResolverConfig::from_name_servers(vec![server]);
                Resolver::builder_with_config(config, TokioRuntimeProvider::default())
            }
        };
        let options = builder.options_mut();
        options.timeout = PATIENCE;
        options.attempts = TRIES;
        options.cache_size = 0;
        options.use_hosts_file = ResolveHosts::Never;
        Ok(Self(builder.build().map_err(made)?))
    }

    /// The texts at a name.
    pub(super) async fn texts(&self, name: &str) -> Found {
        self.ask(name, RecordType::TXT, |data| match data {
            RData::TXT(txt) => {
                let parts = txt.txt_data.iter().map(|part| String::from_utf8_lossy(part).into_owned());
                Some(parts.collect::<String>())
            }
            _ => None,
        })
        .await
    }

    /// The names that a name is another name of.
    pub(super) async fn aliases(&self, name: &str) -> Found {
        self.ask(name, RecordType::CNAME, |data| match data {
            RData::CNAME(to) => Some(to.0.to_utf8().trim_end_matches('.').to_ascii_lowercase()),
            _ => None,
        })
        .await
    }

    async fn ask(&self, name: &str, kind: RecordType, read: impl Fn(&RData) -> Option<String>) -> Found {
        // the final dot keeps the machine's search domains out
        match self.0.lookup(format!("{name}."), kind).await {
            Ok(lookup) => Found::Values(
                lookup.answers().iter().filter_map(|record| read(&record.data)).take(MOST_VALUES).collect(),
            ),
            Err(error) if error.is_no_records_found() => Found::Values(Vec::new()),
            Err(error) => Found::Unanswered(error.to_string()),
        }
    }
}
