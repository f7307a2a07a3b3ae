//! Somebody took an account over: what its owner takes back from her old address, and what stays with the thief.

use balai_identity::{
    AccountSays, Aim, MandateScope, NationalPerson, NewMandate, NoticeLetter, ProofRefused, Purpose, TotpSecret,
};
use balai_kernel::{Act, Actor, Contact, Origin};
use balai_testkit::Kind;
use balai_tests::letters::letters;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;
use uuid::Uuid;

use crate::change::{changed, enters};
use crate::passkeys::{added, with};
use crate::registering::{code, registered};

const A: &str = "siti@contoh.id";
const B: &str = "pencuri@contoh.id";
const C: &str = "pencuri.lagi@contoh.id";
const PHONE: &str = "081234567890";

async fn account(site: &Site, email: &str) -> Uuid {
    site.app.identity.account_by_email(&email.parse().unwrap()).await.unwrap().unwrap().id
}

fn act(site: &Site, id: Uuid) -> Act {
    Act::new(Actor::Account(id), site.app.clock.now(), Origin::default())
}

/// The link of the one letter to an address that brings something back.
fn link(letters: &[NoticeLetter], to: &str) -> String {
    let to = Contact::parse(to).unwrap();
    let undo = letters.iter().filter(|letter| letter.to == to).find_map(|letter| match &letter.says {
        AccountSays::ContactChanged { undo, .. } | AccountSays::ContactRemoved { undo, .. } => undo.clone(),
        AccountSays::ContactAdded { undo, .. } => Some(undo.clone()),
        _ => None,
    });
    format!("/batal-ganti/{}", undo.unwrap_or_else(|| panic!("no link: {letters:?}")))
}

fn next_minute(site: &Site) {
    site.clock.advance(TimeDelta::minutes(1));
}

async fn undone(site: &Site, link: &str) -> u16 {
    site.browser().post(ACCOUNT, link, &[]).await.status
}

#[rstest]
#[tokio::test]
async fn the_thief_does_not_undo_the_owner_s_undo(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let thief = registered(&site, A, "Siti").await;
    changed(&site, &thief, B).await;
    let owners = link(&letters(&site).await, A);
    next_minute(&site);
    changed(&site, &thief, C).await;
    let thiefs = link(&letters(&site).await, B);
    next_minute(&site);
    changed(&site, &thief, PHONE).await;
    letters(&site).await;
    assert_eq!(undone(&site, &owners).await, 200);
    let told = letters(&site).await;
    let says = |to: &str, what: &AccountSays| {
        told.iter().any(|letter| letter.to == Contact::parse(to).unwrap() && letter.says == *what)
    };
    assert!(says(A, &AccountSays::ContactRestored), "{told:?}");
    assert!(says(C, &AccountSays::ContactDisplaced) && says(PHONE, &AccountSays::ContactDisplaced), "{told:?}");
    assert_eq!(site.browser().get(ACCOUNT, &thiefs).await.status, 404);
    assert_eq!(undone(&site, &thiefs).await, 404);
    assert!(enters(&site, A).await && !enters(&site, B).await && !enters(&site, C).await);
    assert!(!enters(&site, PHONE).await, "what was added since is out too");
}

#[rstest]
#[tokio::test]
async fn the_undo_gives_back_the_account_and_not_the_address_alone(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    registered(&site, "budi@contoh.id", "Budi").await;
    let thief = registered(&site, A, "Siti").await;
    let id = account(&site, A).await;
    let mut own = added(&site, &thief, "Punya Siti").await;
    letters(&site).await;
    next_minute(&site);
    changed(&site, &thief, B).await;
    let owners = link(&letters(&site).await, A);
    next_minute(&site);
    let mut key = added(&site, &thief, "Punya pencuri").await;
    let act = act(&site, id);
    let secret: TotpSecret = site.app.identity.offered_factor(&act, (id, id)).await.unwrap();
    site.app.identity.add_factor(&act, (id, id), &secret.code_at(act.at)).await.unwrap();
    let trip = site.app.identity.leave_for_national(&act, Aim::Link(id), "/").await.unwrap();
    let person = NationalPerson {
        issuer: "https://nasional.contoh.id".into(),
        subject: "pencuri".into(),
        proven_at: act.at,
        name: None,
        nik: Some(balai_kernel::Nik::parse("3314011208900001").unwrap()),
        email: None,
    };
    site.app.identity.back_from_national(&act, &trip.token, &trip.state).await.unwrap().unwrap();
    site.app.identity.keep_for_linking(&trip.token, &person).await.unwrap();
    site.app.identity.link_national(&act, &site.app.kek, &trip.token, id).await.unwrap();
    let until = act.at + TimeDelta::days(30);
    let new = NewMandate { agent: Contact::parse("budi@contoh.id").unwrap(), scope: MandateScope::All, ends_at: until };
    site.app.identity.appoint(&act, id, &new).await.unwrap();
    let to_former: Vec<_> = letters(&site).await.into_iter().filter(|letter| letter.to.as_str() == A).collect();
    let mut kinds: Vec<_> = to_former.iter().map(|letter| letter.says.kind()).collect();
    kinds.sort_unstable();
    let ways = ["account_factor_added", "account_mandate_given", "account_national_linked", "account_passkey_added"];
    assert_eq!(kinds, ways, "the former address hears of the ways in");
    let page = site.browser().get(ACCOUNT, &owners).await;
    assert!(page.says("kunci sandi, kode kedua, identitas nasional, dan wakil"), "{}", page.text());
    assert_eq!(undone(&site, &owners).await, 200);
    let safety = site.app.identity.safety(id).await.unwrap();
    assert_eq!((safety.app, safety.recovery), (false, 0));
    assert!(site.app.identity.national_link(id).await.unwrap().is_none());
    assert!(site.app.identity.number(&site.app.kek, id).await.unwrap().is_none(), "nor its number");
    assert!(site.app.identity.mandates(id, act.at).await.unwrap().given.is_empty());
    let (_, refused) = with(&site, &mut key).await;
    assert_eq!(refused.status, 422, "the thief's key opens nothing");
    let (_, let_in) = with(&site, &mut own).await;
    assert_eq!(let_in.location(), "/", "her own does: {}", let_in.text());
}

