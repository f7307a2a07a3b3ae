//! The region answers, in time or late; who asked is told.

#![expect(clippy::disallowed_types, reason = "a test looks behind the doors")]

use balai_identity::AccountSays;
use balai_rbac::{Domain, Role};
use balai_rights::breach::{self, Asked, DataKind};
use balai_rights::{Answer, NewRequest, RequestDue, Right, State, Wish};
use balai_storage::audit::Trail;
use balai_storage::{Event as _, Space};
use balai_testkit::Kind;
use balai_tests::{NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait, Query};

use crate::people::{OTHER, SRAGEN};
use crate::support::Citizen;
use crate::{DESK, MINE, NATION, at, id, led, news, told};

const WISH: &str = "Nama saya ditulis Sri Rahaya.";

async fn asks(sri: &Citizen, right: &str, place: &str) -> String {
    led(&sri.post(&format!("/data-pribadi/minta/{right}/{place}"), &[("keterangan", WISH)]).await)
}

#[rstest]
#[tokio::test]
async fn a_region_answers_its_own_requests_and_no_other(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let page = asks(&sri, "perbaikan", "33.14").await;
    told(&site).await;
    let owner = at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
    let list = owner.get(SRAGEN, DESK).await;
    assert!(list.says("PDP-2026-") && list.says("Sisa 71 jam") && list.says("Menunggu (1)"), "{}", list.text());
    let one = format!("{DESK}/{}", id(&page));
    let shown = owner.get(SRAGEN, &one).await;
    for said in ["Sri Rahayu, sri@contoh.id", WISH, "Pasal 30 ayat (1)", "Pasal 33 huruf b"] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    let asked = Asked {
        from: site.app.clock.now() - TimeDelta::hours(1),
        until: site.app.clock.now() + TimeDelta::hours(1),
        region: Some("33.14".parse().expect("a code")),
        by: None,
        ip: None,
        kind: Some(DataKind::Request),
    };
    let (db, mut seen) = (site.kit.tenant("33.14"), Vec::new());
    let region = (&db, "33.14".parse().expect("a code"));
    breach::read_region(&site.kit.control(), region, &asked, |deed| seen.push(deed)).await.expect("links");
    assert_eq!(seen.iter().map(|deed| deed.owner).collect::<Vec<_>>(), [Some(sri.id)], "who reads it is found later");
    let other = at(&site, Role::RegionOwner, "17.09", (OTHER, DESK)).await;
    assert_eq!(other.get(OTHER, &one).await.status, 404);
    assert!(other.get(OTHER, DESK).await.says("Tidak ada permintaan di sini."));

    for (fields, said) in [
        (vec![("jawaban", ""), ("kata", "Sudah kami perbaiki.")], "Pilih jawabannya."),
        (vec![("jawaban", "selesai"), ("kata", "")], "Tulis jawaban yang dibaca pemohon."),
        (vec![("jawaban", "tolak"), ("pasal", ""), ("kata", "Tidak dapat kami ubah.")], "Pilih pasal"),
        (vec![("jawaban", "tolak"), ("pasal", "41-2-a"), ("kata", "Tidak dapat kami ubah.")], "Pilih pasal"),
    ] {
        let wrong = owner.post(SRAGEN, &one, &fields).await;
        assert!(wrong.status == 422 && wrong.says(said), "{said}: {}", wrong.text());
    }
    told(&site).await;
    let proof = [("jawaban", "bukti"), ("kata", "Tunjukkan KTP asli di loket.")];
    assert_eq!(led(&owner.post(SRAGEN, &one, &proof).await), one);
    assert!(sri.get(&page).await.says("Tunjukkan KTP asli di loket."), "the clock runs on");
    assert_eq!(news(&site).await.first().map(|(short, _)| short.as_str()), Some("perlu bukti"));
    let refused = [("jawaban", "tolak"), ("pasal", "33-b"), ("kata", "Nama itu milik orang lain.")];
    assert_eq!(led(&owner.post(SRAGEN, &one, &refused).await), one);
    let over = owner.post(SRAGEN, &one, &refused).await;
    assert!(over.location().ends_with("kabar=lewat"), "a second click does no harm");
    let shown = sri.get(&page).await;
    for said in ["Ditolak", "Pasal 33 huruf b", "Nama itu milik orang lain.", "oleh Siti Aminah"] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    let letters = told(&site).await;
    assert_eq!(letters.len(), 1, "{letters:?}");
    let refused = |says: &AccountSays| match says {
        AccountSays::RightsNews { text, .. } => {
            text.contains("Kabupaten Sragen menolak") && text.contains("Pasal 33 huruf b")
        }
        _ => false,
    };
    assert!(letters.iter().any(refused), "{letters:?}");
    let trail = Trail { action: Some("rights.answered".to_owned()), ..Trail::default() };
    let links = site.kit.control().read().await.expect("rows").trail(&trail, None, 10).await.expect("links");
    assert_eq!(links.len(), 2);
    assert!(!format!("{links:?}").contains("orang lain"), "the trail holds no words of it");
}

