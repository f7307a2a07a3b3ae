//! What the linter found, all of it on one list.

use std::collections::BTreeSet;

use balai_storage::{Read, Result, Tenant};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Query as Statement;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Select};

use crate::rows::finding::{Answered, Column, Entity, Model};
use crate::rows::service::{self, StateWord};

use super::{Page, Paged};

/// Which findings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FindingList {
    /// Those that hold publication, or those that only ask for a look.
    pub blocks: Option<bool>,
    /// By what the region made of them; none: all but the muted.
    pub state: Option<Answered>,
    /// Of one rule.
    pub rule: Option<String>,
    /// Of the services of one agency.
    pub agency: Option<Uuid>,
    /// Of the services of these agencies only: as far as the reader's permission reaches.
    pub within: Option<BTreeSet<Uuid>>,
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Open, and they hold publication.
    pub blocking: u64,
    /// Open, and they ask for a look.
    pub looks: u64,
    /// Answered.
    pub answered: u64,
    /// Muted.
    pub muted: u64,
}

/// Findings of services that are not put away: what holds publication first, then the oldest.
pub async fn findings(read: &Read<Tenant>, list: &FindingList, page: Page) -> Result<Paged<Model>> {
    let mut query = filtered(list);
    if let Some(after) = page.after {
        let Some(last) = read.find::<Entity>(after).await? else {
            return Ok(Paged::cut(Vec::new(), 0, |row: &Model| row.id));
        };
        let later = Condition::all().add(Column::Blocks.eq(last.blocks)).add(Column::Id.gt(last.id));
        let mut after = Condition::any().add(later);
        if last.blocks {
            after = after.add(Column::Blocks.eq(false));
        }
        query = query.filter(after);
    }
    let size = page.size();
    let query = query.order_by_desc(Column::Blocks).order_by_asc(Column::Id);
    let rows = read.all(query, size as u64 + 1).await?;
    Ok(Paged::cut(rows, size, |row| row.id))
}

/// One finding.
pub async fn finding(read: &Read<Tenant>, id: Uuid) -> Result<Option<Model>> {
    read.find::<Entity>(id).await
}

/// What is kept of the findings of one service.
pub async fn findings_of(read: &Read<Tenant>, service: Uuid) -> Result<Vec<Model>> {
    read.all(Entity::find().filter(Column::ServiceId.eq(service)), 500).await
}

/// How many findings there are within somebody's reach.
pub async fn finding_counts(read: &Read<Tenant>, within: Option<&BTreeSet<Uuid>>) -> Result<FindingCounts> {
    let list =
        |blocks, state| FindingList { blocks, state: Some(state), within: within.cloned(), ..FindingList::default() };
    Ok(FindingCounts {
        blocking: read.count(filtered(&list(Some(true), Answered::Open))).await?,
        looks: read.count(filtered(&list(Some(false), Answered::Open))).await?,
        answered: read.count(filtered(&list(None, Answered::Answered))).await?,
        muted: read.count(filtered(&list(None, Answered::Muted))).await?,
    })
}

fn filtered(list: &FindingList) -> Select<Entity> {
    let mut alive = Statement::select();
    alive.column(service::Column::Id).from(service::Entity).and_where(service::Column::State.ne(StateWord::Archived));
    if let Some(agency) = list.agency {
        alive.and_where(service::Column::AgencyId.eq(agency));
    }
    if let Some(within) = &list.within {
        alive.and_where(service::Column::AgencyId.is_in(within.iter().copied()));
    }
    let mut query = Entity::find().filter(Column::ServiceId.in_subquery(alive));
    query = match list.state {
        Some(state) => query.filter(Column::State.eq(state)),
        None => query.filter(Column::State.ne(Answered::Muted)),
    };
    if let Some(blocks) = list.blocks {
        query = query.filter(Column::Blocks.eq(blocks));
    }
    if let Some(rule) = &list.rule {
        query = query.filter(Column::Rule.eq(rule.as_str()));
    }
    query
}
