//! An authenticator in software (W3C Web Authentication, level 3, sections 6 and 7): it makes keys and answers, and lies where
//! a test wants it to. Its attestation is `none`.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A key that was made for an account.
pub struct Key {
    pair: EcdsaKeyPair,
    id: Vec<u8>,
    user: String,
    /// How often it was used.
    pub counter: u32,
}

/// What an answer says of where it was made; a test changes what it wants to.
#[derive(Clone)]
pub struct Told {
    /// The page's origin, as the browser says it.
    pub origin: String,
    /// The relying party that the key is for.
    pub party: String,
    /// Whether finger, face or PIN were asked for.
    pub verified: bool,
}

fn encoded(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What the server asks for, out of its answer.
fn public_key(options: &str) -> Value {
    serde_json::from_str::<Value>(options).expect("options")["publicKey"].clone()
}

fn client_data(kind: &str, challenge: &Value, origin: &str) -> Vec<u8> {
    json!({ "type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false }).to_string().into_bytes()
}

/// What the authenticator says: for whom, whether somebody was there, and how often (section 6.1).
fn authenticator_data(told: &Told, counter: u32, more: u8) -> Vec<u8> {
    let flags = PRESENT | if told.verified { VERIFIED } else { 0 } | more;
    let party = digest(&SHA256, told.party.as_bytes());
    [party.as_ref(), &[flags], &counter.to_be_bytes()].concat()
}

impl Key {
    /// Makes a key as the server asks; with it the answer.
    pub fn make(options: &str, told: &Told) -> (Self, String) {
        let asked = public_key(options);
        assert_eq!(asked["authenticatorSelection"]["residentKey"], "required", "{asked}");
        assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
        assert!(asked["attestation"].is_null() || asked["attestation"] == "none", "{asked}");
        let signing = &ECDSA_P256_SHA256_ASN1_SIGNING;
        let document = EcdsaKeyPair::generate_pkcs8(signing, &SystemRandom::new()).expect("a key");
        let pair = EcdsaKeyPair::from_pkcs8(signing, document.as_ref()).expect("it reads");
        let id = digest(&SHA256, pair.public_key().as_ref()).as_ref().to_vec();
        let user = asked["user"]["id"].as_str().expect("whose").to_owned();
        let key = Self { pair, id, user, counter: 0 };
        let client = client_data("webauthn.create", &asked["challenge"], &told.origin);
        let length = u16::try_from(key.id.len()).expect("short").to_be_bytes();
        let data =
            [authenticator_data(told, 0, WITH_KEY), [0; 16].to_vec(), length.to_vec(), key.id.clone(), key.cose()]
                .concat();
        let size = u8::try_from(data.len()).expect("less than 256");
        let attestation = [b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".as_slice(), &[size], &data].concat();
        let answer = json!({
            "id": encoded(&key.id), "rawId": encoded(&key.id), "type": "public-key",
            "response": { "clientDataJSON": encoded(&client), "attestationObject": encoded(&attestation) },
        });
        (key, answer.to_string())
    }

    /// Answers a challenge; the counter goes on by one.
    pub fn answer(&mut self, options: &str, told: &Told) -> String {
        self.counter += 1;
        let client = client_data("webauthn.get", &public_key(options)["challenge"], &told.origin);
        let data = authenticator_data(told, self.counter, 0);
        let signed = [data.as_slice(), digest(&SHA256, &client).as_ref()].concat();
        let signature = self.pair.sign(&SystemRandom::new(), &signed).expect("signed");
        json!({
            "id": encoded(&self.id), "rawId": encoded(&self.id), "type": "public-key",
            "response": {
                "clientDataJSON": encoded(&client), "authenticatorData": encoded(&data),
                "signature": encoded(signature.as_ref()), "userHandle": self.user,
            },
        })
        .to_string()
    }

    /// The public key as COSE has it: `{1: 2, 3: -7, -1: 1, -2: x, -3: y}` (RFC 9053, section 7.1).
    fn cose(&self) -> Vec<u8> {
        let (x, y) = self.pair.public_key().as_ref()[1..].split_at(32);
        [b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".as_slice(), x, b"\x22\x58\x20", y].concat()
    }
}
