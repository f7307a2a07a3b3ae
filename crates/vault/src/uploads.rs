//! Uploads that go on after a broken line (tus 1.0, <https://tus.io/protocols/resumable-upload>): where one stands is in the
//! database, its parts are sealed objects. Any server of a deployment takes the next part.

use balai_catalog::standard::DocumentCode;
use balai_identity::account_keys;
use balai_kernel::{Act, fresh_id};
use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result, StorageError, Write, sealed_length};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::document::FileName;
use crate::file::{LARGEST, MOST_PAGES};
use crate::rows::upload::Pages;
use crate::rows::{part, upload};
use crate::sealing::{self, seat};
use crate::{AddRefused, Added, NewFile, Vault};

/// Bytes of one part: what a line of 20 kB a second brings in thirteen seconds.
pub const PART: usize = 256 * 1024;
/// How long an upload may rest.
const RESTS: TimeDelta = TimeDelta::hours(24);
/// Uploads of one account at a time.
const MOST_OPEN: u64 = 10;
/// Parts of one upload at most: a line that breaks after every kilobyte gets no further.
const MOST_PARTS: u64 = 2_000;

/// An upload that has begun.
#[derive(Clone, Debug)]
pub struct UploadBegun {
    /// Its kind.
    pub kind: DocumentCode,
    /// The document it is a newer version of.
    pub renews: Option<Uuid>,
    /// The name of the file.
    pub name: FileName,
    /// The bytes of each page, in the order in which they come one after another. A file alone is one page.
    pub pages: Vec<u64>,
}

/// Where an upload stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// The document it is a newer version of.
    pub renews: Option<Uuid>,
    /// Its bytes.
    pub length: u64,
    /// Bytes that are there.
    pub received: u64,
    /// It is forgotten then.
    pub expires_at: DateTime<Utc>,
}

