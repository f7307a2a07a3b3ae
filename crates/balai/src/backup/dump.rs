//! PostgreSQL's own tools. The password travels in the environment, not in the list of processes.

use std::path::Path;

use secrecy::ExposeSecret;
use tokio::process::Command;

use crate::failure::Failure;
use crate::parts::Parts;

/// The schemas of a copy.
pub enum Schemas {
    /// The control plane and every region.
    All,
    /// One region's.
    One(String),
}

/// Writes the rows at a moment into one file.
pub async fn dump(parts: &Parts, schemas: &Schemas, moment: &str, to: &Path) -> Result<(), Failure> {
    let mut command = tool(parts, "pg_dump")?;
    command.args(["--format=custom", "--no-owner"]).arg(format!("--snapshot={moment}")).arg("--file").arg(to);
    match schemas {
        Schemas::All => command.args(["--schema=control", "--schema=t_*"]),
        Schemas::One(name) => command.arg(format!("--schema={name}")),
    };
    run(command).await
}

/// Reads rows back, all or nothing.
pub async fn restore(parts: &Parts, schemas: &Schemas, from: &Path) -> Result<(), Failure> {
    let mut command = tool(parts, "pg_restore")?;
    command.args(["--no-owner", "--exit-on-error", "--single-transaction"]);
    match schemas {
        // the schemas are made anew, with the rights that the copy holds
        Schemas::All => command.args(["--clean", "--if-exists"]),
        Schemas::One(name) => command.arg(format!("--schema={name}")),
    };
    let database = name(parts)?;
    command.arg("--dbname").arg(database).arg(from);
    run(command).await
}

fn owner(parts: &Parts) -> Result<url::Url, Failure> {
    let url = parts.settings.database.owner()?;
    let url = url.ok_or_else(|| Failure::Usage("perlu alamat pemilik basis data (database.url)".to_owned()))?;
    url::Url::parse(url.expose_secret()).map_err(|_| Failure::Usage("database.url tidak terbaca".to_owned()))
}

fn name(parts: &Parts) -> Result<String, Failure> {
    Ok(owner(parts)?.path().trim_start_matches('/').to_owned())
}

fn tool(parts: &Parts, program: &str) -> Result<Command, Failure> {
    let url = owner(parts)?;
    let mut command = Command::new(program);
    command.env("PGHOST", url.host_str().unwrap_or("127.0.0.1")).env("PGDATABASE", url.path().trim_start_matches('/'));
    command.env("PGUSER", url.username()).env("PGAPPNAME", "balai-salinan");
    if let Some(port) = url.port() {
        command.env("PGPORT", port.to_string());
    }
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", password);
    }
    for (name, value) in url.query_pairs().filter(|(name, _)| name == "sslmode" || name == "host") {
        command.env(if name == "host" { "PGHOST" } else { "PGSSLMODE" }, &*value);
    }
    Ok(command)
}

async fn run(mut command: Command) -> Result<(), Failure> {
    let program = command.as_std().get_program().to_string_lossy().into_owned();
    let output = command.output().await.map_err(|e| {
        Failure::failed(format!(
            "{program} tidak dapat dijalankan ({e}); pasang postgresql-client, atau tambahkan ke PATH"
        ))
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(Failure::failed(format!("{program}: {}", String::from_utf8_lossy(&output.stderr).trim())))
}
