//! What a host asks of the account host when it sends somebody there.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use crate::oidc::{Client, ClientId, Site};
use crate::pkce::CodeChallenge;

const LONGEST_STATE: usize = 512;
const LONGEST_NONCE: usize = 128;
const SHORTEST_AGE: TimeDelta = TimeDelta::minutes(1);

/// The query of the authorization endpoint as it arrives; everything may be missing.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the names are those of RFC 6749, RFC 7636 and OpenID Connect Core")]
pub struct AuthorizationQuery {
    pub response_type: Option<String>,
    pub client_id: Option<String>,
    pub redirect_uri: Option<String>,
    pub scope: Option<String>,
    pub state: Option<String>,
    pub nonce: Option<String>,
    pub code_challenge: Option<String>,
    pub code_challenge_method: Option<String>,
    pub max_age: Option<String>,
}

/// A request that can be answered with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRequest {
    /// Who asks.
    pub client: ClientId,
    /// The site the person returns to.
    pub site: Site,
    /// The host's own mark, handed back untouched.
    pub state: String,
    /// Ends up in the ID token, so that a token cannot be used for another sign-in.
    pub nonce: String,
    /// The verifier will have to answer to it.
    pub challenge: CodeChallenge,
    /// How old the person's last proof may be (OpenID Connect Core 1.0, 3.1.2.1); in whole seconds, a minute at least, so
    /// that nobody is asked again on the way back.
    pub max_age: Option<TimeDelta>,
}

/// Why a request is not answered with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthorizationRefused {
    /// Nobody we know asks, or the return address is not theirs: the person stays here and is told so.
    Unanswerable(Unanswerable),
    /// The host made a mistake: the person goes back to it with this address.
    Returned(String),
}

/// Requests after which nobody may be sent anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unanswerable {
    /// No such client.
    #[error("the client is not known")]
    Client,
    /// The return address is not one of the client's.
    #[error("the return address is not one of the client's")]
    Redirect,
    /// The request was to be pushed ahead, and none waits.
    #[error("the pushed request is unknown, was opened before, or is over")]
    Pushed,
}

/// The error codes a host can be sent back with (RFC 6749, 4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallbackError {
    /// Something is missing or malformed.
    InvalidRequest,
    /// Anything but `code`.
    UnsupportedResponseType,
    /// Without `openid` there is nothing to ask for.
    InvalidScope,
    /// The person turned back.
    AccessDenied,
}

impl AuthorizationQuery {
    /// Who says they ask.
    pub fn client_id(&self) -> Result<ClientId, Unanswerable> {
        self.client_id.as_deref().and_then(|id| id.parse().ok()).ok_or(Unanswerable::Client)
    }

    /// The address that asks for a sign-in, at the account host.
    pub fn address(&self, account_site: &Site) -> String {
        let query = serde_urlencoded::to_string(self).expect("a flat record of texts has a query form");
        account_site.page(&format!("/otorisasi?{query}"))
    }
}

impl AuthorizationRequest {
    /// The query that asks for this: what a host puts into the address.
    pub fn to_query(&self) -> AuthorizationQuery {
        AuthorizationQuery {
            response_type: Some("code".into()),
            client_id: Some(self.client.to_string()),
            redirect_uri: Some(self.site.callback()),
            scope: Some("openid".into()),
            state: Some(self.state.clone()),
            nonce: Some(self.nonce.clone()),
            code_challenge: Some(self.challenge.as_str().to_owned()),
            code_challenge_method: Some("S256".into()),
            max_age: self.max_age.map(|age| age.num_seconds().to_string()),
        }
    }

    /// Checks a query against the client it names. `issuer` goes along when a host is sent back with an error.
    pub fn read(query: &AuthorizationQuery, client: &Client, issuer: &Site) -> Result<Self, AuthorizationRefused> {
        use AuthorizationRefused::Unanswerable as Stay;
        if query.client_id() != Ok(client.id) {
            return Err(Stay(Unanswerable::Client));
        }
        let site =
            query.redirect_uri.as_deref().and_then(|uri| client.returns_to(uri)).ok_or(Stay(Unanswerable::Redirect))?;
        parse(query, client.id, site).map_err(|error| {
            let state = query.state.as_deref().filter(|state| fits(state, LONGEST_STATE));
            AuthorizationRefused::Returned(error_address(site, issuer, state, error))
        })
    }

    /// Where the person goes with the code.
    pub fn answer(&self, code: &str, issuer: &Site) -> String {
        let query = [("code", code), ("state", &self.state), ("iss", issuer.as_str())];
        address(&self.site, &query)
    }

    /// Where the person goes without one.
    pub fn refuse(&self, error: CallbackError, issuer: &Site) -> String {
        error_address(&self.site, issuer, Some(&self.state), error)
    }
}

fn parse(query: &AuthorizationQuery, client: ClientId, site: &Site) -> Result<AuthorizationRequest, CallbackError> {
    if query.response_type.as_deref() != Some("code") {
        return Err(CallbackError::UnsupportedResponseType);
    }
    let scope = query.scope.as_deref().unwrap_or_default();
    if !scope.split(' ').any(|word| word == "openid") {
        return Err(CallbackError::InvalidScope);
    }
    if query.code_challenge_method.as_deref() != Some("S256") {
        return Err(CallbackError::InvalidRequest);
    }
    let text = |value: &Option<String>, longest| {
        value.clone().filter(|value| fits(value, longest)).ok_or(CallbackError::InvalidRequest)
    };
    let challenge = query.code_challenge.as_deref().and_then(CodeChallenge::parse);
    Ok(AuthorizationRequest {
        client,
        site: site.clone(),
        state: text(&query.state, LONGEST_STATE)?,
        nonce: text(&query.nonce, LONGEST_NONCE)?,
        challenge: challenge.ok_or(CallbackError::InvalidRequest)?,
        max_age: query.max_age.as_deref().map(max_age).transpose()?,
    })
}