/// Why no upload began.
#[derive(Debug, thiserror::Error)]
pub enum BeginRefused {
    /// Nothing, a page of nothing, or more than [`LARGEST`] altogether.
    #[error("not a length that is taken")]
    Length,
    /// More than [`MOST_PAGES`].
    #[error("too many pages")]
    Pages,
    /// Too many are open.
    #[error("too many uploads are open")]
    Full,
    /// There is no such document of this account.
    #[error("no such document")]
    Unknown,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why a part was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AppendRefused {
    /// No such upload of this account, or it is over.
    #[error("no such upload")]
    Unknown,
    /// It begins elsewhere; holds where the upload stands.
    #[error("the upload stands at {0}")]
    Elsewhere(u64),
    /// It goes beyond the length that was announced, or is one part too many.
    #[error("beyond what was announced")]
    Beyond,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// Begins an upload.
    pub async fn begin_upload(&self, act: &Act, account: Uuid, begun: &UploadBegun) -> Result<Upload, BeginRefused> {
        let pages = Pages(begun.pages.clone());
        within(&pages)?;
        let key = self.account_key(act, account).await?;
        let write = self.db.write().await?;
        if let Some(renews) = begun.renews {
            crate::adding::own(&write, account, renews).await?.ok_or(BeginRefused::Unknown)?;
        }
        let open = upload::Entity::find()
            .filter(upload::Column::AccountId.eq(account))
            .filter(upload::Column::ExpiresAt.gt(act.at));
        if write.count(open).await? >= MOST_OPEN {
            return Err(BeginRefused::Full);
        }
        let (id, data) = (fresh_id(act.at), Key::fresh());
        let row = id.to_string();
        let row = upload::ActiveModel {
            id: Set(id),
            account_id: Set(account),
            kind: Set(begun.kind.as_str().to_owned()),
            document_id: Set(begun.renews),
            received: Set(0),
            pages: Set(pages),
            wrapped: Set(key.wrap(seat("vault_uploads", "wrapped", &row), &data)),
            name: Set(key.seal(seat("vault_uploads", "name", &row), begun.name.as_str().as_bytes())),
            created_at: Set(act.at),
            expires_at: Set(act.at + RESTS),
        };
        let row = write.insert(row).await?;
        write.commit().await?;
        Ok(told(&row))
    }

    /// Where an upload of this account stands.
    pub async fn upload(&self, account: Uuid, id: Uuid, at: DateTime<Utc>) -> Result<Option<Upload>> {
        Ok(found(&self.db.read().await?, account, id, at).await?.map(|row| told(&row)))
    }

    /// Takes the bytes that follow. Of two that come at once for one place, the first counts.
    pub async fn append(
        &self,
        act: &Act,
        account: Uuid,
        id: Uuid,
        start: u64,
        bytes: Bytes,
    ) -> Result<Upload, AppendRefused> {
        let read = self.db.read().await?;
        let row = found(&read, account, id, act.at).await?.ok_or(AppendRefused::Unknown)?;
        let key = account_keys::find(&read, &self.kek, account).await?.ok_or(AppendRefused::Unknown)?;
        let parts = read.count(part::Entity::find().filter(part::Column::UploadId.eq(id))).await?;
        drop(read);
        let stands = told(&row);
        if start != stands.received {
            return Err(AppendRefused::Elsewhere(stands.received));
        }
        if stands.received + bytes.len() as u64 > stands.length || parts >= MOST_PARTS {
            return Err(AppendRefused::Beyond);
        }
        if bytes.is_empty() {
            return Ok(stands);
        }
        let size = i64::try_from(bytes.len()).map_err(|_| AppendRefused::Beyond)?;
        let part = fresh_id(act.at);
        let data = upload_key(&key, &row)?;
        let sealed = data.seal_body(sealing::body(&part.to_string()), Vec::from(bytes));
        let object = sealing::part(part)?;
        self.shelf().put(&object, "application/octet-stream", sealed.into()).await?;
        match self.enter_part(act, &row, part, size).await {
            Ok(Some(upload)) => Ok(upload),
            Ok(None) => {
                self.shelf().delete(&object).await?;
                let now = self.upload(account, id, act.at).await?.ok_or(AppendRefused::Unknown)?;
                Err(AppendRefused::Elsewhere(now.received))
            }
            Err(error) => {
                self.shelf().delete(&object).await?;
                Err(error.into())
            }
        }
    }

    async fn enter_part(&self, act: &Act, row: &upload::Model, part: Uuid, size: i64) -> Result<Option<Upload>> {
        let write = self.db.write().await?;
        let on = upload::Entity::update_many()
            .col_expr(upload::Column::Received, Expr::value(row.received + size))
            .col_expr(upload::Column::ExpiresAt, Expr::value(act.at + RESTS))
            .filter(upload::Column::Id.eq(row.id))
            .filter(upload::Column::Received.eq(row.received));
        if write.update_many(on).await? == 0 {
            return Ok(None);
        }
        let entry =
            part::ActiveModel { id: Set(part), upload_id: Set(row.id), start: Set(row.received), size: Set(size) };
        write.insert(entry).await?;
        write.commit().await?;
        let row = upload::Model { received: row.received + size, expires_at: act.at + RESTS, ..row.clone() };
        Ok(Some(told(&row)))
    }

    /// Makes a document of an upload that is whole. What is refused is forgotten with it; one that is not whole waits.
    pub async fn finish_upload(&self, act: &Act, account: Uuid, id: Uuid) -> Result<Added, AddRefused> {
        let read = self.db.read().await?;
        let row = found(&read, account, id, act.at).await?.ok_or(AddRefused::Unknown)?;
        let key = account_keys::find(&read, &self.kek, account).await?.ok_or(AddRefused::Unknown)?;
        let parts = parts(&read, id).await?;
        drop(read);
        let length = row.pages.length();
        if row.received.unsigned_abs() != length {
            return Err(AddRefused::Unknown);
        }
        let data = upload_key(&key, &row)?;
        let length = usize::try_from(length).map_err(|_| StorageError::Corrupt(format!("upload {id}")))?;
        let mut bytes = Vec::with_capacity(sealed_length(length));
        for part in &parts {
            let gone = || StorageError::Corrupt(format!("part {} of upload {id}", part.id));
            let object = self.shelf().get(&sealing::part(part.id)?).await?.ok_or_else(gone)?;
            bytes.extend_from_slice(&data.open_body(sealing::body(&part.id.to_string()), Vec::from(object.body))?);
        }
        let name = key.open(seat("vault_uploads", "name", &id.to_string()), &row.name)?;
        let kind = DocumentCode::parse(&row.kind).map_err(|_| StorageError::Corrupt(format!("upload {id}")))?;
        let name = FileName::of(&String::from_utf8_lossy(&name));
        let files = pages_of(bytes.into(), &row)?;
        let new = NewFile { kind, renews: row.document_id, name, files };
        let added = self.add(act, account, new).await;
        if !matches!(added, Err(AddRefused::Storage(_))) {
            self.forget_upload(id).await?;
        }
        added
    }

    /// Gives an upload up. Returns whether there was one.
    pub async fn drop_upload(&self, act: &Act, account: Uuid, id: Uuid) -> Result<bool> {
        let row = found(&self.db.read().await?, account, id, act.at).await?;
        if row.is_none() {
            return Ok(false);
        }
        self.forget_upload(id).await?;
        Ok(true)
    }

    /// Forgets uploads that rested for too long; returns how many.
    pub async fn sweep(&self, at: DateTime<Utc>) -> Result<usize> {
        let old =
            upload::Entity::find().filter(upload::Column::ExpiresAt.lte(at)).order_by_asc(upload::Column::ExpiresAt);
        let rows = self.db.read().await?.all(old, 100).await?;
        for row in &rows {
            self.forget_upload(row.id).await?;
        }
        Ok(rows.len())
    }

    /// The objects first: as long as a row is there, somebody comes for them again.
    pub(crate) async fn forget_upload(&self, id: Uuid) -> Result<()> {
        let parts = parts(&self.db.read().await?, id).await?;
        for part in &parts {
            self.shelf().delete(&sealing::part(part.id)?).await?;
        }
        let write = self.db.write().await?;
        removed(&write, id).await?;
        write.commit().await
    }
}

/// Whether so many pages of so many bytes are taken.
fn within(pages: &Pages) -> Result<(), BeginRefused> {
    if pages.0.len() > MOST_PAGES {
        return Err(BeginRefused::Pages);
    }
    if pages.0.is_empty() || pages.0.contains(&0) || pages.length() > LARGEST as u64 {
        return Err(BeginRefused::Length);
    }
    Ok(())
}

/// Takes what came apart into its pages.
fn pages_of(mut bytes: Bytes, row: &upload::Model) -> Result<Vec<Bytes>> {
    let other = || StorageError::Corrupt(format!("pages of upload {}", row.id));
    let mut pages = Vec::with_capacity(row.pages.0.len());
    for page in &row.pages.0 {
        let length = usize::try_from(*page).ok().filter(|length| *length <= bytes.len()).ok_or_else(other)?;
        pages.push(bytes.split_to(length));
    }
    if bytes.is_empty() { Ok(pages) } else { Err(other()) }
}

async fn removed(write: &Write<Control>, id: Uuid) -> Result<()> {
    write.delete_many(part::Entity::delete_many().filter(part::Column::UploadId.eq(id))).await?;
    write.delete_many(upload::Entity::delete_many().filter(upload::Column::Id.eq(id))).await?;
    Ok(())
}

async fn found(read: &Read<Control>, account: Uuid, id: Uuid, at: DateTime<Utc>) -> Result<Option<upload::Model>> {
    let row = read.find::<upload::Entity>(id).await?;
    Ok(row.filter(|row| row.account_id == account && row.expires_at > at))
}

async fn parts(read: &Read<Control>, id: Uuid) -> Result<Vec<part::Model>> {
    let query = part::Entity::find().filter(part::Column::UploadId.eq(id)).order_by_asc(part::Column::Start);
    read.all(query, MOST_PARTS).await
}

fn upload_key(account: &Key, row: &upload::Model) -> Result<Key> {
    account.unwrap_key(seat("vault_uploads", "wrapped", &row.id.to_string()), &row.wrapped)
}

fn told(row: &upload::Model) -> Upload {
    Upload {
        id: row.id,
        kind: row.kind.clone(),
        renews: row.document_id,
        length: row.pages.length(),
        received: row.received.unsigned_abs(),
        expires_at: row.expires_at,
    }
}
