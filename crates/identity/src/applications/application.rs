//! An application as it is read from the registry.

use balai_kernel::RegionCode;
use balai_storage::{Result, StorageError};
use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter};
use uuid::Uuid;

use crate::applications::address::is_own_machine;
use crate::applications::{AskedClaim, ClaimName, PublicKeys, RedirectUri};
use crate::rows::application;

/// An agency's system that citizens sign in to with their one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its id, the `client_id`.
    pub id: Uuid,
    /// The region that registered it; none where the operator did.
    pub owner: Option<RegionCode>,
    /// The agency of that region whose system it is.
    pub agency: Option<Uuid>,
    /// What citizens know it as.
    pub name: String,
    /// Its own front page.
    pub homepage: Option<RedirectUri>,
    /// The print of its logo, which changes with it.
    pub logo: Option<String>,
    /// Where a sign-in can be begun from outside (OpenID Connect Core 1.0, 4).
    pub initiate_login: Option<RedirectUri>,
    /// The host of all its addresses. It never changes.
    pub sector: String,
    /// Where people may return to with a code.
    pub redirects: Vec<RedirectUri>,
    /// Where people may return to after they signed out.
    pub post_logout_redirects: Vec<RedirectUri>,
    /// Where it hears that somebody signed out (Back-Channel Logout 1.0).
    pub backchannel_logout: Option<RedirectUri>,
    /// How it proves who it is.
    pub authentication: Authentication,
    /// The keys of `private_key_jwt`.
    pub jwks: Option<PublicKeys>,
    /// What its ID tokens are signed with.
    pub id_token_algorithm: IdTokenAlgorithm,
    /// What it asks of each citizen.
    pub claims: Vec<AskedClaim>,
    /// Whether it begins only with a pushed request (RFC 9126).
    pub require_par: bool,
    /// Whether anybody can sign in to it.
    pub state: ApplicationState,
    /// Raised with each change; a form that was read before another one does not undo it.
    pub version: i32,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// Its secret, since when; none where it never had one.
    pub secret_made_at: Option<DateTime<Utc>>,
    /// The secret before that, while it counts.
    pub former_secret_made_at: Option<DateTime<Utc>>,
    /// The hashes of both.
    pub(super) secrets: Vec<String>,
}

/// Whether people can sign in to an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ApplicationState {
    /// They can.
    Active,
    /// Nobody can until it is opened again, and no token of it counts.
    Paused,
}

/// How an application proves who it is (OpenID Connect Core 1.0, 9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Authentication {
    /// A secret in the header: `client_secret_basic`.
    SecretBasic,
    /// A secret in the body: `client_secret_post`.
    SecretPost,
    /// A signature with its own key: `private_key_jwt`.
    PrivateKeyJwt,
}

/// What ID tokens are signed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum IdTokenAlgorithm {
    /// ECDSA on P-256.
    #[sea_orm(string_value = "ES256")]
    Es256,
    /// RSA, for programs that know no other.
    #[sea_orm(string_value = "RS256")]
    Rs256,
}

impl Application {
    /// The sector of its pairwise subjects (8.1): its host. What lies on the machine of whoever uses it is a sector of its own, as
    /// that host is everybody's.
    pub fn sector_of_subjects(&self) -> String {
        if is_own_machine(&self.sector) { self.id.hyphenated().to_string() } else { self.sector.clone() }
    }

    /// Whether this is, to the letter, one of the addresses that people may return to with a code.
    pub fn returns_to(&self, redirect_uri: &str) -> Option<&RedirectUri> {
        self.redirects.iter().find(|own| own.as_str() == redirect_uri)
    }

    /// Whether this is, to the letter, one of the addresses that people may return to after they signed out.
    pub fn returns_after_sign_out(&self, redirect_uri: &str) -> Option<&RedirectUri> {
        self.post_logout_redirects.iter().find(|own| own.as_str() == redirect_uri)
    }

    /// The names of what it asks, in the order of [`ClaimName::ALL`].
    pub fn asks(&self) -> Vec<ClaimName> {
        ClaimName::ALL.into_iter().filter(|claim| self.asked(*claim).is_some()).collect()
    }

    /// How it asks for one thing, if it does.
    pub fn asked(&self, claim: ClaimName) -> Option<&AskedClaim> {
        self.claims.iter().find(|asked| asked.claim == claim)
    }
}

impl Authentication {
    /// The name in OpenID Connect.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SecretBasic => "client_secret_basic",
            Self::SecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
        }
    }

    /// Every way.
    pub const ALL: [Self; 3] = [Self::SecretBasic, Self::SecretPost, Self::PrivateKeyJwt];
}

impl IdTokenAlgorithm {
    /// The name in JOSE.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }

    /// Every algorithm.
    pub const ALL: [Self; 2] = [Self::Es256, Self::Rs256];
}

pub(super) fn read(row: application::Model) -> Result<Application> {
    let corrupt = || StorageError::Corrupt(format!("application {}", row.id));
    let address = |text: Option<String>| text.map(|text| RedirectUri::parse(&text)).transpose().map_err(|_| corrupt());
    let owner = row.region_code.as_deref().map(str::parse).transpose().map_err(|_| corrupt())?;
    let (homepage, initiate_login) = (address(row.homepage)?, address(row.initiate_login)?);
    let backchannel_logout = address(row.backchannel_logout)?;
    Ok(Application {
        id: row.id,
        owner,
        agency: row.agency_id,
        name: row.name,
        homepage,
        logo: row.logo,
        initiate_login,
        sector: row.sector,
        redirects: row.redirects.0,
        post_logout_redirects: row.post_logout_redirects.0,
        backchannel_logout,
        authentication: row.authentication,
        jwks: row.jwks,
        id_token_algorithm: row.id_token_algorithm,
        claims: row.claims.0,
        require_par: row.require_par,
        state: row.state,
        version: row.version,
        created_at: row.created_at,
        secret_made_at: row.secret_made_at,
        former_secret_made_at: row.former_secret_made_at,
        secrets: [row.secret_hash, row.former_secret_hash].into_iter().flatten().collect(),
    })
}
