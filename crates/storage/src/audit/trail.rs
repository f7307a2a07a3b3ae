//! Reading the trail, and leaving in it who looked at what.

use balai_kernel::{Act, Actor};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::sea_query::extension::postgres::PgExpr;
use sea_orm::sea_query::extension::sqlite::SqliteExpr;
use sea_orm::sea_query::{Expr, ExprTrait, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::{Audit, Link, link, shown};
use crate::{ControlDb, MOST_ROWS, Plane, Read, Result, TenantDb, Write};

/// The verb of a look at somebody's personal data.
pub const LOOKED_AT: &str = "record.viewed";
/// For how long one look stands for those that follow it: whoever turns pages, or comes back to one, looks once.
const ONE_LOOK: TimeDelta = TimeDelta::minutes(15);
/// Things whose deeds are asked for at once.
const MOST_THINGS: usize = 5_000;
/// The field of `after` that names the place a deed counts in, such as `33.14` or `33.14/<agency>`.
const PLACE: &str = "domain";

/// Which links are asked for; what is not named narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trail {
    /// Of this actor, in stable text.
    pub actor: Option<String>,
    /// Done with this account, for itself or for another.
    pub account: Option<Uuid>,
    /// Of this verb.
    pub action: Option<String>,
    /// Of this kind of thing.
    pub kind: Option<String>,
    /// Of the thing with this id.
    pub id: Option<String>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Told of this place or a part of it.
    pub place: Option<String>,
}

/// A look at something, to be left in the trail.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The verb, such as [`LOOKED_AT`].
    pub action: &'static str,
    /// The kind of thing.
    pub kind: &'static str,
    /// Its id, in text.
    pub id: String,
    /// What of it; personal data stays out.
    pub what: Option<Value>,
}

impl Looked {
    /// A look at somebody's personal data.
    pub fn at(kind: &'static str, id: Uuid) -> Self {
        Self { action: LOOKED_AT, kind, id: id.to_string(), what: None }
    }
}

impl TenantDb {
    /// Leaves a look in the region's trail, each time.
    pub async fn noted(&self, act: &Act, looked: &Looked) -> Result<()> {
        leave(self.write().await?, act, looked).await
    }

    /// Leaves a look in the region's trail. Looks of one person at one thing within 15 minutes are one link, so that turning
    /// pages does not flood the trail; of two at the same instant both may stand.
    pub async fn looked(&self, act: &Act, looked: &Looked) -> Result<()> {
        if !self.read().await?.is_looked(act, looked).await? {
            leave(self.write().await?, act, looked).await?;
        }
        Ok(())
    }
}

impl ControlDb {
    /// Leaves a look in the trail of the deployment, each time.
    pub async fn noted(&self, act: &Act, looked: &Looked) -> Result<()> {
        leave(self.write().await?, act, looked).await
    }

    /// The same in the trail of the deployment.
    pub async fn looked(&self, act: &Act, looked: &Looked) -> Result<()> {
        if !self.read().await?.is_looked(act, looked).await? {
            leave(self.write().await?, act, looked).await?;
        }
        Ok(())
    }
}

/// The stable texts of everybody that an account acts as.
fn done_with(account: Uuid) -> Condition {
    let itself = Actor::Account(account).to_string();
    let for_another = link::Column::Actor.starts_with(format!("{itself}:for:"));
    Condition::any().add(link::Column::Actor.eq(itself)).add(for_another)
}

async fn leave<P: Plane>(write: Write<P>, act: &Act, looked: &Looked) -> Result<()> {
    let Looked { action, kind, id, what } = looked.clone();
    write.audit(act, Audit { action, kind, id, before: None, after: what }).await?;
    write.commit().await
}

impl<P: Plane> Read<P> {
    /// The newest links, newest first.
    pub async fn audit_trail(&self, limit: u64) -> Result<Vec<Link>> {
        self.trail(&Trail::default(), None, limit).await
    }