#[rstest]
#[tokio::test]
async fn an_account_that_was_changed_and_then_closed_comes_back(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let thief = registered(&site, A, "Siti").await;
    changed(&site, &thief, B).await;
    let owners = link(&letters(&site).await, A);
    let closed = thief.post(ACCOUNT, "/hapus-akun/tegaskan", &[("kata", "HAPUS")]).await;
    assert_eq!(closed.status, 200, "{}", closed.text());
    let told = letters(&site).await;
    let hears =
        |to: &str| told.iter().any(|one| one.to.as_str() == to && matches!(one.says, AccountSays::Leaving { .. }));
    assert!(hears(A) && hears(B), "{told:?}");
    site.clock.advance(TimeDelta::hours(71));
    assert_eq!(undone(&site, &owners).await, 200);
    assert!(enters(&site, A).await, "open again");
    site.clock.advance(TimeDelta::hours(2));
    let next = site.app.identity.next_leaving(site.app.clock.now(), TimeDelta::minutes(10)).await.unwrap();
    assert_eq!(next, None, "and it stays");
}

#[rstest]
#[tokio::test]
async fn where_she_was_reached_before_is_forgotten_with_her(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, A, "Akun dihapus").await;
    changed(&site, &browser, "siti.baru@contoh.id").await;
    browser.post(ACCOUNT, "/hapus-akun/tegaskan", &[("kata", "HAPUS")]).await;
    site.clock.advance(TimeDelta::hours(73));
    let leaving = site.app.identity.next_leaving(site.app.clock.now(), TimeDelta::minutes(10)).await.unwrap();
    let contacts: Vec<_> = leaving.unwrap().contacts.iter().map(|one| one.as_str().to_owned()).collect();
    assert_eq!(contacts, ["siti.baru@contoh.id", A], "whatever she is called");
}

/// Recovers as far as the password.
async fn recovers(site: &Site, contact: &str) -> Browser {
    let browser = site.browser();
    browser.post(ACCOUNT, "/pulihkan", &[("kontak", contact), ("ke", "/")]).await;
    let code = code(site, contact).await;
    browser.post(ACCOUNT, "/pulihkan/kode", &[("kode", &code), ("ke", "/")]).await;
    assert_eq!(browser.get(ACCOUNT, "/pulihkan/sandi").await.status, 200);
    browser
}

#[rstest]
#[tokio::test]
async fn an_address_that_left_the_account_recovers_nothing(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = registered(&site, A, "Siti").await;
    next_minute(&site);
    let late = recovers(&site, A).await;
    changed(&site, &owner, "siti.baru@contoh.id").await;
    let fields = [("sandi", "sepeda hujan lonceng tikar"), ("ke", "/")];
    let refused = late.post(ACCOUNT, "/pulihkan/sandi", &fields).await;
    assert_eq!(refused.location(), "/pulihkan?ke=%2F&ulang=1", "{}", refused.text());
    assert!(enters(&site, "siti.baru@contoh.id").await, "the password is the old one");
}

