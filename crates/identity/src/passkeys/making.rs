//! A passkey is made: for an account that is there, or for one that is opened with it and needs no password.

use balai_kernel::{Act, Contact, PersonName, SecretToken, fresh_id};
use balai_storage::{Control, StorageError, Write};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, Passkey, PasskeyRegistration, RegisterPublicKeyCredential};
use webauthn_rs_proto::ResidentKeyRequirement;

use super::ceremony::{About, Ceremony, options};
use super::{MOST_PASSKEYS, PasskeyName, PasskeyRefused, of, open, stored};
use crate::account::{AccountSeed, OpenRefused};
use crate::personal::known;
use crate::rows::passkey;
use crate::rows::passkey_ceremony::Purpose;
use crate::sessions::{Means, NewSession, SignedIn};
use crate::{AccountSays, Identity, ProvenRefused, Purpose as ProofPurpose};

impl Identity {
    /// Asks the browser for a passkey for somebody's own account.
    pub async fn begin_adding_passkey(&self, act: &Act, who: &SignedIn) -> Result<Ceremony, PasskeyRefused> {
        self.count_ceremony(act).await?;
        let read = self.db.read().await?;
        let rows = of(&read, who.account).await?;
        let account = known(&read, &self.key, who.account).await?;
        drop(read);
        if rows.len() >= MOST_PASSKEYS {
            return Err(PasskeyRefused::Full);
        }
        let known: Result<Vec<CredentialID>, StorageError> =
            rows.iter().map(|row| Ok(open(row)?.cred_id().clone())).collect();
        let (id, contact) = (who.account, account.contact());
        let (options, state) = self.challenge(id, contact.as_ref(), &account.name, Some(known?))?;
        let about = About { account: Some(id), session: Some(who.session) };
        let token = self.begin_ceremony(act, Purpose::Add, about, &state).await?;
        Ok(Ceremony { token, options })
    }

    /// Adds the passkey that the browser made. It must come from the session that asked for it; its owner is told.
    pub async fn add_passkey(
        &self,
        act: &Act,
        who: &SignedIn,
        token: &SecretToken,
        answer: &str,
        name: PasskeyName,
    ) -> Result<(), PasskeyRefused> {
        let (row, state) = self.take_ceremony(token, Purpose::Add, act.at).await?;
        if row.account_id != Some(who.account) || row.session_id != Some(who.session) {
            return Err(PasskeyRefused::BeginAgain);
        }
        let made = self.made(answer, &state)?;
        let write = self.db.write().await?;
        if of(&write, who.account).await?.len() >= MOST_PASSKEYS {
            return Err(PasskeyRefused::Full);
        }
        keep(&write, act, who.account, &made, &name).await?;
        let says = AccountSays::PasskeyAdded { name };
        self.told_of_passkey(&write, act, who.account, "account.passkey_added", &says).await?;
        write.commit().await?;
        Ok(())
    }

    /// Asks the browser for a passkey for whoever has shown her address and said her name. The account that it will open has
    /// its id from now on, as the key remembers it.
    pub async fn begin_registering_passkey(&self, act: &Act, proof: &SecretToken) -> Result<Ceremony, PasskeyRefused> {
        self.count_ceremony(act).await?;
        let row = self.shown(proof, ProofPurpose::Register, act.at).await.map_err(proven)?;
        let (contact, name) = self.filled(&row)?;
        let id = fresh_id(act.at);
        let name = name.ok_or(PasskeyRefused::BeginAgain)?;
        let (options, state) = self.challenge(id, Some(&contact), &name, None)?;
        let about = About { account: Some(id), session: None };
        let token = self.begin_ceremony(act, Purpose::Register, about, &state).await?;
        Ok(Ceremony { token, options })
    }

    /// Opens the account with the passkey that the browser made, and signs in. It has no password; recovering it by a code
    /// gives it one.
    pub async fn register_with_passkey(
        &self,
        act: &Act,
        proof: &SecretToken,
        (token, answer): (&SecretToken, &str),
        passkey: PasskeyName,
        device: &str,
    ) -> Result<NewSession, PasskeyRefused> {
        let row = self.shown(proof, ProofPurpose::Register, act.at).await.map_err(proven)?;
        let (contact, name) = self.filled(&row)?;
        let name = name.ok_or(PasskeyRefused::BeginAgain)?;
        let (ceremony, state) = self.take_ceremony(token, Purpose::Register, act.at).await?;
        let made = self.made(answer, &state)?;
        let write = self.db.write().await?;
        if !crate::proofs::close(&write, row.id, act.at).await? {
            return Err(PasskeyRefused::BeginAgain);
        }
        let seed =
            AccountSeed { id: ceremony.account_id, contact: &contact, name: &name, hash: None, second_factor: None };
        let account = self.add_account(&write, act, &seed).await.map_err(opened)?;
        keep(&write, act, account, &made, &passkey).await?;
        let session = self.begin_here(&write, act, account, Means::Passkey { hardware: false }, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// A challenge for a key that names its account to whoever holds it, and asks her for finger, face or PIN.
    fn challenge(
        &self,
        account: Uuid,
        contact: Option<&Contact>,
        name: &PersonName,
        known: Option<Vec<CredentialID>>,
    ) -> Result<(String, PasskeyRegistration), PasskeyRefused> {
        let called = contact.map_or(name.as_str(), Contact::as_str);
        let begun = self.relying.start_passkey_registration(account, called, name.as_str(), known);
        let (mut challenge, state) =
            begun.map_err(|error| StorageError::Unavailable(format!("no passkey can be asked for: {error}")))?;
        if let Some(selection) = &mut challenge.public_key.authenticator_selection {
            selection.resident_key = Some(ResidentKeyRequirement::Required);
            selection.require_resident_key = true;
        }
        Ok((options(&challenge)?, state))
    }

    fn made(&self, answer: &str, state: &PasskeyRegistration) -> Result<Passkey, PasskeyRefused> {
        let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| PasskeyRefused::Wrong)?;
        self.relying.finish_passkey_registration(&answer, state).map_err(|_| PasskeyRefused::Wrong)
    }
}

async fn keep(
    write: &Write<Control>,
    act: &Act,
    account: Uuid,
    made: &Passkey,
    name: &PasskeyName,
) -> Result<(), PasskeyRefused> {
    let row = passkey::ActiveModel {
        id: Set(fresh_id(act.at)),
        account_id: Set(account),
        handle: Set(handle(made.cred_id().as_ref())),
        credential: Set(stored(made)?),
        name: Set(name.to_string()),
        created_at: Set(act.at),
        used_at: Set(None),
        copied_at: Set(None),
    };
    let kept = write.insert(row).await;
    kept.map(drop).map_err(|error| if error.is_conflict() { PasskeyRefused::Taken } else { error.into() })
}

/// What a key is found by.
pub(super) fn handle(id: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(id)
}

fn proven(refused: ProvenRefused) -> PasskeyRefused {
    match refused {
        ProvenRefused::Storage(error) => PasskeyRefused::Storage(error),
        ProvenRefused::BeginAgain | ProvenRefused::Taken | ProvenRefused::Hashing(_) => PasskeyRefused::BeginAgain,
    }
}

fn opened(refused: OpenRefused) -> PasskeyRefused {
    match refused {
        OpenRefused::Taken => PasskeyRefused::Taken,
        OpenRefused::Hashing(error) => StorageError::Unavailable(error.to_string()).into(),
        OpenRefused::Storage(error) => error.into(),
    }
}
