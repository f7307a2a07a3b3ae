use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use balai_rbac::Role;
use balai_tenancy::life::{self, Deed, Grounds};
use balai_tenancy::onboarding::Ties;
use balai_tenancy::tenants;
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{Browser, NATIONAL, ROOT, Site};
use rstest::rstest;

use crate::ministry::{deliver, files, officer};
use crate::people::{DESK, Somebody};

pub const WHY: &str = "Perjanjian pengolahan data belum diperpanjang.";
const PAGES: [&str; 6] = ["/", "/layanan", "/instansi", "/cari?q=akta", "/?bahasa=en", "/api/v1/services"];

/// Readers who ask for a page again and again. Each page counts only when it was asked for after the flag was raised.
struct Readers {
    closed: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    late: Arc<AtomicUsize>,
    all: Vec<tokio::task::JoinHandle<usize>>,
}

impl Readers {
    fn of(browser: impl Fn() -> Browser, how_many: usize) -> Self {
        let (closed, stop, late) = (Arc::default(), Arc::default(), Arc::default());
        let readers = Self { closed, stop, late, all: Vec::new() };
        let all = (0..how_many).map(|at| {
            let (browser, path) = (browser(), PAGES[at % PAGES.len()]);
            let (closed, stop, late) =
                (Arc::clone(&readers.closed), Arc::clone(&readers.stop), Arc::clone(&readers.late));
            tokio::spawn(async move {
                let mut read = 0;
                while !stop.load(Ordering::SeqCst) {
                    let asked_late = closed.load(Ordering::SeqCst);
                    let answer = browser.get("sragen", path).await;
                    read += usize::from(answer.status == 200);
                    late.fetch_add(usize::from(asked_late && answer.status != 503), Ordering::SeqCst);
                }
                read
            })
        });
        let all = all.collect();
        Self { all, ..readers }
    }

