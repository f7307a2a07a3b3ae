//! A relying party of OpenID Connect: asks a provider who somebody is, over HTTP, and believes what is signed for us now.
//!
//! Authorization code flow with PKCE (OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9700), `iss` in responses
//! (RFC 9207), discovery (OpenID Connect Discovery 1.0). [`Provider`] is the entrance. The crate knows no rows and no
//! pages, and nothing of whom it asks about.

mod document;
mod id_token;
mod keys;
mod line;
mod provider;
mod settings;

pub use id_token::TokenRefused;
pub use provider::{Leaving, Provider, Refused, Returned, Told};
pub use settings::{Fault, ProviderSettings, is_reachable};
