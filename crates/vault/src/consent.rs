//! A citizen answers a request: document by document, and takes a consent back.

use balai_identity::{MandateScope, hold_active};
use balai_kernel::{Act, RegionCode};
use balai_storage::{Control, Result, StorageError, Write};
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{IntoCondition, Query};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use crate::Vault;
use crate::adding::newest;
use crate::asking::entry;
use crate::request::{ItemState, Request, locked, whole};
use crate::rows::{item, request};

/// Uses of one account's documents that are counted, and requests of which a consent stands.
const MOST_COUNTED: u64 = 2_000;
/// Requests of one region to one account.
const MOST_AT_REGION: u64 = 500;

/// Why an answer did not count.
#[derive(Debug, thiserror::Error)]
pub enum AnswerRefused {
    /// No such request of this account, or it waits no more, or the account is closed.
    #[error("the request waits no more")]
    Over,
    /// A document that is not this account's, or of another kind.
    #[error("not a fitting document")]
    Unfit,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// The requests to an account that are within a mandate's scope, the newest first, after an id of a list.
    pub async fn requests_to(
        &self,
        account: Uuid,
        within: &MandateScope,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Request>> {
        let which = Condition::all()
            .add(request::Column::AccountId.eq(account))
            .add_option(within.region().map(|region| request::Column::RegionCode.eq(region.to_string())))
            .add_option(within.service().map(|(service, _)| request::Column::ServiceId.eq(service)))
            .add_option(after.map(|after| request::Column::Id.lt(after)));
        self.listed(request::Entity::find().filter(which).order_by_desc(request::Column::Id), limit).await
    }

    /// The requests to an account of which a consent stands that its owner can take back: the region has not decided with
    /// it. The newest first.
    pub async fn consented(&self, account: Uuid) -> Result<Vec<Request>> {
        let standing = Query::select()
            .column(item::Column::RequestId)
            .from(item::Entity)
            .and_where(item::Column::State.eq(ItemState::Given))
            .and_where(item::Column::DecidedAt.is_null())
            .to_owned();
        let query = request::Entity::find()
            .filter(request::Column::AccountId.eq(account))
            .filter(request::Column::Id.in_subquery(standing));
        self.listed(query.order_by_desc(request::Column::Id), MOST_COUNTED).await
    }

    /// The versions of an account's documents that regions may use now and have not decided with, once for each use.
    pub async fn used_now(&self, account: Uuid, at: DateTime<Utc>) -> Result<Vec<Uuid>> {
        let open = Query::select()
            .column(request::Column::Id)
            .from(request::Entity)
            .and_where(request::Column::AccountId.eq(account))
            .and_where(request::Column::UseUntil.gt(at))
            .to_owned();
        let query = item::Entity::find()
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DecidedAt.is_null())
            .filter(item::Column::RequestId.in_subquery(open));
        let rows = self.db.read().await?.all(query, MOST_COUNTED).await?;
        Ok(rows.into_iter().filter_map(|row| row.version_id).collect())
    }

    /// The requests of one region to an account, the newest first.
    pub async fn requests_at(&self, account: Uuid, region: RegionCode) -> Result<Vec<Request>> {
        let query = request::Entity::find()
            .filter(request::Column::AccountId.eq(account))
            .filter(request::Column::RegionCode.eq(region.to_string()));
        self.listed(query.order_by_desc(request::Column::Id), MOST_AT_REGION).await
    }

    /// One request to an account.
    pub async fn request_to(&self, account: Uuid, id: Uuid) -> Result<Option<Request>> {
        let read = self.db.read().await?;
        let row = read.find::<request::Entity>(id).await?.filter(|row| row.account_id == Some(account));
        match row {
            Some(row) => whole(&read, row).await.map(Some),
            None => Ok(None),
        }
    }

