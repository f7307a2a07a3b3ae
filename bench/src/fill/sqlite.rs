//! Copies between files.

use std::path::Path;

use balai_kernel::RegionCode;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, Row as _, SqliteConnection};

use super::{FIRST, TABLES};
use crate::Outcome;

/// How many regions are filled at a time.
const SIDE_BY_SIDE: usize = 2;

/// Copies the first region's catalogue into the others.
pub async fn copy(dir: &Path, others: &[RegionCode]) -> Outcome {
    let copies = others.iter().map(|code| fill(dir, *code));
    stream::iter(copies).buffer_unordered(SIDE_BY_SIDE).try_collect::<()>().await
}

/// Makes the search over all regions know the copies, as the worker would have in hours.
pub async fn tell_everywhere(dir: &Path, others: &[RegionCode]) -> Outcome {
    let options = SqliteConnectOptions::new().filename(dir.join("control.db")).journal_mode(SqliteJournalMode::Wal);
    let mut connection = options.synchronous(SqliteSynchronous::Off).connect().await?;
    let mut statements = vec!["BEGIN IMMEDIATE".to_owned()];
    for code in others {
        let values = values(&mut connection, "national_services", *code).await?;
        let values = values.replace("ELSE \"region_code\" END", &format!("ELSE '{code}' END"));
        statements.push(format!(
            "INSERT INTO national_services SELECT {values} FROM national_services WHERE region_code = '{FIRST}'"
        ));
    }
    statements.push(format!("UPDATE national_titles SET regions = {}", others.len() + 1));
    statements.push("COMMIT; PRAGMA wal_checkpoint(TRUNCATE)".to_owned());
    run(&mut connection, statements.join("; ")).await?;
    Ok(connection.close().await?)
}

async fn fill(dir: &Path, code: RegionCode) -> Outcome {
    let (own, first) = (file(dir, code), file(dir, FIRST.parse()?));
    // nothing waits for the disk here; the program opens the file with its own settings
    let options = SqliteConnectOptions::new()
        .filename(own)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Off)
        .foreign_keys(false);
    let mut connection = options.connect().await?;
    run(&mut connection, format!("ATTACH DATABASE '{}' AS first", first.display())).await?;
    let mut statements = vec!["BEGIN IMMEDIATE".to_owned()];
    for table in TABLES {
        let values = values(&mut connection, table, code).await?;
        statements.push(format!("DELETE FROM main.{table}"));
        statements.push(format!("INSERT INTO main.{table} SELECT {values} FROM first.{table}"));
    }
    statements.push("UPDATE main.catalog_revisions SET number = number + 1".to_owned());
    statements.push("DELETE FROM main.outbox".to_owned());
    statements.push("COMMIT".to_owned());
    run(&mut connection, statements.join("; ")).await?;
    run(&mut connection, "DETACH DATABASE first; PRAGMA wal_checkpoint(TRUNCATE); ANALYZE".to_owned()).await?;
    Ok(connection.close().await?)
}

/// An id is copied with another version and the target's digits at its end, so that references meet again and no id is
/// in two regions.
async fn values(connection: &mut SqliteConnection, table: &str, code: RegionCode) -> Outcome<String> {
    let rows = sqlx::query("SELECT name FROM pragma_table_info(?)").bind(table).fetch_all(connection).await?;
    let mut values = Vec::new();
    for row in rows {
        let name: String = row.try_get(0)?;
        let digits = code.compact();
        values.push(format!(
            "CASE WHEN typeof(\"{name}\") = 'blob' AND length(\"{name}\") = 16 AND '{name}' <> 'title_id' \
             THEN unhex(substr(hex(\"{name}\"), 1, 12) || '8' || substr(hex(\"{name}\"), 14, 15) || '{digits}') ELSE \"{name}\" END"
        ));
    }
    Ok(values.join(", "))
}

fn file(dir: &Path, code: RegionCode) -> std::path::PathBuf {
    dir.join("tenants").join(format!("{}.db", code.compact()))
}

async fn run(connection: &mut SqliteConnection, statements: String) -> Outcome {
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(connection).await?;
    Ok(())
}
