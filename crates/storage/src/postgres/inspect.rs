//! What the doctor asks of a PostgreSQL server, as the application sees it.

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, FromQueryResult, Statement};

use super::Names;
use crate::{Result, Store, store::Backend};

/// Facts on which isolation rests. Each `true` is the safe state.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
#[expect(clippy::struct_excessive_bools, reason = "independent findings, each named")]
pub struct Inspection {
    /// The application's login is not a superuser and cannot make roles or bypass row security.
    pub app_is_plain: bool,
    /// The login inherits nothing: without `SET ROLE` it sees no table.
    pub app_inherits_nothing: bool,
    /// The login may not create in the database.
    pub app_cannot_create: bool,
    /// The login is a member of the control role.
    pub app_reaches_control: bool,
    /// `set_config` is not executable by everyone.
    pub set_config_revoked: bool,
    /// Temporary tables are not open to the application.
    pub temp_revoked: bool,
    /// The schema `public` grants nothing to everyone.
    pub public_closed: bool,
    /// The Citus extension is installed.
    pub citus: bool,
    /// The server's time.
    pub server_time: chrono::DateTime<chrono::Utc>,
}

/// Asks the server. `None` where the store is not PostgreSQL.
pub async fn inspect(store: &Store) -> Result<Option<Inspection>> {
    let Backend::Postgres(server) = &*store.backend else {
        return Ok(None);
    };
    inspect_as(server.app_connection(), server.names()).await.map(Some)
}

async fn inspect_as(connection: &DatabaseConnection, names: &Names) -> Result<Inspection> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT NOT (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls) AS app_is_plain,
            NOT rolinherit AS app_inherits_nothing,
            NOT has_database_privilege(current_database(), 'CREATE') AS app_cannot_create,
            COALESCE(pg_has_role(current_user, to_regrole($1)::oid, 'MEMBER'), false) AS app_reaches_control,
            NOT has_function_privilege('pg_catalog.set_config(text,text,boolean)', 'EXECUTE') AS set_config_revoked,
            NOT has_database_privilege(current_database(), 'TEMP') AS temp_revoked,
            NOT has_schema_privilege('public', 'CREATE') AND NOT has_schema_privilege('public', 'USAGE') AS public_closed,
            EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'citus') AS citus,
            clock_timestamp() AS server_time
         FROM pg_roles WHERE rolname = current_user",
        [names.control_role().into()],
    );
    let row = connection.query_one_raw(statement).await?;
    let row =
        row.ok_or_else(|| crate::StorageError::Corrupt("the server does not know the current role".to_owned()))?;
    Ok(Inspection::from_query_result(&row, "")?)
}
