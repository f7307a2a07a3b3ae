//! The ministry's desk: the waiting ones, the letter, and the four decisions.

use std::collections::BTreeMap;

use balai_kernel::Act;
use balai_storage::objects::{Object, ObjectKey};
use balai_storage::{Control, Read, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use uuid::Uuid;

use super::application::{advance, locked};
use super::notice::Says;
use super::rows::application::{Column, Entity, Model};
use super::rows::document;
use super::sign_ups::open_draft;
use super::submit::notice;
use super::{
    Application, Check, Checklist, DRAFT_KEPT, Document, OfficialInput, Reason, Refusal, SignUps, Stage, StageKind,
    Ties, Unchecked,
};
use crate::provisioning;

/// The last item of a page, to go on after: since when it waits, and its id.
pub type After = (DateTime<Utc>, Uuid);

/// Why a decision is not taken.
#[derive(Debug, thiserror::Error)]
pub enum DecideRefused {
    /// No such application.
    #[error("Pendaftaran ini tidak ditemukan.")]
    Unknown,
    /// The list is not complete.
    #[error(transparent)]
    Unchecked(#[from] Unchecked),
    /// The step is not open to this person, or at this time.
    #[error(transparent)]
    Stage(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl SignUps {
    /// Applications in one of these states, those that wait longest first. At most `limit`.
    pub async fn list(&self, stages: &[StageKind], after: Option<After>, limit: u64) -> Result<Vec<Application>> {
        let mut query = Entity::find().filter(Column::Stage.is_in(stages.iter().copied()));
        if let Some((at, id)) = after {
            let later = Column::SubmittedAt.gt(at);
            let beside = Condition::all().add(Column::SubmittedAt.eq(at)).add(Column::Id.gt(id));
            query = query.filter(Condition::any().add(later).add(beside));
        }
        let query = query.order_by_asc(Column::SubmittedAt).order_by_asc(Column::Id);
        let rows = self.control.read().await?.all(query, limit).await?;
        rows.into_iter().map(|row| Application::open(&self.key, row)).collect()
    }

    /// How many applications stand in each state.
    pub async fn counts(&self) -> Result<BTreeMap<String, u64>> {
        use sea_orm::Iterable as _;
        let read = self.control.read().await?;
        let mut counts = BTreeMap::new();
        for stage in StageKind::iter() {
            let many = read.count(Entity::find().filter(Column::Stage.eq(stage))).await?;
            counts.insert(stage.key(), many);
        }
        Ok(counts)
    }

    /// One application.
    pub async fn application(&self, id: Uuid) -> Result<Option<Application>> {
        let row = self.control.read().await?.find::<Entity>(id).await?;
        row.map(|row| Application::open(&self.key, row)).transpose()
    }

    /// The letter of an application: what is known of it, and the file itself.
    pub async fn letter(&self, id: Uuid) -> Result<Option<(Document, Object)>> {
        let Some(row) = self.letter_row(id).await? else { return Ok(None) };
        let key = ObjectKey::parse(&row.object_key).map_err(|e| StorageError::Corrupt(e.to_string()))?;
        let object = self.shelf.get(&key).await?;
        Ok(object.map(|object| (Document::from(row), object)))
    }

    /// What is known of the letter, without fetching it.
    pub async fn letter_facts(&self, id: Uuid) -> Result<Option<Document>> {
        Ok(self.letter_row(id).await?.map(Document::from))
    }

    async fn letter_row(&self, id: Uuid) -> Result<Option<document::Model>> {
        let read: Read<Control> = self.control.read().await?;
        match read.find::<Entity>(id).await? {
            Some(row) => read.find::<document::Entity>(row.document_id).await,
            None => Ok(None),
        }
    }

    /// One person of the ministry has checked everything.
    pub async fn verify(
        &self,
        act: &Act,
        id: Uuid,
        ticked: &[Check],
        ties: &Ties,
    ) -> Result<Application, DecideRefused> {
        let (write, row) = self.open(id).await?;
        let complete = Checklist::parse(ticked)?;
        let region = Application::open(&self.key, row.clone())?.region;
        let stage = row.stage_data.verify(act, region, ties, complete)?;
        let application = advance(&write, &self.key, act, row, stage, "application.verified").await?;
        let says = Says::Verified { reference: application.reference.clone() };
        self.finish(write, act, application, "verified", says).await
    }

    /// Another person approves; the wish for the hall is written in the same transaction.
    pub async fn approve(&self, act: &Act, id: Uuid, ties: &Ties) -> Result<Application, DecideRefused> {
        let (write, row) = self.open(id).await?;
        let region = Application::open(&self.key, row.clone())?.region;
        let stage = row.stage_data.approve(act, region, ties)?;
        let application = advance(&write, &self.key, act, row, stage, "application.approved").await?;
        let request = provisioning::Request {
            code: application.region,
            owner_name: application.official.name.clone(),
            owner_email: application.official.email.clone(),
            starter: application.starter.into(),
        };
        provisioning::ask(&write, act, &request).await.map_err(|error| match error {
            StorageError::Conflict(_) => DecideRefused::Stage(Refusal::AlreadyElsewhere),
            other => DecideRefused::Storage(other),
        })?;
        let says = Says::Approved { reference: application.reference.clone() };
        self.finish(write, act, application, "approved", says).await
    }

    /// Sends it back with a reason, and a link that opens the form with everything filled in.
    pub async fn send_back(&self, act: &Act, id: Uuid, reason: Reason) -> Result<Application, DecideRefused> {
        let (write, row) = self.open(id).await?;
        let stage = row.stage_data.send_back(act, reason.clone())?;
        let application = advance(&write, &self.key, act, row, stage, "application.returned").await?;
        let official = OfficialInput::from(&application.official);
        let (_, token) = open_draft(&write, &self.key, act, &official, |draft| {
            draft.region = Set(Some(application.region.to_string()));
            draft.document_id = Set(Some(application.document));
            draft.agreement = Set(Some(application.agreement.clone()));
            draft.starter = Set(application.starter);
            draft.corrects = Set(Some(application.id));
        })
        .await?;
        let until = act.at + DRAFT_KEPT;
        let says = Says::Returned { reference: application.reference.clone(), reason, until };
        let told = notice(&application, "returned", says).with_token(&token);
        write.emit(act.at, &told.sealed(&self.key)?).await?;
        write.commit().await?;
        Ok(application)
    }

    /// Refuses it with a reason; the region is free again.
    pub async fn reject(&self, act: &Act, id: Uuid, reason: Reason) -> Result<Application, DecideRefused> {
        let (write, row) = self.open(id).await?;
        let stage: Stage = row.stage_data.reject(act, reason.clone())?;
        let application = advance(&write, &self.key, act, row, stage, "application.rejected").await?;
        let says = Says::Rejected { reference: application.reference.clone(), reason };
        self.finish(write, act, application, "rejected", says).await
    }

    async fn open(&self, id: Uuid) -> Result<(Write<Control>, Model), DecideRefused> {
        let write = self.control.write().await?;
        let row = locked(&write, id).await?.ok_or(DecideRefused::Unknown)?;
        Ok((write, row))
    }

    async fn finish(
        &self,
        write: Write<Control>,
        act: &Act,
        application: Application,
        what: &str,
        says: Says,
    ) -> Result<Application, DecideRefused> {
        write.emit(act.at, &notice(&application, what, says).sealed(&self.key)?).await?;
        write.commit().await?;
        Ok(application)
    }
}
