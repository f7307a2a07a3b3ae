//! A provider's public keys (RFC 7517).

use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, Header};
use serde::Deserialize;
use serde_json::Value;

/// The algorithms that a token may be signed with. None of them takes a secret that both sides hold.
pub(crate) const ALGORITHMS: [Algorithm; 4] = [Algorithm::ES256, Algorithm::RS256, Algorithm::PS256, Algorithm::EdDSA];
/// A set of more keys than this is not looked through.
const MOST_KEYS: usize = 50;

/// The keys that we can check a signature with.
#[derive(Debug, Clone)]
pub(crate) struct Keys(Vec<Jwk>);

/// A set as it is published. A key of a kind that we do not know hides no other.
#[derive(Deserialize)]
pub(crate) struct KeySet {
    keys: Vec<Value>,
}

impl From<KeySet> for Keys {
    fn from(set: KeySet) -> Self {
        let known = set.keys.into_iter().take(MOST_KEYS).filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
        Self(known.filter(|key| ALGORITHMS.into_iter().any(|algorithm| fits(key, algorithm))).collect())
    }
}

impl Keys {
    /// Whether nothing can be checked with them.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The key that a token names; without a name, the only one that fits its algorithm.
    pub(crate) fn of(&self, header: &Header) -> Option<&Jwk> {
        let mut fitting = self.0.iter().filter(|key| fits(key, header.alg));
        match &header.kid {
            Some(kid) => fitting.find(|key| key.common.key_id.as_deref() == Some(kid)),
            None => fitting.next().filter(|_| fitting.next().is_none()),
        }
    }
}

/// Whether a key is one for this algorithm, by its kind and by what it says of itself.
fn fits(key: &Jwk, algorithm: Algorithm) -> bool {
    let kind = match (&key.algorithm, algorithm) {
        (AlgorithmParameters::EllipticCurve(params), Algorithm::ES256) => params.curve == EllipticCurve::P256,
        (AlgorithmParameters::OctetKeyPair(params), Algorithm::EdDSA) => params.curve == EllipticCurve::Ed25519,
        (AlgorithmParameters::RSA(_), Algorithm::RS256 | Algorithm::PS256) => true,
        _ => false,
    };
    let meant = key.common.key_algorithm.is_none_or(|own| own == KeyAlgorithm::from(algorithm));
    let signs = key.common.public_key_use.as_ref().is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
    kind && meant && signs
}
