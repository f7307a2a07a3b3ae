//! Reading all rows of a space as they stand at one moment, while people go on working.

use futures_util::StreamExt;
use std::path::Path;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, Statement, StreamTrait};
use serde_json::Value;

use super::shape::{Kind, Shape, Table, steps};
use super::value;
use crate::Result;

/// One space at one moment. On files it has a connection of its own, so that it holds nobody up.
pub struct Snapshot {
    tx: DatabaseTransaction,
    shape: Shape,
    steps: Vec<String>,
    own: Option<DatabaseConnection>,
}

impl Snapshot {
    pub(crate) async fn take(tx: DatabaseTransaction, schema: &str, own: Option<DatabaseConnection>) -> Result<Self> {
        let shape = Shape::read(&tx, schema).await?;
        let steps = steps(&tx).await?;
        Ok(Self { tx, shape, steps, own })
    }

    /// The tables.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The migrations that the space has seen, in order.
    pub fn steps(&self) -> &[String] {
        &self.steps
    }

    /// Hands every row of a table to `each`, in the order of its key; one row is in memory at a time.
    pub async fn rows<E>(&self, table: &Table, mut each: impl FnMut(Value) -> Result<(), E>) -> Result<(), E>
    where
        E: From<crate::StorageError>,
    {
        let of_database = |error: sea_orm::DbErr| E::from(crate::StorageError::from(error));
        let statement =
            Statement::from_string(ConnectionTrait::get_database_backend(&self.tx), select(table, self.is_files()));
        let mut rows = self.tx.stream_raw(statement).await.map_err(of_database)?;
        while let Some(row) = rows.next().await {
            each(value::read(table, &row.map_err(of_database)?)?)?;
        }
        Ok(())
    }

    /// Ends it.
    pub async fn end(self) -> Result<()> {
        self.tx.rollback().await?;
        if let Some(own) = self.own {
            own.close().await?;
        }
        Ok(())
    }

    fn is_files(&self) -> bool {
        ConnectionTrait::get_database_backend(&self.tx) == DbBackend::Sqlite
    }
}

/// Names come from the database's own description, never from a person. Text is ordered by its bytes on both engines.
fn select(table: &Table, files: bool) -> String {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| match column.kind {
            Kind::Integer if !files => format!("\"{0}\"::int8 AS \"{0}\"", column.name),
            _ => format!("\"{}\"", column.name),
        })
        .collect();
    let key: Vec<_> = table
        .key
        .iter()
        .map(|name| match table.column(name).map(|column| column.kind) {
            Some(Kind::Text) if !files => format!("\"{}\".\"{name}\" COLLATE \"C\"", table.name),
            _ => format!("\"{}\".\"{name}\"", table.name),
        })
        .collect();
    format!("SELECT {} FROM \"{}\" ORDER BY {}", columns.join(", "), table.name, key.join(", "))
}

/// What an SQLite file of a copy holds. It is opened and closed again.
pub async fn snapshot_of(file: &Path) -> Result<Snapshot> {
    crate::embedded::snapshot_of(file.to_path_buf()).await
}
