//! National holidays: imported, reviewed, published, and in force at every hall and on every node at once.

use std::time::Duration;

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{Answer, Browser, NATIONAL, Site};
use rstest::rstest;

use crate::hidden;
use crate::told::officer;

const HERE: &str = "/hari-libur";

async fn import(ministry: &Browser, text: &str) -> Answer {
    let head = "--BATAS\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"libur.csv\"\r\nContent-Type: text/csv\r\n\r\n";
    let body = format!("{head}{text}\r\n--BATAS--\r\n");
    let request = ministry.posting(NATIONAL, HERE).header("Content-Type", "multipart/form-data; boundary=BATAS");
    ministry.send(request.body(body)).await
}

async fn publish(ministry: &Browser, page: &str, seen: &str) -> Answer {
    ministry.post(NATIONAL, &format!("{page}/terbitan"), &[("semula", seen)]).await
}

/// What the program carries for 2026, with one day more.
fn with_today() -> String {
    let carried = include_str!("../../../config/holidays.csv");
    let lines = carried.lines().filter(|line| line.starts_with("date,") || line.starts_with("2026-"));
    let lines: Vec<&str> = lines.collect();
    format!("{}\n2026-11-23,Senin,Hari Uji Nasional,libur_nasional,Keppres Uji,0,\n", lines.join("\n"))
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_published_holiday_closes_every_hall_on_every_node_at_once(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (visitor, node) = (site.browser(), site.another_node().await);
    let there = node.browser();
    for browser in [&visitor, &there] {
        assert!(browser.get("sragen", "/").await.says("Balai buka sampai 15.00"));
    }
    let (_, status) = officer(&site, "verif@kementerian.go.id", Role::MinistryVerifier, HERE).await;
    assert_eq!(status, 403);
    let (ministry, _) = officer(&site, "admin@kementerian.go.id", Role::MinistryAdmin, HERE).await;
    assert!(ministry.get(NATIONAL, &format!("{HERE}?tahun=2026")).await.says("Daftar bawaan"));
    let answer = import(&ministry, &with_today()).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = answer.location().to_owned();
    let preview = ministry.get(NATIONAL, &page).await;
    for said in [
        "1 baru, 0 berubah, 0 dihapus",
        "Hari Uji Nasional",
        "2 balai membaca hari yang berubah",
        "Tenggat permohonan belum dihitung",
    ] {
        assert!(preview.says(said), "{said}: {}", preview.text());
    }
    assert!(visitor.get("sragen", "/").await.says("Balai buka sampai 15.00"), "reviewing changes nothing");
    let stale = publish(&ministry, &page, "basi").await;
    assert!(stale.status == 422 && stale.says("berubah sejak Anda membuka halaman ini"));
    let seen = hidden(&preview, "semula");
    assert_eq!(publish(&ministry, &page, &seen).await.location(), format!("{HERE}?selesai=terbit"));
    assert!(visitor.get("sragen", "/").await.says("Hari Uji Nasional"), "kept pages are made anew");
    assert!(visitor.get("bengkulu-tengah", "/").await.says("Hari Uji Nasional"));
    // files are one process's own (adr/0011); a second one looks at them seldom
    let mut heard = kind == Kind::Sqlite;
    for _ in 0..20 {
        if heard {
            break;
        }
        heard = there.get("sragen", "/").await.says("Hari Uji Nasional");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(heard, "the other node closes too");
    assert_eq!(publish(&ministry, &page, &seen).await.location(), HERE, "decided once");
    let list = ministry.get(NATIONAL, &format!("{HERE}?tahun=2026")).await;
    assert!(list.says("Terbit 23 November 2026") || list.says("Terbit 23\u{a0}November 2026"), "{}", list.text());
    assert!(list.says("Keppres Uji"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_file_with_a_wrong_line_is_refused_with_every_line_and_a_dropped_one_changes_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (ministry, _) = officer(&site, "admin@kementerian.go.id", Role::MinistryAdmin, HERE).await;
    let file = "date,weekday,name,type\n2027-01-01,Senin,Tahun Baru,libur_nasional\n2027-13-01,,Salah,libur_nasional\n2027-02-01,,Daerah,libur_daerah\n";
    let wrong = import(&ministry, file).await;
    assert_eq!(wrong.status, 422);
    for said in ["3 baris perlu diperbaiki", "Baris 2", "Baris 3", "Baris 4", "href=\"#berkas\""] {
        assert!(wrong.says(said), "{said}: {}", wrong.text());
    }
    for (text, said) in [("", "Pilih berkas CSV."), ("tanggal;nama\n1;2\n", "1 baris perlu diperbaiki")] {
        let answer = import(&ministry, text).await;
        assert!(answer.status == 422 && answer.says(said), "{text}: {}", answer.text());
    }
    let answer = import(&ministry, "date,name,type\n2027-01-01,Tahun Baru Saja,libur_nasional\n").await;
    let page = answer.location().to_owned();
    let preview = ministry.get(NATIONAL, &page).await;
    assert_eq!(ministry.post(NATIONAL, &format!("{page}/batal"), &[]).await.status, 303);
    assert_eq!(publish(&ministry, &page, &hidden(&preview, "semula")).await.location(), HERE);
    assert!(!ministry.get(NATIONAL, &format!("{HERE}?tahun=2027")).await.says("Tahun Baru Saja"));
}
