//! Who holds which role where: the rows.

use std::collections::BTreeMap;

use balai_kernel::{Act, fresh_id};
use balai_storage::{Control, Read, Result, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use crate::{Domain, Grant, Role};

/// The most grants one person can hold, and the most people a list of one place shows.
const MOST: u64 = 1_000;

pub(crate) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    use crate::{Domain, Role};

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "grants")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub account_id: Uuid,
        pub role: Role,
        pub domain: Domain,
        pub granted_by: String,
        pub granted_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// A grant and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The account.
    pub account: Uuid,
    /// What it holds.
    pub grant: Grant,
}

/// The grants of one account.
pub async fn of_account(read: &Read<Control>, account: Uuid) -> Result<Vec<Grant>> {
    let query = row::Entity::find().filter(row::Column::AccountId.eq(account)).order_by_asc(row::Column::GrantedAt);
    let rows = read.all(query, MOST).await?;
    Ok(rows.into_iter().map(|row| holding(row).grant).collect())
}

/// Everybody who holds a role in a place or, for a region, in one of its agencies; the first to come first.
pub async fn holders(read: &Read<Control>, place: &Domain) -> Result<Vec<Holding>> {
    let query = row::Entity::find().filter(within(place)).order_by_asc(row::Column::GrantedAt);
    let rows = read.all(query, MOST).await?;
    Ok(rows.into_iter().map(holding).collect())
}

/// Gives a role. Says whether it is new: a role that is held already stays as it is. The caller raises the account's
/// grants version in the same transaction and records it.
pub async fn give(write: &Write<Control>, act: &Act, account: Uuid, grant: &Grant) -> Result<bool> {
    if write.exists(exactly(account, grant)).await? {
        return Ok(false);
    }
    let row = row::ActiveModel {
        id: Set(fresh_id(act.at)),
        account_id: Set(account),
        role: Set(grant.role),
        domain: Set(grant.domain.clone()),
        granted_by: Set(act.by.to_string()),
        granted_at: Set(act.at),
    };
    write.insert(row).await?;
    Ok(true)
}

/// Takes a role back. Says whether it was held. The caller raises the account's grants version in the same transaction
/// and records it.
pub async fn take(write: &Write<Control>, account: Uuid, grant: &Grant) -> Result<bool> {
    let removal = row::Entity::delete_many()
        .filter(row::Column::AccountId.eq(account))
        .filter(row::Column::Role.eq(grant.role))
        .filter(row::Column::Domain.eq(grant.domain.clone()));
    Ok(write.delete_many(removal).await? > 0)
}

/// Takes back every role in a place or, for a region, in one of its agencies; returns whose they were, once for each
/// role. The caller raises the grants versions in the same transaction and records it.
pub async fn take_all(write: &Write<Control>, place: &Domain) -> Result<Vec<Uuid>> {
    let rows = write.all(row::Entity::find().filter(within(place)), MOST).await?;
    write.delete_many(row::Entity::delete_many().filter(within(place))).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

/// How many people hold a role in each region, its agencies included, by the region's code.
pub async fn people_by_region(read: &Read<Control>) -> Result<BTreeMap<String, i64>> {
    // a domain begins with the five letters of its region's code
    let code = Func::cust("substr").arg(Expr::col(row::Column::Domain)).arg(1).arg(5);
    let query = row::Entity::find()
        .select_only()
        .expr_as(code, "code")
        .expr_as(Expr::col(row::Column::AccountId).count_distinct(), "people")
        .filter(row::Column::Domain.ne(Domain::National))
        .group_by(Expr::col("code"));
    let rows: Vec<People> = read.rows_as(query, 2_000).await?;
    Ok(rows.into_iter().map(|row| (row.code, row.people)).collect())
}

#[derive(FromQueryResult)]
struct People {
    code: String,
    people: i64,
}

/// How many people hold a role in exactly this domain.
pub async fn count(read: &Read<Control>, grant: &Grant) -> Result<u64> {
    let query = row::Entity::find()
        .filter(row::Column::Role.eq(grant.role))
        .filter(row::Column::Domain.eq(grant.domain.clone()));
    read.count(query).await
}

/// Whose a role is anywhere, once for each place.
pub async fn holders_of(read: &Read<Control>, role: Role) -> Result<Vec<Uuid>> {
    let rows = read.all(row::Entity::find().filter(row::Column::Role.eq(role)), MOST).await?;
    Ok(rows.into_iter().map(|row| row.account_id).collect())
}

fn within(place: &Domain) -> Condition {
    let within = Condition::any().add(row::Column::Domain.eq(place.clone()));
    match place {
        // A region's code holds digits and a dot only, nothing that LIKE would read as a pattern.
        Domain::Region(code) => within.add(row::Column::Domain.starts_with(format!("{code}/"))),
        _ => within,
    }
}

fn exactly(account: Uuid, grant: &Grant) -> sea_orm::Select<row::Entity> {
    row::Entity::find()
        .filter(row::Column::AccountId.eq(account))
        .filter(row::Column::Role.eq(grant.role))
        .filter(row::Column::Domain.eq(grant.domain.clone()))
}

fn holding(row: row::Model) -> Holding {
    Holding { account: row.account_id, grant: Grant { role: row.role, domain: row.domain } }
}
