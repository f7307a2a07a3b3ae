//! Roles that a region composes for itself, and how soon a role that was taken back stops counting.

use std::time::{Duration, Instant};

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{Answer, Browser, Site};
use rstest::rstest;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody, hidden};

const ROLES: &str = "/kelola/pegawai/peran";
const CLERK: &str = "petugas@sragenkab.go.id";

/// The fields of the form of a role.
fn form<'f>(name: &'f str, gives: &[&'f str], seen: &'f str) -> Vec<(&'f str, &'f str)> {
    let gives = gives.iter().map(|word| ("izin", *word));
    [("nama", name), ("semula", seen)].into_iter().chain(gives).collect()
}

/// The page of the first role on the list.
async fn first(desk: &Browser) -> String {
    let list = desk.get(SRAGEN, ROLES).await;
    let id = list.text().split(&format!("<a class=\"govuk-link\" href=\"{ROLES}/")).nth(1);
    format!("{ROLES}/{}", id.and_then(|rest| rest.split('"').next()).expect("a role"))
}

/// Gives somebody a composed role in the place of the one she has.
async fn give(desk: &Browser, somebody: &Somebody, role: &str) -> Answer {
    let id = role.rsplit('/').next().expect("an id");
    let change = format!("{DESK}/{}/ubah?peran=counter_clerk&di=33.14", somebody.id);
    desk.post(SRAGEN, &change, &[("peran", &format!("composed:{id}")), ("bagian", "")]).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_owner_composes_a_role_and_a_change_counts_at_the_next_request(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let clerk = Somebody::with(&site, CLERK, Role::CounterClerk, "33.14").await;
    let desk = owner.at(&site, SRAGEN).await;
    let theirs = site.browser();
    clerk.arrive(&site, &theirs, SRAGEN, "/kelola").await;

    for (fields, wrong) in [
        (form("", &["desk enter"], ""), "Tulis nama peran"),
        (form("Auditor", &["desk enter"], ""), "sudah dipakai"),
        (form("Petugas arsip", &[], ""), "Centang sedikitnya satu izin."),
        (form("Petugas arsip", &["tenants provision of all"], ""), "Centang sedikitnya satu izin."),
    ] {
        let answer = desk.post(SRAGEN, &format!("{ROLES}/baru"), &fields).await;
        assert!(answer.status == 422 && answer.says(wrong), "{fields:?}: {}", answer.text());
    }
    for beyond in ["tenants suspend", "roles compose"] {
        let answer = desk.post(SRAGEN, &format!("{ROLES}/baru"), &form("Petugas arsip", &[beyond], "")).await;
        assert_eq!(answer.status, 403, "{beyond}");
    }
    let fields = form("Petugas arsip", &["desk enter", "catalogue view"], "");
    assert_eq!(desk.post(SRAGEN, &format!("{ROLES}/baru"), &fields).await.location(), format!("{ROLES}?kabar=disusun"));
    let taken = desk.post(SRAGEN, &format!("{ROLES}/baru"), &form("PETUGAS  arsip", &["desk enter"], "")).await;
    assert!(taken.status == 409 && taken.says("sudah bernama begitu"), "{}", taken.text());

    let role = first(&desk).await;
    assert_eq!(give(&desk, &clerk, &role).await.location(), "/kelola/pegawai?kabar=diubah");
    assert!(desk.get(SRAGEN, DESK).await.says("Petugas arsip"));
    assert!(theirs.get(SRAGEN, "/kelola").await.says("Kelola sebagai petugas arsip"));
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 403);

    let seen = hidden(&desk.get(SRAGEN, &role).await, "semula");
    let more = form("Petugas arsip", &["desk enter", "catalogue view", "staff view"], &seen);
    assert_eq!(desk.post(SRAGEN, &role, &more).await.location(), format!("{ROLES}?kabar=diubah"));
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 200, "what was added counts at the next request");
    let stale = desk.post(SRAGEN, &role, &form("Petugas arsip", &["desk enter"], &seen)).await;
    assert!(stale.status == 409 && stale.says("Orang lain baru saja mengubah"), "{}", stale.text());
    let again = hidden(&desk.get(SRAGEN, &role).await, "semula");
    let renamed = form("Petugas surat", &["desk enter", "catalogue view", "staff view"], &again);
    assert_eq!(desk.post(SRAGEN, &role, &renamed).await.status, 303);
    assert!(theirs.get(SRAGEN, "/kelola").await.says("Kelola sebagai petugas surat"), "a new name counts at once too");
    assert_eq!(desk.post(SRAGEN, &role, &renamed).await.status, 409, "and is not written over unseen");

    let seen = hidden(&desk.get(SRAGEN, &role).await, "semula");
    let seen = seen.as_str();
    let held = desk.post(SRAGEN, &format!("{role}/hapus"), &[("semula", seen)]).await;
    assert!(held.status == 409 && held.says("masih ada 1 pemegang"), "{}", held.text());
    let back = format!("{DESK}/{}/nonaktif", clerk.id);
    assert_eq!(desk.post(SRAGEN, &back, &[]).await.location(), "/kelola/pegawai?kabar=dinonaktifkan");
    let gone = desk.post(SRAGEN, &format!("{role}/hapus"), &[("semula", seen)]).await;
    assert_eq!(gone.location(), format!("{ROLES}?kabar=dihapus"));
    assert_eq!(desk.get(SRAGEN, &role).await.status, 404);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_may_invite_makes_nobody_mightier_than_herself(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let inviter = Somebody::with(&site, CLERK, Role::CounterClerk, "33.14").await;
    let desk = owner.at(&site, SRAGEN).await;
    let gives = ["desk enter", "catalogue view", "documents ask", "citizens serve", "staff view", "staff invite"];
    assert_eq!(desk.post(SRAGEN, &format!("{ROLES}/baru"), &form("Penerima pegawai", &gives, "")).await.status, 303);
    let role = first(&desk).await;
    assert_eq!(give(&desk, &inviter, &role).await.status, 303);
    let theirs = inviter.at(&site, SRAGEN).await;
    let form = theirs.get(SRAGEN, &format!("{DESK}/undang")).await;
    assert!(form.says("Petugas loket") && form.says("Penerima pegawai"), "{}", form.text());
    assert!(!form.says("Penanggung jawab daerah") && !form.says("Auditor"), "{}", form.text());

    let invite = async |role: &str| {
        let fields = [("surel", "baru@sragenkab.go.id"), ("peran", role), ("bagian", "")];
        theirs.post(SRAGEN, &format!("{DESK}/undang"), &fields).await.status
    };
    assert_eq!(invite("counter_clerk").await, 303);
    assert_eq!([invite("region_owner").await, invite("auditor").await], [422, 422]);
    for deed in ["cabut?peran=region_owner&di=33.14", "nonaktif"] {
        let answer = theirs.post(SRAGEN, &format!("{DESK}/{}/{deed}", owner.id), &[]).await;
        assert_eq!(answer.status, 403, "{deed}: {}", answer.text());
    }
    assert_eq!(theirs.get(SRAGEN, ROLES).await.status, 403);
    let other = Somebody::other_owner(&site).await.at(&site, OTHER).await;
    assert_eq!(other.get(OTHER, &role).await.status, 404, "another region's role is not there");
    let id = role.rsplit('/').next().expect("an id");
    let foreign = [("surel", "baru@contoh.go.id"), ("peran", &*format!("composed:{id}")), ("bagian", "")];
    assert_eq!(other.post(OTHER, &format!("{DESK}/undang"), &foreign).await.status, 422, "nor can it be given there");
}

#[tokio::test]
async fn a_role_taken_back_at_one_server_counts_at_the_other_at_once() {
    let site = Site::open(Kind::Postgres).await;
    let owner = Somebody::owner(&site).await;
    let clerk = Somebody::with(&site, CLERK, Role::CounterClerk, "33.14").await;
    let desk = owner.at(&site, SRAGEN).await;
    let here = site.browser();
    clerk.arrive(&site, &here, SRAGEN, "/kelola").await;
    let other = site.another_node().await;
    let there = other.browser();
    there.set_cookie(SRAGEN, SESSION, &here.cookie(SRAGEN, SESSION).expect("a session"));
    assert_eq!(there.get(SRAGEN, "/kelola").await.status, 200, "the other server has seen her, and keeps what she may");

    assert_eq!(desk.post(SRAGEN, &format!("{DESK}/{}/nonaktif", clerk.id), &[]).await.status, 303);
    let taken = Instant::now();
    while there.get(SRAGEN, "/kelola").await.status != 403 {
        assert!(taken.elapsed() < Duration::from_secs(5), "she goes on");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    println!("refused at the other server after {:?}", taken.elapsed());
}
