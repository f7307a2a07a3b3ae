//! A service that links to an agency's application carries the sign-in over; its page is kept in memory all the same.

use balai_catalog::queries::{self, DeskFilter, Page};
use balai_catalog::{Channel, ConnectionLevel, Editor, Line, LinkUrl, ServiceDetails};
use balai_identity::CodeVerifier;
use balai_identity::applications::{ApplicationDetails, ApplicationState, ClaimName, RedirectUri};
use balai_testkit::{Kind, SRAGEN};
use balai_tests::{ACCOUNT, Site, unescaped};
use reqwest::Method;
use rstest::rstest;
use url::Url;

use crate::support::{REDIRECT, SECTOR, agrees, asked, details, query_with};
use crate::vault::Citizen;

const TARGET: &str = "https://pajak.sragenkab.go.id/pbb?tahun=2026";

/// Makes a published service lead to an address; returns its public page.
async fn linked(site: &Site) -> String {
    site.publish_starter(SRAGEN).await;
    let (act, write) = (site.act(), site.kit.tenant(SRAGEN).write().await.expect("rows"));
    let found = queries::desk_services(&write, &DeskFilter::default(), Page::first(1)).await.expect("services");
    let service = found.items.into_iter().next().expect("a service");
    let changed = ServiceDetails {
        name: Line::parse(&service.name).expect("a name"),
        agency: service.agency_id,
        category: service.category_id,
        note: None,
        system: Some(Line::parse("Pajak Daerah").expect("a name")),
        channels: [Channel::Online].into_iter().collect(),
        connection: ConnectionLevel::Link { url: LinkUrl::parse(TARGET).expect("an address") },
    };
    let service = Editor::new(&write, &act, site.today()).edit_service(service.id, changed).await.expect("edited");
    write.commit().await.expect("committed");
    format!("/layanan/{}", service.slug)
}

#[rstest]
#[tokio::test]
async fn a_link_to_an_application_of_the_region_signs_people_in_there(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let page = linked(&site).await;
    let (identity, browser) = (&site.app.identity, site.browser());
    let look = async || unescaped(browser.get("sragen", &page).await.text());
    let issuer = identity.site().as_str().replace(':', "%3A").replace('/', "%2F");
    let begins = format!(
        "href=\"https://{SECTOR}/mulai?iss={issuer}&target_link_uri=https%3A%2F%2F{SECTOR}%2Fpbb%3Ftahun%3D2026\""
    );
    let plain = format!("href=\"{TARGET}\"");
    assert!(look().await.contains(&plain), "a plain link as long as nobody registered it");

    let others = Some("17.09".parse().expect("a code"));
    let ours = Some(SRAGEN.parse().expect("a code"));
    let start = RedirectUri::parse(&format!("https://{SECTOR}/mulai")).expect("an address");
    let registered = ApplicationDetails { initiate_login: Some(start), ..details(Vec::new()) };
    identity.register_application(&site.act(), others, &registered).await.expect("registered");
    assert!(look().await.contains(&plain), "another region's application takes over nothing here");
    let silent = identity.register_application(&site.act(), ours, &details(Vec::new())).await.expect("registered");
    assert!(look().await.contains(&plain), "one that no sign-in can be begun at");

    let id = identity.register_application(&site.act(), ours, &registered).await.expect("registered");
    let text = look().await;
    assert!(text.contains(&begins), "{text}");
    assert!(text.contains("Anda tidak perlu mendaftar lagi.") && !text.contains(&plain), "{text}");
    let tag = browser.get("sragen", &page).await.header("etag").to_owned();
    assert_eq!(browser.get_with("sragen", &page, &[("if-none-match", &tag)]).await.status, 304, "kept in memory");

    identity.turn_application(&site.act(), ours, silent, ApplicationState::Paused).await.expect("paused");
    assert!(look().await.contains(&begins));
    for (state, expected) in [(ApplicationState::Paused, &plain), (ApplicationState::Active, &begins)] {
        identity.turn_application(&site.act(), ours, id, state).await.expect("turned");
        assert!(look().await.contains(expected), "seen by the next request: {state:?}");
    }
    identity.remove_application(&site.act(), ours, id).await.expect("removed");
    assert!(look().await.contains(&plain));
}

/// The link of a service's page to the application, taken apart as the application does: who provides the sign-in, and
/// where she wants to go (OpenID Connect Core 1.0, 4).
async fn link_of(citizen: &Citizen, page: &str) -> (String, String) {
    let text = unescaped(citizen.browser.get("sragen", page).await.text());
    let link = balai_tests::between(&text, &format!("href=\"https://{SECTOR}/mulai?"), "\"");
    let link = Url::parse(&format!("https://{SECTOR}/mulai?{link}")).expect("an address");
    let said = |name: &str| link.query_pairs().find(|(known, _)| known == name).expect("said").1.into_owned();
    (said("iss"), said("target_link_uri"))
}

#[rstest]
#[tokio::test]
async fn whoever_follows_a_link_comes_to_the_application_without_registering_or_typing(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let page = linked(&site).await;
    let (identity, ours) = (&site.app.identity, Some(SRAGEN.parse().expect("a code")));
    let start = RedirectUri::parse(&format!("https://{SECTOR}/mulai")).expect("an address");
    let registered = ApplicationDetails { initiate_login: Some(start), ..details(vec![asked(ClaimName::Name, false)]) };
    let id = identity.register_application(&site.act(), ours, &registered).await.expect("registered");
    let offered = identity.offer_application_secret(id);
    assert!(identity.use_application_secret(&site.act(), ours, id, &offered.seed).await.expect("rows"));
    let citizen = Citizen::sri(&site).await;
    for asked_before in [false, true] {
        let (issuer, target) = link_of(&citizen, &page).await;
        assert_eq!((issuer.as_str(), target.as_str()), (identity.site().as_str(), TARGET));
        // the application looks the issuer up and sends her on
        let described = citizen.get("/.well-known/openid-configuration").await.json();
        assert_eq!(
            (&described["issuer"], &described["authorization_endpoint"]),
            (&issuer.clone().into(), &format!("{issuer}/otorisasi").into())
        );
        let verifier = CodeVerifier::fresh();
        let request = format!("/otorisasi?{}", query_with(id, &verifier));
        let mut answer = citizen.get(&request).await;
        if !asked_before {
            let asks = answer.location().strip_prefix("/izin?").unwrap_or_else(|| panic!("{}", answer.location()));
            let onward = agrees(&citizen, asks, &[]).await;
            answer = citizen.get(&onward).await;
        }
        let back = Url::parse(answer.location()).expect("the application");
        assert!(back.as_str().starts_with(REDIRECT), "{back}");
        let code = back.query_pairs().find(|(name, _)| name == "code").expect("a code").1.into_owned();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.reveal()),
        ];
        let program = site.browser();
        let request = program.request(Method::POST, ACCOUNT, "/token").basic_auth(id, Some(&offered.secret));
        let tokens = program.send(request.form(&form)).await;
        assert_eq!(tokens.status, 200, "{}", tokens.text());
        let access = tokens.json()["access_token"].as_str().expect("a token").to_owned();
        let request = program.request(Method::GET, ACCOUNT, "/userinfo").bearer_auth(access);
        let told = program.send(request).await.json();
        assert!(told["sub"].is_string(), "{told}");
    }
}
