//! The audit trail: who did what, when, from where, before and after, in a chain of hashes.
//!
//! Link n holds `SHA-256(hash of n-1 || canonical text of n)`: a changed, removed or inserted link
//! breaks the chain from there on. One row holds the head and is locked while a link is added.

mod chain;
mod trail;

use balai_kernel::Act;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, EntityTrait, IntoActiveModel, QuerySelect};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Plane, Read, Result, StorageError, canonical::canonical, single::Single, write::BATCH};

pub use chain::{Broken, ChainFault};
pub use trail::{LOOKED_AT, Looked, Trail};

/// What happened to which thing.
#[derive(Debug, Clone, Default)]
pub struct Audit {
    /// The verb, such as `agency.created`.
    pub action: &'static str,
    /// The kind of thing, such as `agency`.
    pub kind: &'static str,
    /// The thing's id, in text.
    pub id: String,
    /// What it was; personal data stays out.
    pub before: Option<Value>,
    /// What it became.
    pub after: Option<Value>,
}

mod link {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_events")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub position: i64,
        pub actor: String,
        pub action: String,
        pub object_kind: String,
        pub object_id: String,
        pub before: Option<Json>,
        pub after: Option<Json>,
        pub at: DateTime<Utc>,
        pub origin: String,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod head {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_heads")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub length: i64,
        pub hash: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The id of the one head row, made by the plane's first migration.
pub const HEAD: Uuid = Uuid::nil();

/// A link as read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its place, from 1.
    pub position: i64,
    /// Who, in stable text.
    pub actor: String,
    /// The verb.
    pub action: String,
    /// The kind and id of the thing.
    pub object: (String, String),
    /// When.
    pub at: chrono::DateTime<chrono::Utc>,
    /// What the thing was.
    pub before: Option<Value>,
    /// What it became.
    pub after: Option<Value>,
    /// The peer's address and the number of the request, with a blank between; empty for work that came over no network.
    pub origin: String,
}

/// Adds links in the order of the entries.
pub(crate) async fn append(tx: &Single, act: &Act, entries: Vec<Audit>) -> Result<()> {
    let head = head::Entity::find_by_id(HEAD)
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or_else(|| StorageError::Corrupt("the audit chain has no head".to_owned()))?;
    let (mut length, mut hash, mut rows) = (head.length, head.hash, Vec::with_capacity(entries.len()));
    for entry in entries {
        length += 1;
        let mut row = link::Model {
            id: balai_kernel::fresh_id(act.at),
            position: length,
            actor: act.by.to_string(),
            action: entry.action.to_owned(),
            object_kind: entry.kind.to_owned(),
            object_id: entry.id,
            before: entry.before,
            after: entry.after,
            at: act.at,
            origin: origin(act),
            hash: String::new(),
        };
        row.hash = hash_of(&hash, &row);
        hash.clone_from(&row.hash);
        rows.push(row.into_active_model());
    }
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        let batch: Vec<_> = rows.by_ref().take(BATCH).collect();
        link::Entity::insert_many(batch).exec_without_returning(tx).await?;
    }
    head::ActiveModel { id: Set(HEAD), length: Set(length), hash: Set(hash) }.update(tx).await?;
    Ok(())
}

/// The canonical text holds each field with its length, so that no two rows share one; JSON is canonical (jsonb has an
/// order of its own), moments are microseconds.
fn hash_of(previous: &str, row: &link::Model) -> String {
    let json = |v: &Option<Value>| v.as_ref().map_or_else(String::new, canonical);
    let fields = [
        row.position.to_string(),
        row.actor.clone(),
        row.action.clone(),
        row.object_kind.clone(),
        row.object_id.clone(),
        json(&row.before),
        json(&row.after),
        row.at.timestamp_micros().to_string(),
        row.origin.clone(),
    ];
    let mut hasher = Sha256::new();
    hasher.update(previous.as_bytes());
    for field in fields {
        hasher.update(field.len().to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}

impl<P: Plane> Read<P> {
    /// The version of this plane's rows: every change is audited, so the head of the chain is another one after it.
    pub async fn version(&self) -> Result<String> {
        Ok(head::Entity::find_by_id(HEAD).one(&self.tx).await?.map(|head| head.hash).unwrap_or_default())
    }
}

/// The peer's address and the request's id, or nothing for work that came over no network.
fn origin(act: &Act) -> String {
    let parts = [&act.from.ip, &act.from.request_id];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn shown(row: link::Model) -> Link {
    Link {
        position: row.position,
        actor: row.actor,
        action: row.action,
        object: (row.object_kind, row.object_id),
        at: row.at,
        before: row.before,
        after: row.after,
        origin: row.origin,
    }
}
