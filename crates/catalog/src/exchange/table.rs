//! Writing a catalogue, an empty table to fill, and the rows that stayed out.

use std::collections::{BTreeMap, BTreeSet};

use balai_sheets::{Cell, Column, Pick, Row, Sheet, Table};

use crate::rows::service::StateWord;
use crate::standard::{BasisKind, Complaints, Decree, Standard};
use crate::text::{Line, Prose};

use super::channels::{channels_text, connection_text, connection_words, provenance_text, provenance_words};
use super::fee::{amount_cell, kind_cell, kind_word, rule_of};
use super::lines::{join, requirements_cell};
use super::{Field, Known, Layout, Ledger, Outcome, Plan, Weight, time};

/// The heading of the column that says what is wrong; it is not read.
pub const REMARK: &str = "Masalah";
const SHEET: &str = "Layanan";
const CHOICES: &str = "Pilihan";

/// Services as a table, in the order given.
pub fn table<'k>(services: impl IntoIterator<Item = &'k Known>, ledger: &Ledger) -> Table {
    let row = |(number, known): (u32, &Known)| Row {
        number,
        cells: Field::ALL.into_iter().map(|field| cell(field, known, ledger)).collect(),
    };
    Table { name: SHEET.to_owned(), columns: columns(None), rows: (2..).zip(services).map(row).collect() }
}

/// An empty table to fill, how to fill it, and what there is to choose from.
pub fn template(ledger: &Ledger) -> Vec<Table> {
    let agencies: Vec<&str> = ledger.agencies().map(|agency| agency.short_name.as_str()).collect();
    let categories: Vec<&str> = ledger.categories().iter().map(|category| category.name.as_str()).collect();
    let kinds: Vec<&str> = BasisKind::ALL.into_iter().map(kind_word).collect();
    let (connections, provenances) = (connection_words(), provenance_words());
    let lists: [(Field, &[&str]); 5] = [
        (Field::Agency, &agencies),
        (Field::Category, &categories),
        (Field::FeeKind, &kinds),
        (Field::Connection, &connections),
        (Field::Provenance, &provenances),
    ];
    let longest = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    let text = |list: &[&str], place: usize| list.get(place).map_or(Cell::Empty, |text| Cell::text(*text));
    let choices = (0..longest).map(|place| lists.iter().map(|(_, list)| text(list, place)).collect());
    let instructions = Field::ALL.into_iter().map(|field| vec![Cell::text(field.title()), Cell::text(field.hint())]);
    vec![
        Table { name: SHEET.to_owned(), columns: columns(Some(&lists)), rows: Vec::new() },
        Table {
            name: "Petunjuk".to_owned(),
            columns: plain(&[("Nama kolom", 24), ("Cara mengisi", 90)]),
            rows: numbered(instructions),
        },
        Table {
            name: CHOICES.to_owned(),
            columns: plain(&lists.map(|(field, _)| (field.title(), 32))),
            rows: numbered(choices),
        },
    ]
}

/// The rows that stayed out, as they came, with what is wrong in each.
pub fn faulty(sheet: &Sheet, layout: &Layout, plan: &Plan) -> Table {
    let wrong: BTreeSet<u32> =
        plan.rows.iter().filter(|row| row.outcome == Outcome::Wrong).map(|row| row.number).collect();
    let mut said: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for problem in plan.problems.iter().filter(|problem| problem.weight == Weight::Wrong) {
        let column = problem.field.map_or("Baris", Field::title);
        said.entry(problem.row).or_default().push(format!("{column}: {}. {}.", problem.what, problem.remedy));
    }
    let heading = |(heading, field): (&String, &Option<Field>)| match field {
        Some(field) => field.title().to_owned(),
        None if heading.is_empty() => "-".to_owned(),
        None => heading.clone(),
    };
    let mut columns: Vec<Column> = layout
        .headings
        .iter()
        .zip(&layout.fields)
        .map(|pair| Column { title: heading(pair), width: pair.1.map_or(16, Field::width), pick: None })
        .collect();
    columns.push(Column { title: REMARK.to_owned(), width: 60, pick: None });
    let rows = sheet.rows.iter().filter(|row| wrong.contains(&row.number)).map(|row| {
        let mut cells: Vec<Cell> = (0..layout.headings.len()).map(|column| row.cell(column).clone()).collect();
        cells.push(Cell::text(said.remove(&row.number).unwrap_or_default().join("\n")));
        Row { number: row.number, cells }
    });
    Table { name: SHEET.to_owned(), rows: rows.collect(), columns }
}

