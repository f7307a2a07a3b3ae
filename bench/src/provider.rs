//! What agencies' applications wait for: a request of somebody who is signed in and agreed before, the tokens for its code, and
//! a look at `UserInfo`, over sixteen connections.

use std::time::{Duration, Instant};

use balai_identity::CodeVerifier;
use balai_tests::{ACCOUNT, Browser};
use reqwest::Method;
use url::Url;

use crate::Outcome;
use crate::accounts;
use crate::deployment::{self, Deployment};
use crate::figures::{Figures, Unit};
use crate::fill::FIRST;
use crate::server::{Server, said};
use crate::signing_in::Percentiles;

/// Connections, each of a citizen's browser and an application of its own: what one application may ask is limited.
const CONNECTIONS: u32 = 16;
/// Rounds of each connection, besides the first, in which statements are prepared and keys read.
const ROUNDS: u32 = 60;
const CITIZEN: &str = "pemakai@contoh.id";
const REDIRECT: &str = "https://aplikasi.contoh.test/kembali";

/// An application and the browser that its citizen sits before.
struct Pair {
    client: String,
    secret: String,
    browser: Browser,
}

/// How long each of the three took in one round.
struct Took {
    authorize: Duration,
    token: Duration,
    userinfo: Duration,
}

/// Measures the three.
pub async fn measure(deployment: &Deployment, server: &Server, figures: &mut Figures) -> Outcome {
    accounts::citizen(deployment, server, CITIZEN).await?;
    let mut pairs = Vec::new();
    for number in 0..CONNECTIONS {
        pairs.push(Pair::agreed(deployment, server, number).await?);
    }
    let begun = Instant::now();
    let all = futures_util::future::try_join_all(pairs.iter().map(Pair::rounds)).await?;
    let (took, whole): (Vec<Took>, _) = (all.into_iter().flatten().collect(), begun.elapsed().as_secs_f64());
    let speed = f64::from(CONNECTIONS * (ROUNDS + 1)) / whole;
    for (what, one) in [
        ("a request of who is signed in and agreed", (|took| took.authorize) as fn(&Took) -> Duration),
        ("tokens for its code", |took| took.token),
        ("a look at UserInfo", |took| took.userinfo),
    ] {
        let mut times: Vec<Duration> = took.iter().map(one).collect();
        let Percentiles { median, p99 } = Percentiles::of(&mut times);
        let note =
            format!("99 of 100 under {p99:.1} ms; {CONNECTIONS} connections, {speed:.0} whole sign-ins a second");
        figures.put(&format!("{what}, half under"), median, Unit::Milliseconds).note(note);
    }
    Ok(())
}

impl Pair {
    /// Registers an application as an operator does, and lets a citizen agree to it once.
    async fn agreed(deployment: &Deployment, server: &Server, number: u32) -> Outcome<Self> {
        let name = format!("Aplikasi ukur {number}");
        let mut create = deployment.command(&["client", "create", "--json", "--domain", FIRST, "--redirect", REDIRECT]);
        let told = deployment::run(create.args(["--name", &name, "--claim", "name=Menyapa Anda"]))?;
        let told: serde_json::Value = serde_json::from_str(&told)?;
        let text = |field: &str| told[field].as_str().map(str::to_owned).ok_or_else(|| format!("no {field}: {told}"));
        let browser = accounts::signed_in(server, CITIZEN, &format!("10.0.2.{number}")).await?;
        let pair = Self { client: text("client_id")?, secret: text("client_secret")?, browser };
        let browser = &pair.browser;
        let (_, page) = browser.follow(ACCOUNT, &pair.request(&CodeVerifier::fresh())).await;
        let forms = page.text().split("<form action=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let to = forms.map(|to| to.replace("&#38;", "&")).find(|to| to.starts_with("/izin")).ok_or("no question")?;
        let version = page.hidden("versi").ok_or("no version of the question")?;
        said(browser.post(ACCOUNT, &to, &[("versi", &version), ("jawab", "ya")]).await, 303)?;
        Ok(pair)
    }

    fn request(&self, verifier: &CodeVerifier) -> String {
        let mut url = Url::parse("http://x/otorisasi").expect("an address");
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &self.client),
            ("redirect_uri", REDIRECT),
            ("scope", "openid profile"),
            ("state", "keadaan"),
            ("nonce", "sekali"),
            ("code_challenge", verifier.challenge().as_str()),
            ("code_challenge_method", "S256"),
        ]);
        format!("{}?{}", url.path(), url.query().unwrap_or_default())
    }

    async fn rounds(&self) -> Outcome<Vec<Took>> {
        self.round().await?;
        let mut all = Vec::new();
        for _ in 0..ROUNDS {
            all.push(self.round().await?);
        }
        Ok(all)
    }

    async fn round(&self) -> Outcome<Took> {
        let verifier = CodeVerifier::fresh();
        let (path, begun) = (self.request(&verifier), Instant::now());
        let back = said(self.browser.get(ACCOUNT, &path).await, 303)?;
        let authorize = begun.elapsed();
        let back = Url::parse(back.location())?;
        let code = back.query_pairs().find_map(|(name, value)| (name == "code").then(|| value.into_owned()));
        let code = code.ok_or_else(|| format!("no code: {back}"))?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code.as_str()),
            ("redirect_uri", REDIRECT),
            ("code_verifier", verifier.reveal()),
        ];
        let posting =
            self.browser.request(Method::POST, ACCOUNT, "/token").basic_auth(&self.client, Some(&self.secret));
        let begun = Instant::now();
        let told = said(self.browser.send(posting.form(&form)).await, 200)?;
        let token = begun.elapsed();
        let told: serde_json::Value = serde_json::from_slice(&told.body)?;
        let access = told["access_token"].as_str().ok_or("no access token")?;
        let look = self.browser.request(Method::GET, ACCOUNT, "/userinfo").bearer_auth(access);
        let begun = Instant::now();
        said(self.browser.send(look).await, 200)?;
        Ok(Took { authorize, token, userinfo: begun.elapsed() })
    }
}
