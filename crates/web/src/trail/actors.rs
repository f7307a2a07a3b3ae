//! The people behind the links of a trail, by name and account.

use std::collections::BTreeMap;

use balai_identity::{Account, Identity};
use balai_storage::audit::Link;
use uuid::Uuid;

use crate::fault::Fault;

/// Somebody, as the trail's pages name her.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Her name, or what stands for one.
    pub name: String,
    /// The address of her account; empty where there is none.
    pub email: String,
}

/// The accounts of those who did something.
pub struct Actors(BTreeMap<Uuid, Account>);

impl Actors {
    /// The people behind these links.
    pub async fn of(identity: &Identity, links: &[Link]) -> Result<Self, Fault> {
        Self::named(identity, links.iter().map(|link| link.actor.as_str())).await
    }

    /// The people behind these stable texts.
    pub async fn named<'t>(identity: &Identity, actors: impl IntoIterator<Item = &'t str>) -> Result<Self, Fault> {
        let people = |actor: &'t str| {
            let (by, owner) = pair(actor).map_or((account(actor), None), |(by, owner)| (Some(by), Some(owner)));
            by.into_iter().chain(owner)
        };
        let mut ids: Vec<Uuid> = actors.into_iter().flat_map(people).collect();
        ids.sort_unstable();
        ids.dedup();
        let accounts = identity.accounts(&ids).await?;
        Ok(Self(accounts.into_iter().map(|account| (account.id, account)).collect()))
    }

    /// Who this is; somebody who is gone is somebody still.
    pub fn name(&self, actor: &str) -> Named {
        let only = |name: String| Named { name, email: String::new() };
        if let Some((by, owner)) = pair(actor) {
            let name = |id: Uuid| self.name(&format!("account:{id}")).name;
            return only(format!("{} untuk {}", name(by), name(owner)));
        }
        if let Some(id) = account(actor) {
            return match self.0.get(&id) {
                Some(account) => Named { name: account.name.to_string(), email: shown(account) },
                None => only("akun yang sudah dihapus".to_owned()),
            };
        }
        match actor.split_once(':') {
            Some(("applicant", reference)) => only(format!("Pemohon pendaftaran {reference}")),
            _ => only("Balai, otomatis".to_owned()),
        }
    }
}

/// Who acts, and for whom.
fn pair(actor: &str) -> Option<(Uuid, Uuid)> {
    let (by, owner) = actor.strip_prefix("account:")?.split_once(":for:")?;
    Uuid::parse_str(by).ok().zip(Uuid::parse_str(owner).ok())
}

/// What somebody is reached by; nothing where that is nothing.
fn shown(account: &Account) -> String {
    account.contact().map(|contact| contact.shown()).unwrap_or_default()
}

fn account(actor: &str) -> Option<Uuid> {
    actor.strip_prefix("account:").and_then(|id| Uuid::parse_str(id).ok())
}
