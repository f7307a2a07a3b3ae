//! The table goes round: what is written reads back as it was.

use std::collections::BTreeSet;

use balai_kernel::Rupiah;
use balai_sheets::{Cell, Limits, Row, Sheet, read};
use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use sea_orm::prelude::Uuid;

use super::*;
use crate::agency::AgencyKind;
use crate::category::Subject;
use crate::channel::{Channel, Channels};
use crate::connection::{ConnectionLevel, LinkUrl};
use crate::rows::service::{Glance, StateWord};
use crate::rows::standard::VersionState;
use crate::rows::{agency, category, service, standard};
use crate::sample;
use crate::standard::{
    BasisKind, Complaints, Decree, DocumentCode, Fee, LegalBasis, Provenance, Requirement, ServiceTime, Standard, Tier,
    TimeUnit,
};
use crate::template::Templates;
use crate::text::{Line, Prose};
use crate::words::searchable;

fn now() -> DateTime<Utc> {
    "2026-11-24T02:00:00Z".parse().unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn agency_row(id: u128, code: &str, name: &str, short: &str) -> agency::Model {
    agency::Model {
        id: Uuid::from_u128(id),
        slug: code.to_lowercase(),
        code: code.into(),
        name: name.into(),
        short_name: short.into(),
        kind: AgencyKind::Regional,
        parent: None,
        address: None,
        hours: None,
        phone: None,
        email: None,
        website: None,
        logo_key: None,
        template_key: None,
        last_number: 0,
        created_at: now(),
        updated_at: now(),
    }
}

fn category_row(id: u128, name: &str, subject: Subject) -> category::Model {
    category::Model {
        id: Uuid::from_u128(id),
        slug: format!("urusan-{id}"),
        name: name.into(),
        subject,
        position: 1,
        template_key: None,
        updated_at: now(),
    }
}

struct Of<'s> {
    id: u128,
    code: &'s str,
    name: &'s str,
    agency: Uuid,
    category: Uuid,
}

fn known(of: &Of<'_>, content: Standard) -> Known {
    let id = Uuid::from_u128(of.id);
    Known {
        service: service::Model {
            id,
            slug: format!("layanan-{}", of.id),
            code: of.code.into(),
            agency_id: of.agency,
            category_id: of.category,
            name: of.name.into(),
            name_text: searchable([of.name]),
            search_text: String::new(),
            note: None,
            system: None,
            channels: std::iter::once(Channel::Hall).collect(),
            connection: ConnectionLevel::Information,
            state: StateWord::Draft,
            published_version: None,
            draft_version: Some(1),
            since: None,
            glance: Glance::default(),
            score: 0,
            blocking: 0,
            looks: 0,
            template_key: None,
            created_at: now(),
            updated_at: now(),
            trashed_at: None,
        },
        newest: standard::Model {
            id,
            service_id: id,
            version: 1,
            state: VersionState::Draft,
            content,
            revision: 1,
            begun_by: String::new(),
            writers: None,
            created_at: now(),
            updated_at: now(),
            published_at: None,
            ended_at: None,
            waits_for: None,
        },
    }
}

const DKP: Uuid = Uuid::from_u128(1);
const KES: Uuid = Uuid::from_u128(2);
const PEOPLE: Uuid = Uuid::from_u128(11);
const HEALTH: Uuid = Uuid::from_u128(12);