fn columns(lists: Option<&[(Field, &[&str])]>) -> Vec<Column> {
    let pick = |field: Field| {
        let (place, (_, list)) = (0_u16..).zip(lists?).find(|(_, (own, _))| *own == field)?;
        Some(Pick { sheet: CHOICES.to_owned(), column: place, count: u32::try_from(list.len()).ok()? })
    };
    let column = |field: Field| Column { title: field.title().to_owned(), width: field.width(), pick: pick(field) };
    Field::ALL.into_iter().map(column).collect()
}

fn plain(titles: &[(&str, u16)]) -> Vec<Column> {
    titles.iter().map(|(title, width)| Column { title: (*title).to_owned(), width: *width, pick: None }).collect()
}

fn numbered(rows: impl Iterator<Item = Vec<Cell>>) -> Vec<Row> {
    (2..).zip(rows).map(|(number, cells)| Row { number, cells }).collect()
}

fn cell(field: Field, known: &Known, ledger: &Ledger) -> Cell {
    let (service, standard) = (&known.service, &known.newest.content);
    match field {
        Field::Code => Cell::text(service.code.as_str()),
        Field::Name => Cell::text(service.name.as_str()),
        Field::Agency => {
            ledger.agency(service.agency_id).map_or(Cell::Empty, |agency| Cell::text(agency.name.as_str()))
        }
        Field::Category => {
            ledger.category(service.category_id).map_or(Cell::Empty, |own| Cell::text(own.name.as_str()))
        }
        Field::Channels => Cell::text(channels_text(&service.channels)),
        Field::Connection => Cell::text(connection_text(&service.connection)),
        Field::Link => service.connection.url().map_or(Cell::Empty, |url| Cell::text(url.as_str())),
        Field::System => optional(service.system.as_ref()),
        Field::Note => optional(service.note.as_ref()),
        Field::State => Cell::text(match service.state {
            StateWord::Published => "terbit",
            StateWord::Draft => "draf",
            StateWord::Archived => "arsip",
        }),
        of_standard => promised(of_standard, standard),
    }
}

fn promised(field: Field, standard: &Standard) -> Cell {
    let lines = |lines: &[Line]| Cell::text(join(lines.iter().map(Line::to_string)));
    let prose = |text: Option<&Prose>| optional(text);
    match field {
        Field::Requirements => Cell::text(requirements_cell(&standard.requirements)),
        Field::Procedure => lines(&standard.procedure),
        Field::Time => standard.time.as_ref().map_or(Cell::Empty, time::cell),
        Field::TimeNote => optional(standard.time.as_ref().and_then(|time| time.note.as_ref())),
        Field::Fee => standard.fee.as_ref().map_or(Cell::Empty, amount_cell),
        Field::FeeKind => standard.fee.as_ref().map_or(Cell::Empty, kind_cell),
        Field::FeeBasis => optional(standard.fee.as_ref().and_then(rule_of)),
        Field::Payment => prose(standard.payment.as_ref()),
        Field::Product => optional(standard.product.as_ref()),
        Field::Complaints => match &standard.complaints {
            Complaints::Region => Cell::Empty,
            Complaints::Own { text } => Cell::text(text.as_str()),
        },
        Field::LegalBasis => lines(&standard.legal_basis),
        Field::Facilities => prose(standard.facilities.as_ref()),
        Field::Competence => prose(standard.competence.as_ref()),
        Field::Supervision => prose(standard.supervision.as_ref()),
        Field::StaffCount => standard.staff_count.map_or(Cell::Empty, |count| Cell::Number(count.into())),
        Field::Guarantee => prose(standard.guarantee.as_ref()),
        Field::Safety => prose(standard.safety.as_ref()),
        Field::Evaluation => prose(standard.evaluation.as_ref()),
        Field::DecreeNumber => optional(standard.decree.as_ref().map(Decree::number)),
        Field::DecreeDate => standard.decree.as_ref().map_or(Cell::Empty, |decree| Cell::day(decree.date())),
        Field::DecreeEffective => standard.decree.as_ref().map_or(Cell::Empty, |d| Cell::day(d.effective_from())),
        Field::Provenance => Cell::text(provenance_text(standard.provenance)),
        _ => Cell::Empty,
    }
}

fn optional(text: Option<&impl ToString>) -> Cell {
    text.map_or(Cell::Empty, |text| Cell::text(text.to_string()))
}
