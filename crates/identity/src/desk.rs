//! The crate's one entrance: what every verb needs, held together.

use std::sync::Arc;

use balai_storage::envelope::{Key, Seat};
use balai_storage::{ControlDb, Kept};
use webauthn_rs::prelude::Webauthn;

use crate::PasswordHasher;
use crate::applications::Carriers;
use crate::oidc::Site;
use crate::passkeys::relying_party;
use crate::provider::Volume;

/// Accounts, sessions and the crossing of hosts, over one deployment's control plane. Cheap to clone.
///
/// The verbs stand in the files named after what they are about.
#[derive(Clone)]
pub struct Identity {
    pub(crate) db: ControlDb,
    pub(crate) hasher: Arc<PasswordHasher>,
    pub(crate) key: Key,
    pub(crate) site: Site,
    pub(crate) carriers: Kept<Carriers>,
    pub(crate) volume: Volume,
    pub(crate) relying: Arc<Webauthn>,
}

impl Identity {
    /// `key` is the control plane's data key: it seals second factors and signing keys, and hashes what is counted.
    /// `site` is the account host, the issuer of all ID tokens.
    pub fn new(db: ControlDb, hasher: Arc<PasswordHasher>, key: Key, site: Site) -> Self {
        let relying = Arc::new(relying_party(&site).expect("the account host has a name"));
        Self { carriers: Kept::new(db.clone()), db, hasher, key, site, volume: Volume::default(), relying }
    }

    /// The account host.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// How passwords are compared; its count is what the test of equal work looks at.
    pub fn hasher(&self) -> &PasswordHasher {
        &self.hasher
    }
}

/// Where a sealed value of the control plane sits.
pub(crate) const fn seat<'a>(table: &'a str, column: &'a str, row: &'a str) -> Seat<'a> {
    Seat { space: "control", table, column, row }
}
