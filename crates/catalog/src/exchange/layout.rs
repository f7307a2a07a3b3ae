//! Where in somebody's own table the headings stand, and what each column holds.

use balai_sheets::{Cell, Sheet};

use super::Field;

/// Rows among which the headings are looked for.
const TOP: usize = 20;

/// A table's headings and what its columns hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The number of the row with the headings; what is above is not read.
    pub row: u32,
    /// The headings, by column.
    pub headings: Vec<String>,
    /// What each column holds; none is not read.
    pub fields: Vec<Option<Field>>,
}

/// The row whose headings mean most, with those above it where cells were merged. None where no heading means anything.
pub fn find(sheet: &Sheet) -> Option<Layout> {
    let width = sheet.width();
    let best = (0..sheet.rows.len().min(TOP)).rev().max_by_key(|place| meaning(&layout_at(sheet, *place, width)))?;
    let layout = layout_at(sheet, best, width);
    (meaning(&layout) > 0).then_some(layout)
}

impl Layout {
    /// The headings in the row with this number, if there is one.
    pub fn at(sheet: &Sheet, number: u32) -> Option<Self> {
        let place = sheet.rows.iter().position(|row| row.number == number)?;
        Some(layout_at(sheet, place, sheet.width()))
    }

    /// The column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|own| *own == Some(field))
    }

    /// Chooses what a column holds. A field stands in one column only: the one chosen last.
    pub fn choose(&mut self, column: usize, field: Option<Field>) {
        for own in &mut self.fields {
            if field.is_some() && *own == field {
                *own = None;
            }
        }
        if let Some(own) = self.fields.get_mut(column) {
            *own = field;
        }
    }
}

fn meaning(layout: &Layout) -> usize {
    layout.fields.iter().flatten().count()
}

fn layout_at(sheet: &Sheet, place: usize, width: usize) -> Layout {
    let above = place.checked_sub(1).map(|place| &sheet.rows[place]).filter(|above| {
        above.number + 1 == sheet.rows[place].number && above.cells.iter().filter(|cell| !cell.is_empty()).count() > 1
    });
    let (mut headings, mut fields) = (Vec::new(), Vec::new());
    let mut group = String::new();
    for column in 0..width {
        let own = heading(sheet.rows[place].cell(column));
        let over = above.map_or_else(String::new, |above| heading(above.cell(column)));
        if !over.is_empty() {
            group.clone_from(&over);
        }
        // A group's heading stands in its first column only; one over a column of its own stands for that column.
        let (text, field) = match (own.is_empty(), over.is_empty(), group.is_empty()) {
            (true, false, _) => (over.clone(), Field::guess(&over)),
            (false, _, false) => {
                let both = format!("{group} {own}");
                let guessed = Field::guess(&both).or_else(|| Field::guess(&own));
                (own, guessed)
            }
            _ => {
                let guessed = Field::guess(&own);
                (own, guessed)
            }
        };
        let field = field.filter(|field| !fields.contains(&Some(*field)));
        headings.push(text);
        fields.push(field);
    }
    Layout { row: sheet.rows[place].number, headings, fields }
}

fn heading(cell: &Cell) -> String {
    cell.shown().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use balai_sheets::Row;

    use super::*;

    fn sheet(rows: &[&[&str]]) -> Sheet {
        let row =
            |(number, cells): (u32, &&[&str])| Row { number, cells: cells.iter().map(|c| Cell::text(*c)).collect() };
        Sheet { name: String::new(), rows: (1..).zip(rows).map(row).collect() }
    }

    #[test]
    fn headings_are_found_below_a_title() {
        let sheet =
            sheet(&[&["DAFTAR LAYANAN TAHUN 2026"], &["No", "OPD", "Jenis Layanan", "Tarif"], &["1", "A", "B", "0"]]);
        let layout = find(&sheet).expect("headings");
        assert_eq!(layout.row, 2);
        assert_eq!(layout.fields, [None, Some(Field::Agency), Some(Field::Name), Some(Field::Fee)]);
    }

    #[test]
    fn merged_headings_are_read_from_both_rows() {
        let sheet = sheet(&[
            &["No", "Nama Layanan", "Biaya", "", "", "SK", ""],
            &["", "", "Tarif", "Jenis", "Dasar Hukum", "Nomor", "Tanggal"],
            &["1", "Akta", "0", "", "", "065/1", "2/11/2026"],
        ]);
        let layout = find(&sheet).expect("headings");
        assert_eq!(layout.row, 2);
        let expected = [
            None,
            Some(Field::Name),
            Some(Field::Fee),
            Some(Field::FeeKind),
            Some(Field::FeeBasis),
            Some(Field::DecreeNumber),
            Some(Field::DecreeDate),
        ];
        assert_eq!(layout.fields, expected);
    }

    #[test]
    fn a_field_stands_in_one_column() {
        let mut layout = find(&sheet(&[&["Nama layanan", "Judul"], &["a", "b"]])).expect("headings");
        layout.choose(1, Some(Field::Name));
        assert_eq!(layout.fields, [None, Some(Field::Name)]);
        assert_eq!(layout.column(Field::Name), Some(1));
        assert_eq!(find(&sheet(&[&["x", "y"]])), None);
    }
}