    /// Answers: these documents are given, each for its item; the others are not. Then the region gets its copies.
    pub async fn answer(
        &self,
        act: &Act,
        account: Uuid,
        id: Uuid,
        given: &[(Uuid, Uuid)],
    ) -> Result<(), AnswerRefused> {
        let write = self.db.write().await?;
        let row = locked(&write, id).await?.filter(|row| row.account_id == Some(account));
        let request = whole(&write, row.ok_or(AnswerRefused::Over)?).await?;
        if !request.waits(act.at) || !hold_active(&write, account).await? {
            return Err(AnswerRefused::Over);
        }
        if given.iter().any(|(item, _)| !request.items.iter().any(|known| known.id == *item)) {
            return Err(AnswerRefused::Unfit);
        }
        for item in &request.items {
            let document = given.iter().find(|(known, _)| *known == item.id).map(|(_, document)| *document);
            let version = match document {
                Some(document) => Some(self.fitting(&write, account, document, &item.kind).await?),
                None => None,
            };
            let state = if version.is_some() { ItemState::Given } else { ItemState::Declined };
            let change = item::Entity::update_many()
                .set(item::ActiveModel {
                    state: Set(state),
                    version_id: Set(version),
                    answered_at: Set(Some(act.at)),
                    ..Default::default()
                })
                .filter(item::Column::Id.eq(item.id))
                .filter(item::Column::State.eq(ItemState::Waiting));
            if write.update_many(change).await? == 0 {
                return Err(AnswerRefused::Over);
            }
        }
        let after = json!({ "region": request.region, "given": given.len(), "of": request.items.len() });
        write.audit(act, entry("consent.given", id, Some(after))).await?;
        write.commit().await?;
        // the answer stands; what does not come to the region now, the worker brings
        if let Err(error) = self.deliver(act, &request).await {
            tracing::error!(%error, request = %id, "what was given did not come to the region yet");
        }
        Ok(())
    }

    async fn fitting(
        &self,
        write: &Write<Control>,
        account: Uuid,
        document: Uuid,
        kind: &str,
    ) -> Result<Uuid, AnswerRefused> {
        let own = crate::adding::own(write, account, document).await?;
        if own.is_none_or(|own| own.kind != kind) {
            return Err(AnswerRefused::Unfit);
        }
        let version = newest(write, account, document).await?.ok_or(AnswerRefused::Unfit)?;
        Ok(version.id)
    }

    /// Takes a consent back. From this moment the region sees the document no more, unless it has decided with it; its copy
    /// is destroyed. Returns whether there was one to take back.
    pub async fn withdraw(&self, act: &Act, account: Uuid, item: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(row) = write.find::<item::Entity>(item).await? else { return Ok(false) };
        let asked = write.find::<request::Entity>(row.request_id).await?;
        let Some(asked) = asked.filter(|asked| asked.account_id == Some(account)) else { return Ok(false) };
        if take_back(&write, item::Column::Id.eq(item), act.at).await? == 0 {
            return Ok(false);
        }
        // read again: a region that decided at the same moment came before
        let Some(row) = write.find::<item::Entity>(item).await? else { return Ok(false) };
        let after = json!({ "item": item, "decided": row.decided_at.is_some() });
        write.audit(act, entry("consent.withdrawn", asked.id, Some(after))).await?;
        write.commit().await?;
        if row.decided_at.is_none() {
            self.retract_or_later(act, item).await;
        }
        Ok(true)
    }

    /// Takes back every consent that an account gave a region. May be done again. Returns with how many documents the region
    /// has decided: its record of them stays.
    pub async fn withdraw_all(&self, act: &Act, account: Uuid, region: RegionCode) -> Result<u64> {
        let mut decided = 0;
        for request in self.requests_at(account, region).await? {
            for item in request.items {
                decided += u64::from(item.decided_at.is_some());
                if item.state == ItemState::Given {
                    self.withdraw(act, account, item.id).await?;
                }
            }
        }
        Ok(decided)
    }
}

/// Turns consents into withdrawn ones; returns how many. From then on no region decides with them.
pub(crate) async fn take_back(write: &Write<Control>, which: impl IntoCondition, at: DateTime<Utc>) -> Result<u64> {
    let change = item::Entity::update_many()
        .set(item::ActiveModel { state: Set(ItemState::Withdrawn), withdrawn_at: Set(Some(at)), ..Default::default() })
        .filter(which.into_condition())
        .filter(item::Column::State.eq(ItemState::Given));
    write.update_many(change).await
}
