//! Permission sets, kept in memory for as long as nobody's grants change.

use std::sync::Arc;

use balai_storage::ControlDb;
use moka::sync::Cache;
use uuid::Uuid;

use crate::{PermissionSet, Policy, grants};

/// Sets kept; a set is a few hundred bytes.
const MOST_KEPT: u64 = 10_000;

/// Answers what an account may do. Cheap to clone.
///
/// A set is kept under the account *and* the version of its grants, which comes with the session's row: whoever's role
/// was taken back asks with a newer version at the next request, on every node, and the old set is never found again.
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

    /// What the account may do, at this version of its grants.
    pub async fn permissions(
        &self,
        db: &ControlDb,
        account: Uuid,
        grants_version: i64,
    ) -> balai_storage::Result<Arc<PermissionSet>> {
        if let Some(set) = self.kept.get(&(account, grants_version)) {
            return Ok(set);
        }
        let grants = grants::of_account(&db.read().await?, account).await?;
        let set = Arc::new(PermissionSet::of(&self.policy, &grants));
        self.kept.insert((account, grants_version), Arc::clone(&set));
        Ok(set)
    }
}
