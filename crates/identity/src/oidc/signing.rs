//! The account host's signing keys: made here, kept sealed. ES256 for our own hosts; applications choose that or RS256.

use std::fmt;

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::applications::IdTokenAlgorithm;
use crate::oidc::{Expected, IdClaims, IdTokenRefused};

/// A key pair. The private half leaves only to be sealed.
pub struct SigningKey {
    pkcs8: Zeroizing<Vec<u8>>,
    key: EncodingKey,
    algorithm: Algorithm,
    public: Jwk,
    id: String,
}

/// The public halves, as `/jwks` shows them. Old ones stay as long as a token they signed can be alive.
#[derive(Clone, Debug)]
pub struct VerifyingKeys(JwkSet);

/// The key does not work: damaged at rest, or the machine's generator failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the signing key is not usable")]
pub struct SigningError;

impl SigningKey {
    /// A new key pair on P-256 from the operating system's generator.
    pub fn generate() -> Result<Self, SigningError> {
        Self::generate_for(IdTokenAlgorithm::Es256)
    }

    /// A new key pair for an algorithm: P-256, or RSA of 2,048 bits, which takes a moment to be found.
    pub fn generate_for(algorithm: IdTokenAlgorithm) -> Result<Self, SigningError> {
        match algorithm {
            IdTokenAlgorithm::Es256 => {
                let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| SigningError)?;
                let der = pair.to_pkcs8v1().map_err(|_| SigningError)?;
                Self::from_pkcs8_for(algorithm, der.as_ref())
            }
            IdTokenAlgorithm::Rs256 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| SigningError)?;
                let der = pair.as_der().map_err(|_| SigningError)?;
                Self::from_pkcs8_for(algorithm, der.as_ref())
            }
        }
    }

    /// Reads a key on P-256 that was kept as [`pkcs8`](Self::pkcs8).
    pub fn from_pkcs8(der: &[u8]) -> Result<Self, SigningError> {
        Self::from_pkcs8_for(IdTokenAlgorithm::Es256, der)
    }

    /// Reads a key of an algorithm that was kept as [`pkcs8`](Self::pkcs8).
    pub fn from_pkcs8_for(algorithm: IdTokenAlgorithm, der: &[u8]) -> Result<Self, SigningError> {
        let (algorithm, key) = match algorithm {
            IdTokenAlgorithm::Es256 => {
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, der).map_err(|_| SigningError)?;
                (Algorithm::ES256, EncodingKey::from_ec_der(der))
            }
            IdTokenAlgorithm::Rs256 => {
                // the library takes the key out of its envelope only where it comes as text
                let text = Zeroizing::new(format!(
                    "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
                    STANDARD.encode(der)
                ));
                (Algorithm::RS256, EncodingKey::from_rsa_pem(text.as_bytes()).map_err(|_| SigningError)?)
            }
        };
        let mut public = Jwk::from_encoding_key(&key, algorithm).map_err(|_| SigningError)?;
        let id = public.thumbprint(ThumbprintHash::SHA256).map_err(|_| SigningError)?;
        public.common.key_id = Some(id.clone());
        public.common.public_key_use = Some(PublicKeyUse::Signature);
        Ok(Self { pkcs8: Zeroizing::new(der.to_vec()), key, algorithm, public, id })
    }

    /// The private key in PKCS #8, to be sealed.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// The public half.
    pub fn public(&self) -> &Jwk {
        &self.public
    }

    /// The key's name, its thumbprint by RFC 7638.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// An ID token with these claims.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, SigningError> {
        self.sign_as("JWT", claims)
    }

    /// A token of a kind of its own, which its header names (RFC 8725, 3.11).
    pub fn sign_as(&self, kind: &str, claims: &impl Serialize) -> Result<String, SigningError> {
        let mut header = Header::new(self.algorithm);
        header.typ = Some(kind.to_owned());
        header.kid = Some(self.id.clone());
        jsonwebtoken::encode(&header, claims, &self.key).map_err(|_| SigningError)
    }
}

