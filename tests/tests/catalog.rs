//! A region's catalogue on both engines: adopting, writing, publishing, finding, and the search over all regions.

#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it expects")]

use balai_catalog::editor::{Adopt, Choice, Editor};
use balai_catalog::events::{ServicePublished, ServiceWithdrawn};
use balai_catalog::queries::{self, DeskFilter, Found, Page, Shelf, Tab};
use balai_catalog::rows::standard::VersionState;
use balai_catalog::rows::{service, standard};
use balai_catalog::standard::BasisKind;
use balai_catalog::{
    AgencyDetails, AgencyKind, CategoryDetails, Channel, ConnectionLevel, Decree, EditError, Entry, Fee, LegalBasis,
    Lifecycle, Line, Refusal, Requirement, Rule, Searcher, ServiceDetails, ServiceTime, Subject, Templates, TimeUnit,
    national, sample,
};
use balai_kernel::{Act, RegionCode, Rupiah};
use balai_storage::{Event, Read, Tenant, TenantDb};
use balai_testkit::{BENGKULU_TENGAH, Kind, SRAGEN, TestStore};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rstest::rstest;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).expect("a moment")
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn act(minutes: i64) -> Act {
    Act::system("test", now() + TimeDelta::minutes(minutes))
}

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

/// Runs some work of an editor in one transaction and commits it.
macro_rules! edit {
    ($db:expr, $minute:expr, |$editor:ident| $work:expr) => {{
        let write = $db.write().await.unwrap();
        let act = act($minute);
        let $editor = Editor::new(&write, &act, today());
        let result = $work.await;
        if result.is_ok() {
            write.commit().await.unwrap();
        }
        result
    }};
}

fn agency(name: &str, short: &str) -> AgencyDetails {
    AgencyDetails {
        name: line(name),
        short_name: line(short),
        kind: AgencyKind::Regional,
        parent: None,
        address: None,
        hours: None,
        phone: None,
        email: None,
        website: None,
    }
}

fn category(name: &str, subject: Subject) -> CategoryDetails {
    CategoryDetails { name: line(name), subject, position: 1 }
}

fn details(name: &str, agency: Uuid, category: Uuid) -> ServiceDetails {
    ServiceDetails {
        name: line(name),
        agency,
        category,
        note: None,
        system: None,
        channels: [Channel::Hall].into_iter().collect(),
        connection: ConnectionLevel::Information,
    }
}

/// An agency, a category and a draft service in a region.
async fn begin(db: &TenantDb, name: &str, subject: Subject) -> service::Model {
    let agency = edit!(db, 0, |editor| editor.create_agency(agency("Dinas Contoh", "Discon"))).unwrap();
    let category = edit!(db, 0, |editor| editor.create_category(category("Contoh", subject))).unwrap();
    edit!(db, 0, |editor| editor.create_service(details(name, agency.id, category.id))).unwrap()
}

/// Writes the six public components and the decree.
async fn complete(db: &TenantDb, id: Uuid, mut seen: i32) -> standard::Model {
    let entries = [
        Entry::Requirements(vec![Requirement { text: line("KTP-el"), note: None, mandatory: true, document: None }]),
        Entry::Procedure(vec![line("Ambil antrean")]),
        Entry::Time(ServiceTime::of(2, TimeUnit::WorkingDays)),
        Entry::Fee(Some(Fee::Free { basis: None }), None),
        Entry::Product(Some(line("Surat keterangan"))),
    ];
    for entry in entries {
        seen = edit!(db, 1, |editor| editor.save_entry(id, seen, entry)).unwrap().revision;
    }
    let decree = Decree::new(line("065/7/2026"), today(), today()).unwrap();
    edit!(db, 1, |editor| editor.save_decree(id, seen, Some(decree))).unwrap()
}

