//! Opening the account of somebody whom the national identity provider told of, once an address is shown to be hers.

use balai_kernel::{Act, Actor, SecretToken};
use balai_storage::Kek;

use super::{ProvenRefused, Purpose, close};
use crate::account::AccountSeed;
use crate::sessions::Means;
use crate::{Identity, NewSession};

impl Identity {
    /// Opens the account without a password and signs its owner in. `visit` is where the provider's answer waits, `proof`
    /// the shown address; the name is the provider's, or hers where it told none.
    pub async fn register_national(
        &self,
        act: &Act,
        kek: &Kek,
        visit: &SecretToken,
        proof: &SecretToken,
        device: &str,
    ) -> Result<NewSession, ProvenRefused> {
        let row = self.shown(proof, Purpose::Register, act.at).await?;
        let filled = self.open_filled(&row)?;
        let write = self.db.write().await?;
        let person = self.take_stranger(&write, visit, act.at).await?.ok_or(ProvenRefused::BeginAgain)?;
        let name = person.name.clone().or(filled.name).ok_or(ProvenRefused::BeginAgain)?;
        if !close(&write, row.id, act.at).await? {
            return Err(ProvenRefused::BeginAgain);
        }
        let seed = AccountSeed { id: None, contact: &filled.contact, name: &name, hash: None, second_factor: None };
        let id = self.add_account(&write, act, &seed).await?;
        let own = Act::new(Actor::Account(id), act.at, act.from.clone());
        // In the meantime another browser may have registered the same person.
        let led = self.lead_to(&write, &own, kek, id, &person).await;
        led.map_err(|error| if error.is_conflict() { ProvenRefused::Taken } else { error.into() })?;
        let came = (Means::National, person.proven_at);
        let session = self.begin_proven(&write, act, id, came, device).await?;
        write.commit().await?;
        Ok(session)
    }
}