fn max_age(text: &str) -> Result<TimeDelta, CallbackError> {
    let seconds: u32 = text.parse().map_err(|_| CallbackError::InvalidRequest)?;
    Ok(TimeDelta::seconds(seconds.into()).max(SHORTEST_AGE))
}

fn fits(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

fn error_address(site: &Site, issuer: &Site, state: Option<&str>, error: CallbackError) -> String {
    let mut query = vec![("error", error.as_str()), ("iss", issuer.as_str())];
    query.extend(state.map(|state| ("state", state)));
    address(site, &query)
}

fn address(site: &Site, query: &[(&str, &str)]) -> String {
    let query = serde_urlencoded::to_string(query).expect("pairs of texts have a query form");
    format!("{}?{query}", site.callback())
}

impl CallbackError {
    /// The code of RFC 6749.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::client::tests::sragen;
    use crate::pkce::CodeVerifier;

    fn issuer() -> Site {
        Site::parse("http://akun.balai.localhost:8080").unwrap()
    }

    fn good() -> AuthorizationQuery {
        AuthorizationRequest {
            client: sragen().id,
            site: sragen().sites[0].clone(),
            state: "keadaan".into(),
            nonce: "sekali".into(),
            challenge: CodeVerifier::fresh().challenge(),
            max_age: None,
        }
        .to_query()
    }

    fn read(query: &AuthorizationQuery) -> Result<AuthorizationRequest, AuthorizationRefused> {
        AuthorizationRequest::read(query, &sragen(), &issuer())
    }

    #[test]
    fn what_a_host_asks_is_what_the_account_host_reads() {
        let request = read(&good()).unwrap();
        assert_eq!(request.to_query().state.as_deref(), Some("keadaan"));
        assert_eq!(
            request.answer("kode", &issuer()),
            "http://sragen.balai.localhost:8080/masuk/kembali?code=kode&state=keadaan\
             &iss=http%3A%2F%2Fakun.balai.localhost%3A8080"
        );
        assert!(
            good()
                .address(&issuer())
                .starts_with("http://akun.balai.localhost:8080/otorisasi?response_type=code&client_id=33.14&")
        );
    }

    #[test]
    fn the_age_of_a_proof_is_asked_in_seconds_and_never_less_than_a_minute() {
        let aged = |text: &str| read(&AuthorizationQuery { max_age: Some(text.into()), ..good() });
        let asked = AuthorizationRequest { max_age: Some(TimeDelta::minutes(10)), ..read(&good()).unwrap() };
        assert_eq!(asked.to_query().max_age.as_deref(), Some("600"));
        assert_eq!(aged("600").unwrap().max_age, Some(TimeDelta::minutes(10)));
        assert_eq!(aged("0").unwrap().max_age, Some(TimeDelta::minutes(1)));
        assert!(matches!(aged("-1"), Err(AuthorizationRefused::Returned(_))));
    }

    #[test]
    fn a_wrong_return_address_or_client_sends_nobody_anywhere() {
        let redirect = AuthorizationQuery { redirect_uri: Some("https://jahat.id/masuk/kembali".into()), ..good() };
        let client = AuthorizationQuery { client_id: Some("17.09".into()), ..good() };
        let nobody = AuthorizationQuery { redirect_uri: None, ..good() };
        for (query, reason) in
            [(redirect, Unanswerable::Redirect), (client, Unanswerable::Client), (nobody, Unanswerable::Redirect)]
        {
            assert_eq!(read(&query), Err(AuthorizationRefused::Unanswerable(reason)));
        }
    }

    #[test]
    fn other_mistakes_go_back_to_the_host_with_their_code_and_its_state() {
        let plain = Some("plain".to_owned());
        let mistakes = [
            (AuthorizationQuery { response_type: Some("token".into()), ..good() }, "unsupported_response_type"),
            (AuthorizationQuery { scope: Some("email openidx".into()), ..good() }, "invalid_scope"),
            (AuthorizationQuery { code_challenge: None, ..good() }, "invalid_request"),
            (AuthorizationQuery { code_challenge_method: plain, ..good() }, "invalid_request"),
            (AuthorizationQuery { code_challenge_method: None, ..good() }, "invalid_request"),
            (AuthorizationQuery { nonce: Some(String::new()), ..good() }, "invalid_request"),
            (AuthorizationQuery { nonce: Some("n".repeat(129)), ..good() }, "invalid_request"),
        ];
        for (query, code) in mistakes {
            let Err(AuthorizationRefused::Returned(address)) = read(&query) else {
                panic!("{query:?} was not sent back");
            };
            assert!(address.contains(&format!("error={code}&")), "{address}");
            assert!(address.ends_with("&state=keadaan"), "{address}");
        }
    }

    #[test]
    fn a_state_that_could_break_out_of_a_header_is_not_handed_back() {
        let query = AuthorizationQuery { state: Some("a\r\nSet-Cookie: x".into()), ..good() };
        let Err(AuthorizationRefused::Returned(address)) = read(&query) else {
            panic!("the request was taken");
        };
        assert!(!address.contains("state="), "{address}");
    }
}
