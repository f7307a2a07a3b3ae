//! PostgreSQL: one schema and one role per region behind ONE shared pool.
//!
//! Every transaction's first round trip sets role and search path with `SET LOCAL`, so nothing
//! outlives it on the connection. The path holds the one schema and `pg_temp` last; `public` and
//! other regions' schemas are not on it and their tables are not granted.

pub mod bootstrap;
pub(crate) mod hearing;
pub mod inspect;
mod names;
pub(crate) mod transaction;

use std::time::Duration;

use balai_kernel::RegionCode;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    IsolationLevel, Statement, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};

pub use names::{Names, RolePrefix, RolePrefixError};

use crate::{NodeName, Result, Space, StorageError, rows::Snapshot};
use transaction::PostgresTx;

/// No statement of a request runs longer.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(15);
/// A server process that has seen every schema holds up to 170 MB: let it go now and then.
const CONNECTION_LIFE: Duration = Duration::from_mins(20);

/// How often a statement is tried again that met another one at the same row of the catalogue, and after how long.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(25);
/// How often a refused role is asked for again. While many roles are granted, a running server process refuses a new one
/// for some 10 to 50 ms that a fresh process sets: it keeps a list of memberships and misses a grant that comes while it
/// makes the list. Who was refused has left that process, so the next try is at another one.
const REFUSALS: usize = 4;

/// How to reach the server, and as whom.
#[derive(Debug, Clone)]
pub struct PostgresSettings {
    /// The application's login: member of the tenant roles, no DDL.
    pub app_url: SecretString,
    /// The owner's login, where this process migrates or provisions.
    pub owner_url: Option<SecretString>,
    /// Roles are cluster-wide; this keeps two deployments on one cluster apart.
    pub prefix: RolePrefix,
    /// Connections in the application's pool; about 8 serve two cores.
    pub pool: u32,
    /// Whether a region's role may log in (without a password). Citus needs it.
    pub tenant_login: bool,
}

pub(crate) struct Postgres {
    app: DatabaseConnection,
    app_url: SecretString,
    owner: Option<DatabaseConnection>,
    names: Names,
    tenant_login: bool,
}

impl Postgres {
    pub(crate) async fn open(settings: PostgresSettings) -> Result<Self> {
        let app = connect(&settings.app_url, settings.pool, Some(STATEMENT_TIMEOUT)).await?;
        let owner = match &settings.owner_url {
            Some(url) => Some(connect(url, 4, None).await?),
            None => None,
        };
        let names = Names::new(settings.prefix);
        Ok(Self { app, app_url: settings.app_url, owner, names, tenant_login: settings.tenant_login })
    }

    pub(crate) fn has_owner(&self) -> bool {
        self.owner.is_some()
    }

    /// One state of the plane for all statements, as on SQLite; a transaction that only reads never fails for it.
    pub(crate) async fn begin_read(&self, space: &Space) -> Result<PostgresTx> {
        self.begin(space, " ISOLATION LEVEL REPEATABLE READ, READ ONLY").await
    }

    pub(crate) async fn begin_write(&self, space: &Space) -> Result<PostgresTx> {
        self.begin(space, "").await
    }

