//! Writing inside one transaction of one plane.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use balai_kernel::Act;
use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ConnectionTrait, DbBackend, DeleteMany, EntityTrait, IdenStatic as _,
    IntoActiveModel, Iterable as _, UpdateMany,
};

use crate::changes::{Changes, Scope};
use crate::postgres::hearing;
use crate::single::Tx;
use crate::{Audit, Event, Placed, Plane, Read, Result, StorageError, Tally, audit, outbox};

/// Rows that one INSERT carries; SQLite takes at most 32,766 bound values in a statement.
pub(crate) const BATCH: usize = 200;

/// A transaction that reads and writes. Dropped without [`Write::commit`] it leaves no trace.
pub struct Write<P: Plane> {
    read: Read<P>,
    scope: Scope,
    changes: Arc<Changes>,
    /// Whether rows that public pages are made of were changed.
    shown: AtomicBool,
}

impl<P: Plane> Deref for Write<P> {
    type Target = Read<P>;

    fn deref(&self) -> &Read<P> {
        &self.read
    }
}

impl<P: Plane> Write<P> {
    pub(crate) fn over(tx: Tx, tally: Tally, scope: Scope, changes: Arc<Changes>) -> Self {
        Self { read: Read::over(tx, tally), scope, changes, shown: AtomicBool::new(false) }
    }

    /// Adds a row and returns it as stored.
    pub async fn insert<A>(&self, row: A) -> Result<<A::Entity as sea_orm::EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Placed<Plane = P>,
        <A::Entity as sea_orm::EntityTrait>::Model: IntoActiveModel<A>,
    {
        self.touch::<A::Entity>();
        Ok(row.insert(&self.tx).await?)
    }

    /// Adds many rows in few statements.
    pub async fn insert_many<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Placed<Plane = P>,
    {
        self.touch::<A::Entity>();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let batch: Vec<A> = rows.by_ref().take(BATCH).collect();
            <A::Entity as sea_orm::EntityTrait>::insert_many(batch).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Adds many rows in few statements; those whose key is taken already are left out.
    pub async fn insert_absent<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Placed<Plane = P>,
    {
        self.touch::<A::Entity>();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let batch: Vec<A> = rows.by_ref().take(BATCH).collect();
            let insert = <A::Entity as EntityTrait>::insert_many(batch);
            insert.on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Puts many rows in the place of those with their primary keys, in few statements. Every column of every row is set:
    /// a row that is not there is added.
    pub async fn save_many<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait + Send,
        A::Entity: Placed<Plane = P>,
    {
        type Column<A> = <<A as ActiveModelTrait>::Entity as EntityTrait>::Column;
        self.touch::<A::Entity>();
        let keys: Vec<Column<A>> =
            <A::Entity as EntityTrait>::PrimaryKey::iter().map(sea_orm::PrimaryKeyToColumn::into_column).collect();
        let is_key = |column: &Column<A>| keys.iter().any(|key| key.as_str() == column.as_str());
        let others = Column::<A>::iter().filter(|column| !is_key(column));
        let replace = OnConflict::columns(keys.iter().copied()).update_columns(others).to_owned();
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            let batch: Vec<A> = rows.by_ref().take(BATCH).collect();
            let insert = <A::Entity as EntityTrait>::insert_many(batch).on_conflict(replace.clone());
            insert.exec_without_returning(&self.tx).await?;
        }
        Ok(())
    }

    /// Changes one row by its primary key and returns it as stored; a row that is gone is a conflict.
    pub async fn update<A>(&self, row: A) -> Result<<A::Entity as sea_orm::EntityTrait>::Model>
    where
        A: ActiveModelTrait + ActiveModelBehavior + Send,
        A::Entity: Placed<Plane = P>,
        <A::Entity as sea_orm::EntityTrait>::Model: IntoActiveModel<A>,
    {
        self.touch::<A::Entity>();
        Ok(row.update(&self.tx).await?)
    }

    /// Changes all rows that a condition names; returns how many.
    pub async fn update_many<E>(&self, change: UpdateMany<E>) -> Result<u64>
    where
        E: Placed<Plane = P>,
    {
        self.touch::<E>();
        Ok(change.exec(&self.tx).await?.rows_affected)
    }

    /// Removes all rows that a condition names; returns how many.
    pub async fn delete_many<E>(&self, removal: DeleteMany<E>) -> Result<u64>
    where
        E: Placed<Plane = P>,
    {
        self.touch::<E>();
        Ok(removal.exec(&self.tx).await?.rows_affected)
    }

    /// Puts an event into this plane's outbox; a second one with the same topic and key is ignored.
    pub async fn emit<V: Event>(&self, at: DateTime<Utc>, event: &V) -> Result<()> {
        outbox::put(&self.tx, at, event).await
    }

    /// Adds a link to this plane's audit chain.
    pub async fn audit(&self, act: &Act, entry: Audit) -> Result<()> {
        self.audit_many(act, vec![entry]).await
    }

    /// Adds many links in few statements.
    pub async fn audit_many(&self, act: &Act, entries: Vec<Audit>) -> Result<()> {
        audit::append(&self.tx, act, entries).await
    }

    /// Makes everything of this transaction lasting, at once. When the caller hears of it, whatever this process keeps of
    /// the changed rows counts no more.
    pub async fn commit(self) -> Result<()> {
        let Self { read, scope, changes, shown } = self;
        if !shown.into_inner() {
            return Ok(read.tx.commit().await?);
        }
        if read.tx.get_database_backend() == DbBackend::Postgres {
            hearing::tell(&read.tx, scope).await?;
        }
        // A task of its own: a caller that goes away in between would leave a change that nobody counts. One whose end is
        // not known is counted too.
        let commit = tokio::spawn(async move {
            let outcome = read.tx.commit().await;
            changes.moved(scope);
            outcome
        });
        Ok(commit.await.map_err(|error| StorageError::Unavailable(error.to_string()))??)
    }

    fn touch<E: Placed>(&self) {
        if E::SHOWN {
            self.shown.store(true, Relaxed);
        }
    }
}
