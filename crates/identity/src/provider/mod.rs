//! The OpenID provider for agencies' own applications: OpenID Connect Core 1.0 over OAuth 2.0 (RFC 6749) by the rules of
//! RFC 9700. Our own hosts cross over by [`oidc`](crate::oidc); what both have in common stands there.
//!
//! One sign-in of a citizen at an application is an *authorization*: its code, its access tokens and its family of refresh
//! tokens hang on one row and end with it.

mod acr;
mod assertion;
mod authorization;
mod began;
mod claims_request;
mod decision;
mod id_token;
mod introspection;
mod logout;
mod parameters;
mod pushed;
mod refresh;
mod request;
mod revocation;
mod scope;
mod standing;
mod subject;
mod sweep;
mod token;
mod userinfo;
mod volume;

pub use acr::{ACR_VALUES, acr};
pub use assertion::{AssertionRefused, assertion_of};
pub use authorization::NotGiven;
pub use began::{BEGAN, Began, unmarked};
pub use claims_request::{ClaimsRequest, ClaimsUnreadable};
pub use decision::{Next, Seen};
pub use introspection::Introspection;
pub use logout::{LogoutHint, SignedOutOf};
pub use parameters::Parameters;
pub use pushed::{PUSHED_LASTS, Pushed};
pub use request::{Asked, AuthorizationError, Prompt, Refused, Wrong};
pub use scope::{NoScopes, Scope, Scopes};
pub use token::{ACCESS_LASTS, TokenRefused, Tokens};
pub use userinfo::LookRefused;
pub(crate) use volume::Volume;

pub(crate) use authorization::{end_of_account, follow_session};
pub(crate) use logout::signed_out;
pub(crate) use sweep::{forget_applications, sweep};
