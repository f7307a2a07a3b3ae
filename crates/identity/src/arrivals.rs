//! What happened at an account's door: who came in, and who tried. Its owner reads it.

use std::net::IpAddr;

use balai_kernel::{Act, fresh_id};
use balai_storage::{Control, Result, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::Identity;
use crate::rows::arrival;

pub use crate::rows::arrival::Outcome;

const LONGEST_DEVICE: usize = 200;
/// How many are shown at once.
const PAGE: usize = 20;

/// Something that happened at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its id; the next page begins after it.
    pub id: Uuid,
    /// What happened.
    pub outcome: Outcome,
    /// Whether it was a passkey that was tried.
    pub by_passkey: bool,
    /// Whether it was the national identity.
    pub by_national: bool,
    /// What the browser called itself.
    pub device: String,
    /// From roughly where: an address without its last half.
    pub network: String,
    /// When.
    pub at: DateTime<Utc>,
}

impl Identity {
    /// What happened at an account's door, the newest first, after the one named; with it whether there is more.
    pub async fn arrivals(&self, account: Uuid, after: Option<Uuid>) -> Result<(Vec<Arrival>, bool)> {
        let mut query =
            arrival::Entity::find().filter(arrival::Column::AccountId.eq(account)).order_by_desc(arrival::Column::Id);
        if let Some(after) = after {
            query = query.filter(arrival::Column::Id.lt(after));
        }
        let mut rows = self.db.read().await?.all(query, PAGE as u64 + 1).await?;
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        Ok((rows.into_iter().map(Arrival::from).collect(), more))
    }
}

/// Writes down what happened, within a transaction. Nobody's account stands for a name that nobody has.
pub(crate) async fn note(
    write: &Write<Control>,
    act: &Act,
    account: Option<Uuid>,
    outcome: Outcome,
    device: &str,
) -> Result<()> {
    put(write, act, account.unwrap_or_default(), (outcome, By::Password), device).await
}

/// The same of somebody who came with a passkey.
pub(crate) async fn note_passkey(
    write: &Write<Control>,
    act: &Act,
    account: Uuid,
    outcome: Outcome,
    device: &str,
) -> Result<()> {
    put(write, act, account, (outcome, By::Passkey), device).await
}

/// Writes down that somebody was let in by the national identity.
pub(crate) async fn note_national(write: &Write<Control>, act: &Act, account: Uuid, device: &str) -> Result<()> {
    put(write, act, account, (Outcome::LetIn, By::National), device).await
}

/// By what it was tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    Password,
    Passkey,
    National,
}

async fn put(
    write: &Write<Control>,
    act: &Act,
    account: Uuid,
    (outcome, by): (Outcome, By),
    device: &str,
) -> Result<()> {
    let row = arrival::ActiveModel {
        id: Set(fresh_id(act.at)),
        account_id: Set(account),
        outcome: Set(outcome),
        by_passkey: Set(by == By::Passkey),
        by_national: Set(by == By::National),
        device: Set(device.chars().take(LONGEST_DEVICE).collect()),
        network: Set(act.from.ip.as_deref().map(masked).unwrap_or_default()),
        at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

/// The half of an address that says roughly where: `192.0.x.x`, `2001:db8::`.
fn masked(ip: &str) -> String {
    match ip.parse::<IpAddr>().map(|ip| ip.to_canonical()) {
        Ok(IpAddr::V4(ip)) => {
            let [a, b, ..] = ip.octets();
            format!("{a}.{b}.x.x")
        }
        Ok(IpAddr::V6(ip)) => {
            let [a, b, ..] = ip.segments();
            format!("{a:x}:{b:x}::")
        }
        Err(_) => String::new(),
    }
}

impl From<arrival::Model> for Arrival {
    fn from(row: arrival::Model) -> Self {
        Self {
            id: row.id,
            outcome: row.outcome,
            by_passkey: row.by_passkey,
            by_national: row.by_national,
            device: row.device,
            network: row.network,
            at: row.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_an_address_is_kept() {
        assert_eq!(masked("192.0.2.17"), "192.0.x.x");
        assert_eq!(masked("::ffff:192.0.2.17"), "192.0.x.x");
        assert_eq!(masked("2001:db8:1:2::9"), "2001:db8::");
        assert_eq!(masked("?"), "");
    }
}
