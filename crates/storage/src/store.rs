//! One deployment's database: which engine it is and how a transaction of a space begins.

use std::sync::Arc;

use crate::{
    Changes, ControlDb, Owner, Result, Space, Tally, TenantDb, TenantPlace,
    embedded::{Embedded, EmbeddedSettings},
    postgres::{Postgres, PostgresSettings, hearing},
    single::Tx,
};

/// The engine under a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Files in one directory; the server and its workers are one process.
    Sqlite,
    /// A PostgreSQL server, shared by as many processes as there are.
    Postgres,
}

pub(crate) enum Backend {
    Sqlite(Embedded),
    Postgres(Postgres),
}

/// The rows of a deployment. Cheap to clone; holds connections, no rows.
#[derive(Clone)]
pub struct Store {
    pub(crate) backend: Arc<Backend>,
    pub(crate) changes: Arc<Changes>,
    tallies: Tallies,
}

/// How many statements ran in either plane since the store was opened: what a page costs shows in their difference.
#[derive(Debug, Clone, Default)]
pub struct Tallies {
    /// In the control plane.
    pub control: Tally,
    /// In the spaces of all regions.
    pub tenant: Tally,
}

impl Store {
    /// Opens the files of an embedded deployment.
    pub async fn open_embedded(settings: EmbeddedSettings) -> Result<Self> {
        let dir = settings.dir.clone();
        Ok(Self::over(Backend::Sqlite(Embedded::open(settings).await?), Changes::new(Some(dir))))
    }

    /// Connects to PostgreSQL.
    pub async fn open_postgres(settings: PostgresSettings) -> Result<Self> {
        Ok(Self::over(Backend::Postgres(Postgres::open(settings).await?), Changes::new(None)))
    }

    fn over(backend: Backend, changes: Changes) -> Self {
        Self { backend: Arc::new(backend), changes: Arc::new(changes), tallies: Tallies::default() }
    }

    /// How many statements ran so far.
    pub fn tallies(&self) -> &Tallies {
        &self.tallies
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match *self.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// The door to the control plane.
    pub fn control(&self) -> ControlDb {
        ControlDb(self.clone())
    }

    /// The door to one region's rows.
    pub fn tenant(&self, place: TenantPlace) -> TenantDb {
        TenantDb { store: self.clone(), place }
    }

    /// The owner's side: making, migrating and dropping spaces. `None` where this process holds
    /// only the application's login.
    pub fn owner(&self) -> Option<Owner> {
        match &*self.backend {
            Backend::Sqlite(_) => Some(Owner(self.clone())),
            Backend::Postgres(server) => server.has_owner().then(|| Owner(self.clone())),
        }
    }

    /// What has changed since, in this process and as far as heard in others.
    pub fn changes(&self) -> &Arc<Changes> {
        &self.changes
    }

    /// Hears what other processes change, for as long as it is polled. Servers and workers spawn it; without it the rows
    /// are asked again and again. Files belong to one process, so there is nobody to hear.
    pub async fn hear(self) {
        if let Backend::Postgres(server) = &*self.backend {
            hearing::hear(server.app_url(), &self.changes).await;
        }
    }

    /// Ends all connections; files are folded back into one (SQLite's write-ahead log).
    pub async fn close(&self) {
        match &*self.backend {
            Backend::Sqlite(files) => files.close().await,
            Backend::Postgres(server) => server.close().await,
        }
    }

    pub(crate) async fn begin_read(&self, space: &Space) -> Result<Tx> {
        match &*self.backend {
            Backend::Sqlite(files) => files.begin_read(space).await.map(|tx| Tx::Sqlite(tx, None)),
            Backend::Postgres(server) => server.begin_read(space).await.map(Tx::Postgres),
        }
    }

    pub(crate) async fn begin_write(&self, space: &Space) -> Result<Tx> {
        match &*self.backend {
            Backend::Sqlite(files) => {
                let turn = files.turn(space).await?;
                files.begin_write(space).await.map(|tx| Tx::Sqlite(tx, turn))
            }
            Backend::Postgres(server) => server.begin_write(space).await.map(Tx::Postgres),
        }
    }
}
