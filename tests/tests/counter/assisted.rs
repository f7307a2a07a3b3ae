//! Somebody without a telephone gets an account at the counter, is found by her sheet everywhere, lets her documents be used
//! aloud, and takes the account over one day.

use balai_kernel::{Assurance, SecretToken};
use balai_testkit::Kind;
use balai_tests::files::pdf;
use balai_tests::letters::{letters, sent_code};
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use chrono::TimeDelta;
use reqwest::multipart::{Form, Part};
use rstest::rstest;

use crate::citizens::Citizen;
use crate::people::{OTHER, SRAGEN, hidden};
use crate::support::{Clerk, NIK, both_trails, opening, path, taken};

const SANDI: &str = "kuda lumping makan beling";
/// A number that is nobody's.
const OTHERS: &str = "3314015208900002";

async fn adds(clerk: &Clerk, visit: &str, kind: &str, words: &str) -> Answer {
    let file = Part::bytes(pdf(words, "")).file_name("kartu.pdf");
    let form = Form::new().text("jenis", kind.to_owned()).part("berkas", file);
    let posting = clerk.browser.posting(clerk.host, &format!("{visit}/berkas"));
    clerk.browser.send(posting.multipart(form)).await
}

/// Shows the sheet at the account's host.
async fn shows(browser: &Browser, code: &str, nik: &str) -> Answer {
    browser.post(ACCOUNT, "/ambil-alih", &[("kode", code), ("nik", nik)]).await
}

#[rstest]
#[tokio::test]
async fn an_account_is_opened_with_the_card_and_what_its_number_says_is_compared(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let wrong = clerk.post("/kelola/warga/baru", &[("nama", ""), ("nik", "3314")]).await;
    assert!(wrong.status == 422 && wrong.says("Tulis nama") && wrong.says("16 angka"), "{}", wrong.text());
    let second = clerk.post("/kelola/warga/baru", &[("nama", "Sukarti"), ("nik", NIK)]).await;
    for said in ["12\u{a0}Agustus 1990", "Perempuan", "3314********0001", "Apakah warga setuju"] {
        assert!(second.status == 200 && second.says(said), "{said}: {}", second.text());
    }
    let unsaid = clerk.post("/kelola/warga/baru", &opening("Sukarti", NIK)[..3]).await;
    for said in ["Cocokkan dengan KTP-el", "Tulis untuk apa", "bila warga menyetujuinya"] {
        assert!(unsaid.status == 422 && unsaid.says(said), "{said}: {}", unsaid.text());
    }
    let opened = clerk.opens("Sukarti", NIK).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    let visit = path(&opened);
    let again = clerk.opens("Sukarti", NIK).await;
    assert_eq!(again.status, 303, "a second press finds the same account: {}", again.text());
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 0);
    let page = clerk.get(&visit).await;
    for said in ["Sukarti", "2 dari 3", "Menyimpan KK dan mengurus bantuan sosial", "Cetak lembar kode"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let sighting = site.app.identity.sightings_in("33.14".parse().unwrap(), None, 9).await.unwrap().remove(0);
    let account = site.app.identity.account(sighting.account).await.unwrap().unwrap();
    assert_eq!((account.assurance, account.contact(), account.assisted), (Assurance::Seen, None, true));
    assert_eq!(both_trails(&site, "33.14", "account.opened_for", account.id).await, [1, 1]);
}

#[rstest]
#[tokio::test]
async fn a_number_that_an_account_has_opens_a_case_and_the_clerk_hears_no_more(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    assert_eq!(sri.post("/profil/nik", &[("nik", NIK)]).await.status, 303);
    let before = sri.get("/profil").await;
    for _ in 0..2 {
        let told = clerk.opens("Sukarti", NIK).await;
        assert!(told.status == 409 && told.says("Nomor ini perlu dicek"), "{}", told.text());
        assert!(!told.says("Sri Rahayu") && !told.says("sri@"), "{}", told.text());
    }
    assert_eq!(site.app.identity.open_cases().await.unwrap(), 1, "one case, however often it is tried");
    let after = sri.get("/profil").await;
    let plain = |page: &Answer| page.text().replace(&hidden(page, "_token"), "TOKEN");
    assert_eq!(plain(&before), plain(&after), "its owner sees nothing of it");
}

