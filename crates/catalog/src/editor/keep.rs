//! Keeping what services were, so that a deed can be taken back for ten minutes.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::exchange::Known;
use crate::rows::undo_item::Before;
use crate::rows::{service, standard, undo, undo_item};
use crate::standard::Standard;

use super::{EditError, Editor};

/// How long a deed can be taken back.
pub const UNDO_FOR: TimeDelta = TimeDelta::minutes(10);

/// What a deed made of one service, and what it was.
pub(super) struct Kept {
    pub service: Uuid,
    pub before: Option<Before>,
    pub print: String,
}

impl Editor<'_> {
    /// Keeps what a deed changed; returns by which id it can be taken back.
    pub(super) async fn keep(&self, deed: undo::Deed, kept: Vec<Kept>) -> Result<Uuid, EditError> {
        let id = self.fresh_id();
        self.write
            .insert(undo::ActiveModel {
                id: Set(id),
                deed: Set(deed),
                done_by: Set(self.act.by.to_string()),
                count: Set(i32::try_from(kept.len()).unwrap_or(i32::MAX)),
                done_at: Set(self.act.at),
                until: Set(self.act.at + UNDO_FOR),
                undone_at: Set(None),
                kept: Set(None),
            })
            .await?;
        let item = |kept: Kept| undo_item::ActiveModel {
            id: Set(self.fresh_id()),
            undo_id: Set(id),
            service_id: Set(kept.service),
            before: Set(kept.before),
            print: Set(kept.print),
        };
        self.write.insert_many(kept.into_iter().map(item).collect()).await?;
        Ok(id)
    }
}

/// What a service is, to come back to; `draft` is the content that is written over.
pub(super) fn before(service: &service::Model, draft: Option<Standard>) -> Before {
    Before {
        slug: service.slug.clone(),
        name: service.name.clone(),
        agency: service.agency_id,
        category: service.category_id,
        note: service.note.clone(),
        system: service.system.clone(),
        channels: service.channels.clone(),
        connection: service.connection.clone(),
        published_version: service.published_version,
        draft_version: service.draft_version,
        since: service.since,
        draft,
    }
}

/// A print of what people write about a service: what the platform works out by itself is left out.
pub(super) fn print(service: &service::Model, newest: &standard::Model) -> String {
    let state = sea_orm::ActiveEnum::to_value(&service.state);
    let told = json!([
        super::services::told(service),
        state,
        service.published_version,
        service.draft_version,
        newest.version,
        newest.waits_for,
        newest.content,
    ]);
    let digest = Sha256::digest(told.to_string());
    digest.iter().take(16).fold(String::new(), |print, byte| format!("{print}{byte:02x}"))
}

/// How a service is named where it stays as it is.
pub(super) fn named(known: &Known) -> String {
    format!("{} {}", known.service.code, known.service.name)
}
