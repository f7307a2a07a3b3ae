//! One row, cell by cell: what it wants of a service, starting from what the service is.

use balai_kernel::fold;
use balai_sheets::{Cell, Row};

use crate::connection::LinkUrl;
use crate::editor::ServiceDetails;
use crate::rows::{agency, category};
use crate::standard::{Complaints, Decree, Standard};
use crate::text::{Line, Prose};

use super::lines::text_fault;
use super::problem::{Fault, shown};
use super::{Field, Layout, Problem, Weight, channels, date, fee, lines, time};

/// A row with its columns, and what was found in it.
pub(super) struct Reading<'a> {
    row: &'a Row,
    layout: &'a Layout,
    pub problems: Vec<Problem>,
}

impl<'a> Reading<'a> {
    pub fn of(row: &'a Row, layout: &'a Layout) -> Self {
        Self { row, layout, problems: Vec::new() }
    }

    /// The cell of a field; none where no column holds it.
    pub fn cell(&self, field: Field) -> Option<&'a Cell> {
        self.layout.column(field).map(|column| self.row.cell(column))
    }

    /// The text of a field; none where no column holds it, empty where nothing stands there.
    pub fn text(&mut self, field: Field) -> Option<String> {
        let cell = self.cell(field)?;
        match cell {
            Cell::Formula(_) => self.wrong(field, Fault::new("Sel berisi rumus", "Tulis hasilnya, bukan rumusnya")),
            Cell::Fault(_) => self.wrong(field, Fault::new("Sel berisi galat", "Perbaiki rumus atau isinya di Excel")),
            _ => {}
        }
        Some(if matches!(cell, Cell::Formula(_) | Cell::Fault(_)) { String::new() } else { cell.shown() })
    }

    pub fn wrong(&mut self, field: Field, fault: Fault) {
        self.note(Some(field), fault, Weight::Wrong);
    }

    pub fn look(&mut self, field: Field, what: impl Into<String>, remedy: impl Into<String>) {
        self.note(Some(field), Fault::new(what, remedy), Weight::Look);
    }

    pub fn note(&mut self, field: Option<Field>, fault: Fault, weight: Weight) {
        let value = field.and_then(|field| self.cell(field)).map(Cell::shown).unwrap_or_default();
        let Fault { what, remedy } = fault;
        self.problems.push(Problem { row: self.row.number, field, value: shown(&value), what, remedy, weight });
    }

    pub fn is_wrong(&self) -> bool {
        self.problems.iter().any(|problem| problem.weight == Weight::Wrong)
    }

    /// Whether a field's cell holds what runs, which was said when its text was asked for.
    pub fn runs(&self, field: Field) -> bool {
        self.cell(field).is_some_and(is_run)
    }

    /// Whether nothing stands in any column that is read.
    pub fn is_blank(&self) -> bool {
        let read = self.layout.fields.iter().enumerate().filter(|(_, field)| field.is_some_and(|f| f != Field::State));
        let mut cells = read.map(|(column, _)| self.row.cell(column));
        cells.all(Cell::is_empty)
    }

    fn read<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<T, Fault>) -> Option<T> {
        let text = self.text(field)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.wrong(field, fault);
                None
            }
        }
    }

    /// What the service is called, where it is asked for, what connects it.
    pub fn details(&mut self, base: ServiceDetails, fresh: bool) -> ServiceDetails {
        let name = self.read(Field::Name, |text| {
            Line::parse(text).map_err(|error| match error {
                crate::text::TextError::Empty => Fault::new("Nama layanan kosong", "Isi namanya, atau hapus baris ini"),
                long @ crate::text::TextError::TooLong { .. } => text_fault(long),
            })
        });
        let note = self.read(Field::Note, prose);
        let system = self.read(Field::System, |text| Line::parse_optional(text).map_err(text_fault));
        let channels = self.read(Field::Channels, |text| match text.trim() {
            "" if fresh => Ok(base.channels.clone()),
            text => channels::channels(text),
        });
        let connection = self.connection(&base);
        ServiceDetails {
            name: name.unwrap_or(base.name),
            note: note.unwrap_or(base.note),
            system: system.unwrap_or(base.system),
            channels: channels.unwrap_or(base.channels),
            connection: connection.unwrap_or(base.connection),
            ..base
        }
    }

    fn connection(&mut self, base: &ServiceDetails) -> Option<crate::ConnectionLevel> {
        let url = match self.text(Field::Link) {
            Some(text) if text.trim().is_empty() => None,
            None => base.connection.url().cloned(),
            Some(text) => match LinkUrl::parse(&text) {
                Ok(url) => Some(url),
                Err(error) => {
                    let remedy = "Tulis alamat lengkap, misalnya https://oss.go.id";
                    self.wrong(Field::Link, Fault::new(error.to_string().trim_end_matches('.'), remedy));
                    return None;
                }
            },
        };
        let word = match self.text(Field::Connection) {
            Some(word) => word,
            None if self.cell(Field::Link).is_some() => String::new(),
            None => return None,
        };
        match channels::connection(&word, url) {
            Ok(level) => Some(level),
            Err(fault) => {
                self.wrong(Field::Connection, fault);
                None
            }
        }
    }

    /// What the service promises.
    pub fn standard(&mut self, base: Standard, agency: &agency::Model) -> Standard {
        let mut standard = base;
        if let Some(requirements) = self.read(Field::Requirements, lines::requirements) {
            standard.requirements = requirements;
        }
        if let Some(procedure) = self.read(Field::Procedure, lines::lines) {
            standard.procedure = procedure;
        }
        if let Some(laws) = self.read(Field::LegalBasis, lines::lines) {
            standard.legal_basis = laws;
        }
        self.time(&mut standard);
        self.fee(&mut standard, agency);
        self.prose(&mut standard);
        if let Some(product) = self.read(Field::Product, |text| Line::parse_optional(text).map_err(text_fault)) {
            standard.product = product;
        }
        if let Some(complaints) = self.read(Field::Complaints, prose) {
            standard.complaints = complaints.map_or(Complaints::Region, |text| Complaints::Own { text });
        }
        if let Some(count) = self.read(Field::StaffCount, staff_count) {
            standard.staff_count = count;
        }
        if let Some(Some(provenance)) = self.read(Field::Provenance, |text| match text.trim() {
            "" => Ok(None),
            text => channels::provenance(text).map(Some),
        }) {
            standard.provenance = provenance;
        }
        self.decree(&mut standard);
        standard
    }

    fn prose(&mut self, standard: &mut Standard) {
        let fields: [(Field, &mut Option<Prose>); 7] = [
            (Field::Payment, &mut standard.payment),
            (Field::Facilities, &mut standard.facilities),
            (Field::Competence, &mut standard.competence),
            (Field::Supervision, &mut standard.supervision),
            (Field::Guarantee, &mut standard.guarantee),
            (Field::Safety, &mut standard.safety),
            (Field::Evaluation, &mut standard.evaluation),
        ];
        for (field, own) in fields {
            if let Some(text) = self.read(field, prose) {
                *own = text;
            }
        }
    }

    fn time(&mut self, standard: &mut Standard) {
        let read =
            self.text(Field::Time).and_then(|_| self.cell(Field::Time)).filter(|cell| !is_run(cell)).map(time::time);
        match read {
            None => {}
            Some(Err(fault)) => self.wrong(Field::Time, fault),
            Some(Ok(read)) => {
                let before = standard.time.take().and_then(|time| time.note);
                standard.time = read.map(|read| {
                    if let Some(doubt) = read.doubt {
                        self.look(Field::Time, doubt, "Tulis hari kerja atau hari kalender bila bukan itu");
                    }
                    let mut time = read.time;
                    time.note = time.note.or(before.filter(|_| self.cell(Field::TimeNote).is_none()));
                    time
                });
            }
        }
        let note = self.read(Field::TimeNote, |text| Line::parse_optional(text).map_err(text_fault));
        match (&mut standard.time, note) {
            (Some(time), Some(Some(note))) => time.note = Some(note),
            (Some(time), Some(None)) if self.cell(Field::Time).is_none() => time.note = None,
            (None, Some(Some(_))) if !self.is_wrong() => {
                self.wrong(Field::TimeNote, Fault::new("Catatan waktu tanpa waktu", "Isi kolom Waktu"));
            }
            _ => {}
        }
    }

    fn fee(&mut self, standard: &mut Standard, agency: &agency::Model) {
        let columns = [Field::Fee, Field::FeeKind, Field::FeeBasis];
        if columns.into_iter().all(|field| self.cell(field).is_none()) {
            return;
        }
        let before = standard.fee.take();
        let amount = match self.text(Field::Fee).and_then(|_| self.cell(Field::Fee)).filter(|cell| !is_run(cell)) {
            None => before.as_ref().map(fee::amount_of),
            Some(cell) => match fee::amount(cell) {
                Ok(amount) => amount,
                Err(fault) => return self.wrong(Field::Fee, fault),
            },
        };
        let kind = if self.cell(Field::FeeKind).is_some() {
            self.read(Field::FeeKind, |text| fee::kind(&Cell::text(text))).flatten()
        } else {
            before.as_ref().and_then(|fee| fee.basis()).map(|basis| basis.kind)
        };
        let rule = match self.read(Field::FeeBasis, |text| Line::parse_optional(text).map_err(text_fault)) {
            None => before.as_ref().and_then(fee::rule_of).cloned(),
            Some(rule) => rule,
        };
        let Some(amount) = amount else {
            if (kind.is_some() || rule.is_some()) && !self.is_wrong() {
                self.wrong(
                    Field::Fee,
                    Fault::new("Dasar biaya tanpa biaya", "Isi kolom Biaya dengan gratis atau jumlahnya"),
                );
            }
            return;
        };
        if fee::is_small(&amount) {
            self.look(Field::Fee, "Jumlahnya sangat kecil", "Periksa, mungkin tiga angka nol hilang");
        }
        let fee = fee::fee(amount, kind, rule, fee::usual(agency.kind));
        if let (None, Some(basis)) = (kind, fee.basis()) {
            let what = format!("Jenis biaya kami baca: {}", fee::kind_word(basis.kind));
            self.look(Field::Fee, what, "Isi kolom Jenis biaya bila bukan itu");
        }
        standard.fee = Some(fee);
    }

    fn decree(&mut self, standard: &mut Standard) {
        let columns = [Field::DecreeNumber, Field::DecreeDate, Field::DecreeEffective];
        if columns.into_iter().all(|field| self.cell(field).is_none()) {
            return;
        }
        let before = standard.decree.as_ref();
        let number = match self.read(Field::DecreeNumber, |text| Line::parse_optional(text).map_err(text_fault)) {
            None => before.map(|decree| decree.number().clone()),
            Some(number) => number,
        };
        let date = self.day(Field::DecreeDate, before.map(Decree::date));
        let effective = self.day(Field::DecreeEffective, before.map(Decree::effective_from));
        let (Ok(date), Ok(effective)) = (date, effective) else { return };
        match (number, date) {
            (Some(number), Some(date)) => match Decree::new(number, date, effective.unwrap_or(date)) {
                Ok(decree) => standard.decree = Some(decree),
                Err(error) => {
                    let what = error.to_string();
                    self.wrong(
                        Field::DecreeEffective,
                        Fault::new(what.trim_end_matches('.'), "Perbaiki salah satu tanggalnya"),
                    );
                }
            },
            (None, None) if effective.is_none() => standard.decree = None,
            (Some(_), None) => {
                self.wrong(Field::DecreeDate, Fault::new("SK tanpa tanggal", "Isi tanggal penetapan SK"));
            }
            (None, _) => {
                self.wrong(
                    Field::DecreeNumber,
                    Fault::new("SK tanpa nomor", "Isi nomor SK, atau kosongkan tanggalnya"),
                );
            }
        }
    }

    /// The day of a field; what was before where no column holds it.
    fn day(&mut self, field: Field, before: Option<chrono::NaiveDate>) -> Result<Option<chrono::NaiveDate>, ()> {
        if self.text(field).is_none() {
            return Ok(before);
        }
        let cell = self.cell(field).filter(|cell| !is_run(cell)).ok_or(())?;
        date::day(cell).map_err(|fault| self.wrong(field, fault))
    }

    /// The category that the row names; what the service has where none is named.
    pub fn category(
        &mut self,
        ledger: &super::Ledger,
        base: Option<&category::Model>,
        above: Option<&str>,
    ) -> Option<category::Model> {
        let text = self.text(Field::Category).unwrap_or_default();
        if self.runs(Field::Category) {
            return None;
        }
        if text.trim().is_empty() {
            if base.is_some() {
                return base.cloned();
            }
            let Some(category) = above.and_then(|above| ledger.category_named(above).ok()) else {
                self.wrong(Field::Category, Fault::new("Kategori kosong", "Isi dengan nama kategori yang ada"));
                return None;
            };
            self.look(
                Field::Category,
                format!("Dibaca dari baris di atasnya: {}", category.name),
                "Isi bila bukan itu",
            );
            return Some(category.clone());
        }
        match ledger.category_named(&text) {
            Ok(category) => Some(category.clone()),
            Err(fault) => {
                self.wrong(Field::Category, fault);
                None
            }
        }
    }
}

/// Whether a cell holds what runs, which was said already.
fn is_run(cell: &Cell) -> bool {
    matches!(cell, Cell::Formula(_) | Cell::Fault(_))
}

fn prose(text: &str) -> Result<Option<Prose>, Fault> {
    Prose::parse_optional(text).map_err(text_fault)
}

fn staff_count(text: &str) -> Result<Option<u16>, Fault> {
    let bare = fold(text);
    let bare = bare.strip_suffix(" orang").unwrap_or(&bare);
    match bare {
        "" | "0" => Ok(None),
        bare => bare.parse().map(Some).map_err(|_| Fault::new("Bukan jumlah orang", "Tulis angka saja, misalnya 3")),
    }
}
