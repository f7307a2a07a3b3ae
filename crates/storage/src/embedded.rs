//! The embedded engine: SQLite, one file for the control plane and one per region.

use std::{path::PathBuf, sync::Arc, time::Duration};

use balai_kernel::RegionCode;
use moka::future::Cache;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait, sqlx::sqlite::SqliteJournalMode,
};

use tokio::io::AsyncWriteExt as _;
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::owner::file_of;
use crate::{Result, Space, StorageError, rows::Snapshot};

/// How long a statement waits for another one's lock on the same file.
const BUSY: Duration = Duration::from_secs(10);

/// Kilobytes of a region's file that its connection keeps. With hundreds of them open the usual 2,000 would be a gigabyte,
/// of what the system keeps of the files anyway.
const KEPT_KB: u32 = 96;

/// What the name of a file ends in that is not whole yet.
const PART: &str = "sebagian";

/// Where the files are and how many may be open.
#[derive(Debug, Clone)]
pub struct EmbeddedSettings {
    /// The data directory; `control.db` and `tenants/` stand in it.
    pub dir: PathBuf,
    /// Region files kept open at a time. Each costs a thread and three file descriptors.
    pub open_tenants: u64,
}

/// The turn to write into the control plane.
pub(crate) type Turn = OwnedMutexGuard<()>;

pub(crate) struct Embedded {
    dir: PathBuf,
    control: DatabaseConnection,
    /// Whoever finds a file locked looks again after a while, and a while longer; in a queue nobody sleeps past her turn.
    writing: Arc<Mutex<()>>,
    tenants: Cache<RegionCode, DatabaseConnection>,
}

impl Embedded {
    pub(crate) async fn open(settings: EmbeddedSettings) -> Result<Self> {
        let dir = settings.dir;
        std::fs::create_dir_all(dir.join("tenants"))
            .map_err(|e| StorageError::Unavailable(format!("{}: {e}", dir.join("tenants").display())))?;
        let control = Box::pin(connect(dir.join("control.db"), 4, true, None)).await?;
        let tenants = Cache::builder().max_capacity(settings.open_tenants.max(1)).build();
        Ok(Self { dir, control, writing: Arc::default(), tenants })
    }

    pub(crate) fn tenant_file(&self, code: RegionCode) -> PathBuf {
        self.dir.join(file_of(Some(code)))
    }

    pub(crate) async fn begin_read(&self, space: &Space) -> Result<DatabaseTransaction> {
        self.begin(space, SqliteTransactionMode::Deferred).await
    }

    /// Waits for the turn to write, where several connections of this process could: at the control plane. A region's file
    /// has one connection, which is such a queue itself.
    pub(crate) async fn turn(&self, space: &Space) -> Result<Option<Turn>> {
        if *space != Space::Control {
            return Ok(None);
        }
        let turn = tokio::time::timeout(BUSY, Arc::clone(&self.writing).lock_owned()).await;
        turn.map(Some).map_err(|_| StorageError::Unavailable("another writer holds the control plane".to_owned()))
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

    /// The file comes under its name whole or not at all, and one that is there stays.
    pub(crate) async fn cast_tenant(&self, code: RegionCode, image: &[u8]) -> Result<()> {
        let file = self.tenant_file(code);
        if !file.exists() {
            let part = file.with_extension(PART);
            let write = async {
                let mut new = tokio::fs::File::create(&part).await?;
                new.write_all(image).await?;
                new.sync_all().await?;
                tokio::fs::rename(&part, &file).await?;
                tokio::fs::File::open(self.dir.join("tenants")).await?.sync_all().await
            };
            write.await.map_err(|e| StorageError::Unavailable(format!("{}: {e}", file.display())))?;
        }
        self.create_tenant(code).await
    }

    /// The bytes of a space's file as it stands now, without a log beside it and ready to have one.
    pub(crate) async fn image(&self, space: &Space) -> Result<Vec<u8>> {
        let unreadable = |e: std::io::Error| StorageError::Unavailable(format!("{}: {e}", self.dir.display()));
        // elsewhere than among the files, where a killed process would leave it for ever
        let dir = tempfile::tempdir().map_err(unreadable)?;
        let copy = dir.path().join("cetakan.db");
        self.copy(space, &copy).await?;
        // opened once, so that the copy says that it has a log; saying so later waits for the disk
        connect(copy.clone(), 1, false, None).await?.close().await?;
        tokio::fs::read(&copy).await.map_err(unreadable)
    }

    /// The connection ends first: an open file would live on without a name.
    pub(crate) async fn drop_tenant(&self, code: RegionCode) -> Result<()> {
        if let Some(open) = self.tenants.remove(&code).await {
            open.close().await?;
        }
        let file = self.tenant_file(code);
        for name in ["db", "db-wal", "db-shm", "db-journal", PART].map(|ending| file.with_extension(ending)) {
            match std::fs::remove_file(&name) {
                Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StorageError::Unavailable(format!("{}: {e}", name.display())));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A connection of its own: the write-ahead log lets it read one state while others write.
    pub(crate) async fn snapshot(&self, space: &Space) -> Result<Snapshot> {
        snapshot_of(self.file(space)).await
    }

    /// A copy of a space's file as it stands now, whole and without a log beside it.
    pub(crate) async fn copy(&self, space: &Space, to: &std::path::Path) -> Result<()> {
        let own = connect(self.file(space), 1, false, None).await?;
        let to = to.to_str().ok_or_else(|| StorageError::Unavailable("the path is not plain text".to_owned()))?;
        let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO ?", [to.into()]);
        own.execute_raw(copy).await?;
        own.close().await?;
        Ok(())
    }

    /// Writes the control plane's file anew without what was deleted, and empties its log.
    pub(crate) async fn scrub(&self) -> Result<()> {
        for statement in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            self.control.execute_unprepared(statement).await?;
        }
        Ok(())
    }

    fn file(&self, space: &Space) -> PathBuf {
        self.dir.join(crate::file_name(space))
    }

    pub(crate) async fn close(&self) {
        for (_, tenant) in &self.tenants {
            tenant.clone().close().await.ok();
        }
        self.control.clone().close().await.ok();
    }
}

/// What a file holds now, over a connection of its own.
pub(crate) async fn snapshot_of(file: PathBuf) -> Result<Snapshot> {
    let own = connect(file, 1, false, None).await?;
    let options =
        TransactionOptions { sqlite_transaction_mode: Some(SqliteTransactionMode::Deferred), ..Default::default() };
    let tx = own.begin_with_options(options).await?;
    Snapshot::take(tx, "", Some(own)).await
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
                // what a large transaction changes is written once, at its end, and then let go
                Some(kilobytes) => o.pragma("cache_size", format!("-{kilobytes}")).pragma("cache_spill", "OFF"),
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
