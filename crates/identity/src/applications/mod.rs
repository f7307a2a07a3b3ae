//! Applications of agencies that citizens sign in to with their one account: who they are, what they may ask, and what each
//! citizen lets them see.

mod address;
mod application;
mod carrying;
mod claims;
mod details;
mod grants;
mod public_keys;
pub(crate) mod registry;
mod secrets;

pub use address::{AddressRefused, RedirectUri};
pub use application::{Application, ApplicationState, Authentication, IdTokenAlgorithm};
pub use carrying::Carriers;
pub use claims::{AskedClaim, AskedRefused, ClaimName};
pub use details::{ApplicationDetails, ApplicationName, DetailsRefused, NameRefused, Place};
pub use grants::{ConsentRefused, Grant, GrantedApplication};
pub(crate) use grants::{live_grant, note_used};
pub use public_keys::{KeysRefused, PublicKeys};
pub use registry::{ChangeRefused, MOST, RegisterRefused};
pub use secrets::OfferedSecret;
