//! Requests that an application hands over ahead of the citizen (RFC 9126).

use balai_kernel::{Act, SecretToken, fresh_id};
use balai_storage::{Control, Result, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Identity;
use crate::provider::{Began, Parameters};
use crate::rows::pushed_request;

/// How long the citizen may take to come with it.
pub const PUSHED_LASTS: TimeDelta = TimeDelta::seconds(90);
/// What the handle begins with (RFC 9126, 2.2).
const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// A request that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// Its id; a code spends it.
    pub id: Uuid,
    /// What it asks.
    pub parameters: Parameters,
}

impl Identity {
    /// Keeps a request for the citizen to come with. Returns its handle, the `request_uri`.
    pub async fn push_request(&self, act: &Act, application: Uuid, parameters: &Parameters) -> Result<String> {
        let handle = SecretToken::fresh();
        let row = pushed_request::ActiveModel {
            id: Set(fresh_id(act.at)),
            uri_hash: Set(handle.hash().into()),
            application_id: Set(application),
            parameters: Set(parameters.encoded()),
            pushed_at: Set(act.at),
            opened_at: Set(None),
            spent_at: Set(None),
        };
        let write = self.db.write().await?;
        write.insert(row).await?;
        write.commit().await?;
        Ok(format!("{PREFIX}{}", handle.reveal()))
    }

    /// The request behind a handle. It opens once, within ninety seconds; after that only whoever opened it goes on with it,
    /// by the mark that the request got then.
    pub async fn open_pushed(
        &self,
        application: Uuid,
        request_uri: &str,
        began: Option<Began>,
        at: DateTime<Utc>,
    ) -> Result<Option<Pushed>> {
        let Some(handle) = request_uri.strip_prefix(PREFIX).and_then(|text| SecretToken::parse(text).ok()) else {
            return Ok(None);
        };
        let query = pushed_request::Entity::find()
            .filter(pushed_request::Column::UriHash.eq(handle.hash().as_str()))
            .filter(pushed_request::Column::ApplicationId.eq(application))
            .filter(pushed_request::Column::SpentAt.is_null());
        let found = self.db.read().await?.one(query).await?;
        let Some(row) = found else { return Ok(None) };
        let opens = match began {
            Some(began) => began.pushed == Some(row.id),
            None if at >= row.pushed_at + PUSHED_LASTS || row.opened_at.is_some() => false,
            None => {
                let write = self.db.write().await?;
                let is_first = mark(&write, row.id, pushed_request::Column::OpenedAt, at).await?;
                write.commit().await?;
                is_first
            }
        };
        if !opens {
            return Ok(None);
        }
        Ok(Some(Pushed { id: row.id, parameters: Parameters::parse(&row.parameters) }))
    }

    /// Ends a pushed request that is answered with an error. Says whether it waited for an answer.
    pub async fn spend_pushed(&self, pushed: Uuid, at: DateTime<Utc>) -> Result<bool> {
        let write = self.db.write().await?;
        let spent = spend(&write, pushed, at).await?;
        write.commit().await?;
        Ok(spent)
    }
}

/// Marks a request as answered. Says whether this was the first time.
pub(super) async fn spend(write: &Write<Control>, pushed: Uuid, at: DateTime<Utc>) -> Result<bool> {
    mark(write, pushed, pushed_request::Column::SpentAt, at).await
}

async fn mark(write: &Write<Control>, pushed: Uuid, column: pushed_request::Column, at: DateTime<Utc>) -> Result<bool> {
    let change = pushed_request::Entity::update_many()
        .col_expr(column, Expr::value(at))
        .filter(pushed_request::Column::Id.eq(pushed))
        .filter(column.is_null());
    Ok(write.update_many(change).await? == 1)
}
