//! The tables of a space as the database describes them.

use std::collections::BTreeSet;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use crate::{Result, StorageError};

/// The migrator's own table; its rows are names of steps and travel as such.
const MIGRATIONS: &str = "seaql_migrations";

/// All tables of a space, each after those that it refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape(pub Vec<Table>);

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, by name.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in order.
    pub key: Vec<String>,
    /// The other tables that it refers to.
    pub refers: BTreeSet<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a column holds; the kinds are those that both engines have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A uuid.
    Uuid,
    /// JSON.
    Json,
    /// A moment in UTC.
    Moment,
    /// A day.
    Day,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Integer,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Kind {
    /// Reads a type as SQLite (declared by our migrations) or PostgreSQL (`udt_name`) names it.
    fn named(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "uuid_text" | "uuid" => Self::Uuid,
            "jsonb_text" | "json_text" | "jsonb" | "json" => Self::Json,
            "timestamp_with_timezone_text" | "timestamptz" => Self::Moment,
            "date_text" | "date" => Self::Day,
            "boolean" | "bool" => Self::Boolean,
            "integer" | "smallint" | "bigint" | "int2" | "int4" | "int8" => Self::Integer,
            "text" | "varchar" => Self::Text,
            "blob" | "bytea" => Self::Bytes,
            _ => return None,
        })
    }
}

impl Table {
    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl Shape {
    /// A table by its name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.0.iter().find(|table| table.name == name)
    }

    pub(crate) async fn read(tx: &DatabaseTransaction, schema: &str) -> Result<Self> {
        let tables = match tx.get_database_backend() {
            DbBackend::Sqlite => of_sqlite(tx).await?,
            _ => of_postgres(tx, schema).await?,
        };
        ordered(tables)
    }
}

/// Each table after those it refers to; a circle would have no order, and is refused while it is new.
fn ordered(mut left: Vec<Table>) -> Result<Shape> {
    left.sort_by(|one, other| one.name.cmp(&other.name));
    let mut placed: Vec<Table> = Vec::with_capacity(left.len());
    while !left.is_empty() {
        let ready = |table: &Table| table.refers.iter().all(|name| placed.iter().any(|known| known.name == *name));
        let Some(at) = left.iter().position(ready) else {
            let names: Vec<_> = left.iter().map(|table| table.name.as_str()).collect();
            return Err(StorageError::Corrupt(format!("these tables refer to each other: {}", names.join(", "))));
        };
        placed.push(left.remove(at));
    }
    Ok(Shape(placed))
}

fn kind(table: &str, column: &str, word: &str) -> Result<Kind> {
    Kind::named(word).ok_or_else(|| StorageError::Corrupt(format!("{table}.{column} has a type unknown here: {word}")))
}

async fn of_sqlite(tx: &DatabaseTransaction) -> Result<Vec<Table>> {
    // virtual tables and their shadows are indexes that the engine makes anew
    let names =
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'";
    let mut tables = Vec::new();
    for row in ask(tx, names, []).await? {
        let name: String = row.try_get("", "name")?;
        if name == MIGRATIONS {
            continue;
        }
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in ask(tx, "SELECT name, type, pk FROM pragma_table_info(?)", [name.clone().into()]).await? {
            let (column, word): (String, String) = (row.try_get("", "name")?, row.try_get("", "type")?);
            let place: i32 = row.try_get("", "pk")?;
            if place > 0 {
                key.push((place, column.clone()));
            }
            columns.push(Column { kind: kind(&name, &column, &word)?, name: column });
        }
        key.sort();
        let refers = ask(tx, "SELECT \"table\" AS name FROM pragma_foreign_key_list(?)", [name.clone().into()]).await?;
        let refers = refers.iter().map(|row| row.try_get("", "name")).collect::<Result<BTreeSet<String>, _>>()?;
        tables.push(table(name, columns, key.into_iter().map(|(_, column)| column).collect(), refers)?);
    }
    Ok(tables)
}

async fn of_postgres(tx: &DatabaseTransaction, schema: &str) -> Result<Vec<Table>> {
    let names = "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')";
    let columns_of = "SELECT a.attname::text AS name, t.typname::text AS type FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_type t ON t.oid = a.atttypid
        WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY a.attnum";
    let key_of = "SELECT a.attname::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
        WHERE n.nspname = $1 AND c.relname = $2 AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)";
    let refers_of = "SELECT f.relname::text AS name FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class f ON f.oid = k.confrelid
        WHERE n.nspname = $1 AND c.relname = $2 AND k.contype = 'f'";
    let mut tables = Vec::new();
    for row in ask(tx, names, [schema.into()]).await? {
        let name: String = row.try_get("", "name")?;
        if name == MIGRATIONS {
            continue;
        }
        let both = || [schema.into(), name.clone().into()];
        let mut columns = Vec::new();
        for row in ask(tx, columns_of, both()).await? {
            let (column, word): (String, String) = (row.try_get("", "name")?, row.try_get("", "type")?);
            columns.push(Column { kind: kind(&name, &column, &word)?, name: column });
        }
        let key = ask(tx, key_of, both()).await?;
        let key = key.iter().map(|row| row.try_get("", "name")).collect::<Result<Vec<String>, _>>()?;
        let refers = ask(tx, refers_of, both()).await?;
        let refers = refers.iter().map(|row| row.try_get("", "name")).collect::<Result<BTreeSet<String>, _>>()?;
        tables.push(table(name, columns, key, refers)?);
    }
    Ok(tables)
}

fn table(name: String, mut columns: Vec<Column>, key: Vec<String>, mut refers: BTreeSet<String>) -> Result<Table> {
    if key.is_empty() {
        return Err(StorageError::Corrupt(format!("{name} has no primary key")));
    }
    // rows that refer to rows of their own table come in the order of their ids: an older one is the parent
    refers.remove(&name);
    columns.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(Table { name, columns, key, refers })
}

async fn ask<const N: usize>(
    tx: &DatabaseTransaction,
    sql: &str,
    values: [Value; N],
) -> Result<Vec<sea_orm::QueryResult>> {
    let statement = Statement::from_sql_and_values(tx.get_database_backend(), sql, values);
    Ok(tx.query_all_raw(statement).await?)
}

/// The names of the migrations that a space has seen, in order.
pub(crate) async fn steps(tx: &DatabaseTransaction) -> Result<Vec<String>> {
    let rows = ask(tx, "SELECT version FROM seaql_migrations ORDER BY version", []).await?;
    Ok(rows.iter().map(|row| row.try_get("", "version")).collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(name: &str, refers: &[&str]) -> Table {
        let refers = refers.iter().map(|name| (*name).to_owned()).collect();
        table(name.to_owned(), Vec::new(), vec!["id".to_owned()], refers).unwrap()
    }

    #[test]
    fn a_table_comes_after_what_it_refers_to() {
        let shape =
            ordered(vec![bare("standards", &["services"]), bare("services", &["agencies"]), bare("agencies", &[])]);
        let names: Vec<_> = shape.unwrap().0.into_iter().map(|table| table.name).collect();
        assert_eq!(names, ["agencies", "services", "standards"]);
    }

    #[test]
    fn a_circle_of_tables_is_refused() {
        let circle = ordered(vec![bare("a", &["b"]), bare("b", &["a"])]);
        assert!(circle.unwrap_err().to_string().contains("a, b"));
    }

    #[test]
    fn a_table_without_a_key_and_a_type_unknown_here_are_refused() {
        assert!(table("x".into(), vec![], vec![], BTreeSet::new()).is_err());
        assert!(kind("x", "y", "tsvector").unwrap_err().to_string().contains("tsvector"));
    }
}
