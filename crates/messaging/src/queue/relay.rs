use balai_kernel::RegionCode;
use balai_storage::envelope::Key;
use balai_storage::{Control, ControlDb, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;

use super::compose::{Composed, TOPICS, compose};
use super::row::{ActiveModel, Entity, LetterState};
use super::{recipient_key, seat};
use crate::{Places, Post};

/// Events taken in one transaction.
const BATCH: u64 = 50;
/// An event that cannot be read waits so long; a later release may be able to.
const UNREADABLE: TimeDelta = TimeDelta::minutes(30);

/// Turns events that ask for a letter into rows of `letters`, one row for one event.
///
/// Row and mark are written in one transaction, and the row's key is the event's id: whatever is repeated finds its row.
#[derive(Clone)]
pub struct LetterRelay {
    control: ControlDb,
    key: Key,
    places: Places,
}

impl LetterRelay {
    /// `key` is the control plane's data key.
    pub fn new(control: ControlDb, key: Key, places: Places) -> Self {
        Self { control, key, places }
    }

    /// Works through what waits now, at most one batch; returns how many letters were written.
    pub async fn run(&self, now: DateTime<Utc>) -> Result<usize> {
        let write = self.control.write().await?;
        let mut written = 0;
        for event in write.take_events(TOPICS, now, BATCH).await? {
            match compose(&write, &self.key, &self.places, &event).await {
                Ok(Composed { region, post }) => {
                    self.enqueue(&write, region, &post, now).await?;
                    write.event_done(event.id, now).await?;
                    written += 1;
                }
                Err(StorageError::Corrupt(reason)) => {
                    tracing::error!(event.id = %event.id, event.topic = event.topic, "an event cannot become a letter");
                    write.event_failed(event.id, now, UNREADABLE, &reason).await?;
                }
                Err(other) => return Err(other),
            }
        }
        write.commit().await?;
        Ok(written)
    }

    async fn enqueue(
        &self,
        write: &Write<Control>,
        region: Option<RegionCode>,
        post: &Post,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if write.find::<Entity>(post.event()).await?.is_some() {
            return Ok(());
        }
        let recipient = post.recipient();
        let content = serde_json::to_vec(post).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = ActiveModel {
            id: Set(post.event()),
            region: Set(region.map(|code| code.to_string())),
            kind: Set(post.kind().to_owned()),
            recipient_key: Set(recipient_key(&self.key, &recipient)),
            recipient_shown: Set(recipient.masked()),
            subject: Set(post.subject()),
            sealed: Set(Some(self.key.seal(seat(&post.event().to_string()), &content))),
            state: Set(LetterState::Queued),
            attempts: Set(0),
            created_at: Set(post.at()),
            due_at: Set(now),
            sent_at: Set(None),
            last_error: Set(None),
        };
        write.insert(row).await.map(drop)
    }
}