    /// What was done to one thing, newest first: at most `limit` links, those before a position.
    pub async fn audit_of(&self, kind: &str, id: &str, before: Option<i64>, limit: u64) -> Result<Vec<Link>> {
        let of = Trail { kind: Some(kind.to_owned()), id: Some(id.to_owned()), ..Trail::default() };
        self.trail(&of, before, limit).await
    }

    /// Who looked at the personal data of one thing, the newest look first.
    pub async fn looks_at(&self, kind: &str, id: &str, limit: u64) -> Result<Vec<Link>> {
        let (kind, id) = (Some(kind.to_owned()), Some(id.to_owned()));
        let looks = Trail { action: Some(LOOKED_AT.to_owned()), kind, id, ..Trail::default() };
        self.trail(&looks, None, limit).await
    }

    /// Links of a trail, newest first: at most `limit`, those before a position.
    pub async fn trail(&self, trail: &Trail, before: Option<i64>, limit: u64) -> Result<Vec<Link>> {
        let mut query = link::Entity::find().filter(self.condition(trail));
        if let Some(before) = before {
            query = query.filter(link::Column::Position.lt(before));
        }
        let query = query.order_by_desc(link::Column::Position).limit(std::cmp::min(limit, MOST_ROWS));
        Ok(query.all(&self.tx).await?.into_iter().map(shown).collect())
    }

    /// What was done to any of these things, the newest first.
    pub async fn trail_of_things(&self, kinds: &[&str], ids: &[String], limit: u64) -> Result<Vec<Link>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let query = link::Entity::find()
            .filter(link::Column::ObjectKind.is_in(kinds.iter().copied()))
            .filter(link::Column::ObjectId.is_in(ids.iter().take(MOST_THINGS).map(String::as_str)))
            .order_by_desc(link::Column::Position)
            .limit(std::cmp::min(limit, MOST_ROWS));
        Ok(query.all(&self.tx).await?.into_iter().map(shown).collect())
    }

    /// The link at this position, when it is one of this trail.
    pub async fn trail_link(&self, trail: &Trail, position: i64) -> Result<Option<Link>> {
        let query = link::Entity::find().filter(self.condition(trail)).filter(link::Column::Position.eq(position));
        Ok(query.one(&self.tx).await?.map(shown))
    }

    fn condition(&self, trail: &Trail) -> Condition {
        use link::Column::{Action, At, ObjectId, ObjectKind};
        let text = |column: link::Column, value: &Option<String>| value.as_ref().map(|value| column.eq(value.as_str()));
        Condition::all()
            .add_option(text(link::Column::Actor, &trail.actor))
            .add_option(trail.account.map(done_with))
            .add_option(text(Action, &trail.action))
            .add_option(text(ObjectKind, &trail.kind))
            .add_option(text(ObjectId, &trail.id))
            .add_option(trail.from.map(|from| At.gte(from)))
            .add_option(trail.until.map(|until| At.lt(until)))
            .add_option(trail.place.as_ref().map(|place| self.told_of(place)))
    }

    /// The index of the control plane holds the same expression.
    fn told_of(&self, place: &str) -> Condition {
        let (after, field) = (Expr::col(link::Column::After), SimpleExpr::Constant(PLACE.into()));
        let named = match self.tx.get_database_backend() {
            DbBackend::Sqlite => SqliteExpr::cast_json_field(after, field),
            _ => PgExpr::cast_json_field(after, field),
        };
        let part = format!("{place}/%");
        Condition::any().add(named.clone().eq(place)).add(named.like(part))
    }

    async fn is_looked(&self, act: &Act, looked: &Looked) -> Result<bool> {
        let same = Trail {
            actor: Some(act.by.to_string()),
            action: Some(looked.action.to_owned()),
            kind: Some(looked.kind.to_owned()),
            id: Some(looked.id.clone()),
            from: Some(act.at - ONE_LOOK),
            ..Trail::default()
        };
        Ok(!self.trail(&same, None, 1).await?.is_empty())
    }
}
