//! The one account of a person: how they prove who they are, the sessions they hold, and how other hosts come to know.
//!
//! This crate knows no HTTP. [`Identity`] is its entrance; [`oidc`] holds the crossing of hosts as values; the rules of
//! passwords, one-time codes, tries and sessions are pure and sit beside the verbs that use them.

mod accept;
mod account;
pub mod account_keys;
pub mod applications;
mod arrivals;
mod attempts;
mod cases;
mod composing;
mod counter;
mod crossing;
mod desk;
mod factors;
mod forget;
mod handovers;
mod hasher;
mod holdings;
mod invitations;
mod kept_forms;
mod keys;
mod leaving;
mod mandates;
mod national;
mod notices;
mod numbers;
pub mod oidc;
mod passkeys;
mod password;
mod personal;
mod pkce;
mod proofs;
pub mod provider;
mod rows;
mod session;
mod sessions;
mod sign_in;
mod square;
mod staff;
mod supporting;
mod sweep;
mod tokens;
mod totp;
mod tries;
mod ways;

pub use accept::{AcceptRefused, Acceptance};
pub use account::{Account, AccountState, NewAccount, OpenRefused, hold_active, is_active};
pub use arrivals::{Arrival, Outcome};
pub use attempts::{Attempts, Limit, TooManyTries};
pub use cases::{CaseState, NumberCase, Party, SettleRefused};
pub use composing::ComposeRefused;
pub use counter::assisted::{Assisted, AssistedRefused, ChildRefused, NewAssisted};
pub use counter::card::{CardRefused, CardSeen, Sighting, SightingEnd};
pub use counter::takeover::TakeoverRefused;
pub use counter::{VISIT_LASTS, Visit, VisitRefused};
pub use crossing::{EnterRefused, RedeemRefused};
pub use desk::Identity;
pub use factors::{FactorRefused, RECOVERY_CODES, Safety};
pub use handovers::{Handover, HandoverOffered, HandoverRefused};
pub use hasher::{HashingError, PasswordHash, PasswordHasher};
pub use holdings::{
    HeldArrival, HeldAssisted, HeldMandate, HeldNational, HeldPasskey, HeldSafety, HeldSession, HeldSighting, Holdings,
    HoldingsRefused,
};
pub use invitations::{Invitation, InvitationRefused, InvitationState, InviteRefused, StaffInvited};
pub use kept_forms::KeptForm;
pub use leaving::{LeaveRefused, Leaving, STAY_LASTS};
pub use mandates::{AppointRefused, LONGEST_MANDATE, Mandate, MandateKind, MandateScope, Mandates, NewMandate};
pub use national::{
    Aim, Homecoming, LinkRefused, NationalLink, NationalPerson, NationalStep, Stranger, TRIP_LASTS, Trip, UnlinkRefused,
};
pub use notices::{AccountNotice, AccountSays, Disclosed, NoticeLetter, tell_account};
pub use numbers::NumberRefused;
pub use passkeys::{
    CEREMONY_LASTS, Ceremony, MOST_PASSKEYS, OwnPasskey, PasskeyName, PasskeyNameRefused, PasskeyRefused,
};
pub use password::{ChosenPassword, Factors, LONGEST, PasswordRefused, TypedPassword, strength};
pub use pkce::{CodeChallenge, CodeVerifier};
pub use proofs::{
    CODE_LASTS, ContactBefore, Proof, ProofRefused, ProofStage, ProvenRefused, Purpose, RemoveContactRefused,
    ShownRefused, UNDO_LASTS, UndoRefused,
};
pub use session::{PROOF_LASTS, SessionEnd, SessionKind, SessionTimes};
pub use sessions::{NewSession, SessionSummary, SignedIn};
pub use sign_in::{CodeStepRefused, SignInRefused, SignInStep};
pub use square::square;
pub use staff::{GrantRefused, RevokeRefused, StaffMember};
pub use supporting::{NamedSupport, SupportGiven, SupportRefused};
pub use tokens::{MOST_DAYS, Scope, TokenHolder, TokenRefused, UnknownScope};
pub use totp::{TotpSecret, TotpSecretError, TotpStep};
