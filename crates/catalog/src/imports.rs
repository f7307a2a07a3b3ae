//! Files that wait between their upload and somebody's decision.
//!
//! The file lies on the region's own shelf, so that looking and deciding are requests of their own and nothing is lost in
//! between. It goes when the import is carried out or given up, and after a day in any case, also where its row was never
//! kept.

use balai_kernel::{Act, fresh_id, made_at};
use balai_sheets::{Book, Limits, ReadError, Sheet};
use balai_storage::objects::{ObjectKey, Shelf};
use balai_storage::{Audit, Read, StorageError, Tenant, TenantDb, Write};
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveValue::Set, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    Select,
};

use crate::exchange::{Field, Layout, MOST_ROWS, find};
use crate::rows::import::{ActiveModel, Column, Columns, Entity, ImportState, Model};
use crate::rows::{undo, undo_item};

/// Bytes of the largest file.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// How long a file waits.
pub const KEPT: TimeDelta = TimeDelta::days(1);
/// Longest name of a file that is kept, in characters.
const LONGEST_NAME: usize = 120;
/// Files of one person that may wait at a time.
pub const MOST_WAITING: u64 = 10;
/// Where the files lie on the region's shelf.
const FOLDER: &str = "impor/";
/// Rows of one sweep.
const BATCH: u64 = 200;

/// Why a waiting file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum WaitingError {
    /// It was carried out, given up or swept.
    #[error("Berkas impor ini sudah tidak ada. Unggah lagi.")]
    Gone,
    /// So many wait already.
    #[error(
        "Masih ada {MOST_WAITING} berkas Anda yang menunggu keputusan. Lanjutkan atau buang salah satunya, lalu unggah lagi."
    )]
    TooMany,
    /// It does not read.
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    /// Below.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A region's waiting files.
#[derive(Clone)]
pub struct Imports {
    shelf: Shelf,
}

impl Imports {
    /// Those on this shelf.
    pub fn new(shelf: Shelf) -> Self {
        Self { shelf }
    }

    /// Takes a file in. One that does not read is not kept.
    pub async fn receive(
        &self,
        write: &Write<Tenant>,
        act: &Act,
        name: &str,
        body: Bytes,
    ) -> Result<Model, WaitingError> {
        if write.count(waiting_of(act)).await? >= MOST_WAITING {
            return Err(WaitingError::TooMany);
        }
        let id = fresh_id(act.at);
        let key = format!("{FOLDER}{}", id.simple());
        self.shelf.put(&parse_key(&key)?, "application/octet-stream", body).await?;
        let name: String = name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
        let row = ActiveModel {
            id: Set(id),
            begun_by: Set(act.by.to_string()),
            file_name: Set(if name.trim().is_empty() { "berkas".to_owned() } else { name }),
            object_key: Set(key),
            sheet: Set(None),
            columns: Set(None),
            state: Set(ImportState::Waiting),
            undo_id: Set(None),
            created_at: Set(act.at),
            decided_at: Set(None),
        };
        let row = write.insert(row).await?;
        let audit = Audit { action: "import.received", kind: "import", id: id.to_string(), before: None, after: None };
        write.audit(act, audit).await?;
        Ok(row)
    }

    /// The file of an import, as it came.
    pub async fn body(&self, import: &Model) -> Result<Bytes, WaitingError> {
        let found = self.shelf.get(&parse_key(&import.object_key)?).await?;
        found.map(|object| object.body).ok_or(WaitingError::Gone)
    }

    /// Removes the file of an import that was decided; one that is gone is removed already.
    pub async fn drop_file(&self, import: &Model) -> Result<(), StorageError> {
        self.shelf.delete(&parse_key(&import.object_key)?).await
    }

    /// Removes imports of more than a day ago with their files, and what can no longer be undone. Returns how many went.
    pub async fn sweep(&self, db: &TenantDb, now: DateTime<Utc>) -> Result<usize, StorageError> {
        self.remove_files(now - KEPT).await?;
        let old = Entity::find().filter(Column::CreatedAt.lte(now - KEPT)).order_by_asc(Column::CreatedAt);
        let past = undo::Entity::find().filter(undo::Column::Until.lte(now - KEPT)).order_by_asc(undo::Column::Until);
        let read = db.read().await?;
        let (old, past) = (read.all(old, BATCH).await?, read.all(past, BATCH).await?);
        drop(read);
        if old.is_empty() && past.is_empty() {
            return Ok(0);
        }
        let write = db.write().await?;
        let imports = old.iter().map(|row| row.id);
        write.delete_many(Entity::delete_many().filter(Column::Id.is_in(imports))).await?;
        let undos: Vec<Uuid> = past.iter().map(|row| row.id).collect();
        let items = undo_item::Entity::delete_many().filter(undo_item::Column::UndoId.is_in(undos.clone()));
        write.delete_many(items).await?;
        write.delete_many(undo::Entity::delete_many().filter(undo::Column::Id.is_in(undos))).await?;
        write.commit().await?;
        Ok(old.len() + past.len())
    }

