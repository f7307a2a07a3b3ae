//! The independent provider (tests/peers/provider.js), which `scripts/test` starts.

use std::time::Duration;

use balai_kernel::{Clock, SystemClock};
use balai_relying::{Provider, ProviderSettings};
use balai_tests::{Node, Site};
use balai_web::account::national::National;
use reqwest::Client;
use serde_json::{Value, json};

/// The citizen number of whoever sits at the provider's keyboard.
pub const NIK: &str = "3314014708900001";

/// Sets a site's clock to the provider's, which knows no other than the machine's: whoever leaves a minute ahead of it comes
/// back with a proof that was made before she left.
pub fn keeps_time_with(site: &Site) {
    site.clock.set(SystemClock.now());
}

/// One provider of a test's own. It says yes for whoever sits at its keyboard.
pub struct Peer {
    client: Client,
    control: String,
    pub issuer: String,
    secret: String,
}

impl Peer {
    /// Opens one for a site, whose clock goes by the provider's from now on.
    pub async fn open(site: &Site, alg: &str) -> Self {
        let Ok(control) = std::env::var("BALAI_TEST_OIDC_URL") else {
            panic!("BALAI_TEST_OIDC_URL names the OpenID provider of the tests; scripts/test starts one")
        };
        keeps_time_with(site);
        let client = Client::new();
        let redirect_uri = site.app.identity.site().page("/nasional/kembali");
        let asked = client
            .post(format!("{control}/open"))
            .body(json!({ "redirect_uri": redirect_uri, "alg": alg }).to_string());
        let told: Value = asked.send().await.expect("it answers").json().await.expect("JSON");
        let text = |name: &str| told[name].as_str().expect("a text").to_owned();
        let peer = Self {
            client,
            control: format!("{control}/{}", text("id")),
            issuer: text("issuer"),
            secret: text("client_secret"),
        };
        peer.person(json!({ "sub": "w-7", "name": "SUKARTI", "nik": NIK, "email": "sukarti@contoh.id" })).await;
        peer
    }

    /// Who sits at its keyboard from now on.
    pub async fn person(&self, claims: Value) {
        self.tell("person", claims).await;
    }

    /// What it does wrong from now on.
    pub async fn faults(&self, faults: Value) {
        self.tell("faults", faults).await;
    }

    /// How often a path was asked for.
    pub async fn asked(&self, path: &str) -> u64 {
        self.tell("asked", json!({})).await["asked"][path].as_u64().unwrap_or(0)
    }

    /// Has it do something.
    pub async fn tell(&self, deed: &str, what: Value) -> Value {
        let asked = self.client.post(format!("{}/{deed}", self.control)).body(what.to_string());
        let answer = asked.send().await.expect("it answers");
        assert!(answer.status().is_success(), "{deed}");
        answer.json().await.expect("JSON")
    }

    /// A server that asks this provider.
    pub async fn node(&self, site: &Site) -> Node {
        self.node_that_waits(site, Duration::from_secs(30)).await
    }

    /// The same with no more patience than this.
    pub async fn node_that_waits(&self, site: &Site, timeout: Duration) -> Node {
        let settings = ProviderSettings {
            issuer: self.issuer.clone(),
            client_id: "balai".into(),
            client_secret: self.secret.clone().into(),
            scopes: "openid profile email".into(),
            timeout,
        };
        let provider = Provider::new(settings).expect("a client");
        let national = National { name: "Identitas Uji".into(), nik_claim: "nik".into(), provider };
        site.with_national(national).await
    }
}
