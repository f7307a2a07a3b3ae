//! An official walks through the form.

use balai_testkit::Kind;
use balai_tests::{ROOT, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{EMAIL, applied, deliver, files, filled, last_link, links, number, post, siti, submit, upload};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_signs_up_page_by_page_and_follows_its_state(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = filled(&site, "33.15", EMAIL).await;
    let review = browser.get(ROOT, "/daftar/periksa").await;
    for text in ["Kabupaten Grobogan", "Siti Aminah, S.Sos.", "Surat Bupati.pdf", "19780512 200501 2 003"] {
        assert!(review.says(text), "{text}: {}", review.text());
    }
    assert!(!review.says("diperiksa manual"));
    let reference = submit(&browser).await;
    let sent = browser.get(ROOT, "/daftar/terkirim").await;
    assert!(sent.says("periksa surel") && sent.says(EMAIL), "{}", sent.text());

    let link = last_link(&site, "/daftar/konfirmasi/").await;
    let looked = browser.get(ROOT, &link).await;
    assert!(looked.says("Ya, ini surel saya"), "{}", looked.text());
    let asked = [("nomor", reference.to_lowercase()), ("surel", EMAIL.to_uppercase())];
    assert!(post(&browser, "/daftar/status", &asked).await.says("Menunggu Anda"), "looking confirms nothing");
    assert_eq!(post(&browser, &link, &[]).await.location(), link);
    assert!(browser.get(ROOT, &link).await.says("Surel sudah dikonfirmasi"));
    let stands = post(&browser, "/daftar/status", &asked).await;
    assert!(stands.says("Menunggu kementerian") && stands.says("Kabupaten Grobogan"), "{}", stands.text());
    let stranger = post(&site.browser(), "/daftar/status", &[asked[0].clone(), ("surel", "x@y.go.id".into())]).await;
    assert_eq!(stranger.status, 422);
    assert!(stranger.says("tidak cocok") && !stranger.says("Grobogan"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_is_found_by_typing_by_its_old_name_and_by_its_province(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let page = browser.get(ROOT, "/daftar/daerah?q=semarang").await;
    assert!(page.says("Ada dua daerah bernama Semarang"), "{}", page.text());
    assert!(page.says("value=\"33.22\"") && page.says("value=\"33.74\""));
    let asked = [("q", "semarang".to_owned())];
    let none = post(&browser, "/daftar/daerah", &asked).await;
    assert!(none.says("Pilih Kabupaten Semarang atau Kota Semarang."), "{}", none.text());
    assert_eq!((none.status, browser.cookie(ROOT, "__Host-daftar")), (422, None), "no draft for nothing");
    assert!(browser.get(ROOT, "/daftar/daerah?q=ujung+pandang").await.says("Kota Makassar"));
    assert!(browser.get(ROOT, "/daftar/daerah?q=33.15").await.says("Kabupaten Grobogan"));
    assert!(browser.get(ROOT, "/daftar/daerah?provinsi=17").await.says("Kabupaten Bengkulu Tengah"));
    assert!(browser.get(ROOT, "/daftar/daerah?q=atlantis").await.says("Belum ada kabupaten atau kota bernama"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_cannot_sign_up_learns_why_and_whom_to_ask(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    let jakarta = post(&browser, "/daftar/daerah", &[("daerah", "31.71".to_owned())]).await;
    let (_, page) = browser.follow_from(browser.url(ROOT, "/daftar/daerah"), jakarta).await;
    assert!(page.says("wilayah administratif") && page.says("tidak mendaftar sendiri"), "{}", page.text());
    let joined = post(&browser, "/daftar/daerah", &[("daerah", "33.14".to_owned())]).await;
    let (_, page) = browser.follow_from(browser.url(ROOT, "/daftar/daerah"), joined).await;
    assert!(page.says("Kabupaten Sragen sudah bergabung"), "{}", page.text());
    applied(&site, "33.15", EMAIL).await;
    let taken = post(&browser, "/daftar/daerah", &[("daerah", "33.15".to_owned())]).await;
    let (_, page) = browser.follow_from(browser.url(ROOT, "/daftar/daerah"), taken).await;
    assert!(page.says("sedang didaftarkan") && page.says("S*** A***, s***@grobogan.go.id"), "{}", page.text());
    assert!(!page.says(EMAIL));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_typed_survives_an_error_and_another_device(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    post(&browser, "/daftar/daerah", &[("daerah", "33.15".to_owned())]).await;
    let mut typed = siti("siti@gmail.com");
    typed[2].1 = "1978".to_owned();
    let wrong = post(&browser, "/daftar/penanggung-jawab", &typed).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("NIP terdiri atas 18 angka") && wrong.says("Bukan go.id: diperiksa manual"), "{}", wrong.text());
    for (_, value) in &typed {
        assert!(wrong.says(&format!("value=\"{value}\"")), "{value}");
    }
    let mut later = typed.clone();
    later.push(("simpan", "ya".to_owned()));
    assert_eq!(post(&browser, "/daftar/penanggung-jawab", &later).await.location(), "/daftar/simpan");
    assert!(
        post(&browser, "/daftar/simpan", &[("surel", "rekan@grobogan.go.id".to_owned())])
            .await
            .says("dalam perjalanan")
    );
    let link = last_link(&site, "/daftar/lanjut/").await;
    let elsewhere = site.browser();
    let (url, page) = elsewhere.follow(ROOT, &link).await;
    assert_eq!(url.path(), "/daftar/penanggung-jawab");
    assert!(page.says("value=\"1978\"") && page.says("siti@gmail.com"), "{}", page.text());

    site.clock.advance(TimeDelta::days(14) + TimeDelta::minutes(1));
    let (url, page) = site.browser().follow(ROOT, &link).await;
    assert_eq!((url.path(), page.status), ("/daftar/berakhir", 200));
    assert_eq!(browser.follow(ROOT, "/daftar/surat").await.0.path(), "/daftar/berakhir");
    assert_eq!(site.browser().follow(ROOT, "/daftar/surat").await.0.path(), "/daftar");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_file_that_is_no_letter_is_refused_with_the_reason(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    post(&browser, "/daftar/daerah", &[("daerah", "33.15".to_owned())]).await;
    let mut exe = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff".to_vec();
    exe.extend_from_slice(crate::support::PDF);
    let refused = upload(&browser, "surat.pdf", exe).await;
    assert!(refused.status == 422 && refused.says("program komputer, bukan PDF"), "{}", refused.text());
    let mut large = crate::support::PDF.to_vec();
    large.resize(11 * 1024 * 1024, b'\n');
    let refused = upload(&browser, "surat.pdf", large.clone()).await;
    assert!(refused.status == 422 && refused.says("Berkas ini 11 MB, batasnya 10 MB."), "{}", refused.text());
    large.resize(40 * 1024 * 1024, b'\n');
    assert!(upload(&browser, "surat.pdf", large).await.says("Berkas ini 40 MB"), "more than is kept is still answered");
    assert!(upload(&browser, "surat.pdf", Vec::new()).await.says("Pilih berkas PDF"));
    let draft = upload(&browser, "surat.pdf", crate::support::PDF.to_vec()).await;
    assert_eq!(draft.status, 303, "{}", draft.text());
    assert!(browser.get(ROOT, "/daftar/surat").await.says("surat.pdf"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_late_link_says_so_calmly_and_sends_a_new_one(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = filled(&site, "33.15", EMAIL).await;
    let reference = submit(&browser).await;
    let old = last_link(&site, "/daftar/konfirmasi/").await;
    site.clock.advance(TimeDelta::hours(25));
    assert!(browser.get(ROOT, &old).await.says("Tautan ini tidak berlaku lagi"));
    assert_eq!(post(&browser, &old, &[]).await.location(), old, "pressing a late button shows the same page");
    let renewed = post(&browser, &format!("{old}/baru"), &[]).await;
    assert!(renewed.says("Tautan baru dalam perjalanan"), "{}", renewed.text());
    let new = last_link(&site, "/daftar/konfirmasi/").await;
    assert_ne!(new, old);
    post(&browser, &new, &[]).await;
    assert!(browser.get(ROOT, &new).await.says("sudah dikonfirmasi"));
    post(&browser, &new, &[]).await;
    let received = site.app.letters.as_ref().expect("files").newest(100).await.expect("letters");
    deliver(&site, &files(&site)).await;
    assert_eq!(received.iter().filter(|letter| letter.subject.contains("kami terima")).count(), 0);
    let after = site.app.letters.as_ref().expect("files").newest(100).await.expect("letters");
    assert_eq!(after.iter().filter(|letter| letter.subject.contains("kami terima")).count(), 1, "a link used twice");
    assert!(browser.get(ROOT, "/daftar/konfirmasi/salah").await.says("tidak kami kenali"));
    assert_eq!(number(&browser.get(ROOT, "/daftar/terkirim").await), reference);
    assert_eq!(links(&site, "/daftar/konfirmasi/").await.len(), 2);
}
