//! `/api/v1/adoption/{table}`: the figures for machines, page by page.

use actix_web::{HttpResponse, web};
use balai_adoption::tables::{Kind, Reader, Source, table};
use balai_sheets::Cell;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::Seen;
use super::reader::FigureReader;
use crate::api::{Listed, Problem};
use crate::asked::{AFTER, Asked};
use crate::fault::Fault;

/// The described path.
pub const PATH: &str = "/api/v1/adoption/{table}";
/// Most rows of an answer.
const MOST: usize = 100;

/// A row of a table: the `id` that tells it apart, and the table's own keys. Null is what nobody has counted; `"<5"` is a
/// number about people that is too small to be told.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Figures {
    /// What tells the row apart within its table.
    #[schema(example = "33.14")]
    pub id: String,
    /// The table's own keys and their values.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
}

/// A table of the adoption figures at `nasional.BASE`; with the token of somebody who may see them, in `Authorization: Bearer`.
/// The filters of the page (`provinsi`, `jenis`, `fiskal`, `tipologi`, `tahap`, `sebab`) narrow it.
#[utoipa::path(get, path = "/api/v1/adoption/{table}", tag = "adopsi", operation_id = "adoption_figures",
    params(
        ("table" = String, Path, description = "daerah, tersendat, provinsi, jenis, fiskal, tipologi, corong or pertumbuhan"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100, description = "Items, 100 unless told"),
        ("after" = Option<String>, Query, description = "`next` of the answer before"),
    ),
    responses((status = 200, body = Listed<Figures>), (status = 401, body = Problem, content_type = "application/problem+json")))]
pub async fn list(reader: FigureReader, name: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let kind = Kind::of_key(&name).ok_or(Fault::NotFound)?;
    let limit = match asked.text("limit") {
        "" => MOST,
        text => text
            .parse()
            .ok()
            .filter(|limit| (1..=MOST).contains(limit))
            .ok_or_else(|| Fault::WrongField("limit", format!("limit harus angka 1 sampai {MOST}.")))?,
    };
    let seen = Seen::of(&reader.app, &asked).await?;
    let source = Source { picture: &seen.picture, marks: &seen.marks, typologies: &seen.typologies };
    let made = table(kind, &source, Reader::Machine);
    let after = Some(asked.text("after"))
        .filter(|after| !after.is_empty())
        .or(Some(asked.text(AFTER)).filter(|a| !a.is_empty()));
    let from = match after {
        None => 0,
        Some(after) => {
            let place = made.rows.iter().position(|row| row.cell(0).shown() == after);
            place.ok_or_else(|| Fault::WrongField("after", "after harus nilai next dari jawaban sebelumnya.".into()))?
                + 1
        }
    };
    let rows = &made.rows[from..made.rows.len().min(from + limit)];
    let item = |row: &balai_sheets::Row| {
        let values =
            made.columns.iter().enumerate().map(|(place, column)| (column.title.clone(), value(row.cell(place))));
        Figures { id: row.cell(0).shown(), values: values.collect() }
    };
    let items: Vec<Figures> = rows.iter().map(item).collect();
    let next = items.last().filter(|_| from + items.len() < made.rows.len()).map(|last| last.id.clone());
    Ok(HttpResponse::Ok().json(Listed { items, next }))
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        #[expect(clippy::cast_possible_truncation, reason = "these are whole numbers")]
        Cell::Number(number) => Value::from(*number as i64),
        other => Value::from(other.shown()),
    }
}
