//! A migrated store with the spaces of two regencies, gone when dropped.

use balai_kernel::RegionCode;
use balai_migrations::{TenantMigrator, migrate_control, migrate_space};
use balai_storage::{ControlDb, NodeName, Space, Store, TenantDb, TenantPlace, embedded::EmbeddedSettings};
use tempfile::TempDir;

use crate::PostgresDatabase;

/// The first regency, Kabupaten Sragen.
pub const SRAGEN: &str = "33.14";
/// The second, Kabupaten Bengkulu Tengah: same tables, same counters, other people.
pub const BENGKULU_TENGAH: &str = "17.09";

/// Which engine a test runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Files.
    Sqlite,
    /// A database of a throw-away cluster.
    Postgres,
}

/// A store of its own for one test.
pub struct TestStore {
    /// The store, opened as a server opens it.
    pub store: Store,
    /// A directory for whatever else the test keeps in files.
    pub dir: TempDir,
    /// The database, where there is one.
    pub database: Option<PostgresDatabase>,
}

impl TestStore {
    /// A fresh store on an engine: control plane and both regencies' spaces migrated and empty.
    pub async fn fresh(kind: Kind) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        match kind {
            Kind::Sqlite => {
                let settings = EmbeddedSettings { dir: dir.path().to_path_buf(), open_tenants: 16 };
                let store = Store::open_embedded(settings).await.expect("files open");
                migrate(&store, &[SRAGEN, BENGKULU_TENGAH]).await;
                Self { store, dir, database: None }
            }
            Kind::Postgres => {
                let database = Box::pin(PostgresDatabase::fresh()).await;
                let store = Store::open_postgres(database.settings()).await.expect("a connection");
                Self { store, dir, database: Some(database) }
            }
        }
    }

    /// A store without a table: for tests of the way to them.
    pub async fn unmigrated(kind: Kind) -> Self {
        let dir = tempfile::tempdir().expect("a temporary directory");
        match kind {
            Kind::Sqlite => {
                let settings = EmbeddedSettings { dir: dir.path().to_path_buf(), open_tenants: 1 };
                Self { store: Store::open_embedded(settings).await.expect("files open"), dir, database: None }
            }
            Kind::Postgres => {
                let database = PostgresDatabase::bootstrapped().await;
                let store = Store::open_postgres(database.settings()).await.expect("a connection");
                Self { store, dir, database: Some(database) }
            }
        }
    }

    /// The door to the control plane.
    pub fn control(&self) -> ControlDb {
        self.store.control()
    }

    /// The door to a regency's rows.
    pub fn tenant(&self, code: &str) -> TenantDb {
        self.store.tenant(place(code))
    }
}

/// Where a test's region is.
pub fn place(code: &str) -> TenantPlace {
    let code: RegionCode = code.parse().expect("a region code");
    TenantPlace::new(code, NodeName::default())
}

/// Migrates the control plane and makes and migrates the given regions' spaces.
pub(crate) async fn migrate(store: &Store, codes: &[&str]) {
    let owner = store.owner().expect("the owner's rights");
    migrate_control(&owner).await.expect("control migrates");
    for code in codes {
        let place = place(code);
        owner.create_tenant_space(place.code()).await.expect("a space");
        let space = Space::Tenant(place);
        Box::pin(migrate_space::<TenantMigrator>(&owner, &space)).await.expect("tenant migrates");
    }
}
