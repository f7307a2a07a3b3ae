//! From a region's desk to the account host and back, and how it ends.

use balai_rbac::Role;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, NATIONAL, Site};
use chrono::TimeDelta;
use rstest::rstest;

use crate::support::{DESK, OTHER, SESSION, SRAGEN, Somebody, hidden, permitted};

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_person_signs_in_from_a_desk_and_comes_back_to_the_page_she_wanted(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let (owner, browser) = (Somebody::owner(&site).await, site.browser());
    let (_, page) = browser.follow(SRAGEN, "/kelola/pegawai/undang").await;
    assert!(page.says("Untuk melanjutkan ke Kabupaten Sragen"), "{}", page.text());
    let origin = browser.url(SRAGEN, "/").origin().ascii_serialization();
    let policy = page.header("content-security-policy").to_owned();
    assert!(policy.contains(&format!("form-action 'self' {origin};")), "{policy}");

    let (url, page) = owner.arrive(&site, &browser, SRAGEN, "/kelola/pegawai/undang").await;
    assert_eq!((url.host_str(), url.path()), (Some("sragen.balai.test"), "/kelola/pegawai/undang"));
    assert!(page.status == 200 && page.says("Siti Aminah"), "{}", page.text());
    let policy = page.header("content-security-policy");
    assert!(policy.contains("form-action 'self';"), "no other page names another host: {policy}");

    let (here, there) = (browser.cookie(SRAGEN, SESSION), browser.cookie(ACCOUNT, SESSION));
    assert!(here.is_some() && there.is_some() && here != there, "each host has a session of its own");
    assert_eq!((browser.cookie(OTHER, SESSION), browser.cookie("", SESSION)), (None, None));
    assert_eq!(browser.cookie(SRAGEN, "__Host-lintas"), None, "the crossing is over");
    let account = browser.get(ACCOUNT, "/").await;
    assert!(account.says("Penanggung jawab daerah") && account.says("sragen.balai.test"), "{}", account.text());
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_second_host_asks_for_no_password_and_lets_in_only_who_may(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    for host in [OTHER, NATIONAL] {
        let path = if host == NATIONAL { "/pegawai" } else { DESK };
        let (url, page) = browser.follow(host, path).await;
        assert_eq!((url.path(), page.status), (path, 403), "{host}");
        assert!(browser.cookie(host, SESSION).is_some(), "known there, but without a role");
    }
    site.app.identity.grant(&site.act(), owner.id, &permitted(Role::MinistryAdmin, "nasional")).await.expect("given");
    assert_eq!(browser.get(NATIONAL, "/pegawai").await.status, 200, "a role counts at the next request");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn another_hosts_cookie_is_no_cookie(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    let (here, there) = (browser.cookie(SRAGEN, SESSION), browser.cookie(ACCOUNT, SESSION));
    let stranger = site.browser();
    for (host, path, token) in
        [(OTHER, DESK, &here), (ACCOUNT, "/", &here), (SRAGEN, DESK, &there), (NATIONAL, "/pegawai", &there)]
    {
        stranger.set_cookie(host, SESSION, token.as_deref().expect("a session"));
        let answer = stranger.get(host, path).await;
        assert_eq!(answer.status, 303, "{host}");
        assert!(answer.location().starts_with("/masuk?ke="), "{}", answer.location());
    }
    assert_eq!(browser.get(SRAGEN, DESK).await.status, 200);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn signing_out_at_one_host_signs_out_everywhere(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    let (_, there) = browser.follow(OTHER, DESK).await;
    assert_eq!(there.status, 403);
    let answer = browser.post(SRAGEN, "/keluar", &[]).await;
    assert_eq!((answer.status, answer.location()), (303, "/keluar"));
    assert_eq!(browser.cookie(SRAGEN, SESSION), None);
    assert!(browser.get(SRAGEN, "/keluar").await.says("Anda sudah keluar"));
    assert!(browser.get(ACCOUNT, "/").await.location().starts_with("/masuk"));
    assert!(browser.get(OTHER, DESK).await.location().starts_with("/masuk"));
    assert_eq!(browser.post(SRAGEN, "/keluar", &[]).await.status, 303, "twice does no harm");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn whoever_was_idle_is_told_so_and_goes_on_where_she_was(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    site.clock.advance(TimeDelta::minutes(16));
    let answer = browser.post(SRAGEN, "/kelola/pegawai/undang", &[("surel", "a@b.go.id")]).await;
    assert!(answer.location().starts_with("/masuk?ke="), "{}", answer.location());
    let (url, page) = browser.follow_from(browser.url(SRAGEN, "/"), answer).await;
    assert_eq!(url.host_str(), Some("sragen.balai.test"), "a form is not led to another host");
    assert!(page.says("Selama 15 menit tidak ada yang dikerjakan"), "{}", page.text());
    assert_eq!(browser.cookie(SRAGEN, SESSION), None);
    let (url, _) = owner.arrive(&site, &browser, SRAGEN, "/masuk?ke=%2Fkelola%2Fpegawai%2Fundang").await;
    assert_eq!(url.path(), "/kelola/pegawai/undang");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn an_address_with_words_and_filters_is_reached_after_signing_in(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let asked = "/kelola/katalog?q=kutipan+akta%2Fsurat&tab=draf&urut=nama";
    let (url, page) = owner.arrive(&site, &site.browser(), SRAGEN, asked).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert_eq!(format!("{}?{}", url.path(), url.query().unwrap_or_default()), asked);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_session_ended_from_the_list_and_a_role_taken_back_count_at_the_next_request(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let second = Somebody::with(&site, "kedua@sragenkab.go.id", Role::RegionOwner, "33.14").await;
    let (at_work, left_open) = (owner.at(&site, SRAGEN).await, owner.at(&site, SRAGEN).await);
    let list = at_work.get(ACCOUNT, "/").await;
    let action = list.text().split("action=\"/sesi/").nth(1).and_then(|rest| rest.split('"').next());
    let path = format!("/sesi/{}", action.expect("a session that is not this browser's"));
    let foreign = second.at(&site, SRAGEN).await.post(ACCOUNT, &path, &[]).await;
    assert_eq!(foreign.status, 404, "somebody else's session is not there");
    assert_eq!(left_open.get(SRAGEN, DESK).await.status, 200);
    assert_eq!(at_work.post(ACCOUNT, &path, &[]).await.status, 303);
    assert_eq!(left_open.get(SRAGEN, DESK).await.status, 303);

    let revoke = format!("{DESK}/{}/cabut?peran=region_owner&di=33.14", second.id);
    let theirs = second.at(&site, SRAGEN).await;
    assert!(at_work.get(SRAGEN, &revoke).await.says("Cabut peran Siti Aminah?"));
    assert_eq!(at_work.post(SRAGEN, &revoke, &[]).await.location(), "/kelola/pegawai?kabar=dicabut");
    assert_eq!(theirs.get(SRAGEN, DESK).await.status, 403);
    let last = format!("{DESK}/{}/cabut?peran=region_owner&di=33.14", owner.id);
    assert_eq!(at_work.post(SRAGEN, &last, &[]).await.location(), "/kelola/pegawai?kabar=terakhir");
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn the_way_back_never_leaves_the_host(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = site.browser();
    for astray in ["//jahat.id", "/%5C%5Cjahat.id", "https%3A%2F%2Fjahat.id", "/%09/jahat.id", "javascript:alert(1)"] {
        let page = browser.get(ACCOUNT, &format!("/masuk?ke={astray}")).await;
        assert_eq!(hidden(&page, "ke"), "/", "{astray}");
    }
    let owner = Somebody::owner(&site).await;
    let (url, _) = owner.arrive(&site, &browser, SRAGEN, "/masuk?ke=//jahat.id").await;
    assert_eq!((url.host_str(), url.path()), (Some("sragen.balai.test"), "/kelola"));
}
