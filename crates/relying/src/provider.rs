//! The conversation with a provider.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Map, Value};
use url::Url;

use crate::document::Document;
use crate::id_token::{self, Expected, TokenRefused};
use crate::keys::{KeySet, Keys};
use crate::line::{Known, Line};
use crate::settings::ProviderSettings;

/// For how long what a provider says of itself, and its keys, are not asked for again.
const KEPT: TimeDelta = TimeDelta::hours(1);
const CODE: &str = "token endpoint";
const PERSON: &str = "UserInfo endpoint";

/// A provider, with what it said of itself lately. One is made for the process and shared.
#[derive(Debug)]
pub struct Provider {
    settings: ProviderSettings,
    line: Line,
    document: Kept<Document>,
    keys: Kept<Keys>,
}

/// What a person leaves for the provider with.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a> {
    /// Where she comes back to, to the letter as it is registered.
    pub redirect_uri: &'a str,
    /// Comes back with her: whoever returns is whoever left.
    pub state: &'a str,
    /// Comes back within the ID token.
    pub nonce: &'a str,
    /// S256 of the verifier.
    pub challenge: &'a str,
}

/// What she came back with, and what was kept of her leaving.
#[derive(Debug, Clone, Copy)]
pub struct Returned<'a> {
    /// The code.
    pub code: &'a str,
    /// The return address it was sent to.
    pub redirect_uri: &'a str,
    /// What the challenge was made of.
    pub verifier: &'a str,
    /// The nonce that was sent.
    pub nonce: &'a str,
    /// When she left: no proof of before counts.
    pub left_at: DateTime<Utc>,
}

/// What a provider told of somebody.
#[derive(Debug, Clone)]
pub struct Told {
    /// Its own name for them, which stays theirs and comes to nobody else.
    pub subject: String,
    /// When they last proved to the provider who they are.
    pub proven_at: DateTime<Utc>,
    claims: Map<String, Value>,
    access_token: SecretString,
}

/// Why nothing is known of somebody.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The provider was not reached, or did not answer in time.
    #[error("the provider does not answer: {0}")]
    Silent(String),
    /// It answered something that cannot be used.
    #[error("the provider's answer cannot be used: {0}")]
    Unusable(String),
    /// It does not take the code, or does not know us. Holds the error's name from the standard.
    #[error("the provider refuses: {0}")]
    Denied(String),
    /// The answer comes from another provider than the one that was asked: a mix-up (RFC 9207, section 2.4).
    #[error("the answer comes from another provider")]
    OtherIssuer,
    /// The ID token is not believed.
    #[error("the ID token is not believed: {0}")]
    Token(#[from] TokenRefused),
    /// `UserInfo` tells of somebody else than the ID token (OpenID Connect Core 1.0, section 5.3.2).
    #[error("UserInfo tells of somebody else")]
    OtherSubject,
}

/// What was fetched, and when.
#[derive(Debug)]
struct Kept<T>(Mutex<Option<(DateTime<Utc>, Arc<T>)>>);

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
    token_type: String,
    id_token: String,
}

#[derive(Deserialize)]
struct Failure {
    error: String,
}

impl Provider {
    /// A provider that nobody has spoken with yet.
    pub fn new(settings: ProviderSettings) -> Result<Self, Refused> {
        let line = Line::open(settings.timeout)?;
        Ok(Self { settings, line, document: Kept::default(), keys: Kept::default() })
    }

