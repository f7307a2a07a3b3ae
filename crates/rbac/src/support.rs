//! Support access: a region lets one person of the ministry look, for a time and for a reason.
//!
//! It is no grant. A grant makes somebody one of a region's staff; support only reads, ends by itself, and is seen by all
//! of the staff while it lasts.

use std::fmt;
use std::str::FromStr;

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, UpdateMany};
use uuid::Uuid;

use crate::{Domain, Grant, Role};

/// The most that one region has open at a time, and the most that one person is let into.
pub const MOST: u64 = 20;

pub(crate) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "support_accesses")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_code: String,
        pub account_id: Uuid,
        pub open_for: Option<String>,
        pub reason: String,
        pub given_by: Uuid,
        pub given_at: DateTime<Utc>,
        pub ends_at: DateTime<Utc>,
        pub withdrawn_at: Option<DateTime<Utc>>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// For how long a region lets somebody look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// One hour.
    Hour,
    /// Four hours.
    FourHours,
    /// One day.
    Day,
    /// Three days.
    ThreeDays,
}

impl Span {
    /// Every span, the shortest first.
    pub const ALL: [Self; 4] = [Self::Hour, Self::FourHours, Self::Day, Self::ThreeDays];

    /// Its length.
    pub const fn length(self) -> TimeDelta {
        match self {
            Self::Hour => TimeDelta::hours(1),
            Self::FourHours => TimeDelta::hours(4),
            Self::Day => TimeDelta::days(1),
            Self::ThreeDays => TimeDelta::days(3),
        }
    }
}

/// Why somebody is let in: 5 to 300 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(String);

/// The text is no reason.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("a reason has 5 to 300 characters")]
pub struct NoReason;

impl Reason {
    /// The longest reason, in characters.
    pub const LONGEST: usize = 300;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Reason {
    type Err = NoReason;

    fn from_str(text: &str) -> std::result::Result<Self, NoReason> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (5..=Self::LONGEST).contains(&text.chars().count()) && !text.chars().any(char::is_control);
        fits.then_some(Self(text)).ok_or(NoReason)
    }
}

/// Somebody let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Support {
    /// Its id.
    pub id: Uuid,
    /// Where.
    pub region: RegionCode,
    /// Who.
    pub account: Uuid,
    /// Why.
    pub reason: String,
    /// By whom.
    pub given_by: Uuid,
    /// Since when.
    pub given_at: DateTime<Utc>,
    /// Until when, unless it is withdrawn before.
    pub ends_at: DateTime<Utc>,
    /// When it was withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Support {
    /// Whether it counts at this moment.
    pub fn counts(&self, at: DateTime<Utc>) -> bool {
        self.withdrawn_at.is_none() && at < self.ends_at
    }

    /// What it gives, in the form of a grant. No row of grants holds it ([`Role::is_lent`]).
    pub const fn grant(region: RegionCode) -> Grant {
        Grant { role: Role::MinistrySupport, domain: Domain::Region(region) }
    }
}

/// What counts for one person at this moment.
pub async fn of_account(read: &Read<Control>, account: Uuid, at: DateTime<Utc>) -> Result<Vec<Support>> {
    let query = row::Entity::find()
        .filter(row::Column::AccountId.eq(account))
        .filter(row::Column::OpenFor.is_not_null())
        .filter(row::Column::EndsAt.gt(at))
        .order_by_asc(row::Column::Id);
    read.all(query, MOST).await?.iter().map(support).collect()
}

/// What counts in a region at this moment, the first to be given first.
pub async fn of_region(read: &Read<Control>, region: RegionCode, at: DateTime<Utc>) -> Result<Vec<Support>> {
    let query = row::Entity::find()
        .filter(row::Column::RegionCode.eq(region.to_string()))
        .filter(row::Column::OpenFor.is_not_null())
        .filter(row::Column::EndsAt.gt(at))
        .order_by_asc(row::Column::Id);
    read.all(query, MOST).await?.iter().map(support).collect()
}

/// The newest of a region, whether they count or not.
pub async fn latest(read: &Read<Control>, region: RegionCode) -> Result<Vec<Support>> {
    let query =
        row::Entity::find().filter(row::Column::RegionCode.eq(region.to_string())).order_by_desc(row::Column::Id);
    read.all(query, MOST).await?.iter().map(support).collect()
}

/// One of a region, if it counts at this moment.
pub async fn find(read: &Read<Control>, region: RegionCode, id: Uuid, at: DateTime<Utc>) -> Result<Option<Support>> {
    let found = read.find::<row::Entity>(id).await?.as_ref().map(support).transpose()?;
    Ok(found.filter(|support| support.region == region && support.counts(at)))
}

/// Opens one; what ended by itself for the same person makes room for it. The caller raises her grants version in the same
/// transaction and records it.
pub async fn open(write: &Write<Control>, support: &Support) -> Result<()> {
    let open_for = format!("{}:{}", support.region, support.account);
    let late = closing().filter(row::Column::OpenFor.eq(&open_for)).filter(row::Column::EndsAt.lte(support.given_at));
    write.update_many(late).await?;
    let row = row::ActiveModel {
        id: Set(support.id),
        region_code: Set(support.region.to_string()),
        account_id: Set(support.account),
        open_for: Set(Some(open_for)),
        reason: Set(support.reason.clone()),
        given_by: Set(support.given_by),
        given_at: Set(support.given_at),
        ends_at: Set(support.ends_at),
        withdrawn_at: Set(support.withdrawn_at),
    };
    write.insert(row).await.map(drop)
}

/// Ends one before its time. The caller raises her grants version in the same transaction and records it.
pub async fn withdraw(write: &Write<Control>, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let end = closing().col_expr(row::Column::WithdrawnAt, Expr::value(at)).filter(row::Column::Id.eq(id));
    write.update_many(end).await.map(drop)
}

fn closing() -> UpdateMany<row::Entity> {
    row::Entity::update_many().col_expr(row::Column::OpenFor, Expr::value(Option::<String>::None))
}

/// Removes all rows of a region; returns how many.
pub async fn forget_region(write: &Write<Control>, region: RegionCode) -> Result<u64> {
    let of_region = row::Column::RegionCode.eq(region.to_string());
    write.delete_many(row::Entity::delete_many().filter(of_region)).await
}

fn support(row: &row::Model) -> Result<Support> {
    let corrupt = |_| StorageError::Corrupt(format!("support access {}", row.id));
    Ok(Support {
        id: row.id,
        region: row.region_code.parse().map_err(corrupt)?,
        account: row.account_id,
        reason: row.reason.clone(),
        given_by: row.given_by,
        given_at: row.given_at,
        ends_at: row.ends_at,
        withdrawn_at: row.withdrawn_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_a_short_line() {
        assert_eq!("  Impor\n gagal ".parse::<Reason>().unwrap().as_str(), "Impor gagal");
        for text in ["", "uji", "a\u{7}bcdef", &"x".repeat(301)] {
            assert_eq!(text.parse::<Reason>(), Err(NoReason), "{text}");
        }
    }

    #[test]
    fn it_counts_until_its_end_or_until_it_is_withdrawn() {
        let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let given = Support {
            id: Uuid::nil(),
            region: "33.14".parse().unwrap(),
            account: Uuid::nil(),
            reason: "Impor gagal".into(),
            given_by: Uuid::nil(),
            given_at: at,
            ends_at: at + Span::Hour.length(),
            withdrawn_at: None,
        };
        assert!(given.counts(at) && !given.counts(at + TimeDelta::hours(1)));
        assert!(!Support { withdrawn_at: Some(at), ..given }.counts(at));
    }
}
