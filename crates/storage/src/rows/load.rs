//! Writing all rows of a space, wholly or not at all.

use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde_json::Value;

use super::shape::{Shape, Table, steps};
use super::value;
use crate::{Result, StorageError};

/// Bound values in one statement; SQLite takes 32,766.
const MOST_VALUES: usize = 16_000;
/// Rows in one statement.
const MOST_ROWS: usize = 200;

/// One transaction that replaces every row of a space. Dropped without [`Load::commit`] it leaves no trace.
pub struct Load {
    tx: DatabaseTransaction,
    shape: Shape,
    steps: Vec<String>,
}

impl Load {
    pub(crate) async fn begin(tx: DatabaseTransaction, schema: &str) -> Result<Self> {
        let shape = Shape::read(&tx, schema).await?;
        let steps = steps(&tx).await?;
        for table in shape.0.iter().rev() {
            tx.execute(Query::delete().from_table(Alias::new(&table.name))).await?;
        }
        Ok(Self { tx, shape, steps })
    }

    /// The tables.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The migrations that the space has seen, in order.
    pub fn steps(&self) -> &[String] {
        &self.steps
    }

    /// How many rows of a table may be given at a time.
    pub fn batch(table: &Table) -> usize {
        (MOST_VALUES / table.columns.len().max(1)).clamp(1, MOST_ROWS)
    }

    /// Adds rows of one table, at most [`Load::batch`] of them.
    pub async fn insert(&self, table: &str, rows: &[Value]) -> Result<()> {
        let table = self.shape.table(table).ok_or_else(|| StorageError::Corrupt(format!("no table {table} here")))?;
        let columns = table.columns.iter().map(|column| Alias::new(&column.name));
        let mut insert = Query::insert();
        insert.into_table(Alias::new(&table.name)).columns(columns);
        for row in rows {
            insert.values_panic(value::bind(table, row)?.into_iter().map(Expr::value));
        }
        if !rows.is_empty() {
            self.tx.execute(&insert).await?;
        }
        Ok(())
    }

    /// Makes it lasting, all at once.
    pub async fn commit(self) -> Result<()> {
        Ok(self.tx.commit().await?)
    }
}
