//! What an application asks when it sends a citizen to `/otorisasi` (OpenID Connect Core 1.0, 3.1.2.1).

use chrono::TimeDelta;

use crate::CodeChallenge;
use crate::applications::{Application, RedirectUri};
use crate::oidc::{Site, Unanswerable};
use crate::provider::{ClaimsRequest, Parameters, Scope, Scopes};

const LONGEST_TEXT: usize = 1_024;
/// The parameters that mean something here.
const KNOWN: [&str; 14] = [
    "response_type",
    "response_mode",
    "client_id",
    "redirect_uri",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "claims",
    "id_token_hint",
    "login_hint",
];

/// A request that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Where the answer goes.
    pub redirect: RedirectUri,
    /// The application's own mark, handed back untouched.
    pub state: Option<String>,
    /// Ends up in the ID token.
    pub nonce: Option<String>,
    /// The verifier will have to answer to it.
    pub challenge: CodeChallenge,
    /// What is asked by scope.
    pub scopes: Scopes,
    /// What is asked one by one.
    pub claims: ClaimsRequest,
    /// What the citizen is to be shown.
    pub prompt: Prompt,
    /// How old her last proof may be.
    pub max_age: Option<TimeDelta>,
    /// An earlier ID token of hers, as it came.
    pub id_token_hint: Option<String>,
    /// What she may want to sign in with.
    pub login_hint: Option<String>,
}

/// What a citizen is to be shown, or not to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "the four words of the standard may stand together")]
pub struct Prompt {
    /// Nothing.
    pub none: bool,
    /// The sign-in, signed in or not.
    pub login: bool,
    /// The consent, given or not.
    pub consent: bool,
    /// The choice of an account; here that is the sign-in.
    pub select_account: bool,
}

/// Why a request is not answered with a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The person stays here and is told so.
    Unanswerable(Unanswerable),
    /// The person goes back to the application with this address.
    Returned(String),
}

/// The error codes an application can be answered with (RFC 6749, 4.1.2.1; OpenID Connect Core 1.0, 3.1.2.6; Unmet
/// Authentication Requirements 1.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the standards")]
pub enum AuthorizationError {
    InvalidRequest,
    UnsupportedResponseType,
    InvalidScope,
    AccessDenied,
    LoginRequired,
    ConsentRequired,
    InteractionRequired,
    RequestNotSupported,
    RequestUriNotSupported,
    RegistrationNotSupported,
    UnmetAuthenticationRequirements,
}

impl AuthorizationError {
    /// The code in the answer.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidScope => "invalid_scope",
            Self::AccessDenied => "access_denied",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::InteractionRequired => "interaction_required",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
        }
    }
}

