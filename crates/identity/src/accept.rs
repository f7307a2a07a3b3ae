//! Accepting an invitation: a name, a password, a second factor, and then the role.

use balai_kernel::{Act, Contact, Email, PersonName, SecretToken};
use balai_rbac::Grant;
use balai_storage::{Audit, Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::account::{AccountSeed, OpenRefused};
use crate::desk::seat;
use crate::invitations::{InvitationRefused, address_of, open_row};
use crate::rows::invitation;
use crate::sessions::{Means, NewSession, SignedIn};
use crate::sign_in::NotBegun;
use crate::staff::{GrantRefused, give, may_hold};
use crate::{ChosenPassword, HashingError, Identity, TotpSecret};

/// What an invited person fills in.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// Their name.
    pub name: PersonName,
    /// The password they chose, found good with a second factor beside it.
    pub password: ChosenPassword,
    /// A code from their app, which shows that it holds the secret.
    pub code: String,
}

/// Why an invitation was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptRefused {
    /// The link opens nothing.
    #[error(transparent)]
    Invitation(#[from] InvitationRefused),
    /// The app's code is wrong: the secret was not taken over, or the clock is off.
    #[error("the code is wrong")]
    WrongCode,
    /// The address has an account: its owner signs in and accepts.
    #[error("the address has an account already")]
    HasAccount,
    /// Somebody is signed in who was not invited.
    #[error("the invitation is for somebody else")]
    OtherPerson,
    /// The account has no second factor, without which no role is held.
    #[error("the account has no second factor")]
    NoSecondFactor,
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingError),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// The secret that an invited person takes over into their app. It is made at the first look and then stays the same,
    /// so that a page loaded again shows the same square code.
    pub async fn invited_factor(
        &self,
        token: &SecretToken,
        at: DateTime<Utc>,
    ) -> Result<TotpSecret, InvitationRefused> {
        let write = self.db.write().await?;
        let row = open_row(&write, token, at).await?;
        if let Some(sealed) = &row.totp_sealed {
            return Ok(self.open_invited(row.id, sealed)?);
        }
        let secret = TotpSecret::fresh();
        let text = row.id.to_string();
        let sealed = self.key.seal(seat("invitations", "totp_sealed", &text), secret.bytes());
        let change = invitation::Entity::update_many()
            .col_expr(invitation::Column::TotpSealed, Expr::value(sealed))
            .filter(invitation::Column::Id.eq(row.id))
            .filter(invitation::Column::TotpSealed.is_null());
        if write.update_many(change).await? == 1 {
            write.commit().await?;
            return Ok(secret);
        }
        // Two pages were opened at once: the first one's secret stands.
        let row = open_row(&write, token, at).await?;
        let sealed = row.totp_sealed.ok_or(InvitationRefused::Unknown)?;
        Ok(self.open_invited(row.id, &sealed)?)
    }

    /// Accepts as somebody new: opens the account, gives the role, signs in.
    pub async fn accept(
        &self,
        act: &Act,
        token: &SecretToken,
        acceptance: Acceptance,
        device: &str,
    ) -> Result<NewSession, AcceptRefused> {
        let (email, secret) = self.begun(token, act.at).await?;
        let used = secret.accepts(&acceptance.code, act.at, None).ok_or(AcceptRefused::WrongCode)?;
        let hash = self.hasher.hash(acceptance.password).await?;
        let seed = AccountSeed {
            contact: &Contact::Email(email),
            name: &acceptance.name,
            hash: Some(&hash),
            id: None,
            second_factor: Some((&secret, Some(used))),
        };
        let write = self.db.write().await?;
        let grant = close(&write, act, token).await?;
        let account = self.add_account(&write, act, &seed).await?;
        give(&write, act, account, &grant).await?;
        let session = self.begin_here(&write, act, account, Means::PasswordAndCode, device).await?;
        write.commit().await?;
        Ok(session)
    }

    /// Accepts as somebody who has an account, is signed in with it, and was invited by its address.
    pub async fn accept_as(&self, act: &Act, token: &SecretToken, who: &SignedIn) -> Result<Grant, AcceptRefused> {
        let write = self.db.write().await?;
        let row = open_row(&write, token, act.at).await?;
        if who.email.as_ref() != Some(&address_of(&self.key, &row)?) {
            return Err(AcceptRefused::OtherPerson);
        }
        may_hold(&write, who.account).await?;
        let grant = close(&write, act, token).await?;
        give(&write, act, who.account, &grant).await?;
        write.commit().await?;
        Ok(grant)
    }

    /// Who is invited, and the secret they were shown; without having looked at the page there is none.
    async fn begun(&self, token: &SecretToken, at: DateTime<Utc>) -> Result<(Email, TotpSecret), AcceptRefused> {
        let read = self.db.read().await?;
        let row = open_row(&read, token, at).await?;
        let sealed = row.totp_sealed.as_deref().ok_or(AcceptRefused::WrongCode)?;
        let secret = self.open_invited(row.id, sealed)?;
        Ok((address_of(&self.key, &row)?, secret))
    }

    fn open_invited(&self, id: Uuid, sealed: &[u8]) -> Result<TotpSecret> {
        let row = id.to_string();
        let bytes = self.key.open(seat("invitations", "totp_sealed", &row), sealed)?;
        TotpSecret::from_bytes(&bytes).map_err(|_| StorageError::Corrupt(format!("second factor of invitation {id}")))
    }
}

/// Closes the invitation as accepted; of two requests with one link one gets here.
async fn close(write: &Write<Control>, act: &Act, token: &SecretToken) -> Result<Grant, AcceptRefused> {
    let row = open_row(write, token, act.at).await?;
    let change = invitation::Entity::update_many()
        .col_expr(invitation::Column::AcceptedAt, Expr::value(act.at))
        .col_expr(invitation::Column::TotpSealed, Expr::value(Option::<Vec<u8>>::None))
        .filter(invitation::Column::Id.eq(row.id))
        .filter(invitation::Column::AcceptedAt.is_null())
        .filter(invitation::Column::WithdrawnAt.is_null());
    if write.update_many(change).await? != 1 {
        return Err(InvitationRefused::Used.into());
    }
    let audit = Audit { action: "invitation.accepted", kind: "invitation", id: row.id.to_string(), ..Audit::default() };
    write.audit(act, audit).await?;
    Ok(Grant { role: row.role, domain: row.domain })
}

impl From<GrantRefused> for AcceptRefused {
    fn from(refused: GrantRefused) -> Self {
        match refused {
            GrantRefused::NoAccount => Self::OtherPerson,
            GrantRefused::NoSecondFactor => Self::NoSecondFactor,
            GrantRefused::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<OpenRefused> for AcceptRefused {
    fn from(refused: OpenRefused) -> Self {
        match refused {
            OpenRefused::Taken => Self::HasAccount,
            OpenRefused::Hashing(error) => Self::Hashing(error),
            OpenRefused::Storage(error) => Self::Storage(error),
        }
    }
}

impl From<NotBegun> for AcceptRefused {
    fn from(refused: NotBegun) -> Self {
        match refused {
            NotBegun::Closed => Self::Invitation(InvitationRefused::Unknown),
            NotBegun::Storage(error) => Self::Storage(error),
        }
    }
}
