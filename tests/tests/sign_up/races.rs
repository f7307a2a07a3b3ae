//! People and processes at the same moment: nothing is lost, nothing is made twice, nothing is left lying about.

use crate::support::{Desk, PDF, at, code, link_token, siti, visitor};
use balai_storage::objects::{ObjectSettings, Objects};
use balai_tenancy::onboarding::{
    ConfirmRefused, DraftRefused, LetterFile, Refusal, SignUps, Stage, StageKind, Standing, StarterChoice,
    SubmitRefused,
};
use balai_testkit::Kind;
use bytes::Bytes;
use rstest::rstest;

fn pdf() -> LetterFile {
    LetterFile::parse(Bytes::from_static(PDF)).unwrap()
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_link_used_while_a_new_one_is_asked_for_is_no_fault_of_ours(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for (hours, region) in
        ["33.01", "33.02", "33.03", "33.04", "33.05", "33.06", "33.07", "33.08"].into_iter().enumerate()
    {
        let hours = i64::try_from(hours).unwrap();
        let submitted = desk.submitted(region, hours).await;
        let letter = desk.last_letter(hours, "Konfirmasi surel").await;
        let token = link_token(&letter.text, "/daftar/konfirmasi/");
        let act = visitor(hours);
        let (confirmed, renewed) = tokio::join!(
            desk.sign_ups.confirm(&act, &token),
            desk.sign_ups.renew_link(&act, &submitted.reference, &submitted.official.email),
        );
        let kind = desk.sign_ups.application(submitted.id).await.unwrap().unwrap().stage.kind();
        match (confirmed, renewed) {
            // at the very moment of renewal the old link still works; afterwards it is used up
            (Ok(_), Ok(_) | Err(ConfirmRefused::Stage(Refusal::AlreadyElsewhere))) => {
                assert_eq!(kind, StageKind::Applied);
            }
            (Err(ConfirmRefused::Stage(Refusal::TooLate)), Ok(_)) => assert_eq!(kind, StageKind::EmailUnconfirmed),
            other => panic!("{region}: {other:?}"),
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn who_asks_for_a_new_link_in_time_is_not_pushed_out_by_a_newcomer(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    for region in ["33.01", "33.02", "33.03", "33.04", "33.05", "33.06"] {
        let first = desk.submitted(region, 0).await;
        let newcomer = desk.filled("33.29", siti(), 25).await;
        desk.sign_ups.choose_region(&visitor(25), &newcomer, code(region)).await.unwrap();
        let act = visitor(25);
        let (renewed, submitted) = tokio::join!(
            desk.sign_ups.renew_link(&act, &first.reference, &first.official.email),
            desk.sign_ups.submit(&act, &newcomer),
        );
        let stage = desk.sign_ups.application(first.id).await.unwrap().unwrap().stage.kind();
        match (renewed, submitted) {
            (Ok(_), Err(SubmitRefused::Standing(Standing::SigningUp { .. }))) => {
                assert_eq!(stage, StageKind::EmailUnconfirmed, "{region}");
            }
            (Err(ConfirmRefused::Stage(Refusal::AlreadyElsewhere)), Ok(_)) => {
                assert_eq!(stage, StageKind::Lapsed, "{region}");
            }
            other => panic!("{region}: {other:?}"),
        }
    }
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_letter_whose_draft_is_sent_meanwhile_leaves_no_object_for_ever(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let token = desk.filled("33.15", siti(), 0).await;
    let act = visitor(1);
    let letter = pdf();
    let attach = desk.sign_ups.attach(&act, &token, "baru.pdf", &letter);
    let (attached, submitted) = tokio::join!(attach, desk.sign_ups.submit(&act, &token));
    let submitted = submitted.unwrap();
    assert!(matches!(attached, Ok(_) | Err(DraftRefused::Submitted)), "{attached:?}");
    let (_, object) = desk.sign_ups.letter(submitted.id).await.unwrap().unwrap();
    assert_eq!(&*object.body, PDF, "the application has its letter");
    desk.sign_ups.sweep(at(15 * 24)).await.unwrap();
    assert_eq!(desk.shelf.list().await.unwrap().len(), 1, "and nothing else is kept");
    assert!(desk.sign_ups.letter(submitted.id).await.unwrap().is_some());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn of_many_letters_in_one_draft_the_last_is_kept(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let token = desk.filled("33.15", siti(), 0).await;
    for n in 0..5 {
        desk.sign_ups.attach(&visitor(1), &token, &format!("surat-{n}.pdf"), &pdf()).await.unwrap();
    }
    assert_eq!(desk.shelf.list().await.unwrap().len(), 1);
    let draft = desk.sign_ups.draft(&token, at(1)).await.unwrap().unwrap();
    assert_eq!(draft.document.unwrap().file_name, "surat-4.pdf");
    desk.sign_ups.agree(&visitor(1), &token, true, StarterChoice::Catalogue).await.unwrap();
    let submitted = desk.sign_ups.submit(&visitor(1), &token).await.unwrap();
    assert!(desk.sign_ups.letter(submitted.id).await.unwrap().is_some());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_object_store_that_is_away_loses_no_draft_and_leaves_nothing(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    let token = desk.filled("33.15", siti(), 0).await;
    let away = Objects::open(&ObjectSettings::Service {
        endpoint: "http://127.0.0.1:9".into(),
        bucket: "balai".into(),
        region: "id-1".into(),
        access_key: "x".to_owned().into(),
        secret_key: "x".to_owned().into(),
    });
    let sign_ups = SignUps::new(desk.kit.control(), away.unwrap().of_control(), desk.key.clone());
    let refused = sign_ups.attach(&visitor(1), &token, "baru.pdf", &pdf()).await.unwrap_err();
    assert!(matches!(refused, DraftRefused::Storage(_)), "{refused:?}");
    let draft = desk.sign_ups.draft(&token, at(1)).await.unwrap().unwrap();
    assert_eq!(draft.document.as_ref().unwrap().file_name, "Surat Bupati.pdf");
    assert!(draft.complete().is_ok());

    // a sweep that cannot reach the objects forgets no row: the next one finds them
    let after = at(15 * 24);
    assert!(sign_ups.sweep(after).await.is_err());
    assert_eq!(desk.shelf.list().await.unwrap().len(), 1);
    desk.sign_ups.sweep(after).await.unwrap();
    assert!(desk.shelf.list().await.unwrap().is_empty());
}

#[tokio::test]
async fn letters_that_are_held_do_not_keep_the_sweep_from_those_that_are_not() {
    let desk = Desk::open(Kind::Sqlite).await;
    for _ in 0..201 {
        let (_, token) = desk.sign_ups.begin(&visitor(0)).await.unwrap();
        desk.sign_ups.attach(&visitor(0), &token, "surat.pdf", &pdf()).await.unwrap();
        desk.sign_ups.agree(&visitor(13 * 24), &token, true, StarterChoice::Empty).await.unwrap();
    }
    let (_, left) = desk.sign_ups.begin(&visitor(1)).await.unwrap();
    desk.sign_ups.attach(&visitor(1), &left, "surat.pdf", &pdf()).await.unwrap();
    assert_eq!(desk.shelf.list().await.unwrap().len(), 202);
    assert_eq!(desk.sign_ups.sweep(at(15 * 24)).await.unwrap(), 1);
    assert_eq!(desk.shelf.list().await.unwrap().len(), 201);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_link_pressed_by_ten_at_once_confirms_once(#[case] kind: Kind) {
    let desk = Desk::open(kind).await;
    desk.submitted("33.15", 0).await;
    let letter = desk.last_letter(0, "Konfirmasi surel").await;
    let token = link_token(&letter.text, "/daftar/konfirmasi/");
    let presses = (0..10).map(|_| {
        let (sign_ups, text) = (desk.sign_ups.clone(), token.reveal());
        tokio::spawn(async move {
            let token = balai_kernel::SecretToken::parse(&text).unwrap();
            sign_ups.confirm(&visitor(1), &token).await.unwrap().stage
        })
    });
    for press in presses.collect::<Vec<_>>() {
        assert_eq!(press.await.unwrap(), Stage::Applied { at: at(1) });
    }
    let read = desk.kit.control().read().await.unwrap();
    let trail = read.audit_trail(50).await.unwrap();
    assert_eq!(trail.iter().filter(|link| link.action == "application.confirmed").count(), 1);
}
