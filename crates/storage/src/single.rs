//! One statement at a time.
//!
//! `PostgreSQL` refuses a second statement behind a semicolon by its protocol. The driver of `SQLite`
//! runs it, and a second statement could attach another region's file. All values are bound, so no
//! statement of ours has a semicolon in it; one that has is not ours.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

use crate::embedded::Turn;
use crate::postgres::transaction::PostgresTx;

/// How many statements ran behind one door, in all its transactions; what begins and ends a transaction is not counted.
#[derive(Debug, Clone, Default)]
pub struct Tally(Arc<AtomicU64>);

impl Tally {
    /// How many so far.
    pub fn statements(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn count(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A transaction of either engine.
pub(crate) enum Tx {
    /// With its turn to write, where writers take turns; it ends after the transaction.
    Sqlite(DatabaseTransaction, Option<Turn>),
    Postgres(PostgresTx),
}

/// The engine's own transaction.
macro_rules! own {
    ($single:expr, $tx:ident => $call:expr) => {
        match &$single.tx {
            Tx::Sqlite($tx, _) => $call,
            Tx::Postgres($tx) => $call,
        }
    };
}

/// A transaction that runs statements one by one.
pub(crate) struct Single {
    tx: Tx,
    tally: Tally,
}

impl Single {
    pub(crate) fn over(tx: Tx, tally: Tally) -> Self {
        Self { tx, tally }
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        match self.tx {
            Tx::Sqlite(tx, turn) => {
                let outcome = tx.commit().await;
                drop(turn);
                outcome
            }
            Tx::Postgres(tx) => tx.commit().await,
        }
    }

    fn one(&self, sql: &str) -> Result<(), DbErr> {
        self.tally.count();
        one(sql)
    }
}

fn one(sql: &str) -> Result<(), DbErr> {
    if sql.contains(';') { Err(DbErr::Custom("a statement has a semicolon in it".to_owned())) } else { Ok(()) }
}

#[async_trait::async_trait]
impl ConnectionTrait for Single {
    fn get_database_backend(&self) -> DbBackend {
        own!(self, tx => tx.get_database_backend())
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.one(&statement.sql)?;
        own!(self, tx => tx.execute_raw(statement).await)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.one(sql)?;
        own!(self, tx => tx.execute_unprepared(sql).await)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.one(&statement.sql)?;
        own!(self, tx => tx.query_one_raw(statement).await)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.one(&statement.sql)?;
        own!(self, tx => tx.query_all_raw(statement).await)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_semicolon_is_refused_wherever_it_hides() {
        for sql in ["SELECT 1; ATTACH DATABASE 'x' AS b", "SELECT '/*'; COMMIT", "SELECT 1;", "SELECT ';'"] {
            assert!(one(sql).is_err(), "{sql}");
        }
        assert!(one("SELECT \"a\" FROM \"b\" WHERE \"c\" = ?").is_ok());
    }
}
