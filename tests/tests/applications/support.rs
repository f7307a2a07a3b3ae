//! An application, and the request with which it sends people to sign in.

use balai_identity::CodeVerifier;
use balai_identity::applications::{
    Application, ApplicationDetails, ApplicationName, AskedClaim, Authentication, ClaimName, IdTokenAlgorithm,
    RedirectUri,
};
use balai_tests::Site;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use crate::vault::Citizen;

/// The host of the application.
pub const SECTOR: &str = "pajak.sragenkab.go.id";
/// Where people return to.
pub const REDIRECT: &str = "https://pajak.sragenkab.go.id/masuk/kembali?dari=balai";
/// What it says it asks for.
pub const REASON: &str = "Mencocokkan Anda dengan data wajib pajak.";
pub const LAW: &str = "UU 1/2022 pasal 94";

pub fn asked(claim: ClaimName, voluntary: bool) -> AskedClaim {
    AskedClaim::new(claim, REASON, if claim == ClaimName::Nik { LAW } else { "" }, voluntary).expect("a reason")
}

pub fn details(claims: Vec<AskedClaim>) -> ApplicationDetails {
    ApplicationDetails {
        name: ApplicationName::parse("Pajak Daerah").expect("a name"),
        agency: None,
        homepage: None,
        initiate_login: None,
        redirects: vec![RedirectUri::parse(REDIRECT).expect("an address")],
        post_logout_redirects: Vec::new(),
        backchannel_logout: None,
        authentication: Authentication::SecretBasic,
        jwks: None,
        id_token_algorithm: IdTokenAlgorithm::Es256,
        claims,
        require_par: false,
    }
}

/// Registers an application of Sragen.
pub async fn registered(site: &Site, claims: Vec<AskedClaim>) -> Uuid {
    let owner = Some("33.14".parse().expect("a code"));
    site.app.identity.register_application(&site.act(), owner, &details(claims)).await.expect("registered")
}

pub async fn application(site: &Site, id: Uuid) -> Application {
    site.app.identity.application(id).await.expect("rows").expect("registered")
}

/// Changes what it asks.
pub async fn asks_now(site: &Site, id: Uuid, claims: Vec<AskedClaim>) {
    let (owner, version) = (Some("33.14".parse().expect("a code")), application(site, id).await.version);
    site.app.identity.change_application(&site.act(), owner, (id, version), &details(claims)).await.expect("changed");
}

/// The query of its request for a sign-in.
pub fn query(id: Uuid) -> String {
    query_with(id, &CodeVerifier::fresh())
}

/// The same with a verifier of one's own.
pub fn query_with(id: Uuid, verifier: &CodeVerifier) -> String {
    let challenge = verifier.challenge();
    Serializer::new(String::new())
        .extend_pairs([
            ("response_type", "code"),
            ("client_id", &id.to_string()),
            ("redirect_uri", REDIRECT),
            ("scope", "openid"),
            ("state", "keadaan&a"),
            ("nonce", "sekali"),
            ("code_challenge", challenge.as_str()),
            ("code_challenge_method", "S256"),
        ])
        .finish()
}

/// A citizen agrees at the page that asks her. Returns where she is led.
pub async fn agrees(citizen: &Citizen, query: &str, boxes: &[&str]) -> String {
    let page = citizen.get(&format!("/izin?{query}")).await;
    let version = page.hidden("versi").unwrap_or_else(|| panic!("{}", page.text()));
    let mut fields = vec![("jawab", "ya"), ("versi", version.as_str())];
    fields.extend(boxes.iter().map(|claim| ("beri", *claim)));
    let answer = citizen.post(&format!("/izin?{query}"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}
