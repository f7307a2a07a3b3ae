//! The provider's description of itself (OIDC Discovery 1.0; RFC 8414; RFC 9126, 5; RFC 9207, 3).

use serde::Serialize;

use crate::applications::{Authentication, ClaimName, IdTokenAlgorithm};
use crate::oidc::Site;
use crate::provider::{ACR_VALUES, Scope};

/// What the ID token says beside what is asked of the account.
const OF_THE_SIGN_IN: [&str; 13] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "sid",
    "acr",
    "amr",
    "at_hash",
    "email_verified",
    "phone_number_verified",
];
/// Algorithms by which an application may sign its assertions.
const OF_ASSERTIONS: [&str; 3] = ["ES256", "RS256", "PS256"];

/// The document at `/.well-known/openid-configuration` of the account host.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the specifications")]
#[expect(clippy::struct_excessive_bools, reason = "the specifications have one flag for each ability")]
pub struct Discovery {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub pushed_authorization_request_endpoint: String,
    pub token_endpoint: String,
    pub userinfo_endpoint: String,
    pub jwks_uri: String,
    pub introspection_endpoint: String,
    pub revocation_endpoint: String,
    pub end_session_endpoint: String,
    pub response_types_supported: [&'static str; 1],
    pub response_modes_supported: [&'static str; 1],
    pub grant_types_supported: [&'static str; 2],
    pub subject_types_supported: [&'static str; 1],
    pub id_token_signing_alg_values_supported: [&'static str; 2],
    pub scopes_supported: [&'static str; 6],
    pub claims_supported: Vec<&'static str>,
    pub claim_types_supported: [&'static str; 1],
    pub acr_values_supported: [&'static str; 3],
    pub prompt_values_supported: [&'static str; 4],
    pub display_values_supported: [&'static str; 2],
    pub ui_locales_supported: [&'static str; 2],
    pub token_endpoint_auth_methods_supported: [&'static str; 3],
    pub token_endpoint_auth_signing_alg_values_supported: [&'static str; 3],
    pub introspection_endpoint_auth_methods_supported: [&'static str; 3],
    pub introspection_endpoint_auth_signing_alg_values_supported: [&'static str; 3],
    pub revocation_endpoint_auth_methods_supported: [&'static str; 3],
    pub revocation_endpoint_auth_signing_alg_values_supported: [&'static str; 3],
    pub code_challenge_methods_supported: [&'static str; 1],
    pub authorization_response_iss_parameter_supported: bool,
    pub claims_parameter_supported: bool,
    pub request_parameter_supported: bool,
    pub request_uri_parameter_supported: bool,
    pub require_pushed_authorization_requests: bool,
    pub backchannel_logout_supported: bool,
    pub backchannel_logout_session_supported: bool,
}

impl Discovery {
    /// The description of the provider at this site.
    pub fn of(account_site: &Site) -> Self {
        let ways = Authentication::ALL.map(Authentication::as_str);
        Self {
            issuer: account_site.as_str().to_owned(),
            authorization_endpoint: account_site.page("/otorisasi"),
            pushed_authorization_request_endpoint: account_site.page("/par"),
            token_endpoint: account_site.page("/token"),
            userinfo_endpoint: account_site.page("/userinfo"),
            jwks_uri: account_site.page("/jwks"),
            introspection_endpoint: account_site.page("/introspeksi"),
            revocation_endpoint: account_site.page("/cabut"),
            end_session_endpoint: account_site.page("/keluar/aplikasi"),
            response_types_supported: ["code"],
            response_modes_supported: ["query"],
            grant_types_supported: ["authorization_code", "refresh_token"],
            subject_types_supported: ["pairwise"],
            id_token_signing_alg_values_supported: IdTokenAlgorithm::ALL.map(IdTokenAlgorithm::as_str),
            scopes_supported: Scope::ALL.map(Scope::as_str),
            claims_supported: OF_THE_SIGN_IN.into_iter().chain(ClaimName::ALL.map(ClaimName::as_str)).collect(),
            claim_types_supported: ["normal"],
            acr_values_supported: ACR_VALUES,
            prompt_values_supported: ["none", "login", "consent", "select_account"],
            display_values_supported: ["page", "popup"],
            ui_locales_supported: ["id", "en"],
            token_endpoint_auth_methods_supported: ways,
            token_endpoint_auth_signing_alg_values_supported: OF_ASSERTIONS,
            introspection_endpoint_auth_methods_supported: ways,
            introspection_endpoint_auth_signing_alg_values_supported: OF_ASSERTIONS,
            revocation_endpoint_auth_methods_supported: ways,
            revocation_endpoint_auth_signing_alg_values_supported: OF_ASSERTIONS,
            code_challenge_methods_supported: ["S256"],
            authorization_response_iss_parameter_supported: true,
            claims_parameter_supported: true,
            request_parameter_supported: false,
            request_uri_parameter_supported: false,
            require_pushed_authorization_requests: false,
            backchannel_logout_supported: true,
            backchannel_logout_session_supported: true,
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
