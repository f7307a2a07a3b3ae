//! A region signs up, and the ministry decides, on both engines.

use crate::support::{APPROVER, Desk, PDF, VERIFIER, at, code, link_token, officer, siti, visitor};
use balai_tenancy::onboarding::{
    Check, ConfirmRefused, DecideRefused, DraftRefused, LinkState, OfficialInput, Page, Reason, Refusal, Stage,
    StageKind, Standing, StarterChoice, SubmitRefused, Ties,
};
use balai_tenancy::{provisioning, tenants};
use balai_testkit::Kind;
use rstest::rstest;

fn reason() -> Reason {
    Reason::parse("Surat belum ditandatangani kepala daerah.").unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_goes_from_an_empty_form_to_an_approved_wish_for_a_hall(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let applied = desk.applied("33.15", 0).await;
    let waiting = desk.sign_ups.list(&[StageKind::Applied], None, 10).await.unwrap();
    assert_eq!(waiting, std::slice::from_ref(&applied));
    let (facts, object) = desk.sign_ups.letter(applied.id).await.unwrap().unwrap();
    assert_eq!((facts.file_name.as_str(), &*object.body), ("Surat Bupati.pdf", PDF));
    let ties = Ties::default();
    desk.sign_ups.verify(&officer(VERIFIER, 1), applied.id, &Check::ALL, &ties).await.unwrap();
    let approved = desk.sign_ups.approve(&officer(APPROVER, 2), applied.id, &ties).await.unwrap();
    assert_eq!(approved.stage, Stage::Approved { verified_by: VERIFIER, by: APPROVER, at: at(2) });
    let read = desk.kit.control().read().await.unwrap();
    assert_eq!(provisioning::all_waiting(&read).await.unwrap(), [code("33.15")]);
    assert!(tenants::by_code(&read, code("33.15")).await.unwrap().is_some());
    assert!(read.verify_audit().await.unwrap().is_ok());
    let trail: Vec<_> = read.audit_trail(20).await.unwrap().into_iter().rev().map(|link| link.action).collect();
    drop(read);
    for step in ["application.submitted", "application.confirmed", "application.verified", "application.approved"] {
        assert_eq!(trail.iter().filter(|action| *action == step).count(), 1, "{trail:?}");
    }
    let mut subjects: Vec<_> = desk.letters(3, "").await.into_iter().map(|letter| letter.line.subject).collect();
    subjects.sort();
    let begins = [
        "Konfirmasi surel",
        "Pendaftaran Kabupaten Grobogan disetujui",
        "Pendaftaran Kabupaten Grobogan kami terima",
        "Pendaftaran Kabupaten Grobogan sudah diperiksa",
    ];
    assert_eq!(subjects.len(), begins.len(), "{subjects:?}");
    for (subject, begin) in subjects.iter().zip(begins) {
        assert!(subject.starts_with(begin), "{subjects:?}");
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_two_officials_at_once_one_gets_through_and_the_other_learns_whom_to_ask(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let first = desk.filled("33.15", siti(), 0).await;
    let budi = OfficialInput { name: "Budi Santoso".into(), email: "budi@grobogan.go.id".into(), ..siti() };
    let second = desk.filled("33.15", budi, 0).await;
    let act = visitor(1);
    let (one, two) = tokio::join!(desk.sign_ups.submit(&act, &first), desk.sign_ups.submit(&act, &second));
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    let won = won.unwrap();
    match lost.unwrap_err() {
        SubmitRefused::Standing(Standing::SigningUp { contact, .. }) => assert_eq!(contact, won.official.masked()),
        other => panic!("{other:?}"),
    }
    assert_eq!(desk.letters(1, "Konfirmasi surel").await.len(), 1);
    let loser = if won.official.name.as_str() == "Budi Santoso" { first } else { second };
    assert!(desk.sign_ups.draft(&loser, at(2)).await.unwrap().unwrap().complete().is_ok(), "what was typed stays");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_same_form_twice_is_one_application(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let token = desk.filled("33.15", siti(), 0).await;
    let act = visitor(1);
    let (one, two) = tokio::join!(desk.sign_ups.submit(&act, &token), desk.sign_ups.submit(&act, &token));
    let three = desk.sign_ups.submit(&visitor(2), &token).await.unwrap();
    assert_eq!((one.unwrap().id, two.unwrap().id), (three.id, three.id));
    assert_eq!(desk.letters(2, "Konfirmasi surel").await.len(), 1);
    let refused = desk.sign_ups.fill_official(&visitor(2), &token, siti()).await.unwrap_err();
    assert!(matches!(refused, DraftRefused::Submitted));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_link_works_once_and_a_second_press_shows_where_things_stand(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.submitted("33.15", 0).await;
    let letter = desk.last_letter(0, "Konfirmasi surel").await;
    let token = link_token(&letter.text, "/daftar/konfirmasi/");
    let seen = desk.sign_ups.confirmation(&token, at(1)).await.unwrap().unwrap();
    assert_eq!((seen.link, seen.application.stage.kind()), (LinkState::Open, StageKind::EmailUnconfirmed));
    let act = visitor(1);
    let (one, two) = tokio::join!(desk.sign_ups.confirm(&act, &token), desk.sign_ups.confirm(&act, &token));
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(desk.sign_ups.confirmation(&token, at(2)).await.unwrap().unwrap().link, LinkState::Used);
    assert_eq!(desk.letters(2, "Pendaftaran").await.len(), 1);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_late_link_loses_nothing_and_a_new_one_can_be_asked_for(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let submitted = desk.submitted("33.15", 0).await;
    let old = link_token(&desk.last_letter(0, "Konfirmasi surel").await.text, "/daftar/konfirmasi/");
    let late = desk.sign_ups.confirm(&visitor(25), &old).await.unwrap_err();
    assert!(matches!(late, ConfirmRefused::Stage(Refusal::TooLate)), "{late:?}");
    let email = &submitted.official.email;
    desk.sign_ups.renew_link(&visitor(26), &submitted.reference, email).await.unwrap();
    let new = link_token(&desk.last_letter(26, "Konfirmasi surel").await.text, "/daftar/konfirmasi/");
    assert!(desk.sign_ups.confirm(&visitor(27), &old).await.is_err());
    assert_eq!(desk.sign_ups.confirm(&visitor(27), &new).await.unwrap().stage, Stage::Applied { at: at(27) });
    for _ in 0..2 {
        let again = desk.sign_ups.renew_link(&visitor(28), &submitted.reference, email).await.unwrap_err();
        assert!(matches!(again, ConfirmRefused::Stage(Refusal::AlreadyElsewhere)), "{again:?}");
    }
    let stranger = "orang@lain.go.id".parse().unwrap();
    assert!(desk.sign_ups.look_up(&submitted.reference, &stranger).await.unwrap().is_none());
    assert!(desk.sign_ups.look_up(&submitted.reference, email).await.unwrap().is_some());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_region_held_by_nobody_who_answers_is_free_again_after_a_day(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let first = desk.submitted("33.15", 0).await;
    let newcomer = desk.filled("33.16", siti(), 23).await;
    let held = desk.sign_ups.choose_region(&visitor(23), &newcomer, code("33.15")).await.unwrap_err();
    assert!(matches!(held, DraftRefused::Standing(Standing::SigningUp { .. })));
    desk.sign_ups.choose_region(&visitor(25), &newcomer, code("33.15")).await.unwrap();
    let second = desk.sign_ups.submit(&visitor(25), &newcomer).await.unwrap();
    assert_ne!(first.id, second.id);
    let lapsed = desk.sign_ups.application(first.id).await.unwrap().unwrap();
    assert_eq!(lapsed.stage, Stage::Lapsed { at: at(25) });
    let back = desk.sign_ups.renew_link(&visitor(26), &first.reference, &first.official.email).await.unwrap_err();
    assert!(matches!(back, ConfirmRefused::Stage(Refusal::AlreadyElsewhere)), "{back:?}");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn sent_back_it_is_corrected_by_the_link_and_keeps_its_number(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let applied = desk.applied("33.15", 0).await;
    desk.sign_ups.send_back(&officer(VERIFIER, 1), applied.id, reason()).await.unwrap();
    let letter = desk.last_letter(1, "Pendaftaran Kabupaten Grobogan perlu diperbaiki").await;
    assert!(letter.text.contains("> Surat belum ditandatangani kepala daerah."), "{}", letter.text);
    let token = link_token(&letter.text, "/daftar/lanjut/");
    let draft = desk.sign_ups.draft(&token, at(2)).await.unwrap().unwrap();
    assert_eq!(draft.official, OfficialInput::from(&applied.official));
    assert!(draft.complete().is_ok());
    let moved = desk.sign_ups.choose_region(&visitor(2), &token, code("33.16")).await.unwrap_err();
    assert!(matches!(moved, DraftRefused::FixedRegion));
    let other = OfficialInput { position: "Sekretaris Daerah".into(), ..siti() };
    desk.sign_ups.fill_official(&visitor(2), &token, other).await.unwrap();
    let corrected = desk.sign_ups.submit(&visitor(3), &token).await.unwrap();
    assert_eq!((corrected.id, &corrected.reference), (applied.id, &applied.reference));
    assert_eq!(corrected.stage, Stage::Applied { at: at(3) });
    assert_eq!(corrected.official.position.as_str(), "Sekretaris Daerah");
    assert_eq!(desk.sign_ups.submit(&visitor(4), &token).await.unwrap().id, applied.id);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_corrected_address_is_confirmed_again(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let applied = desk.applied("33.15", 0).await;
    desk.sign_ups.send_back(&officer(VERIFIER, 1), applied.id, reason()).await.unwrap();
    let token = link_token(&desk.last_letter(1, "Pendaftaran").await.text, "/daftar/lanjut/");
    let new = OfficialInput { email: "setda@grobogan.go.id".into(), ..siti() };
    desk.sign_ups.fill_official(&visitor(2), &token, new).await.unwrap();
    let corrected = desk.sign_ups.submit(&visitor(2), &token).await.unwrap();
    assert_eq!(corrected.stage.kind(), StageKind::EmailUnconfirmed);
    assert_eq!(desk.last_letter(2, "Konfirmasi surel").await.line.to, "setda@grobogan.go.id");
    assert!(desk.sign_ups.look_up(&applied.reference, &applied.official.email).await.unwrap().is_none());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn four_eyes_hold_and_a_refused_region_may_come_again(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let applied = desk.applied("33.15", 0).await;
    let ties = Ties::default();
    let few = desk.sign_ups.verify(&officer(VERIFIER, 1), applied.id, &[Check::LetterSigned], &ties).await;
    assert!(matches!(few.unwrap_err(), DecideRefused::Unchecked(missing) if missing.0.len() == 4));
    let own = Ties(vec![code("33.15")]);
    let tied = desk.sign_ups.verify(&officer(VERIFIER, 1), applied.id, &Check::ALL, &own).await.unwrap_err();
    assert!(matches!(tied, DecideRefused::Stage(Refusal::OwnRegion)));
    desk.sign_ups.verify(&officer(VERIFIER, 1), applied.id, &Check::ALL, &ties).await.unwrap();
    let same = desk.sign_ups.approve(&officer(VERIFIER, 2), applied.id, &ties).await.unwrap_err();
    assert!(matches!(same, DecideRefused::Stage(Refusal::SamePerson)));
    desk.sign_ups.reject(&officer(APPROVER, 2), applied.id, reason()).await.unwrap();
    let late = desk.sign_ups.approve(&officer(APPROVER, 3), applied.id, &ties).await.unwrap_err();
    assert!(matches!(late, DecideRefused::Stage(Refusal::AlreadyElsewhere)));
    assert_eq!(desk.sign_ups.standing(code("33.15"), None, at(3)).await.unwrap(), Some(Standing::Free));
    assert_ne!(desk.applied("33.15", 4).await.id, applied.id);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn two_approvals_at_once_make_one_wish(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let applied = desk.applied("33.15", 0).await;
    let ties = Ties::default();
    desk.sign_ups.verify(&officer(VERIFIER, 1), applied.id, &Check::ALL, &ties).await.unwrap();
    let act = officer(APPROVER, 2);
    let (one, two) =
        tokio::join!(desk.sign_ups.approve(&act, applied.id, &ties), desk.sign_ups.approve(&act, applied.id, &ties));
    assert_eq!([one.is_ok(), two.is_ok()].into_iter().filter(|ok| *ok).count(), 1);
    assert_eq!(desk.letters(3, "Pendaftaran Kabupaten Grobogan disetujui").await.len(), 1);
    let standing = desk.sign_ups.standing(code("33.15"), None, at(3)).await.unwrap().unwrap();
    assert_eq!(standing, Standing::Joined { open: false, contact: Some("S*** A***, s***@sragenkab.go.id".into()) });
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_six_of_jakarta_cannot_sign_up_and_an_incomplete_form_says_where(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let act = visitor(0);
    let (_, token) = desk.sign_ups.begin(&act).await.unwrap();
    for jakarta in ["31.01", "31.71", "31.72", "31.73", "31.74", "31.75"] {
        let refused = desk.sign_ups.choose_region(&act, &token, code(jakarta)).await.unwrap_err();
        assert!(matches!(refused, DraftRefused::Standing(Standing::NotAutonomous)), "{jakarta}");
    }
    let page = |refused: SubmitRefused| match refused {
        SubmitRefused::Incomplete(page) => page,
        other => panic!("{other:?}"),
    };
    assert_eq!(page(desk.sign_ups.submit(&act, &token).await.unwrap_err()), Page::Region);
    desk.sign_ups.choose_region(&act, &token, code("33.15")).await.unwrap();
    let script = || "<script>alert(1)</script>".to_owned();
    let typed = OfficialInput { name: script(), position: script(), nip: script(), email: script(), phone: script() };
    let kept = desk.sign_ups.fill_official(&act, &token, typed.clone()).await.unwrap();
    assert_eq!(kept.official, typed, "what was typed stays");
    assert_eq!(page(desk.sign_ups.submit(&act, &token).await.unwrap_err()), Page::Official);
    desk.sign_ups.fill_official(&act, &token, siti()).await.unwrap();
    assert_eq!(page(desk.sign_ups.submit(&act, &token).await.unwrap_err()), Page::Letter);
    desk.sign_ups.agree(&act, &token, false, StarterChoice::Empty).await.unwrap();
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_draft_is_resumed_by_its_letter_for_fourteen_days(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let token = desk.filled("33.15", siti(), 0).await;
    let email = "siti.aminah@sragenkab.go.id".parse().unwrap();
    for _ in 0..5 {
        desk.sign_ups.send_link(&visitor(1), &token, &email).await.unwrap();
    }
    let sixth = desk.sign_ups.send_link(&visitor(1), &token, &email).await.unwrap_err();
    assert!(matches!(sixth, DraftRefused::EnoughLinks));
    let letter = desk.last_letter(1, "Teruskan pendaftaran Kabupaten Grobogan").await;
    let resumed = link_token(&letter.text, "/daftar/lanjut/");
    assert!(desk.sign_ups.draft(&resumed, at(1 + 14 * 24 - 1)).await.unwrap().unwrap().complete().is_ok());
    assert!(desk.sign_ups.draft(&resumed, at(1 + 14 * 24)).await.unwrap().is_none());
    let gone = desk.sign_ups.submit(&visitor(1 + 14 * 24), &resumed).await.unwrap_err();
    assert!(matches!(gone, SubmitRefused::Gone));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_waiting_ones_come_oldest_first_page_by_page(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for (hours, region) in (0..).zip(["33.15", "33.16", "33.17"]) {
        desk.submitted(region, hours).await;
    }
    let all = [StageKind::EmailUnconfirmed];
    let first = desk.sign_ups.list(&all, None, 2).await.unwrap();
    let last = first.last().unwrap();
    let rest = desk.sign_ups.list(&all, Some((last.submitted_at, last.id)), 2).await.unwrap();
    let codes: Vec<_> = first.iter().chain(&rest).map(|application| application.region.to_string()).collect();
    assert_eq!(codes, ["33.15", "33.16", "33.17"]);
    assert_eq!(desk.sign_ups.counts().await.unwrap()["email_unconfirmed"], 3);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn what_was_never_submitted_is_gone_after_its_time_and_what_was_stays(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let kept = desk.applied("33.15", 0).await;
    let left = desk.filled("33.16", siti(), 0).await;
    desk.filled("33.17", siti(), 24).await;
    let after = at(14 * 24 + 1);
    assert_eq!(desk.sign_ups.sweep(after).await.unwrap(), 2, "the abandoned draft and the submitted one");
    assert_eq!(desk.sign_ups.sweep(after).await.unwrap(), 0);
    assert!(desk.sign_ups.draft(&left, at(1)).await.unwrap().is_none());
    let (_, object) = desk.sign_ups.letter(kept.id).await.unwrap().unwrap();
    assert_eq!(&*object.body, PDF);
    assert_eq!(desk.shelf.list().await.unwrap().len(), 2, "the letters of the application and of the young draft");
}