    /// How many pages were shown before, and how many after the hall was closed.
    async fn end(self) -> (usize, usize) {
        self.stop.store(true, Ordering::SeqCst);
        let mut read = 0;
        for reader in self.all {
            read += reader.await.expect("a reader");
        }
        (read, self.late.load(Ordering::SeqCst))
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hall_that_is_closed_shows_no_page_once_the_closing_answered(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let admin = officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    let before = site.browser().get("sragen", "/").await;
    let readers = Readers::of(|| site.browser(), 50);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let answer = admin.post(NATIONAL, "/daerah/33.14/penutupan", &[("tutup", WHY)]).await;
    readers.closed.store(true, Ordering::SeqCst);
    assert_eq!(answer.location(), "/daerah/33.14", "{}", answer.text());
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let (read, late) = readers.end().await;
    assert!(read > 20, "people read until then: {read} pages");
    assert_eq!(late, 0, "pages of a closed hall");

    let browser = site.browser();
    let told = browser.get("sragen", "/").await;
    assert!(told.status == 503 && told.says("Balai ini ditutup sementara"), "{}", told.text());
    assert!(browser.get("sragen", "/?bahasa=en").await.says("This hall is closed for now"));
    assert!(!told.says(WHY), "the reason is for the region's people");
    let machine = browser.get("sragen", "/api/v1/services").await;
    assert_eq!((machine.status, machine.header("content-type")), (503, "application/problem+json"));
    assert_eq!(browser.get("bengkulu-tengah", "/").await.status, 200, "the neighbour stays open");
    assert!(!browser.get(ROOT, "/cari?q=akta").await.says("Kabupaten Sragen"), "the national search hides it");

    let again = admin.post(NATIONAL, "/daerah/33.14/pembukaan", &[("buka", "Perjanjian sudah diperpanjang.")]).await;
    assert_eq!(again.location(), "/daerah/33.14", "{}", again.text());
    let after = browser.get("sragen", "/").await;
    assert_eq!((after.status, after.header("etag")), (200, before.header("etag")), "nothing was lost");
    assert!(browser.get(ROOT, "/cari?q=akta").await.says("Kabupaten Sragen"));
    let history = admin.get(NATIONAL, "/daerah/33.14").await;
    assert!(history.says("Ditutup sementara") && history.says("Dibuka kembali") && history.says(WHY));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_did_not_close_the_hall_shows_none_of_it_either(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let other = site.another_node().await;
    let readers = Readers::of(|| other.browser(), 20);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let write = site.kit.control().write().await.unwrap();
    let (code, grounds) = (SRAGEN.parse().unwrap(), Grounds::parse(WHY).unwrap());
    life::turn(&write, &site.act(), code, Deed::Suspend, &grounds, &Ties::default(), &[]).await.unwrap();
    write.commit().await.unwrap();
    tenants::settled().await;
    readers.closed.store(true, Ordering::SeqCst);
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    let (read, late) = readers.end().await;
    assert!(read >= 20, "people read until then: {read} pages");
    assert_eq!(late, 0, "pages of a closed hall");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn staff_of_a_closed_hall_read_why_and_its_owner_gets_a_letter(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let desk = owner.at(&site, "sragen").await;
    let admin = officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    let closed = admin.post(NATIONAL, "/daerah/33.14/penutupan", &[("tutup", WHY)]).await;
    assert_eq!(closed.status, 303, "{}", closed.text());
    let told = desk.get("sragen", DESK).await;
    assert!(told.status == 503 && told.says(WHY) && told.says("Tidak ada data yang hilang"), "{}", told.text());
    let changed = desk.post("sragen", "/kelola/balai/identitas", &[("nama", "Lain")]).await;
    assert_eq!(changed.status, 503, "work rests");
    // somebody who is not signed in can still come in and read why
    let (url, page) = owner.arrive(&site, &site.browser(), "sragen", "/kelola").await;
    assert!(url.path() == "/kelola" && page.says(WHY), "{url} {}", page.text());
    let stranger = site.browser().get("sragen", "/kelola").await;
    assert!(stranger.status == 303 && !stranger.says(WHY));

    deliver(&site, &files(&site)).await;
    let letters = site.app.letters.as_ref().unwrap();
    let lines = letters.newest(100).await.unwrap();
    let mut found = false;
    for line in lines {
        let letter = letters.get(line.event).await.unwrap().unwrap();
        found |= letter.text.contains("Balai Kabupaten Sragen ditutup sementara") || letter.text.contains(WHY);
    }
    assert!(found, "the owner was told");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_closing_needs_a_reason_a_permission_and_no_tie_to_the_region(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let admin = officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    let verifier = officer(&site, "ratna@kementerian.go.id", "Ratna Dewi", Role::MinistryVerifier).await;
    let post = |browser: Browser, text: &'static str| async move {
        browser.post(NATIONAL, "/daerah/33.14/penutupan", &[("tutup", text)]).await
    };
    let short = post(admin.clone(), "kurang").await;
    assert!(short.status == 422 && short.says("Alasan terlalu pendek") && short.says(">\nkurang<"), "{}", short.text());
    assert_eq!(post(verifier.clone(), WHY).await.status, 403);
    assert!(verifier.get(NATIONAL, "/daerah/33.14").await.says("Keputusan diambil oleh admin kementerian"));
    assert_eq!(admin.get(NATIONAL, "/daerah/33.15").await.status, 404, "a region that is not here");
    assert_eq!(admin.get(NATIONAL, "/daerah/x").await.status, 404);

    let account = site.app.identity.account_by_email(&"agus@kementerian.go.id".parse().unwrap()).await.unwrap();
    let grant = crate::people::permitted(Role::CatalogueEditor, SRAGEN);
    site.app.identity.grant(&site.act(), account.unwrap().id, &grant).await.unwrap();
    let tied = post(admin.clone(), WHY).await;
    assert!(tied.status == 422 && tied.says("Anda punya peran di daerah ini"), "{}", tied.text());
    assert_eq!(site.browser().get("sragen", "/").await.status, 200);
    let audited = site.kit.control().read().await.unwrap().audit_trail(50).await.unwrap();
    assert!(audited.iter().all(|link| link.action != "tenant.suspended"));
}