#[rstest]
#[tokio::test]
async fn a_deadline_is_told_a_day_before_and_late_ones_reach_the_ministry(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
    let sri = Citizen::sri(&site).await;
    asks(&sri, "perbaikan", "33.14").await;
    asks(&sri, "perbaikan", "nasional").await;
    site.clock.advance(TimeDelta::hours(47));
    assert_eq!(site.app.rights.warn(&site.act()).await.expect("rows"), 0, "a day is still left");
    site.clock.advance(TimeDelta::hours(2));
    assert_eq!(site.app.rights.warn(&site.act()).await.expect("rows"), 2);
    assert_eq!(site.app.rights.warn(&site.act()).await.expect("rows"), 0, "once");
    let write = site.kit.control().write().await.expect("rows");
    let events = write.take_events(&[RequestDue::TOPIC], site.app.clock.now(), 10).await.expect("events");
    let due: Vec<RequestDue> = events.iter().map(|event| event.read().expect("it reads")).collect();
    assert_eq!(due.len(), 1, "nobody holds the ministry yet: {due:?}");
    assert_eq!(due[0].region.map(|region| region.to_string()).as_deref(), Some("33.14"));
    drop(write);

    site.clock.advance(TimeDelta::hours(25));
    let owner = at(&site, Role::RegionOwner, "33.14", (SRAGEN, DESK)).await;
    let list = owner.get(SRAGEN, DESK).await;
    assert!(list.says("Terlambat") && list.says("Lewat 2 jam"), "{}", list.text());
    let officer = at(&site, Role::MinistryAdmin, "nasional", (NATIONAL, NATION)).await;
    assert!(officer.get(NATIONAL, NATION).await.says("Terlambat di daerah (1)"));
    let late = officer.get(NATIONAL, &format!("{NATION}?rak=terlambat")).await;
    assert!(late.says("Kabupaten Sragen") && late.says("PDP-2026-"), "{}", late.text());
    let own = officer.get(NATIONAL, NATION).await;
    assert!(own.says("href=\"/permintaan-data/"), "{}", own.text());
    let sri = Citizen::signed_in(&site, sri.id, "sri@contoh.id").await;
    assert!(sri.get(MINE).await.says("Terlambat dijawab"));
    assert_eq!(
        officer.get(NATIONAL, &format!("{NATION}/{}", due[0].request)).await.status,
        404,
        "it reads no region's"
    );
}

#[rstest]
#[tokio::test]
async fn who_answers_has_looked_even_with_a_wrong_form(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let page = asks(&sri, "tarik-izin", "nasional").await;
    let officer = at(&site, Role::MinistryAdmin, "nasional", (NATIONAL, NATION)).await;
    let one = format!("{NATION}/{}", id(&page));
    let wrong = officer.post(NATIONAL, &one, &[("jawaban", ""), ("kata", "")]).await;
    assert!(wrong.status == 422 && wrong.says(WISH), "{}", wrong.text());
    assert!(!wrong.says("sudah dicabut seketika"), "no consent is the ministry's to take back: {}", wrong.text());
    let read = site.kit.control().read().await.expect("rows");
    assert_eq!(read.looks_at("rights_request", id(&page), 10).await.expect("links").len(), 1);
}

#[rstest]
#[tokio::test]
async fn one_request_ends_in_one_way(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let (rights, act) = (&site.app.rights, site.act());
    let place: Domain = "33.14".parse().expect("a place");
    for _ in 0..8 {
        let wish = Some(Wish::parse(WISH).expect("a wish"));
        let new = NewRequest { account: sri.id, place: place.clone(), right: Right::Correction, wish };
        let id = rights.ask(&act, new).await.expect("asked");
        let words = Wish::parse("Sudah kami perbaiki.").expect("words");
        let answer = rights.answer(&act, (&place, id), "Siti", Answer::Done, &words);
        let (answered, ended) = tokio::join!(answer, rights.end(&act, sri.id, id));
        assert_ne!(answered.is_ok(), ended.expect("rows"), "answered or taken back, never both");
        let request = rights.one_of(sri.id, id).await.expect("rows").expect("hers");
        assert_eq!(request.state == State::Done, request.answered.is_some(), "{request:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_request_that_does_not_read_keeps_no_other_waiting(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let broken: uuid::Uuid = id(&asks(&sri, "perbaikan", "33.14").await).parse().expect("an id");
    asks(&sri, "perbaikan", "17.09").await;
    let tx = site.kit.store.owner().expect("the owner").begin(&Space::Control).await.expect("a transaction");
    let damage = Query::update()
        .table("rights_requests")
        .value("place", "di mana-mana")
        .and_where(Expr::col("id").eq(broken))
        .to_owned();
    tx.execute(&damage).await.expect("damaged");
    tx.commit().await.expect("committed");
    site.clock.advance(TimeDelta::hours(49));
    assert_eq!(site.app.rights.warn(&site.act()).await.expect("rows"), 1, "the one behind it");
}
