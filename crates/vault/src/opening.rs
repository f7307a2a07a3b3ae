//! Reading what is in a vault, and who read it.

use std::collections::HashMap;

use balai_catalog::standard::DocumentCode;
use balai_identity::account_keys;
use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result, StorageError, Write};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::Vault;
use crate::adding::own;
use crate::document::{Details, Document, Version};
use crate::file::Media;
use crate::rows::{document, look, version};
use crate::sealing;

/// Documents of one account, with all their versions, at most.
const MOST_LISTED: u64 = 2_000;

/// A document that is open.
pub struct Opened {
    /// Its kind.
    pub kind: DocumentCode,
    /// What it is.
    pub media: Media,
    /// The number of its version.
    pub version: i32,
    /// Its bytes.
    pub bytes: Bytes,
}

/// Somebody looked at a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its id, for the next page of a list.
    pub id: Uuid,
    /// The document's kind.
    pub kind: String,
    /// The document, which may be gone.
    pub document: Uuid,
    /// The region whose staff looked; without one its owner did.
    pub region: Option<String>,
    /// Who, by account.
    pub by: Uuid,
    /// Who of the region's staff; what a citizen is called stands in her account alone.
    pub staff: Option<String>,
    /// Whether it was the owner herself.
    pub own: bool,
    /// For which service.
    pub service: Option<String>,
    /// The request of the region that it was for.
    pub request: Option<Uuid>,
    /// When.
    pub at: DateTime<Utc>,
}

impl Vault {
    /// All documents of an account, the newest first.
    pub async fn documents(&self, account: Uuid) -> Result<Vec<Document>> {
        let read = self.db.read().await?;
        let Some(key) = account_keys::find(&read, &self.kek, account).await? else { return Ok(Vec::new()) };
        let query = document::Entity::find()
            .filter(document::Column::AccountId.eq(account))
            .order_by_desc(document::Column::Id);
        let documents = read.all(query, MOST_LISTED).await?;
        let query = version::Entity::find()
            .filter(version::Column::AccountId.eq(account))
            .order_by_desc(version::Column::Number);
        let mut versions: HashMap<Uuid, Vec<Version>> = HashMap::new();
        for row in read.all(query, MOST_LISTED).await? {
            versions.entry(row.document_id).or_default().push(told(&key, row)?);
        }
        let with = |row: document::Model| {
            let versions = versions.remove(&row.id).unwrap_or_default();
            let kind =
                DocumentCode::parse(&row.kind).map_err(|_| StorageError::Corrupt(format!("document {}", row.id)))?;
            Ok(Document { id: row.id, kind, versions })
        };
        let documents: Result<Vec<Document>> = documents.into_iter().map(with).collect();
        Ok(documents?.into_iter().filter(|document| !document.versions.is_empty()).collect())
    }

    /// One of an account's documents.
    pub async fn document(&self, account: Uuid, id: Uuid) -> Result<Option<Document>> {
        Ok(self.documents(account).await?.into_iter().find(|document| document.id == id))
    }

    /// Opens a version of one's own document; the look is written down first.
    /// `by` is the owner, or who acts for her.
    pub async fn open(
        &self,
        act: &Act,
        account: Uuid,
        by: Uuid,
        document: Uuid,
        version: Uuid,
    ) -> Result<Option<Opened>> {
        let write = self.db.write().await?;
        let row = write.find::<version::Entity>(version).await?;
        let row = row.filter(|row| row.account_id == account && row.document_id == document);
        let (Some(row), Some(document)) = (row, own(&write, account, document).await?) else { return Ok(None) };
        let Some(key) = account_keys::find(&write, &self.kek, account).await? else { return Ok(None) };
        let data = sealing::data_key(&key, &row)?;
        let looked = Looked { account, document: &document, by, of: None, service: None, request: None };
        look_at(&write, act, looked).await?;
        write.commit().await?;
        let kind = DocumentCode::parse(&document.kind)
            .map_err(|_| StorageError::Corrupt(format!("document {}", document.id)))?;
        let Some(object) = self.shelf().get(&sealing::object(row.id)?).await? else {
            return Err(StorageError::Corrupt(format!("object of version {}", row.id)));
        };
        let plain = data.open_body(sealing::body(&row.id.to_string()), Vec::from(object.body))?;
        Ok(Some(Opened { kind, media: row.media, version: row.number, bytes: Bytes::from_owner(plain) }))
    }

