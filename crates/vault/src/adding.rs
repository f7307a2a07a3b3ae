//! Adding a document, or a newer version of one.

use balai_catalog::standard::DocumentCode;
use balai_identity::{account_keys, is_active};
use balai_kernel::{Act, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Audit, Control, Read, StorageError, Write};
use bytes::Bytes;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::document::{FileName, Scan};
use crate::file::{Kept, Refusal};
use crate::issuing::Issuer;
use crate::rows::{document, version};
use crate::sealing::{self, Sealed, seat};
use crate::{Details, Vault, marks};

/// Documents of one account at most.
const MOST_DOCUMENTS: u64 = 200;
/// Versions of one document at most.
const MOST_VERSIONS: i32 = 50;

/// A file that somebody adds, in one piece or in pages.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its kind; that of the document which it renews counts instead.
    pub kind: DocumentCode,
    /// The document it is a newer version of.
    pub renews: Option<Uuid>,
    /// The name it had.
    pub name: FileName,
    /// What came.
    pub files: Vec<Bytes>,
}

/// Where a file comes from, beyond what its owner says.
#[derive(Default)]
pub(crate) struct Provenance<'a> {
    /// What stands on it.
    pub(crate) details: Details,
    /// Who issued it.
    pub(crate) issued: Option<Issuer<'a>>,
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    /// It is a new document, or a new version of one; holds the document.
    New(Uuid),
    /// The same content was there already; holds its document.
    Known(Uuid),
}

/// Why nothing was added.
#[derive(Debug, thiserror::Error)]
pub enum AddRefused {
    /// The file is not kept.
    #[error(transparent)]
    File(#[from] Refusal),
    /// There is no such document of this account, or the account is closed.
    #[error("no such document")]
    Unknown,
    /// What a region issues lies there already as something else: as another kind, or issued by another region.
    #[error("the same file is another document")]
    Other,
    /// The vault holds as many as it may.
    #[error("the vault is full")]
    Full,
    /// The vault is that of whoever would issue.
    #[error("nobody issues to herself")]
    Oneself,
    /// As many were issued for one request as may be.
    #[error("enough was issued for this request")]
    Enough,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// Adds a file to the vault of an account.
    pub async fn add(&self, act: &Act, account: Uuid, new: NewFile) -> Result<Added, AddRefused> {
        self.keep(act, account, new, Provenance::default()).await
    }

    /// The same with what is known of where it comes from.
    pub(crate) async fn keep(
        &self,
        act: &Act,
        account: Uuid,
        new: NewFile,
        Provenance { details, issued }: Provenance<'_>,
    ) -> Result<Added, AddRefused> {
        let key = self.account_key(act, account).await?;
        let kept = self.examined(new.files).await?;
        let content = key.blind_index(&Sha256::digest(&kept.bytes));
        if let Some(known) = self.known(account, &content, new.renews).await? {
            if let Some(issuer) = issued {
                self.issue_known(act, &known, &new.kind, details, issuer).await?;
            }
            return Ok(Added::Known(known.document_id));
        }
        let scan = self.scanned(&kept.bytes).await?;
        let (id, data) = (fresh_id(act.at), Key::fresh());
        let object = sealing::object(id)?;
        let Kept { media, bytes, pages } = kept;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let sealed = data.seal_body(sealing::body(&id.to_string()), bytes);
        // the object first: a row never leads to nothing
        self.shelf().put(&object, "application/octet-stream", sealed.into()).await?;
        let row = version::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            content: Set(content.clone()),
            media: Set(media),
            pages: Set(i32::from(pages)),
            size: Set(size),
            wrapped: Set(key.wrap(seat("vault_versions", "wrapped", &id.to_string()), &data)),
            details: Set(sealing::seal(&key, id, &Sealed { number: details.number, name: new.name })?),
            issued_on: Set(details.issued_on),
            expires_on: Set(details.expires_on),
            issuer: Set(details.issuer.map(|code| code.to_string())),
            scan: Set(scan),
            created_at: Set(act.at),
            ..Default::default()
        };
        let added = self.enter(act, account, (new.kind, new.renews), row, issued).await;
        match added {
            Ok(document) => Ok(Added::New(document)),
            Err(refused) => {
                self.shelf().delete(&object).await?;
                match (refused, self.known(account, &content, new.renews).await?) {
                    // two clicks on one button: the first one added it
                    (AddRefused::Storage(error), Some(known)) if error.is_conflict() => {
                        Ok(Added::Known(known.document_id))
                    }
                    (refused, _) => Err(refused),
                }
            }
        }
    }

