//! A person takes her data along, and leaves.

use std::io::{Cursor, Read};

use balai_catalog::standard::DocumentCode;
use balai_identity::AccountSays;
use balai_rbac::{Grant, Role, grants};
use balai_testkit::Kind;
use balai_tests::files::{pdf, png};
use balai_tests::{ACCOUNT, Browser, Site};
use balai_vault::{FileName, NewFile};
use bytes::Bytes;
use chrono::TimeDelta;
use rstest::rstest;
use serde_json::Value;
use uuid::Uuid;
use zip::ZipArchive;

use balai_tests::letters::letters;

use crate::registering::registered;
use crate::support::{SESSION, SRAGEN, Somebody};

const PASSWORD: &str = "pohon ember kuda lemari";
const NIK: &str = "3314011208900001";

async fn account(site: &Site, email: &str) -> Uuid {
    site.app.identity.account_by_email(&email.parse().unwrap()).await.unwrap().unwrap().id
}

async fn keep(site: &Site, account: Uuid, kind: &str, name: &str, file: Vec<u8>) {
    let act = balai_kernel::Act::new(
        balai_kernel::Actor::Account(account),
        site.app.clock.now(),
        balai_kernel::Origin::default(),
    );
    let files = vec![Bytes::from(file)];
    let new = NewFile { kind: DocumentCode::parse(kind).unwrap(), renews: None, name: FileName::of(name), files };
    site.app.vault.add(&act, account, new).await.unwrap();
}

fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.to_vec())).expect("a ZIP");
    let count = archive.len();
    let mut content = |at: usize| {
        let mut file = archive.by_index(at).expect("it is there");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("it reads");
        (file.name().expect("a plain name").into_owned(), bytes)
    };
    (0..count).map(&mut content).collect()
}

#[rstest]
#[tokio::test]
async fn a_person_takes_along_what_is_held_of_her_and_of_nobody_else(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti <b>Aminah</b>").await;
    let other = registered(&site, "ani@contoh.id", "Anirahasia").await;
    let (siti, ani) = (account(&site, "siti@contoh.id").await, account(&site, "ani@contoh.id").await);
    browser.post(ACCOUNT, "/profil/nik", &[("nik", NIK)]).await;
    other.post(ACCOUNT, "/profil/nik", &[("nik", "3314015208900002")]).await;
    keep(&site, siti, "KTP", "ktp saya.pdf", pdf("Siti", "")).await;
    keep(&site, siti, "KK", "kk.png", png(600, 40)).await;
    keep(&site, ani, "KTP", "ktp ani rahasia.png", png(500, 90)).await;
    assert!(browser.get(ACCOUNT, "/data-saya").await.says("pasal 7"));
    let answer = browser.post(ACCOUNT, "/data-saya", &[]).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "application/zip"));
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"data-saya-2026-11-23.zip\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    let files = unpacked(&answer.body);
    let file = |name: &str| &files.iter().find(|(known, _)| known == name).expect("it is there").1;
    let told: Value = serde_json::from_slice(file("data.json")).expect("JSON");
    assert_eq!(told["nik"], NIK);
    assert_eq!(told["account"]["email"], "siti@contoh.id");
    assert_eq!(told["documents"].as_array().map(Vec::len), Some(2), "{told}");
    let paper = told["documents"].as_array().unwrap().iter().find(|one| one["name"] == "ktp saya.pdf").unwrap();
    assert_eq!(file(paper["file"].as_str().unwrap()), &pdf("Siti", ""), "as it was kept");
    assert_eq!(files.len(), 4, "{:?}", files.iter().map(|(name, _)| name).collect::<Vec<_>>());
    let page = String::from_utf8(file("BACA-SAYA.html").clone()).unwrap();
    assert!(page.contains(NIK) && page.contains("&#60;b&#62;Aminah") && !page.contains("<b>Aminah"), "{page}");
    assert!(page.contains("Mengunduh data sendiri") && page.contains("Membuka akun"), "{page}");
    for (name, bytes) in &files {
        for word in ["Anirahasia", "ani@contoh.id", "3314015208900002", &ani.to_string(), "ani rahasia"] {
            let word = word.as_bytes();
            assert!(!bytes.windows(word.len()).any(|window| window == word), "{name}");
        }
    }
    assert!(browser.get(ACCOUNT, "/berkas/catatan").await.says("KTP"), "the look is written down");
    // all of it is read for that: not again and again
    assert_eq!(browser.post(ACCOUNT, "/data-saya", &[]).await.status, 200);
    let often = browser.post(ACCOUNT, "/data-saya", &[]).await;
    assert!(often.status == 429 && often.says("Coba lagi dalam"), "{}", often.text());
    site.clock.advance(TimeDelta::minutes(11));
    assert!(browser.post(ACCOUNT, "/data-saya", &[]).await.location().contains("bukti=1"));
}

