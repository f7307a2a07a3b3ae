//! `/kelola/katalog/impor/{id}/kolom`: what the columns of the file hold, as we guess it, to be corrected.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::exchange::{Field as Holds, Layout, find};
use balai_catalog::imports;
use balai_catalog::rows::import::Model;
use balai_sheets::{Book, Cell, Sheet};

use super::{HERE, Importing, opened, own};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Values of a column that are shown.
const SAMPLES: usize = 3;
/// Longest value that is shown, in characters.
const SHOWN: usize = 60;

/// The form.
#[derive(Template)]
#[template(path = "desk/exchange/columns.html")]
pub struct ImportColumns {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its id.
    pub id: String,
    /// The file.
    pub file: String,
    /// The sheet that is read.
    pub sheet: Field,
    /// All sheets, where there are several.
    pub sheets: Vec<Choice>,
    /// The number of the row with the headings.
    pub row: Field,
    /// The columns.
    pub columns: Vec<ColumnLine>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Whether no heading was recognised.
    pub unknown: bool,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnLine {
    /// The letters by which the spreadsheet calls it.
    pub letters: String,
    /// Its heading.
    pub heading: String,
    /// What stands in it.
    pub samples: Vec<String>,
    /// What it holds.
    pub holds: Field,
    /// What it may hold.
    pub choices: Vec<Choice>,
}

/// `GET /kelola/katalog/impor/{id}/kolom`
pub async fn show(staff: Importing, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let import = own(&staff, &read, &id).await?;
    drop(read);
    let named = asked.text("lembar");
    let sheet = if named.is_empty() { import.sheet.clone() } else { Some(named.to_owned()) };
    let book = opened(&staff, &import, sheet).await?;
    let row = asked.text("judul").parse::<u32>().ok();
    let asked_layout = row.and_then(|row| Layout::at(&book.sheet, row));
    let kept = if named.is_empty() { imports::layout_of(&import, &book.sheet) } else { find(&book.sheet) };
    let layout = asked_layout.or(kept);
    let unknown = layout.is_none();
    let layout = layout.unwrap_or_else(|| first(&book.sheet));
    answer::page(&compose(&staff, &import, &book, &layout, unknown).await?)
}

/// `POST /kelola/katalog/impor/{id}/kolom`
pub async fn submit(staff: Importing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let import = own(&staff, &write, &id).await?;
    drop(write);
    let sheet = typed.text("lembar").to_owned();
    let book = opened(&staff, &import, Some(sheet).filter(|name| !name.is_empty())).await?;
    let row = typed.text("judul").parse::<u32>().unwrap_or(0);
    let mut layout = Layout::at(&book.sheet, row).unwrap_or_else(|| first(&book.sheet));
    let chosen: Vec<Option<Holds>> =
        (0..layout.fields.len()).map(|column| Holds::from_code(typed.text(&format!("kolom-{}", column + 1)))).collect();
    layout.fields.clone_from(&chosen);
    let mut page = compose(&staff, &import, &book, &layout, false).await?;
    page.point_out(&chosen);
    if !page.summary.is_empty() {
        return answer::wrong(&page);
    }
    let write = staff.db.write().await?;
    let import = own(&staff, &write, &id).await?;
    imports::choose(&write, &staff.act, &import, &book.sheet.name, &layout).await?;
    write.commit().await?;
    answer::see(format!("{HERE}/{}", import.id))
}

/// The first row as headings that mean nothing yet.
fn first(sheet: &Sheet) -> Layout {
    let mut layout = sheet.rows.first().and_then(|row| Layout::at(sheet, row.number)).unwrap_or(Layout {
        row: 1,
        headings: Vec::new(),
        fields: Vec::new(),
    });
    layout.fields.fill(None);
    layout
}

async fn compose(
    staff: &Importing,
    import: &Model,
    book: &Book,
    layout: &Layout,
    unknown: bool,
) -> Result<ImportColumns, Fault> {
    let read = staff.db.read().await?;
    let sheet = Field::new("lembar").with(book.sheet.name.as_str());
    let sheets = if book.names.len() > 1 { book.names.as_slice() } else { &[] };
    Ok(ImportColumns {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        id: import.id.to_string(),
        file: import.file_name.clone(),
        sheets: sheets.iter().map(|name| Choice::new(name, name).chosen_in(&sheet)).collect(),
        sheet,
        row: Field::new("judul").with(layout.row.to_string()),
        columns: (0..layout.fields.len()).map(|column| line(&book.sheet, layout, column)).collect(),
        summary: ErrorSummary::default(),
        unknown,
    })
}

fn line(sheet: &Sheet, layout: &Layout, column: usize) -> ColumnLine {
    let below = sheet.rows.iter().filter(|row| row.number > layout.row);
    let values = below.map(|row| row.cell(column)).filter(|cell| !cell.is_empty()).map(Cell::shown);
    let holds = layout.fields[column].map(Holds::code).unwrap_or_default();
    let holds = Field::in_row("kolom", column + 1).with(holds);
    let all = Holds::ALL.into_iter().map(|field| Choice::new(field.code(), field.title()));
    let choices = std::iter::once(Choice::new("", "Tidak dibaca")).chain(all).map(|choice| choice.chosen_in(&holds));
    ColumnLine {
        letters: letters(column),
        heading: layout.headings[column].clone(),
        samples: values.take(SAMPLES).map(|value| cut(&value)).collect(),
        choices: choices.collect(),
        holds,
    }
}

impl ImportColumns {
    /// Complains of columns that hold the same, and where neither name nor code is among them.
    fn point_out(&mut self, chosen: &[Option<Holds>]) {
        for (place, field) in chosen.iter().enumerate().filter_map(|(place, field)| Some((place, (*field)?))) {
            if let Some(first) = chosen[..place].iter().position(|other| *other == Some(field)) {
                let sentence =
                    format!("{} sudah dipilih untuk kolom {}. Pilih satu saja.", field.title(), letters(first));
                self.columns[place].holds.error = Some(sentence);
            }
        }
        let named = chosen.iter().flatten().any(|field| matches!(field, Holds::Name | Holds::Code));
        if let (false, Some(first)) = (named, self.columns.first_mut()) {
            first.holds.error = Some("Pilih kolom yang berisi nama layanan atau kode.".to_owned());
        }
        self.summary = ErrorSummary::of(self.columns.iter().map(|column| &column.holds));
    }
}

/// A, B, … Z, AA, AB.
pub(super) fn letters(column: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place).unwrap_or(0));
    match (column / 26, column % 26) {
        (0, last) => letter(last).to_string(),
        (first, last) => format!("{}{}", letter(first - 1), letter(last)),
    }
}

fn cut(value: &str) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN {
        return line;
    }
    let head: String = line.chars().take(SHOWN - 1).collect();
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_the_spreadsheet_calls_them() {
        assert_eq!([0, 25, 26, 99].map(letters), ["A", "Z", "AA", "CV"]);
    }
}
