//! A value between a row and its JSON.

use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use sea_orm::{QueryResult, Value as Bound};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::shape::{Column, Kind, Table};
use crate::{Result, StorageError, canonical};

const MOMENT: &str = "%Y-%m-%dT%H:%M:%S%.6fZ";

/// A row as JSON.
pub(super) fn read(table: &Table, row: &QueryResult) -> Result<Value> {
    let mut fields = Map::new();
    for column in &table.columns {
        fields.insert(column.name.clone(), field(column, row)?);
    }
    Ok(Value::Object(fields))
}

fn field(column: &Column, row: &QueryResult) -> Result<Value> {
    let name = column.name.as_str();
    Ok(match column.kind {
        Kind::Uuid => row.try_get::<Option<Uuid>>("", name)?.map(|id| id.to_string()).into(),
        // JSON travels as its text, so that a JSON null is not an absent value
        Kind::Json => row.try_get::<Option<Value>>("", name)?.map(|json| canonical(&json)).into(),
        Kind::Moment => row.try_get::<Option<DateTime<Utc>>>("", name)?.map(moment).into(),
        Kind::Day => row.try_get::<Option<NaiveDate>>("", name)?.map(|day| day.to_string()).into(),
        Kind::Boolean => row.try_get::<Option<bool>>("", name)?.into(),
        Kind::Integer => row.try_get::<Option<i64>>("", name)?.into(),
        Kind::Text => row.try_get::<Option<String>>("", name)?.into(),
        Kind::Bytes => row.try_get::<Option<Vec<u8>>>("", name)?.map(|bytes| STANDARD.encode(bytes)).into(),
    })
}

/// Microseconds: what PostgreSQL keeps.
fn moment(at: DateTime<Utc>) -> String {
    at.trunc_subsecs(6).format(MOMENT).to_string()
}

/// The values of a row, in the order of the table's columns.
pub(super) fn bind(table: &Table, row: &Value) -> Result<Vec<Bound>> {
    let wrong = |what: &str| StorageError::Corrupt(format!("a row of {} {what}", table.name));
    let fields = row.as_object().ok_or_else(|| wrong("is no object"))?;
    if fields.len() != table.columns.len() {
        return Err(wrong("has other columns"));
    }
    let bound = table.columns.iter().map(|column| {
        let value = fields.get(&column.name).ok_or_else(|| wrong(&format!("lacks {}", column.name)))?;
        bound(column.kind, value).ok_or_else(|| wrong(&format!("has a {} that does not read", column.name)))
    });
    bound.collect()
}

fn bound(kind: Kind, value: &Value) -> Option<Bound> {
    if value.is_null() {
        return Some(match kind {
            Kind::Uuid => Bound::Uuid(None),
            Kind::Json => Bound::Json(None),
            Kind::Moment => Bound::ChronoDateTimeUtc(None),
            Kind::Day => Bound::ChronoDate(None),
            Kind::Boolean => Bound::Bool(None),
            Kind::Integer => Bound::BigInt(None),
            Kind::Text => Bound::String(None),
            Kind::Bytes => Bound::Bytes(None),
        });
    }
    Some(match kind {
        Kind::Uuid => Uuid::parse_str(value.as_str()?).ok()?.into(),
        Kind::Json => serde_json::from_str::<Value>(value.as_str()?).ok()?.into(),
        Kind::Moment => DateTime::parse_from_rfc3339(value.as_str()?).ok()?.with_timezone(&Utc).into(),
        Kind::Day => value.as_str()?.parse::<NaiveDate>().ok()?.into(),
        Kind::Boolean => value.as_bool()?.into(),
        Kind::Integer => value.as_i64()?.into(),
        Kind::Text => value.as_str()?.into(),
        Kind::Bytes => STANDARD.decode(value.as_str()?).ok()?.into(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_moment_is_written_to_the_microsecond_and_no_further() {
        let at: DateTime<Utc> = "2026-11-23T02:00:00.123456789Z".parse().unwrap();
        assert_eq!(moment(at), "2026-11-23T02:00:00.123456Z");
        assert_eq!(moment("2026-11-23T09:00:00+07:00".parse().unwrap()), "2026-11-23T02:00:00.000000Z");
    }

    #[test]
    fn a_json_null_is_not_an_absent_value() {
        assert_eq!(bound(Kind::Json, &Value::Null), Some(Bound::Json(None)));
        assert_eq!(bound(Kind::Json, &json!("null")), Some(Value::Null.into()));
    }

    #[test]
    fn a_value_of_another_kind_is_refused() {
        for (kind, value) in [
            (Kind::Uuid, json!("x")),
            (Kind::Json, json!("{")),
            (Kind::Moment, json!(1)),
            (Kind::Boolean, json!("ya")),
            (Kind::Integer, json!(1.5)),
            (Kind::Bytes, json!("*")),
        ] {
            assert_eq!(bound(kind, &value), None, "{kind:?} {value}");
        }
    }
}