    /// Who looked at an account's documents, the newest first, after an id of a list.
    pub async fn looks(
        &self,
        account: Uuid,
        document: Option<Uuid>,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Look>> {
        let mut query = look::Entity::find().filter(look::Column::AccountId.eq(account));
        if let Some(document) = document {
            query = query.filter(look::Column::DocumentId.eq(document));
        }
        if let Some(after) = after {
            query = query.filter(look::Column::Id.lt(after));
        }
        let rows = self.db.read().await?.all(query.order_by_desc(look::Column::Id), limit).await?;
        Ok(rows.into_iter().map(shown).collect())
    }
}

fn shown(row: look::Model) -> Look {
    Look {
        id: row.id,
        kind: row.kind,
        document: row.document_id,
        region: row.region_code,
        own: row.by_account == row.account_id,
        by: row.by_account,
        staff: row.by_name,
        service: row.service,
        request: row.request_id,
        at: row.at,
    }
}

/// Whose looks are asked for, and when.
#[derive(Clone, Debug, Default)]
pub struct LooksAsked {
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// At documents of this account.
    pub of: Option<Uuid>,
    /// By this account.
    pub by: Option<Uuid>,
    /// By staff of this region.
    pub region: Option<RegionCode>,
}

/// A look with whose document it was and who looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedLook {
    /// Whose document.
    pub owner: Uuid,
    /// The look.
    pub look: Look,
}

/// Looks at documents, the newest first, before an id of the list.
pub async fn looks_of(
    read: &Read<Control>,
    asked: &LooksAsked,
    before: Option<Uuid>,
    limit: u64,
) -> Result<Vec<OwnedLook>> {
    use look::Column::{AccountId, At, ByAccount, Id, RegionCode};
    let which = Condition::all()
        .add_option(asked.from.map(|from| At.gte(from)))
        .add_option(asked.until.map(|until| At.lt(until)))
        .add_option(asked.of.map(|of| AccountId.eq(of)))
        .add_option(asked.by.map(|by| ByAccount.eq(by)))
        .add_option(asked.region.map(|region| RegionCode.eq(region.to_string())))
        .add_option(before.map(|before| Id.lt(before)));
    let rows = read.all(look::Entity::find().filter(which).order_by_desc(Id), limit).await?;
    let owned = |row: look::Model| OwnedLook { owner: row.account_id, look: shown(row) };
    Ok(rows.into_iter().map(owned).collect())
}

/// A look that is about to be written down.
pub(crate) struct Looked<'a> {
    pub(crate) account: Uuid,
    pub(crate) document: &'a document::Model,
    pub(crate) by: Uuid,
    /// The region and the name of its staff; without them a citizen looks.
    pub(crate) of: Option<(RegionCode, &'a str)>,
    pub(crate) service: Option<String>,
    pub(crate) request: Option<Uuid>,
}

pub(crate) async fn look_at(write: &Write<Control>, act: &Act, looked: Looked<'_>) -> Result<()> {
    let row = look::ActiveModel {
        id: Set(fresh_id(act.at)),
        account_id: Set(looked.account),
        document_id: Set(looked.document.id),
        kind: Set(looked.document.kind.clone()),
        region_code: Set(looked.of.map(|(region, _)| region.to_string())),
        by_account: Set(looked.by),
        by_name: Set(looked.of.map(|(_, name)| name.to_owned())),
        service: Set(looked.service),
        request_id: Set(looked.request),
        at: Set(act.at),
    };
    write.insert(row).await.map(drop)
}

fn told(key: &Key, row: version::Model) -> Result<Version> {
    let sealed = sealing::open(key, &row)?;
    let issuer = row.issuer.map(|code| code.parse());
    let issuer = issuer.transpose().map_err(|_| StorageError::Corrupt(format!("issuer of version {}", row.id)))?;
    Ok(Version {
        id: row.id,
        number: row.number,
        media: row.media,
        pages: row.pages,
        size: row.size,
        details: Details { number: sealed.number, issued_on: row.issued_on, expires_on: row.expires_on, issuer },
        name: sealed.name,
        scan: row.scan,
        added_at: row.created_at,
    })
}

/// The versions of a document.
pub(crate) async fn versions(read: &Read<Control>, document: Uuid) -> Result<Vec<version::Model>> {
    read.all(version::Entity::find().filter(version::Column::DocumentId.eq(document)), MOST_LISTED).await
}