#[rstest]
#[tokio::test]
async fn any_regions_clerk_finds_her_by_the_sheet_and_a_new_one_ends_the_old(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (clerk, other) = (Clerk::of(&site, SRAGEN, "33.14").await, Clerk::of(&site, OTHER, "17.09").await);
    let visit = path(&clerk.opens("Sukarti", NIK).await);
    assert_eq!(clerk.get(&format!("{visit}/lembar")).await.status, 404, "there is none yet");
    let code = clerk.prints(&visit).await;
    let sheet = clerk.get(&format!("{visit}/lembar")).await;
    assert!(sheet.says(&code) && sheet.says("<svg") && sheet.says("/ambil-alih"), "{}", sheet.text());
    assert!(!sheet.says("3314015208900001") && !sheet.says("3314****"), "no number on paper");
    let theirs = other.finds(&code.to_lowercase().replace('-', " ")).await;
    let page = other.get(&theirs).await;
    assert!(page.says("Sukarti") && !page.says("Ganti lembar kode"), "the card is looked at first: {}", page.text());
    for closed in ["berkas", "layanan", "lembar"] {
        assert_eq!(other.get(&format!("{theirs}/{closed}")).await.status, 404, "{closed}");
    }
    assert_eq!(other.post(&format!("{theirs}/lembar"), &[]).await.status, 404);
    assert_eq!(other.sees_card(&theirs, NIK).await.status, 303);
    let newer = other.prints(&theirs).await;
    assert_ne!(newer, code);
    let old = clerk.post("/kelola/warga", &[("kode", &code)]).await;
    assert!(old.status == 422 && old.says("sudah diganti"), "{}", old.text());
    let address = format!("http://akun.balai.test/ambil-alih?kode={newer}");
    clerk.finds(&address).await;
}

#[rstest]
#[tokio::test]
async fn a_clerk_keeps_her_documents_and_she_agrees_aloud_and_takes_it_back(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    site.publish_starter("33.14").await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = path(&clerk.opens("Sukarti", NIK).await);
    let nothing = adds(&clerk, &visit, "", "kartu").await;
    assert!(nothing.status == 422 && nothing.says("Pilih jenis berkasnya"), "{}", nothing.text());
    assert_eq!(adds(&clerk, &visit, "KTP", "kartu sukarti").await.location(), format!("{visit}?kabar=berkas"));
    assert_eq!(adds(&clerk, &visit, "KTP", "kartu sukarti").await.location(), format!("{visit}?kabar=berkas-sama"));
    let found = clerk.get(&format!("{visit}/layanan?q=paspor")).await;
    let start = format!("href=\"{visit}/layanan/");
    let mut form = String::new();
    for id in found.text().split(&start).skip(1).filter_map(|rest| rest.split('"').next()) {
        let page = clerk.get(&format!("{visit}/layanan/{id}")).await;
        if page.says("value=\"KTP\"") && page.says("Kartu Keluarga") {
            form = format!("{visit}/layanan/{id}");
        }
    }
    assert!(!form.is_empty(), "a service that asks for both: {}", found.text());
    let fields = |agrees| [("minta", "KTP"), ("alasan", "Mengurus paspor pertama"), ("lama", "7"), ("setuju", agrees)];
    let unsaid = clerk.post(&form, &fields("")).await;
    assert!(unsaid.status == 422 && unsaid.says("bila warga menyetujuinya"), "{}", unsaid.text());
    let none =
        clerk.post(&form, &[("minta", "KK"), ("alasan", "Mengurus paspor"), ("lama", "7"), ("setuju", "ya")]).await;
    assert!(none.status == 422 && none.says("Pilih sedikitnya satu"), "what she has not is not given: {}", none.text());
    let agreed = clerk.post(&form, &fields("ya")).await;
    assert_eq!(agreed.status, 303, "{}", agreed.text());
    let request = path(&agreed);
    let page = clerk.get(&request).await;
    assert!(page.says("Lisan di loket, di hadapan Siti Aminah") && page.says("Diizinkan"), "{}", page.text());
    let opens = page.text().split("href=\"").find(|rest| rest.starts_with(&request) && rest.contains("/isi\""));
    let opens = opens.and_then(|rest| rest.split('"').next()).expect("it opens").to_owned();
    assert_eq!(clerk.get(&opens).await.status, 200);
    let page = clerk.get(&visit).await;
    let take_back = page.text().split("action=\"").find(|rest| rest.contains("/cabut\"")).expect("a form");
    let take_back = take_back.split('"').next().expect("its address").to_owned();
    assert_eq!(clerk.post(&take_back, &[]).await.location(), format!("{visit}?kabar=dicabut"));
    assert_eq!(clerk.get(&opens).await.status, 404, "at once");
}

