//! A parent acts for her child, as a clerk saw it on the family card, until the child is 17. The region that opened the child's
//! account ends that with a reason, where it was a mistake or the parent may not act any more.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_rbac::support::Reason;
use balai_storage::{Control, Read, Result, TenantDb, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use super::{Mandate, MandateKind, entry, listed, live, told};
use crate::Identity;
use crate::counter::{noted, with};
use crate::rows::{assisted_account, mandate};

impl Identity {
    /// The parents who act for children whose accounts a region opened, the newest first, after an id of a list; those whose
    /// time is over too.
    pub async fn parents_in(&self, region: RegionCode, after: Option<Uuid>, limit: u64) -> Result<Vec<Mandate>> {
        let mut query = mandate::Entity::find().filter(opened_in(region));
        if let Some(after) = after {
            query = query.filter(mandate::Column::Id.lt(after));
        }
        listed(&self.db.read().await?, &self.key, query, limit).await
    }

    /// One of them.
    pub async fn parent_in(&self, region: RegionCode, id: Uuid) -> Result<Option<Mandate>> {
        let read = self.db.read().await?;
        let query = mandate::Entity::find().filter(mandate::Column::Id.eq(id)).filter(opened_in(region));
        match read.one(query).await? {
            Some(row) => told(&read, &self.key, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Ends what a parent may do for a child whose account one's own region opened, and says why. Returns whether it stood.
    pub async fn end_parent(&self, act: &Act, db: &TenantDb, id: Uuid, reason: &Reason) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(row) = write.find::<mandate::Entity>(id).await? else { return Ok(false) };
        let change = mandate::Entity::update_many()
            .col_expr(mandate::Column::EndedAt, Expr::value(act.at))
            .filter(mandate::Column::Id.eq(id))
            .filter(opened_in(db.code()))
            .filter(live(act.at));
        if write.update_many(change).await? == 0 {
            return Ok(false);
        }
        let after = json!({ "region": db.code(), "reason": reason.as_str() });
        write.audit(act, with("mandate.withdrawn", row.owner_id, after)).await?;
        write.commit().await?;
        noted(db, act, "mandate.withdrawn", row.owner_id).await?;
        Ok(true)
    }
}

/// A parent acts for her child, whose account a clerk has just opened.
pub(crate) async fn of_child(
    write: &Write<Control>,
    act: &Act,
    (owner, parent): (Uuid, Uuid),
    ends_at: DateTime<Utc>,
) -> Result<()> {
    let id = fresh_id(act.at);
    let row = mandate::ActiveModel {
        id: Set(id),
        owner_id: Set(owner),
        agent_id: Set(Some(parent)),
        agent_shown: Set(String::new()),
        kind: Set(MandateKind::Child),
        region_code: Set(None),
        service_id: Set(None),
        service: Set(None),
        made_at: Set(act.at),
        ends_at: Set(ends_at),
        accepted_at: Set(Some(act.at)),
        ended_at: Set(None),
    };
    write.insert(row).await?;
    let after = json!({ "owner": owner, "until": ends_at });
    write.audit(act, entry("mandate.of_child", id, Some(after))).await
}

/// Whether a parent still acts for this account's owner.
pub(crate) async fn is_child(read: &Read<Control>, owner: Uuid, at: DateTime<Utc>) -> Result<bool> {
    read.exists(of_owner(owner, at)).await
}

/// Whether this parent does.
pub(crate) async fn is_parent(read: &Read<Control>, (owner, parent): (Uuid, Uuid), at: DateTime<Utc>) -> Result<bool> {
    read.exists(of_owner(owner, at).filter(mandate::Column::AgentId.eq(parent))).await
}

fn of_owner(owner: Uuid, at: DateTime<Utc>) -> sea_orm::Select<mandate::Entity> {
    mandate::Entity::find()
        .filter(mandate::Column::OwnerId.eq(owner))
        .filter(mandate::Column::Kind.eq(MandateKind::Child))
        .filter(live(at))
}

/// The mandates of parents for children whose accounts this region opened.
fn opened_in(region: RegionCode) -> Condition {
    let opened = Query::select()
        .column(assisted_account::Column::AccountId)
        .from(assisted_account::Entity)
        .and_where(assisted_account::Column::RegionCode.eq(region.to_string()))
        .to_owned();
    Condition::all().add(mandate::Column::Kind.eq(MandateKind::Child)).add(mandate::Column::OwnerId.in_subquery(opened))
}
