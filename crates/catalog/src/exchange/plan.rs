//! What a table would do to a catalogue, row by row, before anything is done.

use std::collections::BTreeMap;

use balai_kernel::{Language, Slug, long_date};
use balai_sheets::{Cell, Row, Sheet};
use sea_orm::prelude::Uuid;
use sha2::{Digest as _, Sha256};

use crate::channel::{Channel, Channels};
use crate::connection::ConnectionLevel;
use crate::editor::ServiceDetails;
use crate::lifecycle::Lifecycle;
use crate::rows::agency;
use crate::standard::{About, Standard};
use crate::text::Line;
use crate::words::searchable;

use super::ledger::beyond;
use super::problem::Fault;
use super::row::Reading;
use super::weigh::weigh;
use super::{Field, Known, Layout, Ledger, Problem, Weight};

/// What a table would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The rows that hold something, in order.
    pub rows: Vec<PlanRow>,
    /// What is wrong or asks for a look, by row.
    pub problems: Vec<Problem>,
    /// A print of all of it and of what it would change: another catalogue makes another print.
    pub print: String,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Its number in the table.
    pub number: u32,
    /// What becomes of it.
    pub outcome: Outcome,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A service that is not there yet.
    New(Box<Wanted>),
    /// Another content of a service that is there.
    Change {
        /// The service.
        service: Uuid,
        /// What it is to become.
        wanted: Box<Wanted>,
    },
    /// The service is so already.
    Same,
    /// The row stays out.
    Wrong,
}

/// What a row wants a service to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The code of a new service; none lets the catalogue give one.
    pub code: Option<String>,
    /// What it is called, whose it is.
    pub details: ServiceDetails,
    /// What it promises.
    pub standard: Standard,
}

/// A plan in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// New services.
    pub new: usize,
    /// Changed ones.
    pub changed: usize,
    /// Rows that change nothing.
    pub same: usize,
    /// Rows that stay out.
    pub wrong: usize,
    /// What is wrong in them.
    pub errors: usize,
    /// Rows that go in and should be looked at.
    pub looks: usize,
}

impl Plan {
    /// The plan in numbers.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.outcome {
                Outcome::New(_) => counts.new += 1,
                Outcome::Change { .. } => counts.changed += 1,
                Outcome::Same => counts.same += 1,
                Outcome::Wrong => counts.wrong += 1,
            }
        }
        counts.errors = self.problems.iter().filter(|problem| problem.weight == Weight::Wrong).count();
        let ready = |number: u32| {
            let found = self.rows.binary_search_by_key(&number, |row| row.number);
            found.is_ok_and(|place| self.rows[place].outcome != Outcome::Wrong)
        };
        let mut looks: Vec<u32> = self.problems.iter().filter(|p| p.weight == Weight::Look).map(|p| p.row).collect();
        looks.dedup();
        counts.looks = looks.into_iter().filter(|number| ready(*number)).count();
        counts
    }
}

impl Counts {
    /// Rows that would go in.
    pub fn ready(&self) -> usize {
        self.new + self.changed
    }
}

/// Compares a table with a catalogue.
pub fn plan(sheet: &Sheet, layout: &Layout, ledger: &Ledger) -> Plan {
    let mut planner = Planner { ledger, codes: BTreeMap::new(), names: BTreeMap::new(), above: Above::default() };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let mut below = sheet.rows.iter().skip_while(|row| row.number <= layout.row).peekable();
    below.next_if(|row| counts_columns(row));
    for row in below {
        let mut reading = Reading::of(row, layout);
        if reading.is_blank() {
            continue;
        }
        let outcome = planner.outcome(&mut reading, row.number);
        if outcome == Outcome::Same {
            reading.problems.clear();
        }
        rows.push(PlanRow { number: row.number, outcome });
        problems.append(&mut reading.problems);
    }
    let print = print(&rows, ledger);
    Plan { rows, problems, print }
}

/// The row under the headings in which offices count the columns: 1, 2, 3 or (1), (2), (3).
fn counts_columns(row: &Row) -> bool {
    let numbers: Option<Vec<u32>> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.shown().trim_matches(['(', ')', ' ']).parse().ok())
        .collect();
    numbers.is_some_and(|numbers| numbers.len() > 2 && numbers.windows(2).all(|pair| pair[1] == pair[0] + 1))
}

/// What merged cells above a row say of it.
#[derive(Default)]
struct Above {
    agency: Option<String>,
    category: Option<String>,
}

struct Planner<'a> {
    ledger: &'a Ledger,
    codes: BTreeMap<String, u32>,
    names: BTreeMap<(Uuid, String), u32>,
    above: Above,
}

