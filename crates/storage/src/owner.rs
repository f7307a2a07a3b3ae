//! The owner's side of the database: spaces are made, migrated and dropped here, never elsewhere.

use std::path::{Path, PathBuf};

use balai_kernel::RegionCode;
use sea_orm::DatabaseTransaction;

use crate::{
    Result, Store, TenantPlace,
    rows::{Load, Snapshot},
    store::Backend,
};

/// One of the separate spaces of a deployment.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Space {
    /// The control plane.
    Control,
    /// One region's.
    Tenant(TenantPlace),
}

impl Space {
    /// The word for logs and tables: `control` or the region's code.
    pub fn label(&self) -> String {
        match self {
            Self::Control => "control".to_owned(),
            Self::Tenant(place) => place.code().to_string(),
        }
    }

    /// The schema on PostgreSQL.
    pub(crate) fn schema(&self) -> String {
        crate::postgres::Names::schema(self)
    }
}

/// A region's file with its tables and no rows, from which others are cast.
pub struct Mould(Vec<u8>);

/// Holds the right to make and change tables. Migrations and provisioning take it; nouns and pages
/// cannot (clippy refuses the name there).
#[derive(Clone)]
pub struct Owner(pub(crate) Store);

impl Owner {
    /// Makes the empty space of a region: schema, role and grants, or a file. Doing it twice is
    /// doing it once.
    pub async fn create_tenant_space(&self, code: RegionCode) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.create_tenant(code).await,
            Backend::Postgres(server) => server.create_tenant(code).await,
        }
    }

    /// Makes the space of a region as [`Owner::mould`] found another one, in place of laying its tables anew. A space that
    /// stands already stays as it is.
    pub async fn cast_tenant_space(&self, code: RegionCode, mould: &Mould) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.cast_tenant(code, &mould.0).await,
            Backend::Postgres(server) => server.create_tenant(code).await,
        }
    }

    /// How a space stands that has its tables and no rows yet. Only files can be cast anew; a schema has none.
    pub async fn mould(&self, space: &Space) -> Result<Option<Mould>> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.image(space).await.map(|image| Some(Mould(image))),
            Backend::Postgres(_) => Ok(None),
        }
    }

    /// Begins a transaction with the owner's rights in one space, holding the lock that keeps a
    /// second migration of the same space out.
    pub async fn begin(&self, space: &Space) -> Result<DatabaseTransaction> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.begin_write(space).await,
            Backend::Postgres(server) => server.begin_owner(space).await,
        }
    }

    /// Removes the space of a region with everything in it: schema and role, or the file. One that is not there is
    /// removed already.
    pub async fn drop_tenant_space(&self, code: RegionCode) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.drop_tenant(code).await,
            Backend::Postgres(server) => server.drop_tenant(code).await,
        }
    }

    /// All rows of a space as they stand now. People go on working meanwhile.
    pub async fn snapshot(&self, space: &Space) -> Result<Snapshot> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.snapshot(space).await,
            Backend::Postgres(server) => server.snapshot(space).await,
        }
    }

    /// Begins to copy the rows of the deployment, as they stand now, below a directory.
    pub async fn backup(&self, dir: &Path) -> Result<RowsBackup> {
        let moment = match &*self.0.backend {
            Backend::Sqlite(_) => None,
            Backend::Postgres(server) => Some(server.export_snapshot().await?),
        };
        Ok(RowsBackup { owner: self.clone(), moment, dir: dir.to_path_buf() })
    }

    /// Makes the role of a region without its space: a copy that is read back names it in its grants.
    pub async fn create_tenant_role(&self, code: RegionCode) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(_) => Ok(()),
            Backend::Postgres(server) => server.create_role(code).await,
        }
    }

    /// Begins to replace all rows of a space.
    pub async fn load(&self, space: &Space) -> Result<Load> {
        Load::begin(self.begin(space).await?, &space.schema()).await
    }

    /// Takes what was deleted out of the control plane's file for good: SQLite leaves the bytes where they were.
    /// PostgreSQL's vacuum comes by itself.
    pub async fn scrub(&self) -> Result<()> {
        match &*self.0.backend {
            Backend::Sqlite(files) => files.scrub().await,
            Backend::Postgres(_) => Ok(()),
        }
    }
}

/// The rows of a deployment at one moment: on PostgreSQL one snapshot of everything, on files one of each file.
pub struct RowsBackup {
    owner: Owner,
    moment: Option<(DatabaseTransaction, String)>,
    dir: PathBuf,
}

impl RowsBackup {
    /// The moment's name on PostgreSQL, for `pg_dump --snapshot`.
    pub fn moment(&self) -> Option<&str> {
        self.moment.as_ref().map(|(_, name)| name.as_str())
    }

    /// Copies a space where it is a file, and reads what was copied.
    pub async fn space(&self, space: &Space) -> Result<Snapshot> {
        match (&*self.owner.0.backend, &self.moment) {
            (Backend::Postgres(server), Some((_, name))) => server.snapshot_at(space, Some(name)).await,
            (Backend::Postgres(server), None) => server.snapshot(space).await,
            (Backend::Sqlite(files), _) => {
                let copy = self.dir.join(file_name(space));
                files.copy(space, &copy).await?;
                crate::embedded::snapshot_of(copy).await
            }
        }
    }

    /// Lets the moment go.
    pub async fn end(self) -> Result<()> {
        match self.moment {
            Some((tx, _)) => Ok(tx.rollback().await?),
            None => Ok(()),
        }
    }
}

/// The file of a space below a data directory, or below a copy of it.
pub fn file_name(space: &Space) -> PathBuf {
    match space {
        Space::Control => file_of(None),
        Space::Tenant(place) => file_of(Some(place.code())),
    }
}

/// The file of a region, or of the control plane.
pub(crate) fn file_of(region: Option<RegionCode>) -> PathBuf {
    match region {
        None => PathBuf::from("control.db"),
        Some(code) => Path::new("tenants").join(format!("{}.db", code.compact())),
    }
}
