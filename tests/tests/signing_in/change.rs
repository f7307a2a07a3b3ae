//! Another address for an account: its owner shows it to be hers, and the old one can take it back for three days.

use balai_identity::AccountSays;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use balai_tests::letters::letters;

use crate::registering::{code, registered};

const OLD: &str = "siti@contoh.id";
const NEW: &str = "siti.baru@contoh.id";

/// Gives an account another address or number.
pub async fn changed(site: &Site, browser: &Browser, to: &str) {
    let answer = browser.post(ACCOUNT, "/profil/kontak", &[("kontak", to)]).await;
    assert_eq!(answer.location(), "/profil/kontak/kode", "{}", answer.text());
    let code = code(site, to).await;
    assert!(browser.get(ACCOUNT, "/profil/kontak/kode").await.status == 200);
    let answer = browser.post(ACCOUNT, "/profil/kontak/kode", &[("kode", &code)]).await;
    assert_eq!(answer.location(), "/profil", "{}", answer.text());
}

/// Whether somebody comes in by it.
pub async fn enters(site: &Site, contact: &str) -> bool {
    let fields = [("surel", contact), ("sandi", "pohon ember kuda lemari"), ("ke", "/")];
    site.browser().post(ACCOUNT, "/masuk", &fields).await.status == 303
}

/// The link that takes the change back, out of the letter to the old address.
async fn undo_link(site: &Site) -> String {
    let letters = letters(site).await;
    let [letter] = letters.as_slice() else { panic!("one letter: {letters:?}") };
    assert_eq!(letter.to.as_str(), OLD);
    match &letter.says {
        AccountSays::ContactChanged { now, undo: Some(token) } => {
            assert_eq!(now, "s***@contoh.id");
            format!("/batal-ganti/{token}")
        }
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[tokio::test]
async fn an_address_is_changed_and_brought_back_from_the_old_one(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, OLD, "Siti").await;
    assert!(browser.post(ACCOUNT, "/profil/kontak", &[("kontak", OLD)]).await.says("Ini sudah surel"));
    changed(&site, &browser, NEW).await;
    assert!(browser.get(ACCOUNT, "/profil").await.says(NEW));
    assert!(enters(&site, NEW).await && !enters(&site, OLD).await);
    let link = undo_link(&site).await;
    site.clock.advance(TimeDelta::hours(11));
    let owner = site.browser();
    let page = owner.get(ACCOUNT, &link).await;
    assert!(page.status == 200 && page.says(OLD), "{}", page.text());
    assert!(!enters(&site, OLD).await, "looking does nothing");
    assert_eq!(owner.post(ACCOUNT, &link, &[]).await.status, 200);
    assert_eq!(browser.get(ACCOUNT, "/").await.status, 303, "every session ended");
    assert!(enters(&site, OLD).await && !enters(&site, NEW).await);
    let told = letters(&site).await;
    let hears = |to: &str, what: &AccountSays| told.iter().any(|one| one.to.as_str() == to && one.says == *what);
    assert!(hears(OLD, &AccountSays::ContactRestored) && hears(NEW, &AccountSays::ContactDisplaced), "{told:?}");
    assert_eq!(told.len(), 2);
    assert_eq!(owner.post(ACCOUNT, &link, &[]).await.status, 404, "once");
}

#[rstest]
#[tokio::test]
async fn after_three_days_a_change_stands(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, OLD, "Siti").await;
    changed(&site, &browser, NEW).await;
    let link = undo_link(&site).await;
    site.clock.advance(TimeDelta::hours(72));
    assert_eq!(site.browser().get(ACCOUNT, &link).await.status, 404);
    assert_eq!(site.browser().post(ACCOUNT, &link, &[]).await.status, 404);
    assert!(enters(&site, NEW).await);
}

#[rstest]
#[tokio::test]
async fn a_number_is_added_beside_an_address_and_anothers_address_is_not_taken(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let browser = registered(&site, OLD, "Siti").await;
    registered(&site, "ani@contoh.id", "Ani").await;
    changed(&site, &browser, "081234567890").await;
    let told = letters(&site).await;
    let added = |says: &AccountSays| matches!(says, AccountSays::ContactAdded { .. });
    assert!(matches!(told.as_slice(), [letter] if added(&letter.says)), "{told:?}");
    assert!(enters(&site, OLD).await && enters(&site, "0812 3456 7890").await, "both lead in");
    site.clock.advance(TimeDelta::minutes(1));
    let answer = browser.post(ACCOUNT, "/profil/kontak", &[("kontak", "ani@contoh.id")]).await;
    assert_eq!(answer.location(), "/profil/kontak/kode", "a stranger hears nothing");
    let told = letters(&site).await;
    assert!(matches!(told.as_slice(), [letter] if letter.says == AccountSays::HasAccount), "{told:?}");
    let answer = browser.post(ACCOUNT, "/profil/kontak/kode", &[("kode", "123456")]).await;
    assert_eq!(answer.status, 422);
    site.clock.advance(TimeDelta::minutes(10));
    let late = browser.get(ACCOUNT, "/profil/kontak").await;
    assert_eq!(late.location(), "/masuk?ke=%2Fprofil%2Fkontak&bukti=1", "a fresh proof is asked for");
}
