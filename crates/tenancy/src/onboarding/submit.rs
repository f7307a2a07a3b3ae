//! Submitting: of two who come at once, one gets through and the other learns whom to ask.

use balai_kernel::{Act, Reference, SecretToken, fresh_id};
use balai_storage::{Control, Result, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::{IntoActiveModel as _, QuerySelect as _};
use uuid::Uuid;

use super::application::{advance, by_applicant, holding_locked, locked, record, set_stage};
use super::confirm::ask_to_confirm;
use super::notice::{Says, Telling};
use super::rows::{application, draft};
use super::sign_ups::{composed, of_token};
use super::{Application, Complete, Draft, Page, Refusal, SignUps, Stage, Standing, sealing, standing};
use crate::regions;

/// Why a submission is not taken. Nothing that was typed is lost.
#[derive(Debug, thiserror::Error)]
pub enum SubmitRefused {
    /// The link is not known, or 14 days have passed.
    #[error("Isian ini tidak ditemukan atau sudah lewat 14 hari. Mulai pendaftaran baru.")]
    Gone,
    /// This page still needs something.
    #[error("Masih ada halaman yang perlu dilengkapi.")]
    Incomplete(Page),
    /// The region cannot sign up now.
    #[error("Daerah ini tidak dapat mendaftar sekarang.")]
    Standing(Standing),
    /// The sign-up that is corrected has moved on.
    #[error(transparent)]
    Stage(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SignUps {
    /// Submits a draft. A second time it returns what came of the first.
    pub async fn submit(&self, act: &Act, token: &SecretToken) -> Result<Application, SubmitRefused> {
        match self.try_submit(act, token).await {
            // Somebody else's row came between our look and our insert: look again, and say who.
            Err(SubmitRefused::Storage(error)) if error.is_conflict() => self.try_submit(act, token).await,
            other => other,
        }
    }

    async fn try_submit(&self, act: &Act, token: &SecretToken) -> Result<Application, SubmitRefused> {
        let write = self.control.write().await?;
        let row = write.one(of_token(token).lock_exclusive()).await?;
        let row = row.filter(|row| row.expires_at > act.at).ok_or(SubmitRefused::Gone)?;
        if let Some(id) = row.application_id {
            let earlier = write.find::<application::Entity>(id).await?.ok_or(SubmitRefused::Gone)?;
            return Ok(Application::open(&self.key, earlier)?);
        }
        let draft = composed(&write, &self.key, row.clone()).await?;
        let complete = draft.complete().map_err(SubmitRefused::Incomplete)?;
        let application = match draft.corrects {
            Some(id) => self.correct(&write, act, id, &draft, complete).await?,
            None => self.apply(&write, act, &draft, complete).await?,
        };
        close(&write, row, application.id).await?;
        write.commit().await?;
        Ok(application)
    }

    async fn apply(
        &self,
        write: &Write<Control>,
        act: &Act,
        draft: &Draft,
        complete: Complete,
    ) -> Result<Application, SubmitRefused> {
        let region = regions::by_code(write, complete.region).await?;
        let region = region.ok_or(SubmitRefused::Incomplete(Page::Region))?;
        match standing::of(write, &self.key, &region, None, act.at).await? {
            Standing::Free => {}
            other => return Err(SubmitRefused::Standing(other)),
        }
        if let Some(holder) = holding_locked(write, complete.region).await? {
            let Ok(lapsed) = holder.stage_data.lapse(act) else {
                // it came between the look above and this one
                return Err(SubmitRefused::Standing(standing::of(write, &self.key, &region, None, act.at).await?));
            };
            advance(write, &self.key, act, holder, lapsed, "application.lapsed").await?;
        }
        let reference = Reference::fresh(act.at);
        let act = by_applicant(act, &reference);
        let stage = Stage::submitted(&act);
        let row = write.insert(self.new_row(&act, &reference, draft, &complete, &stage)?).await?;
        record(write, &act, "application.submitted", &row.id.to_string(), None, &stage).await?;
        let application = Application::open(&self.key, row)?;
        ask_to_confirm(write, &self.key, &act, &application).await?;
        Ok(application)
    }

    async fn correct(
        &self,
        write: &Write<Control>,
        act: &Act,
        id: Uuid,
        draft: &Draft,
        complete: Complete,
    ) -> Result<Application, SubmitRefused> {
        let mut row = locked(write, id).await?.ok_or(SubmitRefused::Gone)?;
        let before = Application::open(&self.key, row.clone())?;
        let same_email = before.official.email == complete.official.email;
        let stage = before.stage.resubmit(act, same_email)?;
        let act = by_applicant(act, &before.reference);
        let mut change = row.into_active_model();
        change.official = Set(sealing::seal(&self.key, id, &complete.official)?);
        change.email_key = Set(sealing::email_key(&self.key, &complete.official.email));
        change.document_id = Set(complete.document);
        change.agreement = Set(complete.agreement);
        change.starter = Set(draft.starter);
        row = write.update(change).await?;
        let application = advance(write, &self.key, &act, row, stage, "application.corrected").await?;
        if same_email {
            write.emit(act.at, &received(&application).sealed(&self.key)?).await?;
        } else {
            ask_to_confirm(write, &self.key, &act, &application).await?;
        }
        Ok(application)
    }

    fn new_row(
        &self,
        act: &Act,
        reference: &Reference,
        draft: &Draft,
        complete: &Complete,
        stage: &Stage,
    ) -> Result<application::ActiveModel> {
        let (id, region) = (fresh_id(act.at), complete.region.to_string());
        let mut row = application::ActiveModel {
            id: Set(id),
            official: Set(sealing::seal(&self.key, id, &complete.official)?),
            email_key: Set(sealing::email_key(&self.key, &complete.official.email)),
            reference: Set(reference.as_str().to_owned()),
            region: Set(region.clone()),
            document_id: Set(complete.document),
            agreement: Set(complete.agreement.clone()),
            starter: Set(draft.starter),
            version: Set(1),
            submitted_at: Set(act.at),
            applied_at: Set(None),
            first_applied_at: Set(None),
            verified_at: Set(None),
            approved_at: Set(None),
            updated_at: Set(act.at),
            ..Default::default()
        };
        set_stage(&mut row, &region, stage);
        Ok(row)
    }
}

/// The letter that says: it waits for the ministry.
pub(super) fn received(application: &Application) -> Telling {
    notice(application, "received", Says::Received { reference: application.reference.clone() })
}

/// A notice to the applicant about the version of the sign-up that was just saved.
pub(super) fn notice(application: &Application, what: &str, says: Says) -> Telling {
    let key = format!("{what}:{}:{}", application.id, application.version);
    Telling::new(key, Some(application.region), &application.official.email, says).named(&application.official.name)
}

async fn close(write: &Write<Control>, row: draft::Model, application: Uuid) -> Result<()> {
    let mut change = row.into_active_model();
    change.application_id = Set(Some(application));
    write.update(change).await.map(drop)
}
