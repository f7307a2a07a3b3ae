//! Support access: a region lets somebody of the ministry look for a time, and ends it when it likes.

use balai_kernel::{Act, Email, PersonName, RegionCode, fresh_id};
use balai_rbac::support::{self, Reason, Span};
use balai_rbac::{Domain, PermittedGrant, Role, Support, grants};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Event, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use crate::account::AccountState;
use crate::handovers::is_proven;
use crate::personal::{by_email, known};
use crate::staff::raise_version;
use crate::{Account, Identity};

/// Somebody let in, with the names of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSupport {
    /// What was given.
    pub support: Support,
    /// Who looks.
    pub helper: PersonName,
    /// Her address.
    pub email: Email,
    /// Who let her in; none when that account is gone.
    pub giver: Option<PersonName>,
}

/// A letter is to be written: the ministry looks in, to her who does and to each who answers for the region.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SupportGiven {
    /// What was given.
    pub support: Uuid,
    /// Where.
    pub region: RegionCode,
    /// To whom the letter goes.
    pub account: Uuid,
    /// Her address.
    pub email: Email,
    /// Her name.
    pub name: String,
    /// Who looks, by name; none in her own letter.
    pub helper: Option<String>,
    /// Who let her in, by name.
    pub giver: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub ends_at: DateTime<Utc>,
}

impl Event for SupportGiven {
    const TOPIC: &'static str = "identity.support_given";

