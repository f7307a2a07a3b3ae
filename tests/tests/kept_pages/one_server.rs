//! One server: what was answered is seen by the next request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::time::{Duration, Instant};

use balai_catalog::queries::{self, DeskFilter, Page};
use balai_storage::Store;
use balai_storage::embedded::EmbeddedSettings;
use balai_testkit::{Kind, SRAGEN, place};
use balai_tests::{Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;

use crate::people::{Somebody, hidden};
use crate::{all_halls, behind_the_back, move_to, number, street};

const READERS: usize = 50;
const ROUNDS: u64 = 12;

/// The way to a published service at the desk, and its public page.
async fn a_service(site: &Site) -> (String, String) {
    let read = site.kit.tenant(SRAGEN).read().await.expect("rows");
    let query = balai_catalog::Query::parse("kutipan akta kelahiran");
    let filter = DeskFilter { query, ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(1)).await.expect("services");
    let service = found.items.into_iter().next().expect("a service");
    (format!("/kelola/layanan/{}", service.id), format!("/layanan/{}", service.slug))
}

/// Writes another product into the service and publishes it, through the pages that people use.
async fn publish(owner: &Browser, desk: &str, number: u64) {
    let page = owner.get("sragen", &format!("{desk}/5")).await;
    let (seen, product) = (hidden(&page, "semula"), format!("Kutipan terbitan {number}."));
    let fields = [("semula", seen.as_str()), ("produk", &product), ("simpan", "1")];
    let saved = owner.post("sragen", &format!("{desk}/5"), &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    let published = owner.post("sragen", &format!("{desk}/terbit"), &[]).await;
    assert_eq!(published.status, 303, "{}", published.text());
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_readers_never_see_an_old_page_after_the_publication_was_answered(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter(SRAGEN).await;
    let owner = Somebody::owner(&site).await.at(&site, "sragen").await;
    let (desk, page) = a_service(&site).await;
    let (answered, stop, looks) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)), Arc::default());
    let mut readers = JoinSet::new();
    for _ in 0..READERS {
        let (browser, page) = (site.browser(), page.clone());
        let (answered, stop, looks) = (Arc::clone(&answered), Arc::clone(&stop), Arc::<AtomicU64>::clone(&looks));
        readers.spawn(async move {
            while !stop.load(SeqCst) {
                let before = answered.load(SeqCst);
                let answer = browser.get("sragen", &page).await;
                if answer.status == 503 {
                    continue; // more readers than the database has places
                }
                let seen = number(&answer, "Kutipan terbitan ");
                assert!(seen >= before, "{seen} was shown after {before} had been answered");
                looks.fetch_add(1, SeqCst);
            }
        });
    }
    for round in 1..=ROUNDS {
        publish(&owner, &desk, round).await;
        answered.store(round, SeqCst);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stop.store(true, SeqCst);
    while let Some(reader) = readers.join_next().await {
        reader.expect("a reader saw an old page");
    }
    let looks = looks.load(SeqCst);
    assert!(looks > ROUNDS * 50, "the readers were reading: {looks}");
    println!("{kind:?}: {looks} looks, {ROUNDS} publications");
}

/// A server hears its own news too, and its first beat gives everything up: waits until both are over.
async fn settled(site: &Site, kind: Kind) {
    while kind == Kind::Postgres && !site.app.store.changes().hears_others() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
}

#[rstest]
#[tokio::test]
async fn a_kept_page_asks_the_rows_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let home = async || street(&browser.get("sragen", "/").await);
    let mut written = 1;
    loop {
        move_to(&site, &site.kit.tenant(SRAGEN), written).await;
        settled(&site, kind).await;
        assert_eq!(home().await, written);
        let looked = Instant::now();
        let behind = format!("UPDATE halls SET address = 'Jalan Pindah Nomor {}'", written + 1);
        behind_the_back(&site, &behind).await;
        let seen = home().await;
        // memory is believed for a second, and a disk that stalls takes longer than that
        if looked.elapsed() < Duration::from_millis(900) || written > 20 {
            assert_eq!(seen, written, "from memory");
            break;
        }
        written += 2;
    }
    assert_eq!(street(&browser.get("sragen", "/?x=1").await), written + 1, "made anew");
}

