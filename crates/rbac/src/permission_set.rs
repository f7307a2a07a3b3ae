//! What one person may do, from all their grants.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::RegionCode;
use uuid::Uuid;

use crate::{Domain, Permission, Permissions, Policy, Role};

/// A role somebody holds in a domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The part they play.
    pub role: Role,
    /// Where it counts.
    pub domain: Domain,
}

impl Grant {
    /// The grant, unless the role cannot be held in such a domain.
    pub fn new(role: Role, domain: Domain) -> Option<Self> {
        role.fits(domain.level()).then_some(Self { role, domain })
    }
}

/// A grant that somebody was entitled to give: the proof that the verbs of granting and inviting ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermittedGrant(Grant);

impl PermittedGrant {
    /// The grant, if whoever gives it may invite people in its own domain. So an owner cannot reach beyond the region,
    /// and the ministry cannot make anybody part of one.
    pub fn by(giver: &PermissionSet, grant: Grant) -> Option<Self> {
        giver.allows(Permission::StaffInvite, &grant.domain).then_some(Self(grant))
    }

    /// A grant of the platform itself: the owner of a region that is being set up, and the command line.
    pub fn by_the_platform(grant: Grant) -> Self {
        Self(grant)
    }

    /// What is given.
    pub fn grant(&self) -> &Grant {
        &self.0
    }
}

/// A place whose people somebody may invite and send away: the proof that the verb of dismissing asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermittedPlace(Domain);

impl PermittedPlace {
    /// The place, if this person may.
    pub fn by(giver: &PermissionSet, place: Domain) -> Option<Self> {
        giver.allows(Permission::StaffInvite, &place).then_some(Self(place))
    }

    /// The place.
    pub fn place(&self) -> &Domain {
        &self.0
    }
}

/// Everything one person may do, by domain. Empty for a citizen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionSet {
    by_domain: BTreeMap<Domain, Permissions>,
}

/// How far a permission reaches inside one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// These agencies only.
    Agencies(BTreeSet<Uuid>),
    /// The whole region.
    Region,
}

impl Reach {
    /// Whether something that belongs to `agency` is within reach. What belongs to no agency is so only for the region.
    pub fn includes(&self, agency: Option<Uuid>) -> bool {
        match self {
            Self::Nothing => false,
            Self::Agencies(own) => agency.is_some_and(|agency| own.contains(&agency)),
            Self::Region => true,
        }
    }
}

