//! A deployment of the real binary: its directory or database, and child processes over it.
#![allow(dead_code, reason = "each test file uses its own part of the support")]
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "compares whole databases, from the outside"
)]

pub mod kms;
pub mod planted;
pub mod rotation;
pub mod serving;

use std::path::Path;
use std::process::{Command, Output};

use balai_kernel::{Act, Email, PersonName};
use balai_storage::embedded::EmbeddedSettings;
use balai_storage::postgres::bootstrap::bootstrap;
use balai_storage::postgres::{Names, PostgresSettings, RolePrefix};
use balai_storage::{Engine, Space, Store};
use balai_tenancy::life::{self, Deed, Grounds};
use balai_tenancy::onboarding::Ties;
use balai_tenancy::provisioning::{self, Request, Starter};
use balai_testkit::{Kind, PostgresDatabase};
use chrono::DateTime;
use sea_orm::{ConnectionTrait, DbBackend, Statement};
use tempfile::TempDir;

/// A deployment that no other test touches.
pub struct Deployment {
    pub dir: TempDir,
    pub database: Option<PostgresDatabase>,
    /// The word before the names of roles; roles are shared by all databases of a cluster.
    pub prefix: String,
}

impl Deployment {
    /// An empty deployment.
    pub async fn empty(kind: Kind) -> Self {
        Self::with_prefix(kind, "balai").await
    }

    /// An empty deployment whose roles no other test touches.
    pub async fn with_prefix(kind: Kind, prefix: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = match kind {
            Kind::Sqlite => None,
            Kind::Postgres => {
                let database = PostgresDatabase::bare().await;
                let names = Names::new(RolePrefix::parse(prefix).unwrap());
                bootstrap(&database.superuser_url().into(), &names, &PostgresDatabase::logins()).await.unwrap();
                Some(database)
            }
        };
        Self { dir, database, prefix: prefix.to_owned() }
    }