impl VerifyingKeys {
    /// The set that `/jwks` serves.
    pub fn new(keys: Vec<Jwk>) -> Self {
        Self(JwkSet { keys })
    }

    /// The set as a document.
    pub fn document(&self) -> &JwkSet {
        &self.0
    }

    /// The claims of a token that is signed by one of these keys and is the one expected.
    pub fn verify(&self, token: &str, expected: &Expected<'_>) -> Result<IdClaims, IdTokenRefused> {
        let claims: IdClaims = self.signed(token, Algorithm::ES256).ok_or(IdTokenRefused::Signature)?;
        claims.check(expected)?;
        Ok(claims)
    }

    /// The claims of an ID token that one of these keys signed, with either algorithm; whom it is for and until when is not
    /// looked at.
    pub(crate) fn read<C: DeserializeOwned>(&self, token: &str) -> Option<C> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let is_id_token =
            header.typ.as_deref() == Some("JWT") && matches!(header.alg, Algorithm::ES256 | Algorithm::RS256);
        self.signed(token, header.alg).filter(|_| is_id_token)
    }

    fn signed<C: DeserializeOwned>(&self, token: &str, algorithm: Algorithm) -> Option<C> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        let key = DecodingKey::from_jwk(self.0.find(&header.kid?)?).ok()?;
        jsonwebtoken::decode(token, &key, &signature_only(algorithm)).ok().map(|token| token.claims)
    }
}

