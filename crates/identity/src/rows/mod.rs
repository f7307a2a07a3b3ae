//! The tables behind the nouns of this crate; all stand in the control plane.

pub(crate) mod account;
pub(crate) mod account_key;
pub(crate) mod api_token;
pub(crate) mod application;
pub(crate) mod application_grant;
pub(crate) mod application_logo;
pub(crate) mod application_token;
pub(crate) mod arrival;
pub(crate) mod attempt;
pub(crate) mod authorization;
pub(crate) mod code;
pub(crate) mod contact_change;
pub(crate) mod contact_proof;
pub(crate) mod credential;
pub(crate) mod handover;
pub(crate) mod identity_number;
pub(crate) mod invitation;
pub(crate) mod kept_form;
pub(crate) mod pending_factor;
pub(crate) mod pushed_request;
pub(crate) mod recovery_code;
pub(crate) mod session;
pub(crate) mod sign_in;
pub(crate) mod signing_key;
pub(crate) mod used_assertion;