fn ledger(services: Vec<Known>) -> Ledger {
    let agencies = vec![
        agency_row(1, "DKP", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil"),
        agency_row(2, "KES", "Dinas Kesehatan", "Dinkes"),
    ];
    let categories = vec![
        category_row(11, "Kependudukan", Subject::PopulationDocuments),
        category_row(12, "Kesehatan", Subject::General),
    ];
    Ledger::new(agencies, categories, services, None, today())
}

/// The sample of 1,418 services as a region has it after adopting it.
fn sample_ledger() -> Ledger {
    let templates: Templates = sample::generate(sample::SEED);
    let agencies: Vec<agency::Model> = (1..)
        .zip(&templates.agencies)
        .map(|(id, own)| {
            let mut row = agency_row(id, own.code.as_str(), own.name.as_str(), own.short_name.as_str());
            row.kind = own.kind;
            row
        })
        .collect();
    let categories: Vec<category::Model> =
        (101..).zip(&templates.categories).map(|(id, own)| category_row(id, own.name.as_str(), own.subject)).collect();
    let mut numbers = vec![0; agencies.len()];
    let services = (1_000..).zip(&templates.services).map(|(id, own)| {
        let place = templates.agencies.iter().position(|agency| agency.key == own.agency).unwrap();
        let category = templates.categories.iter().position(|category| category.key == own.category).unwrap();
        numbers[place] += 1;
        let code = format!("{}-{:03}", agencies[place].code, numbers[place]);
        let of = Of {
            id,
            code: &code,
            name: own.name.as_str(),
            agency: agencies[place].id,
            category: categories[category].id,
        };
        let mut known = known(&of, own.standard.clone());
        known.service.note = own.note.as_ref().map(Prose::to_string);
        known.service.system = own.system.as_ref().map(Line::to_string);
        known.service.channels = own.channels.clone();
        known
    });
    let services = services.collect();
    Ledger::new(agencies, categories, services, None, today())
}

/// The three files of a table.
fn files(table: &balai_sheets::Table) -> [Vec<u8>; 3] {
    let xlsx = balai_sheets::xlsx(std::slice::from_ref(table), now().naive_utc()).unwrap();
    [xlsx, balai_sheets::csv(table).unwrap(), balai_sheets::json(table).unwrap()]
}

fn planned(file: &[u8], ledger: &Ledger) -> Plan {
    let book = read(file, None, &Limits::default()).unwrap();
    let layout = find(&book.sheet).expect("headings of ours");
    plan(&book.sheet, &layout, ledger)
}

#[test]
fn the_sample_of_1418_goes_out_and_comes_back_without_a_difference() {
    let ledger = sample_ledger();
    for file in files(&table(ledger.services(), &ledger)) {
        let plan = planned(&file, &ledger);
        assert_eq!(plan.problems, vec![]);
        assert_eq!(plan.counts(), Counts { same: sample::SERVICES, ..Counts::default() });
    }
}

#[test]
fn the_sample_of_1418_goes_into_an_empty_region_as_it_was() {
    let whole = sample_ledger();
    let empty =
        Ledger::new(whole.agencies().cloned().collect(), whole.categories().to_vec(), Vec::new(), None, today());
    for file in files(&table(whole.services(), &whole)) {
        let plan = planned(&file, &empty);
        assert_eq!(plan.counts().new, sample::SERVICES, "{:?}", plan.problems.first());
        for (row, known) in plan.rows.iter().zip(whole.services()) {
            let Outcome::New(wanted) = &row.outcome else { panic!("row {} is not new", row.number) };
            assert_eq!(wanted.code.as_deref(), Some(known.service.code.as_str()));
            assert_eq!(wanted.standard, known.newest.content);
            assert_eq!(wanted.details, super::plan::details_of(&known.service));
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    "[=+@\\-'|;,\"\\\\ a-zA-Z0-9éü.:()\u{a0}/_x]{0,30}"
}

fn line() -> impl Strategy<Value = Line> {
    text().prop_filter_map("no line", |text| Line::parse(&text).ok())
}

fn prose() -> impl Strategy<Value = Option<Prose>> {
    proptest::collection::vec(text(), 0..4).prop_map(|lines| Prose::parse(&lines.join("\n")).ok())
}

fn requirement() -> impl Strategy<Value = Requirement> {
    let document =
        proptest::option::of("[A-Z0-9]{2,12}").prop_map(|code| code.map(|code| DocumentCode::parse(&code).unwrap()));
    (line(), proptest::option::of(line()), any::<bool>(), document)
        .prop_map(|(text, note, mandatory, document)| Requirement { text, note, mandatory, document })
}

fn sum() -> impl Strategy<Value = Rupiah> {
    (0_i64..2_000_000_000).prop_map(|sum| Rupiah::new(sum).unwrap())
}

fn basis() -> impl Strategy<Value = LegalBasis> {
    (proptest::sample::select(BasisKind::ALL.to_vec()), proptest::option::of(line()))
        .prop_map(|(kind, rule)| LegalBasis { kind, rule })
}

fn fee() -> impl Strategy<Value = Option<Fee>> {
    let tier =
        (line(), sum(), proptest::option::of(line())).prop_map(|(label, amount, per)| Tier { label, amount, per });
    prop_oneof![
        Just(None),
        proptest::option::of(line()).prop_map(|basis| Some(Fee::Free { basis })),
        (sum(), basis()).prop_map(|(amount, basis)| Some(Fee::Fixed { amount, basis })),
        (proptest::collection::vec(tier, 0..4), basis()).prop_map(|(tiers, basis)| Some(Fee::Tiers { tiers, basis })),
        (prose(), basis()).prop_map(|(text, basis)| text.map(|text| Fee::Formula { text, basis })),
    ]
}

fn time() -> impl Strategy<Value = Option<ServiceTime>> {
    let unit = proptest::sample::select(TimeUnit::ALL.to_vec());
    proptest::option::of(
        (1_u16.., unit, proptest::option::of(line()))
            .prop_map(|(amount, unit, note)| ServiceTime { note, ..ServiceTime::of(amount, unit).unwrap() }),
    )
}

fn decree() -> impl Strategy<Value = Option<Decree>> {
    let begun = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap();
    let days = move |days: u16| begun + chrono::Days::new(days.into());
    proptest::option::of(
        (line(), 0_u16..10_000, 0_u16..900)
            .prop_map(move |(number, signed, later)| Decree::new(number, days(signed), days(signed + later)).unwrap()),
    )
}

fn content() -> impl Strategy<Value = Standard> {
    let lists = (
        proptest::collection::vec(requirement(), 0..4),
        proptest::collection::vec(line(), 0..4),
        proptest::collection::vec(line(), 0..3),
    );
    let texts = (prose(), prose(), prose(), prose(), prose(), prose(), prose(), prose());
    let rest = (
        proptest::option::of(line()),
        proptest::option::of(1_u16..),
        proptest::sample::select(vec![Provenance::Own, Provenance::Starter, Provenance::Copied, Provenance::Sample]),
    );
    (lists, time(), fee(), texts, decree(), rest).prop_map(
        |((requirements, procedure, legal_basis), time, fee, texts, decree, (product, staff_count, provenance))| {
            Standard {
                requirements,
                procedure,
                time,
                fee,
                payment: texts.0,
                product,
                complaints: texts.7.map_or(Complaints::Region, |text| Complaints::Own { text }),
                legal_basis,
                facilities: texts.1,
                competence: texts.2,
                supervision: texts.3,
                staff_count,
                guarantee: texts.4,
                safety: texts.5,
                evaluation: texts.6,
                decree,
                provenance,
            }
        },
    )
}

fn connection() -> impl Strategy<Value = ConnectionLevel> {
    prop_oneof![
        Just(ConnectionLevel::Information),
        Just(ConnectionLevel::Connected),
        Just(ConnectionLevel::Native),
        Just(ConnectionLevel::Link { url: LinkUrl::parse("https://oss.go.id/a?b=1").unwrap() }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn whatever_a_service_holds_goes_out_and_comes_back(
        content in content(),
        name in line(),
        note in prose(),
        system in proptest::option::of(line()),
        channels in proptest::collection::btree_set(proptest::sample::select(Channel::ALL.to_vec()), 0..4),
        connection in connection(),
    ) {
        let of = Of { id: 7, code: "KES-007", name: name.as_str(), agency: KES, category: HEALTH };
        let mut own = known(&of, content);
        own.service.note = note.map(String::from);
        own.service.system = system.map(String::from);
        own.service.channels = channels.into_iter().collect::<Channels>();
        own.service.connection = connection;
        let ledger = ledger(vec![own]);
        for file in files(&table(ledger.services(), &ledger)) {
            let plan = planned(&file, &ledger);
            prop_assert_eq!(&plan.problems, &vec![]);
            prop_assert_eq!(&plan.rows[0].outcome, &Outcome::Same);
        }
    }
}

fn sheet(rows: &[&[&str]]) -> Sheet {
    let row =
        |(number, cells): (u32, &&[&str])| Row { number, cells: cells.iter().map(|text| Cell::text(*text)).collect() };
    Sheet { name: String::new(), rows: (1..).zip(rows).map(row).collect() }
}

fn of_sheet(sheet: &Sheet, ledger: &Ledger) -> Plan {
    plan(sheet, &find(sheet).expect("headings"), ledger)
}

fn said(plan: &Plan) -> Vec<(u32, Option<Field>, &str, &str)> {
    plan.problems.iter().map(|p| (p.row, p.field, p.what.as_str(), p.remedy.as_str())).collect()
}

#[test]
fn every_error_is_told_by_row_and_column_with_its_remedy() {
    let birth = Of { id: 5, code: "DKP-001", name: "Akta kelahiran", agency: DKP, category: PEOPLE };
    let ledger = ledger(vec![known(&birth, Standard::default())]);
    let sheet = sheet(&[
        &["Kode", "Nama layanan", "Instansi", "Kategori", "Waktu", "Biaya"],
        &["", "KTP baru", "Disdukcpail", "Kependudukan", "1-2 minggu", "25 ribu"],
        &["DKP-001", "Akta kelahiran", "Disdukcapil", "Kependudukan", "1x24 jam", "tidak dipungut biaya"],
        &["DKP-001", "Akta lain", "Disdukcapil", "Kependudukan", "3 hari kerja", "gratis"],
        &["", "", "", "", "", ""],
        &["", "Akta kelahiran", "Disdukcapil", "Kependudukan", "", "10000"],
        &["", "Pindah datang", "Disdukcapil", "Kependudukan", "", "10000"],
    ]);
    let plan = of_sheet(&sheet, &ledger);
    let counts = plan.counts();
    assert_eq!((counts.new, counts.changed, counts.wrong), (0, 1, 4));
    let said = said(&plan);
    let expected = [
        (2, Some(Field::Agency), "Instansi tidak dikenal", "Mungkin maksudnya: Disdukcapil"),
        (2, Some(Field::Time), "Waktu harus satu angka dan satuan", "Tulis 10 hari kerja"),
        (2, Some(Field::Fee), "Bukan angka rupiah", "Tulis 25000, atau gratis"),
        (4, Some(Field::Code), "Sama dengan baris 3", "Beri kode lain, atau hapus salah satu"),
    ];
    for line in expected {
        assert!(said.contains(&line), "{line:?} in {said:#?}");
    }
    assert!(said.iter().any(|(row, _, what, _)| *row == 7 && what.contains("79A")), "{said:#?}");
    let Outcome::Change { wanted, .. } = &plan.rows[1].outcome else { panic!("row 3 changes") };
    assert_eq!(wanted.standard.time, ServiceTime::of(1, TimeUnit::ClockDays));
    assert_eq!(wanted.standard.fee, Some(Fee::Free { basis: None }));
}

#[test]
fn what_no_column_holds_stays_as_it_is() {
    let content = Standard { product: Some(Line::parse("Kutipan").unwrap()), ..Standard::default() };
    let of = Of { id: 5, code: "KES-001", name: "Uji air", agency: KES, category: HEALTH };
    let ledger = ledger(vec![known(&of, content)]);
    let plan = of_sheet(&sheet(&[&["Kode", "Biaya"], &["KES-001", "25.000"]]), &ledger);
    let Outcome::Change { wanted, .. } = &plan.rows[0].outcome else { panic!("{:?}", plan.problems) };
    assert_eq!(wanted.standard.product.as_ref().map(Line::as_str), Some("Kutipan"));
    assert_eq!(wanted.details.name.as_str(), "Uji air");
    assert!(said(&plan).iter().any(|(.., what, _)| what.contains("Retribusi daerah")));
}

#[test]
fn merged_cells_and_counted_columns_of_offices_are_understood() {
    let ledger = ledger(vec![]);
    let sheet = sheet(&[
        &["DAFTAR LAYANAN"],
        &["No", "OPD", "Jenis Layanan", "Urusan", "Syarat"],
        &["1", "2", "3", "4", "5"],
        &["1", "Dinkes", "Uji air", "Kesehatan", "1. KTP\n2. Sampel air"],
        &["2", "", "Uji makanan", "", "KTP; sampel"],
    ]);
    let plan = of_sheet(&sheet, &ledger);
    assert_eq!(plan.counts().new, 2, "{:#?}", plan.problems);
    let Outcome::New(wanted) = &plan.rows[1].outcome else { panic!("new") };
    assert_eq!((wanted.details.agency, wanted.details.category), (KES, HEALTH));
    assert_eq!(wanted.standard.requirements.len(), 2);
    assert!(said(&plan).iter().any(|(row, field, ..)| *row == 5 && *field == Some(Field::Agency)));
}

#[test]
fn an_editor_of_one_agency_writes_into_it_only() {
    let of = Of { id: 5, code: "DKP-001", name: "Akta", agency: DKP, category: PEOPLE };
    let whole = ledger(vec![known(&of, Standard::default())]);
    let own = Ledger::new(
        whole.agencies().cloned().collect(),
        whole.categories().to_vec(),
        whole.services().to_vec(),
        Some(BTreeSet::from([KES])),
        today(),
    );
    let sheet = sheet(&[
        &["Kode", "Nama layanan", "Instansi", "Kategori"],
        &["DKP-001", "Akta baru", "Disdukcapil", "Kependudukan"],
        &["DKP-001", "Akta baru", "Dinkes", "Kesehatan"],
        &["", "Uji air", "", "Kesehatan"],
    ]);
    let plan = of_sheet(&sheet, &own);
    assert_eq!((plan.counts().wrong, plan.counts().new), (2, 1), "{:#?}", plan.problems);
    assert!(said(&plan).iter().filter(|(.., what, _)| *what == "Di luar instansi Anda").count() >= 1);
}

#[test]
fn a_formula_is_refused_and_its_row_can_be_downloaded() {
    let ledger = ledger(vec![]);
    let mut sheet =
        sheet(&[&["Nama layanan", "Instansi", "Kategori", "Biaya"], &["Uji air", "Dinkes", "Kesehatan", ""]]);
    sheet.rows[1].cells[3] = Cell::Formula("=B12*2".into());
    let layout = find(&sheet).unwrap();
    let plan = plan(&sheet, &layout, &ledger);
    assert_eq!(said(&plan), [(2, Some(Field::Fee), "Sel berisi rumus", "Tulis hasilnya, bukan rumusnya")]);
    let table = faulty(&sheet, &layout, &plan);
    assert_eq!(table.columns.last().unwrap().title, REMARK);
    assert!(table.rows[0].cell(4).shown().contains("Biaya: Sel berisi rumus"));
}

#[test]
fn the_template_has_every_column_and_no_service() {
    let ledger = sample_ledger();
    let bytes = balai_sheets::xlsx(&template(&ledger), now().naive_utc()).unwrap();
    let book = read(&bytes, None, &Limits::default()).unwrap();
    assert_eq!(book.names, ["Layanan", "Petunjuk", "Pilihan"]);
    let layout = find(&book.sheet).unwrap();
    assert_eq!(layout.fields, Field::ALL.map(Some));
    assert!(plan(&book.sheet, &layout, &ledger).rows.is_empty());
}
