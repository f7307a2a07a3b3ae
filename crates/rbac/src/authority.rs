//! Permission sets, kept in memory for as long as nobody's grants change.

use std::sync::Arc;

use balai_kernel::RegionCode;
use balai_storage::{Control, ControlDb, Read, Result};
use chrono::{DateTime, Utc};
use moka::sync::Cache;
use uuid::Uuid;

use crate::permission_set::given;
use crate::{
    ComposedRole, Domain, Grant, PermissionSet, Permissions, PermittedComposition, PermittedGrant, Policy, Role,
    composed, grants, support,
};

/// Sets kept; a set is a few hundred bytes.
const MOST_KEPT: u64 = 10_000;

/// Answers what an account may do. Cheap to clone.
///
/// A set is kept under the account *and* the version of its grants, which comes with the session's row: whoever's role
/// was taken back asks with a newer version at the next request, on every node, and the old set is never found again. A
/// set with something in it that ends is kept until then.
#[derive(Clone)]
pub struct Authority {
    policy: Arc<Policy>,
    kept: Cache<(Uuid, i64), Arc<PermissionSet>>,
}

impl Authority {
    /// Answers by this policy.
    pub fn new(policy: Policy) -> Self {
        Self { policy: Arc::new(policy), kept: Cache::new(MOST_KEPT) }
    }

    /// What the account may do, at this version of its grants and at this moment.
    pub async fn permissions(
        &self,
        db: &ControlDb,
        account: Uuid,
        grants_version: i64,
        at: DateTime<Utc>,
    ) -> Result<Arc<PermissionSet>> {
        let kept = self.kept.get(&(account, grants_version));
        if let Some(set) = kept.filter(|set| set.ends_at().is_none_or(|end| at < end)) {
            return Ok(set);
        }
        let read = db.read().await?;
        let grants = grants::of_account(&read, account).await?;
        let composed = composed::behind(&read, &grants).await?;
        let supports = support::of_account(&read, account, at).await?;
        let set = Arc::new(PermissionSet::of(&self.policy, &composed, &grants).with_support(&self.policy, &supports));
        self.kept.insert((account, grants_version), Arc::clone(&set));
        Ok(set)
    }

    /// The grant, if this person may give it and take it back; see [`PermittedGrant`]. A composed role that is not of the
    /// region is not there to be given.
    pub async fn permitted(
        &self,
        read: &Read<Control>,
        giver: &PermissionSet,
        grant: Grant,
    ) -> Result<Option<PermittedGrant>> {
        let role = match (grant.role, grant.domain.region()) {
            (Role::Composed(id), Some(region)) => match composed::find(read, region, id).await? {
                Some(role) => Some(role),
                None => return Ok(None),
            },
            _ => None,
        };
        let gives = given(&self.policy, role.as_ref(), &grant);
        Ok(PermittedGrant::by(giver, grant, gives))
    }

    /// Whether this person may give a role somewhere in a place: in the whole of it, or, where the role is held in agencies
    /// only, in each of them. `composed` is the role's row, when it is a composed one.
    pub fn may_give(&self, giver: &PermissionSet, role: Role, composed: Option<&ComposedRole>, place: &Domain) -> bool {
        let agency = place.region().map(|code| Domain::Agency(code, Uuid::nil()));
        let mut parts = std::iter::once(place.clone()).chain(agency).filter_map(|part| Grant::new(role, part));
        parts.any(|grant| {
            let gives = given(&self.policy, composed, &grant);
            PermittedGrant::by(giver, grant, gives).is_some()
        })
    }

    /// The permissions that this person can put together for a region: those she has there herself.
    pub fn composable(&self, composer: &PermissionSet, region: RegionCode) -> Permissions {
        let place = Domain::Region(region);
        let all = self.policy.composable(place.level());
        all.iter().filter(|permission| composer.allows(*permission, &place)).collect()
    }

    /// The composition, if this person may make it; see [`PermittedComposition`].
    pub fn composition(
        &self,
        composer: &PermissionSet,
        region: RegionCode,
        permissions: Permissions,
    ) -> Option<PermittedComposition> {
        PermittedComposition::by(composer, &self.policy, region, permissions)
    }
}
