//! One statement at a time.
//!
//! `PostgreSQL` refuses a second statement behind a semicolon by its protocol. The driver of `SQLite`
//! runs it, and a second statement could attach another region's file. All values are bound, so no
//! statement of ours has a semicolon in it; one that has is not ours.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement};

/// A transaction that runs statements one by one.
pub(crate) struct Single(DatabaseTransaction);

impl Single {
    pub(crate) fn over(tx: DatabaseTransaction) -> Self {
        Self(tx)
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        self.0.commit().await
    }
}

fn one(sql: &str) -> Result<(), DbErr> {
    if sql.contains(';') { Err(DbErr::Custom("a statement has a semicolon in it".to_owned())) } else { Ok(()) }
}

#[async_trait::async_trait]
impl ConnectionTrait for Single {
    fn get_database_backend(&self) -> DbBackend {
        self.0.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        one(&statement.sql)?;
        self.0.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        one(sql)?;
        self.0.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        one(&statement.sql)?;
        self.0.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        one(&statement.sql)?;
        self.0.query_all_raw(statement).await
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