    /// The issuer.
    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// Where to send somebody who is to say who she is. She proves it anew, whoever is signed in at the provider: to
    /// `prompt=login` and `max_age=0` alike (OpenID Connect Core 1.0, section 3.1.2.1), as not every provider knows both.
    pub async fn authorization(&self, at: DateTime<Utc>, leaving: &Leaving<'_>) -> Result<Url, Refused> {
        let mut address = self.in_time(self.document(at)).await?.authorization_endpoint.clone();
        address
            .query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", leaving.redirect_uri)
            .append_pair("scope", &self.settings.scopes)
            .append_pair("state", leaving.state)
            .append_pair("nonce", leaving.nonce)
            .append_pair("code_challenge", leaving.challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("prompt", "login")
            .append_pair("max_age", "0");
        Ok(address)
    }

    /// Whether an answer comes from this provider, by what it says of itself (RFC 9207). Asked before anything else of
    /// the answer is believed, an error too.
    pub async fn answers(&self, at: DateTime<Utc>, iss: Option<&str>) -> Result<(), Refused> {
        match iss {
            Some(iss) if iss == self.settings.issuer => Ok(()),
            Some(_) => Err(Refused::OtherIssuer),
            None if self.in_time(self.document(at)).await?.authorization_response_iss_parameter_supported => {
                Err(Refused::OtherIssuer)
            }
            None => Ok(()),
        }
    }

    /// Exchanges a code for what it tells of whoever brought it.
    pub async fn redeem(&self, at: DateTime<Utc>, returned: &Returned<'_>) -> Result<Told, Refused> {
        self.in_time(async {
            let document = self.document(at).await?;
            let tokens = self.exchange(&document, returned).await?;
            let expected = Expected {
                issuer: &self.settings.issuer,
                client_id: &self.settings.client_id,
                nonce: returned.nonce,
                left_at: returned.left_at,
                access_token: &tokens.access_token,
                at,
            };
            let keys = self.keys(at, &document).await?;
            let claims = match id_token::verify(&tokens.id_token, &keys, &expected) {
                // A key of today is not among those of before: they are asked for once more.
                Err(TokenRefused::Key) => {
                    let keys = self.fetch_keys(at, &document).await?;
                    id_token::verify(&tokens.id_token, &keys, &expected)
                }
                verdict => verdict,
            }?;
            let subject = id_token::text(&claims, "sub").ok_or(TokenRefused::Subject)?.to_owned();
            let proven_at = id_token::moment(&claims, "auth_time").ok_or(TokenRefused::Proof)?.min(at);
            Ok(Told { subject, proven_at, claims, access_token: tokens.access_token.into() })
        })
        .await
    }

    /// Asks `UserInfo` for what the ID token leaves out, if the provider has such an address.
    pub async fn complete(&self, at: DateTime<Utc>, told: &mut Told, wanted: &[&str]) -> Result<(), Refused> {
        if wanted.iter().all(|name| told.claims.contains_key(*name)) {
            return Ok(());
        }
        self.in_time(async {
            let document = self.document(at).await?;
            let Some(address) = &document.userinfo_endpoint else { return Ok(()) };
            let heard = self.line.get(address, Some(&told.access_token)).await?;
            let person: Map<String, Value> = heard.document(PERSON)?;
            if id_token::text(&person, "sub") != Some(&told.subject) {
                return Err(Refused::OtherSubject);
            }
            for (name, value) in person {
                told.claims.entry(name).or_insert(value);
            }
            Ok(())
        })
        .await
    }

    /// Whether the provider answers, says who it is and shows a key that we can use.
    pub async fn probe(&self, at: DateTime<Utc>) -> Result<(), Refused> {
        self.in_time(async {
            let document = self.document(at).await?;
            self.fetch_keys(at, &document).await.map(drop)
        })
        .await
    }

    /// A conversation of several answers takes no longer than one may.
    async fn in_time<T>(&self, conversation: impl Future<Output = Result<T, Refused>>) -> Result<T, Refused> {
        tokio::time::timeout(self.settings.timeout, conversation)
            .await
            .unwrap_or_else(|_| Err(Refused::Silent("the time is over".to_owned())))
    }

    async fn document(&self, at: DateTime<Utc>) -> Result<Arc<Document>, Refused> {
        if let Some(kept) = self.document.get(at) {
            return Ok(kept);
        }
        let heard = self.line.get(&Document::address(&self.settings)?, None).await?;
        let document = heard.document::<Document>("discovery document")?.checked(&self.settings)?;
        Ok(self.document.put(at, document))
    }

    async fn keys(&self, at: DateTime<Utc>, document: &Document) -> Result<Arc<Keys>, Refused> {
        match self.keys.get(at) {
            Some(kept) => Ok(kept),
            None => self.fetch_keys(at, document).await,
        }
    }

    async fn fetch_keys(&self, at: DateTime<Utc>, document: &Document) -> Result<Arc<Keys>, Refused> {
        let heard = self.line.get(&document.jwks_uri, None).await?;
        let keys = Keys::from(heard.document::<KeySet>("keys")?);
        if keys.is_empty() {
            return Err(Refused::Unusable("keys: none that can be used".to_owned()));
        }
        Ok(self.keys.put(at, keys))
    }

    async fn exchange(&self, document: &Document, returned: &Returned<'_>) -> Result<Tokens, Refused> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", returned.code),
            ("redirect_uri", returned.redirect_uri),
            ("code_verifier", returned.verifier),
        ];
        let (id, secret) = (&self.settings.client_id, &self.settings.client_secret);
        let known = if document.takes_basic() { Known::Basic(id, secret) } else { Known::Post(id, secret) };
        let heard = self.line.post(&document.token_endpoint, &fields, &known).await?;
        if heard.status.is_client_error() {
            let failure: Failure = heard.read(CODE)?;
            return Err(Refused::Denied(failure.error.chars().filter(char::is_ascii_graphic).take(60).collect()));
        }
        let tokens: Tokens = heard.document(CODE)?;
        if !tokens.token_type.eq_ignore_ascii_case("Bearer") {
            return Err(Refused::Unusable(format!("{CODE}: a token that is no bearer token")));
        }
        Ok(tokens)
    }
}

impl Told {
    /// A claim that is a text.
    pub fn text(&self, claim: &str) -> Option<&str> {
        id_token::text(&self.claims, claim)
    }
}

impl Refused {
    /// Whether the provider is at fault, and a later try may go well.
    pub fn is_outage(&self) -> bool {
        matches!(self, Self::Silent(_) | Self::Unusable(_))
    }
}

impl<T> Kept<T> {
    fn get(&self, at: DateTime<Utc>) -> Option<Arc<T>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .filter(|(since, _)| (TimeDelta::zero()..KEPT).contains(&(at - since)))
            .map(|(_, kept)| kept.clone())
    }

    fn put(&self, at: DateTime<Utc>, fetched: T) -> Arc<T> {
        let fetched = Arc::new(fetched);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, Arc::clone(&fetched)));
        fetched
    }
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}
