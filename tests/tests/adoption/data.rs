use balai_testkit::Kind;
use balai_tests::{Answer, Browser, NATIONAL, Site};
use reqwest::multipart::{Form, Part};
use rstest::rstest;

use crate::{admin, verifier};

async fn send(browser: &Browser, text: &str) -> Answer {
    let form = Form::new().part("berkas", Part::bytes(text.as_bytes().to_vec()).file_name("kelas.csv"));
    browser.send(browser.posting(NATIONAL, "/adopsi/data").multipart(form)).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn fiscal_classes_come_by_a_table_that_is_looked_at_first(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let admin = admin(&site).await;
    let table = "kode,kelas fiskal,keputusan,tahun,tipologi\n33.14,sangat rendah,PMK 97/2025,2025,2.1\n33.15,miskin,PMK 97/2025,2025,\n33.16,rendah,PMK 97/2025,2025,9.9\n";
    let preview = send(&admin, table).await;
    assert_eq!(preview.status, 200, "{}", preview.text());
    assert!(preview.says("Kabupaten Sragen, 33.14") && preview.says("sangat rendah, PMK 97/2025, 2025, tipologi 2.1"));
    assert!(preview.says("miskin") && preview.says("Tipologi yang ada: 2.0, 2.1, 2.2."), "{}", preview.text());
    assert!(
        !admin.get(NATIONAL, "/adopsi/daerah/33.14").await.says("PMK 97/2025"),
        "nothing is kept before the decision"
    );

    let (text, changes) = (preview.hidden("isi").unwrap(), preview.hidden("perubahan").unwrap());
    let stale = admin.post(NATIONAL, "/adopsi/data/keputusan", &[("isi", &text), ("perubahan", "7")]).await;
    assert!(stale.status == 409 && stale.says("berubah sejak pratinjau"), "{}", stale.text());
    let decided = admin.post(NATIONAL, "/adopsi/data/keputusan", &[("isi", &text), ("perubahan", &changes)]).await;
    assert_eq!(decided.location(), "/adopsi?kabar=data", "{}", decided.text());
    let region = admin.get(NATIONAL, "/adopsi/daerah/33.14").await;
    assert!(region.says("Sangat rendah") && region.says("PMK 97/2025, tahun 2025") && region.says("Tipologi 2.1"));
    let narrowed = admin.get(NATIONAL, "/adopsi?fiskal=sangat-rendah&tipologi=2.1").await;
    assert!(narrowed.says("1 kabupaten dan kota"), "{}", narrowed.text());
    // a second click finds nothing to change
    let again = admin.post(NATIONAL, "/adopsi/data/keputusan", &[("isi", &text), ("perubahan", &changes)]).await;
    assert_eq!(again.status, 409);
    let blank = admin.get(NATIONAL, "/adopsi/data/templat.csv").await;
    assert!(blank.says("33.14;sangat rendah;PMK 97/2025;2025;2.1;Kabupaten Sragen") && !blank.says("31.71"));
    let trail = site.kit.control().read().await.unwrap().audit_trail(20).await.unwrap();
    assert_eq!(trail.iter().filter(|link| link.action == "adoption.facts_changed").count(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_file_that_is_no_table_is_named_with_its_remedy(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let admin = admin(&site).await;
    for (text, says) in [
        ("", "Pilih berkas yang akan diimpor."),
        ("%PDF-1.7", "Simpan tabelnya sebagai .xlsx"),
        (&*"x".repeat(300_000), "lebih besar dari 200 kB"),
    ] {
        let answer = send(&admin, text).await;
        assert!(answer.status == 422 && answer.says(says), "{}", answer.text());
    }
    assert!(send(&admin, "daerah;kelas\nSragen;rendah\n").await.says("Tulis judul kolom di baris pertama"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_ministry_draws_its_line_and_describes_its_typologies(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let admin = admin(&site).await;
    for (day, many, says) in [
        ("", "10", "Pilih tanggalnya."),
        ("kemarin", "10", "Tulis tanggal seperti 2026-12-31"),
        ("2026-12-31", "509", "antara 1 dan 508"),
        ("2026-12-31", "banyak", "antara 1 dan 508"),
    ] {
        let answer = admin.post(NATIONAL, "/adopsi/target", &[("sampai", day), ("jumlah", many)]).await;
        assert!(answer.status == 422 && answer.says(says), "{day} {many}: {}", answer.text());
        assert!(answer.says(&format!("value=\"{many}\"")), "what was typed stays");
    }
    for (day, many) in [("2026-01-01", "1"), ("2026-12-31", "40"), ("2026-12-31", "41")] {
        let answer = admin.post(NATIONAL, "/adopsi/target", &[("sampai", day), ("jumlah", many)]).await;
        assert_eq!(answer.location(), "/adopsi/target?kabar=disimpan", "{}", answer.text());
    }
    let page = admin.get(NATIONAL, "/adopsi").await;
    assert!(page.says("2 balai buka; target sampai hari ini 36."), "{}", page.text());
    assert!(page.says("Pembanding: 216 daerah") && page.says("dari 508 daerah otonom"));
    admin.post(NATIONAL, "/adopsi/target/hapus", &[("hapus", "2026-12-31")]).await;
    assert!(admin.get(NATIONAL, "/adopsi").await.says("belum ada target untuk hari ini"));

    let form = admin.get(NATIONAL, "/adopsi/tipologi/2.1").await;
    let seen = form.hidden("semula").unwrap();
    let typed = [("nama", "Tipologi 2.1"), ("kriteria", "Dua puluh instansi."), ("semula", &*seen)];
    let saved = admin.post(NATIONAL, "/adopsi/tipologi/2.1", &typed).await;
    assert_eq!(saved.location(), "/adopsi?kabar=tipologi", "{}", saved.text());
    let late = [("nama", "Lain"), ("kriteria", "Lain."), ("semula", &*seen)];
    let late = admin.post(NATIONAL, "/adopsi/tipologi/2.1", &late).await;
    assert!(late.status == 409 && late.says("Dua puluh instansi.") && late.says("Lain."), "{}", late.text());
    assert_eq!(admin.get(NATIONAL, "/adopsi/tipologi/9.9").await.status, 404);

    let officer = verifier(&site).await;
    for path in ["/adopsi/target", "/adopsi/data", "/adopsi/tipologi/2.1"] {
        assert_eq!(officer.get(NATIONAL, path).await.status, 403, "{path}");
    }
    assert!(!officer.get(NATIONAL, "/adopsi").await.says("/adopsi/target"));
}