    /// Removes the files that came before a moment, told by their names: a row may never have been kept beside its file, or
    /// may have gone first.
    async fn remove_files(&self, before: DateTime<Utc>) -> Result<(), StorageError> {
        for key in self.shelf.list().await? {
            let id = key.strip_prefix(FOLDER).and_then(|id| Uuid::parse_str(id).ok());
            if id.and_then(made_at).is_some_and(|at| at <= before) {
                self.shelf.delete(&parse_key(&key)?).await?;
            }
        }
        Ok(())
    }
}

/// An import of this person's.
pub async fn find_own(read: &Read<Tenant>, act: &Act, id: Uuid) -> Result<Option<Model>, StorageError> {
    let found = read.find::<Entity>(id).await?;
    Ok(found.filter(|import| import.begun_by == act.by.to_string()))
}

/// This person's files that wait, newest first.
pub async fn waiting(read: &Read<Tenant>, act: &Act) -> Result<Vec<Model>, StorageError> {
    read.all(waiting_of(act).order_by_desc(Column::CreatedAt), MOST_WAITING).await
}

fn waiting_of(act: &Act) -> Select<Entity> {
    Entity::find()
        .filter(Column::BegunBy.eq(act.by.to_string()))
        .filter(Column::State.eq(ImportState::Waiting))
        .filter(Column::CreatedAt.gt(act.at - KEPT))
}

/// A deed that can be taken back, of this person's.
pub async fn find_undo(read: &Read<Tenant>, act: &Act, id: Uuid) -> Result<Option<undo::Model>, StorageError> {
    let found = read.find::<undo::Entity>(id).await?;
    Ok(found.filter(|deed| deed.done_by == act.by.to_string()))
}

/// Chooses the sheet and what its columns hold.
pub async fn choose(
    write: &Write<Tenant>,
    act: &Act,
    import: &Model,
    sheet: &str,
    layout: &Layout,
) -> Result<(), StorageError> {
    let mut row = import.clone().into_active_model();
    row.sheet = Set(Some(sheet.to_owned()));
    let fields = layout.fields.iter().map(|field| field.map(Field::code).unwrap_or_default());
    row.columns = Set(Some(Columns { row: layout.row, fields: fields.collect() }));
    write.update(row).await?;
    let id = import.id.to_string();
    write.audit(act, Audit { action: "import.columns_chosen", kind: "import", id, before: None, after: None }).await
}

/// Takes an import in hand to carry it out; false when it was decided before. Who comes second waits for who came first.
pub async fn claim(write: &Write<Tenant>, act: &Act, import: &Model) -> Result<bool, StorageError> {
    let claim = Entity::update_many()
        .col_expr(Column::State, Expr::value(sea_orm::ActiveEnum::to_value(&ImportState::Done)))
        .col_expr(Column::DecidedAt, Expr::value(act.at))
        .filter(Column::Id.eq(import.id))
        .filter(Column::State.eq(ImportState::Waiting));
    Ok(write.update_many(claim).await? == 1)
}

/// How an import that was carried out can be taken back.
pub async fn decided(write: &Write<Tenant>, import: &Model, undo: Option<Uuid>) -> Result<(), StorageError> {
    let decided = Entity::update_many().col_expr(Column::UndoId, Expr::value(undo)).filter(Column::Id.eq(import.id));
    write.update_many(decided).await?;
    Ok(())
}

/// The import was given up.
pub async fn give_up(write: &Write<Tenant>, act: &Act, import: &Model) -> Result<(), StorageError> {
    write.delete_many(Entity::delete_many().filter(Column::Id.eq(import.id))).await?;
    let audit =
        Audit { action: "import.given_up", kind: "import", id: import.id.to_string(), before: None, after: None };
    write.audit(act, audit).await
}

/// Reads a file within the bounds of an import.
pub fn open(body: &[u8], sheet: Option<&str>) -> Result<Book, ReadError> {
    // Some rows above the services: titles and headings.
    let limits = Limits { rows: MOST_ROWS + 20, ..Limits::default() };
    match balai_sheets::read(body, sheet.filter(|name| !name.is_empty()), &limits) {
        Err(ReadError::TooManyRows { .. }) => Err(ReadError::TooManyRows { most: MOST_ROWS }),
        other => other,
    }
}

/// What the columns of a sheet hold: as somebody said, else as the headings say. None where nothing is recognised.
pub fn layout_of(import: &Model, sheet: &Sheet) -> Option<Layout> {
    let Some(chosen) = &import.columns else { return find(sheet) };
    let mut layout = Layout::at(sheet, chosen.row)?;
    layout.fields.fill(None);
    for (column, code) in chosen.fields.iter().enumerate() {
        if let Some(field) = Field::from_code(code) {
            layout.choose(column, Some(field));
        }
    }
    Some(layout)
}

fn parse_key(key: &str) -> Result<ObjectKey, StorageError> {
    ObjectKey::parse(key).map_err(|error| StorageError::Corrupt(error.to_string()))
}
