//! A citizen is asked once, sees what would go out, and takes it back.

use balai_identity::applications::{ApplicationState, ClaimName};
use balai_storage::audit::Trail;
use balai_testkit::Kind;
use balai_tests::{ACCOUNT, Site};
use rstest::rstest;
use url::Url;
use uuid::Uuid;

use crate::support::{LAW, REASON, agrees, application, asked, asks_now, query, registered};
use crate::vault::Citizen;

const NIK: &str = "3314011208900001";

async fn granted(site: &Site, citizen: &Citizen, id: Uuid) -> Option<Vec<ClaimName>> {
    let grant = site.app.identity.application_grant(citizen.id, id).await.expect("rows");
    grant.map(|grant| grant.claims)
}

async fn links(site: &Site, action: &str) -> usize {
    let trail = Trail { action: Some(action.to_owned()), ..Trail::default() };
    site.kit.control().read().await.expect("rows").trail(&trail, None, 100).await.expect("links").len()
}

#[rstest]
#[tokio::test]
async fn a_citizen_is_asked_once_with_her_own_values_and_gives_what_she_likes(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let asks = vec![asked(ClaimName::Name, false), asked(ClaimName::Email, true), asked(ClaimName::PhoneNumber, true)];
    let id = registered(&site, asks).await;
    let query = query(id);

    let page = citizen.get(&format!("/izin?{query}")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    for said in ["Masuk ke Pajak Daerah?", "Sri Rahayu", "sri@contoh.id", REASON, "pajak.sragenkab.go.id"] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    assert!(page.says("Didaftarkan oleh Kabupaten Sragen"), "{}", page.text());
    assert!(page.says("Belum ada di akun Anda"), "she has no telephone");
    assert!(!page.says("value=\"phone_number\""), "what is not there has no box");
    let policy = page.header("content-security-policy");
    assert!(policy.contains("form-action 'self' https://pajak.sragenkab.go.id;"), "{policy}");
    let english = citizen.get(&format!("/izin?{query}&bahasa=en")).await;
    assert!(english.says("Sign in to Pajak Daerah?"), "{}", english.text());

    assert_eq!(granted(&site, &citizen, id).await, None, "nothing is given by looking");
    assert_eq!(agrees(&citizen, &query, &[]).await, format!("/otorisasi?{query}"));
    assert_eq!(
        granted(&site, &citizen, id).await,
        Some(vec![ClaimName::Name]),
        "a box that is not ticked gives nothing"
    );
    let again = citizen.get(&format!("/izin?{query}")).await;
    assert_eq!((again.status, again.location()), (303, &*format!("/otorisasi?{query}")), "asked once");
    assert_eq!(links(&site, "client.granted").await, 1);

    let list = citizen.get("/aplikasi-saya?bahasa=id").await;
    assert!(list.says("Pajak Daerah") && list.says("Melihat: Nama") && list.says("Belum pernah dipakai"));
}

#[rstest]
#[tokio::test]
async fn she_is_asked_again_when_more_is_asked_and_not_when_less(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false), asked(ClaimName::Email, true)]).await;
    let query = query(id);
    agrees(&citizen, &query, &["email"]).await;
    assert_eq!(granted(&site, &citizen, id).await, Some(vec![ClaimName::Name, ClaimName::Email]));
    let first = site.app.identity.application_grant(citizen.id, id).await.expect("rows").expect("given");

    asks_now(&site, id, vec![asked(ClaimName::Name, false)]).await;
    assert_eq!(citizen.get(&format!("/izin?{query}")).await.status, 303, "less");
    asks_now(&site, id, vec![asked(ClaimName::Name, false), asked(ClaimName::AssuranceLevel, false)]).await;
    let page = citizen.get(&format!("/izin?{query}")).await;
    assert!(page.says("dulu tidak diminta") && page.says("Tingkat 1"), "{}", page.text());
    agrees(&citizen, &query, &[]).await;
    let now = site.app.identity.application_grant(citizen.id, id).await.expect("rows").expect("given");
    assert_eq!(now.claims, [ClaimName::Name, ClaimName::AssuranceLevel]);
    assert_eq!(now.granted_at, first.granted_at, "what was given before goes on");
    assert!(now.covers(&application(&site, id).await));
}

#[rstest]
#[tokio::test]
async fn what_is_withdrawn_ends_at_once_and_what_is_given_again_is_new(
    #[values(Kind::Sqlite, Kind::Postgres)] kind: Kind,
) {
    let site = Site::open(kind).await;
    let (citizen, other) = (Citizen::sri(&site).await, Citizen::named(&site, "Budi", "budi@contoh.id").await);
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let query = query(id);
    for somebody in [&citizen, &other] {
        agrees(somebody, &query, &[]).await;
    }
    let first = site.app.identity.application_grant(citizen.id, id).await.expect("rows").expect("given");
    assert_eq!(site.app.identity.citizens_of_application(id).await.expect("a count"), 2);

    site.clock.advance(chrono::TimeDelta::minutes(5));
    let path = format!("/aplikasi-saya/{id}/cabut");
    for _ in 0..2 {
        let answer = citizen.post(&path, &[]).await;
        assert_eq!((answer.status, answer.location()), (303, "/aplikasi-saya?kabar=dicabut"), "twice does no harm");
    }
    assert_eq!(granted(&site, &citizen, id).await, None);
    assert_eq!(granted(&site, &other, id).await, Some(vec![ClaimName::Name]), "of nobody else");
    assert_eq!(links(&site, "client.withdrawn").await, 1);
    assert!(!citizen.get("/aplikasi-saya").await.says("Pajak Daerah"));
    let stranger = Citizen::named(&site, "Tono", "tono@contoh.id").await;
    assert_eq!(stranger.post(&path, &[]).await.status, 404, "she never let it see anything");

    agrees(&citizen, &query, &[]).await;
    let again = site.app.identity.application_grant(citizen.id, id).await.expect("rows").expect("given");
    assert!(again.granted_at > first.granted_at, "tokens of the first one are older than the second");
}