    /// An empty deployment whose control plane is migrated.
    pub async fn migrated(kind: Kind) -> Self {
        let deployment = Self::empty(kind).await;
        deployment.must(&["migrate"]);
        deployment
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The binary over this deployment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_balai"));
        command.args(arguments).env("BALAI__DATA__DIR", self.path());
        command.env("BALAI__MAIL__FILES__DIR", self.path().join("letters"));
        command.env("BALAI__WORKER__LEASE_S", "1");
        if let Some(database) = &self.database {
            command.env("BALAI__DATABASE__URL", database.url_of(&format!("{}_owner", self.prefix)));
            command.env("BALAI__DATABASE__APP_URL", database.url_of(&format!("{}_app", self.prefix)));
            command.env("BALAI__DATABASE__ROLE_PREFIX", &self.prefix);
        }
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the binary and expects success; returns what it printed.
    pub fn must(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The deployment's rows, opened as the binary opens them.
    pub async fn store(&self) -> Store {
        match &self.database {
            None => {
                let settings = EmbeddedSettings { dir: self.path().to_path_buf(), open_tenants: 4 };
                Store::open_embedded(settings).await.unwrap()
            }
            Some(database) => {
                let url = |login: &str| database.url_of(&format!("{}_{login}", self.prefix)).into();
                let prefix = RolePrefix::parse(&self.prefix).unwrap();
                let settings = PostgresSettings {
                    app_url: url("app"),
                    owner_url: Some(url("owner")),
                    prefix,
                    ..database.settings()
                };
                Store::open_postgres(settings).await.unwrap()
            }
        }
    }

    /// Removes the list of regions, as if the first migration had ended before it.
    pub async fn forget_regions(&self) {
        let store = self.store().await;
        let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
        for sql in ["DELETE FROM regions", "DELETE FROM provinces"] {
            tx.execute_unprepared(sql).await.unwrap();
        }
        tx.commit().await.unwrap();
        store.close().await;
    }

    /// Approves a region, as the ministry's desk does in its transaction.
    pub async fn approve(&self, code: &str) {
        self.approve_for(code, "wahyu@sragenkab.go.id", Starter::Catalogue).await;
    }

    /// The same for the person with this address.
    pub async fn approve_for(&self, code: &str, email: &str, starter: Starter) {
        let store = self.store().await;
        let write = store.control().write().await.unwrap();
        let act = Act::system("uji", DateTime::from_timestamp(1_795_000_000, 0).unwrap());
        let request = Request {
            code: code.parse().unwrap(),
            owner_name: PersonName::parse("Wahyu").unwrap(),
            owner_email: Email::parse(email).unwrap(),
            starter,
        };
        provisioning::ask(&write, &act, &request).await.unwrap();
        write.commit().await.unwrap();
        store.close().await;
    }
}

/// Every row of a space as text, sorted, table by table.
pub async fn rows(store: &Store, space: &Space) -> Vec<String> {
    let owner = store.owner().unwrap();
    let tx = owner.begin(space).await.unwrap();
    let backend = if store.engine() == Engine::Sqlite { DbBackend::Sqlite } else { DbBackend::Postgres };
    let tables = match backend {
        DbBackend::Sqlite => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        _ => "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()",
    };
    let mut all = Vec::new();
    for table in tx.query_all_raw(Statement::from_string(backend, tables)).await.unwrap() {
        let table: String = table.try_get("", "name").unwrap();
        let select = match backend {
            DbBackend::Sqlite => sqlite_select(&tx, &table).await,
            _ => format!("SELECT row_to_json(t)::text AS line FROM \"{table}\" t"),
        };
        for row in tx.query_all_raw(Statement::from_string(backend, select)).await.unwrap() {
            let line: String = row.try_get("", "line").unwrap();
            all.push(format!("{table} {line}"));
        }
    }
    all.sort();
    all
}

async fn sqlite_select(tx: &sea_orm::DatabaseTransaction, table: &str) -> String {
    let sql = format!("SELECT name FROM pragma_table_info('{table}')");
    let columns = tx.query_all_raw(Statement::from_string(DbBackend::Sqlite, sql)).await.unwrap();
    let pairs: Vec<String> = columns
        .iter()
        .map(|column| {
            let name: String = column.try_get("", "name").unwrap();
            format!("'{name}', CASE typeof(\"{name}\") WHEN 'blob' THEN hex(\"{name}\") ELSE \"{name}\" END")
        })
        .collect();
    format!("SELECT json_object({}) AS line FROM \"{table}\"", pairs.join(", "))
}

/// Who may do what in a schema, as PostgreSQL keeps it; nothing on SQLite.
pub async fn rights(store: &Store, schema: &str) -> Vec<String> {
    if store.engine() == Engine::Sqlite {
        return Vec::new();
    }
    let tx = store.owner().unwrap().begin(&Space::Control).await.unwrap();
    let sql = format!(
        "SELECT 'schema ' || nspacl::text AS line FROM pg_namespace WHERE nspname = '{schema}'
         UNION ALL SELECT 'table ' || relname || ' ' || relacl::text FROM pg_class c
           JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname = '{schema}' AND relkind = 'r'
         UNION ALL SELECT 'member ' || pg_get_userbyid(member) || ' of ' || pg_get_userbyid(roleid)
           FROM pg_auth_members WHERE pg_get_userbyid(roleid) LIKE '%{schema}'"
    );
    let rows = tx.query_all_raw(Statement::from_string(DbBackend::Postgres, sql)).await.unwrap();
    let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "line").unwrap()).collect();
    assert!(lines.len() > 10, "the schema's rights are there: {lines:?}");
    lines
}

impl Deployment {
    /// The deployment's files.
    pub fn objects(&self) -> balai_storage::objects::Objects {
        let dir = self.path().join("objects");
        balai_storage::objects::Objects::open(&balai_storage::objects::ObjectSettings::InProcess { dir }).unwrap()
    }

    /// What a command says as JSON.
    pub fn told(&self, arguments: &[&str]) -> serde_json::Value {
        let text = self.must(&[arguments, &["--json"]].concat());
        serde_json::from_str(text.lines().last().unwrap_or_default()).unwrap_or_else(|e| panic!("{e}: {text}"))
    }

    /// Closes a region and puts it away.
    pub fn put_away(&self, code: &str) {
        self.must(&["tenant", "suspend", code, "--reason", "Perjanjian berakhir."]);
        self.must(&["tenant", "archive", code, "--reason", "Perjanjian berakhir."]);
    }

    /// The same without the command, which waits each time until every server has heard of it.
    pub async fn put_away_at_once(&self, code: &str) {
        let store = self.store().await;
        let write = store.control().write().await.unwrap();
        let act = Act::system("uji", DateTime::from_timestamp(1_795_000_400, 0).unwrap());
        let (code, why) = (code.parse().unwrap(), Grounds::parse("Perjanjian berakhir.").unwrap());
        for deed in [Deed::Suspend, Deed::Archive] {
            life::turn(&write, &act, code, deed, &why, &Ties::default(), &[]).await.unwrap();
        }
        balai_catalog::national::set_region_open(&write, code, false).await.unwrap();
        write.commit().await.unwrap();
        store.close().await;
    }

    /// A file with a passphrase.
    pub fn passphrase(&self) -> String {
        let file = self.path().join("frasa");
        std::fs::write(&file, "kuda lumping makan beling\n").unwrap();
        file.display().to_string()
    }
}
