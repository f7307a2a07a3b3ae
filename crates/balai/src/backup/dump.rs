//! PostgreSQL's own tools. The password travels in the environment, not in the list of processes.

use std::path::Path;

use percent_encoding::percent_decode_str;
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
    command.arg("--dbname").arg(database(&owner(parts)?)?).arg(from);
    run(command).await
}

fn owner(parts: &Parts) -> Result<url::Url, Failure> {
    let url = parts.settings.database.owner()?;
    let url = url.ok_or_else(|| Failure::Usage("perlu alamat pemilik basis data (database.url)".to_owned()))?;
    url::Url::parse(url.expose_secret()).map_err(|_| Failure::Usage("database.url tidak terbaca".to_owned()))
}

/// What of an address the tools take, by their variables (libpq).
const FROM_QUERY: [(&str, &str); 3] = [("host", "PGHOST"), ("sslmode", "PGSSLMODE"), ("sslrootcert", "PGSSLROOTCERT")];

/// Names and passwords stand in an address with their signs written as `%40`.
fn decoded(part: &str) -> Result<String, Failure> {
    let plain = percent_decode_str(part).decode_utf8();
    Ok(plain.map_err(|_| Failure::Usage("database.url tidak terbaca".to_owned()))?.into_owned())
}

fn database(url: &url::Url) -> Result<String, Failure> {
    decoded(url.path().trim_start_matches('/'))
}

fn tool(parts: &Parts, program: &str) -> Result<Command, Failure> {
    aimed(program, &owner(parts)?)
}

/// A tool that talks to the database of an address.
fn aimed(program: &str, url: &url::Url) -> Result<Command, Failure> {
    let mut command = Command::new(program);
    command.env("PGHOST", url.host_str().unwrap_or("127.0.0.1")).env("PGDATABASE", database(url)?);
    command.env("PGUSER", decoded(url.username())?).env("PGAPPNAME", "balai-salinan");
    if let Some(port) = url.port() {
        command.env("PGPORT", port.to_string());
    }
    if let Some(password) = url.password() {
        command.env("PGPASSWORD", decoded(password)?);
    }
    for (name, value) in url.query_pairs() {
        if let Some((_, variable)) = FROM_QUERY.iter().find(|(known, _)| *known == name) {
            command.env(variable, &*value);
        }
    }
    Ok(command)
}

/// Reads a copy to its end: one that is damaged or missing is known before anything is taken away.
pub async fn must_read(parts: &Parts, from: &Path) -> Result<(), Failure> {
    let mut command = tool(parts, "pg_restore")?;
    command.arg("--file=/dev/null").arg(from);
    run(command).await
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tools_get_what_the_address_means() {
        let url = "postgres://pemilik%40satu:s%2Fndi%3A@db.contoh.id:6432/bal%20ai?sslmode=require&application_name=x";
        let command = aimed("pg_dump", &url::Url::parse(url).expect("an address")).expect("a command");
        let set = |name: &str| {
            let mut all = command.as_std().get_envs();
            all.find(|(known, _)| *known == name).and_then(|(_, value)| value?.to_str()).unwrap_or_default().to_owned()
        };
        let expected = [
            ("PGHOST", "db.contoh.id"),
            ("PGPORT", "6432"),
            ("PGUSER", "pemilik@satu"),
            ("PGPASSWORD", "s/ndi:"),
            ("PGDATABASE", "bal ai"),
            ("PGSSLMODE", "require"),
        ];
        for (name, value) in expected {
            assert_eq!(set(name), value, "{name}");
        }
    }
}