#[rstest]
#[tokio::test]
async fn who_says_no_goes_back_without_a_code_and_nothing_is_kept(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let answer = citizen.post(&format!("/izin?{}", query(id)), &[("jawab", "tidak")]).await;
    let back = Url::parse(answer.location()).expect("an address");
    let pairs: Vec<(String, String)> = back.query_pairs().into_owned().collect();
    let issuer = site.app.identity.site().as_str().to_owned();
    for (name, value) in [("dari", "balai"), ("error", "access_denied"), ("state", "keadaan&a"), ("iss", &issuer)] {
        assert!(pairs.contains(&(name.to_owned(), value.to_owned())), "{pairs:?}");
    }
    assert_eq!(back.host_str(), Some("pajak.sragenkab.go.id"));
    assert_eq!(granted(&site, &citizen, id).await, None);
}

#[rstest]
#[tokio::test]
async fn nobody_is_sent_to_an_address_that_was_not_registered(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let (own, good) = ("https%3A%2F%2Fpajak.sragenkab.go.id", query(id));
    for bent in [
        good.replace(own, "https%3A%2F%2Fjahat.id"),
        good.replace("dari%3Dbalai", "dari%3Dbalai%26x%3D1"),
        good.replace(&id.to_string(), &Uuid::nil().to_string()),
        good.replace(&id.to_string(), &id.to_string().to_uppercase()),
        good.replace(&id.to_string(), "33.14"),
        String::new(),
    ] {
        for answer in [
            citizen.get(&format!("/izin?{bent}")).await,
            citizen.post(&format!("/izin?{bent}"), &[("jawab", "ya"), ("versi", "1")]).await,
            citizen.post(&format!("/izin?{bent}"), &[("jawab", "tidak")]).await,
        ] {
            assert_eq!((answer.status, answer.location()), (400, ""), "{bent}");
        }
    }
    let stranger = site.browser().get(ACCOUNT, &format!("/izin?{good}")).await;
    assert!(stranger.location().starts_with("/masuk?ke=%2Fizin%3F"), "{}", stranger.location());
}

#[rstest]
#[tokio::test]
async fn what_was_not_shown_is_not_agreed_to(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Name, false)]).await;
    let path = format!("/izin?{}", query(id));
    let page = citizen.get(&path).await;
    let version = page.hidden("versi").expect("a version");
    asks_now(&site, id, vec![asked(ClaimName::Name, false), asked(ClaimName::Email, false)]).await;
    let answer = citizen.post(&path, &[("jawab", "ya"), ("versi", &version)]).await;
    assert_eq!(answer.status, 409);
    assert!(answer.says("baru saja diubah") && answer.says("sri@contoh.id"), "{}", answer.text());
    assert_eq!(granted(&site, &citizen, id).await, None);

    let owner = Some("33.14".parse().expect("a code"));
    let pause = ApplicationState::Paused;
    assert!(site.app.identity.turn_application(&site.act(), owner, id, pause).await.expect("paused"));
    for answer in [citizen.get(&path).await, citizen.post(&path, &[("jawab", "ya"), ("versi", "3")]).await] {
        assert_eq!(answer.status, 400);
        assert!(answer.says("sedang tidak dapat dipakai"), "{}", answer.text());
    }
}

#[rstest]
#[tokio::test]
async fn what_the_account_lacks_is_filled_in_on_the_way(#[values(Kind::Sqlite, Kind::Postgres)] kind: Kind) {
    let site = Site::open(kind).await;
    let citizen = Citizen::sri(&site).await;
    let id = registered(&site, vec![asked(ClaimName::Nik, false)]).await;
    let path = format!("/izin?{}", query(id));
    let page = citizen.get(&path).await;
    assert!(page.says("Belum ada di akun Anda") && page.says(LAW), "{}", page.text());
    assert!(!page.says("value=\"ya\""), "it cannot be agreed to yet");
    let fill = page.between("href=\"/profil/nik?ke=", "\"");
    let form = citizen.get(&format!("/profil/nik?ke={fill}")).await;
    let back = form.hidden("ke").expect("the way back");
    assert_eq!(back, path);
    let filled = citizen.post("/profil/nik", &[("nik", NIK), ("ke", &back)]).await;
    assert_eq!((filled.status, filled.location()), (303, path.as_str()), "{}", filled.text());
    let page = citizen.get(&path).await;
    assert!(page.says("value=\"ya\"") && !page.says(NIK), "{}", page.text());
    assert!(page.says("3314") && page.says("0001"), "masked, and hers");
}