#[rstest]
#[tokio::test]
async fn open_now_changes_at_the_second(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    // it is Monday, 09.00
    for (seconds, says) in [
        (0, "Balai buka sampai 15.00\u{a0}WIB"),
        (6 * 3_600 - 1, "Balai buka sampai 15.00\u{a0}WIB"),
        (1, "Balai tutup, buka lagi Selasa 08.00\u{a0}WIB"),
        (9 * 3_600 - 1, "Balai tutup, buka lagi Selasa 08.00\u{a0}WIB"),
        (1, "Balai tutup, buka lagi 08.00\u{a0}WIB"),
        (8 * 3_600 - 1, "Balai tutup, buka lagi 08.00\u{a0}WIB"),
        (1, "Balai buka sampai 15.00\u{a0}WIB"),
    ] {
        site.clock.advance(TimeDelta::seconds(seconds));
        let page = browser.get("sragen", "/").await;
        let shown = page.text().split("b-today").nth(1).map(|rest| &rest[..rest.len().min(900)]);
        assert!(page.says(says), "{seconds} s, {says}: {shown:?}");
    }
}

#[rstest]
#[tokio::test]
async fn a_suspended_region_stops_and_resumes_at_once(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    for _ in 0..3 {
        assert_eq!(browser.get("sragen", "/").await.status, 200);
        all_halls(&site.kit.control(), "suspended").await;
        for path in ["/", "/layanan", "/sitemap.xml", "/manifest.webmanifest"] {
            assert_eq!(browser.get("sragen", path).await.status, 503, "{path}");
        }
        all_halls(&site.kit.control(), "active").await;
    }
    all_halls(&site.kit.control(), "archived").await;
    assert_eq!(browser.get("sragen", "/").await.status, 404);
}

#[tokio::test]
async fn what_another_process_writes_into_the_files_is_seen_after_a_second() {
    let site = Site::open(Kind::Sqlite).await;
    let browser = site.browser();
    let settings = EmbeddedSettings { dir: site.kit.dir.path().to_path_buf(), open_tenants: 2 };
    let other = Store::open_embedded(settings).await.expect("files open");
    assert_eq!(street(&browser.get("sragen", "/").await), 0);
    for number in 1..4 {
        move_to(&site, &other.tenant(place(SRAGEN)), number).await;
        tokio::time::sleep(Duration::from_millis(1_100)).await;
        assert_eq!(street(&browser.get("sragen", "/").await), number);
    }
    all_halls(&other.control(), "suspended").await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(browser.get("sragen", "/").await.status, 503);
}

#[rstest]
#[tokio::test]
async fn no_address_leads_to_the_page_of_another_hall(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let addresses =
        ["/", "/?33.14", "/?host=sragen", "/cari?q=%00", "/cari?q=id%00/", "/layanan?bahasa=en", "/?\u{7f}"];
    let halls = [("sragen", "Kabupaten Sragen"), ("bengkulu-tengah", "Kabupaten Bengkulu Tengah")];
    for _ in 0..2 {
        for path in addresses {
            for (host, name) in halls {
                let page = site.browser().get(host, path).await;
                let other = halls.iter().find(|(_, other)| *other != name).expect("two halls").1;
                assert!(page.says(name) && !page.says(other), "{host}{path}");
            }
        }
        // the host in the request line counts, whatever the header says
        for ((host, name), (header, other)) in [(halls[0], halls[1]), (halls[1], halls[0])] {
            let page = absolute(&site, host, header).await;
            assert!(page.contains(name) && !page.contains(other), "{host}, {header}: {page}");
        }
    }
}

/// Asks for the home page of a host in the request line, with another one in the header.
async fn absolute(site: &Site, host: &str, header: &str) -> String {
    let mut stream = tokio::net::TcpStream::connect(site.address).await.expect("the server");
    let port = site.address.port();
    let request = format!(
        "GET http://{host}.balai.test:{port}/ HTTP/1.1\r\nHost: {header}.balai.test:{port}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.expect("answered");
    String::from_utf8_lossy(&answer).into_owned()
}
