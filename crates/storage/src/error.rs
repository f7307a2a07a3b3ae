//! What can go wrong below the nouns. Driver text goes to the log, never to a person.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

/// The result of every door.
pub type Result<T, E = StorageError> = std::result::Result<T, E>;

/// Three things a caller can act on; the driver's own words stay in `source` for the log.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// Somebody else was there first: a unique key, a foreign key or a serialisation conflict.
    #[error("the row conflicts with another one")]
    Conflict(#[source] DbErr),
    /// The database, object store or key file cannot be reached now; trying later may help.
    #[error("the store cannot be reached: {0}")]
    Unavailable(String),
    /// What is stored does not read as what it should be.
    #[error("stored data is damaged: {0}")]
    Corrupt(String),
    /// The database refused the statement: a privilege, a check or a programming mistake.
    #[error("the database refused the statement")]
    Refused(#[source] DbErr),
}

impl StorageError {
    /// Whether another row was in the way.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Conflict(_))
    }
}

impl From<DbErr> for StorageError {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_) | SqlErr::ForeignKeyConstraintViolation(_)) = error.sql_err() {
            return Self::Conflict(error);
        }
        match error {
            DbErr::RecordNotUpdated => Self::Conflict(error),
            DbErr::ConnectionAcquire(reason) => Self::Unavailable(reason.to_string()),
            DbErr::Conn(reason) => Self::Unavailable(reason.to_string()),
            DbErr::Json(reason) | DbErr::Type(reason) => Self::Corrupt(reason),
            DbErr::Exec(RuntimeErr::SqlxError(ref reason)) | DbErr::Query(RuntimeErr::SqlxError(ref reason)) => {
                match **reason {
                    sqlx::Error::Io(_)
                    | sqlx::Error::PoolTimedOut
                    | sqlx::Error::PoolClosed
                    | sqlx::Error::WorkerCrashed => Self::Unavailable(reason.to_string()),
                    sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Corrupt(reason.to_string()),
                    _ => Self::Refused(error),
                }
            }
            other => Self::Refused(other),
        }
    }
}