/// The library checks the signature and the algorithm; issuer, audience, nonce and times are checked by
/// [`IdClaims::check`] against the clock that was handed in, not the machine's.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use balai_kernel::RegionCode;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use chrono::{DateTime, TimeDelta, Utc};
    use uuid::Uuid;

    use super::*;
    use crate::oidc::{ClientId, Site};

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap()
    }

    fn site() -> Site {
        Site::parse("https://akun.balai.id").unwrap()
    }

    fn sragen() -> ClientId {
        ClientId::Region(RegionCode::parse("33.14").unwrap())
    }

    fn claims() -> IdClaims {
        IdClaims {
            iss: site(),
            sub: Uuid::from_u128(7),
            aud: sragen(),
            exp: now(),
            iat: now(),
            auth_time: now() - TimeDelta::minutes(3),
            nonce: "sekali".into(),
            sid: Uuid::from_u128(8),
            jti: Uuid::from_u128(9),
            amr: vec!["pwd".into(), "otp".into()],
        }
        .issued(now())
    }

    fn verify(key: &SigningKey, token: &str, at: DateTime<Utc>) -> Result<IdClaims, IdTokenRefused> {
        let issuer = site();
        let expected = Expected { issuer: &issuer, client: sragen(), nonce: "sekali", max_age: None, at };
        VerifyingKeys::new(vec![key.public().clone()]).verify(token, &expected)
    }

    #[test]
    fn a_token_is_believed_by_the_host_it_was_made_for() {
        let key = SigningKey::generate().unwrap();
        let token = key.sign(&claims()).unwrap();
        assert_eq!(verify(&key, &token, now()), Ok(claims()));
        let again = SigningKey::from_pkcs8(key.pkcs8()).unwrap();
        assert_eq!(again.id(), key.id());
        assert!(verify(&again, &token, now()).is_ok());
    }

    #[test]
    fn a_token_of_another_key_under_the_same_name_is_not_believed() {
        let (key, other) = (SigningKey::generate().unwrap(), SigningKey::generate().unwrap());
        let token = other.sign(&claims()).unwrap();
        assert_eq!(verify(&key, &token, now()), Err(IdTokenRefused::Signature));
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(key.id().to_owned());
        let forged = jsonwebtoken::encode(&header, &claims(), &other.key).unwrap();
        assert_eq!(verify(&key, &forged, now()), Err(IdTokenRefused::Signature));
    }

    #[test]
    fn a_token_without_a_signature_or_signed_with_the_public_key_is_not_believed() {
        let key = SigningKey::generate().unwrap();
        let body = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims()).unwrap());
        let head = format!(r#"{{"alg":"none","kid":"{}"}}"#, key.id());
        let unsigned = format!("{}.{body}.", URL_SAFE_NO_PAD.encode(head));
        assert_eq!(verify(&key, &unsigned, now()), Err(IdTokenRefused::Signature));

        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(key.id().to_owned());
        let public = serde_json::to_vec(key.public()).unwrap();
        let confused = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_secret(&public)).unwrap();
        assert_eq!(verify(&key, &confused, now()), Err(IdTokenRefused::Signature));
    }

    #[test]
    fn a_token_for_another_host_sign_in_or_time_is_not_believed() {
        let key = SigningKey::generate().unwrap();
        let sign = |claims: IdClaims| key.sign(&claims).unwrap();
        let for_others = sign(IdClaims { aud: ClientId::National, ..claims() });
        let of_another = sign(IdClaims { nonce: "lain".into(), ..claims() });
        let from_elsewhere = sign(IdClaims { iss: Site::parse("https://akun.jahat.id").unwrap(), ..claims() });
        assert_eq!(verify(&key, &for_others, now()), Err(IdTokenRefused::Audience));
        assert_eq!(verify(&key, &of_another, now()), Err(IdTokenRefused::Nonce));
        assert_eq!(verify(&key, &from_elsewhere, now()), Err(IdTokenRefused::Issuer));
        let token = sign(claims());
        for (minutes, believed) in [(-1, false), (0, true), (5, true), (6, false)] {
            let verdict = verify(&key, &token, now() + TimeDelta::minutes(minutes));
            assert_eq!(verdict.is_ok(), believed, "{minutes} {verdict:?}");
        }
    }

    #[test]
    fn a_token_of_an_older_proof_than_was_asked_is_not_believed() {
        let (issuer, age) = (site(), Some(TimeDelta::minutes(10)));
        let expected = Expected { issuer: &issuer, client: sragen(), nonce: "sekali", max_age: age, at: now() };
        let proven = |minutes: i64| IdClaims { auth_time: now() - TimeDelta::minutes(minutes), ..claims() };
        assert_eq!(proven(10).check(&expected), Ok(()));
        assert_eq!(proven(11).check(&expected), Err(IdTokenRefused::Proof));
    }

    #[test]
    fn the_public_document_holds_no_private_part() {
        let key = SigningKey::generate().unwrap();
        let keys = VerifyingKeys::new(vec![key.public().clone()]);
        let document = serde_json::to_value(keys.document()).unwrap();
        let jwk = &document["keys"][0];
        assert_eq!((&jwk["kty"], &jwk["crv"], &jwk["alg"]), (&"EC".into(), &"P-256".into(), &"ES256".into()));
        assert!(jwk.get("d").is_none());
    }

    #[test]
    fn programs_that_know_only_rsa_have_a_key_of_their_own() {
        let key = SigningKey::generate_for(IdTokenAlgorithm::Rs256).unwrap();
        let again = SigningKey::from_pkcs8_for(IdTokenAlgorithm::Rs256, key.pkcs8()).unwrap();
        assert_eq!(again.id(), key.id());
        let keys = VerifyingKeys::new(vec![key.public().clone()]);
        assert_eq!(keys.read::<IdClaims>(&again.sign(&claims()).unwrap()), Some(claims()));
        let document = serde_json::to_value(keys.document()).unwrap();
        let jwk = &document["keys"][0];
        assert_eq!((&jwk["kty"], &jwk["alg"], &jwk["use"]), (&"RSA".into(), &"RS256".into(), &"sig".into()));
        for private in ["d", "p", "q", "dp", "dq", "qi"] {
            assert!(jwk.get(private).is_none(), "{private}");
        }
    }

    #[test]
    fn a_message_of_another_kind_is_no_id_token() {
        let key = SigningKey::generate().unwrap();
        let keys = VerifyingKeys::new(vec![key.public().clone()]);
        assert_eq!(keys.read::<IdClaims>(&key.sign_as("logout+jwt", &claims()).unwrap()), None);
        assert_eq!(keys.read::<IdClaims>(&key.sign(&claims()).unwrap()), Some(claims()));
    }
}
