use balai_kernel::{Act, Email, RegionCode};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Read, Result, StorageError, Tenant, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};
use uuid::Uuid;

use super::row::{ActiveModel, Entity, Model};
use super::{MailHost, SenderDetails, SenderName, Trial, seat};
use crate::settings::SmtpTls;

/// A region has one sender at most; its row has this id.
pub(super) const ID: Uuid = Uuid::nil();

/// A region's sender as its settings page shows it. The password stays sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSender {
    /// What was written.
    pub details: SenderDetails,
    /// Whether a password is kept.
    pub has_password: bool,
    /// Whether letters go through it.
    pub standing: Standing,
    /// The conversation of the last trial.
    pub trial: Option<Trial>,
    /// When it was written.
    pub updated_at: DateTime<Utc>,
}

/// Whether letters go through a region's sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// No trial letter went through it yet as it is written now: letters leave through the platform.
    Untried,
    /// In use since.
    Used(DateTime<Utc>),
    /// It took no letter the last time: letters leave through the platform until it does.
    Failing {
        /// Since when.
        since: DateTime<Utc>,
        /// What it said.
        reason: String,
        /// When a letter is tried through it again.
        again: DateTime<Utc>,
    },
}

/// The region's sender, if it has one of its own.
pub async fn find(read: &Read<Tenant>) -> Result<Option<OwnSender>> {
    read.find::<Entity>(ID).await?.map(OwnSender::try_from).transpose()
}

/// The sender's password.
pub async fn password(read: &Read<Tenant>, region: RegionCode, key: &Key) -> Result<Option<SecretString>> {
    let Some(sealed) = read.find::<Entity>(ID).await?.and_then(|row| row.password) else { return Ok(None) };
    let plain = key.open(seat(&region.to_string()), &sealed)?;
    let text = String::from_utf8(plain.to_vec()).map_err(|_| StorageError::Corrupt("senders.password".to_owned()))?;
    Ok(Some(text.into()))
}

/// Writes the sender. Without a new password the kept one stays where it may ([`SenderDetails::keeps_password_of`]).
/// Another server, account or address has to be tried before letters go through it.
pub async fn save(
    write: &Write<Tenant>,
    act: &Act,
    (region, key): (RegionCode, &Key),
    details: &SenderDetails,
    password: Option<&SecretString>,
) -> Result<()> {
    let before = write.find::<Entity>(ID).await?;
    let known = before.clone().map(OwnSender::try_from).transpose()?;
    let same_door = known.as_ref().is_some_and(|known| details.keeps_password_of(&known.details));
    let sealed = match password {
        _ if details.username.is_none() => None,
        Some(password) => Some(key.seal(seat(&region.to_string()), password.expose_secret().as_bytes())),
        None => before.as_ref().filter(|_| same_door).and_then(|row| row.password.clone()),
    };
    let same_address = known.as_ref().is_some_and(|known| known.details.address == details.address);
    let stands = before.as_ref().filter(|_| same_door && same_address && password.is_none());
    let row = ActiveModel {
        id: Set(ID),
        host: Set(details.host.as_str().to_owned()),
        port: Set(details.port.into()),
        tls: Set(word(details.tls).to_owned()),
        username: Set(details.username.clone()),
        password: Set(sealed),
        address: Set(details.address.as_str().to_owned()),
        name: Set(details.name.as_str().to_owned()),
        trial: Set(stands.and_then(|row| row.trial.clone())),
        proven_at: Set(stands.and_then(|row| row.proven_at)),
        failing_since: Set(stands.and_then(|row| row.failing_since)),
        failure: Set(stands.and_then(|row| row.failure.clone())),
        failures: Set(stands.map_or(0, |row| row.failures)),
        try_after: Set(stands.and_then(|row| row.try_after)),
        updated_at: Set(act.at),
    };
    let after = if before.is_some() { write.update(row).await? } else { write.insert(row).await? };
    let new_password = password.is_some().then_some(true);
    write.audit(act, entry("sender.saved", before.as_ref(), Some((&after, new_password)))).await
}

/// Takes the sender away: letters leave through the platform. Where there is none nothing happens.
pub async fn remove(write: &Write<Tenant>, act: &Act) -> Result<()> {
    let Some(before) = write.find::<Entity>(ID).await? else { return Ok(()) };
    write.delete_many(Entity::delete_many()).await?;
    write.audit(act, entry("sender.removed", Some(&before), None)).await
}

pub(super) fn entry(action: &'static str, before: Option<&Model>, after: Option<(&Model, Option<bool>)>) -> Audit {
    let after = after.map(|(row, new_password)| {
        let mut shown = shown(row);
        if let (Some(fields), Some(new)) = (shown.as_object_mut(), new_password) {
            fields.insert("new_password".to_owned(), new.into());
        }
        shown
    });
    Audit { action, kind: "sender", id: "sender".to_owned(), before: before.map(shown), after }
}

fn shown(row: &Model) -> Value {
    json!({
        "host": row.host, "port": row.port, "tls": row.tls, "account": row.username.is_some(), "name": row.name,
        "domain": row.address.rsplit('@').next(), "in_use": row.proven_at.is_some(), "failing_since": row.failing_since,
    })
}

fn word(tls: SmtpTls) -> &'static str {
    match tls {
        SmtpTls::Starttls => "starttls",
        SmtpTls::Implicit => "implicit",
        SmtpTls::None => "none",
    }
}

impl TryFrom<Model> for OwnSender {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("sender: {what}"));
        let tls = match row.tls.as_str() {
            "starttls" => SmtpTls::Starttls,
            "implicit" => SmtpTls::Implicit,
            "none" => SmtpTls::None,
            _ => return Err(corrupt("tls")),
        };
        let trial = row.trial.map(serde_json::from_value).transpose().map_err(|_| corrupt("trial"))?;
        let standing = match (row.proven_at, row.failing_since) {
            (None, _) => Standing::Untried,
            (Some(since), None) => Standing::Used(since),
            (Some(_), Some(since)) => Standing::Failing {
                since,
                reason: row.failure.unwrap_or_default(),
                again: row.try_after.unwrap_or(since),
            },
        };
        Ok(Self {
            details: SenderDetails {
                host: MailHost::parse(&row.host).map_err(|_| corrupt("host"))?,
                port: row.port.try_into().map_err(|_| corrupt("port"))?,
                tls,
                username: row.username,
                address: Email::parse(&row.address).map_err(|_| corrupt("address"))?,
                name: SenderName::parse(&row.name).map_err(|_| corrupt("name"))?,
            },
            has_password: row.password.is_some(),
            standing,
            trial,
            updated_at: row.updated_at,
        })
    }
}
