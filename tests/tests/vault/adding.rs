//! A document is added, described, renewed and opened, by its owner and by nobody else.

use balai_testkit::Kind;
use balai_tests::Site;
use balai_tests::files::placed;
use rstest::rstest;

use crate::support::{Citizen, document_of, holds, objects, pdf, png};

const CANARY: &str = "kenarisembilan";

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_document_is_added_one_question_after_another(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    assert!(sri.get("/berkas").await.says("Belum ada berkas di sini."));
    let choose = sri.get("/berkas/tambah").await;
    assert!(choose.says("KTP-el") && choose.says("Dokumen lain"), "{}", choose.text());
    assert!(sri.get("/berkas/unggah").await.says("Pilih jenis berkasnya."));
    assert_eq!(sri.get("/berkas/unggah?jenis=TIDAK").await.status, 404);
    assert!(sri.get("/berkas/unggah?jenis=KTP&bahasa=en").await.says("Take a photo"));
    assert_eq!(sri.get("/berkas?bahasa=id").await.status, 200);
    let file = pdf(CANARY, "");
    let sent = sri.send("KTP", "", &[("ktp sri.pdf", file.clone())]).await;
    let id = document_of(&sent);
    assert_eq!(sent.location(), format!("/berkas/{id}/nomor"), "{}", sent.text());
    let number = sri.post(&format!("/berkas/{id}/nomor"), &[("nomor", "<3314>")]).await;
    assert!(number.status == 422 && number.says("Tulis nomor dengan huruf"), "{}", number.text());
    let number = sri.post(&format!("/berkas/{id}/nomor"), &[("nomor", "3314010101900001")]).await;
    assert_eq!(number.location(), format!("/berkas/{id}/tanggal"));
    let days = format!("/berkas/{id}/tanggal");
    for (issued, until, why) in [
        ("31-2-2026", "", "Tulis tanggal seperti 27-3-2026."),
        ("1-1-2027", "", "Tanggal terbit belum tiba."),
        ("2-1-2026", "1-1-2026", "Tanggal ini sebelum tanggal terbit."),
    ] {
        let answer = sri.post(&days, &[("terbit", issued), ("sampai", until)]).await;
        assert!(answer.status == 422 && answer.says(why) && answer.says(issued), "{}", answer.text());
    }
    let answer = sri.post(&days, &[("terbit", "2-1-2021"), ("sampai", "1-11-2026")]).await;
    assert_eq!(answer.location(), format!("/berkas/{id}/daerah"));
    assert_eq!(sri.post(&format!("/berkas/{id}/daerah"), &[("daerah", "99.99")]).await.status, 422);
    let answer = sri.post(&format!("/berkas/{id}/daerah"), &[("daerah", "33.14")]).await;
    let page = sri.get(answer.location()).await;
    for said in
        ["Berkas tersimpan.", "3314********0001", "Kabupaten Sragen", "ktp sri.pdf", "1 halaman", "Belum dipindai"]
    {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(!page.says("3314010101900001"));
    let list = sri.get("/berkas").await;
    assert!(list.says("Sudah lewat masa berlaku") && list.says("3314********0001"), "{}", list.text());

    let opened = sri.get(&sri.opens(&id).await).await;
    assert_eq!((opened.status, &opened.body), (200, &file));
    assert_eq!(opened.header("content-type"), "application/pdf");
    assert_eq!(opened.header("content-disposition"), "inline; filename=\"KTP-1.pdf\"");
    assert_eq!(opened.header("x-content-type-options"), "nosniff");
    assert!(opened.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    let taken = sri.get(&format!("{}?unduh=1", sri.opens(&id).await)).await;
    assert_eq!(taken.header("content-disposition"), "attachment; filename=\"KTP-1.pdf\"");
    assert!(sri.get("/berkas/catatan").await.says("Anda membuka KTP-el"));

    let kept = objects(&site).await;
    assert_eq!(kept.len(), 1);
    assert!(!holds(&kept[0].1, CANARY.as_bytes()) && !holds(&kept[0].1, b"%PDF"), "sealed");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_same_content_is_one_document_and_a_renewed_one_keeps_the_old(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let id = sri.adds("KTP", pdf("lama", "")).await;
    let again = sri.send("KK", "", &[("lain.pdf", pdf("lama", ""))]).await;
    assert_eq!(again.location(), format!("/berkas/{id}?kabar=sama"));
    assert!(sri.get(again.location()).await.says("tidak disimpan dua kali"));
    let twice = [("a", pdf("dua", ""))];
    let (one, other) = tokio::join!(sri.send("KK", "", &twice), sri.send("KK", "", &twice));
    assert_eq!(document_of(&one), document_of(&other), "two clicks");
    assert_eq!(objects(&site).await.len(), 2);

    let renewed = sri.send("", &id, &[("baru.pdf", pdf("baru", ""))]).await;
    assert_eq!(document_of(&renewed), id, "{}", renewed.text());
    let page = sri.get(&format!("/berkas/{id}")).await;
    assert!(page.says("Versi 1, diunggah") && page.says("baru.pdf"), "{}", page.text());
    assert!(holds(&sri.get(&sri.opens(&id).await).await.body, b"baru"));
    assert_eq!(sri.get("/berkas").await.text().matches("b-doc__do").count(), 2, "one line for each document");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn several_photos_become_one_document_and_a_photo_is_written_anew(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let pages = [("1.png", png(600, 40)), ("2.png", png(600, 90)), ("3.png", png(600, 200))];
    let bound = sri.send("NIKAH", "", &pages).await;
    let page = sri.get(&format!("/berkas/{}", document_of(&bound))).await;
    assert!(page.says("3 halaman"), "{}", page.text());
    let one = sri.adds("FOTO", png(600, 120)).await;
    let opened = sri.get(&sri.opens(&one).await).await;
    assert_eq!(opened.header("content-type"), "image/jpeg", "whatever it was called");
    assert!(opened.body.starts_with(b"\xff\xd8\xff"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn another_account_finds_nothing_of_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let wati = Citizen::named(&site, "Wati", "wati@contoh.id").await;
    let id = sri.adds("KTP", pdf("rahasia", "")).await;
    let opens = sri.opens(&id).await;
    let own = wati.adds("KTP", pdf("milik wati", "")).await;
    let version = opens.rsplit('/').next().expect("a version");
    for path in [
        format!("/berkas/{id}"),
        opens.clone(),
        format!("{opens}?unduh=1"),
        format!("/berkas/{own}/versi/{version}"),
        format!("/berkas/{id}/nomor"),
        format!("/berkas/{id}/hapus"),
        format!("/berkas/unggah?ganti={id}"),
        format!("/berkas/catatan?berkas={id}"),
    ] {
        assert_eq!(wati.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(wati.post(&format!("/berkas/{id}/nomor"), &[("nomor", "1")]).await.status, 404);
    assert_eq!(wati.post(&format!("/berkas/{id}/hapus"), &[]).await.status, 404);
    assert_eq!(wati.send("", &id, &[("a", pdf("lain", ""))]).await.status, 404);
    assert_eq!(wati.get("/berkas").await.text().matches("b-doc__do").count(), 1);
    assert!(holds(&sri.get(&opens).await.body, b"rahasia"), "its owner does");
    assert_eq!(site.browser().get(balai_tests::ACCOUNT, &opens).await.status, 303, "nobody is asked to sign in");

    let same = wati.send("KTP", "", &[("a", pdf("rahasia", ""))]).await;
    assert!(same.location().ends_with("/nomor"), "that somebody else has it is not told: {}", same.location());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_name_of_a_file_is_only_ever_read(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let hostile = "<img src=x onerror=alert(1)>.pdf";
    let id = document_of(&sri.send("KTP", "", &[(hostile, pdf("a", ""))]).await);
    let page = sri.get(&format!("/berkas/{id}")).await;
    assert!(!page.says("<img src=x") && page.says("&#60;img src=x onerror=alert(1)&#62;.pdf"), "{}", page.text());
    let climbing = document_of(&sri.send("KK", "", &[("../../../etc/passwd", pdf("b", ""))]).await);
    let page = sri.get(&format!("/berkas/{climbing}")).await;
    assert!(page.says("passwd") && !page.says("etc/passwd"), "{}", page.text());
    let opened = sri.get(&format!("{}?unduh=1", sri.opens(&climbing).await)).await;
    assert_eq!(opened.header("content-disposition"), "attachment; filename=\"KK-1.pdf\"");
    for (key, _) in objects(&site).await {
        let name = key.strip_prefix("berkas/").expect("a key of ours");
        assert!(uuid::Uuid::parse_str(name).is_ok(), "{key}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_photo_of_a_phone_in_heic_is_kept_as_jpeg(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let card = include_bytes!("../../fixtures/pictures/card.heic");
    let id = document_of(&sri.send("KTP", "", &[("IMG_0042.HEIC", card.to_vec())]).await);
    let opened = sri.get(&sri.opens(&id).await).await;
    assert_eq!((opened.status, opened.header("content-type")), (200, "image/jpeg"));
    assert!(opened.body.starts_with(&[0xff, 0xd8, 0xff]) && holds(&opened.body, &[0x03, 0x84]), "900 pixels wide");
}

#[rstest]
#[tokio::test]
async fn a_picture_in_webp_is_kept_as_jpeg(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let sri = Citizen::sri(&site).await;
    let card = include_bytes!("../../fixtures/pictures/card.webp");
    assert!(card.starts_with(b"RIFF") && card[8..].starts_with(b"WEBP"));
    let id = document_of(&sri.send("KTP", "", &[("kartu.webp", card.to_vec())]).await);
    let opened = sri.get(&sri.opens(&id).await).await;
    assert_eq!((opened.status, opened.header("content-type")), (200, "image/jpeg"));
    let size = [[0x01, 0xe0], [0x02, 0x80]].concat();
    assert!(opened.body.starts_with(&[0xff, 0xd8, 0xff]) && holds(&opened.body, &size), "480 pixels high, 640 wide");
}

#[rstest]
#[tokio::test]
async fn where_a_photo_was_taken_is_not_kept(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, wati) = (Citizen::sri(&site).await, Citizen::named(&site, "Wati", "wati@contoh.id").await);
    let plain = wati.adds("FOTO", png(600, 120)).await;
    let plain = wati.get(&wati.opens(&plain).await).await.body;
    let photo = placed(&plain, CANARY);
    assert!(holds(&photo, b"Exif\0\0") && holds(&photo, &[0x25, 0x88]) && holds(&photo, CANARY.as_bytes()));
    let id = document_of(&sri.send("KTP", "", &[("IMG_0042.jpg", photo)]).await);
    let opened = sri.get(&sri.opens(&id).await).await;
    assert_eq!((opened.status, opened.header("content-type")), (200, "image/jpeg"));
    let pages = [("1.jpg", placed(&plain, CANARY)), ("2.png", png(600, 9))];
    let bound = document_of(&sri.send("NIKAH", "", &pages).await);
    let bound = sri.get(&sri.opens(&bound).await).await;
    assert_eq!((bound.status, bound.header("content-type")), (200, "application/pdf"));
    for kept in [&opened.body, &bound.body] {
        for trace in [b"Exif".as_slice(), b"GPS", CANARY.as_bytes()] {
            assert!(!holds(kept, trace), "{}", String::from_utf8_lossy(trace));
        }
    }
}
