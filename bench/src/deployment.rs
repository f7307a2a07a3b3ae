//! A deployment of the real program, as an operator has it: commands with settings from the environment.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use balai_storage::Kek;
use balai_storage::Store;
use balai_storage::embedded::EmbeddedSettings;
use balai_storage::postgres::{PostgresSettings, RolePrefix};
use sqlx::Connection as _;
use url::Url;

use crate::{Measure, Outcome};

/// The database of a measurement on PostgreSQL.
pub const DATABASE: &str = "balai_ukur";

/// The server's settings that a table of figures must name.
const SETTINGS: [&str; 8] = [
    "server_version",
    "shared_buffers",
    "max_connections",
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "autovacuum",
    "max_wal_size",
];

/// Where everything of one measurement is.
pub struct Deployment {
    /// The program.
    pub balai: PathBuf,
    /// The data directory.
    pub dir: PathBuf,
    /// A superuser's address of the database; none on SQLite.
    pub superuser: Option<Url>,
    /// The password of both logins.
    password: String,
}

impl Deployment {
    /// An empty deployment, prepared by the program's own commands.
    pub async fn prepare(what: &Measure) -> Outcome<Self> {
        std::fs::create_dir_all(&what.data)?;
        let password = balai_kernel::SecretToken::fresh().reveal();
        let superuser = match &what.postgres {
            Some(server) => Some(database(server).await?),
            None => None,
        };
        let new = Self { balai: std::fs::canonicalize(&what.balai)?, dir: what.data.clone(), superuser, password };
        if let Some(url) = &new.superuser {
            let file = new.dir.join("sandi");
            std::fs::write(&file, &new.password)?;
            let file = file.display().to_string();
            let mut bootstrap = new.command(&["db", "bootstrap", "--superuser-url", url.as_str()]);
            run(bootstrap.args(["--owner-password-file", &file, "--app-password-file", &file]))?;
        }
        run(&mut new.command(&["migrate"]))?;
        Ok(new)
    }

    /// What the engine is called.
    pub fn engine(&self) -> &'static str {
        if self.superuser.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// What the engine runs with, as far as speed depends on it.
    pub async fn settings(&self) -> Outcome<String> {
        let Some(url) = &self.superuser else {
            return Ok("write-ahead log, synchronous=FULL, one connection for each region's file".to_owned());
        };
        let mut connection = sqlx::PgConnection::connect(url.as_str()).await?;
        let mut said = Vec::new();
        for name in SETTINGS {
            let show = sqlx::AssertSqlSafe(format!("SHOW {name}"));
            let value: String = sqlx::query_scalar(show).fetch_one(&mut connection).await?;
            said.push(format!("{name} {value}"));
        }
        connection.close().await?;
        Ok(said.join(", "))
    }

    /// The program with the settings of this deployment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.balai);
        command.args(arguments).env("BALAI__DATA__DIR", &self.dir).stdin(Stdio::null());
        command.env("BALAI__MAIL__FILES__DIR", self.dir.join("letters"));
        if let (Some(owner), Some(app)) = (self.url_of("balai_owner"), self.url_of("balai_app")) {
            command.env("BALAI__DATABASE__URL", owner.as_str()).env("BALAI__DATABASE__APP_URL", app.as_str());
        }
        command
    }

    /// How long the program takes for a command.
    pub fn time(&self, arguments: &[&str]) -> Outcome<Duration> {
        let start = Instant::now();
        run(&mut self.command(arguments))?;
        Ok(start.elapsed())
    }

    /// The rows, with the owner's rights.
    pub async fn store(&self) -> Outcome<Store> {
        let (Some(owner), Some(app)) = (self.url_of("balai_owner"), self.url_of("balai_app")) else {
            let files = EmbeddedSettings { dir: self.dir.clone(), open_tenants: 600 };
            return Ok(Store::open_embedded(files).await?);
        };
        let settings = PostgresSettings {
            app_url: String::from(app).into(),
            owner_url: Some(String::from(owner).into()),
            prefix: RolePrefix::default(),
            pool: 2,
            tenant_login: false,
        };
        Ok(Store::open_postgres(settings).await?)
    }

    /// The key-encryption key, which the program made.
    pub fn kek(&self) -> Outcome<Kek> {
        Ok(Kek::read(&self.dir.join("kunci-induk"), None)??)
    }

    fn url_of(&self, login: &str) -> Option<Url> {
        let mut url = self.superuser.clone()?;
        url.set_username(login).and_then(|()| url.set_password(Some(&self.password))).expect("it names a host");
        Some(url)
    }
}

/// Makes the database anew.
async fn database(server: &str) -> Outcome<Url> {
    let mut connection = sqlx::PgConnection::connect(server).await?;
    for statement in [format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"), format!("CREATE DATABASE {DATABASE}")]
    {
        sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).execute(&mut connection).await?;
    }
    connection.close().await?;
    let mut url = Url::parse(server)?;
    url.set_path(DATABASE);
    Ok(url)
}

/// Runs a command to its end; what it said is shown when it fails.
pub fn run(command: &mut Command) -> Outcome<String> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{} ended with {}: {}", command.get_program().display(), output.status, String::from_utf8_lossy(&said))
        .into())
}
