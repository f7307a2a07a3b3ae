//! The role that answers for a region changes hands when both said so, and not before.

use balai_identity::{HandoverOffered, HandoverRefused, LeaveRefused};
use balai_kernel::{Act, Actor, Origin};
use balai_rbac::{Domain, Role};
use balai_storage::Event;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{DESK, SRAGEN, Somebody, permitted};

const HEIR: &str = "penerus@sragenkab.go.id";

struct Both {
    site: Site,
    owner: Somebody,
    heir: Somebody,
    desk: Browser,
    theirs: Browser,
    offer: String,
}

/// An owner at her desk, and an editor at hers.
async fn both(kind: Kind) -> Both {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let heir = Somebody::with(&site, HEIR, Role::CatalogueEditor, "33.14").await;
    let desk = owner.at(&site, SRAGEN).await;
    let theirs = site.browser();
    heir.arrive(&site, &theirs, SRAGEN, "/kelola/katalog").await;
    let offer = format!("{DESK}/{}/serah-terima", heir.id);
    Both { site, owner, heir, desk, theirs, offer }
}

/// The page on which the heir answers.
async fn asked(both: &Both) -> Option<String> {
    let home = both.theirs.get(ACCOUNT, "/").await;
    let id = home.text().split("href=\"/serah-terima/").nth(1)?.split('"').next()?;
    Some(format!("/serah-terima/{id}"))
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn it_passes_when_the_other_accepts_and_the_first_keeps_what_was_agreed(#[case] kind: Kind) {
    let both = both(kind).await;
    let (desk, theirs) = (&both.desk, &both.theirs);
    assert!(desk.get(SRAGEN, &format!("{DESK}/{}", both.heir.id)).await.says("Serahkan peran Anda"));
    let unsaid = desk.post(SRAGEN, &both.offer, &[]).await;
    assert!(unsaid.status == 422 && unsaid.says("Pilih peran Anda sesudahnya."), "{}", unsaid.text());
    let refused = desk.post(SRAGEN, &both.offer, &[("menjadi", "region_owner")]).await;
    assert_eq!(refused.status, 422, "what one hands over one does not keep");
    let offered = desk.post(SRAGEN, &both.offer, &[("menjadi", "auditor")]).await;
    assert_eq!(offered.location(), "/kelola/pegawai?kabar=ditawarkan");
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 403, "an offer alone gives nothing");
    assert_eq!(desk.get(SRAGEN, DESK).await.status, 200);

    let twice = desk.post(SRAGEN, &both.offer, &[("menjadi", "auditor")]).await;
    assert!(twice.status == 409 && twice.says("masih menunggu"), "{}", twice.text());
    let letters = both.site.kit.control().write().await.expect("rows");
    let events = letters.take_events(&[HandoverOffered::TOPIC], both.site.app.clock.now(), 10).await.expect("events");
    let [event] = events.as_slice() else { panic!("one letter: {events:?}") };
    assert_eq!(event.read::<HandoverOffered>().expect("it reads").email.as_str(), HEIR);
    drop(letters);

    let page = asked(&both).await.expect("an offer on the account's page");
    assert!(theirs.get(ACCOUNT, &page).await.says("menyerahkan peran Penanggung jawab daerah di Kabupaten Sragen"));
    // nobody else can answer, not even whoever made it
    assert_eq!(desk.post(ACCOUNT, &page, &[]).await.status, 404);
    let accepted = theirs.post(ACCOUNT, &page, &[]).await;
    assert_eq!(accepted.status, 303, "{}", accepted.text());
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 200, "the role counts at the next request");
    let list = desk.get(SRAGEN, DESK).await;
    assert!(list.status == 200 && list.says("Auditor") && !list.says("Undang orang"), "{}", list.text());
    assert_eq!(desk.get(SRAGEN, &format!("{DESK}/undang")).await.status, 403, "the first is an auditor now");
    assert_eq!(theirs.post(ACCOUNT, &page, &[]).await.status, 404, "once");
    assert!(asked(&both).await.is_none());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn it_stays_when_the_other_declines_or_it_is_taken_back_or_nobody_answers(#[case] kind: Kind) {
    let both = both(kind).await;
    let (desk, theirs) = (&both.desk, &both.theirs);
    let offer = async || {
        let answer = desk.post(SRAGEN, &both.offer, &[("menjadi", "tidak-ada")]).await;
        assert_eq!(answer.location(), "/kelola/pegawai?kabar=ditawarkan", "{}", answer.text());
        asked(&both).await.expect("an offer")
    };
    let page = offer().await;
    assert_eq!(theirs.post(ACCOUNT, &format!("{page}/tolak"), &[]).await.location(), "/");
    assert_eq!(theirs.post(ACCOUNT, &page, &[]).await.status, 404, "declined is declined");

    let page = offer().await;
    let person = desk.get(SRAGEN, &format!("{DESK}/{}", both.heir.id)).await;
    assert!(person.says("Menunggu jawabannya"), "{}", person.text());
    let withdraw = format!("{DESK}{page}/tarik");
    assert_eq!(desk.post(SRAGEN, &withdraw, &[]).await.location(), "/kelola/pegawai?kabar=tawaran-ditarik");
    assert_eq!(desk.post(SRAGEN, &withdraw, &[]).await.location(), "/kelola/pegawai?kabar=tanpa-tawaran");
    assert_eq!(theirs.post(ACCOUNT, &page, &[]).await.status, 404);

    let page = offer().await;
    both.site.clock.advance(TimeDelta::days(8));
    let late = both.site.browser();
    both.heir.arrive(&both.site, &late, SRAGEN, "/kelola/katalog").await;
    assert_eq!(late.post(ACCOUNT, &page, &[]).await.status, 404, "too late");
    let again = both.owner.at(&both.site, SRAGEN).await;
    let answer = again.post(SRAGEN, &both.offer, &[("menjadi", "tidak-ada")]).await;
    assert_eq!(answer.location(), "/kelola/pegawai?kabar=ditawarkan", "a late one makes room for the next");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn only_who_holds_it_offers_it_and_only_to_somebody_who_works_here(#[case] kind: Kind) {
    let both = both(kind).await;
    let stranger = Somebody::other_owner(&both.site).await;
    let to_stranger = format!("{DESK}/{}/serah-terima", stranger.id);
    assert_eq!(both.desk.post(SRAGEN, &to_stranger, &[("menjadi", "tidak-ada")]).await.status, 404);
    let to_herself = format!("{DESK}/{}/serah-terima", both.owner.id);
    assert_eq!(both.desk.get(SRAGEN, &to_herself).await.status, 404);
    assert_eq!(both.desk.post(SRAGEN, &to_herself, &[("menjadi", "tidak-ada")]).await.status, 403);
    assert_eq!(both.theirs.post(SRAGEN, &both.offer, &[("menjadi", "tidak-ada")]).await.status, 403);
}

/// Offers the owner's role to the heir.
async fn offered(site: &Site, owner: &Somebody, heir: &Somebody) -> Result<uuid::Uuid, HandoverRefused> {
    let act = Act::new(Actor::Account(owner.id), site.app.clock.now(), Origin::default());
    let grant = permitted(Role::RegionOwner, "33.14");
    site.app.identity.offer_handover(&act, owner.id, heir.id, &grant, Some(Role::CatalogueEditor)).await
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_answers_at_once_one_counts(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let mut owner = Somebody::owner(&site).await;
    let mut heir = Somebody::with(&site, HEIR, Role::CatalogueEditor, "33.14").await;
    let place: Domain = "33.14".parse().unwrap();
    let identity = &site.app.identity;
    for round in 0..10 {
        let id = offered(&site, &owner, &heir).await.unwrap();
        let act = site.act();
        let (accepted, ended) = tokio::join!(
            identity.accept_handover(&act, id, heir.id),
            identity.end_handover(&act, id, if round % 2 == 0 { heir.id } else { owner.id }),
        );
        assert!(accepted.is_ok() != ended.is_ok(), "{accepted:?} {ended:?}");
        let refused = accepted.as_ref().err().or(ended.as_ref().err()).unwrap();
        assert!(matches!(refused, HandoverRefused::Gone), "{refused:?}");
        assert!(identity.waiting_handover(&place, act.at).await.unwrap().is_none());
        let holds = identity.grants_of(heir.id).await.unwrap().iter().any(|grant| grant.role == Role::RegionOwner);
        assert_eq!(holds, accepted.is_ok());
        if holds {
            std::mem::swap(&mut owner, &mut heir);
        }
    }
    // nor do two who accept at once get it twice
    let id = offered(&site, &owner, &heir).await.unwrap();
    let act = site.act();
    let (one, two) =
        tokio::join!(identity.accept_handover(&act, id, heir.id), identity.accept_handover(&act, id, heir.id));
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_leaves_gets_no_role_at_the_same_moment(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let identity = &site.app.identity;
    for round in 0..6 {
        let heir = Somebody::with(&site, &format!("penerus{round}@contoh.id"), Role::CatalogueEditor, "33.14").await;
        let id = offered(&site, &owner, &heir).await.unwrap();
        let act = site.act();
        identity.revoke(&act, heir.id, &permitted(Role::CatalogueEditor, "33.14")).await.unwrap();
        let (accepted, left) = tokio::join!(identity.accept_handover(&act, id, heir.id), identity.leave(&act, heir.id));
        assert!(accepted.is_ok() != left.is_ok(), "{accepted:?} {left:?}");
        if accepted.is_ok() {
            assert!(matches!(left, Err(LeaveRefused::Holds(_))), "{left:?}");
            return;
        }
        assert!(identity.grants_of(heir.id).await.unwrap().is_empty());
        identity.end_handover(&act, id, owner.id).await.unwrap();
    }
}
