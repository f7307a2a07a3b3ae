//! Confirming the address: a link that works for 24 hours and once; and looking up one's own state.

use balai_kernel::{Act, Email, Reference, SecretToken, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QuerySelect as _};

use super::application::{advance, by_applicant, locked};
use super::notice::Says;
use super::rows::{application, confirmation};
use super::submit::{notice, received};
use super::{Application, CONFIRM_WITHIN, Refusal, SignUps, sealing};

/// How many links one sign-up may ask for in 24 hours.
const MOST_LINKS: u64 = 5;

/// A link that confirms, before it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confirmation {
    /// The sign-up it belongs to, as it stands now.
    pub application: Application,
    /// Whether it still works.
    pub link: LinkState,
}

/// Whether a link works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It does.
    Open,
    /// It was used.
    Used,
    /// 24 hours have passed, or a newer one took its place.
    Expired,
}

/// Why an address is not confirmed, or no new link sent.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmRefused {
    /// No such link, or no sign-up of this number and address.
    #[error("Nomor pendaftaran dan surel tidak cocok. Periksa lagi keduanya di surat dari kami.")]
    Unknown,
    /// It came too late, or somebody else has signed the region up since.
    #[error(transparent)]
    Stage(#[from] Refusal),
    /// Five links in 24 hours.
    #[error("Kami sudah mengirim lima tautan dalam sehari. Periksa juga kotak spam, lalu coba lagi besok.")]
    EnoughLinks,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SignUps {
    /// What a link leads to; for the page with the button.
    pub async fn confirmation(&self, token: &SecretToken, now: DateTime<Utc>) -> Result<Option<Confirmation>> {
        let read = self.control.read().await?;
        let Some(row) = read.one(of_token(token)).await? else { return Ok(None) };
        let link = link_state(&row, now);
        let application = read.find::<application::Entity>(row.application_id).await?;
        let application = application.map(|row| Application::open(&self.key, row)).transpose()?;
        Ok(application.map(|application| Confirmation { application, link }))
    }

    /// Uses the link. A second time it returns where the sign-up stands.
    pub async fn confirm(&self, act: &Act, token: &SecretToken) -> Result<Application, ConfirmRefused> {
        let write = self.control.write().await?;
        let row = write.one(of_token(token)).await?.ok_or(ConfirmRefused::Unknown)?;
        // The application is locked first, as everywhere; the link is looked at again under that lock.
        let application = locked(&write, row.application_id).await?.ok_or(ConfirmRefused::Unknown)?;
        let row = write.one(of_token(token).lock_exclusive()).await?.ok_or(ConfirmRefused::Unknown)?;
        match link_state(&row, act.at) {
            LinkState::Used => return Ok(Application::open(&self.key, application)?),
            LinkState::Expired => return Err(Refusal::TooLate.into()),
            LinkState::Open => {}
        }
        let stage = application.stage_data.confirm(act)?;
        let current = Application::open(&self.key, application.clone())?;
        let act = by_applicant(act, &current.reference);
        let application = advance(&write, &self.key, &act, application, stage, "application.confirmed").await?;
        let mut used = row.into_active_model();
        used.used_at = Set(Some(act.at));
        write.update(used).await?;
        write.emit(act.at, &received(&application).sealed(&self.key)?).await?;
        write.commit().await?;
        Ok(application)
    }

    /// The sign-up of a number, for whoever also knows its address.
    pub async fn look_up(&self, reference: &Reference, email: &Email) -> Result<Option<Application>> {
        let read = self.control.read().await?;
        let row = read.one(of_applicant(&self.key, reference, email)).await?;
        row.map(|row| Application::open(&self.key, row)).transpose()
    }

    /// Sends a new link; older ones stop working. A lapsed sign-up comes back this way if its region is still free.
    pub async fn renew_link(
        &self,
        act: &Act,
        reference: &Reference,
        email: &Email,
    ) -> Result<Application, ConfirmRefused> {
        let write = self.control.write().await?;
        let found = write.one(of_applicant(&self.key, reference, email).lock_exclusive()).await?;
        let row = found.ok_or(ConfirmRefused::Unknown)?;
        let day = confirmation::Entity::find()
            .filter(confirmation::Column::ApplicationId.eq(row.id))
            .filter(confirmation::Column::CreatedAt.gt(act.at - CONFIRM_WITHIN));
        if write.count(day).await? >= MOST_LINKS {
            return Err(ConfirmRefused::EnoughLinks);
        }
        let stage = row.stage_data.renew(act)?;
        let act = by_applicant(act, reference);
        let taken = |error: StorageError| match error {
            StorageError::Conflict(_) => ConfirmRefused::Stage(Refusal::AlreadyElsewhere),
            other => ConfirmRefused::Storage(other),
        };
        let renewed = advance(&write, &self.key, &act, row, stage, "application.link_renewed").await;
        let application = renewed.map_err(taken)?;
        ask_to_confirm(&write, &self.key, &act, &application).await?;
        write.commit().await?;
        Ok(application)
    }
}

/// Makes a link and tells of it; links made before stop working.
pub(super) async fn ask_to_confirm(
    write: &Write<Control>,
    key: &Key,
    act: &Act,
    application: &Application,
) -> Result<()> {
    let older = confirmation::Entity::update_many()
        .col_expr(confirmation::Column::ExpiresAt, Expr::value(act.at))
        .filter(confirmation::Column::ApplicationId.eq(application.id))
        .filter(confirmation::Column::UsedAt.is_null())
        .filter(confirmation::Column::ExpiresAt.gt(act.at));
    write.update_many(older).await?;
    let (token, until) = (SecretToken::fresh(), act.at + CONFIRM_WITHIN);
    let row = confirmation::ActiveModel {
        id: Set(fresh_id(act.at)),
        token_hash: Set(token.hash().into()),
        application_id: Set(application.id),
        created_at: Set(act.at),
        expires_at: Set(until),
        used_at: Set(None),
    };
    write.insert(row).await?;
    let says = Says::ConfirmEmail { reference: application.reference.clone(), until };
    write.emit(act.at, &notice(application, "confirm", says).with_token(&token).sealed(key)?).await
}

fn of_token(token: &SecretToken) -> sea_orm::Select<confirmation::Entity> {
    confirmation::Entity::find().filter(confirmation::Column::TokenHash.eq(token.hash().as_str()))
}

fn of_applicant(key: &Key, reference: &Reference, email: &Email) -> sea_orm::Select<application::Entity> {
    application::Entity::find()
        .filter(application::Column::Reference.eq(reference.as_str()))
        .filter(application::Column::EmailKey.eq(sealing::email_key(key, email)))
}

fn link_state(row: &confirmation::Model, now: DateTime<Utc>) -> LinkState {
    match row.used_at {
        Some(_) => LinkState::Used,
        None if row.expires_at < now => LinkState::Expired,
        None => LinkState::Open,
    }
}
