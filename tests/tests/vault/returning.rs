//! What comes back: a region issues a document into the vault, and a renewed one is asked for anew.

use balai_identity::AccountSays;
use balai_testkit::Kind;
use balai_tests::letters::told;
use balai_tests::{Answer, Site};
use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};
use rstest::rstest;

use crate::clerk::{Clerk, gives, request_id, shelf};
use crate::people::{OTHER, SRAGEN};
use crate::support::{Citizen, holds, pdf};

pub async fn hands_over(clerk: &Clerk, request: &str, kind: &str, file: Vec<u8>) -> Answer {
    let part = Part::bytes(file).file_name("akta.pdf").mime_str("application/pdf").expect("a type");
    let form = [("jenis", kind), ("nomor", "3314-LT-2026-0007"), ("terbit", "1-2-2026"), ("sampai", "1-2-2031")]
        .into_iter()
        .fold(Form::new(), |form, (name, value)| form.text(name, value.to_owned()));
    let posting = clerk.browser.posting(clerk.host, &format!("{request}/hasil"));
    clerk.browser.send(posting.multipart(form.part("berkas", part))).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_a_region_issues_serves_the_next_region(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let other = Clerk::of(&site, OTHER, "17.09").await;
    let sri = Citizen::sri(&site).await;
    let waiting = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
    assert_eq!(clerk.get(&format!("{waiting}/hasil")).await.status, 404, "whether there is anybody is not told");
    let (_, request, own, _) = gives(&clerk, &sri, "kartu sri").await;
    told(&site).await;

    assert!(clerk.get(&request).await.says("Serahkan dokumen yang diterbitkan"));
    let wrong = hands_over(&clerk, &request, "", b"MZ program".to_vec()).await;
    assert!(wrong.status == 422 && wrong.says("Pilih jenis dokumennya.") && wrong.says("3314-LT-2026-0007"));
    let wrong = hands_over(&clerk, &request, "KK", b"MZ\x90\0 program".to_vec()).await;
    assert!(wrong.status == 422 && wrong.says("bukan PDF, JPEG, PNG, WebP, atau HEIC"), "{}", wrong.text());
    for _ in 0..2 {
        let done = hands_over(&clerk, &request, "KK", pdf("kartu keluarga baru", "")).await;
        assert_eq!(done.location(), format!("{request}?kabar=terbit"), "{}", done.text());
    }
    let says = told(&site).await;
    let issued = |says: &&AccountSays| matches!(says, AccountSays::DocumentIssued { region, .. } if region == "Kabupaten Sragen");
    assert_eq!(says.iter().filter(issued).count(), 1, "{says:?}");
    let list = sri.get("/berkas").await;
    for said in ["Kartu Keluarga", "Diterbitkan pemerintah daerah", "Kabupaten Sragen, ", "3314*********0007"] {
        assert!(list.says(said), "{said}: {}", list.text());
    }
    assert_eq!(list.text().matches("Diterbitkan pemerintah daerah").count(), 1);
    assert!(sri.get(&own).await.status == 200);

    // the next region asks for it, relies on it, and sees who issued it
    let next = other.asks(&sri.printed_code().await, &["KK"]).await;
    let document = list.text().split("\">Kartu Keluarga").next().and_then(|before| before.rsplit("/berkas/").next());
    let document = document.expect("its page").to_owned();
    let given = sri.post(&format!("/berkas/permintaan/{}", request_id(&next)), &[("berkas-0", &document)]).await;
    assert_eq!(given.status, 303, "{}", given.text());
    let page = other.get(&next).await;
    assert!(page.says("Diterbitkan oleh Siti Aminah, Kabupaten Sragen"), "{}", page.text());
    assert!(page.says("Berlaku sampai 1\u{a0}Februari 2031"), "{}", page.text());
    let opens = other.opens(&next).await.expect("it opens");
    assert!(holds(&other.get(&opens).await.body, b"kartu keluarga baru"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_renewed_document_is_asked_for_by_whoever_uses_the_old_one(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let sri = Citizen::sri(&site).await;
    let (ktp, request, own, _) = gives(&clerk, &sri, "kartu lama").await;
    let asked = told(&site).await;
    let by_clerk = |says: &AccountSays| matches!(says, AccountSays::DocumentsAsked { renewed: false, .. });
    assert!(asked.len() == 1 && asked.iter().all(by_clerk), "{asked:?}");

    assert_eq!(sri.send("", &ktp, &[("baru.pdf", pdf("kartu baru", ""))]).await.status, 303);
    let asked = told(&site).await;
    let anew = |says: &AccountSays| matches!(says, AccountSays::DocumentsAsked { renewed: true, .. });
    assert!(asked.len() == 1 && asked.iter().all(anew), "{asked:?}");
    assert_eq!(shelf(&site, "33.14").await.len(), 1, "nothing goes anywhere by itself");
    let list = sri.get("/berkas/permintaan").await;
    let all: Vec<&str> =
        list.text().split("href=\"/berkas/permintaan/").skip(1).filter_map(|rest| rest.get(..36)).collect();
    let next = all.iter().copied().find(|id| *id != request_id(&request)).expect("a second one").to_owned();
    let page = sri.get(&format!("/berkas/permintaan/{next}")).await;
    assert!(page.says("layanan ini meminta versi barunya") && page.says("Berikan KTP-el"), "{}", page.text());

    // renewed once more before the answer: it is not asked twice, and the newest version is given
    assert_eq!(sri.send("", &ktp, &[("lagi.pdf", pdf("kartu terbaru", ""))]).await.status, 303);
    assert!(told(&site).await.is_empty());
    assert_eq!(sri.post(&format!("/berkas/permintaan/{next}"), &[("berkas-0", &ktp)]).await.status, 303);
    let theirs = format!("/kelola/berkas/{next}");
    let opens = clerk.opens(&theirs).await.expect("it opens");
    assert!(holds(&clerk.get(&opens).await.body, b"kartu terbaru"));
    assert!(sri.get(&own).await.says("Diizinkan"), "the old consent stands until its time is over");

    // whoever decided has no use for a new version
    assert_eq!(clerk.post(&format!("{theirs}/putusan"), &[]).await.status, 303);
    assert_eq!(clerk.post(&format!("{request}/putusan"), &[]).await.status, 303);
    assert_eq!(sri.send("", &ktp, &[("akhir.pdf", pdf("kartu terakhir", ""))]).await.status, 303);
    assert!(told(&site).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_card_that_has_expired_is_asked_for_anew_by_whoever_has_not_decided_and_by_nobody_else(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (undecided, decided) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    let sri = Citizen::sri(&site).await;
    let ktp = sri.adds("KTP", pdf("kartu lama", "")).await;
    let days = [("terbit", "24-11-2021"), ("sampai", "24-11-2026")];
    assert_eq!(sri.post(&format!("/berkas/{ktp}/tanggal"), &days).await.status, 303);
    let mut requests = Vec::new();
    for clerk in [&undecided, &decided] {
        let request = clerk.asks(&sri.printed_code().await, &["KTP"]).await;
        let own = format!("/berkas/permintaan/{}", request_id(&request));
        assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
        requests.push(request);
    }
    let [_, closed] = requests.as_slice() else { panic!("two") };
    assert_eq!(decided.post(&format!("{closed}/putusan"), &[]).await.location(), format!("{closed}?kabar=diputus"));
    assert!(!sri.get("/berkas").await.says("Sudah lewat masa berlaku"));

    site.clock.advance(TimeDelta::days(2));
    let sri = Citizen::signed_in(&site, sri.id, "sri@contoh.id").await;
    let list = sri.get("/berkas").await;
    assert!(list.says("Sudah lewat masa berlaku") && list.says("Ganti dengan yang baru"), "{}", list.text());
    told(&site).await;
    let renewed = sri.send("", &ktp, &[("baru.pdf", pdf("kartu baru", ""))]).await;
    assert_eq!(renewed.status, 303, "{}", renewed.text());
    let says = told(&site).await;
    let [AccountSays::DocumentsAsked { region, renewed: true, .. }] = says.as_slice() else { panic!("{says:?}") };
    assert_eq!(region, "Kabupaten Sragen", "whose purpose is over asks for nothing more");
    let at = |code: &str| code.parse().expect("a code");
    let vault = &site.app.vault;
    let asked = vault.requests_of(at("33.14"), None, 10).await.expect("rows");
    let known: Vec<String> = requests.iter().map(|request| request_id(request).to_owned()).collect();
    let anew: Vec<_> = asked.iter().filter(|request| !known.contains(&request.id.to_string())).collect();
    assert_eq!((anew.len(), vault.requests_of(at("17.09"), None, 10).await.expect("rows").len()), (1, 1));
    let own = format!("/berkas/permintaan/{}", anew[0].id);
    assert!(sri.get(&own).await.says("layanan ini meminta versi barunya"), "she decides anew");
    assert_eq!(sri.post(&own, &[("berkas-0", &ktp)]).await.status, 303);
    let shelf = shelf(&site, "17.09").await;
    assert_eq!(shelf.len(), 1, "the record of the decision is the card as it was");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_vouches_for_the_very_file_it_issues_and_for_what_stands_on_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let other = Clerk::of(&site, OTHER, "17.09").await;
    let sri = Citizen::sri(&site).await;
    let (_, request, _, _) = gives(&clerk, &sri, "kartu sri").await;
    let (_, elsewhere, _, _) = gives(&other, &sri, "kartu sri untuk yang lain").await;

    // she has the file herself, says of it what she likes, and has a newer one
    let family = sri.adds("KK", pdf("kartu keluarga", "")).await;
    let said = sri.post(&format!("/berkas/{family}/tanggal"), &[("terbit", "1-1-2020"), ("sampai", "1-1-2040")]).await;
    assert_eq!(said.status, 303, "{}", said.text());
    assert_eq!(sri.send("", &family, &[("baru.pdf", pdf("kartu palsu", ""))]).await.status, 303);
    told(&site).await;

    let wrong = hands_over(&clerk, &request, "IJZ", pdf("kartu keluarga", "")).await;
    assert!(wrong.status == 422 && wrong.says("sudah tersimpan sebagai dokumen lain"), "{}", wrong.text());
    let done = hands_over(&clerk, &request, "KK", pdf("kartu keluarga", "")).await;
    assert_eq!(done.location(), format!("{request}?kabar=terbit"), "{}", done.text());
    let page = sri.get(&format!("/berkas/{family}")).await;
    assert!(!page.says("Diterbitkan pemerintah daerah"), "what she added later is not vouched for: {}", page.text());

    // once it is the newest, what stands on it is the region's word, and stays
    let issued = pdf("akta yang diterbitkan", "");
    assert_eq!(hands_over(&clerk, &request, "AKTA", issued.clone()).await.status, 303);
    let list = sri.get("/berkas").await;
    let deed = list
        .text()
        .split("Diterbitkan pemerintah daerah")
        .next()
        .and_then(|before| before.rsplit("href=\"/berkas/").next());
    let deed: String = deed.expect("its page").chars().take(36).collect();
    let page = sri.get(&format!("/berkas/{deed}")).await;
    assert!(page.says("1\u{a0}Februari 2031") && page.says("Kabupaten Sragen"), "{}", page.text());
    for change in ["nomor", "tanggal", "daerah"] {
        assert!(!page.text().contains(&format!("/berkas/{deed}/{change}")), "{change}");
        assert_eq!(sri.get(&format!("/berkas/{deed}/{change}")).await.status, 404, "{change}");
    }
    let later = [("terbit", "1-2-2026"), ("sampai", "1-2-2099")];
    assert_eq!(sri.post(&format!("/berkas/{deed}/tanggal"), &later).await.status, 404);
    let theirs = hands_over(&other, &elsewhere, "AKTA", issued).await;
    assert!(theirs.status == 422 && theirs.says("sudah tersimpan sebagai dokumen lain"), "{}", theirs.text());
}
