//! How a request can fail, and the page or the problem document that tells of it.
//!
//! A handler returns a [`Fault`]; [`crate::edge::faults`] puts the page around it, for only there
//! host and language are known.

use std::fmt;

use actix_web::http::{StatusCode, header::LOCATION};
use actix_web::{HttpResponse, ResponseError};
use balai_kernel::{Incident, Zone};
use balai_storage::StorageError;
use chrono::{DateTime, Utc};

/// Why a request got no answer of its own.
#[derive(Debug, Clone)]
pub enum Fault {
    /// There is no such thing, or it is not this visitor's.
    NotFound,
    /// It is at this address now.
    Moved(String),
    /// What was asked for is past; this page shows the current state.
    Elsewhere(String),
    /// The visitor must sign in first; the way back is kept.
    SignIn(String),
    /// The visitor is known here and may not do this.
    NotAllowed,
    /// The request came from another site, or carries cookies twice.
    Forged,
    /// The request does not read; for machines, with the reason.
    BadRequest(String),
    /// One field of a machine's request is wrong, with the reason.
    WrongField(&'static str, String),
    /// A machine's token is unknown, over, or no token.
    BadToken,
    /// Somebody did the same, or something that excludes it, at the same moment: nothing was done.
    Together,
    /// Too many tries; seconds until the next.
    TooMany(u64),
    /// The region's space is behind this binary.
    Maintenance,
    /// The region's hall is closed for a time.
    Suspended,
    /// The same, for its staff: why, since when, and in which zone they read that.
    Closed(String, DateTime<Utc>, Zone),
    /// Ours; the number leads to the log.
    Ours(String),
}

impl Fault {
    /// An internal fault: logged once, here, under a number that the visitor sees.
    pub fn ours(error: &(dyn std::error::Error + 'static)) -> Self {
        let incident = Incident::fresh().to_string();
        tracing::error!(incident = %incident, error, "request failed");
        Self::Ours(incident)
    }

    /// [`Fault::ours`] for an error that is known only by its words.
    pub fn ours_said(words: &str) -> Self {
        let incident = Incident::fresh().to_string();
        tracing::error!(incident = %incident, error = words, "request failed");
        Self::Ours(incident)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status_code())
    }
}

impl ResponseError for Fault {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
            Self::SignIn(_) | Self::Elsewhere(_) => StatusCode::SEE_OTHER,
            Self::BadToken => StatusCode::UNAUTHORIZED,
            Self::NotAllowed | Self::Forged => StatusCode::FORBIDDEN,
            Self::BadRequest(_) | Self::WrongField(..) => StatusCode::BAD_REQUEST,
            Self::Together => StatusCode::CONFLICT,
            Self::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::Maintenance | Self::Suspended | Self::Closed(..) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Ours(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        match self {
            Self::SignIn(to) | Self::Moved(to) | Self::Elsewhere(to) => {
                response.insert_header((LOCATION, to.clone()));
            }
            Self::TooMany(seconds) => {
                response.insert_header(("Retry-After", seconds.to_string()));
            }
            Self::BadToken => {
                response.insert_header(("WWW-Authenticate", "Bearer"));
            }
            Self::Maintenance => {
                response.insert_header(("Retry-After", "120"));
            }
            _ => {}
        }
        let mut response = response.finish();
        response.extensions_mut().insert(self.clone());
        response
    }
}

impl From<StorageError> for Fault {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Conflict(_) => Self::Together,
            error => Self::ours(&error),
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(error: askama::Error) -> Self {
        Self::ours(&error)
    }
}
