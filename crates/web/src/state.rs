//! What every request may use. Built once by the binary; holds no request's data.

use std::sync::Arc;

use balai_adoption::Pictures;
use balai_adoption::borders::Borders;
use balai_catalog::{NationalTemplates, Searcher};
use balai_identity::Identity;
use balai_kernel::Clock;
use balai_messaging::sender::OwnDoor;
use balai_messaging::{LetterDesk, LetterFiles};
use balai_rbac::Authority;
use balai_rights::Rights;
use balai_storage::{ControlDb, Kek, Store, TenantDb, objects::Objects};
use balai_tenancy::broadcasts::Broadcasts;
use balai_tenancy::domains::Domains;
use balai_tenancy::holidays::Holidays;
use balai_tenancy::onboarding::SignUps;
use balai_tenancy::{Directory, Tenant};
use balai_vault::Vault;

use crate::account::national::National;
use crate::edge::proxies::Proxies;
use crate::host::Base;
use crate::memory::Memory;
use crate::unanswered::Unanswered;
use crate::visits::Visits;

/// The parts of a running server.
pub struct App {
    /// The rows.
    pub store: Store,
    /// The files.
    pub objects: Objects,
    /// The key-encryption key.
    pub kek: Kek,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Whose word counts of where a request came from.
    pub proxies: Proxies,
    /// Which host is whose.
    pub directory: Directory,
    /// The domains of their own that regions claim.
    pub domains: Domains,
    /// The deployment's own address.
    pub base: Base,
    /// The migration that a tenant's space must have seen to be served by this binary.
    pub schema_version: String,
    /// Accounts, sessions, invitations.
    pub identity: Identity,
    /// Who may do what.
    pub authority: Authority,
    /// The national identity provider, where the operator named one.
    pub national: Option<Arc<National>>,
    /// The documents of citizens.
    pub vault: Vault,
    /// What people ask about their own data.
    pub rights: Rights,
    /// Regions that ask to join.
    pub sign_ups: SignUps,
    /// The queue of letters.
    pub letter_desk: LetterDesk,
    /// The way to regions' own mail servers.
    pub own_door: OwnDoor,
    /// The letters, where they are kept as files to be shown (the demo).
    pub letters: Option<LetterFiles>,
    /// Whether short texts reach telephones: without them nobody registers with a number.
    pub reaches_phones: bool,
    /// National holidays and joint leave.
    pub holidays: Holidays,
    /// What the ministry tells the regions.
    pub broadcasts: Broadcasts,
    /// What regions can adopt.
    pub templates: NationalTemplates,
    /// Public pages as they went out.
    pub pages: Memory,
    /// The search of every region, and of all.
    pub searcher: Searcher,
    /// Searches that find nothing.
    pub unanswered: Unanswered,
    /// How often pages of halls are opened.
    pub visits: Visits,
    /// All regions at one moment, for the ministry.
    pub pictures: Pictures,
    /// Real borders, where the operator supplies them.
    pub borders: Option<Arc<Borders>>,
}

impl App {
    /// The door to the control plane.
    pub fn control(&self) -> ControlDb {
        self.store.control()
    }

    /// The door to a tenant's rows.
    pub fn tenant(&self, tenant: &Tenant) -> TenantDb {
        self.store.tenant(tenant.place.clone())
    }
}
