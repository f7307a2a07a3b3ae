//! What one person may do, from all their grants.

use std::collections::{BTreeMap, BTreeSet};

use balai_kernel::RegionCode;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{ComposedRole, Domain, Permission, Permissions, Policy, Role, Support};

/// A role somebody holds in a domain.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grant {
    /// The part they play.
    pub role: Role,
    /// Where it counts.
    pub domain: Domain,
}

impl Grant {
    /// The grant, unless the role cannot be held in such a domain, or is only ever lent ([`Role::is_lent`]).
    pub fn new(role: Role, domain: Domain) -> Option<Self> {
        (role.fits(domain.level()) && !role.is_lent()).then_some(Self { role, domain })
    }
}

/// A grant that somebody was entitled to give: the proof that the verbs of granting, taking back and inviting ask for.
/// [`Authority::permitted`](crate::Authority::permitted) finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermittedGrant(Grant);

impl PermittedGrant {
    /// The grant, if whoever gives it may invite people in its own domain and has everything herself that the role gives
    /// there. So an owner cannot reach beyond the region, the ministry cannot make anybody part of one, and nobody makes
    /// somebody mightier than herself.
    pub(crate) fn by(giver: &PermissionSet, grant: Grant, gives: Permissions) -> Option<Self> {
        let may = giver.allows(Permission::StaffInvite, &grant.domain) && giver.allows_all(gives, &grant.domain);
        may.then_some(Self(grant))
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

/// A role that is held, with the name people read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldRole {
    /// What is held where.
    pub grant: Grant,
    /// Its name in Indonesian.
    pub title: String,
}

/// Everything one person may do, by domain. Empty for a citizen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PermissionSet {
    by_domain: BTreeMap<Domain, Permissions>,
    held: Vec<HeldRole>,
    lent: BTreeMap<RegionCode, DateTime<Utc>>,
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
    /// The permissions that these grants add up to under the policy; `composed` has the roles among them that regions
    /// composed. One that is missing there, or held outside its region, gives nothing.
    pub fn of<'a>(
        policy: &Policy,
        composed: &BTreeMap<Uuid, ComposedRole>,
        grants: impl IntoIterator<Item = &'a Grant>,
    ) -> Self {
        let mut set = Self::default();
        for grant in grants {
            let composed = match grant.role {
                Role::Composed(id) => composed.get(&id).filter(|role| grant.domain.region() == Some(role.region)),
                _ => None,
            };
            let held = set.by_domain.entry(grant.domain.clone()).or_default();
            *held = held.union(given(policy, composed, grant));
            let title = composed.map_or_else(|| grant.role.title().to_owned(), |role| role.name.to_string());
            set.held.push(HeldRole { grant: grant.clone(), title });
        }
        set
    }

    /// The same with what regions lent her: it counts only while she works at the ministry, and until it ends.
    #[must_use]
    pub fn with_support(mut self, policy: &Policy, supports: &[Support]) -> Self {
        if !self.by_domain.contains_key(&Domain::National) {
            return self;
        }
        for support in supports {
            let grant = Support::grant(support.region);
            let held = self.by_domain.entry(grant.domain.clone()).or_default();
            *held = held.union(given(policy, None, &grant));
            self.held.push(HeldRole { title: grant.role.title().to_owned(), grant });
            self.lent.insert(support.region, support.ends_at);
        }
        self
    }

    /// Until when the set counts as it is; none where nothing in it ends.
    pub fn ends_at(&self) -> Option<DateTime<Utc>> {
        self.lent.values().min().copied()
    }

    /// Whether the person is in a region as the ministry's support and as nothing else: she reads and never writes.
    pub fn only_helps(&self, code: RegionCode) -> bool {
        let place = Domain::Region(code);
        self.lent.contains_key(&code) && self.held_in(&place).all(|held| held.grant.role.is_lent())
    }

    /// Whether the person may do this in this place. A grant for one agency never answers for its region.
    pub fn allows(&self, permission: Permission, place: &Domain) -> bool {
        let whole = match place {
            Domain::Agency(code, _) => self.by_domain.get(&Domain::Region(*code)),
            _ => None,
        };
        self.by_domain.get(place).into_iter().chain(whole).any(|held| held.contains(permission))
    }

    /// Whether the person may do all of this in this place.
    pub fn allows_all(&self, permissions: Permissions, place: &Domain) -> bool {
        permissions.iter().all(|permission| self.allows(permission, place))
    }

    /// How far a permission reaches in a region: what a list shows and what an edit may touch.
    pub fn reach(&self, permission: Permission, code: RegionCode) -> Reach {
        if self.allows(permission, &Domain::Region(code)) {
            return Reach::Region;
        }
        let parts = self.by_domain.range(Domain::Agency(code, Uuid::nil())..=Domain::Agency(code, Uuid::max()));
        let agencies: BTreeSet<Uuid> = parts
            .filter_map(|(domain, held)| match domain {
                Domain::Agency(_, agency) if held.contains(permission) => Some(*agency),
                _ => None,
            })
            .collect();
        if agencies.is_empty() { Reach::Nothing } else { Reach::Agencies(agencies) }
    }

    /// The roles held in a place or, for a region, in one of its agencies, as they were given.
    pub fn held_in<'s>(&'s self, place: &'s Domain) -> impl Iterator<Item = &'s HeldRole> {
        self.held.iter().filter(move |held| place.covers(&held.grant.domain))
    }

    /// All roles held, as they were given.
    pub fn held(&self) -> &[HeldRole] {
        &self.held
    }

    /// The domains in which the person holds any role.
    pub fn domains(&self) -> impl Iterator<Item = &Domain> {
        self.by_domain.keys()
    }

    /// Whether the person holds no role at all.
    pub fn is_empty(&self) -> bool {
        self.by_domain.is_empty()
    }
}

