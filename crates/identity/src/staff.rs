//! Roles: given, taken back, and who holds them.

use balai_kernel::{Act, Email, PersonName};
use balai_rbac::{Domain, Grant, PermittedGrant, Role, grants};
use balai_storage::{Audit, Control, Result, StorageError, Write};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use uuid::Uuid;

use crate::Identity;
use crate::account::AccountState;
use crate::personal::by_id;
use crate::rows::{account, credential};
use crate::sessions::end_citizen_sessions;

/// Somebody who holds roles in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffMember {
    /// Their account.
    pub account: Uuid,
    /// Their name.
    pub name: PersonName,
    /// Their address.
    pub email: Email,
    /// The roles they hold there.
    pub grants: Vec<Grant>,
}

/// Why a role was not given.
#[derive(Debug, thiserror::Error)]
pub enum GrantRefused {
    /// No such account, or a closed one.
    #[error("there is no such account")]
    NoAccount,
    /// A role asks for a second factor, and the account has none.
    #[error("the account has no second factor, invite the person instead")]
    NoSecondFactor,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a role was not taken back or changed.
#[derive(Debug, thiserror::Error)]
pub enum RevokeRefused {
    /// The account does not hold it, or nothing at all in this place.
    #[error("the account does not hold this role")]
    NotHeld,
    /// It holds the other one already.
    #[error("the account holds the other role already")]
    HoldsOther,
    /// Nobody would be left to answer for the region or the ministry.
    #[error("the last one to hold this role keeps it")]
    LastOne,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Gives a role to an account. Giving it twice is giving it once.
    pub async fn grant(&self, act: &Act, account: Uuid, grant: &PermittedGrant) -> Result<(), GrantRefused> {
        let write = self.db.write().await?;
        may_hold(&write, account).await?;
        give(&write, act, account, grant.grant()).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes a role back, at once and on every node.
    pub async fn revoke(&self, act: &Act, account: Uuid, grant: &PermittedGrant) -> Result<(), RevokeRefused> {
        let write = self.db.write().await?;
        take(&write, account, grant.grant()).await?;
        raise_version(&write, account).await?;
        write.audit(act, audit("grant.revoked", account, grant.grant())).await?;
        write.commit().await?;
        Ok(())
    }

    /// Gives a role in the place of another one, at once and on every node.
    pub async fn change(
        &self,
        act: &Act,
        account: Uuid,
        from: &PermittedGrant,
        to: &PermittedGrant,
    ) -> Result<(), RevokeRefused> {
        let (from, to) = (from.grant(), to.grant());
        let write = self.db.write().await?;
        if from == to {
            let is_held = grants::of_account(&write, account).await?.contains(from);
            return is_held.then_some(()).ok_or(RevokeRefused::NotHeld);
        }
        take(&write, account, from).await?;
        if !grants::give(&write, act, account, to).await? {
            return Err(RevokeRefused::HoldsOther);
        }
        raise_version(&write, account).await?;
        let before = Some(json!({ "role": from.role, "domain": from.domain }));
        write.audit(act, Audit { before, ..audit("grant.changed", account, to) }).await?;
        write.commit().await?;
        Ok(())
    }

    /// Takes back several roles that somebody holds, at once and on every node. Those that are not held any more are no
    /// mistake, as long as one is.
    pub async fn dismiss(&self, act: &Act, account: Uuid, grants: &[PermittedGrant]) -> Result<(), RevokeRefused> {
        let write = self.db.write().await?;
        let held = grants::of_account(&write, account).await?;
        let held: Vec<&Grant> = grants.iter().map(PermittedGrant::grant).filter(|grant| held.contains(grant)).collect();
        if held.is_empty() {
            return Err(RevokeRefused::NotHeld);
        }
        for grant in &held {
            take(&write, account, grant).await?;
        }
        raise_version(&write, account).await?;
        let links = held.iter().map(|grant| audit("grant.revoked", account, grant)).collect();
        write.audit_many(act, links).await?;
        write.commit().await?;
        Ok(())
    }

    /// Everybody who holds a role in a place; for a region also in its agencies.
    pub async fn staff(&self, place: &Domain) -> Result<Vec<StaffMember>> {
        let read = self.db.read().await?;
        let mut members: Vec<StaffMember> = Vec::new();
        for holding in grants::holders(&read, place).await? {
            if let Some(known) = members.iter_mut().find(|m| m.account == holding.account) {
                known.grants.push(holding.grant);
                continue;
            }
            let Some(account) = by_id(&read, &self.key, holding.account).await? else { continue };
            members.push(StaffMember {
                account: account.id,
                email: account.mailbox()?,
                name: account.name,
                grants: vec![holding.grant],
            });
        }
        Ok(members)
    }

    /// The roles an account holds anywhere.
    pub async fn grants_of(&self, account: Uuid) -> Result<Vec<Grant>> {
        grants::of_account(&self.db.read().await?, account).await
    }
}

/// Takes a role that is held, unless nobody else answers for the place.
pub(crate) async fn take(write: &Write<Control>, account: Uuid, grant: &Grant) -> Result<(), RevokeRefused> {
    if !grants::take(write, account, grant).await? {
        return Err(RevokeRefused::NotHeld);
    }
    let must_stay = Role::answering_for(grant.domain.level()) == Some(grant.role);
    if must_stay && grants::count(write, grant).await? == 0 {
        return Err(RevokeRefused::LastOne);
    }
    Ok(())
}

/// Whether an account can get a role. Its row stays locked until the transaction ends, as leaving and dropping the second
/// factor lock it too.
pub(crate) async fn may_hold(write: &Write<Control>, id: Uuid) -> Result<(), GrantRefused> {
    let found = write.one(account::Entity::find_by_id(id).lock_exclusive()).await?;
    if found.is_none_or(|row| row.state == AccountState::Closed) {
        return Err(GrantRefused::NoAccount);
    }
    let credentials = write.find::<credential::Entity>(id).await?;
    if credentials.is_none_or(|row| row.totp_sealed.is_none()) {
        return Err(GrantRefused::NoSecondFactor);
    }
    Ok(())
}

/// Gives a role within a transaction. Sessions begun without roles end, since they may lie idle for longer than those of
/// staff may.
pub(crate) async fn give(write: &Write<Control>, act: &Act, account: Uuid, grant: &Grant) -> Result<()> {
    if grants::give(write, act, account, grant).await? {
        raise_version(write, account).await?;
        end_citizen_sessions(write, account, act.at).await?;
        write.audit(act, audit("grant.given", account, grant)).await?;
    }
    Ok(())
}

pub(crate) async fn raise_version(write: &Write<Control>, account: Uuid) -> Result<()> {
    let raised = Expr::col(account::Column::GrantsVersion).add(1);
    let change = account::Entity::update_many()
        .col_expr(account::Column::GrantsVersion, raised)
        .filter(account::Column::Id.eq(account));
    write.update_many(change).await.map(drop)
}

pub(crate) fn audit(action: &'static str, account: Uuid, grant: &Grant) -> Audit {
    Audit {
        action,
        kind: "account",
        id: account.to_string(),
        before: None,
        after: Some(json!({ "role": grant.role, "domain": grant.domain })),
    }
}