    /// Writes down what stands on a document's newest version, unless a region issued it: what it vouches for stays as it
    /// is. Returns whether it could be.
    pub async fn describe(
        &self,
        act: &Act,
        account: Uuid,
        document: Uuid,
        details: Details,
    ) -> Result<bool, StorageError> {
        let write = self.db.write().await?;
        let Some(row) = newest(&write, account, document).await? else { return Ok(false) };
        if marks::issuer(&write, row.id).await?.is_some() {
            return Ok(false);
        }
        self.write_on(&write, act, &row, details).await?;
        write.audit(act, audit("document.described", document, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Writes on a version what stands on it.
    pub(crate) async fn write_on(
        &self,
        write: &Write<Control>,
        act: &Act,
        row: &version::Model,
        details: Details,
    ) -> Result<(), StorageError> {
        let key = account_keys::of(write, act, &self.kek, row.account_id).await?;
        let sealed = Sealed { number: details.number, ..sealing::open(&key, row)? };
        let change = version::ActiveModel {
            id: Set(row.id),
            details: Set(sealing::seal(&key, row.id, &sealed)?),
            issued_on: Set(details.issued_on),
            expires_on: Set(details.expires_on),
            issuer: Set(details.issuer.map(|code| code.to_string())),
            ..Default::default()
        };
        write.update(change).await.map(drop)
    }

    pub(crate) async fn account_key(&self, act: &Act, account: Uuid) -> Result<Key, StorageError> {
        let read = self.db.read().await?;
        if let Some(key) = account_keys::find(&read, &self.kek, account).await? {
            return Ok(key);
        }
        drop(read);
        let write = self.db.write().await?;
        let key = account_keys::of(&write, act, &self.kek, account).await?;
        write.commit().await?;
        Ok(key)
    }

    /// The version with this content. Whoever renews a document with what it holds already is told so too.
    async fn known(
        &self,
        account: Uuid,
        content: &str,
        renews: Option<Uuid>,
    ) -> Result<Option<version::Model>, AddRefused> {
        let read = self.db.read().await?;
        if let Some(renews) = renews {
            own(&read, account, renews).await?.ok_or(AddRefused::Unknown)?;
        }
        let query = version::Entity::find()
            .filter(version::Column::AccountId.eq(account))
            .filter(version::Column::Content.eq(content));
        Ok(read.one(query).await?)
    }

    async fn enter(
        &self,
        act: &Act,
        account: Uuid,
        (kind, renews): (DocumentCode, Option<Uuid>),
        row: version::ActiveModel,
        issued: Option<Issuer<'_>>,
    ) -> Result<Uuid, AddRefused> {
        let write = self.db.write().await?;
        if !is_active(&write, account).await? {
            return Err(AddRefused::Unknown);
        }
        let (document, number) = match renews {
            Some(id) => {
                let newest = newest(&write, account, id).await?.ok_or(AddRefused::Unknown)?;
                (id, newest.number + 1)
            }
            None => (new_document(&write, act, account, kind).await?, 1),
        };
        if number > MOST_VERSIONS {
            return Err(AddRefused::Full);
        }
        let scan = row.scan.clone().take().unwrap_or(Scan::Unscanned);
        let row = version::ActiveModel { document_id: Set(document), number: Set(number), ..row };
        let row = write.insert(row).await?;
        let after = json!({ "version": number, "scan": if scan == Scan::Clean { "clean" } else { "unscanned" } });
        let action = if number == 1 { "document.added" } else { "document.renewed" };
        write.audit(act, audit(action, document, Some(after))).await?;
        if number > 1 {
            self.ask_anew(&write, act, account, document).await?;
        }
        if let Some(issuer) = issued {
            self.vouch(&write, act, account, row.id, issuer).await?;
        }
        write.commit().await?;
        Ok(document)
    }
}

async fn new_document(
    write: &Write<Control>,
    act: &Act,
    account: Uuid,
    kind: DocumentCode,
) -> Result<Uuid, AddRefused> {
    let own = document::Entity::find().filter(document::Column::AccountId.eq(account));
    if write.count(own).await? >= MOST_DOCUMENTS {
        return Err(AddRefused::Full);
    }
    let id = fresh_id(act.at);
    let row = document::ActiveModel {
        id: Set(id),
        account_id: Set(account),
        kind: Set(kind.into()),
        created_at: Set(act.at),
    };
    write.insert(row).await?;
    Ok(id)
}

/// A document, if it is this account's.
pub(crate) async fn own(
    read: &Read<Control>,
    account: Uuid,
    document: Uuid,
) -> Result<Option<document::Model>, StorageError> {
    Ok(read.find::<document::Entity>(document).await?.filter(|row| row.account_id == account))
}

/// The version of this account's document that counts.
pub(crate) async fn newest(
    read: &Read<Control>,
    account: Uuid,
    document: Uuid,
) -> Result<Option<version::Model>, StorageError> {
    let query = version::Entity::find()
        .filter(version::Column::DocumentId.eq(document))
        .filter(version::Column::AccountId.eq(account))
        .order_by_desc(version::Column::Number);
    read.one(query).await
}

pub(crate) fn audit(action: &'static str, document: Uuid, after: Option<serde_json::Value>) -> Audit {
    Audit { action, kind: "document", id: document.to_string(), before: None, after }
}
