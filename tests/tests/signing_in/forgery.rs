//! Forms from other places, cookies that come twice.

use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Browser, Site};
use reqwest::Method;
use rstest::rstest;

use crate::support::{DESK, SESSION, SRAGEN, Somebody, hidden};

const INVITE: &str = "/kelola/pegawai/undang";
const FORM: [(&str, &str); 3] = [("surel", "baru@sragenkab.go.id"), ("peran", "catalogue_editor"), ("bagian", "")];

async fn post(browser: &Browser, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> u16 {
    let request = browser.request(Method::POST, SRAGEN, INVITE).form(fields);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    browser.send(request).await.status
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_form_from_another_host_changes_nothing(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let own = browser.url(SRAGEN, "/").origin().ascii_serialization();
    let sibling = browser.url("bengkulu-tengah", "/").origin().ascii_serialization();
    for headers in [
        &[("Sec-Fetch-Site", "same-site"), ("Origin", sibling.as_str())][..],
        &[("Sec-Fetch-Site", "same-site"), ("Origin", own.as_str())],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://jahat.id")],
        &[("Origin", sibling.as_str())],
        &[("Origin", "null")],
        &[],
    ] {
        assert_eq!(post(&browser, headers, &FORM).await, 403, "{headers:?}");
    }
    assert!(!browser.get(SRAGEN, DESK).await.says("baru@sragenkab.go.id"), "nobody was invited");
    assert_eq!(post(&browser, &[("Origin", own.as_str())], &FORM).await, 303);
    assert!(browser.get(SRAGEN, DESK).await.says("baru@sragenkab.go.id"));
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_browser_that_says_nothing_sends_the_forms_own_token(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let owner = Somebody::owner(&site).await;
    let browser = owner.at(&site, SRAGEN).await;
    let token = hidden(&browser.get(SRAGEN, INVITE).await, "_token");
    let with = |token: &str| {
        [FORM.to_vec(), vec![("_token", token)]]
            .concat()
            .into_iter()
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .collect::<Vec<_>>()
    };
    let send = async |browser: &Browser, token: &str| {
        let fields = with(token);
        let fields: Vec<_> = fields.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        post(browser, &[], &fields).await
    };
    let another = hidden(&owner.at(&site, SRAGEN).await.get(SRAGEN, INVITE).await, "_token");
    for wrong in ["", "0000", another.as_str()] {
        assert_eq!(send(&browser, wrong).await, 403, "{wrong}");
    }
    assert_eq!(send(&browser, &token).await, 303);

    // Nobody is signed in yet on the sign-in page: its token hangs on a guest's cookie.
    let guest = site.browser();
    let page = guest.get(ACCOUNT, "/masuk").await;
    let sign_in = async |token: &str| {
        let fields =
            [("surel", owner.email.as_str()), ("sandi", owner.password.as_str()), ("ke", "/"), ("_token", token)];
        guest.send(guest.request(Method::POST, ACCOUNT, "/masuk").form(&fields)).await.status
    };
    assert_eq!(sign_in(&token).await, 403);
    assert_eq!(sign_in(&hidden(&page, "_token")).await, 303);
}

#[rstest]
#[case(Kind::Sqlite)]
#[case(Kind::Postgres)]
#[tokio::test]
async fn a_cookie_of_ours_that_comes_twice_is_refused(#[case] kind: Kind) {
    let site = Site::open(kind).await;
    let browser = Somebody::owner(&site).await.at(&site, SRAGEN).await;
    let own = browser.cookie(SRAGEN, SESSION).expect("a session");
    let stranger = site.browser();
    for cookies in [format!("{SESSION}={own}; {SESSION}={own}"), format!("{SESSION}={own}; x=1; {SESSION}=lain")] {
        let answer = stranger.get_with(SRAGEN, DESK, &[("Cookie", cookies.as_str())]).await;
        assert_eq!(answer.status, 403, "{}", answer.text());
        assert!(answer.says("Kiriman ini tidak kami terima"));
    }
    let once = stranger.get_with(SRAGEN, DESK, &[("Cookie", format!("x=1; x=2; {SESSION}={own}").as_str())]).await;
    assert_eq!(once.status, 200);
}
