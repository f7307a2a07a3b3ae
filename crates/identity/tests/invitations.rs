//! Invitations and roles on both engines.

#![allow(clippy::unwrap_used, reason = "a test that panics has failed")]

mod support;

use balai_identity::{
    AcceptRefused, Acceptance, ChosenPassword, Factors, GrantRefused, InvitationRefused, InvitationState,
    InviteRefused, RevokeRefused, StaffInvited,
};
use balai_kernel::{Email, PersonName, SecretToken};
use balai_rbac::{Authority, Domain, Grant, Permission, PermittedGrant, Policy, Role};
use balai_storage::Event;
use balai_testkit::Kind;
use rstest::rstest;
use support::{Desk, EMAIL, PASSWORD, act, akun, at, owner_of};
use uuid::Uuid;

fn email(text: &str) -> Email {
    Email::parse(text).unwrap()
}

fn region(code: &str) -> Domain {
    code.parse().unwrap()
}

fn editor_of(place: &str) -> PermittedGrant {
    PermittedGrant::by_the_platform(Grant::new(Role::CatalogueEditor, region(place)).unwrap())
}

/// The letters that wait, as the relay would read them.
async fn letters(desk: &Desk) -> Vec<StaffInvited> {
    let write = desk.kit.control().write().await.unwrap();
    let waiting = write.take_events(&[StaffInvited::TOPIC], at(10_000_000), 100).await.unwrap();
    let read = waiting.iter().map(|event| event.read().unwrap()).collect();
    // what was taken is held until the end, so that the next look would pass it by
    write.commit().await.unwrap();
    read
}

async fn newest_link(desk: &Desk) -> SecretToken {
    letters(desk).await.last().unwrap().token(desk.key()).unwrap()
}

