//! The provider's description of itself (OIDC Discovery 1.0).

use serde::Serialize;

use crate::oidc::Site;

/// The document at `/.well-known/openid-configuration` of the account host.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the specification")]
pub struct Discovery {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub response_types_supported: [&'static str; 1],
    pub response_modes_supported: [&'static str; 1],
    pub grant_types_supported: [&'static str; 1],
    pub subject_types_supported: [&'static str; 1],
    pub id_token_signing_alg_values_supported: [&'static str; 1],
    pub scopes_supported: [&'static str; 1],
    pub token_endpoint_auth_methods_supported: [&'static str; 2],
    pub code_challenge_methods_supported: [&'static str; 1],
    pub claims_supported: [&'static str; 9],
    pub authorization_response_iss_parameter_supported: bool,
}

impl Discovery {
    /// The description of the provider at this site.
    pub fn of(account_site: &Site) -> Self {
        Self {
            issuer: account_site.as_str().to_owned(),
            authorization_endpoint: account_site.page("/otorisasi"),
            token_endpoint: account_site.page("/token"),
            jwks_uri: account_site.page("/jwks"),
            response_types_supported: ["code"],
            response_modes_supported: ["query"],
            grant_types_supported: ["authorization_code"],
            subject_types_supported: ["public"],
            id_token_signing_alg_values_supported: ["ES256"],
            scopes_supported: ["openid"],
            token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
            code_challenge_methods_supported: ["S256"],
            claims_supported: ["iss", "sub", "aud", "exp", "iat", "auth_time", "nonce", "sid", "amr"],
            authorization_response_iss_parameter_supported: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_lies_at_the_issuer() {
        let site = Site::parse("http://akun.balai.localhost:8080").unwrap();
        let document = serde_json::to_value(Discovery::of(&site)).unwrap();
        for field in ["authorization_endpoint", "token_endpoint", "jwks_uri"] {
            let address = document[field].as_str().unwrap();
            assert!(address.starts_with("http://akun.balai.localhost:8080/"), "{address}");
        }
        assert_eq!(document["issuer"], "http://akun.balai.localhost:8080");
        assert_eq!(document["code_challenge_methods_supported"], serde_json::json!(["S256"]));
    }
}
