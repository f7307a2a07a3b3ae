//! What a provider says of itself (OpenID Connect Discovery 1.0, section 3).

use serde::Deserialize;
use url::Url;

use crate::settings::is_reachable;
use crate::{ProviderSettings, Refused};

const WHAT: &str = "discovery document";

/// The part of the document that we use.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Document {
    issuer: String,
    pub(crate) authorization_endpoint: Url,
    pub(crate) token_endpoint: Url,
    pub(crate) jwks_uri: Url,
    pub(crate) userinfo_endpoint: Option<Url>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
}

impl Document {
    /// Where a provider's document lies: after the issuer's own path.
    pub(crate) fn address(settings: &ProviderSettings) -> Result<Url, Refused> {
        let issuer = settings.issuer.trim_end_matches('/');
        Url::parse(&format!("{issuer}/.well-known/openid-configuration"))
            .map_err(|_| Refused::Unusable(format!("{WHAT}: the issuer is no address")))
    }

    /// The document, if it is this provider's and leads to nowhere that we would not speak with.
    pub(crate) fn checked(self, settings: &ProviderSettings) -> Result<Self, Refused> {
        let unusable = |why: &str| Err(Refused::Unusable(format!("{WHAT}: {why}")));
        if self.issuer != settings.issuer {
            return unusable("it is another issuer's");
        }
        let addresses = [&self.authorization_endpoint, &self.token_endpoint, &self.jwks_uri];
        if !addresses.into_iter().chain(&self.userinfo_endpoint).all(is_reachable) {
            return unusable("an address in it is not https");
        }
        Ok(self)
    }

    /// Whether we show who we are by HTTP Basic, which stands where nothing is said.
    pub(crate) fn takes_basic(&self) -> bool {
        self.token_endpoint_auth_methods_supported
            .as_ref()
            .is_none_or(|methods| methods.iter().any(|method| method == "client_secret_basic"))
    }
}
