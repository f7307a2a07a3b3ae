//! What whoever registers an application writes, checked as a whole.

use std::fmt;

use uuid::Uuid;

use crate::applications::address::is_on_trial;
use crate::applications::claims::line;
use crate::applications::{AskedClaim, Authentication, ClaimName, IdTokenAlgorithm, PublicKeys, RedirectUri};
use crate::oidc::Site;

/// Most addresses of one kind.
pub(super) const MOST_ADDRESSES: usize = 10;
/// Lengths of a name, in letters.
const NAME: std::ops::RangeInclusive<usize> = 3..=80;

/// What citizens know an application as: 3 to 80 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationName(String);

/// The text is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Tulis nama aplikasi, {} sampai {} huruf.", NAME.start(), NAME.end())]
pub struct NameRefused;

/// An application as its people describe it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationDetails {
    /// What citizens know it as.
    pub name: ApplicationName,
    /// The agency whose system it is.
    pub agency: Option<Uuid>,
    /// Its own front page.
    pub homepage: Option<RedirectUri>,
    /// Where a sign-in can be begun from outside.
    pub initiate_login: Option<RedirectUri>,
    /// Where people may return to with a code.
    pub redirects: Vec<RedirectUri>,
    /// Where people may return to after they signed out.
    pub post_logout_redirects: Vec<RedirectUri>,
    /// Where it hears that somebody signed out.
    pub backchannel_logout: Option<RedirectUri>,
    /// How it proves who it is.
    pub authentication: Authentication,
    /// The keys of `private_key_jwt`.
    pub jwks: Option<PublicKeys>,
    /// What its ID tokens are signed with.
    pub id_token_algorithm: IdTokenAlgorithm,
    /// What it asks of each citizen.
    pub claims: Vec<AskedClaim>,
    /// Whether it begins only with a pushed request.
    pub require_par: bool,
}

/// The part of a description that something is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The return addresses.
    Redirects,
    /// The addresses after signing out.
    PostLogout,
    /// Where sign-outs are told.
    Backchannel,
    /// Where a sign-in begins.
    InitiateLogin,
    /// The keys.
    Keys,
    /// What is asked.
    Claims,
}

/// Why a description does not hold together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DetailsRefused {
    /// No return address.
    #[error("Tulis paling sedikit satu alamat kembali.")]
    NoRedirect,
    /// More addresses than anybody needs.
    #[error("Paling banyak {MOST_ADDRESSES} alamat.")]
    TooMany(Place),
    /// An address on another host.
    #[error("Alamat {address} berada di situs lain. Semua alamat harus di {sector}.")]
    OtherHost {
        /// Which kind.
        place: Place,
        /// The address.
        address: RedirectUri,
        /// The host that all must be on.
        sector: String,
    },
    /// A message would be sent without encryption, or to this machine.
    #[error("Alamat pemberitahuan keluar harus diawali https:// dan tidak boleh di komputer sendiri.")]
    InsecureBackchannel,
    /// A signature without a key to check it with.
    #[error("Tempel kunci publik aplikasi, karena aplikasi masuk dengan tanda tangan.")]
    NoKeys,
    /// The same thing asked twice.
    #[error("Tiap data hanya dapat diminta satu kali.")]
    ClaimTwice(ClaimName),
}

