//! Reading inside one transaction of one plane.

use std::marker::PhantomData;

use sea_orm::{EntityTrait, FromQueryResult, PaginatorTrait, PrimaryKeyTrait, QuerySelect, Select};

use crate::single::{Single, Tx};
use crate::{Placed, Plane, Result, Tally};

/// The most rows that one statement may bring back, whatever its caller asks.
pub const MOST_ROWS: u64 = 10_000;

/// A transaction that reads. It sees one state of the plane from its first statement to its end.
pub struct Read<P: Plane> {
    pub(crate) tx: Single,
    plane: PhantomData<P>,
}

impl<P: Plane> Read<P> {
    pub(crate) fn over(tx: Tx, tally: Tally) -> Self {
        Self { tx: Single::over(tx, tally), plane: PhantomData }
    }

    /// The row with this primary key.
    pub async fn find<E>(&self, key: <E::PrimaryKey as PrimaryKeyTrait>::ValueType) -> Result<Option<E::Model>>
    where
        E: Placed<Plane = P>,
    {
        Ok(E::find_by_id(key).one(&self.tx).await?)
    }

    /// The first row of a query.
    pub async fn one<E>(&self, query: Select<E>) -> Result<Option<E::Model>>
    where
        E: Placed<Plane = P>,
    {
        Ok(query.limit(1).one(&self.tx).await?)
    }

    /// At most `limit` rows of a query.
    pub async fn all<E>(&self, query: Select<E>, limit: u64) -> Result<Vec<E::Model>>
    where
        E: Placed<Plane = P>,
    {
        Ok(query.limit(limit.min(MOST_ROWS)).all(&self.tx).await?)
    }

    /// At most `limit` rows in a shape of the caller's own: chosen columns, sums, joins.
    pub async fn rows_as<E, T>(&self, query: Select<E>, limit: u64) -> Result<Vec<T>>
    where
        E: Placed<Plane = P>,
        T: FromQueryResult + Send + Sync,
    {
        let query = query.limit(limit.min(MOST_ROWS));
        Ok(query.into_model::<T>().all(&self.tx).await?)
    }

    /// How many rows a query has.
    pub async fn count<E>(&self, query: Select<E>) -> Result<u64>
    where
        E: Placed<Plane = P>,
        E::Model: Send + Sync,
    {
        Ok(query.count(&self.tx).await?)
    }

    /// Whether a query has a row.
    pub async fn exists<E>(&self, query: Select<E>) -> Result<bool>
    where
        E: Placed<Plane = P>,
        <E as EntityTrait>::Model: Send + Sync,
    {
        Ok(self.one(query).await?.is_some())
    }
}