impl Planner<'_> {
    fn outcome(&mut self, reading: &mut Reading<'_>, number: u32) -> Outcome {
        let code = self.code(reading, number);
        let known = code.as_deref().and_then(|code| self.ledger.by_code(code));
        let agency = self.agency(reading, known);
        let name = reading.cell(Field::Name).map(Cell::shown).unwrap_or_default();
        let known = match (known, &agency) {
            (None, Some(agency)) => self.ledger.by_name(agency.id, &name),
            (known, _) => known,
        };
        let category = known.and_then(|known| self.ledger.category(known.service.category_id));
        let category = reading.category(self.ledger, category, self.above.category.as_deref());
        self.remember(reading);
        let (Some(agency), Some(category)) = (agency, category) else {
            // The other cells are read too, so that everything wrong is told at once.
            if let Some(agency) = self.ledger.agencies().next() {
                self.wanted(reading, known, agency, Uuid::nil(), code);
            }
            return Outcome::Wrong;
        };
        let wanted = self.wanted(reading, known, &agency, category.id, code);
        if let Some(known) = known.filter(|known| !reading.is_wrong() && is_so(known, &wanted)) {
            return self.unless_twice(
                reading,
                number,
                known.service.agency_id,
                &known.service.name_text,
                Outcome::Same,
            );
        }
        let about = About { name: wanted.details.name.as_str(), subject: category.subject, today: self.ledger.today() };
        weigh(reading, &wanted.standard, &about);
        self.refuse(reading, known, &wanted);
        let name = searchable([wanted.details.name.as_str()]);
        let outcome = match known {
            None => Outcome::New(Box::new(wanted)),
            Some(known) => Outcome::Change { service: known.service.id, wanted: Box::new(wanted) },
        };
        self.unless_twice(reading, number, agency.id, &name, outcome)
    }

    /// The outcome, unless the row is wrong or an earlier one was about the same service.
    fn unless_twice(
        &mut self,
        reading: &mut Reading<'_>,
        number: u32,
        agency: Uuid,
        name: &str,
        outcome: Outcome,
    ) -> Outcome {
        if !reading.is_wrong() {
            let first = *self.names.entry((agency, name.to_owned())).or_insert(number);
            if first != number {
                let what = format!("Sama dengan baris {first}");
                reading.wrong(Field::Name, Fault::new(what, "Beri nama yang membedakannya, atau hapus salah satu"));
            }
        }
        if reading.is_wrong() { Outcome::Wrong } else { outcome }
    }

    /// The code, said once in the table.
    fn code(&mut self, reading: &mut Reading<'_>, number: u32) -> Option<String> {
        let code = reading.text(Field::Code)?.trim().to_owned();
        if code.is_empty() {
            return None;
        }
        let first = *self.codes.entry(code.clone()).or_insert(number);
        if first != number {
            let what = format!("Sama dengan baris {first}");
            reading.wrong(Field::Code, Fault::new(what, "Beri kode lain, atau hapus salah satu"));
        }
        Some(code)
    }

    /// The agency that the row names, that its service has, or that stands in the merged cell above.
    fn agency(&self, reading: &mut Reading<'_>, known: Option<&Known>) -> Option<agency::Model> {
        let text = reading.text(Field::Agency).unwrap_or_default();
        if reading.runs(Field::Agency) {
            return None;
        }
        if !text.trim().is_empty() {
            return match self.ledger.agency_named(&text) {
                Ok(agency) => Some(agency.clone()),
                Err(fault) => {
                    reading.wrong(Field::Agency, fault);
                    None
                }
            };
        }
        if let Some(known) = known {
            return self.ledger.agency(known.service.agency_id).cloned();
        }
        if let Some(only) = self.ledger.only_agency() {
            return Some(only.clone());
        }
        let above = self.above.agency.as_deref().and_then(|above| self.ledger.agency_named(above).ok());
        if let Some(agency) = above {
            let what = format!("Dibaca dari baris di atasnya: {}", agency.short_name);
            reading.look(Field::Agency, what, "Isi bila bukan itu");
        } else {
            reading.wrong(Field::Agency, Fault::new("Instansi kosong", "Isi dengan nama instansi yang ada"));
        }
        above.cloned()
    }

    fn remember(&mut self, reading: &Reading<'_>) {
        let text = |field| reading.cell(field).filter(|cell| !cell.is_empty()).map(Cell::shown);
        if let Some(agency) = text(Field::Agency) {
            self.above.agency = Some(agency);
        }
        if let Some(category) = text(Field::Category) {
            self.above.category = Some(category);
        }
    }

    fn wanted(
        &self,
        reading: &mut Reading<'_>,
        known: Option<&Known>,
        agency: &agency::Model,
        category: Uuid,
        code: Option<String>,
    ) -> Wanted {
        if let (Some(code), None) = (&code, known) {
            self.judge_code(reading, code, agency);
        }
        let base = known.map_or_else(|| blank(reading), |known| details_of(&known.service));
        if known.is_none() && reading.cell(Field::Name).is_none() {
            reading.wrong(Field::Name, Fault::new("Nama layanan kosong", "Pilih kolom yang berisi nama layanan"));
        }
        let details = reading.details(ServiceDetails { agency: agency.id, category, ..base }, known.is_none());
        let standard = known.map(|known| known.newest.content.clone()).unwrap_or_default();
        let standard = reading.standard(standard, agency);
        let code = code.filter(|code| known.is_none() && is_own(code, agency));
        Wanted { code, details, standard }
    }

    /// A code that nobody has must be one that its agency could give; another is not taken.
    fn judge_code(&self, reading: &mut Reading<'_>, code: &str, agency: &agency::Model) {
        if self.ledger.by_code(code).is_none() && !is_own(code, agency) {
            let what = format!("Bukan kode {}, jadi tidak dipakai", agency.short_name);
            reading.look(Field::Code, what, format!("Biarkan; layanan baru mendapat kode {}-…", agency.code));
        }
    }

    /// What the row may not do whatever it says.
    fn refuse(&self, reading: &mut Reading<'_>, known: Option<&Known>, wanted: &Wanted) {
        if let Some(known) = known {
            if !self.ledger.reaches(known.service.agency_id) {
                reading.wrong(Field::Code, beyond());
            }
            let away = match known.service.lifecycle() {
                Lifecycle::Archived { .. } => {
                    Some(("Layanan ini diarsipkan", "Pulihkan dulu dari tab Arsip, atau hapus baris ini"))
                }
                Lifecycle::Trashed { .. } => {
                    Some(("Layanan ini ada di tempat sampah", "Ambil dulu dari Tempat sampah, atau beri kode lain"))
                }
                Lifecycle::Draft | Lifecycle::Published { .. } => None,
            };
            if let Some((what, remedy)) = away {
                reading.wrong(Field::Code, Fault::new(what, remedy));
            }
            if let Some(day) = known.newest.waits_for.filter(|_| known.newest.content != wanted.standard) {
                let what =
                    format!("Versi berikutnya menunggu {}, jadi isinya tetap", long_date(day, Language::Indonesian));
                reading.wrong(
                    Field::Code,
                    Fault::new(what, "Batalkan penantiannya dulu pada layanan ini, atau hapus baris ini"),
                );
            }
        }
        let name = wanted.details.name.as_str();
        if Slug::from_name(name).is_err() && !name.is_empty() {
            reading.wrong(Field::Name, Fault::new("Nama tanpa huruf", "Tulis nama yang berisi huruf"));
        }
        let bearer = self.ledger.by_name(wanted.details.agency, name).map(|bearer| &bearer.service);
        if let Some(bearer) = bearer.filter(|bearer| known.is_none_or(|known| known.service.id != bearer.id)) {
            let what = format!("Nama ini sudah dipakai {}", bearer.code);
            reading.wrong(Field::Name, Fault::new(what, "Tulis nama yang membedakannya"));
        }
    }
}

