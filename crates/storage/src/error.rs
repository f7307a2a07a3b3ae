//! What can go wrong below the nouns. Driver text goes to the log, never to a person.

use sea_orm::{
    DbErr, RuntimeErr, SqlErr,
    sqlx::{self, sqlite::SqliteError},
};

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
            DbErr::Json(reason) | DbErr::Type(reason) => Self::Corrupt(reason),
            DbErr::Conn(RuntimeErr::SqlxError(ref reason))
            | DbErr::Exec(RuntimeErr::SqlxError(ref reason))
            | DbErr::Query(RuntimeErr::SqlxError(ref reason)) => match kind(reason) {
                Kind::Conflict => Self::Conflict(error),
                Kind::Unavailable => Self::Unavailable(reason.to_string()),
                Kind::Corrupt => Self::Corrupt(reason.to_string()),
                Kind::Refused => Self::Refused(error),
            },
            DbErr::Conn(reason) => Self::Unavailable(reason.to_string()),
            other => Self::Refused(other),
        }
    }
}

/// An error with everything that stands behind it, for the log.
pub(crate) fn whole(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(inner) = source {
        text = format!("{text}: {inner}");
        source = inner.source();
    }
    text
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conflict,
    Unavailable,
    Corrupt,
    Refused,
}

fn kind(error: &sqlx::Error) -> Kind {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Kind::Unavailable,
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Kind::Corrupt,
        sqlx::Error::Database(said) => match said.try_downcast_ref::<SqliteError>() {
            Some(_) => of_sqlite(&said.code().unwrap_or_default()),
            None => of_postgres(&said.code().unwrap_or_default()),
        },
        _ => Kind::Refused,
    }
}

/// SQLite's extended result codes; the low byte is the kind.
fn of_sqlite(code: &str) -> Kind {
    match code.parse::<i32>().unwrap_or_default() & 0xff {
        // busy, locked, out of memory, read-only, i/o error, disk full, cannot open
        5 | 6 | 7 | 8 | 10 | 13 | 14 => Kind::Unavailable,
        // damaged, not a database
        11 | 26 => Kind::Corrupt,
        _ => Kind::Refused,
    }
}

/// SQLSTATE: a serialisation failure or deadlock is somebody else's row; lost connections, too few resources, a
/// statement out of time and a server that goes down or comes up pass with time.
fn of_postgres(code: &str) -> Kind {
    match code {
        "40001" | "40P01" => Kind::Conflict,
        "57014" | "55P03" | "25P03" => Kind::Unavailable,
        _ if ["08", "53", "57P", "58"].iter().any(|class| code.starts_with(class)) => Kind::Unavailable,
        _ if code.starts_with("XX") && code != "XX000" => Kind::Corrupt,
        _ => Kind::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_with_time_is_not_called_a_refusal() {
        for code in ["5", "517", "261", "6", "13", "778"] {
            assert_eq!(of_sqlite(code), Kind::Unavailable, "{code}");
        }
        for code in ["57014", "57P01", "57P03", "53300", "08006", "55P03"] {
            assert_eq!(of_postgres(code), Kind::Unavailable, "{code}");
        }
        assert_eq!(["40001", "40P01"].map(of_postgres), [Kind::Conflict; 2]);
        assert_eq!(["11", "26"].map(of_sqlite), [Kind::Corrupt; 2]);
        assert_eq!((of_postgres("XX001"), of_postgres("XX000")), (Kind::Corrupt, Kind::Refused));
        assert_eq!((of_sqlite("1"), of_postgres("42501")), (Kind::Refused, Kind::Refused));
    }
}
