//! One database per test, copied from a template that the first test of a run makes.

use balai_storage::{
    Space, Store,
    embedded::EmbeddedSettings,
    postgres::{
        Names, PostgresSettings, RolePrefix,
        bootstrap::{Logins, bootstrap},
    },
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, Statement};
use sha2::{Digest, Sha256};

use crate::store::{BENGKULU_TENGAH, SRAGEN, migrate};

/// The variable that names the throw-away cluster.
pub const SUPERUSER_URL: &str = "BALAI_TEST_POSTGRES_URL";
const PASSWORD: &str = "hanya-untuk-uji";
const OF_NAME: &str = "SELECT datname FROM pg_database WHERE datname = $1";
/// A run's id is the comment on its template.
const OF_RUN: &str = "SELECT datname FROM pg_database WHERE shobj_description(oid, 'pg_database') = $1";

/// A database of its own; dropped with the value.
pub struct PostgresDatabase {
    name: String,
}

impl PostgresDatabase {
    /// A copy of the migrated template.
    pub async fn fresh() -> Self {
        let server = connect(&superuser_url("postgres")).await;
        let template = Box::pin(template(&server)).await;
        let name = format!("uji_{}", uuid::Uuid::now_v7().simple());
        run(&server, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        grant(&name).await;
        server.close().await.expect("the connection closes");
        Self { name }
    }

    /// A database without anything, not even a bootstrap.
    pub async fn bare() -> Self {
        let server = connect(&superuser_url("postgres")).await;
        let name = format!("uji_{}", uuid::Uuid::now_v7().simple());
        run(&server, &format!("CREATE DATABASE {name}")).await;
        server.close().await.expect("the connection closes");
        Self { name }
    }

    /// The same with the logins that a server comes in by, and no table.
    pub async fn bootstrapped() -> Self {
        let database = Self::bare().await;
        let (address, names) = (database.superuser_url().into(), Names::new(RolePrefix::default()));
        bootstrap(&address, &names, &Self::logins()).await.expect("bootstrap");
        database
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The superuser's address of this database.
    pub fn superuser_url(&self) -> String {
        superuser_url(&self.name)
    }

    /// The address under which a login of a bootstrapped database comes in.
    pub fn url_of(&self, login: &str) -> String {
        login_url(login, &self.name)
    }

    /// Runs a superuser's statement in this database: for tests that break something.
    pub async fn break_by(&self, sql: &str) {
        let database = connect(&self.superuser_url()).await;
        run(&database, sql).await;
        database.close().await.expect("the connection closes");
    }

    /// The owner's address.
    pub fn owner_url(&self) -> String {
        login_url("balai_owner", &self.name)
    }

    /// The application's address.
    pub fn app_url(&self) -> String {
        login_url("balai_app", &self.name)
    }

    /// The passwords that [`bootstrap`] gives in tests.
    pub fn logins() -> Logins {
        Logins { owner: PASSWORD.into(), app: PASSWORD.into() }
    }

    /// How a server connects: both logins.
    pub fn settings(&self) -> PostgresSettings {
        settings(&self.name)
    }
}

impl Drop for PostgresDatabase {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(async {
                let server = connect(&superuser_url("postgres")).await;
                run(&server, &sql).await;
            });
        });
        dropped.join().expect("the database is dropped");
    }
}

