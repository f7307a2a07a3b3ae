//! The hall of a region: its name, where it is and when it is open.

use balai_kernel::{Act, Email, Phone, WeeklyHours, WorkWeek};
use balai_storage::{Audit, Read, Result, StorageError, Tenant, Write};
use sea_orm::{ActiveValue, ActiveValue::Set, IntoActiveModel as _};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::entity::hall;
use crate::social::SocialLink;
use crate::vocabulary::Vocabulary;

/// A region has one hall; its row has this id.
const ID: Uuid = Uuid::nil();

/// What a citizen must know to come, and the look that is the region's own.
#[derive(Debug, Clone, Default, PartialEq)]
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
    /// The region's mark; none for Balai's own.
    pub logo: Option<Logo>,
    /// A photo of the place.
    pub photo: Option<Photo>,
    /// The service pledge.
    pub pledge: Option<Pledge>,
    /// Its places on networks.
    pub social: Vec<SocialLink>,
    /// What its nouns are called here.
    pub words: Vocabulary,
}

/// A mark on the region's shelf, a PNG.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// Its key on the shelf.
    pub key: String,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// A photo on the region's shelf, a JPEG in two sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// The key of the one for phones.
    pub small: String,
    /// The key of the one for wide screens.
    pub large: String,
    /// The width of the large one, in pixels.
    pub width: u32,
    /// The height of the large one, in pixels.
    pub height: u32,
    /// What is seen on it, for who does not see it.
    pub alt: String,
}

/// The service pledge (maklumat pelayanan, UU 25/2009 article 22): what the hall says that it is able to do, in public.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pledge {
    /// Its words.
    pub text: String,
    /// The office of whoever set it, `Kepala DPMPTSP Kabupaten Sragen`.
    pub office: String,
    /// By which decree, where there is one.
    pub decree: Option<String>,
}

impl Pledge {
    /// The words that pledges usually have, to begin with.
    pub const USUAL: &str = "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai standar pelayanan yang \
        telah ditetapkan. Apabila tidak menepati janji ini, kami siap menerima sanksi sesuai peraturan perundang-undangan.";
}

/// The hall, or `None` while the region is being made.
pub async fn find(read: &Read<Tenant>) -> Result<Option<Hall>> {
    read.find::<hall::Entity>(ID).await?.map(Hall::try_from).transpose()
}

/// Writes the hall: what differs from what stands there, and nothing else, so that two people at two of its pages do not
/// undo each other.
pub async fn save(write: &Write<Tenant>, act: &Act, new: &Hall) -> Result<()> {
    let before = write.find::<hall::Entity>(ID).await?;
    let stands = before.clone().map(hall::Model::into_active_model);
    let fresh = stands.is_none();
    let mut row = stands.unwrap_or_else(|| hall::ActiveModel { id: Set(ID), ..hall::ActiveModel::default() });
    put(&mut row.name, new.name.clone());
    put(&mut row.address, new.address.clone());
    put(&mut row.phone, new.phone.as_ref().map(|phone| phone.as_str().to_owned()));
    put(&mut row.email, new.email.as_ref().map(|email| email.as_str().to_owned()));
    put(&mut row.complaint_contact, new.complaint_contact.clone());
    put(&mut row.hours, json(&new.hours)?);
    put(&mut row.six_day_week, new.week == WorkWeek::SixDays);
    put(&mut row.colour, new.colour.clone());
    put(&mut row.sample, new.sample);
    put(&mut row.logo, new.logo.as_ref().map(json).transpose()?);
    put(&mut row.photo, new.photo.as_ref().map(json).transpose()?);
    put(&mut row.pledge, new.pledge.as_ref().map(json).transpose()?);
    put(&mut row.social, (!new.social.is_empty()).then(|| json(&new.social)).transpose()?);
    put(&mut row.words, new.words.stored());
    row.updated_at = Set(act.at);
    let after = if fresh { write.insert(row).await? } else { write.update(row).await? };
    let entry = Audit {
        action: "hall.saved",
        kind: "hall",
        id: "hall".to_owned(),
        before: before.map(|row| shown(&row)),
        after: Some(shown(&after)),
    };
    write.audit(act, entry).await
}

fn put<T: Into<sea_orm::Value> + PartialEq + Clone>(cell: &mut ActiveValue<T>, value: T) {
    if cell.try_as_ref() != Some(&value) {
        *cell = Set(value);
    }
}

fn shown(row: &hall::Model) -> Value {
    serde_json::json!({
        "name": row.name, "address": row.address, "phone": row.phone, "email": row.email,
        "complaint_contact": row.complaint_contact, "hours": row.hours,
        "six_day_week": row.six_day_week, "colour": row.colour, "sample": row.sample,
        "logo": row.logo, "photo": row.photo, "pledge": row.pledge, "social": row.social, "words": row.words,
    })
}

fn json(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|e| StorageError::Corrupt(e.to_string()))
}

fn read_json<T: DeserializeOwned>(stored: Option<Value>) -> std::result::Result<Option<T>, serde_json::Error> {
    stored.filter(|value| !value.is_null()).map(serde_json::from_value).transpose()
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
            logo: read_json(row.logo).map_err(|_| corrupt("logo"))?,
            photo: read_json(row.photo).map_err(|_| corrupt("photo"))?,
            pledge: read_json(row.pledge).map_err(|_| corrupt("pledge"))?,
            social: read_json(row.social).map_err(|_| corrupt("social links"))?.unwrap_or_default(),
            words: Vocabulary::read(row.words.as_ref()),
        })
    }
}
