//! An agency's application and a citizen, as the provider meets them.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use balai_identity::applications::{
    ApplicationDetails, ApplicationName, AskedClaim, Authentication, ClaimName, IdTokenAlgorithm, RedirectUri,
};
use balai_identity::{ChosenPassword, CodeVerifier, Factors, NewAccount};
use balai_tests::{ACCOUNT, Answer, Browser, Site};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use reqwest::Method;
use serde_json::Value;
use url::Url;
use uuid::Uuid;

/// Where people come back to with a code.
pub const REDIRECT: &str = "https://pajak.sragenkab.go.id/masuk/kembali";
/// Where people come back to after they signed out.
pub const AFTER: &str = "https://pajak.sragenkab.go.id/keluar";
const PASSWORD: &str = "kuda lumping makan beling";
const EMAIL: &str = "sukarti@contoh.id";

/// An application that is registered.
pub struct Peer {
    pub id: Uuid,
    pub secret: String,
    pub verifier: CodeVerifier,
}

/// A citizen with an account.
pub struct Citizen {
    pub id: Uuid,
    pub email: String,
}

/// What an application got.
pub struct Got {
    pub access: String,
    pub refresh: Option<String>,
    pub id_token: String,
    pub claims: Value,
    pub whole: Value,
}

/// What most tests register.
pub fn details() -> ApplicationDetails {
    let asks = |claim| AskedClaim::new(claim, "Mengisi formulir pajak Anda", "", false).expect("a reason");
    let nik = AskedClaim::new(ClaimName::Nik, "Mencocokkan data pajak", "UU 28/2009 pasal 96", true);
    ApplicationDetails {
        name: ApplicationName::parse("Pajak Daerah").expect("a name"),
        agency: None,
        homepage: None,
        initiate_login: None,
        redirects: vec![RedirectUri::parse(REDIRECT).expect("an address")],
        post_logout_redirects: vec![RedirectUri::parse(AFTER).expect("an address")],
        backchannel_logout: None,
        authentication: Authentication::SecretBasic,
        jwks: None,
        id_token_algorithm: IdTokenAlgorithm::Es256,
        claims: vec![
            asks(ClaimName::Name),
            asks(ClaimName::Email),
            asks(ClaimName::PhoneNumber),
            asks(ClaimName::AssuranceLevel),
            nik.expect("asked by law"),
        ],
        require_par: false,
    }
}

impl Peer {
    /// Registers the usual application.
    pub async fn of(site: &Site) -> Self {
        Self::with(site, details()).await
    }

    /// Registers an application of Sragen.
    pub async fn with(site: &Site, details: ApplicationDetails) -> Self {
        let (identity, act) = (&site.app.identity, site.act());
        let owner = Some("33.14".parse().expect("a code"));
        let id = identity.register_application(&act, owner, &details).await.expect("registered");
        let offered = identity.offer_application_secret(id);
        assert!(identity.use_application_secret(&act, owner, id, &offered.seed).await.expect("rows"));
        Self { id, secret: offered.secret, verifier: CodeVerifier::fresh() }
    }