/// The template's name carries a digest of the tables, so that a changed migration makes a new one. What a run of nextest found
/// stands beside it, as its thousand tests are as many programs.
async fn template(server: &DatabaseConnection) -> String {
    let run_id = std::env::var("NEXTEST_RUN_ID").ok().filter(|id| uuid::Uuid::try_parse(id).is_ok());
    if let Some(run_id) = &run_id
        && let Some(name) = template_found(server, OF_RUN, run_id).await
    {
        return name;
    }
    let name = format!("balai_template_{}", &shape().await[..16]);
    run(server, "SELECT pg_advisory_lock(20251123)").await;
    if template_found(server, OF_NAME, &name).await.is_none() {
        let draft = format!("{name}_draft");
        run(server, &format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await;
        run(server, &format!("CREATE DATABASE {draft}")).await;
        let names = Names::new(RolePrefix::default());
        bootstrap(&superuser_url(&draft).into(), &names, &PostgresDatabase::logins()).await.expect("bootstrap");
        let store = Store::open_postgres(settings(&draft)).await.expect("a connection");
        migrate(&store, &[SRAGEN, BENGKULU_TENGAH]).await;
        store.close().await;
        run(server, &format!("ALTER DATABASE {draft} RENAME TO {name}")).await;
    }
    if let Some(run_id) = run_id {
        run(server, &format!("COMMENT ON DATABASE {name} IS '{run_id}'")).await;
    }
    run(server, "SELECT pg_advisory_unlock(20251123)").await;
    name
}

/// The template that a look at the databases finds by one value.
async fn template_found(server: &DatabaseConnection, look: &str, value: &str) -> Option<String> {
    let look = Statement::from_sql_and_values(DbBackend::Postgres, look, [value.into()]);
    let row = server.query_one_raw(look).await.expect("a look at the databases")?;
    Some(row.try_get("", "datname").expect("a name"))
}

/// Grants on a database itself are not copied from a template.
async fn grant(name: &str) {
    let names = Names::new(RolePrefix::default());
    let database = connect(&superuser_url(name)).await;
    for sql in [
        format!("REVOKE ALL ON DATABASE {name} FROM PUBLIC"),
        format!("GRANT CONNECT, CREATE ON DATABASE {name} TO {}", names.owner()),
        format!("GRANT CONNECT ON DATABASE {name} TO {}", names.app()),
    ] {
        run(&database, &sql).await;
    }
    database.close().await.expect("the connection closes");
}

async fn shape() -> String {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let settings = EmbeddedSettings { dir: dir.path().to_path_buf(), open_tenants: 1 };
    let store = Store::open_embedded(settings).await.expect("files open");
    migrate(&store, &[SRAGEN]).await;
    let owner = store.owner().expect("the owner's rights");
    let mut digest = Sha256::new();
    for space in [Space::Control, Space::Tenant(crate::store::place(SRAGEN))] {
        let tx = owner.begin(&space).await.expect("a transaction");
        let sql = "SELECT coalesce(sql, name) AS sql FROM sqlite_master ORDER BY name";
        let rows = tx.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await;
        for row in rows.expect("the tables") {
            digest.update(row.try_get::<String>("", "sql").expect("text"));
        }
    }
    store.close().await;
    hex::encode(digest.finalize())
}

fn settings(name: &str) -> PostgresSettings {
    PostgresSettings {
        app_url: login_url("balai_app", name).into(),
        owner_url: Some(login_url("balai_owner", name).into()),
        prefix: RolePrefix::default(),
        pool: 4,
        tenant_login: false,
    }
}

fn superuser_url(database: &str) -> String {
    format!("{}/{database}", server_address())
}

fn login_url(login: &str, database: &str) -> String {
    let address = server_address();
    let (scheme, rest) = address.split_once("://").expect("a URL");
    let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
    format!("{scheme}://{login}:{PASSWORD}@{host}/{database}")
}

/// `postgres://user@host:port`, without a database.
fn server_address() -> String {
    let url = std::env::var(SUPERUSER_URL)
        .unwrap_or_else(|_| panic!("{SUPERUSER_URL} is not set; scripts/test starts a cluster"));
    let (scheme, rest) = url.split_once("://").expect("a URL");
    format!("{scheme}://{}", rest.split('/').next().unwrap_or(rest))
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Database::connect(options).await.expect("the throw-away cluster answers")
}

async fn run(connection: &DatabaseConnection, sql: &str) {
    connection.execute_unprepared(sql).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
}
