//! Requests as their owners, their places and the ministry read them.

use balai_rbac::Domain;
use balai_storage::Result;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::rows::request;
use crate::{Request, Rights, State};

/// Requests of one account that are listed.
const MOST_LISTED: u64 = 100;

/// Which requests of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that wait, the next deadline first.
    Open,
    /// The others, the newest first.
    Answered,
}

impl Rights {
    /// What an account asked, the newest first.
    pub async fn of_account(&self, account: Uuid) -> Result<Vec<Request>> {
        let query = request::Entity::find().filter(request::Column::AccountId.eq(account));
        self.listed(query.order_by_desc(request::Column::Id), MOST_LISTED).await
    }

    /// One request of an account.
    pub async fn one_of(&self, account: Uuid, id: Uuid) -> Result<Option<Request>> {
        let found = self.listed(request::Entity::find_by_id(id), 1).await?;
        Ok(found.into_iter().find(|request| request.account == account))
    }

    /// One request of a place.
    pub async fn one_at(&self, place: &Domain, id: Uuid) -> Result<Option<Request>> {
        let found = self.listed(request::Entity::find_by_id(id), 1).await?;
        Ok(found.into_iter().find(|request| request.place == *place))
    }

    /// Requests of a place, after an id of the list. Every clock is as long, so that ids stand in the order of deadlines.
    pub async fn at(&self, place: &Domain, which: Which, after: Option<Uuid>, limit: u64) -> Result<Vec<Request>> {
        let of_place = request::Entity::find().filter(request::Column::Place.eq(place.to_string()));
        let query = match which {
            Which::Open => {
                let open = of_place.filter(request::Column::State.eq(State::Open));
                let next = after.map(|after| request::Column::Id.gt(after));
                next.into_iter().fold(open, QueryFilter::filter).order_by_asc(request::Column::Id)
            }
            Which::Answered => {
                let answered = of_place.filter(request::Column::State.ne(State::Open));
                let next = after.map(|after| request::Column::Id.lt(after));
                next.into_iter().fold(answered, QueryFilter::filter).order_by_desc(request::Column::Id)
            }
        };
        self.listed(query, limit).await
    }

    /// Requests of all regions whose time is over, the longest over first; after an id of the list. What they say is not told:
    /// the ministry counts, and reads nothing of anybody.
    pub async fn late(&self, at: DateTime<Utc>, after: Option<Uuid>, limit: u64) -> Result<Vec<Request>> {
        let late = request::Entity::find()
            .filter(request::Column::State.eq(State::Open))
            .filter(request::Column::DueAt.lt(at))
            .filter(request::Column::Place.ne(Domain::National.to_string()));
        let next = after.map(|after| request::Column::Id.gt(after));
        let query = next.into_iter().fold(late, QueryFilter::filter).order_by_asc(request::Column::Id);
        let rows = self.db.read().await?.all(query, limit).await?;
        let bare = |row: request::Model| request::Model { wish: None, words: None, ..row };
        self.read(rows.into_iter().map(bare).collect()).await
    }

    /// How many requests of a region wait, and how many of them are late.
    pub async fn waiting(&self, place: &Domain, at: DateTime<Utc>) -> Result<(u64, u64)> {
        let open = request::Entity::find()
            .filter(request::Column::Place.eq(place.to_string()))
            .filter(request::Column::State.eq(State::Open));
        let read = self.db.read().await?;
        let late = read.count(open.clone().filter(request::Column::DueAt.lt(at))).await?;
        Ok((read.count(open).await?, late))
    }

    /// How many requests of all regions are late.
    pub async fn count_late(&self, at: DateTime<Utc>) -> Result<u64> {
        let late = request::Entity::find()
            .filter(request::Column::State.eq(State::Open))
            .filter(request::Column::DueAt.lt(at))
            .filter(request::Column::Place.ne(Domain::National.to_string()));
        self.db.read().await?.count(late).await
    }

    async fn listed(&self, query: sea_orm::Select<request::Entity>, limit: u64) -> Result<Vec<Request>> {
        let rows = self.db.read().await?.all(query, limit).await?;
        self.read(rows).await
    }

    async fn read(&self, rows: Vec<request::Model>) -> Result<Vec<Request>> {
        let read = self.db.read().await?;
        let mut requests = Vec::with_capacity(rows.len());
        for row in rows {
            requests.push(self.told(&read, row).await?);
        }
        Ok(requests)
    }
}
