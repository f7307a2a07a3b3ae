//! Signing in across hosts: OIDC, authorization code flow with PKCE, one provider and its own hosts as clients.

mod claims;
mod client;
mod code;
mod discovery;
mod request;
mod signing;

pub use claims::{Expected, IdClaims, IdTokenRefused};
pub use client::{Client, ClientId, ClientIdError, Site, SiteError};
pub use code::{CodeBinding, CodeRefused, Presented};
pub use discovery::Discovery;
pub use request::{AuthorizationQuery, AuthorizationRefused, AuthorizationRequest, CallbackError, Unanswerable};
pub use signing::{SigningError, SigningKey, VerifyingKeys};