#[rstest]
#[tokio::test]
async fn an_undo_ends_what_was_half_done(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let thief = registered(&site, A, "Siti").await;
    let id = account(&site, A).await;
    let act = act(&site, id);
    let secret = site.app.identity.offered_factor(&act, (id, id)).await.unwrap();
    site.app.identity.add_factor(&act, (id, id), &secret.code_at(act.at)).await.unwrap();
    letters(&site).await;
    changed(&site, &thief, PHONE).await;
    let owners = link(&letters(&site).await, A);
    next_minute(&site);
    let recovering = recovers(&site, PHONE).await;
    let half = site.browser();
    let fields = [("surel", PHONE), ("sandi", crate::registering::PASSWORD), ("ke", "/")];
    assert_eq!(half.post(ACCOUNT, "/masuk", &fields).await.location(), "/masuk/kode?ke=%2F");
    letters(&site).await;
    let page = site.browser().get(ACCOUNT, &owners).await;
    assert!(page.says("Keluarkan alamat yang baru?"), "{}", page.text());
    assert_eq!(undone(&site, &owners).await, 200);
    let fields = [("sandi", "sepeda hujan lonceng tikar"), ("ke", "/")];
    assert!(recovering.post(ACCOUNT, "/pulihkan/sandi", &fields).await.location().contains("ulang=1"));
    let code = secret.code_at(site.app.clock.now());
    let late = half.post(ACCOUNT, "/masuk/kode", &[("kode", &code), ("ke", "/")]).await;
    assert!(late.location().starts_with("/masuk?"), "{} {}", late.status, late.text());
    assert_eq!(half.get(ACCOUNT, "/profil").await.status, 303);
}

#[rstest]
#[tokio::test]
async fn one_of_two_is_taken_out_and_never_the_last(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = registered(&site, A, "Siti").await;
    assert!(!browser.get(ACCOUNT, "/profil").await.says("/profil/kontak/hapus"));
    let gone = async |contact: &str| browser.post(ACCOUNT, "/profil/kontak/hapus", &[("kontak", contact)]).await;
    assert_eq!(gone(A).await.status, 409, "the last");
    changed(&site, &browser, PHONE).await;
    assert!(browser.get(ACCOUNT, "/profil").await.says("/profil/kontak/hapus"));
    letters(&site).await;
    next_minute(&site);
    assert_eq!(gone("lain@contoh.id").await.status, 409, "another's");
    assert_eq!(gone(A).await.location(), "/profil");
    assert!(enters(&site, PHONE).await && !enters(&site, A).await);
    let told = letters(&site).await;
    let back = link(&told, A);
    assert_eq!(told.len(), 2, "both hear of it: {told:?}");
    assert_eq!(gone(PHONE).await.status, 409, "the last");
    assert_eq!(undone(&site, &back).await, 200);
    assert!(enters(&site, PHONE).await && enters(&site, A).await);
}

#[rstest]
#[tokio::test]
async fn whoever_recovers_her_account_has_appointed_nobody(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let budi = registered(&site, "budi@contoh.id", "Budi").await;
    let thief = registered(&site, A, "Siti").await;
    let fields = [("kontak", "budi@contoh.id"), ("cakupan", "semua"), ("lama", "365")];
    assert_eq!(thief.post(ACCOUNT, "/keluarga/tunjuk", &fields).await.location(), "/keluarga?kabar=ditunjuk");
    let id = account(&site, A).await;
    let mandate = site.app.identity.mandates(id, site.app.clock.now()).await.unwrap().given[0].id;
    budi.post(ACCOUNT, &format!("/keluarga/{mandate}/terima"), &[]).await;
    let told = letters(&site).await;
    let mut own: Vec<_> = told.iter().filter(|one| one.to.as_str() == A).map(|one| one.says.kind()).collect();
    own.sort_unstable();
    assert_eq!(own, ["account_mandate_accepted", "account_mandate_given"], "she hears of both");
    next_minute(&site);
    let owner = recovers(&site, A).await;
    let fields = [("sandi", "sepeda hujan lonceng tikar"), ("ke", "/")];
    assert_eq!(owner.post(ACCOUNT, "/pulihkan/sandi", &fields).await.location(), "/");
    assert!(site.app.identity.mandates(id, site.app.clock.now()).await.unwrap().given.is_empty());
    assert_eq!(budi.post(ACCOUNT, &format!("/keluarga/{mandate}/mulai"), &[]).await.status, 404);
    site.clock.advance(TimeDelta::minutes(11));
    let asked = owner.get(ACCOUNT, "/keluarga/tunjuk").await;
    assert!(asked.location().ends_with("&bukti=1"), "a fresh proof: {}", asked.location());
}

#[rstest]
#[tokio::test]
async fn nobody_elsewhere_keeps_an_owner_from_recovering(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    registered(&site, A, "Siti").await;
    let contact = Contact::parse(A).unwrap();
    let asks = async |from: &str| {
        let act = Act::new(Actor::System("uji"), site.app.clock.now(), Origin::web(from, "uji"));
        site.app.identity.begin_proof(&act, Purpose::Recover, &contact).await
    };
    for _ in 0..5 {
        next_minute(&site);
        assert!(asks("198.51.100.7").await.is_ok());
    }
    next_minute(&site);
    assert!(matches!(asks("198.51.100.7").await, Err(ProofRefused::TooMany(_))));
    assert!(asks("203.0.113.9").await.is_ok(), "the owner, from her own network");
    for network in 0..14 {
        next_minute(&site);
        assert!(asks(&format!("192.0.2.{network}")).await.is_ok());
    }
    next_minute(&site);
    assert!(matches!(asks("203.0.113.10").await, Err(ProofRefused::TooMany(_))), "but not all night");
}
