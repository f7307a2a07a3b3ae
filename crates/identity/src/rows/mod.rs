//! The tables behind the nouns of this crate; all stand in the control plane.

pub(crate) mod account;
pub(crate) mod account_key;
pub(crate) mod api_token;
pub(crate) mod arrival;
pub(crate) mod attempt;
pub(crate) mod code;
pub(crate) mod contact_change;
pub(crate) mod contact_proof;
pub(crate) mod credential;
pub(crate) mod handover;
pub(crate) mod identity_number;
pub(crate) mod invitation;
pub(crate) mod kept_form;
pub(crate) mod national_identity;
pub(crate) mod national_visit;
pub(crate) mod pending_factor;
pub(crate) mod recovery_code;
pub(crate) mod session;
pub(crate) mod sign_in;
pub(crate) mod signing_key;
