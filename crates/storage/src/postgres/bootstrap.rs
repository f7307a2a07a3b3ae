//! What needs a superuser, once per database: logins, revokes, the control schema.

use sea_orm::ConnectionTrait;
use secrecy::{ExposeSecret, SecretString};

use super::{Names, connect, insist};
use crate::{Result, StorageError};

/// The passwords that the two logins get.
#[derive(Debug, Clone)]
pub struct Logins {
    /// For the owner's login.
    pub owner: SecretString,
    /// For the application's login.
    pub app: SecretString,
}

/// Prepares the database that `superuser_url` names. Running it again repairs what is missing and
/// sets the given passwords.
///
/// The three revokes close what was found open by measurement: `set_config` as an expression could
/// take another region's role, a temporary table survives on a shared connection, and `public` was
/// writable for all.
pub async fn bootstrap(superuser_url: &SecretString, names: &Names, logins: &Logins) -> Result<()> {
    let connection = connect(superuser_url, 1, None).await?;
    let (owner, app, control) = (names.owner(), names.app(), names.control_role());
    for role in [
        format!(r#"CREATE ROLE "{owner}" LOGIN CREATEROLE"#),
        format!(r#"CREATE ROLE "{app}" LOGIN NOINHERIT"#),
        format!(r#"CREATE ROLE "{control}" NOLOGIN NOINHERIT"#),
    ] {
        insist(&connection, &role).await?;
    }
    let database = connection
        .query_one_raw(sea_orm::Statement::from_string(
            sea_orm::DbBackend::Postgres,
            "SELECT quote_ident(current_database()) AS name",
        ))
        .await?
        .ok_or_else(|| StorageError::Corrupt("no current database".to_owned()))?
        .try_get::<String>("", "name")?;
    for statement in [
        format!(r#"ALTER ROLE "{owner}" PASSWORD {}"#, literal(&logins.owner)?),
        format!(r#"ALTER ROLE "{app}" NOINHERIT PASSWORD {}"#, literal(&logins.app)?),
        format!(r#"GRANT "{control}" TO "{app}""#),
        format!(r#"GRANT "{app}" TO "{owner}" WITH ADMIN OPTION"#),
        format!("REVOKE ALL ON DATABASE {database} FROM PUBLIC"),
        format!(r#"GRANT CONNECT, CREATE ON DATABASE {database} TO "{owner}""#),
        format!(r#"GRANT CONNECT ON DATABASE {database} TO "{app}""#),
        "REVOKE ALL ON SCHEMA public FROM PUBLIC".to_owned(),
        "REVOKE EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) FROM PUBLIC".to_owned(),
        format!(r#"GRANT EXECUTE ON FUNCTION pg_catalog.set_config(text, text, boolean) TO "{owner}""#),
        format!(r#"CREATE SCHEMA IF NOT EXISTS control AUTHORIZATION "{owner}""#),
        format!(r#"GRANT USAGE ON SCHEMA control TO "{control}""#),
        format!(
            r#"ALTER DEFAULT PRIVILEGES FOR ROLE "{owner}" IN SCHEMA control GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "{control}""#
        ),
    ] {
        insist(&connection, &statement).await?;
    }
    connection.close().await?;
    Ok(())
}

/// Gives the application's login a new password, with the owner's rights: for the demonstration, which
/// is told one address only.
pub async fn set_app_password(owner_url: &SecretString, names: &Names, password: &SecretString) -> Result<()> {
    let connection = connect(owner_url, 1, None).await?;
    let statement = format!(r#"ALTER ROLE "{}" PASSWORD {}"#, names.app(), literal(password)?);
    connection.execute_unprepared(&statement).await?;
    connection.close().await?;
    Ok(())
}

/// A password as an SQL literal: `ALTER ROLE` takes no bound value, so only plain printable ASCII
/// without quote or backslash is let through.
fn literal(password: &SecretString) -> Result<String> {
    let text = password.expose_secret();
    let plain = |c: char| c.is_ascii_graphic() && c != '\'' && c != '\\';
    if text.is_empty() || !text.chars().all(plain) {
        return Err(StorageError::Corrupt(
            "a database password may hold printable ASCII without quote and backslash".to_owned(),
        ));
    }
    Ok(format!("'{text}'"))
}
