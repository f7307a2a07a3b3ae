//! Whether a chain holds, and where and how it does not.
//!
//! Whoever can write the rows can also make the whole chain anew, head and all. Against that helps only a head that is kept
//! elsewhere: `balai audit verify` prints it.

use std::fmt;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{HEAD, hash_of, head, link};
use crate::{Plane, Read, Result};

/// Links that are in memory at a time.
const BATCH: u64 = 500;

/// The first place at which a chain does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Broken {
    /// The place, from 1.
    pub position: i64,
    /// What is wrong there.
    pub fault: ChainFault,
}

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainFault {
    /// It is not what was written.
    Changed,
    /// It is missing.
    Removed,
    /// It was put in: those after it follow the one before it.
    Inserted,
    /// It stands in the place of the next one, and that one in its place.
    Exchanged,
    /// The links hold, but the head knows another end, or is missing.
    Head,
}

impl ChainFault {
    /// The word for programs.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Inserted => "inserted",
            Self::Exchanged => "exchanged",
            Self::Head => "head",
        }
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "link {}: {}", self.position, self.fault.word())
    }
}

/// How far the links were found to hold.
struct Walk {
    /// The last place that holds.
    position: i64,
    /// Its hash.
    hash: String,
    /// The hash of the link before it.
    previous: String,
}

impl<P: Plane> Read<P> {
    /// Walks the whole chain, some links at a time. Returns how many links hold, or the first place that does not.
    pub async fn verify_audit(&self) -> Result<std::result::Result<i64, Broken>> {
        let head = head::Entity::find_by_id(HEAD).one(&self.tx).await?;
        let mut walk = Walk { position: 0, hash: String::new(), previous: String::new() };
        let mut after = None;
        loop {
            let rows = self.links_after(after).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.position);
            for (at, row) in rows.iter().enumerate() {
                if walk.takes(row) {
                    continue;
                }
                let next = match rows.get(at + 1) {
                    Some(next) => Some(next.clone()),
                    None => self.links_after(Some(row.position)).await?.into_iter().next(),
                };
                return Ok(Err(walk.verdict(row, next.as_ref(), head.as_ref())));
            }
        }
        Ok(walk.ends_at(head.as_ref()))
    }

    /// The next links by place; also those before the first, where none may be.
    async fn links_after(&self, after: Option<i64>) -> Result<Vec<link::Model>> {
        let mut query = link::Entity::find().order_by_asc(link::Column::Position).limit(BATCH);
        if let Some(after) = after {
            query = query.filter(link::Column::Position.gt(after));
        }
        Ok(query.all(&self.tx).await?)
    }
}

impl Walk {
    /// Goes on over a link that holds.
    fn takes(&mut self, row: &link::Model) -> bool {
        let holds = row.position == self.position + 1 && hash_of(&self.hash, row) == row.hash;
        if holds {
            self.position = row.position;
            self.previous = std::mem::replace(&mut self.hash, row.hash.clone());
        }
        holds
    }

    fn verdict(&self, row: &link::Model, next: Option<&link::Model>, head: Option<&head::Model>) -> Broken {
        let expected = self.position + 1;
        let broken = |fault| Broken { position: expected, fault };
        if row.position > expected {
            return broken(ChainFault::Removed);
        }
        if row.position < expected {
            return Broken { position: row.position, fault: ChainFault::Inserted };
        }
        if head.is_some_and(|head| row.position > head.length) {
            return broken(ChainFault::Inserted);
        }
        let moved = |row: &link::Model, position| link::Model { position, ..row.clone() };
        let follows =
            |previous: &str, row: &link::Model, position| hash_of(previous, &moved(row, position)) == row.hash;
        if self.position > 0 && follows(&self.previous, row, self.position) {
            return Broken { position: self.position, fault: ChainFault::Inserted };
        }
        match next {
            Some(next) if follows(&self.hash, next, expected) && follows(&next.hash, row, next.position) => {
                broken(ChainFault::Exchanged)
            }
            Some(next) if follows(&self.hash, next, expected) => broken(ChainFault::Inserted),
            _ => broken(ChainFault::Changed),
        }
    }

    fn ends_at(&self, head: Option<&head::Model>) -> std::result::Result<i64, Broken> {
        let broken = |position, fault| Err(Broken { position, fault });
        match head {
            Some(head) if head.length > self.position => broken(self.position + 1, ChainFault::Removed),
            Some(head) if head.length < self.position => broken(head.length + 1, ChainFault::Inserted),
            Some(head) if head.hash == self.hash => Ok(self.position),
            _ => broken(self.position, ChainFault::Head),
        }
    }
}