/// What is wrong, by its code and in words for the engineer.
pub type Wrong = (AuthorizationError, &'static str);

impl Asked {
    /// Reads a request of an application. `issuer` goes along when the person is sent back with an error.
    pub fn read(parameters: &Parameters, application: &Application, issuer: &Site) -> Result<Self, Refused> {
        let redirect = Self::redirect(parameters, application).map_err(Refused::Unanswerable)?;
        Self::parse(parameters, redirect).map_err(|(error, why)| {
            let state = parameters.get("state").filter(|state| fits(state));
            Refused::Returned(error_address(redirect, state, issuer, error, why))
        })
    }

    /// What is wrong with a request that is pushed ahead: there it is told to the program.
    pub fn check(parameters: &Parameters, application: &Application) -> Result<(), Wrong> {
        let stray = |_| (AuthorizationError::InvalidRequest, "redirect_uri is not registered, to the letter");
        let redirect = Self::redirect(parameters, application).map_err(stray)?;
        Self::parse(parameters, redirect).map(drop)
    }

    /// What is kept of a request that is pushed ahead: not what shows who asks, and nothing that means nothing here.
    pub fn part_of(parameters: &Parameters) -> Parameters {
        let keep = |all: Parameters, name: &&str| all.with(name, parameters.get(name).map(str::to_owned));
        KNOWN.iter().fold(Parameters::default(), keep)
    }

    /// Where the person goes with the code.
    pub fn answer(&self, code: &str, issuer: &Site) -> String {
        let state = self.state.as_deref().map(|state| ("state", state));
        let answer: Vec<_> = [("code", code), ("iss", issuer.as_str())].into_iter().chain(state).collect();
        self.redirect.with(&answer)
    }

    /// Where the person goes without one.
    pub fn refuse(&self, error: AuthorizationError, why: &str, issuer: &Site) -> String {
        error_address(&self.redirect, self.state.as_deref(), issuer, error, why)
    }

    fn redirect<'a>(parameters: &Parameters, application: &'a Application) -> Result<&'a RedirectUri, Unanswerable> {
        let asked = parameters.get("redirect_uri").ok_or(Unanswerable::Redirect)?;
        application.returns_to(asked).ok_or(Unanswerable::Redirect)
    }

    fn parse(parameters: &Parameters, redirect: &RedirectUri) -> Result<Self, Wrong> {
        use AuthorizationError as Error;
        let invalid = |why: &'static str| (Error::InvalidRequest, why);
        if parameters.has_repeated() {
            return Err(invalid("a parameter comes more than once"));
        }
        if parameters.get("request").is_some() {
            return Err((Error::RequestNotSupported, "request objects are not read; push the request to /par"));
        }
        if parameters.get("request_uri").is_some() {
            return Err((Error::RequestUriNotSupported, "request_uri is taken only as it was given out by /par"));
        }
        if parameters.get("registration").is_some() {
            return Err((Error::RegistrationNotSupported, "applications are registered by their region"));
        }
        match parameters.get("response_type") {
            Some("code") => {}
            None => return Err(invalid("response_type is missing")),
            Some(_) => return Err((Error::UnsupportedResponseType, "only response_type=code is answered")),
        }
        if parameters.get("response_mode").is_some_and(|mode| mode != "query") {
            return Err(invalid("only response_mode=query is answered"));
        }
        let text = |name: &str| match parameters.get(name) {
            Some(text) if !fits(text) => Err(invalid("state and nonce are at most 1024 printable ASCII characters")),
            found => Ok(found.map(str::to_owned)),
        };
        let (state, nonce) = (text("state")?, text("nonce")?);
        if parameters.get("code_challenge_method") != Some("S256") {
            return Err(invalid("PKCE with code_challenge_method=S256 is demanded of every application"));
        }
        let challenge = parameters.get("code_challenge").and_then(CodeChallenge::parse);
        let challenge = challenge.ok_or_else(|| invalid("code_challenge is not 43 characters of base64url"))?;
        let prompt = parameters.get("prompt").map_or(Ok(Prompt::default()), Prompt::parse).map_err(invalid)?;
        let scopes = Scopes::parse(parameters.get("scope").unwrap_or_default());
        if !scopes.has(Scope::OpenId) {
            return Err((Error::InvalidScope, "scope must contain openid"));
        }
        let max_age = parameters.get("max_age").map(seconds).transpose().map_err(invalid)?;
        let claims = parameters.get("claims").map(ClaimsRequest::parse).transpose();
        let hint = |name: &str| parameters.get(name).map(str::to_owned);
        Ok(Self {
            redirect: redirect.clone(),
            state,
            nonce,
            challenge,
            // OpenID Connect Core 1.0, 11: without the question the request for it is ignored
            scopes: scopes.only(|scope| scope != Scope::OfflineAccess || prompt.consent),
            claims: claims.map_err(|_| invalid("claims is not a JSON object of claims"))?.unwrap_or_default(),
            prompt,
            max_age,
            id_token_hint: hint("id_token_hint"),
            login_hint: hint("login_hint"),
        })
    }
}

impl Prompt {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut prompt = Self::default();
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            match word {
                "none" => prompt.none = true,
                "login" => prompt.login = true,
                "consent" => prompt.consent = true,
                "select_account" => prompt.select_account = true,
                _ => return Err("prompt takes none, login, consent and select_account"),
            }
        }
        if prompt.none && (prompt.login || prompt.consent || prompt.select_account) {
            return Err("prompt=none stands alone");
        }
        Ok(prompt)
    }
}

fn seconds(text: &str) -> Result<TimeDelta, &'static str> {
    let seconds: u32 = text.parse().map_err(|_| "max_age is not a number of seconds")?;
    Ok(TimeDelta::seconds(seconds.into()))
}

/// Printable ASCII (VSCHAR of RFC 6749, appendix A), within bounds.
fn fits(text: &str) -> bool {
    text.len() <= LONGEST_TEXT && text.bytes().all(|b| b.is_ascii_graphic() || b == b' ')
}

fn error_address(
    redirect: &RedirectUri,
    state: Option<&str>,
    issuer: &Site,
    error: AuthorizationError,
    why: &str,
) -> String {
    let answer = [("error", error.as_str()), ("error_description", why), ("iss", issuer.as_str())];
    let answer: Vec<_> = answer.into_iter().chain(state.map(|state| ("state", state))).collect();
    redirect.with(&answer)
}
