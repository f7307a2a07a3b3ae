use std::time::Instant;

use balai_kernel::RegionCode;
use balai_storage::envelope::Key;
use balai_storage::{Control, ControlDb, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{LockBehavior, LockType};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::row::{Column, Entity, LetterState, Model};
use super::seat;
use crate::sender::{OwnSenders, Passed};
use crate::{Mailer, Post, SendError, Voice};

/// Letters tried in one round.
const ROUND: usize = 50;
/// While one postman holds a letter, another leaves it; longer than the longest conversation (300 s).
const HELD: TimeDelta = TimeDelta::minutes(10);
/// Waits after the first, second ... failure in seconds; after the last one it stays with that.
const WAITS: [i64; 6] = [5, 5 * 60, 30 * 60, 2 * 3_600, 5 * 3_600, 10 * 3_600];

/// Carries due letters to the mailer.
///
/// A letter is taken (and its next time set) in one transaction, sent outside of any, and settled in another. A crash
/// between sending and settling sends it again later, with the same `Message-ID`.
#[derive(Clone)]
pub struct Postman {
    control: ControlDb,
    key: Key,
    mailer: Mailer,
    own: Option<OwnSenders>,
}

/// What became of the letters of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    /// Taken by the server.
    pub sent: usize,
    /// To be tried again later.
    pub put_off: usize,
    /// Refused for good.
    pub failed: usize,
}

impl Postman {
    /// `key` is the control plane's data key.
    pub fn new(control: ControlDb, key: Key, mailer: Mailer) -> Self {
        Self { control, key, mailer, own: None }
    }

    /// The same, with regions' letters leaving through their own senders where they have one.
    #[must_use]
    pub fn with_own_senders(self, own: OwnSenders) -> Self {
        Self { own: Some(own), ..self }
    }

    /// Sends what is due. Stops at the first sign that the server is away: the others would only wait for it too.
    pub async fn deliver(&self, now: DateTime<Utc>) -> Result<Round> {
        let (mut round, start) = (Round::default(), Instant::now());
        for _ in 0..ROUND {
            // a slow server makes a long round: the last letter is held as long as the first
            let until = now + TimeDelta::seconds(i64::try_from(start.elapsed().as_secs()).unwrap_or(0)) + HELD;
            let Some(row) = self.take(now, until).await? else { break };
            let post = match self.open(&row) {
                Ok(post) => post,
                Err(error) => {
                    tracing::error!(letter.id = %row.id, %error, "a letter does not open");
                    self.settle(row, now, Settled::Failed(error.to_string())).await?;
                    round.failed += 1;
                    continue;
                }
            };
            match self.send(&row, &post, now).await {
                Ok(()) => {
                    self.settle(row, now, Settled::Sent).await?;
                    round.sent += 1;
                }
                Err(error) if error.is_retryable() => {
                    tracing::warn!(letter.id = %row.id, letter.attempts = row.attempts, "the mail server took no letter");
                    self.settle(row, now, Settled::PutOff(hushed(&error, &post))).await?;
                    round.put_off += 1;
                    break;
                }
                Err(error) => {
                    tracing::warn!(letter.id = %row.id, letter.kind = row.kind, "a letter is refused for good");
                    self.settle(row, now, Settled::Failed(hushed(&error, &post))).await?;
                    round.failed += 1;
                }
            }
        }
        Ok(round)
    }

    /// The next due letter, held for this postman.
    async fn take(&self, now: DateTime<Utc>, until: DateTime<Utc>) -> Result<Option<Model>> {
        let write = self.control.write().await?;
        let due = Entity::find()
            .filter(Column::State.eq(LetterState::Queued))
            .filter(Column::DueAt.lte(now))
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        let Some(row) = write.one(due).await? else { return Ok(None) };
        let attempts = row.attempts + 1;
        let mut held = row.into_active_model();
        held.attempts = Set(attempts);
        held.due_at = Set(until);
        let row = write.update(held).await?;
        write.commit().await?;
        Ok(Some(row))
    }

    /// What a row holds; an error where its content is gone or damaged.
    fn open(&self, row: &Model) -> Result<Post> {
        let damaged = || StorageError::Corrupt(format!("letter {}", row.id));
        let sealed = row.sealed.as_deref().ok_or_else(damaged)?;
        let content = self.key.open(seat(&row.id.to_string()), sealed)?;
        serde_json::from_slice(&content).map_err(|_| damaged())
    }

    async fn send(&self, row: &Model, post: &Post, now: DateTime<Utc>) -> Result<(), SendError> {
        let Post::Letter(letter) = post else { return self.mailer.pass(post).await };
        let region = row.region.as_deref().and_then(|code| code.parse::<RegionCode>().ok());
        let (Some(own), Some(region), Voice::Region) = (&self.own, region, letter.letter.voice()) else {
            return self.mailer.send(letter).await;
        };
        match own.pass(region, letter, now).await {
            Passed::Taken => Ok(()),
            Passed::Elsewhere => self.mailer.send(letter).await,
            Passed::Refused(reason) => {
                self.mailer.send(letter).await?;
                own.blame(region, now, &reason).await;
                Ok(())
            }
        }
    }

    async fn settle(&self, row: Model, now: DateTime<Utc>, settled: Settled) -> Result<()> {
        let write: Write<Control> = self.control.write().await?;
        let attempts = row.attempts;
        let mut change = row.into_active_model();
        match settled {
            Settled::Sent => {
                change.state = Set(LetterState::Sent);
                change.sent_at = Set(Some(now));
                change.sealed = Set(None);
                change.last_error = Set(None);
            }
            Settled::PutOff(reason) => {
                change.due_at = Set(now + wait(attempts));
                change.last_error = Set(Some(reason));
            }
            Settled::Failed(reason) => {
                change.state = Set(LetterState::Failed);
                change.last_error = Set(Some(reason));
            }
        }
        match write.update(change).await {
            Ok(_) => write.commit().await,
            // Removed meanwhile, for instance with its region: nothing is left to settle.
            Err(StorageError::Conflict(_)) => Ok(()),
            Err(other) => Err(other),
        }
    }
}

/// What went wrong, with the receiver's address masked: a server repeats whom it refuses.
fn hushed(error: &SendError, post: &Post) -> String {
    let recipient = post.recipient();
    error.to_string().replace(recipient.as_str(), &recipient.masked())
}

enum Settled {
    Sent,
    PutOff(String),
    Failed(String),
}

/// How long to wait after so many tries.
fn wait(attempts: i32) -> TimeDelta {
    let nth = usize::try_from(attempts.max(1)).expect("at least one") - 1;
    TimeDelta::seconds(WAITS[nth.min(WAITS.len() - 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_never_end() {
        let waits: Vec<_> = (1..=8).map(|tries| wait(tries).num_seconds()).collect();
        assert_eq!(waits, [5, 300, 1_800, 7_200, 18_000, 36_000, 36_000, 36_000]);
    }
}
