//! One-time codes from an app (TOTP, RFC 6238): six digits, a new one every 30 seconds.

use std::fmt;

use chrono::{DateTime, Utc};
use totp_rs::{Algorithm, Builder, Secret, Totp};
use zeroize::Zeroizing;

use crate::square;

const DIGITS: u8 = 6;
const STEP_SECONDS: u64 = 30;
/// Codes of the step before and after are taken too, for clocks that are a little off.
const SKEW_STEPS: u16 = 1;
const SECRET_BYTES: usize = 20;
const ISSUER: &str = "Balai";

/// The secret that a person's app and we share: 160 bits.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; SECRET_BYTES]>);

/// The 30-second step a code belonged to. A step that was used is never taken again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TotpStep(pub i64);

/// A text is not a secret of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a TOTP secret of 160 bits in base 32")]
pub struct TotpSecretError;

impl TotpSecret {
    /// A new secret from the operating system's generator.
    #[expect(clippy::disallowed_methods, reason = "a shared secret of 160 bits; a SecretToken has another length")]
    pub fn fresh() -> Self {
        Self(Zeroizing::new(rand::random()))
    }

    /// Reads the form made by [`base32`](Self::base32); blanks between groups do not matter.
    pub fn parse(text: &str) -> Result<Self, TotpSecretError> {
        let text: String = text.split_whitespace().collect();
        let secret = Secret::try_from_base32(text).map_err(|_| TotpSecretError)?;
        let bytes = secret.as_bytes().try_into().map_err(|_| TotpSecretError)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Reads the bytes that were sealed.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, TotpSecretError> {
        let bytes = bytes.try_into().map_err(|_| TotpSecretError)?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// The bytes, to be sealed.
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// The secret as people type it into an app that cannot read the square code.
    pub fn base32(&self) -> String {
        Secret::new_stack(*self.0).to_base32()
    }

    /// The same in groups of four, for reading aloud and copying by hand.
    pub fn grouped(&self) -> String {
        let text = self.base32();
        let groups: Vec<&str> =
            (0..text.len()).step_by(4).filter_map(|at| text.get(at..text.len().min(at + 4))).collect();
        groups.join(" ")
    }

    /// The step of a good code. Codes of the step `used` and before are refused: a code that was looked at over
    /// somebody's shoulder is worth nothing once it has been used.
    pub fn accepts(&self, code: &str, at: DateTime<Utc>, used: Option<TotpStep>) -> Option<TotpStep> {
        let code: String = code.split_whitespace().collect();
        let is_code = code.len() == usize::from(DIGITS) && code.bytes().all(|b| b.is_ascii_digit());
        let step = is_code.then(|| self.generator("-").check(&code, seconds(at))).flatten()?;
        let step = TotpStep(i64::try_from(step).ok()?);
        used.is_none_or(|used| step > used).then_some(step)
    }

    /// The code of the moment, as the person's app shows it; for the demo's guide and for tests.
    pub fn code_at(&self, at: DateTime<Utc>) -> String {
        self.generator("-").generate(seconds(at)).to_string()
    }

    /// The address that an app reads from the square code.
    pub fn otpauth_url(&self, account: &str) -> String {
        self.generator(account).to_url().expect("an address or a number has no colon, so it can stand in the label")
    }

    /// The square code as inline SVG: dark on white with a quiet zone, in either colour scheme.
    pub fn qr_svg(&self, account: &str) -> String {
        square(&self.otpauth_url(account))
    }

    fn generator(&self, account: &str) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS)
            .with_step_duration(STEP_SECONDS)
            .with_skew(SKEW_STEPS)
            .with_secret(Secret::new_stack(*self.0))
            .with_account_name(account)
            .with_issuer(Some(ISSUER))
            .build()
            .expect("six digits, 160 bits and names without a colon satisfy RFC 6238")
    }
}

fn seconds(at: DateTime<Utc>) -> u64 {
    u64::try_from(at.timestamp()).unwrap_or(0)
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn rfc_secret() -> TotpSecret {
        TotpSecret(Zeroizing::new(*b"12345678901234567890"))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_codes_are_those_of_rfc_6238() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(rfc_secret().code_at(at(seconds)), code);
            let step = rfc_secret().accepts(code, at(seconds), None);
            assert_eq!(step, Some(TotpStep(seconds / 30)));
        }
    }

    #[test]
    fn one_step_early_or_late_is_taken_and_two_are_not() {
        let now = at(1_795_000_000);
        let code = rfc_secret().code_at(now);
        for (shift, taken) in [(-60, false), (-30, true), (0, true), (30, true), (60, false)] {
            let moment = now + TimeDelta::seconds(shift);
            let accepted = rfc_secret().accepts(&code, moment, None).is_some();
            assert_eq!(accepted, taken, "{shift}");
        }
    }

    #[test]
    fn a_code_works_once() {
        let now = at(1_795_000_000);
        let code = rfc_secret().code_at(now);
        let used = rfc_secret().accepts(&code, now, None);
        assert!(used.is_some());
        assert_eq!(rfc_secret().accepts(&code, now, used), None);
        let before = rfc_secret().code_at(now - TimeDelta::seconds(30));
        assert_eq!(rfc_secret().accepts(&before, now, used), None);
        let later = now + TimeDelta::seconds(30);
        assert!(rfc_secret().accepts(&rfc_secret().code_at(later), later, used).is_some());
    }

    #[test]
    fn blanks_in_a_code_do_not_matter_and_other_texts_are_no_codes() {
        assert!(rfc_secret().accepts(" 287 082 ", at(59), None).is_some());
        for text in ["", "28708", "2870820", "28708x", "２８７０８２", "-87082"] {
            assert_eq!(rfc_secret().accepts(text, at(59), None), None, "{text}");
        }
    }

    #[test]
    fn a_secret_survives_being_written_down() {
        let secret = TotpSecret::fresh();
        assert_eq!(*TotpSecret::parse(&secret.grouped()).unwrap().0, *secret.0);
        assert_eq!(secret.grouped().split(' ').count(), 8);
        assert!(TotpSecret::parse("JBSWY3DPEHPK3PXP").is_err());
    }

    #[test]
    fn the_square_code_is_plain_svg_and_the_address_names_the_account() {
        let email = "sri+balai@sragenkab.go.id";
        let url = rfc_secret().otpauth_url(email);
        assert!(url.starts_with("otpauth://totp/Balai:sri%2Bbalai%40sragenkab.go.id?secret="), "{url}");
        assert!(url.contains("issuer=Balai"), "{url}");
        let svg = rfc_secret().qr_svg(email);
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>"));
        assert!(!svg.contains("style=") && !svg.contains("script"));
    }
}
