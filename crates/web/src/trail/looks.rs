//! Who looked at somebody's personal data: a look is left in the trail of the place, and the record shows who left one.

use balai_storage::audit::{Link, Looked};

use super::actors::Actors;
use crate::access::{Mark, Ministry, Person, Staff};
use crate::fault::Fault;

/// Looks that are read for one record.
const MOST_READ: u64 = 100;
/// Letters of a path that are kept.
const LONGEST_PATH: usize = 200;
/// People that a record names.
const MOST_SHOWN: usize = 5;

/// The look of somebody of the ministry whom the region let in, at one page of its desk.
pub fn helping(path: &str) -> Looked {
    Looked { action: "support.looked", kind: "page", id: path.chars().take(LONGEST_PATH).collect(), what: None }
}

/// Somebody who looked at a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookLine {
    /// Who.
    pub name: String,
    /// When last, in the place's time.
    pub at: String,
}

/// A place with a trail of its own: a region's desk, or the ministry.
pub trait Keeps: 'static {
    /// Leaves a look in it; see [`balai_storage::TenantDb::looked`] for when two are one.
    fn looked(&self, looked: &Looked) -> impl Future<Output = Result<(), Fault>>;

    /// Leaves a deed in it each time.
    fn noted(&self, looked: &Looked) -> impl Future<Output = Result<(), Fault>>;

    /// Who looked at one thing, the newest look first.
    fn looks_at(&self, kind: &str, id: &str) -> impl Future<Output = Result<Vec<Link>, Fault>>;
}

impl<M: Mark> Keeps for Staff<M> {
    async fn looked(&self, looked: &Looked) -> Result<(), Fault> {
        Ok(self.db.looked(&self.act, looked).await?)
    }

    async fn noted(&self, looked: &Looked) -> Result<(), Fault> {
        Ok(self.db.noted(&self.act, looked).await?)
    }

    async fn looks_at(&self, kind: &str, id: &str) -> Result<Vec<Link>, Fault> {
        Ok(self.db.read().await?.looks_at(kind, id, MOST_READ).await?)
    }
}

impl<M: Mark> Keeps for Ministry<M> {
    async fn looked(&self, looked: &Looked) -> Result<(), Fault> {
        Ok(self.app.control().looked(&self.act, looked).await?)
    }

    async fn noted(&self, looked: &Looked) -> Result<(), Fault> {
        Ok(self.app.control().noted(&self.act, looked).await?)
    }

    async fn looks_at(&self, kind: &str, id: &str) -> Result<Vec<Link>, Fault> {
        Ok(self.app.control().read().await?.looks_at(kind, id, MOST_READ).await?)
    }
}

/// The last look of each person, the newest first.
pub async fn lines(
    person: &Person,
    looks: &[Link],
    when: impl Fn(chrono::DateTime<chrono::Utc>) -> String,
) -> Result<Vec<LookLine>, Fault> {
    let mut last: Vec<&Link> = Vec::new();
    for look in looks {
        if last.len() < MOST_SHOWN && !last.iter().any(|known| known.actor == look.actor) {
            last.push(look);
        }
    }
    let actors = Actors::named(&person.app.identity, last.iter().map(|look| look.actor.as_str())).await?;
    let line = |look: &&Link| LookLine { name: actors.name(&look.actor).name, at: when(look.at) };
    Ok(last.iter().map(line).collect())
}