    /// The usual request with parameters of one's own, which take the place of those with the same name; an empty one goes.
    pub fn query(&self, own: &[(&str, &str)]) -> Vec<(String, String)> {
        let (id, challenge) = (self.id.to_string(), self.verifier.challenge().as_str().to_owned());
        let usual = [
            ("response_type", "code"),
            ("client_id", &id),
            ("redirect_uri", REDIRECT),
            ("scope", "openid"),
            ("state", "keadaan"),
            ("nonce", "sekali"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let kept = usual.iter().filter(|(name, _)| own.iter().all(|(other, _)| other != name));
        let all = kept.chain(own.iter().filter(|(_, value)| !value.is_empty()));
        all.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    /// The address of a request.
    pub fn address(&self, own: &[(&str, &str)]) -> String {
        address("/otorisasi", &self.query(own))
    }

    /// Sends somebody who needs to be shown nothing. Returns where she is led.
    pub async fn asks(&self, browser: &Browser, own: &[(&str, &str)]) -> Url {
        let answer = browser.get(ACCOUNT, &self.address(own)).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        browser.url(ACCOUNT, "/").join(answer.location()).expect("an address")
    }

    /// The code that somebody is sent back with who needs to be shown nothing.
    pub async fn code(&self, browser: &Browser, own: &[(&str, &str)]) -> String {
        let back = self.asks(browser, own).await;
        assert!(back.as_str().starts_with(REDIRECT), "{back}");
        parameter(&back, "code").unwrap_or_else(|| panic!("no code: {back}"))
    }

    /// Posts a form as this application, with its secret in the header.
    pub async fn posts(&self, site: &Site, path: &str, form: &[(&str, &str)]) -> Answer {
        let browser = site.browser();
        let request = browser.request(Method::POST, ACCOUNT, path).basic_auth(self.id, Some(&self.secret)).form(form);
        browser.send(request).await
    }

    /// Presents a code.
    pub async fn presents(&self, site: &Site, code: &str) -> Answer {
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
            ("code_verifier", self.verifier.reveal()),
        ];
        self.posts(site, "/token", &form).await
    }

    /// Presents a refresh token.
    pub async fn refreshes(&self, site: &Site, token: &str) -> Answer {
        self.posts(site, "/token", &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// The whole way of somebody who needs to be shown nothing: request, code, tokens.
    pub async fn gets(&self, site: &Site, browser: &Browser, own: &[(&str, &str)]) -> Got {
        let code = self.code(browser, own).await;
        got(&self.presents(site, &code).await)
    }

    /// The same with tokens that outlive the session: she is asked, and agrees.
    pub async fn gets_offline(&self, site: &Site, citizen: &Citizen, browser: &Browser) -> Got {
        let wish = [("scope", "openid email offline_access"), ("prompt", "consent")];
        self.gets_asked(site, citizen, browser, &wish).await
    }

    /// The same with a request of one's own.
    pub async fn gets_asked(&self, site: &Site, citizen: &Citizen, browser: &Browser, wish: &[(&str, &str)]) -> Got {
        let page = self.asks(browser, wish).await;
        assert_eq!(page.path(), "/izin", "{page}");
        citizen.agrees_that_it_goes_on(site, self).await;
        let back = browser.get(ACCOUNT, &address_of(&page, "/otorisasi")).await;
        let code = parameter(&Url::parse(back.location()).expect("an address"), "code").expect("a code");
        got(&self.presents(site, &code).await)
    }

    /// Whether an access token opens `UserInfo`.
    pub async fn opens(&self, site: &Site, access: &str) -> bool {
        userinfo(site, access).await.status == 200
    }

    /// Whether a token counts, as the application is told.
    pub async fn counts(&self, site: &Site, token: &str) -> bool {
        let answer = self.posts(site, "/introspeksi", &[("token", token)]).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        answer.json()["active"] == true
    }
}

impl Citizen {
    /// Opens an account.
    pub async fn of(site: &Site) -> Self {
        Self::named(site, EMAIL).await
    }

    /// Opens an account with an address.
    pub async fn named(site: &Site, email: &str) -> Self {
        let new = NewAccount {
            email: email.parse().expect("an address"),
            name: "Sukarti".parse().expect("a name"),
            password: ChosenPassword::new(PASSWORD, Factors::PasswordOnly, &[]).expect("a good password"),
            second_factor: None,
        };
        let id = site.app.identity.open_account(&site.act(), new).await.expect("opened");
        Self { id, email: email.to_owned() }
    }

    /// Signs in, on whatever page asks for it. Returns where she is led.
    pub async fn signs_in(&self, browser: &Browser, page: &str) -> Answer {
        let page = browser.get(ACCOUNT, page).await;
        let ke = page.hidden("ke").unwrap_or_else(|| panic!("no sign-in: {} {}", page.status, page.text()));
        browser.post(ACCOUNT, "/masuk", &[("surel", &self.email), ("sandi", PASSWORD), ("ke", &ke)]).await
    }

    /// Her browser, signed in at the account host for half a minute.
    pub async fn browser(&self, site: &Site) -> Browser {
        let browser = site.browser();
        assert_eq!(self.signs_in(&browser, "/masuk").await.status, 303);
        site.clock.advance(TimeDelta::seconds(30));
        browser
    }

    /// Lets an application see all that it asks.
    pub async fn agrees(&self, site: &Site, peer: &Peer) {
        self.agrees_to(site, peer, &ClaimName::ALL).await;
    }

    /// The same, also while she is not signed in.
    pub async fn agrees_that_it_goes_on(&self, site: &Site, peer: &Peer) {
        self.answers(site, peer, &ClaimName::ALL, true).await;
    }

    /// Lets an application see some of it.
    pub async fn agrees_to(&self, site: &Site, peer: &Peer, claims: &[ClaimName]) {
        self.answers(site, peer, claims, false).await;
    }

    async fn answers(&self, site: &Site, peer: &Peer, claims: &[ClaimName], offline: bool) {
        let identity = &site.app.identity;
        let version = identity.application(peer.id).await.expect("rows").expect("registered").version;
        identity.consent(&site.act(), self.id, (peer.id, version), claims, offline).await.expect("agreed");
    }
}

/// The usual application, a citizen who agreed, and her browser.
pub async fn agreed(site: &Site) -> (Peer, Citizen, Browser) {
    let (peer, citizen) = (Peer::of(site).await, Citizen::of(site).await);
    citizen.agrees(site, &peer).await;
    let browser = citizen.browser(site).await;
    (peer, citizen, browser)
}

/// What `UserInfo` answers.
pub async fn userinfo(site: &Site, access: &str) -> Answer {
    let browser = site.browser();
    browser.send(browser.request(Method::GET, ACCOUNT, "/userinfo").bearer_auth(access)).await
}

/// The tokens of an answer.
pub fn got(answer: &Answer) -> Got {
    assert_eq!(answer.status, 200, "{}", answer.text());
    let whole = answer.json();
    let text = |name: &str| whole[name].as_str().map(str::to_owned);
    let id_token = text("id_token").expect("an ID token");
    Got {
        access: text("access_token").expect("an access token"),
        refresh: text("refresh_token"),
        claims: part(&id_token, 1),
        id_token,
        whole,
    }
}

/// Whether a token was signed by the key of its name among those shown, as an application looks (RFC 7515, 5.2).
pub fn is_signed(token: &str, shown: &Value) -> bool {
    let header = part(token, 0);
    let of_its_name = |key: &&Value| key["kid"] == header["kid"] && key["alg"] == header["alg"];
    let Some(key) = shown["keys"].as_array().expect("keys").iter().find(of_its_name) else { return false };
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let of_key = |name: &str| bytes(key[name].as_str().expect("text"));
    let (message, signature) = token.rsplit_once('.').expect("three parts");
    let (message, signature) = (message.as_bytes(), bytes(signature));
    match key["alg"].as_str() {
        Some("ES256") => {
            let point = [vec![4], of_key("x"), of_key("y")].concat();
            UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(message, &signature).is_ok()
        }
        Some("RS256") => {
            let key = RsaPublicKeyComponents { n: of_key("n"), e: of_key("e") };
            key.verify(&RSA_PKCS1_2048_8192_SHA256, message, &signature).is_ok()
        }
        other => panic!("another algorithm: {other:?}"),
    }
}

/// Header or claims of a token; nobody looks at the signature.
pub fn part(token: &str, nth: usize) -> Value {
    let part = token.split('.').nth(nth).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
}

/// A parameter of an address.
pub fn parameter(url: &Url, name: &str) -> Option<String> {
    url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

/// The error that somebody is sent back with.
pub fn error(url: &Url) -> String {
    assert!(url.as_str().starts_with(REDIRECT), "{url}");
    parameter(url, "error").unwrap_or_else(|| panic!("no error: {url}"))
}

/// A path with a query.
pub fn address(path: &str, query: &[(String, String)]) -> String {
    let mut url = Url::parse("http://akun.balai.test").expect("an address").join(path).expect("a path");
    url.query_pairs_mut().extend_pairs(query);
    format!("{}?{}", url.path(), url.query().unwrap_or_default())
}

/// The same query at another path.
pub fn address_of(url: &Url, path: &str) -> String {
    format!("{path}?{}", url.query().unwrap_or_default())
}