/// Asks for the end of her account; returns the link of the letter.
async fn leave(site: &Site, browser: &Browser) -> String {
    letters(site).await;
    assert!(browser.get(ACCOUNT, "/hapus-akun").await.says("72 jam"));
    let wrong = browser.post(ACCOUNT, "/hapus-akun/tegaskan", &[("kata", "hapu")]).await;
    assert!(wrong.status == 422 && wrong.says("Tulis kata HAPUS"), "{}", wrong.text());
    let answer = browser.post(ACCOUNT, "/hapus-akun/tegaskan", &[("kata", " hapus ")]).await;
    assert!(answer.status == 200 && answer.says("Akun Anda sudah ditutup"), "{}", answer.text());
    match &letters(site).await[..] {
        [told] => match &told.says {
            AccountSays::Leaving { undo, .. } => format!("/batal-hapus/{undo}"),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[tokio::test]
async fn before_she_leaves_she_reads_what_the_law_makes_a_region_keep(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    for (language, heading, said) in [
        (
            "id",
            "Yang tetap disimpan, dan sebabnya",
            "Salinan berkas pada permohonan yang sudah diputus. Itu arsip daerah yang wajib disimpan (UU 43/2009 tentang \
             Kearsipan), tersegel dengan kunci daerah itu.",
        ),
        (
            "en",
            "What is kept, and why",
            "They are the region&#39;s archive, which the law makes it keep (law 43/2009 on archives)",
        ),
    ] {
        let page = browser.get(ACCOUNT, &format!("/hapus-akun?bahasa={language}")).await;
        let stays = page.text().split(heading).nth(1).unwrap_or_else(|| panic!("{heading}: {}", page.text()));
        assert!(page.status == 200 && stays.contains(said), "{said}: {}", page.text());
        assert!(stays.contains("/hapus-akun/tegaskan"), "read before the button");
    }
}

#[rstest]
#[tokio::test]
async fn an_account_closes_at_once_and_comes_back_by_the_letter(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let elsewhere = site.browser();
    let fields = [("surel", "siti@contoh.id"), ("sandi", PASSWORD), ("ke", "/")];
    assert_eq!(elsewhere.post(ACCOUNT, "/masuk", &fields).await.status, 303);
    let link = leave(&site, &browser).await;
    assert_eq!(browser.cookie(ACCOUNT, SESSION), None);
    assert_eq!(elsewhere.get(ACCOUNT, "/profil").await.status, 303, "signed out everywhere");
    assert_eq!(site.browser().post(ACCOUNT, "/masuk", &fields).await.status, 422);
    site.clock.advance(TimeDelta::hours(71));
    let stranger = site.browser();
    let page = stranger.get(ACCOUNT, &link).await;
    assert!(page.status == 200 && page.says("Batal hapus"), "{}", page.text());
    assert!(stranger.post(ACCOUNT, &link, &[]).await.says("tidak jadi dihapus"));
    assert!(matches!(&letters(&site).await[..], [told] if told.says == AccountSays::Stayed));
    assert_eq!(stranger.post(ACCOUNT, &link, &[]).await.status, 404, "once");
    let again = site.browser();
    assert_eq!(again.post(ACCOUNT, "/masuk", &fields).await.status, 303);
    let link = leave(&site, &again).await;
    site.clock.advance(TimeDelta::hours(72));
    assert_eq!(stranger.get(ACCOUNT, &link).await.status, 404, "too late");
    assert_eq!(stranger.post(ACCOUNT, &link, &[]).await.status, 404);
}

#[rstest]
#[tokio::test]
async fn whoever_holds_a_role_hands_it_over_first(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let clerk = Somebody::with(&site, "petugas@sragenkab.go.id", Role::CatalogueEditor, "33.14").await;
    let browser = site.browser();
    clerk.arrive(&site, &browser, SRAGEN, "/kelola").await;
    let page = browser.get(ACCOUNT, "/hapus-akun").await;
    assert!(page.says("Penyunting katalog") && page.says("Kabupaten Sragen"), "{}", page.text());
    assert!(!page.says("/hapus-akun/tegaskan"), "{}", page.text());
    let refused = browser.post(ACCOUNT, "/hapus-akun/tegaskan", &[("kata", "HAPUS")]).await;
    assert!(refused.status == 409 && refused.says("Penyunting katalog"), "{}", refused.text());
    assert_eq!(browser.get(ACCOUNT, "/profil").await.status, 200, "nothing happened");
}

#[rstest]
#[tokio::test]
async fn an_account_that_holds_a_role_is_not_half_ended_and_keeps_nobody_waiting(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let siti = account(&site, "siti@contoh.id").await;
    keep(&site, siti, "KTP", "ktp.pdf", pdf("Siti", "")).await;
    leave(&site, &browser).await;
    site.clock.advance(TimeDelta::minutes(1));
    let browser = registered(&site, "ani@contoh.id", "Ani").await;
    let ani = account(&site, "ani@contoh.id").await;
    leave(&site, &browser).await;
    // no door gives a role to a closed account; one that has it all the same is not ended by half
    let grant = Grant::new(Role::CatalogueEditor, "33.14".parse().unwrap()).unwrap();
    let write = site.kit.control().write().await.unwrap();
    assert!(grants::give(&write, &site.act(), siti, &grant).await.unwrap());
    write.commit().await.unwrap();
    site.clock.advance(TimeDelta::hours(73));
    let (now, lease) = (site.app.clock.now(), TimeDelta::minutes(10));
    let refused = site.app.identity.next_leaving(now, lease).await;
    assert!(refused.is_err(), "{refused:?}");
    let next = site.app.identity.next_leaving(now, lease).await.unwrap().unwrap();
    assert_eq!(next.account, ani, "the others get their turn");
    assert!(site.app.identity.next_leaving(now, lease).await.unwrap().is_none());
    assert_eq!(site.app.vault.documents(siti).await.unwrap().len(), 1, "nothing of hers is gone");
    site.clock.advance(TimeDelta::minutes(11));
    let write = site.kit.control().write().await.unwrap();
    assert!(grants::take(&write, siti, &grant).await.unwrap());
    write.commit().await.unwrap();
    let mut due = Vec::new();
    while let Some(leaving) = site.app.identity.next_leaving(site.app.clock.now(), lease).await.unwrap() {
        due.push(leaving.account);
    }
    assert_eq!(due, [siti, ani], "once the role is given up it goes on");
}

#[rstest]
#[tokio::test]
async fn nothing_is_said_to_be_gone_that_is_there(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, "siti@contoh.id", "Siti").await;
    let siti = account(&site, "siti@contoh.id").await;
    keep(&site, siti, "KTP", "ktp.pdf", pdf("Siti", "")).await;
    leave(&site, &browser).await;
    site.clock.advance(TimeDelta::hours(73));
    let (act, vault, identity) = (site.act(), &site.app.vault, &site.app.identity);
    let leaving = identity.next_leaving(act.at, TimeDelta::minutes(10)).await.unwrap().unwrap();
    assert!(vault.nothing_left(siti).await.is_err(), "a document is there");
    vault.leave(&act, siti).await.unwrap();
    assert!(vault.nothing_left(siti).await.is_err(), "its key is there");
    assert!(identity.left(&act, siti).await.is_err(), "and what it sealed would open");
    identity.forget_person(&act, &leaving).await.unwrap();
    vault.nothing_left(siti).await.unwrap();
    identity.left(&act, siti).await.unwrap();
    site.clock.advance(TimeDelta::minutes(11));
    assert!(identity.next_leaving(site.app.clock.now(), TimeDelta::minutes(10)).await.unwrap().is_none());
}
