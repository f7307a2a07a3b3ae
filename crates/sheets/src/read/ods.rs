//! `OpenDocument`. A cell or row that stands for a million of its like is taken a bounded number of times.

use std::io::{BufReader, Cursor};

use chrono::{NaiveDate, NaiveDateTime};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::grid::Grid;
use super::{Book, choose};
use crate::{Cell, Limits, MOST_COLUMNS, ReadError, Sheet};

type Xml<'b> = Reader<BufReader<zip::read::ZipFile<'b, Cursor<&'b [u8]>>>>;

pub(super) fn read(bytes: &[u8], wanted: Option<&str>, limits: &Limits) -> Result<Book, ReadError> {
    let mut names = Vec::new();
    each_table(bytes, |name, _| {
        names.push(name.to_owned());
        Ok(true)
    })?;
    choose(names, wanted, |name| {
        let mut found = None;
        each_table(bytes, |own, xml| {
            if own != name || found.is_some() {
                return Ok(true);
            }
            found = Some(table(name, xml, limits)?);
            Ok(false)
        })?;
        found.ok_or(ReadError::NoSuchSheet)
    })
}

/// Calls with each table's name while its rows are still to come; stops when told.
fn each_table(
    bytes: &[u8],
    mut with: impl FnMut(&str, &mut Xml<'_>) -> Result<bool, ReadError>,
) -> Result<(), ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    let mut xml = Reader::from_reader(BufReader::new(content));
    xml.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) if is(&start, "table:table") => {
                let name = attribute(&start, "table:name").unwrap_or_default();
                if !with(&name, &mut xml)? {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn table(name: &str, xml: &mut Xml<'_>, limits: &Limits) -> Result<Sheet, ReadError> {
    let mut grid = Grid::new(name, limits);
    let (mut row, mut buffer) = (0_u32, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) if is(&start, "table:table-row") => {
                let repeated = repeated(&start, "table:number-rows-repeated");
                let cells = cells(xml)?;
                if !cells.is_empty() {
                    for again in 0..repeated {
                        for (column, cell) in &cells {
                            grid.put(row.saturating_add(again), *column, cell.clone())?;
                        }
                    }
                }
                row = row.saturating_add(repeated);
            }
            Event::End(end) if end.name().as_ref() == "table:table" => return Ok(grid.done()),
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
}

/// The cells of one row that hold something, with their columns.
fn cells(xml: &mut Xml<'_>) -> Result<Vec<(usize, Cell)>, ReadError> {
    let (mut cells, mut column, mut buffer) = (Vec::new(), 0_usize, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) if is(&start, "table:table-cell") || is(&start, "table:covered-table-cell") => {
                let repeated = repeated(&start, "table:number-columns-repeated") as usize;
                let typed = Typed::of(&start);
                let text = text(xml, start.name().as_ref())?;
                let cell = typed.cell(text);
                if !cell.is_empty() {
                    let last = column.saturating_add(repeated).min(MOST_COLUMNS);
                    cells.extend((column..last).map(|column| (column, cell.clone())));
                }
                column = column.saturating_add(repeated);
            }
            Event::End(end) if end.name().as_ref() == "table:table-row" => return Ok(cells),
            Event::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
    }
}

/// The paragraphs of a cell, one a line; notes in its margin are not its text.
fn text(xml: &mut Xml<'_>, cell: &str) -> Result<String, ReadError> {
    let (mut text, mut lines, mut aside, mut buffer) = (String::new(), 0, 0, Vec::new());
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Start(start) if is(&start, "office:annotation") || is(&start, "draw:frame") => aside += 1,
            Event::End(end) if matches!(end.name().as_ref(), "office:annotation" | "draw:frame") => aside -= 1,
            Event::End(end) if end.name().as_ref() == cell => return Ok(text),
            Event::Eof => return Err(ReadError::Damaged),
            _ if aside > 0 => {}
            Event::Start(start) if is(&start, "text:p") => {
                if lines > 0 {
                    text.push('\n');
                }
                lines += 1;
            }
            Event::Start(start) if is(&start, "text:line-break") => text.push('\n'),
            Event::Start(start) if is(&start, "text:tab") => text.push('\t'),
            Event::Start(start) if is(&start, "text:s") => {
                let blanks = repeated(&start, "text:c").min(1_000);
                text.extend((0..blanks).map(|_| ' '));
            }
            Event::Text(piece) => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(entity) => {
                let named = quick_xml::escape::resolve_xml_entity(entity.as_ref());
                match (named, entity.resolve_char_ref()) {
                    (Some(known), _) => text.push_str(known),
                    (None, Ok(Some(letter))) => text.push(letter),
                    (None, _) => return Err(ReadError::Damaged),
                }
            }
            _ => {}
        }
    }
}

/// What a cell's attributes say of it.
struct Typed {
    formula: bool,
    kind: String,
    value: Option<String>,
}

impl Typed {
    fn of(start: &BytesStart<'_>) -> Self {
        let kind = attribute(start, "office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => attribute(start, "office:date-value"),
            "boolean" => attribute(start, "office:boolean-value"),
            "string" => attribute(start, "office:string-value"),
            _ => attribute(start, "office:value"),
        };
        Self { formula: attribute(start, "table:formula").is_some(), kind, value }
    }

    fn cell(self, text: String) -> Cell {
        if self.formula {
            return Cell::Formula("=".to_owned());
        }
        match (self.kind.as_str(), self.value) {
            ("float" | "currency" | "percentage", Some(value)) => {
                value.parse().map_or_else(|_| Cell::text(text), Cell::Number)
            }
            ("date", Some(value)) => date(&value).map_or_else(|| Cell::text(text), Cell::Date),
            ("boolean", Some(value)) => Cell::Truth(value == "true"),
            ("string", Some(value)) => Cell::text(value),
            _ => Cell::text(text),
        }
    }
}

fn date(value: &str) -> Option<NaiveDateTime> {
    let day = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok().map(NaiveDateTime::from);
    day.or_else(|| NaiveDateTime::parse_from_str(value, "%Y-%m-%dT%H:%M:%S%.f").ok())
}

fn is(start: &BytesStart<'_>, name: &str) -> bool {
    start.name().as_ref() == name
}

fn repeated(start: &BytesStart<'_>, name: &str) -> u32 {
    attribute(start, name).and_then(|count| count.parse().ok()).unwrap_or(1)
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref() == name)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

fn damaged<E>(_: E) -> ReadError {
    ReadError::Damaged
}