async fn acceptance(desk: &Desk, link: &SecretToken, seconds: i64) -> Acceptance {
    let secret = desk.identity.invited_factor(link, at(seconds)).await.unwrap();
    Acceptance {
        name: PersonName::parse("Sri Wahyuni").unwrap(),
        password: ChosenPassword::new(PASSWORD, Factors::WithSecond, &[]).unwrap(),
        code: secret.code_at(at(seconds)),
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn whoever_accepts_holds_the_role_and_is_signed_in(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.identity.invite(&act(0), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let link = newest_link(&desk).await;
    let open = desk.identity.invitation(&link, at(1)).await.unwrap();
    assert_eq!((open.email.as_str(), open.grant.role), (EMAIL, Role::RegionOwner));
    let form = acceptance(&desk, &link, 10).await;
    let session = desk.identity.accept(&act(10), &link, form, "P").await.unwrap();
    let who = desk.identity.session(&session.token, &akun(), at(11)).await.unwrap().unwrap();

    let authority = Authority::new(Policy::built_in().await.unwrap());
    let control = desk.kit.control();
    let set = authority.permissions(&control, who.account, who.grants_version, at(11)).await.unwrap();
    assert!(set.allows(Permission::StaffInvite, &region("33.14")));
    assert!(!set.allows(Permission::StaffInvite, &region("17.09")));
    let staff = desk.identity.staff(&region("33.14")).await.unwrap();
    assert_eq!(staff.len(), 1);
    assert_eq!(staff[0].email, email(EMAIL));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_link_works_once_for_two_days_and_only_the_newest(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let day = 86_400;
    desk.identity.invite(&act(0), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let old = newest_link(&desk).await;
    desk.identity.invite(&act(day), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let sent = letters(&desk).await;
    assert_eq!(sent.len(), 2);
    let links: Vec<SecretToken> = sent.iter().map(|sent| sent.token(desk.key()).unwrap()).collect();
    let link = links.into_iter().find(|link| link.hash() != old.hash()).unwrap();
    let withdrawn = desk.identity.invitation(&old, at(day + 1)).await;
    assert!(matches!(withdrawn, Err(InvitationRefused::Unknown)), "{withdrawn:?}");
    assert!(desk.identity.invitation(&link, at(3 * day - 1)).await.is_ok());
    let late = desk.identity.invitation(&link, at(3 * day)).await;
    assert!(matches!(late, Err(InvitationRefused::Expired)), "{late:?}");

    let form = acceptance(&desk, &link, day + 10).await;
    desk.identity.accept(&act(day + 10), &link, form.clone(), "P").await.unwrap();
    let again = desk.identity.accept(&act(day + 11), &link, form, "P").await;
    assert!(matches!(again, Err(AcceptRefused::Invitation(InvitationRefused::Used))), "{again:?}");
    let unknown = desk.identity.invitation(&SecretToken::fresh(), at(1)).await;
    assert!(matches!(unknown, Err(InvitationRefused::Unknown)));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_second_click_makes_no_second_account(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.identity.invite(&act(0), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let link = newest_link(&desk).await;
    let form = acceptance(&desk, &link, 1).await;
    let click = || {
        let (identity, link, form) = (desk.identity.clone(), link.clone(), form.clone());
        tokio::spawn(async move { identity.accept(&act(1), &link, form, "P").await })
    };
    let (one, other) = (click(), click());
    let (one, other) = (one.await.unwrap(), other.await.unwrap());
    assert_eq!(u8::from(one.is_ok()) + u8::from(other.is_ok()), 1, "{one:?} {other:?}");
    assert_eq!(desk.identity.staff(&region("33.14")).await.unwrap().len(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_wrong_code_accepts_nothing_and_the_secret_stays_the_same(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.identity.invite(&act(0), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let link = newest_link(&desk).await;
    let first = desk.identity.invited_factor(&link, at(1)).await.unwrap();
    let again = desk.identity.invited_factor(&link, at(2)).await.unwrap();
    assert_eq!(first.base32(), again.base32());
    let form = Acceptance { code: "000000".into(), ..acceptance(&desk, &link, 3).await };
    let refused = desk.identity.accept(&act(3), &link, form, "P").await;
    assert!(matches!(refused, Err(AcceptRefused::WrongCode)), "{refused:?}");
    assert!(desk.identity.account_by_email(&email(EMAIL)).await.unwrap().is_none());
    assert!(desk.identity.invitation(&link, at(4)).await.is_ok());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn somebody_with_an_account_accepts_signed_in_and_nobody_else_can(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let rina = "rina@sragenkab.go.id";
    let (sri, other) = (desk.person(EMAIL).await, desk.person(rina).await);
    desk.identity.invite(&act(0), &email(EMAIL), &editor_of("33.14")).await.unwrap();
    let link = newest_link(&desk).await;
    let sign = |session: balai_identity::NewSession| {
        let identity = desk.identity.clone();
        async move { identity.session(&session.token, &akun(), at(2)).await.unwrap() }
    };
    let stranger = sign(desk.sign_in(&act(1), rina, &other).await).await.unwrap();
    let refused = desk.identity.accept_as(&act(3), &link, &stranger).await;
    assert!(matches!(refused, Err(AcceptRefused::OtherPerson)), "{refused:?}");
    let session = desk.sign_in(&act(1), EMAIL, &sri).await;
    let invited = sign(session.clone()).await.unwrap();
    let form = acceptance(&desk, &link, 3).await;
    let as_new = desk.identity.accept(&act(3), &link, form, "P").await;
    assert!(matches!(as_new, Err(AcceptRefused::HasAccount)), "{as_new:?}");
    let grant = desk.identity.accept_as(&act(3), &link, &invited).await.unwrap();
    assert_eq!(grant.role, Role::CatalogueEditor);
    // What was begun without a role may lie idle for longer than staff may, so it ends.
    assert!(sign(session).await.is_none());
    let again = desk.identity.invite(&act(4), &email(EMAIL), &editor_of("33.14")).await;
    assert!(matches!(again, Err(InviteRefused::HoldsIt)), "{again:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_role_taken_back_counts_no_more_at_the_next_request(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    desk.owner("kepala@sragenkab.go.id").await;
    let token = desk.sign_in(&act(0), EMAIL, &person).await.token;
    let authority = Authority::new(Policy::built_in().await.unwrap());
    let control = desk.kit.control();
    let may = |seconds: i64| {
        let (identity, token, authority, control) =
            (desk.identity.clone(), token.clone(), authority.clone(), control.clone());
        async move {
            let who = identity.session(&token, &akun(), at(seconds)).await.unwrap().unwrap();
            let set = authority.permissions(&control, who.account, who.grants_version, at(seconds)).await.unwrap();
            set.allows(Permission::SettingsEdit, &region("33.14"))
        }
    };
    assert!(may(1).await);
    desk.identity.revoke(&act(2), person.id, &owner_of("33.14")).await.unwrap();
    assert!(!may(3).await);
    let again = desk.identity.revoke(&act(4), person.id, &owner_of("33.14")).await;
    assert!(matches!(again, Err(RevokeRefused::NotHeld)));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_last_owner_of_a_region_stays(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    let refused = desk.identity.revoke(&act(1), person.id, &owner_of("33.14")).await;
    assert!(matches!(refused, Err(RevokeRefused::LastOne)), "{refused:?}");
    assert_eq!(desk.identity.grants_of(person.id).await.unwrap().len(), 1);
    let nobody = desk.identity.grant(&act(1), Uuid::nil(), &owner_of("33.14")).await;
    assert!(matches!(nobody, Err(GrantRefused::NoAccount)));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_step_of_the_saga_that_runs_twice_invites_once(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for seconds in [0, 1, 2] {
        desk.identity.invite_once(&act(seconds), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    }
    assert_eq!(letters(&desk).await.len(), 1);
    desk.identity.invite_once(&act(3 * 86_400), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    assert_eq!(letters(&desk).await.len(), 1 + 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn invitations_of_a_region_are_seen_and_withdrawn_there_only(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let agency = format!("33.14/{}", Uuid::from_u128(7));
    let id = desk.identity.invite(&act(0), &email(EMAIL), &editor_of(&agency)).await.unwrap();
    let listed = desk.identity.invitations(&region("33.14"), at(1)).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert!(matches!(listed[0].state, InvitationState::Open(_)));
    assert!(desk.identity.invitations(&region("17.09"), at(1)).await.unwrap().is_empty());
    assert!(!desk.identity.withdraw_invitation(&act(2), &region("17.09"), id).await.unwrap());
    let link = newest_link(&desk).await;
    assert!(desk.identity.withdraw_invitation(&act(2), &region("33.14"), id).await.unwrap());
    assert!(!desk.identity.withdraw_invitation(&act(3), &region("33.14"), id).await.unwrap());
    let refused = desk.identity.invitation(&link, at(4)).await;
    assert!(matches!(refused, Err(InvitationRefused::Unknown)), "{refused:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_outbox_holds_no_link(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.identity.invite(&act(0), &email(EMAIL), &owner_of("33.14")).await.unwrap();
    let letter = letters(&desk).await.remove(0);
    let link = letter.token(desk.key()).unwrap().reveal();
    let stored = format!("{letter:?}");
    assert!(!stored.contains(&link), "{stored}");
    assert!(letter.token(&balai_storage::envelope::Key::fresh()).is_err());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_has_had_its_time_is_swept_away_and_the_rest_stays(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let person = desk.owner(EMAIL).await;
    let _ = desk.password(&act(0), EMAIL, "salah").await;
    desk.sign_in(&act(0), EMAIL, &person).await;
    assert_eq!(desk.identity.sweep(at(3600)).await.unwrap(), 0);
    // The address' count and the half sign-in go after a day, the session and who came in or tried after ninety.
    assert_eq!(desk.identity.sweep(at(2 * 86_400)).await.unwrap(), 2);
    assert_eq!(desk.identity.sweep(at(100 * 86_400)).await.unwrap(), 3);
    assert!(desk.identity.account(person.id).await.unwrap().is_some());
}