/// What a grant gives where it counts.
pub(crate) fn given(policy: &Policy, composed: Option<&ComposedRole>, grant: &Grant) -> Permissions {
    let level = grant.domain.level();
    composed
        .map_or_else(|| policy.of(grant.role, level), |role| role.permissions.intersection(policy.composable(level)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PermittedComposition;

    const OWN: &str = "33.14/01890a5d-ac96-774b-bcce-b302099a8057";
    const SIBLING: &str = "33.14/01890a5d-ac96-774b-bcce-b302099a8058";
    const LOOK_ALIKE: &str = "17.09/01890a5d-ac96-774b-bcce-b302099a8057";

    fn domain(text: &str) -> Domain {
        text.parse().unwrap()
    }

    async fn set(grants: &[(Role, &str)]) -> PermissionSet {
        let policy = Policy::built_in().await.unwrap();
        let grants: Vec<Grant> = grants.iter().map(|(role, place)| Grant::new(*role, domain(place)).unwrap()).collect();
        PermissionSet::of(&policy, &BTreeMap::new(), &grants)
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

    async fn may_give(giver: &PermissionSet, role: Role, place: &str) -> bool {
        let grant = Grant::new(role, domain(place)).unwrap();
        let gives = given(&Policy::built_in().await.unwrap(), None, &grant);
        PermittedGrant::by(giver, grant, gives).is_some()
    }

    #[tokio::test]
    async fn nobody_gives_a_role_beyond_the_own_domain() {
        let owner = set(&[(Role::RegionOwner, "33.14")]).await;
        for (own, place) in [(Role::RegionOwner, "33.14"), (Role::CatalogueEditor, OWN), (Role::Auditor, "33.14")] {
            assert!(may_give(&owner, own, place).await, "{own} {place}");
        }
        for (foreign, place) in [
            (Role::RegionOwner, "17.09"),
            (Role::CatalogueEditor, LOOK_ALIKE),
            (Role::MinistryAdmin, "nasional"),
            (Role::MinistryAnalyst, "nasional"),
        ] {
            assert!(!may_give(&owner, foreign, place).await, "{foreign} {place}");
        }
        let admin = set(&[(Role::MinistryAdmin, "nasional")]).await;
        assert!(!may_give(&admin, Role::RegionOwner, "33.14").await);
        let editor = set(&[(Role::CatalogueEditor, "33.14")]).await;
        assert!(!may_give(&editor, Role::CatalogueEditor, OWN).await);
    }

    fn composed(permissions: &[Permission]) -> ComposedRole {
        ComposedRole {
            id: Uuid::max(),
            region: "33.14".parse().unwrap(),
            name: "Penerima pegawai".parse().unwrap(),
            permissions: permissions.iter().copied().collect(),
        }
    }

    async fn holding(role: &ComposedRole, place: &str) -> PermissionSet {
        let policy = Policy::built_in().await.unwrap();
        let grant = Grant::new(Role::Composed(role.id), domain(place)).unwrap();
        PermissionSet::of(&policy, &BTreeMap::from([(role.id, role.clone())]), [&grant])
    }

    #[tokio::test]
    async fn who_may_invite_makes_nobody_mightier_than_herself() {
        let clerk =
            [Permission::DeskEnter, Permission::CatalogueView, Permission::DocumentsAsk, Permission::CitizensServe];
        let role = composed(&[clerk.as_slice(), &[Permission::StaffInvite]].concat());
        let inviter = holding(&role, "33.14").await;
        assert!(may_give(&inviter, Role::CounterClerk, "33.14").await);
        assert!(may_give(&inviter, Role::CounterClerk, OWN).await);
        for more in [Role::RegionOwner, Role::CatalogueEditor, Role::Auditor] {
            assert!(!may_give(&inviter, more, "33.14").await, "{more}");
        }
    }

    #[tokio::test]
    async fn a_composed_role_gives_in_an_agency_only_what_can_be_given_there() {
        let role = composed(&[Permission::CatalogueEdit, Permission::SettingsEdit, Permission::StaffInvite]);
        let set = holding(&role, OWN).await;
        assert!(set.allows(Permission::CatalogueEdit, &domain(OWN)));
        let code = "33.14".parse().unwrap();
        for none in [Permission::SettingsEdit, Permission::StaffInvite] {
            assert_eq!(set.reach(none, code), Reach::Nothing, "{none:?}");
        }
        assert_eq!(
            set.held_in(&domain("33.14")).map(|held| held.title.as_str()).collect::<Vec<_>>(),
            ["Penerima pegawai"]
        );
    }

    #[tokio::test]
    async fn a_composed_role_counts_in_no_other_region() {
        let role = composed(&[Permission::CatalogueEdit]);
        let foreign = holding(&role, "17.09").await;
        assert_eq!(foreign.reach(Permission::CatalogueEdit, "17.09".parse().unwrap()), Reach::Nothing);
    }

    #[tokio::test]
    async fn a_composer_gives_only_what_she_has_and_only_at_home() {
        let policy = Policy::built_in().await.unwrap();
        let (home, away) = ("33.14".parse().unwrap(), "17.09".parse().unwrap());
        let owner = set(&[(Role::RegionOwner, "33.14")]).await;
        let some = |permissions: &[Permission]| permissions.iter().copied().collect::<Permissions>();
        let compose = |region, permissions: &[Permission]| {
            PermittedComposition::by(&owner, &policy, region, some(permissions)).is_some()
        };
        assert!(compose(home, &[Permission::DeskEnter, Permission::StaffInvite]));
        assert!(!compose(away, &[Permission::DeskEnter]));
        assert!(!compose(home, &[Permission::RolesCompose]), "nobody composes a composer");
        assert!(!compose(home, &[Permission::TenantsSuspend]));
        assert!(!compose(home, &[]), "a role that gives nothing is none");
        let auditor = set(&[(Role::Auditor, "33.14")]).await;
        assert_eq!(PermittedComposition::by(&auditor, &policy, home, some(&[Permission::DeskEnter])), None);
    }

    #[tokio::test]
    async fn whoever_holds_no_grant_may_do_nothing() {
        let set = set(&[]).await;
        assert!(set.is_empty());
        assert!(!set.allows(Permission::DeskEnter, &domain("33.14")));
    }
}