impl PermissionSet {
    /// The permissions that these grants add up to under the policy.
    pub fn of<'a>(policy: &Policy, grants: impl IntoIterator<Item = &'a Grant>) -> Self {
        let mut by_domain: BTreeMap<Domain, Permissions> = BTreeMap::new();
        for grant in grants {
            let given = policy.of(grant.role, grant.domain.level());
            let held = by_domain.entry(grant.domain.clone()).or_default();
            *held = held.union(given);
        }
        Self { by_domain }
    }

    /// Whether the person may do this in this place. A grant for one agency never answers for its region.
    pub fn allows(&self, permission: Permission, place: &Domain) -> bool {
        self.holding(permission).any(|held| held.covers(place))
    }

    /// How far a permission reaches in a region: what a list shows and what an edit may touch.
    pub fn reach(&self, permission: Permission, code: RegionCode) -> Reach {
        let mut agencies = BTreeSet::new();
        for held in self.holding(permission) {
            match held {
                Domain::Region(own) if *own == code => return Reach::Region,
                Domain::Agency(own, agency) if *own == code => {
                    agencies.insert(*agency);
                }
                _ => {}
            }
        }
        if agencies.is_empty() { Reach::Nothing } else { Reach::Agencies(agencies) }
    }

    /// The domains in which the person holds any role.
    pub fn domains(&self) -> impl Iterator<Item = &Domain> {
        self.by_domain.keys()
    }

    /// Whether the person holds no role at all.
    pub fn is_empty(&self) -> bool {
        self.by_domain.is_empty()
    }

    fn holding(&self, permission: Permission) -> impl Iterator<Item = &Domain> {
        self.by_domain.iter().filter(move |(_, held)| held.contains(permission)).map(|(domain, _)| domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OWN: &str = "33.14/01890a5d-ac96-774b-bcce-b302099a8057";
    const SIBLING: &str = "33.14/01890a5d-ac96-774b-bcce-b302099a8058";
    const LOOK_ALIKE: &str = "17.09/01890a5d-ac96-774b-bcce-b302099a8057";

    fn domain(text: &str) -> Domain {
        text.parse().unwrap()
    }

    async fn set(grants: &[(Role, &str)]) -> PermissionSet {
        let policy = Policy::built_in().await.unwrap();
        let grants: Vec<Grant> = grants.iter().map(|(role, place)| Grant::new(*role, domain(place)).unwrap()).collect();
        PermissionSet::of(&policy, &grants)
    }

    #[tokio::test]
    async fn an_editor_of_one_agency_edits_that_agency_only() {
        let set = set(&[(Role::CatalogueEditor, OWN)]).await;
        assert!(set.allows(Permission::CatalogueEdit, &domain(OWN)));
        for other in [SIBLING, LOOK_ALIKE, "33.14", "17.09", "nasional"] {
            assert!(!set.allows(Permission::CatalogueEdit, &domain(other)), "{other}");
        }
    }

    #[tokio::test]
    async fn an_owner_acts_in_all_agencies_of_the_own_region_and_in_no_other() {
        let set = set(&[(Role::RegionOwner, "33.14")]).await;
        for place in ["33.14", OWN, SIBLING] {
            assert!(set.allows(Permission::CatalogueEdit, &domain(place)), "{place}");
        }
        for place in ["17.09", LOOK_ALIKE, "nasional"] {
            assert!(!set.allows(Permission::CatalogueEdit, &domain(place)), "{place}");
        }
    }

    #[tokio::test]
    async fn the_ministry_reaches_nothing_inside_a_region() {
        let set = set(&[(Role::MinistryAdmin, "nasional")]).await;
        for &permission in Permission::ALL {
            assert!(!set.allows(permission, &domain("33.14")), "{permission:?}");
            assert_eq!(set.reach(permission, "33.14".parse().unwrap()), Reach::Nothing);
        }
    }

    #[tokio::test]
    async fn reach_names_the_agencies_or_the_whole_region() {
        let code = "33.14".parse().unwrap();
        let narrow = set(&[(Role::CatalogueEditor, OWN), (Role::CatalogueEditor, LOOK_ALIKE)]).await;
        let reach = narrow.reach(Permission::CatalogueEdit, code);
        let own: Uuid = OWN.split_once('/').unwrap().1.parse().unwrap();
        assert_eq!(reach, Reach::Agencies(BTreeSet::from([own])));
        assert!(reach.includes(Some(own)) && !reach.includes(None) && !reach.includes(Some(Uuid::nil())));

        let wide = set(&[(Role::CatalogueEditor, OWN), (Role::RegionOwner, "33.14")]).await;
        assert_eq!(wide.reach(Permission::CatalogueEdit, code), Reach::Region);
    }

    #[test]
    fn a_role_cannot_be_granted_where_it_does_not_fit() {
        assert_eq!(Grant::new(Role::RegionOwner, Domain::National), None);
        assert_eq!(Grant::new(Role::MinistryAdmin, domain("33.14")), None);
        assert_eq!(Grant::new(Role::RegionOwner, domain(OWN)), None);
    }

    #[tokio::test]
    async fn nobody_gives_a_role_beyond_the_own_domain() {
        let grant = |role, place: &str| Grant::new(role, domain(place)).unwrap();
        let owner = set(&[(Role::RegionOwner, "33.14")]).await;
        for own in [grant(Role::RegionOwner, "33.14"), grant(Role::CatalogueEditor, OWN)] {
            assert!(PermittedGrant::by(&owner, own).is_some());
        }
        for foreign in [
            grant(Role::RegionOwner, "17.09"),
            grant(Role::CatalogueEditor, LOOK_ALIKE),
            grant(Role::MinistryAdmin, "nasional"),
        ] {
            assert_eq!(PermittedGrant::by(&owner, foreign), None);
        }
        let admin = set(&[(Role::MinistryAdmin, "nasional")]).await;
        assert_eq!(PermittedGrant::by(&admin, grant(Role::RegionOwner, "33.14")), None);
        let editor = set(&[(Role::CatalogueEditor, "33.14")]).await;
        assert_eq!(PermittedGrant::by(&editor, grant(Role::CatalogueEditor, OWN)), None);
    }

    #[tokio::test]
    async fn whoever_holds_no_grant_may_do_nothing() {
        let set = set(&[]).await;
        assert!(set.is_empty());
        assert!(!set.allows(Permission::DeskEnter, &domain("33.14")));
    }
}