    fn key(&self) -> String {
        format!("{}/{}", self.support, self.account)
    }
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum SupportRefused {
    /// Nobody who works at the ministry has this address. Whether somebody else has is not said.
    #[error("nobody of the ministry has this address")]
    Nobody,
    /// She holds a role in the region and needs no support access.
    #[error("the person works in this region")]
    WorksHere,
    /// She is let in already.
    #[error("the person is let in already")]
    Open,
    /// As many are let in as can be at a time.
    #[error("too many are let in at a time")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Lets somebody of the ministry look into a region, from now on and on every node. `giver` is whose deed it is;
    /// `grant` is her proof that she may give what support gives, and names the region.
    pub async fn give_support(
        &self,
        act: &Act,
        giver: Uuid,
        email: &Email,
        grant: &PermittedGrant,
        span: Span,
        reason: &Reason,
    ) -> Result<Uuid, SupportRefused> {
        let place = &grant.grant().domain;
        let (true, Some(region)) = (grant.grant().role.is_lent(), place.region()) else {
            return Err(SupportRefused::Nobody);
        };
        let write = self.db.write().await?;
        let helper = helper(&write, &self.key, email).await?.ok_or(SupportRefused::Nobody)?;
        let works_here = |held: &balai_rbac::Grant| place.covers(&held.domain);
        if grants::of_account(&write, helper.id).await?.iter().any(works_here) {
            return Err(SupportRefused::WorksHere);
        }
        let open = support::of_region(&write, region, act.at).await?;
        if open.iter().any(|open| open.account == helper.id) {
            return Err(SupportRefused::Open);
        }
        if open.len() as u64 >= support::MOST {
            return Err(SupportRefused::TooMany);
        }
        let given = Support {
            id: fresh_id(act.at),
            region,
            account: helper.id,
            reason: reason.to_string(),
            given_by: giver,
            given_at: act.at,
            ends_at: act.at + span.length(),
            withdrawn_at: None,
        };
        // of two at the same moment the second meets the first one's row
        support::open(&write, &given).await.map_err(open_or)?;
        raise_version(&write, helper.id).await?;
        tell(&write, &self.key, act, &given, &helper).await?;
        let after = json!({ "domain": place, "name": helper.name, "reason": given.reason, "until": given.ends_at });
        write.audit(act, audit("support.given", helper.id, after)).await?;
        write.commit().await?;
        Ok(given.id)
    }

    /// Ends it before its time, at once and on every node. Says whether there was one to end.
    pub async fn withdraw_support(&self, act: &Act, region: RegionCode, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(support) = support::find(&write, region, id, act.at).await? else {
            return Ok(false);
        };
        let helper = support.account;
        support::withdraw(&write, id, act.at).await?;
        raise_version(&write, helper).await?;
        let name = known(&write, &self.key, helper).await?.name;
        let after = json!({ "domain": Domain::Region(region), "name": name });
        write.audit(act, audit("support.withdrawn", helper, after)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Who is let into a region at this moment, the first to come first.
    pub async fn supports(&self, region: RegionCode, at: DateTime<Utc>) -> Result<Vec<NamedSupport>> {
        let read = self.db.read().await?;
        let open = support::of_region(&read, region, at).await?;
        let mut counting = Vec::new();
        for support in open {
            if is_of_ministry(&read, support.account).await? {
                counting.push(support);
            }
        }
        drop(read);
        self.named(counting).await
    }

    /// Who was let into a region, the newest first.
    pub async fn latest_supports(&self, region: RegionCode) -> Result<Vec<NamedSupport>> {
        let latest = support::latest(&self.db.read().await?, region).await?;
        self.named(latest).await
    }

    async fn named(&self, supports: Vec<Support>) -> Result<Vec<NamedSupport>> {
        if supports.is_empty() {
            return Ok(Vec::new());
        }
        let mut ids: Vec<Uuid> = supports.iter().flat_map(|support| [support.account, support.given_by]).collect();
        ids.sort_unstable();
        ids.dedup();
        let accounts = self.accounts(&ids).await?;
        let known = |id: Uuid| accounts.iter().find(|account| account.id == id);
        let named = supports.into_iter().filter_map(|support| {
            let helper = known(support.account)?;
            let giver = known(support.given_by).map(|account| account.name.clone());
            Some(NamedSupport { helper: helper.name.clone(), email: helper.email.clone()?, giver, support })
        });
        Ok(named.collect())
    }
}

fn open_or(error: StorageError) -> SupportRefused {
    if error.is_conflict() { SupportRefused::Open } else { error.into() }
}

/// Somebody of the ministry by her address, with an account in use and a second factor.
async fn helper(read: &Read<Control>, key: &Key, email: &Email) -> Result<Option<Account>> {
    let Some(account) = by_email(read, key, email).await?.filter(|account| account.state == AccountState::Active)
    else {
        return Ok(None);
    };
    let may = is_of_ministry(read, account.id).await? && is_proven(read, account.id).await?;
    Ok(may.then_some(account))
}

async fn is_of_ministry(read: &Read<Control>, account: Uuid) -> Result<bool> {
    Ok(grants::of_account(read, account).await?.iter().any(|held| held.domain == Domain::National))
}

/// Letters to her who looks and to each who answers for the region.
async fn tell(write: &Write<Control>, key: &Key, act: &Act, given: &Support, helper: &Account) -> Result<()> {
    let giver = known(write, key, given.given_by).await?.name.to_string();
    let letter = |to: &Account, helper: Option<String>| -> Result<SupportGiven> {
        Ok(SupportGiven {
            support: given.id,
            region: given.region,
            account: to.id,
            email: to.mailbox()?,
            name: to.name.to_string(),
            helper,
            giver: giver.clone(),
            reason: given.reason.clone(),
            ends_at: given.ends_at,
        })
    };
    write.emit(act.at, &letter(helper, None)?).await?;
    let holders = grants::holders(write, &Domain::Region(given.region)).await?;
    for owner in holders.into_iter().filter(|holding| holding.grant.role == Role::RegionOwner) {
        let owner = known(write, key, owner.account).await?;
        write.emit(act.at, &letter(&owner, Some(helper.name.to_string()))?).await?;
    }
    Ok(())
}

fn audit(action: &'static str, helper: Uuid, after: serde_json::Value) -> Audit {
    Audit { action, kind: "account", id: helper.to_string(), before: None, after: Some(after) }
}