#[rstest]
#[tokio::test]
async fn nothing_is_kept_for_somebody_who_can_do_it_herself(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let (sri, clerk) = (Citizen::sri(&site).await, Clerk::of(&site, SRAGEN, "33.14").await);
    let visit = clerk.meets(&sri).await;
    assert_eq!(clerk.sees_card(&visit, NIK).await.status, 303);
    assert_eq!(adds(&clerk, &visit, "KTP", "kartu").await.status, 404);
    assert_eq!(clerk.get(&format!("{visit}/layanan")).await.status, 404);
    assert_eq!(clerk.post(&format!("{visit}/lembar"), &[]).await.status, 404);
    assert!(site.app.vault.documents(sri.id).await.unwrap().is_empty());
}

#[rstest]
#[tokio::test]
async fn she_takes_the_account_over_with_the_sheet_her_number_and_an_address(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = path(&clerk.opens("Sukarti", NIK).await);
    adds(&clerk, &visit, "KTP", "kartu sukarti").await;
    let code = clerk.prints(&visit).await;
    let browser = site.browser();
    let page = browser.get(ACCOUNT, &format!("/ambil-alih?kode={code}")).await;
    assert!(page.says(&code) && page.says("NIK Anda"), "{}", page.text());
    let wrong = shows(&browser, &code, OTHERS).await;
    let unknown = shows(&browser, "7F3K-9QXM-2HTA", NIK).await;
    for answer in [&wrong, &unknown] {
        assert!(answer.status == 422 && answer.says("tidak cocok"), "which of the two is not said: {}", answer.text());
    }
    let first = browser.get(ACCOUNT, "/ambil-alih/kontak").await;
    assert_eq!(first.status, 303, "the sheet comes first");
    let near = shows(&browser, &code, "3315015208900001").await;
    assert_eq!(near.status, 422, "all of it is compared, not its end");
    assert_eq!(shows(&browser, &code, "3314.0152.0890 0001").await.location(), "/ambil-alih/kontak");
    let page = browser.get(ACCOUNT, "/ambil-alih/kontak").await;
    assert!(page.says("Akunnya ditemukan") && !page.says("Sukarti"), "{}", page.text());
    let sent = browser.post(ACCOUNT, "/ambil-alih/kontak", &[("kontak", "sukarti@contoh.id"), ("ke", "/")]).await;
    assert_eq!(sent.location(), "/ambil-alih/kode?ke=%2F", "{}", sent.text());
    let digits = sent_code(&site).await;
    let shown = browser.post(ACCOUNT, "/ambil-alih/kode", &[("kode", &digits), ("ke", "/")]).await;
    assert_eq!(shown.location(), "/ambil-alih/sandi?ke=%2F", "{}", shown.text());
    let weak = browser.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", "sukarti"), ("ke", "/")]).await;
    assert_eq!(weak.status, 422, "{}", weak.text());
    let done = browser.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", SANDI), ("ke", "/berkas")]).await;
    assert_eq!(done.location(), "/berkas", "{}", done.text());
    assert!(browser.get(ACCOUNT, "/berkas").await.says("KTP-el"), "her documents are there");
    let page = browser.get(ACCOUNT, "/profil").await;
    for said in ["Sukarti", "sukarti@contoh.id", "Dilihat petugas di Kabupaten Sragen", "Tingkat akun 2 dari 3"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    let held = taken(&browser.post(ACCOUNT, "/data-saya", &[]).await);
    let opened = &held["account"]["assisted"];
    assert!(opened["purpose"] == "Menyimpan KK dan mengurus bantuan sosial" && opened["region"] == "33.14", "{opened}");
    assert_eq!(held["account"]["sightings"][0]["region"], "33.14");
    // the sheet leads nowhere any more, and the counter keeps nothing for her
    assert_eq!(shows(&site.browser(), &code, NIK).await.status, 422);
    assert_eq!(clerk.post("/kelola/warga", &[("kode", &code)]).await.status, 422);
    assert_eq!(adds(&clerk, &visit, "KK", "kk").await.status, 404);
    let again = browser.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", SANDI), ("ke", "/")]).await;
    assert!(again.status == 303 && again.location().starts_with("/ambil-alih?"), "once");
    let fields = [("surel", "sukarti@contoh.id"), ("sandi", SANDI), ("ke", "/berkas")];
    assert_eq!(site.browser().post(ACCOUNT, "/masuk", &fields).await.location(), "/berkas");
}

#[rstest]
#[tokio::test]
async fn tries_at_a_sheet_are_limited_and_nobody_signs_in_without_an_address(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let code = clerk.prints(&path(&clerk.opens("Sukarti", NIK).await)).await;
    for serial in 2..=6 {
        let wrong = format!("331401520890000{serial}");
        assert_eq!(shows(&site.browser(), &code, &wrong).await.status, 422);
    }
    assert_eq!(shows(&site.browser(), &code, NIK).await.status, 429, "whoever asks");
    for (kode, nik) in [("", ""), ("7F3K", "12"), (&code, "0001"), (&code, "abcd")] {
        let answer = shows(&site.browser(), kode, nik).await;
        assert!(answer.status == 422 && !answer.says("tidak cocok"), "{kode} {nik}: {}", answer.text());
    }
}

#[rstest]
#[tokio::test]
async fn an_address_with_an_account_takes_nothing_over(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    Citizen::sri(&site).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let code = clerk.prints(&path(&clerk.opens("Sukarti", NIK).await)).await;
    let browser = site.browser();
    assert_eq!(shows(&browser, &code, NIK).await.status, 303);
    let sent = browser.post(ACCOUNT, "/ambil-alih/kontak", &[("kontak", "sri@contoh.id"), ("ke", "/")]).await;
    assert_eq!(sent.location(), "/ambil-alih/kode?ke=%2F", "the page says nothing of that account");
    let letters = letters(&site).await;
    assert!(letters.iter().all(|letter| letter.says.kind() == "account_exists"), "{letters:?}");
}

#[rstest]
#[tokio::test]
async fn an_address_shown_with_a_former_sheet_takes_nothing_over(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = path(&clerk.opens("Sukarti", NIK).await);
    let lost = clerk.prints(&visit).await;
    // whoever found the sheet shows an address of her own
    let finder = site.browser();
    assert_eq!(shows(&finder, &lost, NIK).await.status, 303);
    finder.post(ACCOUNT, "/ambil-alih/kontak", &[("kontak", "penemu@contoh.id"), ("ke", "/")]).await;
    let digits = sent_code(&site).await;
    let shown = finder.post(ACCOUNT, "/ambil-alih/kode", &[("kode", &digits), ("ke", "/")]).await;
    assert_eq!(shown.location(), "/ambil-alih/sandi?ke=%2F", "{}", shown.text());
    site.clock.advance(TimeDelta::minutes(5));
    let newer = clerk.prints(&visit).await;
    let owner = site.browser();
    assert_eq!(shows(&owner, &newer, NIK).await.status, 303);
    let refused = finder.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", SANDI), ("ke", "/berkas")]).await;
    assert!(refused.status == 303 && refused.location().starts_with("/ambil-alih?"), "{}", refused.location());
    owner.post(ACCOUNT, "/ambil-alih/kontak", &[("kontak", "sukarti@contoh.id"), ("ke", "/")]).await;
    let digits = sent_code(&site).await;
    owner.post(ACCOUNT, "/ambil-alih/kode", &[("kode", &digits), ("ke", "/")]).await;
    let done = owner.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", SANDI), ("ke", "/berkas")]).await;
    assert_eq!(done.location(), "/berkas", "{}", done.text());
}

#[rstest]
#[tokio::test]
async fn a_sheet_opens_no_session_in_an_account_that_was_closed(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Clerk::of(&site, SRAGEN, "33.14").await;
    let visit = path(&clerk.opens("Sukarti", NIK).await);
    let code = clerk.prints(&visit).await;
    let browser = site.browser();
    assert_eq!(shows(&browser, &code, NIK).await.location(), "/ambil-alih/kontak");
    browser.post(ACCOUNT, "/ambil-alih/kontak", &[("kontak", "sukarti@contoh.id"), ("ke", "/")]).await;
    let digits = sent_code(&site).await;
    let shown = browser.post(ACCOUNT, "/ambil-alih/kode", &[("kode", &digits), ("ke", "/")]).await;
    assert_eq!(shown.location(), "/ambil-alih/sandi?ke=%2F", "{}", shown.text());
    let way = SecretToken::parse(&browser.cookie(ACCOUNT, "__Host-lembar").expect("the way")).expect("a token");
    let id = site.app.identity.takeover(&way, site.app.clock.now()).await.unwrap().expect("an account");
    site.app.identity.leave(&site.act(), id).await.unwrap();
    let refused = browser.post(ACCOUNT, "/ambil-alih/sandi", &[("sandi", SANDI), ("ke", "/")]).await;
    assert!(refused.status == 303 && refused.location().starts_with("/ambil-alih?"), "{}", refused.text());
    let account = site.app.identity.account(id).await.unwrap().unwrap();
    assert!(account.assisted && account.contact().is_none(), "nothing of it was done");
    assert!(browser.cookie(ACCOUNT, "__Host-sesi").is_none());
}
