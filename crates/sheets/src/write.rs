//! Writing tables.

use chrono::NaiveDateTime;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook,
    Worksheet, XlsxError,
};
use serde_json::{Map, Value};

use crate::{Cell, Row, guarded};

/// A table to write.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// The name of its sheet.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows; their numbers are not written.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How wide it is, in letters.
    pub width: u16,
    /// What is offered to choose from.
    pub pick: Option<Pick>,
}

/// A column of another sheet whose texts are offered in a column of the first.
#[derive(Debug, Clone, PartialEq)]
pub struct Pick {
    /// The other sheet.
    pub sheet: String,
    /// Its column, from 0.
    pub column: u16,
    /// How many texts stand there below the heading.
    pub count: u32,
}

/// A table could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the table could not be written: {0}")]
pub struct WriteError(String);

/// The tables as sheets of an Excel file.
pub fn xlsx(tables: &[Table], at: NaiveDateTime) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::parse_from_str(&at.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for table in tables {
        let mut sheet = Worksheet::new();
        write(&mut sheet, table)?;
        book.push_worksheet(sheet);
    }
    Ok(book.save_to_buffer()?)
}

fn write(sheet: &mut Worksheet, table: &Table) -> Result<(), WriteError> {
    let heading = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let dated = Format::new().set_num_format("dd/mm/yyyy").set_align(FormatAlign::Top);
    sheet.set_name(&table.name)?;
    for (place, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(place, f64::from(column.width))?;
        sheet.write_string_with_format(0, place, &column.title, &heading)?;
        if let Some(pick) = &column.pick {
            sheet.add_data_validation(1, place, 5_000, place, &offered(pick))?;
        }
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (place, cell) in (0_u16..).zip(&cells.cells) {
            match cell {
                Cell::Empty => continue,
                Cell::Number(number) => sheet.write_number_with_format(row, place, *number, &wrapped)?,
                Cell::Truth(truth) => sheet.write_boolean(row, place, *truth)?,
                Cell::Date(at) => sheet.write_number_with_format(row, place, serial(*at), &dated)?,
                Cell::Text(text) | Cell::Formula(text) | Cell::Fault(text) => {
                    sheet.write_string_with_format(row, place, guarded(text), &wrapped)?
                }
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A list to choose from that still lets other texts in: what is wrong is said at the import, with its remedy.
fn offered(pick: &Pick) -> DataValidation {
    let column = char::from(b'A' + u8::try_from(pick.column.min(25)).unwrap_or(25));
    let cells = format!("={}!${column}$2:${column}${}", pick.sheet, pick.count.max(1) + 1);
    DataValidation::new().allow_list_formula(Formula::new(cells)).set_error_style(DataValidationErrorStyle::Information)
}

/// A day as Excel counts it.
fn serial(at: NaiveDateTime) -> f64 {
    let begun = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day").and_time(chrono::NaiveTime::MIN);
    let seconds = (at - begun).num_seconds();
    #[expect(clippy::cast_precision_loss, reason = "seconds of some centuries fit")]
    let serial = seconds as f64 / 86_400.0;
    serial
}

/// The table as text with semicolons, which is how Excel in Indonesian opens it; UTF-8 with its mark.
pub fn csv(table: &Table) -> Result<Vec<u8>, WriteError> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xEF\xBB\xBF".to_vec());
    let failed = |error: csv::Error| WriteError(error.to_string());
    writer.write_record(table.columns.iter().map(|column| &column.title)).map_err(failed)?;
    for row in &table.rows {
        let shown = (0..table.columns.len()).map(|column| guarded(&row.cell(column).shown()));
        writer.write_record(shown).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| WriteError(error.to_string()))
}

/// The table as JSON: `{"items": [{heading: text}]}`. Nothing runs it, so nothing is guarded.
pub fn json(table: &Table) -> Result<Vec<u8>, WriteError> {
    let item = |row: &Row| {
        let pairs = table.columns.iter().enumerate().map(|(place, column)| {
            let value = match row.cell(place) {
                Cell::Empty => Value::Null,
                Cell::Number(number) => Value::from(*number),
                other => Value::from(other.shown()),
            };
            (column.title.clone(), value)
        });
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let items: Vec<Value> = table.rows.iter().map(item).collect();
    serde_json::to_vec_pretty(&serde_json::json!({ "items": items })).map_err(|error| WriteError(error.to_string()))
}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}
