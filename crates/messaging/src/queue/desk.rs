use balai_kernel::{Act, Contact, RegionCode};
use balai_storage::envelope::Key;
use balai_storage::{Audit, ControlDb, Result};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ColumnTrait as _, Condition, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use super::compose::TOPICS;
use super::recipient_key;
use super::row::{Column, Entity, LetterState, Model};

/// How long it can be looked up that somebody was written to, and roughly where.
const KEPT_FOR: TimeDelta = TimeDelta::days(90);

/// The queue of letters for those who run the deployment: what waits, what failed, and "try again".
#[derive(Clone)]
pub struct LetterDesk {
    control: ControlDb,
}

/// One letter as the list shows it; never its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterLine {
    /// The event it tells of.
    pub id: Uuid,
    /// What kind of letter.
    pub kind: String,
    /// Receiver's address or number, masked.
    pub recipient: String,
    /// Subject line.
    pub subject: String,
    /// Where it is.
    pub state: LetterState,
    /// How often it was tried.
    pub attempts: i32,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it is tried next.
    pub due_at: DateTime<Utc>,
    /// When the server took it.
    pub sent_at: Option<DateTime<Utc>>,
    /// What the server said last.
    pub last_error: Option<String>,
}

impl LetterDesk {
    /// The desk over the control plane.
    pub fn new(control: ControlDb) -> Self {
        Self { control }
    }

    /// The newest letters, in one state or in all. At most `limit`.
    pub async fn newest(&self, state: Option<LetterState>, limit: u64) -> Result<Vec<LetterLine>> {
        let mut query = Entity::find().order_by_desc(Column::CreatedAt).order_by_desc(Column::Id);
        if let Some(state) = state {
            query = query.filter(Column::State.eq(state));
        }
        let rows = self.control.read().await?.all(query, limit).await?;
        Ok(rows.into_iter().map(LetterLine::from).collect())
    }

    /// Removes the letters about a region that is erased; returns how many.
    pub async fn forget_region(&self, region: RegionCode) -> Result<u64> {
        let write = self.control.write().await?;
        let gone = write.delete_many(Entity::delete_many().filter(Column::Region.eq(region.to_string()))).await?;
        write.commit().await?;
        Ok(gone)
    }

    /// Removes the letters and short texts to somebody who is gone; returns how many. `key` is the control plane's data key.
    pub async fn forget_contacts(&self, key: &Key, contacts: &[Contact]) -> Result<u64> {
        let write = self.control.write().await?;
        let theirs = Column::RecipientKey.is_in(contacts.iter().map(|contact| recipient_key(key, contact)));
        let gone = write.delete_many(Entity::delete_many().filter(theirs)).await?;
        write.commit().await?;
        Ok(gone)
    }

    /// Removes letters that were sent or refused long ago, and what they told of: an address is kept no longer than it serves
    /// (UU 27/2022, article 16 paragraph 2 letter g). What waits stays. Returns how many letters went.
    pub async fn sweep(&self, now: DateTime<Utc>) -> Result<u64> {
        let write = self.control.write().await?;
        let over = Entity::delete_many()
            .filter(Column::State.ne(LetterState::Queued))
            .filter(Column::DueAt.lt(now - KEPT_FOR))
            .filter(Condition::any().add(Column::SentAt.is_null()).add(Column::SentAt.lt(now - KEPT_FOR)));
        let gone = write.delete_many(over).await?;
        write.sweep_events(TOPICS, now - KEPT_FOR).await?;
        write.commit().await?;
        Ok(gone)
    }

    /// How many wait and how many were refused for good.
    pub async fn backlog(&self) -> Result<(u64, u64)> {
        let read = self.control.read().await?;
        let many = |state| Entity::find().filter(Column::State.eq(state));
        Ok((read.count(many(LetterState::Queued)).await?, read.count(many(LetterState::Failed)).await?))
    }

    /// Tries a waiting or refused letter at once. `false` where there is none such.
    pub async fn try_again(&self, act: &Act, id: Uuid) -> Result<bool> {
        let write = self.control.write().await?;
        let open =
            Entity::find().filter(Column::Id.eq(id)).filter(Column::State.ne(LetterState::Sent)).lock_exclusive();
        let Some(row) = write.one(open).await? else { return Ok(false) };
        let mut change = row.into_active_model();
        change.state = Set(LetterState::Queued);
        change.due_at = Set(act.at);
        write.update(change).await?;
        let entry = Audit { action: "letter.tried_again", kind: "letter", id: id.to_string(), ..Audit::default() };
        write.audit(act, entry).await?;
        write.commit().await?;
        Ok(true)
    }
}

impl From<Model> for LetterLine {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            recipient: row.recipient_shown,
            subject: row.subject,
            state: row.state,
            attempts: row.attempts,
            created_at: row.created_at,
            due_at: row.due_at,
            sent_at: row.sent_at,
            last_error: row.last_error,
        }
    }
}
