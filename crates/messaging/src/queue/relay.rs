use balai_kernel::{RegionCode, SecretToken, Zone};
use balai_storage::envelope::Key;
use balai_storage::outbox::Pending;
use balai_storage::{Control, ControlDb, Event as _, Read, Result, StorageError, Write};
use balai_tenancy::onboarding::{Notice, Says};
use balai_tenancy::regions::{self, Region};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;

use super::row::{ActiveModel, Entity, LetterState};
use super::seat;
use crate::{Addressee, Deadline, Letter, Outgoing, Places};

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
    /// The topics it listens to; an event of another topic is somebody else's.
    pub const TOPICS: &'static [&'static str] = &[Notice::TOPIC];

    /// `key` is the control plane's data key.
    pub fn new(control: ControlDb, key: Key, places: Places) -> Self {
        Self { control, key, places }
    }

    /// Works through what waits now, at most one batch; returns how many letters were written.
    pub async fn run(&self, now: DateTime<Utc>) -> Result<usize> {
        let write = self.control.write().await?;
        let mut written = 0;
        for event in write.take_events(Self::TOPICS, now, BATCH).await? {
            match self.write_letter(&write, &event).await {
                Ok((region, outgoing)) => {
                    self.enqueue(&write, region, &outgoing, now).await?;
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

    async fn write_letter(&self, read: &Read<Control>, event: &Pending) -> Result<(Option<RegionCode>, Outgoing)> {
        let notice: Notice = event.read()?;
        let region = match notice.region {
            Some(code) => regions::by_code(read, code).await?,
            None => None,
        };
        let token = notice.token(&self.key)?;
        let letter = self.letter(&notice, region.as_ref(), token.as_ref())?;
        let to = Addressee { name: notice.name.map(|name| name.as_str().to_owned()), email: notice.email };
        Ok((notice.region, Outgoing { event: event.id, at: event.at, to, letter }))
    }

    fn letter(&self, notice: &Notice, region: Option<&Region>, token: Option<&SecretToken>) -> Result<Letter> {
        let missing = |what: &str| StorageError::Corrupt(format!("notice {} without {what}", notice.key));
        let zone = region.map_or(Zone::Wib, |region| region.zone);
        let ends = |at| Deadline { at, zone };
        let name = || region.map(|region| region.name.clone()).ok_or_else(|| missing("region"));
        let token = || token.ok_or_else(|| missing("token"));
        let number = |reference: &balai_kernel::Reference| reference.as_str().to_owned();
        Ok(match &notice.says {
            Says::DraftLink { until } => Letter::DraftLink {
                region: region.map(|region| region.name.clone()),
                link: self.places.draft(token()?),
                until: ends(*until),
            },
            Says::ConfirmEmail { reference, until } => Letter::ConfirmEmail {
                region: name()?,
                reference: number(reference),
                link: self.places.confirmation(token()?),
                until: ends(*until),
            },
            Says::Received { reference } => Letter::ApplicationReceived {
                region: name()?,
                reference: number(reference),
                status: self.places.status(),
            },
            Says::Returned { reference, reason, until } => Letter::ApplicationReturned {
                region: name()?,
                reference: number(reference),
                reason: reason.as_str().to_owned(),
                link: self.places.draft(token()?),
                until: ends(*until),
            },
            Says::Rejected { reference, reason } => Letter::ApplicationRejected {
                region: name()?,
                reference: number(reference),
                reason: reason.as_str().to_owned(),
                again: self.places.sign_up(),
            },
            Says::Verified { reference } => Letter::ApplicationVerified {
                region: name()?,
                reference: number(reference),
                status: self.places.status(),
            },
            Says::Approved { reference } => Letter::ApplicationApproved {
                region: name()?,
                reference: number(reference),
                hall: self.places.hall(&region.ok_or_else(|| missing("region"))?.slug),
            },
        })
    }

    async fn enqueue(
        &self,
        write: &Write<Control>,
        region: Option<RegionCode>,
        outgoing: &Outgoing,
        now: DateTime<Utc>,
    ) -> Result<()> {
        if write.find::<Entity>(outgoing.event).await?.is_some() {
            return Ok(());
        }
        let content = serde_json::to_vec(outgoing).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let row = ActiveModel {
            id: Set(outgoing.event),
            region: Set(region.map(|code| code.to_string())),
            kind: Set(outgoing.letter.kind().to_owned()),
            recipient: Set(outgoing.to.email.as_str().to_owned()),
            subject: Set(outgoing.letter.subject()),
            sealed: Set(Some(self.key.seal(seat(&outgoing.event.to_string()), &content))),
            state: Set(LetterState::Queued),
            attempts: Set(0),
            created_at: Set(outgoing.at),
            due_at: Set(now),
            sent_at: Set(None),
            last_error: Set(None),
        };
        write.insert(row).await.map(drop)
    }
}