/// Whether an agency could have given this code: its letters, a dash, a number.
fn is_own(code: &str, agency: &agency::Model) -> bool {
    number_of(code, &agency.code).is_some()
}

/// The number in a code of an agency.
pub(crate) fn number_of(code: &str, agency: &str) -> Option<i32> {
    let digits = code.strip_prefix(agency)?.strip_prefix('-')?;
    let plain = (3..=6).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten().filter(|number| *number > 0 && format!("{number:03}") == digits)
}

/// What a new service is before its row says anything.
fn blank(reading: &Reading<'_>) -> ServiceDetails {
    let name = reading.cell(Field::Name).map(Cell::shown).unwrap_or_default();
    let name = Line::parse(&name).unwrap_or_else(|_| Line::parse("?").expect("one letter"));
    ServiceDetails {
        name,
        agency: Uuid::nil(),
        category: Uuid::nil(),
        note: None,
        system: None,
        channels: std::iter::once(Channel::Hall).collect::<Channels>(),
        connection: ConnectionLevel::Information,
    }
}

/// What a service is, as a row would say it.
pub(crate) fn details_of(service: &crate::rows::service::Model) -> ServiceDetails {
    let line = |text: &str| Line::parse(text).unwrap_or_else(|_| Line::parse("?").expect("one letter"));
    ServiceDetails {
        name: line(&service.name),
        agency: service.agency_id,
        category: service.category_id,
        note: service.note.as_deref().and_then(|note| crate::Prose::parse(note).ok()),
        system: service.system.as_deref().map(line),
        channels: service.channels.clone(),
        connection: service.connection.clone(),
    }
}

/// Whether a service is already what a row wants.
fn is_so(known: &Known, wanted: &Wanted) -> bool {
    details_of(&known.service) == wanted.details && known.newest.content == wanted.standard
}

fn print(rows: &[PlanRow], ledger: &Ledger) -> String {
    let services: BTreeMap<Uuid, &Known> = ledger.services().iter().map(|known| (known.service.id, known)).collect();
    let mut digest = Sha256::new();
    for row in rows {
        let (word, service) = match &row.outcome {
            Outcome::New(_) => ("baru", None),
            Outcome::Change { service, .. } => ("ubah", services.get(service)),
            Outcome::Same => ("sama", None),
            Outcome::Wrong => ("salah", None),
        };
        digest.update(row.number.to_be_bytes());
        digest.update(word);
        if let Some(known) = service {
            digest.update(known.service.updated_at.timestamp_micros().to_be_bytes());
            digest.update(known.newest.version.to_be_bytes());
            digest.update(known.newest.revision.to_be_bytes());
        }
    }
    digest.finalize().iter().take(12).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}
