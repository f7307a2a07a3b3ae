use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{NATIONAL, Site};
use rstest::rstest;

use crate::closing::WHY;
use crate::ministry::officer;

const PAGE: &str = "/daerah/33.14";

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn one_person_asks_to_put_a_hall_away_and_another_does_it(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let agus = officer(&site, "agus@kementerian.go.id", "Agus Salim", Role::MinistryAdmin).await;
    let ratna = officer(&site, "ratna@kementerian.go.id", "Ratna Dewi", Role::MinistryAdmin).await;
    let deed = |browser: balai_tests::Browser, what: &'static str, fields: Vec<(&'static str, &'static str)>| async move {
        browser.post(NATIONAL, &format!("{PAGE}/{what}"), &fields).await
    };
    let open = deed(agus.clone(), "usul-arsip", vec![("usul", WHY)]).await;
    assert!(open.status == 422 && open.says("Tutup sementara dulu"), "{}", open.text());
    assert_eq!(deed(agus.clone(), "penutupan", vec![("tutup", WHY)]).await.location(), PAGE);
    assert_eq!(deed(agus.clone(), "penutupan", vec![("tutup", WHY)]).await.location(), PAGE, "twice is once");
    assert_eq!(deed(agus.clone(), "usul-arsip", vec![("usul", WHY)]).await.location(), PAGE);
    let own = deed(agus.clone(), "arsip", vec![]).await;
    assert!(own.status == 422 && own.says("Persetujuan diberikan oleh orang lain"), "{}", own.text());
    assert!(!agus.get(NATIONAL, PAGE).await.says("Setujui, arsipkan"));
    let waits = ratna.get(NATIONAL, PAGE).await;
    assert!(waits.says("Diusulkan Agus Salim") && waits.says("Setujui, arsipkan Kabupaten Sragen"), "{}", waits.text());
    assert_eq!(
        deed(ratna.clone(), "batal-arsip", vec![("batal", "Masih ditunggu sampai akhir bulan.")]).await.status,
        303
    );
    assert_eq!(deed(agus.clone(), "usul-arsip", vec![("usul", WHY)]).await.status, 303);
    assert_eq!(deed(ratna.clone(), "arsip", vec![]).await.location(), PAGE);
    assert_eq!(deed(ratna.clone(), "arsip", vec![]).await.location(), PAGE, "twice is once");
    let gone = site.browser().get("sragen", "/").await;
    assert_eq!(gone.status, 404, "{}", gone.text());
    assert!(ratna.get(NATIONAL, "/daerah").await.says("Diarsipkan"));
    let back = deed(agus, "pembukaan", vec![("buka", "Diarsipkan karena keliru.")]).await;
    assert_eq!(back.location(), PAGE, "{}", back.text());
    assert_eq!(site.browser().get("sragen", "/").await.status, 200, "nothing was lost");

    let trail = site.kit.control().read().await.unwrap().audit_trail(50).await.unwrap();
    let turns: Vec<_> = trail.iter().rev().filter(|link| link.object.0 == "tenant").map(|link| &*link.action).collect();
    let expected = [
        "tenant.suspended",
        "tenant.archive_asked",
        "tenant.archive_withdrawn",
        "tenant.archive_asked",
        "tenant.archived",
        "tenant.resumed",
    ];
    assert_eq!(turns[turns.len() - 6..], expected);
}