    async fn begin(&self, space: &Space, mode: &str) -> Result<PostgresTx> {
        require_only_node(space)?;
        let (role, schema) = (self.names.role(space), Names::schema(space));
        let statements =
            format!(r#"BEGIN{mode}; SET LOCAL ROLE "{role}"; SET LOCAL search_path = "{schema}", pg_temp"#);
        let pool = self.app.get_postgres_connection_pool();
        for _ in 0..REFUSALS {
            match PostgresTx::begin(pool, statements.clone()).await {
                // 42501: this server process may not set the role
                Err(e) if sql_state(&e).as_deref() == Some("42501") => tokio::time::sleep(PAUSE).await,
                outcome => return Ok(outcome?),
            }
        }
        Ok(PostgresTx::begin(pool, statements).await?)
    }

    pub(crate) async fn begin_owner(&self, space: &Space) -> Result<DatabaseTransaction> {
        require_only_node(space)?;
        let schema = Names::schema(space);
        let tx = self.owner()?.begin().await?;
        tx.execute_unprepared(&format!(
            r#"SET LOCAL search_path = "{schema}", pg_temp; SELECT pg_advisory_xact_lock(hashtext('balai'), hashtext('{schema}'))"#
        ))
        .await?;
        Ok(tx)
    }

    /// One statement a call (Citus asks for it); each may already have happened.
    pub(crate) async fn create_tenant(&self, code: RegionCode) -> Result<()> {
        let owner = self.owner()?;
        let (role, schema) = (self.names.tenant_role(code), Names::tenant_schema(code));
        self.create_role(code).await?;
        for statement in [
            format!(r#"CREATE SCHEMA IF NOT EXISTS "{schema}""#),
            format!(r#"GRANT USAGE ON SCHEMA "{schema}" TO "{role}""#),
            format!(
                r#"ALTER DEFAULT PRIVILEGES IN SCHEMA "{schema}" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{role}""#
            ),
        ] {
            insist(owner, &statement).await?;
        }
        Ok(())
    }

    pub(crate) async fn create_role(&self, code: RegionCode) -> Result<()> {
        let (owner, role) = (self.owner()?, self.names.tenant_role(code));
        let login = if self.tenant_login { "LOGIN" } else { "NOLOGIN" };
        let create = format!(r#"CREATE ROLE "{role}" {login} NOINHERIT"#);
        insist(owner, &create).await?;
        insist(owner, &format!(r#"GRANT "{role}" TO "{}""#, self.names.app())).await
    }

    /// The schema goes with its tables, then what the role may elsewhere, then the role. Roles are of the cluster: one
    /// that another database still uses stays there and can do nothing here.
    pub(crate) async fn drop_tenant(&self, code: RegionCode) -> Result<()> {
        let owner = self.owner()?;
        let (role, schema) = (self.names.tenant_role(code), Names::tenant_schema(code));
        owner.execute_unprepared(&format!(r#"DROP SCHEMA IF EXISTS "{schema}" CASCADE"#)).await?;
        match owner.execute_unprepared(&format!(r#"DROP ROLE IF EXISTS "{role}""#)).await {
            // 2BP01: something of another database depends on it
            Err(e) if sql_state(&e).as_deref() == Some("2BP01") => Ok(()),
            other => other.map(drop).map_err(StorageError::from),
        }
    }

    /// One transaction that sees one state of all tables from its first statement on.
    pub(crate) async fn snapshot(&self, space: &Space) -> Result<Snapshot> {
        self.snapshot_at(space, None).await
    }

    /// The same at a moment that another transaction holds.
    pub(crate) async fn snapshot_at(&self, space: &Space, moment: Option<&str>) -> Result<Snapshot> {
        require_only_node(space)?;
        let schema = Names::schema(space);
        let tx =
            self.owner()?.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
        if let Some(moment) = moment {
            // the name comes from the server: digits, letters and dashes
            tx.execute_unprepared(&format!("SET TRANSACTION SNAPSHOT '{moment}'")).await?;
        }
        tx.execute_unprepared(&format!(r#"SET LOCAL search_path = "{schema}", pg_temp"#)).await?;
        Snapshot::take(tx, &schema, None).await
    }

    /// A moment that other transactions, and `pg_dump`, can share while this one lives.
    pub(crate) async fn export_snapshot(&self) -> Result<(DatabaseTransaction, String)> {
        let tx =
            self.owner()?.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?;
        let statement = Statement::from_string(DbBackend::Postgres, "SELECT pg_export_snapshot() AS name");
        let row = tx.query_one_raw(statement).await?;
        let row = row.ok_or_else(|| StorageError::Unavailable("the server exports no snapshot".to_owned()))?;
        let name = row.try_get::<String>("", "name")?;
        Ok((tx, name))
    }

    fn owner(&self) -> Result<&DatabaseConnection> {
        self.owner.as_ref().ok_or_else(|| StorageError::Unavailable("this process holds no owner's login".to_owned()))
    }

    pub(crate) fn app_connection(&self) -> &DatabaseConnection {
        &self.app
    }

    pub(crate) fn app_url(&self) -> &SecretString {
        &self.app_url
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    pub(crate) async fn close(&self) {
        for connection in std::iter::once(&self.app).chain(&self.owner) {
            connection.clone().close().await.ok();
        }
    }
}

/// Runs a statement of the catalogue. One that met another at the same row has done nothing and is tried again.
async fn insist(owner: &DatabaseConnection, statement: &str) -> Result<()> {
    for _ in 0..TRIES {
        match owner.execute_unprepared(statement).await {
            Err(e) if sql_state(&e).as_deref() == Some("tuple concurrently updated") => {}
            outcome => return ignore_existing(outcome),
        }
        tokio::time::sleep(PAUSE).await;
    }
    ignore_existing(owner.execute_unprepared(statement).await)
}

/// Two provisioners at once, or a role left by another database of the cluster: both are fine.
fn ignore_existing<T>(outcome: Result<T, DbErr>) -> Result<()> {
    const ALREADY: [&str; 3] = ["42710", "42P06", "23505"];
    match outcome {
        Ok(_) => Ok(()),
        Err(e) if ALREADY.iter().any(|mark| sql_state(&e).as_deref() == Some(*mark)) => Ok(()),
        Err(e) => Err(e.into()),
    }
}

/// The SQLSTATE of an error, or its message where PostgreSQL gives the internal code `XX000`.
fn sql_state(error: &DbErr) -> Option<String> {
    use sea_orm::{RuntimeErr, sqlx::Error};
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = error else {
        return None;
    };
    let Error::Database(database) = &**e else {
        return None;
    };
    let code = database.code()?;
    Some(if code == "XX000" { database.message().to_owned() } else { code.into_owned() })
}

fn require_only_node(space: &Space) -> Result<()> {
    match space {
        Space::Tenant(place) if place.node().as_str() != NodeName::ONLY => {
            Err(StorageError::Unavailable(format!("no node named {}", place.node().as_str())))
        }
        _ => Ok(()),
    }
}

pub(crate) async fn connect(url: &SecretString, most: u32, timeout: Option<Duration>) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url.expose_secret());
    options
        .max_connections(most.max(1))
        .acquire_timeout(Duration::from_secs(10))
        .max_lifetime(CONNECTION_LIFE)
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .set_application_name("balai")
        .sqlx_logging(false);
    if let Some(timeout) = timeout {
        options.statement_timeout(timeout);
    }
    Ok(Database::connect(options).await?)
}
