//! Copies between schemas.

use balai_kernel::RegionCode;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use sqlx::postgres::PgPoolOptions;
use sqlx::{AssertSqlSafe, Pool, Postgres, Row as _};
use url::Url;

use super::{FIRST, TABLES};
use crate::Outcome;

/// How many regions are filled at a time.
const SIDE_BY_SIDE: usize = 2;

/// A table with how each of its columns is copied; `{code}` stands for the four digits of the target.
struct Copied {
    table: &'static str,
    columns: String,
    values: String,
}

/// Copies the first region's catalogue into the others.
pub async fn copy(url: &Url, others: &[RegionCode]) -> Outcome {
    let pool = PgPoolOptions::new().max_connections(2).connect(url.as_str()).await?;
    let mut tables = Vec::new();
    for table in TABLES {
        tables.push(columns_of(&pool, &schema(FIRST.parse()?), table).await?);
    }
    stream::iter(others.iter().map(|code| fill(&pool, &tables, *code)))
        .buffer_unordered(SIDE_BY_SIDE)
        .try_collect::<()>()
        .await?;
    // what autovacuum would have done by the time that a region is used, so that it does not begin in a measurement
    for code in others.iter().copied().chain([FIRST.parse()?]) {
        let all: Vec<String> = TABLES.iter().map(|table| format!("t_{}.{table}", code.compact())).collect();
        run(&pool, format!("VACUUM (ANALYZE) {}", all.join(", "))).await?;
    }
    run(&pool, "CHECKPOINT".to_owned()).await?;
    pool.close().await;
    Ok(())
}

/// Makes the search over all regions know the copies, as the worker would have in hours.
pub async fn tell_everywhere(url: &Url, others: &[RegionCode]) -> Outcome {
    let pool = PgPoolOptions::new().max_connections(2).connect(url.as_str()).await?;
    let Copied { table, columns, values } = columns_of(&pool, "control", "national_services").await?;
    for code in others {
        let values = values.replace("{code}", &code.compact()).replace("\"region_code\"", &format!("'{code}'"));
        let insert = format!(
            "INSERT INTO control.{table} ({columns}) SELECT {values} FROM control.{table} WHERE region_code = '{FIRST}'"
        );
        run(&pool, insert).await?;
    }
    run(&pool, format!("UPDATE control.national_titles SET regions = {}", others.len() + 1)).await?;
    run(&pool, "VACUUM (ANALYZE) control.national_services, control.national_titles".to_owned()).await?;
    pool.close().await;
    Ok(())
}

/// An id is copied with another version and the target's digits at its end, so that references meet again and no id is
/// in two regions.
async fn columns_of(pool: &Pool<Postgres>, schema: &str, table: &'static str) -> Outcome<Copied> {
    let query = "SELECT column_name::text, data_type::text FROM information_schema.columns \
        WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER' ORDER BY ordinal_position";
    let rows = sqlx::query(query).bind(schema).bind(table).fetch_all(pool).await?;
    let (mut columns, mut values) = (Vec::new(), Vec::new());
    for row in rows {
        let (name, kind): (String, String) = (row.try_get(0)?, row.try_get(1)?);
        columns.push(format!("\"{name}\""));
        values.push(match kind.as_str() {
            // the title is what regions share
            "uuid" if name != "title_id" => {
                format!("overlay(overlay(\"{name}\"::text placing '8' from 15) placing '{{code}}' from 33)::uuid")
            }
            _ => format!("\"{name}\""),
        });
    }
    Ok(Copied { table, columns: columns.join(", "), values: values.join(", ") })
}

async fn fill(pool: &Pool<Postgres>, tables: &[Copied], code: RegionCode) -> Outcome {
    let (own, first) = (schema(code), schema(FIRST.parse()?));
    let mut statements = vec!["BEGIN; SET LOCAL synchronous_commit = off".to_owned()];
    statements.extend(tables.iter().rev().map(|copied| format!("DELETE FROM {own}.{}", copied.table)));
    for Copied { table, columns, values } in tables {
        let values = values.replace("{code}", &code.compact());
        statements.push(format!("INSERT INTO {own}.{table} ({columns}) SELECT {values} FROM {first}.{table}"));
    }
    statements.push(format!("UPDATE {own}.catalog_revisions SET number = number + 1, changed_at = now()"));
    statements.push(format!("DELETE FROM {own}.outbox"));
    statements.push("COMMIT".to_owned());
    run(pool, statements.join("; ")).await
}

fn schema(code: RegionCode) -> String {
    format!("t_{}", code.compact())
}

async fn run(pool: &Pool<Postgres>, statements: String) -> Outcome {
    sqlx::raw_sql(AssertSqlSafe(statements)).execute(pool).await?;
    Ok(())
}
