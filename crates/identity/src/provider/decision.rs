//! What follows from a request: the sign-in, the consent, a code, or an error.

use balai_kernel::Assurance;
use chrono::{DateTime, Utc};

use crate::SignedIn;
use crate::applications::{Application, ClaimName, Grant};
use crate::provider::{Asked, AuthorizationError, Began, Scope, acr};

/// What is known of whoever stands there with a request.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Who is signed in.
    pub who: Option<&'a SignedIn>,
    /// Whether it is the person that the application expects: true where it expects nobody.
    pub is_expected: bool,
    /// How well it is known who that is.
    pub assurance: Assurance,
    /// What she lets the application see.
    pub grant: Option<&'a Grant>,
    /// When the request was seen first, if this is not the first time.
    pub began: Option<Began>,
    /// Now.
    pub at: DateTime<Utc>,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// She signs in, or proves once more who she is.
    SignIn,
    /// She is asked what she lets the application see.
    Consent,
    /// The application gets its code.
    Code,
    /// The application gets an error.
    Refuse(AuthorizationError, &'static str),
}

impl Asked {
    /// What follows for whoever stands there (OpenID Connect Core 1.0, 3.1.2.3 and 3.1.2.4).
    pub fn next(&self, application: &Application, seen: &Seen<'_>) -> Next {
        use AuthorizationError as Error;
        match self.sign_in(seen) {
            Some(Next::SignIn) if self.prompt.none => {
                return Next::Refuse(Error::LoginRequired, "nobody is signed in who fits the request");
            }
            Some(next) => return next,
            None => {}
        }
        let is_offline = self.scopes.has(Scope::OfflineAccess);
        let covers = |grant: &Grant| grant.covers(application) && (grant.offline || !is_offline);
        let agreed = seen.grant.is_some_and(covers);
        let answered = |began: Began| seen.grant.is_some_and(|grant| grant.answered_at >= began.at);
        let is_asked_anew = self.prompt.consent && !seen.began.is_some_and(answered);
        match (agreed && !is_asked_anew, self.prompt.none) {
            (true, _) if !self.reaches(application, seen) => {
                Next::Refuse(Error::UnmetAuthenticationRequirements, "the account has not reached that acr")
            }
            (true, _) => Next::Code,
            (false, true) => Next::Refuse(Error::ConsentRequired, "the citizen has not agreed yet"),
            (false, false) => Next::Consent,
        }
    }

    /// Whether the class that must be reached is. It is asked once she has agreed, and where she keeps her level to herself the
    /// answer is the same whatever it is: an error would tell it.
    fn reaches(&self, application: &Application, seen: &Seen<'_>) -> bool {
        let is_told = application.asked(ClaimName::AssuranceLevel).is_some()
            && seen.grant.is_some_and(|grant| grant.claims.contains(&ClaimName::AssuranceLevel));
        self.claims.acr.is_empty() || (is_told && self.claims.acr.iter().any(|class| class == acr(seen.assurance)))
    }

    /// Whether somebody has to sign in first, or cannot at all; nothing where whoever is there will do.
    pub fn sign_in(&self, seen: &Seen<'_>) -> Option<Next> {
        let Some(who) = seen.who else { return Some(Next::SignIn) };
        let is_fresh = seen.began.is_some_and(|began| who.proven_at >= began.at);
        let is_too_old = self.max_age.is_some_and(|age| !who.proven_within(age, seen.at));
        let must_prove = self.prompt.login || self.prompt.select_account || is_too_old || !seen.is_expected;
        if must_prove && !is_fresh {
            return Some(Next::SignIn);
        }
        let why = "somebody else signed in than the request is about";
        (!seen.is_expected).then_some(Next::Refuse(AuthorizationError::LoginRequired, why))
    }
}
