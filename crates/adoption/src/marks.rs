//! The line that the ministry aims at, and counts from elsewhere to compare with.

use balai_kernel::{Act, fresh_id};
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use chrono::NaiveDate;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, IntoActiveModel, QueryFilter, QueryOrder,
};
use serde_json::json;

use crate::rows::mark::{ActiveModel, Column, Entity};

/// Most marks of a kind.
pub const MOST: u64 = 40;
/// Most regions that can be aimed at.
pub const MOST_REGIONS: i32 = 508;

/// What a mark is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Kind {
    /// Aimed at.
    #[sea_orm(string_value = "target")]
    Target,
    /// Counted elsewhere.
    #[sea_orm(string_value = "reference")]
    Reference,
}

/// A day and how many regions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// What it is.
    pub kind: Kind,
    /// The day.
    pub day: NaiveDate,
    /// How many.
    pub regions: i32,
    /// Of what, in words.
    pub note: String,
}

/// Why a target is not set.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// More regions than can join, or none.
    #[error("Tulis jumlah daerah antara 1 dan {MOST_REGIONS}.")]
    Regions,
    /// Too many marks.
    #[error("Sudah ada {MOST} target. Hapus satu yang tidak dipakai lagi.")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// All marks by day.
pub async fn all(read: &Read<Control>) -> Result<Vec<Mark>> {
    let rows = read.all(Entity::find().order_by_asc(Column::Day), 2 * MOST).await?;
    Ok(rows
        .into_iter()
        .map(|row| Mark { kind: row.kind, day: row.day, regions: row.regions, note: row.note })
        .collect())
}

/// Aims at so many open halls on a day; what was aimed at for the same day is replaced.
pub async fn aim(write: &Write<Control>, act: &Act, day: NaiveDate, regions: i32) -> std::result::Result<(), Refused> {
    if !(1..=MOST_REGIONS).contains(&regions) {
        return Err(Refused::Regions);
    }
    let targets = || Entity::find().filter(Column::Kind.eq(Kind::Target));
    let known = write.one(targets().filter(Column::Day.eq(day))).await?;
    let before = known.as_ref().map(|row| json!({ "regions": row.regions }));
    match known {
        Some(row) if row.regions == regions => return Ok(()),
        Some(row) => {
            let mut row = row.into_active_model();
            row.regions = Set(regions);
            write.update(row).await?;
        }
        None if write.count(targets()).await? >= MOST => return Err(Refused::TooMany),
        None => {
            let row = ActiveModel {
                id: Set(fresh_id(act.at)),
                kind: Set(Kind::Target),
                day: Set(day),
                regions: Set(regions),
                note: Set(String::new()),
                created_at: Set(act.at),
            };
            write.insert(row).await?;
        }
    }
    let after = Some(json!({ "regions": regions }));
    let entry = Audit { action: "adoption.target_set", kind: "target", id: day.to_string(), before, after };
    Ok(write.audit(act, entry).await?)
}

/// Aims at nothing on a day any more. Says whether something was.
pub async fn forget(write: &Write<Control>, act: &Act, day: NaiveDate) -> Result<bool> {
    let removal = Entity::delete_many().filter(Column::Kind.eq(Kind::Target)).filter(Column::Day.eq(day));
    if write.delete_many(removal).await? == 0 {
        return Ok(false);
    }
    let entry = Audit { action: "adoption.target_removed", kind: "target", id: day.to_string(), ..Audit::default() };
    write.audit(act, entry).await?;
    Ok(true)
}
