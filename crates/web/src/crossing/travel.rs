//! What a host remembers of somebody who is away to sign in: kept in a cookie of that host alone, for ten minutes.

use actix_web::cookie::Cookie;
use balai_identity::CodeVerifier;
use balai_kernel::SecretToken;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::back::Back;
use crate::cookies;

/// The cookie.
pub const COOKIE: &str = "__Host-lintas";
const MINUTES: i64 = 10;

/// One crossing under way.
#[derive(Clone)]
pub struct Travel {
    /// Comes back with the code: whoever returns is whoever left.
    pub state: SecretToken,
    /// Comes back inside the ID token: it was made for this crossing.
    pub nonce: SecretToken,
    /// Never leaves this host but for the exchange of the code.
    pub verifier: CodeVerifier,
    /// Where to go in the end.
    pub back: Back,
    /// Whether a fresh proof was asked for.
    pub proves: bool,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    s: String,
    n: String,
    v: String,
    k: Back,
    #[serde(default)]
    b: bool,
}

impl Travel {
    /// Sets out.
    pub fn begin(back: Back, proves: bool) -> Self {
        Self { state: SecretToken::fresh(), nonce: SecretToken::fresh(), verifier: CodeVerifier::fresh(), back, proves }
    }

    /// What the cookie keeps. Its letters mean nothing in a query: whoever reads cookies may decode them once more.
    pub fn cookie(&self) -> Cookie<'static> {
        let stored = Stored {
            s: self.state.reveal(),
            n: self.nonce.reveal(),
            v: self.verifier.reveal().to_owned(),
            k: self.back.clone(),
            b: self.proves,
        };
        let text = serde_urlencoded::to_string(stored).expect("a flat record of texts has a query form");
        cookies::keep_for(COOKIE, URL_SAFE_NO_PAD.encode(text), MINUTES)
    }

    /// Reads what the cookie kept.
    pub fn read(text: &str) -> Option<Self> {
        let stored: Stored = serde_urlencoded::from_bytes(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        Some(Self {
            state: SecretToken::parse(&stored.s).ok()?,
            nonce: SecretToken::parse(&stored.n).ok()?,
            verifier: CodeVerifier::parse(&stored.v)?,
            back: stored.k,
            proves: stored.b,
        })
    }

    /// Whether somebody came back with this crossing's own mark. Hashes are compared, so that time tells nothing.
    pub fn is_of(&self, state: &str) -> bool {
        SecretToken::parse(state).is_ok_and(|state| state.hash() == self.state.hash())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_survives_its_cookie_and_no_other_mark_is_its_own() {
        let travel = Travel::begin(Back::parse("/kelola/layanan?q=a%26b;c+d&tab=e").unwrap(), true);
        let cookie = travel.cookie();
        let text = cookie.value();
        assert!(text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{text}");
        let read = Travel::read(text).unwrap();
        assert_eq!((&read.back, read.proves), (&travel.back, true));
        assert!(read.verifier == travel.verifier && read.is_of(&travel.state.reveal()));
        assert!(!read.is_of(&SecretToken::fresh().reveal()) && !read.is_of(""));
    }

    #[test]
    fn a_cookie_that_was_written_by_somebody_else_leads_nowhere() {
        let mine = Travel::begin(Back::parse("/").unwrap(), false).cookie().value().to_owned();
        let plain = String::from_utf8(URL_SAFE_NO_PAD.decode(mine).unwrap()).unwrap();
        assert!(Travel::read(&URL_SAFE_NO_PAD.encode(&plain)).is_some());
        let astray = plain.replace("k=%2F", "k=%2F%2Fjahat.id");
        assert_ne!(astray, plain);
        for text in [astray.as_str(), "", "s=x&n=x&v=x&k=/"] {
            assert!(Travel::read(&URL_SAFE_NO_PAD.encode(text)).is_none() && Travel::read(text).is_none(), "{text}");
        }
    }
}
