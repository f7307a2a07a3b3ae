//! The ministry at a region's door: without leave nothing opens for it, with leave it reads and nothing more.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::Method;
use balai_kernel::{Act, Actor, Origin};
use balai_rbac::support::Span;
use balai_rbac::{Permission, Permissions, PermittedGrant, Policy, Role, Support};
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::Browser;
use balai_web::host::SiteKind;
use balai_web::route::{Access, Route};
use rstest::rstest;

use crate::people::Somebody;
use crate::table::Sample;
use crate::{Findings, World, ask, leaks, state, walk, with, world};

/// Somebody of the ministry with a session at the other region's host.
async fn at_their_door(world: &World, role: Role) -> (Somebody, Browser) {
    let email = format!("{role}@kementerian.go.id").replace('_', "-");
    let somebody = Somebody::with(&world.site, &email, role, "nasional").await;
    let browser = world.site.browser();
    let (_, answer) = somebody.arrive(&world.site, &browser, world.theirs.host, "/kelola").await;
    assert_eq!(answer.status, 403, "{role} is known there and nobody: {}", answer.text());
    (somebody, browser)
}

/// The routes of a region that ask for a permission, each with what it needs.
fn guarded() -> impl Iterator<Item = (Route, Sample, Permission)> {
    walk().into_iter().filter(|(route, _)| route.site == SiteKind::Region).filter_map(|(route, sample)| {
        let Access::Needs(permission) = route.access else { return None };
        Some((route, sample, permission))
    })
}

#[rstest]
#[tokio::test]
async fn no_role_of_the_ministry_opens_a_page_of_a_region_or_does_a_deed_there(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let before = state(&world).await;
    let mut findings = Findings::default();
    for role in [Role::MinistryAdmin, Role::MinistryVerifier, Role::MinistryAnalyst] {
        let (_, browser) = at_their_door(&world, role).await;
        let mut tried = 0;
        for (route, sample, _) in guarded() {
            let answer = ask(&browser, world.theirs.host, &sample, &world.theirs.things).await;
            findings.expect(answer.status == 403, &format!("{role} is not refused"), &route, &answer);
            findings.expect(!leaks(&answer), &format!("{role} reads the region's words"), &route, &answer);
            tried += 1;
        }
        assert!(tried > 100, "the walk goes everywhere: {tried}");
    }
    findings.none();
    assert_eq!(state(&world).await, before, "nothing changed");
}

#[rstest]
#[tokio::test]
async fn who_is_let_in_reads_and_writes_nothing_and_leaves_a_look_at_each_page(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let world = Box::pin(world(kind)).await;
    let (helper, browser) = at_their_door(&world, Role::MinistryAdmin).await;
    let before = state(&world).await;
    let code = world.theirs.code.parse().expect("a code");
    let identity = &world.site.app.identity;
    let staff = identity.staff(&world.theirs.code.parse().expect("a place")).await.expect("people");
    let giver = staff.iter().find(|member| member.email.as_str().starts_with("pemilik@")).expect("the owner").account;
    let act = Act::new(Actor::Account(giver), world.site.app.clock.now(), Origin::web("192.0.2.1", "uji"));
    let grant = PermittedGrant::by_the_platform(Support::grant(code));
    let (email, reason) = (helper.email.parse().expect("an address"), "Impor gagal".parse().expect("a reason"));
    identity.give_support(&act, giver, &email, &grant, Span::Hour, &reason).await.expect("let in");

    let gives: Permissions =
        Policy::built_in().await.expect("a policy").of(Role::MinistrySupport, balai_rbac::Level::Region);
    let (mut findings, mut opened) = (Findings::default(), BTreeMap::new());
    for (route, sample, permission) in guarded() {
        let answer = ask(&browser, world.theirs.host, &sample, &world.theirs.things).await;
        // files of the trail and the roles in it hold addresses and are for the region's own
        let own = route.path.contains("/jejak/ekspor") || sample.path.contains("buku=pegawai");
        let reads = route.method == Method::GET && gives.contains(permission) && !own;
        let expected = if reads { sample.status } else { 403 };
        findings.expect(answer.status == expected, &format!("not {expected}"), &route, &answer);
        let text = String::from_utf8_lossy(&answer.body);
        for member in &staff {
            findings.expect(!text.contains(member.email.as_str()), "somebody's address", &route, &answer);
        }
        let deed = text.split("<form ").skip(1).any(|form| {
            let tag = form.split('>').next().unwrap_or_default();
            tag.contains("method=\"post\"") && tag.contains("action=\"/kelola")
        });
        findings.expect(!deed, "a form that she is refused", &route, &answer);
        if reads {
            let path = with(sample.path, &world.theirs.things);
            opened.insert(path.split('?').next().expect("a path").to_owned(), answer.status);
        }
    }
    findings.none();
    assert!(opened.len() > 10, "{opened:?}");
    assert_eq!(state(&world).await, before, "nothing changed");
    let read = world.site.kit.tenant(world.theirs.code).read().await.expect("rows");
    let looks = Trail { action: Some("support.looked".into()), ..Trail::default() };
    let looked = read.trail(&looks, None, 500).await.expect("links");
    let paths: BTreeSet<String> = looked.into_iter().map(|link| link.object.1).collect();
    for path in opened.keys() {
        assert!(paths.contains(path), "no look at {path}: {paths:?}");
    }
}