impl ApplicationName {
    /// Joins blanks, leaves out what is not seen, and takes 3 to 80 letters.
    pub fn parse(text: &str) -> Result<Self, NameRefused> {
        let name = line(text);
        NAME.contains(&name.chars().count()).then_some(Self(name)).ok_or(NameRefused)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ApplicationName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ApplicationDetails {
    /// Checks the parts against each other. `sector` is the host of an application that is registered; of a new one the
    /// first return address says it. Returns the host.
    pub fn check(&self, sector: Option<&str>, issuer: &Site) -> Result<String, DetailsRefused> {
        let first = self.redirects.first().ok_or(DetailsRefused::NoRedirect)?;
        let sector = sector.map_or_else(|| first.host(), str::to_owned);
        let one = |address: &Option<RedirectUri>| address.clone().into_iter().collect::<Vec<_>>();
        for (place, addresses) in [
            (Place::Redirects, self.redirects.clone()),
            (Place::PostLogout, self.post_logout_redirects.clone()),
            (Place::Backchannel, one(&self.backchannel_logout)),
            (Place::InitiateLogin, one(&self.initiate_login)),
        ] {
            if addresses.len() > MOST_ADDRESSES {
                return Err(DetailsRefused::TooMany(place));
            }
            if let Some(address) = addresses.into_iter().find(|address| address.host() != sector) {
                return Err(DetailsRefused::OtherHost { place, address, sector });
            }
        }
        // a message to this machine would reach what only this machine may reach
        if self.backchannel_logout.as_ref().is_some_and(RedirectUri::is_local) && !is_on_trial(issuer) {
            return Err(DetailsRefused::InsecureBackchannel);
        }
        if self.authentication == Authentication::PrivateKeyJwt && self.jwks.is_none() {
            return Err(DetailsRefused::NoKeys);
        }
        let mut asked: Vec<ClaimName> = self.claims.iter().map(|asked| asked.claim).collect();
        asked.sort_unstable();
        match asked.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(twice) => Err(DetailsRefused::ClaimTwice(twice[0])),
            None => Ok(sector),
        }
    }
}

impl DetailsRefused {
    /// The part that is wrong.
    pub const fn place(&self) -> Place {
        match self {
            Self::NoRedirect => Place::Redirects,
            Self::TooMany(place) | Self::OtherHost { place, .. } => *place,
            Self::InsecureBackchannel => Place::Backchannel,
            Self::NoKeys => Place::Keys,
            Self::ClaimTwice(_) => Place::Claims,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn details(redirects: &[&str]) -> ApplicationDetails {
        ApplicationDetails {
            name: ApplicationName::parse("Pajak Daerah").unwrap(),
            agency: None,
            homepage: None,
            initiate_login: None,
            redirects: redirects.iter().map(|text| RedirectUri::parse(text).unwrap()).collect(),
            post_logout_redirects: Vec::new(),
            backchannel_logout: None,
            authentication: Authentication::SecretBasic,
            jwks: None,
            id_token_algorithm: IdTokenAlgorithm::Es256,
            claims: Vec::new(),
            require_par: false,
        }
    }

    fn issuer() -> Site {
        Site::parse("https://akun.balai.id").unwrap()
    }

    #[test]
    fn all_addresses_lie_on_the_host_of_the_first() {
        let (own, other) = ("https://pajak.sragenkab.go.id/masuk", "https://jahat.id/masuk");
        assert_eq!(details(&[own]).check(None, &issuer()).unwrap(), "pajak.sragenkab.go.id");
        let elsewhere = details(&[own, other]).check(None, &issuer()).unwrap_err();
        assert_eq!(elsewhere.place(), Place::Redirects);
        let moved = details(&[other]).check(Some("pajak.sragenkab.go.id"), &issuer()).unwrap_err();
        assert!(moved.to_string().contains("pajak.sragenkab.go.id"), "{moved}");
        let begun = ApplicationDetails { initiate_login: RedirectUri::parse(other).ok(), ..details(&[own]) };
        assert_eq!(begun.check(None, &issuer()).unwrap_err().place(), Place::InitiateLogin);
    }

    #[test]
    fn messages_go_to_this_machine_only_where_all_of_it_is_tried_there() {
        let local = "http://127.0.0.1:9000/keluar";
        let told = ApplicationDetails { backchannel_logout: RedirectUri::parse(local).ok(), ..details(&[local]) };
        assert_eq!(told.check(None, &issuer()), Err(DetailsRefused::InsecureBackchannel));
        let trial = Site::parse("http://akun.balai.localhost:8080").unwrap();
        assert_eq!(told.check(None, &trial).unwrap(), "127.0.0.1");
    }

    #[test]
    fn a_signature_needs_a_key_and_nothing_is_asked_twice() {
        let own = "https://pajak.sragenkab.go.id/masuk";
        let signed = ApplicationDetails { authentication: Authentication::PrivateKeyJwt, ..details(&[own]) };
        assert_eq!(signed.check(None, &issuer()), Err(DetailsRefused::NoKeys));
        let name = AskedClaim::new(ClaimName::Name, "Menyapa Anda dengan benar", "", false).unwrap();
        let twice = ApplicationDetails { claims: vec![name.clone(), name], ..details(&[own]) };
        assert_eq!(twice.check(None, &issuer()), Err(DetailsRefused::ClaimTwice(ClaimName::Name)));
        assert_eq!(details(&[]).check(None, &issuer()), Err(DetailsRefused::NoRedirect));
    }
}
