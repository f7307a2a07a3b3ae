//! The embedded engine: SQLite, one file for the control plane and one per region.

use std::{path::PathBuf, time::Duration};

use balai_kernel::RegionCode;
use moka::future::Cache;
use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, SqliteTransactionMode, TransactionOptions,
    TransactionTrait, sqlx::sqlite::SqliteJournalMode,
};

use crate::{Result, Space, StorageError};

/// How long a statement waits for another one's lock on the same file.
const BUSY: Duration = Duration::from_secs(10);

/// Kilobytes of a region's file that its connection keeps. With hundreds of them open the usual 2,000 would be a gigabyte,
/// of what the system keeps of the files anyway.
const KEPT_KB: u32 = 256;

/// Where the files are and how many may be open.
#[derive(Debug, Clone)]
pub struct EmbeddedSettings {
    /// The data directory; `control.db` and `tenants/` stand in it.
    pub dir: PathBuf,
    /// Region files kept open at a time. Each costs a thread and three file descriptors.
    pub open_tenants: u64,
}

pub(crate) struct Embedded {
    dir: PathBuf,
    control: DatabaseConnection,
    tenants: Cache<RegionCode, DatabaseConnection>,
}

impl Embedded {
    pub(crate) async fn open(settings: EmbeddedSettings) -> Result<Self> {
        let dir = settings.dir;
        std::fs::create_dir_all(dir.join("tenants"))
            .map_err(|e| StorageError::Unavailable(format!("{}: {e}", dir.join("tenants").display())))?;
        let control = Box::pin(connect(dir.join("control.db"), 4, true, None)).await?;
        let tenants = Cache::builder().max_capacity(settings.open_tenants.max(1)).build();
        Ok(Self { dir, control, tenants })
    }

    pub(crate) fn tenant_file(&self, code: RegionCode) -> PathBuf {
        self.dir.join("tenants").join(format!("{}.db", code.compact()))
    }

    pub(crate) async fn begin_read(&self, space: &Space) -> Result<DatabaseTransaction> {
        self.begin(space, SqliteTransactionMode::Deferred).await
    }

    /// Writers take their lock at once: a transaction that reads first and writes later would fail
    /// with `SQLITE_BUSY` whatever the time-out.
    pub(crate) async fn begin_write(&self, space: &Space) -> Result<DatabaseTransaction> {
        self.begin(space, SqliteTransactionMode::Immediate).await
    }

    async fn begin(&self, space: &Space, mode: SqliteTransactionMode) -> Result<DatabaseTransaction> {
        let connection = match space {
            Space::Control => self.control.clone(),
            Space::Tenant(place) => self.tenant(place.code(), false).await?,
        };
        let options = TransactionOptions { sqlite_transaction_mode: Some(mode), ..Default::default() };
        Ok(connection.begin_with_options(options).await?)
    }

    async fn tenant(&self, code: RegionCode, create: bool) -> Result<DatabaseConnection> {
        let file = self.tenant_file(code);
        self.tenants
            .try_get_with(code, Box::pin(connect(file, 1, create, Some(KEPT_KB))))
            .await
            .map_err(|e| StorageError::Unavailable(e.to_string()))
    }

    pub(crate) async fn create_tenant(&self, code: RegionCode) -> Result<()> {
        self.tenant(code, true).await.map(drop)
    }

    pub(crate) async fn close(&self) {
        for (_, tenant) in &self.tenants {
            tenant.clone().close().await.ok();
        }
        self.control.clone().close().await.ok();
    }
}

/// The first connection is made alone: two that turn a new file to write-ahead logging at once are in each other's way, and
/// no time-out is waited for then. So the pool keeps no least number, which it would open beside the first.
async fn connect(file: PathBuf, most: u32, create: bool, kept_kb: Option<u32>) -> Result<DatabaseConnection> {
    let mode = if create { "rwc" } else { "rw" };
    let mut options = ConnectOptions::new(format!("sqlite://{}?mode={mode}", file.display()));
    options
        .max_connections(most)
        .idle_timeout(None)
        .max_lifetime(None)
        .acquire_timeout(BUSY)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |o| {
            let o = match kept_kb {
                Some(kilobytes) => o.pragma("cache_size", format!("-{kilobytes}")),
                None => o,
            };
            o.journal_mode(SqliteJournalMode::Wal)
                .foreign_keys(true)
                .busy_timeout(BUSY)
                .pragma("synchronous", "FULL")
                .pragma("trusted_schema", "OFF")
        });
    Ok(Database::connect(options).await?)
}