async fn events(db: &TenantDb, topic: &str) -> Vec<balai_storage::outbox::Pending> {
    let write = db.write().await.unwrap();
    write.take_events(&[topic], now() + TimeDelta::days(1), 1_000).await.unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_sample_is_adopted_whole_and_only_once(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let sample = sample::generate(sample::SEED);
    let adopted = edit!(db, 0, |editor| editor.adopt(&sample, Choice::All, Adopt::Published)).unwrap();
    assert_eq!((adopted.agencies, adopted.published, adopted.drafts), (40, 1_418, 0));
    let again = edit!(db, 1, |editor| editor.adopt(&sample, Choice::All, Adopt::Published)).unwrap();
    assert_eq!((again.agencies, again.published, again.known), (0, 0, 1_418));

    let read = db.read().await.unwrap();
    let counts = queries::public_counts(&read).await.unwrap();
    assert_eq!(counts.total, 1_418);
    assert_eq!(counts.by_agency.len(), 40);
    assert_eq!(queries::revision(&read).await.unwrap().number, 1);
    assert_eq!(read.verify_audit().await.unwrap(), Ok(1));
    drop(read);
    assert_eq!(events(&db, ServicePublished::TOPIC).await.len(), 15);
    let elsewhere = kit.tenant(BENGKULU_TENGAH).read().await.unwrap();
    assert_eq!(queries::public_counts(&elsewhere).await.unwrap().total, 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn starter_services_are_adopted_one_by_one_as_drafts(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let starter = Templates::starter();
    let keys = [balai_kernel::Slug::parse("polres-skck-baru").unwrap()].into();
    let adopted = edit!(db, 0, |editor| editor.adopt(starter, Choice::These(&keys), Adopt::AsDrafts)).unwrap();
    assert_eq!((adopted.agencies, adopted.categories, adopted.drafts), (1, 1, 1));
    let all = edit!(db, 1, |editor| editor.adopt(starter, Choice::All, Adopt::Published)).unwrap();
    assert_eq!((all.agencies, all.drafts, all.published, all.known), (35, 97, 0, 1));
    let read = db.read().await.unwrap();
    let skck = queries::find_service(&read, "skck-baru").await.unwrap().unwrap();
    assert_eq!((skck.code.as_str(), skck.score, skck.blocking), ("POL-001", 7, 1));
    assert_eq!(queries::public_counts(&read).await.unwrap().total, 0);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn every_public_service_is_reached_by_paging_and_none_twice(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let starter = sample::starter(1);
    edit!(db, 0, |editor| editor.adopt(&starter, Choice::All, Adopt::Published)).unwrap();
    let read = db.read().await.unwrap();
    let (mut seen, mut page) = (Vec::new(), Page::first(20));
    loop {
        let part = queries::public_services(&read, Shelf::default(), page).await.unwrap();
        seen.extend(part.items.into_iter().map(|row| row.id));
        match part.next {
            Some(after) => page.after = Some(after),
            None => break,
        }
    }
    assert_eq!(seen.len(), 98);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 98);
    let unknown = Page { limit: 20, after: Some(Uuid::from_u128(7)) };
    let part = queries::public_services(&read, Shelf::default(), unknown).await.unwrap();
    assert!(part.items.is_empty() && part.next.is_none());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn search_finds_every_word_and_puts_names_first(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let starter = sample::starter(1);
    edit!(db, 0, |editor| editor.adopt(&starter, Choice::All, Adopt::Published)).unwrap();
    let read = db.read().await.unwrap();
    let found = async |typed: &str| names(&read, typed).await;
    assert_eq!(found("paspor baru").await[0], "Paspor baru");
    assert_eq!(found("cara buat AKTE lahir").await[0], "Kutipan akta kelahiran");
    assert_eq!(found("akte kelahiran").await[0], "Kutipan akta kelahiran");
    assert!(found("imigrasi").await.iter().any(|name| name.starts_with("Paspor")));
    assert_eq!(found("'; DROP TABLE services; --").await, Vec::<String>::new());
    let all = found("surat").await;
    let first = queries::page_of(all.clone(), Page::first(5), |name| id_of(name));
    let second = queries::page_of(all, Page { limit: 5, after: first.next }, |name| id_of(name));
    assert_eq!((first.items.len(), second.items.len()), (5, 5));
    assert!(first.items.iter().all(|one| second.items.iter().all(|other| one != other)));
}

/// The names that a search of the first region finds, in their order.
async fn names(read: &Read<Tenant>, typed: &str) -> Vec<String> {
    let searcher = Searcher::new(1_000_000);
    let answer = searcher.search(read, SRAGEN.parse().unwrap(), typed, false).await.unwrap();
    let ids: Vec<Uuid> = answer.found.iter().map(|found| found.id).collect();
    queries::services(read, &ids).await.unwrap().into_iter().map(|row| row.name).collect()
}

/// Something to page by that follows from the name.
fn id_of(name: &str) -> Uuid {
    Uuid::from_u128(name.bytes().fold(7_u128, |id, byte| id.wrapping_mul(31) + u128::from(byte)))
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_service_is_written_published_changed_and_taken_back(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Surat keterangan domisili", Subject::General).await;
    let refused = edit!(db, 1, |editor| editor.publish(service.id));
    let Err(EditError::NotPublishable(findings)) = refused else { panic!("{refused:?}") };
    assert_eq!(findings.len(), 6);
    complete(&db, service.id, 1).await;
    let published = edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    assert_eq!((published.published_version, published.draft_version), (Some(1), None));
    let again = edit!(db, 3, |editor| editor.publish(service.id)).unwrap();
    assert_eq!(again, published);

    let longer = Entry::Time(ServiceTime::of(5, TimeUnit::WorkingDays));
    let draft = edit!(db, 4, |editor| editor.save_entry(service.id, 0, longer)).unwrap();
    assert_eq!((draft.version, draft.revision), (2, 2));
    let shown = shown(&db, &service.slug).await;
    assert_eq!(shown.standard.content.time, ServiceTime::of(2, TimeUnit::WorkingDays));
    assert_eq!(shown.service.glance.time, ServiceTime::of(2, TimeUnit::WorkingDays));
    edit!(db, 5, |editor| editor.publish(service.id)).unwrap();
    let shown = self::shown(&db, &service.slug).await;
    assert_eq!(shown.standard.version, 2);
    assert_eq!(shown.service.lifecycle(), Lifecycle::Published { version: 2, since: act(2).at });

    let taken_back = edit!(db, 6, |editor| editor.withdraw(service.id)).unwrap();
    assert_eq!((taken_back.published_version, taken_back.draft_version), (None, Some(3)));
    let twice = edit!(db, 7, |editor| editor.withdraw(service.id));
    assert!(matches!(twice, Err(EditError::Refused(Refusal::NotPublished))));
    let read = db.read().await.unwrap();
    assert_eq!(queries::service_by_slug(&read, &service.slug).await.unwrap(), None);
    let states: Vec<_> = queries::versions(&read, service.id).await.unwrap().iter().map(|v| v.state).collect();
    assert_eq!(states, [VersionState::Draft, VersionState::Withdrawn, VersionState::Superseded]);
    drop(read);
    edit!(db, 8, |editor| editor.publish(service.id)).unwrap();
    assert_eq!(self::shown(&db, &service.slug).await.standard.version, 3);
    assert_eq!(events(&db, ServicePublished::TOPIC).await.len(), 3);
    assert_eq!(events(&db, ServiceWithdrawn::TOPIC).await.len(), 1);
}

async fn shown(db: &TenantDb, slug: &str) -> queries::ServicePage {
    let read = db.read().await.unwrap();
    match queries::service_by_slug(&read, slug).await.unwrap() {
        Some(Found::Here(page)) => page,
        other => panic!("{slug}: {other:?}"),
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_saves_over_somebody_elses_draft_is_told(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Surat keterangan usaha", Subject::General).await;
    let product = |text: &str| Entry::Product(Some(line(text)));
    edit!(db, 1, |editor| editor.save_entry(service.id, 1, product("Surat"))).unwrap();
    let late = edit!(db, 2, |editor| editor.save_entry(service.id, 1, product("Kartu")));
    assert!(matches!(late, Err(EditError::Changed)));
    let only = edit!(db, 3, |editor| editor.discard_draft(service.id));
    assert!(matches!(only, Err(EditError::OnlyDraft)));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_discarded_draft_leaves_what_is_published(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Surat keterangan usaha", Subject::General).await;
    complete(&db, service.id, 1).await;
    let published = edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    edit!(db, 3, |editor| editor.save_entry(service.id, 0, Entry::Procedure(vec![]))).unwrap();
    let after = edit!(db, 4, |editor| editor.discard_draft(service.id)).unwrap();
    assert_eq!((after.score, after.blocking, after.draft_version), (published.score, 0, None));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_published_version_is_never_edited(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Surat keterangan usaha", Subject::General).await;
    complete(&db, service.id, 1).await;
    edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    let before = shown(&db, &service.slug).await.standard;
    edit!(db, 3, |editor| editor.save_entry(service.id, 0, Entry::Product(Some(line("Lain"))))).unwrap();
    let home = details("Surat keterangan usaha mikro", service.agency_id, service.category_id);
    let renamed = edit!(db, 4, |editor| editor.edit_service(service.id, home)).unwrap();
    assert_eq!(shown(&db, &renamed.slug).await.standard, before);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn old_addresses_lead_to_the_new_ones(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Izin keramaian", Subject::General).await;
    complete(&db, service.id, 1).await;
    edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    let named = |name: &str| details(name, service.agency_id, service.category_id);
    edit!(db, 3, |editor| editor.edit_service(service.id, named("Izin hajatan"))).unwrap();
    let read = db.read().await.unwrap();
    let moved = queries::service_by_slug(&read, "izin-keramaian").await.unwrap();
    assert_eq!(moved, Some(Found::Moved("izin-hajatan".to_owned())));
    drop(read);
    let other = edit!(db, 4, |editor| editor.create_service(named("Izin keramaian"))).unwrap();
    assert_eq!(other.slug, "izin-keramaian-discon");
    let taken = edit!(db, 5, |editor| editor.create_service(named("izin  HAJATAN")));
    assert!(matches!(taken, Err(EditError::NameTaken)));
    let agency = edit!(db, 6, |editor| editor.edit_agency(service.agency_id, agency("Dinas Baru", "Disbar"))).unwrap();
    let read = db.read().await.unwrap();
    let moved = queries::agency_by_slug(&read, "dinas-contoh").await.unwrap();
    assert_eq!(moved, Some(Found::Moved(agency.slug)));
    assert_eq!(names(&read, "disbar").await.len(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_population_document_with_a_fee_is_held(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Penggantian KTP-el", Subject::PopulationDocuments).await;
    let draft = complete(&db, service.id, 1).await;
    let basis = LegalBasis::new(BasisKind::Levy, line("Perda 1/2024"));
    let fee = Entry::Fee(Some(Fee::Fixed { amount: Rupiah::new(25_000).unwrap(), basis }), None);
    edit!(db, 2, |editor| editor.save_entry(service.id, draft.revision, fee)).unwrap();
    let refused = edit!(db, 3, |editor| editor.publish(service.id));
    let Err(EditError::NotPublishable(findings)) = refused else { panic!("{refused:?}") };
    assert_eq!(findings[0].rule, Rule::PopulationFee);
    let read = db.read().await.unwrap();
    let held = DeskFilter { tab: Tab::Held, ..DeskFilter::default() };
    let list = queries::desk_services(&read, &held, Page::first(10)).await.unwrap();
    assert_eq!(list.items.len(), 1);
    let counts = queries::tab_counts(&read, &DeskFilter::default()).await.unwrap();
    assert_eq!((counts.all, counts.draft, counts.held, counts.published), (1, 1, 1, 0));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_national_search_follows_the_regions_and_ignores_repeats(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let sragen: RegionCode = SRAGEN.parse().unwrap();
    let service = begin(&db, "Surat keterangan usaha", Subject::General).await;
    complete(&db, service.id, 1).await;
    edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    edit!(db, 3, |editor| editor.withdraw(service.id)).unwrap();
    let published: ServicePublished = events(&db, ServicePublished::TOPIC).await[0].read().unwrap();
    let withdrawn: ServiceWithdrawn = events(&db, ServiceWithdrawn::TOPIC).await[0].read().unwrap();
    let searcher = Searcher::new(1_000_000);
    let found = async || {
        let read = kit.control().read().await.unwrap();
        let answer = searcher.everywhere(&read, "keterangan usaha", false).await.unwrap();
        national::hits(&read, &answer.found, Page::first(10)).await.unwrap().items
    };

    let write = kit.control().write().await.unwrap();
    for _ in 0..2 {
        national::apply_published(&write, sragen, now(), &published).await.unwrap();
    }
    write.commit().await.unwrap();
    let rows = found().await;
    assert_eq!((rows.len(), rows[0].row.region_code.as_str()), (1, SRAGEN));

    let write = kit.control().write().await.unwrap();
    national::set_region_open(&write, sragen, false).await.unwrap();
    write.commit().await.unwrap();
    assert!(found().await.is_empty());

    let write = kit.control().write().await.unwrap();
    national::set_region_open(&write, sragen, true).await.unwrap();
    national::apply_withdrawn(&write, sragen, now(), &withdrawn).await.unwrap();
    national::apply_published(&write, sragen, now(), &published).await.unwrap();
    write.commit().await.unwrap();
    assert!(found().await.is_empty(), "old news brought a withdrawn service back");

    let other: RegionCode = BENGKULU_TENGAH.parse().unwrap();
    let write = kit.control().write().await.unwrap();
    national::apply_withdrawn(&write, other, now(), &withdrawn).await.unwrap();
    national::apply_published(&write, other, now(), &published).await.unwrap();
    write.commit().await.unwrap();
    assert!(found().await.is_empty(), "news out of order brought a withdrawn service back");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn every_change_is_in_the_audit_trail_and_moves_the_revision(#[case] kind: Kind) {
    let kit = TestStore::fresh(kind).await;
    let db = kit.tenant(SRAGEN);
    let service = begin(&db, "Surat keterangan usaha", Subject::General).await;
    complete(&db, service.id, 1).await;
    edit!(db, 2, |editor| editor.publish(service.id)).unwrap();
    edit!(db, 3, |editor| editor.withdraw(service.id)).unwrap();
    edit!(db, 4, |editor| editor.archive(service.id)).unwrap();
    edit!(db, 5, |editor| editor.restore(service.id)).unwrap();
    let read = db.read().await.unwrap();
    let trail: Vec<String> = read.audit_trail(5).await.unwrap().into_iter().map(|link| link.action).collect();
    assert_eq!(
        trail,
        ["service.restored", "service.archived", "service.withdrawn", "service.published", "standard.saved"]
    );
    assert_eq!(queries::revision(&read).await.unwrap().number, 13);
    assert_eq!(read.verify_audit().await.unwrap(), Ok(13));
    let archived = service::Entity::find().filter(service::Column::State.eq(service::StateWord::Archived));
    assert_eq!(read.count(archived).await.unwrap(), 0);
}
