//! The hall of a region: its name, where it is and when it is open.

use balai_kernel::{Act, Email, Phone, WeeklyHours, WorkWeek};
use balai_storage::{Audit, Read, Result, StorageError, Tenant, Write};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use crate::entity::hall;

/// A region has one hall; its row has this id.
const ID: Uuid = Uuid::nil();

/// What a citizen must know to come, and the look that is the region's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Hall {
    /// The name, `Mal Pelayanan Publik Kabupaten Sragen`.
    pub name: String,
    /// Street and town; empty until the region writes it.
    pub address: String,
    /// A telephone to ask.
    pub phone: Option<Phone>,
    /// A mailbox to ask.
    pub email: Option<Email>,
    /// Where complaints go; stands in each service that names no other way.
    pub complaint_contact: Option<String>,
    /// Opening hours per weekday, in the region's time zone.
    pub hours: WeeklyHours,
    /// Five or six working days a week.
    pub week: WorkWeek,
    /// The region's colour, `#0e6b5c`; none for Balai's own.
    pub colour: Option<String>,
    /// Whether everything here is sample data, as in the demo.
    pub sample: bool,
}

/// The hall, or `None` while the region is being made.
pub async fn find(read: &Read<Tenant>) -> Result<Option<Hall>> {
    read.find::<hall::Entity>(ID).await?.map(Hall::try_from).transpose()
}

/// Writes the hall, whole.
pub async fn save(write: &Write<Tenant>, act: &Act, new: &Hall) -> Result<()> {
    let row = hall::ActiveModel {
        id: Set(ID),
        name: Set(new.name.clone()),
        address: Set(new.address.clone()),
        phone: Set(new.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        email: Set(new.email.as_ref().map(|email| email.as_str().to_owned())),
        complaint_contact: Set(new.complaint_contact.clone()),
        hours: Set(hours(&new.hours)?),
        six_day_week: Set(new.week == WorkWeek::SixDays),
        colour: Set(new.colour.clone()),
        sample: Set(new.sample),
        updated_at: Set(act.at),
    };
    let before = write.find::<hall::Entity>(ID).await?;
    let after = if before.is_some() { write.update(row).await? } else { write.insert(row).await? };
    let entry = Audit {
        action: "hall.saved",
        kind: "hall",
        id: "hall".to_owned(),
        before: before.map(|row| shown(&row)),
        after: Some(shown(&after)),
    };
    write.audit(act, entry).await
}

fn shown(row: &hall::Model) -> serde_json::Value {
    serde_json::json!({
        "name": row.name, "address": row.address, "hours": row.hours,
        "six_day_week": row.six_day_week, "colour": row.colour, "sample": row.sample,
    })
}

fn hours(hours: &WeeklyHours) -> Result<serde_json::Value> {
    serde_json::to_value(hours).map_err(|e| StorageError::Corrupt(e.to_string()))
}

impl TryFrom<hall::Model> for Hall {
    type Error = StorageError;

    fn try_from(row: hall::Model) -> Result<Self> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("hall: {what}"));
        let phone = row.phone.as_deref().map(Phone::parse).transpose();
        let email = row.email.as_deref().map(Email::parse).transpose();
        Ok(Self {
            name: row.name,
            address: row.address,
            phone: phone.map_err(|_| corrupt("phone"))?,
            email: email.map_err(|_| corrupt("e-mail"))?,
            complaint_contact: row.complaint_contact,
            hours: serde_json::from_value(row.hours).map_err(|_| corrupt("hours"))?,
            week: if row.six_day_week { WorkWeek::SixDays } else { WorkWeek::FiveDays },
            colour: row.colour,
            sample: row.sample,
        })
    }
}
