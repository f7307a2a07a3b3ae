//! Envelope encryption: values are sealed with data keys, data keys are wrapped by one
//! key-encryption key that never stands in the database.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): its 24-byte nonce may be random. The
//! associated data names the exact place, so that a sealed value moved to another row, column or
//! region does not open.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{Result, StorageError};

const KEY: usize = 32;
const NONCE: usize = 24;

/// The place a sealed value belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Seat<'a> {
    /// `control` or a region's code.
    pub space: &'a str,
    /// The table.
    pub table: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row's id, in text.
    pub row: &'a str,
}

impl Seat<'_> {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.space, self.table, self.column, self.row] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

/// A key of 256 bits that seals values, or wraps other keys.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; KEY]>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(hidden)")
    }
}

impl Key {
    /// A new key from the operating system's generator.
    pub fn fresh() -> Self {
        Self(Zeroizing::new(random()))
    }

    /// Reads a key from base64, as the configuration or a key file holds it.
    pub fn from_base64(text: &SecretString) -> Result<Self> {
        let bytes = Zeroizing::new(
            STANDARD
                .decode(text.expose_secret().trim())
                .map_err(|_| StorageError::Corrupt("the key is not base64".to_owned()))?,
        );
        Self::from_bytes(&bytes)
    }

    /// The key as base64, for its file.
    pub fn to_base64(&self) -> SecretString {
        STANDARD.encode(*self.0).into()
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let key: [u8; KEY] = bytes.try_into().map_err(|_| StorageError::Corrupt("a key has 32 bytes".to_owned()))?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// Seals a value for its seat: nonce, ciphertext, tag.
    pub fn seal(&self, seat: Seat<'_>, plain: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE] = random();
        let sealed = self
            .cipher()
            .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: &seat.bytes() })
            .expect("XChaCha20-Poly1305 seals anything under 256 GB");
        [nonce.as_slice(), &sealed].concat()
    }

    /// Opens what was sealed for this seat; anything else is corrupt.
    pub fn open(&self, seat: Seat<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let corrupt = || StorageError::Corrupt(format!("{}.{}", seat.table, seat.column));
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or_else(corrupt)?;
        self.cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: rest, aad: &seat.bytes() })
            .map(Zeroizing::new)
            .map_err(|_| corrupt())
    }

    /// Wraps a data key under this key-encryption key.
    pub fn wrap(&self, seat: Seat<'_>, data_key: &Key) -> Vec<u8> {
        self.seal(seat, data_key.0.as_slice())
    }

    /// Unwraps a data key.
    pub fn unwrap_key(&self, seat: Seat<'_>, wrapped: &[u8]) -> Result<Key> {
        Self::from_bytes(&self.open(seat, wrapped)?)
    }

    /// HMAC-SHA-256 of a value under this key, in hexadecimal: finds equal values without
    /// storing them.
    pub fn blind_index(&self, value: &[u8]) -> String {
        let mut mac =
            <Hmac<Sha256> as KeyInit>::new_from_slice(self.0.as_slice()).expect("HMAC takes a key of any length");
        mac.update(value);
        hex::encode(mac.finalize().into_bytes())
    }

    /// Whether it is the same key.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.0.as_slice().ct_eq(other.0.as_slice()).into()
    }

    pub(crate) fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

#[expect(clippy::disallowed_methods, reason = "keys and nonces are made here")]
pub(crate) fn random<const N: usize>() -> [u8; N] {
    use rand::Rng;
    let mut bytes = [0_u8; N];
    rand::rng().fill(&mut bytes[..]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Seat<'static> = Seat { space: "33.14", table: "people", column: "nik", row: "1" };

    #[test]
    fn a_sealed_value_opens_only_in_its_own_seat() {
        let key = Key::fresh();
        let sealed = key.seal(SEAT, b"3314010101900001");
        assert_eq!(&**key.open(SEAT, &sealed).unwrap(), b"3314010101900001");
        for other in [
            Seat { space: "17.09", ..SEAT },
            Seat { table: "x", ..SEAT },
            Seat { column: "x", ..SEAT },
            Seat { row: "2", ..SEAT },
        ] {
            assert!(key.open(other, &sealed).is_err());
        }
        assert!(Key::fresh().open(SEAT, &sealed).is_err());
    }

    #[test]
    fn a_wrapped_key_opens_what_the_first_sealed() {
        let (master, data) = (Key::fresh(), Key::fresh());
        let sealed = data.seal(SEAT, b"isi");
        let again = master.unwrap_key(SEAT, &master.wrap(SEAT, &data)).unwrap();
        assert_eq!(&**again.open(SEAT, &sealed).unwrap(), b"isi");
    }

    #[test]
    fn one_changed_byte_is_noticed() {
        let key = Key::fresh();
        let mut sealed = key.seal(SEAT, b"isi");
        *sealed.last_mut().unwrap() ^= 1;
        assert!(key.open(SEAT, &sealed).is_err());
    }
}
