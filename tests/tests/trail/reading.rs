//! The list, one entry, the files, and who reads them.

use balai_rbac::Role;
use balai_storage::audit::{LOOKED_AT, Trail};
use balai_testkit::{Kind, SRAGEN as CODE};
use balai_tests::{Answer, Browser, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::people::{OTHER, SRAGEN, Somebody, hidden};
use crate::sign_up;

const TRAIL: &str = "/kelola/jejak";
const HALL: &str = "/kelola/balai/identitas";

async fn save_hall(browser: &Browser, address: &str) {
    let page = browser.get(SRAGEN, HALL).await;
    let seen = hidden(&page, "semula");
    let fields = [("semula", seen.as_str()), ("nama", "MPP Sragen"), ("alamat", address)];
    let saved = browser.post(SRAGEN, HALL, &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

/// The address of the first entry with these words.
fn entry(page: &Answer, words: &str) -> String {
    let before = page.text().split(&format!("\">{words}</a>")).next().expect("a list");
    balai_tests::unescaped(before.rsplit("href=\"").next().expect("a link"))
}

async fn count(site: &Site, action: &str) -> usize {
    let read = site.kit.tenant(CODE).read().await.expect("rows");
    let trail = Trail { action: Some(action.to_owned()), ..Trail::default() };
    read.trail(&trail, None, 1_000).await.expect("links").len()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_done_is_found_by_person_kind_deed_and_day(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, SRAGEN).await;
    save_hall(&desk, "Jalan Raya 255").await;
    site.clock.advance(TimeDelta::minutes(5));
    save_hall(&desk, "Jalan Raya Sukowati 255").await;
    let list = desk.get(SRAGEN, TRAIL).await;
    assert_eq!(list.status, 200, "{}", list.text());
    for words in
        ["Mengubah balai", "Siti Aminah", "pemilik@sragenkab.go.id", "pukul 09.0", "WIB", "Membaca jejak audit"]
    {
        assert!(list.says(words), "{words}: {}", list.text());
    }
    let mine = format!("siapa=account:{}", owner.id);
    for (filter, found) in [
        (mine.as_str(), true),
        ("siapa=system:uji", false),
        ("jenis=hall", true),
        ("jenis=agency", false),
        ("tindakan=hall.saved", true),
        ("tindakan=agency.edited", false),
        ("dari=2026-11-23&sampai=2026-11-23", true),
        ("dari=2026-11-24", false),
        ("sampai=22-11-2026", false),
    ] {
        let page = desk.get(SRAGEN, &format!("{TRAIL}?{filter}")).await;
        assert_eq!(page.says("\">Mengubah balai</a>"), found, "{filter}: {}", page.text());
    }
    let wrong = desk.get(SRAGEN, &format!("{TRAIL}?dari=kemarin&jenis=hall")).await;
    assert!(wrong.status == 422 && wrong.says("Tulis tanggal seperti 23-11-2026.") && wrong.says("value=\"kemarin\""));
    let turned = desk.get(SRAGEN, &format!("{TRAIL}?dari=2026-11-24&sampai=2026-11-23")).await;
    assert!(turned.status == 422 && turned.says("Hari terakhir tidak boleh sebelum hari pertama."));

    let page = desk.get(SRAGEN, &entry(&list, "Mengubah balai")).await;
    for words in ["Sebelum", "Sesudah", "<ins>Sukowati</ins>", "Halaman web", "127.0.0.1", "Nomor permintaan"] {
        assert!(page.says(words), "{words}: {}", page.text());
    }
    assert_eq!(desk.get(SRAGEN, &format!("{TRAIL}/999999")).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn readings_are_in_the_trail_themselves_and_do_not_flood_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let desk = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    save_hall(&desk, "Jalan Raya 255").await;
    for _ in 0..60 {
        let write = site.kit.tenant(CODE).write().await.expect("rows");
        let mark = balai_storage::Audit { action: "view.saved", kind: "view", ..Default::default() };
        write.audit(&site.act(), mark).await.expect("a link");
        write.commit().await.expect("committed");
    }
    let list = desk.get(SRAGEN, TRAIL).await;
    let next = list.text().split("rel=\"next\"").next().and_then(|text| text.rsplit("href=\"").next());
    let next = balai_tests::unescaped(next.and_then(|rest| rest.split('"').next()).expect("a next page"));
    let older = desk.get(SRAGEN, &next).await;
    assert!(older.says("Mengubah balai") && !list.says("\">Mengubah balai</a>"), "{}", older.text());
    assert_eq!(count(&site, "trail.read").await, 1, "who turns the page reads on");
    desk.get(SRAGEN, &format!("{TRAIL}?jenis=hall")).await;
    assert_eq!(count(&site, "trail.read").await, 2, "another filter is another reading");
    site.clock.advance(TimeDelta::minutes(14));
    desk.get(SRAGEN, "/kelola").await;
    site.clock.advance(TimeDelta::minutes(2));
    desk.get(SRAGEN, TRAIL).await;
    assert_eq!(count(&site, "trail.read").await, 3, "later it is another one");
    let address = entry(&older, "Mengubah balai");
    for _ in 0..2 {
        assert_eq!(desk.get(SRAGEN, &address).await.status, 200);
    }
    assert_eq!(count(&site, "trail.entry_read").await, 1);

    for n in 1..=2 {
        let file = desk.get(SRAGEN, &format!("{TRAIL}/ekspor.csv?jenis=hall")).await;
        assert!(file.header("content-disposition").contains("jejak-sragen-2026-11-23.csv"), "{:?}", file.headers);
        assert!(file.says("Mengubah balai") && file.says("Siti Aminah") && !file.says("Menyimpan tampilan"));
        assert_eq!(count(&site, "trail.exported").await, n, "each file that goes out");
    }
    let sheet = desk.get(SRAGEN, &format!("{TRAIL}/ekspor.xlsx")).await;
    assert!(sheet.status == 200 && sheet.body.starts_with(b"PK"));
    assert_eq!(desk.get(SRAGEN, &format!("{TRAIL}/ekspor.json")).await.status, 404);
    let read = site.kit.tenant(CODE).read().await.expect("rows");
    assert!(read.verify_audit().await.expect("rows").is_ok());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_reads_of_its_own_people_and_of_nobody_elses(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let desk = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let theirs = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    let invite = [("surel", "rahasia@bengkulutengahkab.go.id"), ("peran", "catalogue_editor"), ("bagian", "")];
    assert_eq!(theirs.post(OTHER, "/kelola/pegawai/undang", &invite).await.status, 303);
    let list = theirs.get(OTHER, &format!("{TRAIL}?buku=pegawai")).await;
    let address = entry(&list, "Mengirim undangan");
    let page = theirs.get(OTHER, &address).await;
    assert!(page.says("Peran: Penyunting katalog") && page.says("Seluruh daerah 17.09"), "{}", page.text());

    let own = desk.get(SRAGEN, &format!("{TRAIL}?buku=pegawai")).await;
    assert!(own.says("Memberi peran") && !own.says("Mengirim undangan</a>"), "{}", own.text());
    assert_eq!(desk.get(SRAGEN, &address).await.status, 404);
    let file = desk.get(SRAGEN, &format!("{TRAIL}/ekspor.csv?buku=pegawai")).await;
    assert!(file.says("33.14") && !file.says("17.09"), "{}", file.text());

    let editor = Somebody::with(&site, "penyunting@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let browser = site.browser();
    let (_, refused) = editor.arrive(&site, &browser, SRAGEN, TRAIL).await;
    assert_eq!(refused.status, 403);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_person_page_says_who_looked_at_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let editor = Somebody::with(&site, "penyunting@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let desk = owner.at(&site, SRAGEN).await;
    let person = format!("/kelola/pegawai/{}", editor.id);
    assert!(!desk.get(SRAGEN, &person).await.says("Dilihat oleh"), "nobody before");
    let again = desk.get(SRAGEN, &person).await;
    assert!(again.says("Dilihat oleh Siti Aminah (23 November 2026"), "{}", again.text());
    assert_eq!(count(&site, LOOKED_AT).await, 1, "twice within minutes is one look");
    desk.get(SRAGEN, &format!("/kelola/pegawai/{}", owner.id)).await;
    assert_eq!(count(&site, LOOKED_AT).await, 1, "one's own page is no look");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_ministry_reads_the_trail_of_the_platform_and_sees_who_read_an_application(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    sign_up::applied(&site, "33.15", sign_up::EMAIL).await;
    let verifier = sign_up::officer(&site, "ratna@kementerian.go.id", "Ratna Dewi", Role::MinistryVerifier).await;
    let admin = sign_up::officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    let page = sign_up::first_application(&verifier.get(NATIONAL, "/").await);
    assert!(!verifier.get(NATIONAL, &page).await.says("Dilihat oleh"));
    assert_eq!(verifier.get(NATIONAL, &format!("{page}/surat.pdf")).await.status, 200);
    let seen = admin.get(NATIONAL, &page).await;
    assert!(seen.says("Dilihat oleh Ratna Dewi ("), "{}", seen.text());
    assert_eq!(verifier.get(NATIONAL, "/jejak").await.status, 403, "a verifier does not read the trail");
    let list = admin.get(NATIONAL, "/jejak").await;
    for words in
        ["Melihat data pribadi", "Surat kepala daerah", "Mengirim pendaftaran daerah", "Pemohon pendaftaran BLI-"]
    {
        assert!(list.says(words), "{words}: {}", list.text());
    }
    let file = admin.get(NATIONAL, "/jejak/ekspor.csv?tindakan=record.viewed").await;
    assert!(file.says("Ratna Dewi") && file.says("ratna@kementerian.go.id"), "{}", file.text());
}
