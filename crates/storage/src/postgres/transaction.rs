//! A transaction whose BEGIN carries role and search path: one way to the server instead of two.

use std::sync::Arc;

use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::query::Query;
use sea_orm::sqlx::{self, AssertSqlSafe, Database, Executor as _, PgPool, Postgres, SqlSafeStr as _};
use sea_orm::{ConnectionTrait, DbBackend, DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx_core::transaction::TransactionManager as _;
use tokio::sync::Mutex;

type Manager = <Postgres as Database>::TransactionManager;

/// A transaction on a connection of the pool; dropped without a commit it is rolled back.
pub(crate) struct PostgresTx(Mutex<Held>);

/// A connection in a transaction.
struct Held(PoolConnection<Postgres>);

/// A connection on its way into a transaction. Who stops waiting, or is refused a role, leaves it in a state that nobody
/// knows; it is closed then, and never lent to another region.
struct Beginning(Option<PoolConnection<Postgres>>);

impl PostgresTx {
    /// Begins with these statements, of which the first is BEGIN.
    pub(crate) async fn begin(pool: &PgPool, statements: String) -> Result<Self, DbErr> {
        let connection = pool.acquire().await.map_err(|error| DbErr::Conn(wrapped(error)))?;
        let mut beginning = Beginning(Some(connection));
        let connection = beginning.0.as_mut().expect("it was put there");
        let statements = AssertSqlSafe(statements).into_sql_str();
        Manager::begin(connection, Some(statements)).await.map_err(queried)?;
        let connection = beginning.0.take().expect("it is still there");
        Ok(Self(Mutex::new(Held(connection))))
    }

    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        let mut held = self.0.into_inner();
        Manager::commit(&mut held.0).await.map_err(queried)
    }
}

impl Drop for Beginning {
    fn drop(&mut self) {
        if let Some(connection) = &mut self.0 {
            connection.close_on_drop();
        }
    }
}

impl Drop for Held {
    /// Nothing happens where it was committed.
    fn drop(&mut self) {
        Manager::start_rollback(&mut self.0);
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for PostgresTx {
    fn get_database_backend(&self) -> DbBackend {
        DbBackend::Postgres
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut held = self.0.lock().await;
        bound(statement).execute(&mut *held.0).await.map(Into::into).map_err(executed)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut held = self.0.lock().await;
        held.0.execute(AssertSqlSafe(sql.to_owned())).await.map(Into::into).map_err(executed)
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut held = self.0.lock().await;
        Ok(bound(statement).fetch_optional(&mut *held.0).await.map_err(queried)?.map(Into::into))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut held = self.0.lock().await;
        let rows = bound(statement).fetch_all(&mut *held.0).await.map_err(queried)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }
}

/// A statement with its values, none of which stands in its text.
fn bound(statement: Statement) -> Query<'static, Postgres, SqlxValues> {
    let values = statement.values.unwrap_or_else(|| sea_orm::Values(Vec::new()));
    sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn executed(error: sqlx::Error) -> DbErr {
    DbErr::Exec(wrapped(error))
}

fn queried(error: sqlx::Error) -> DbErr {
    DbErr::Query(wrapped(error))
}

fn wrapped(error: sqlx::Error) -> RuntimeErr {
    RuntimeErr::SqlxError(Arc::new(error))
}
