//! Coming in with a passkey: alone, or after the password in the place of the app's code.

use balai_kernel::{Act, Actor, SecretToken};
use balai_storage::{Control, Result, Write};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential, WebauthnError};

use super::ceremony::{About, Ceremony, options};
use super::making::handle;
use super::{PasskeyName, PasskeyRefused, open, stored};
use crate::account::AccountState;
use crate::arrivals::note_passkey;
use crate::personal::known;
use crate::rows::passkey;
use crate::rows::passkey_ceremony::Purpose;
use crate::sessions::{Means, NewSession};
use crate::sign_in::{CodeStepRefused, NotBegun, finish};
use crate::tries::Tried;
use crate::{AccountSays, Identity, Outcome};

/// A key that answered rightly, not yet written down.
struct Shown {
    row: passkey::Model,
    credential: String,
    hardware: bool,
}

impl Identity {
    /// Asks the browser for whichever passkey of this host somebody has. Nothing is said of any account.
    pub async fn begin_passkey_sign_in(&self, act: &Act) -> Result<Ceremony, PasskeyRefused> {
        self.count_ceremony(act).await?;
        let begun = self.relying.start_discoverable_authentication();
        let (challenge, state) = begun.map_err(|_| PasskeyRefused::BeginAgain)?;
        let token = self.begin_ceremony(act, Purpose::SignIn, About::default(), &state).await?;
        Ok(Ceremony { token, options: options(&challenge)? })
    }

    /// Signs in with a passkey alone: having it, and being asked by it, are two factors.
    pub async fn sign_in_by_passkey(
        &self,
        act: &Act,
        token: &SecretToken,
        answer: &str,
        device: &str,
    ) -> Result<NewSession, PasskeyRefused> {
        let shown = self.show_passkey(act, token, answer, device).await?;
        let write = self.db.write().await?;
        let (account, means) = (shown.row.account_id, Means::Passkey { hardware: shown.hardware });
        spend(&write, act, &shown).await?;
        let session = self.begin_here(&write, act, account, means, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// The second step after a password, by a passkey of the same account.
    pub async fn check_passkey(
        &self,
        act: &Act,
        awaited: &SecretToken,
        (token, answer): (&SecretToken, &str),
        device: &str,
    ) -> Result<NewSession, PasskeyRefused> {
        let sign_in = self.take_code_try(awaited, act.at).await.map_err(after_password)?;
        let shown = self.show_passkey(act, token, answer, device).await?;
        if shown.row.account_id != sign_in.account_id {
            return Err(PasskeyRefused::Wrong);
        }
        let write = self.db.write().await?;
        spend(&write, act, &shown).await?;
        if !finish(&write, sign_in.id, act.at).await? {
            return Err(PasskeyRefused::BeginAgain);
        }
        let hardware = shown.hardware;
        let means = if sign_in.national {
            Means::NationalAndPasskey { hardware }
        } else {
            Means::PasswordAndPasskey { hardware }
        };
        let session = self.begin_here(&write, act, sign_in.account_id, means, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// Compares an answer with the challenge and with the key it says it comes from. The try is counted first.
    async fn show_passkey(
        &self,
        act: &Act,
        token: &SecretToken,
        answer: &str,
        device: &str,
    ) -> Result<Shown, PasskeyRefused> {
        if let Some(tried) = Tried::from(act) {
            self.count_tries(&[tried], act.at).await?;
        }
        let (_, state) = self.take_ceremony::<DiscoverableAuthentication>(token, Purpose::SignIn, act.at).await?;
        let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| PasskeyRefused::Wrong)?;
        let named = self.relying.identify_discoverable_authentication(&answer);
        let (account, id) = named.map_err(|_| PasskeyRefused::Wrong)?;
        let read = self.db.read().await?;
        let query = passkey::Entity::find()
            .filter(passkey::Column::Handle.eq(handle(id)))
            .filter(passkey::Column::AccountId.eq(account));
        let row = read.one(query).await?.ok_or(PasskeyRefused::Wrong)?;
        let is_active = known(&read, &self.key, account).await?.state == AccountState::Active;
        drop(read);
        if !is_active {
            return Err(PasskeyRefused::Wrong);
        }
        let mut key = open(&row)?;
        match self.relying.finish_discoverable_authentication_v2(&answer, state, &key) {
            Ok(_) if row.copied_at.is_some() => Err(PasskeyRefused::Copied),
            Ok(result) => {
                key.update_credential(&result);
                Ok(Shown { credential: stored(&key)?, row, hardware: !result.backup_eligible() })
            }
            Err(WebauthnError::CredentialPossibleCompromise) => {
                self.suspect(act, &row, device).await?;
                Err(PasskeyRefused::Copied)
            }
            Err(_) => {
                let write = self.db.write().await?;
                note_passkey(&write, act, account, Outcome::WrongCode, device).await?;
                write.commit().await?;
                Err(PasskeyRefused::Wrong)
            }
        }
    }

    /// A key whose counter went back is refused from now on; its owner is told.
    async fn suspect(&self, act: &Act, row: &passkey::Model, device: &str) -> Result<()> {
        let write = self.db.write().await?;
        let marked = passkey::Entity::update_many()
            .col_expr(passkey::Column::CopiedAt, Expr::value(act.at))
            .filter(passkey::Column::Id.eq(row.id))
            .filter(passkey::Column::CopiedAt.is_null());
        if write.update_many(marked).await? == 1 {
            let own = Act::new(Actor::Account(row.account_id), act.at, act.from.clone());
            let says = AccountSays::PasskeyCopied { name: PasskeyName(row.name.clone()) };
            self.told_of_passkey(&write, &own, row.account_id, "account.passkey_copied", &says).await?;
        }
        note_passkey(&write, act, row.account_id, Outcome::WrongCode, device).await?;
        write.commit().await
    }
}

/// Writes down the use; of two uses with one state of the counter one counts.
async fn spend(write: &Write<Control>, act: &Act, shown: &Shown) -> Result<(), PasskeyRefused> {
    let used = passkey::Entity::update_many()
        .col_expr(passkey::Column::Credential, Expr::value(&shown.credential))
        .col_expr(passkey::Column::UsedAt, Expr::value(act.at))
        .filter(passkey::Column::Id.eq(shown.row.id))
        .filter(passkey::Column::Credential.eq(&shown.row.credential))
        .filter(passkey::Column::CopiedAt.is_null());
    (write.update_many(used).await? == 1).then_some(()).ok_or(PasskeyRefused::Wrong)
}

fn after_password(refused: CodeStepRefused) -> PasskeyRefused {
    match refused {
        CodeStepRefused::Wrong | CodeStepRefused::BeginAgain => PasskeyRefused::BeginAgain,
        CodeStepRefused::TooManyTries(until) => PasskeyRefused::TooManyTries(until),
        CodeStepRefused::Storage(error) => PasskeyRefused::Storage(error),
    }
}

impl From<NotBegun> for PasskeyRefused {
    fn from(refused: NotBegun) -> Self {
        match refused {
            NotBegun::Closed => Self::Wrong,
            NotBegun::Storage(error) => Self::Storage(error),
        }
    }
}
