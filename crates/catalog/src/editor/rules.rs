//! What a region rules about its catalogue, and holding people to it.

use balai_kernel::Actor;
use sea_orm::ActiveValue::Set;
use serde_json::json;

use crate::queries;
use crate::rows::rules::{ActiveModel, Entity, ONLY};
use crate::rows::standard;

use super::{EditError, Editor};

impl Editor<'_> {
    /// Rules that a version is published by somebody who did not write on it, or no longer does. It counts from the next
    /// publication on.
    pub async fn rule_four_eyes(&self, four_eyes: bool) -> Result<(), EditError> {
        let before = self.write.find::<Entity>(ONLY).await?;
        if before.as_ref().is_some_and(|row| row.four_eyes) == four_eyes {
            return Ok(());
        }
        let row = ActiveModel { id: Set(ONLY), four_eyes: Set(four_eyes), updated_at: Set(self.act.at) };
        self.write.save_many(vec![row]).await?;
        let (was, is) = (json!({ "four_eyes": !four_eyes }), json!({ "four_eyes": four_eyes }));
        self.record("catalog.rules_set", "catalog", ONLY, Some(was), Some(is)).await
    }

    /// Refuses who wrote on a version herself, where the region rules so.
    pub(super) async fn refuse_own_work(&self, draft: &standard::Model) -> Result<(), EditError> {
        if self.is_own_work(draft) && queries::four_eyes(self.write).await? {
            return Err(EditError::OwnWork);
        }
        Ok(())
    }

    /// Whether the person at work wrote on a version; the platform itself is nobody who does.
    pub(super) fn is_own_work(&self, draft: &standard::Model) -> bool {
        matches!(self.act.by, Actor::Account(_)) && draft.is_written_by(&self.act.by.to_string())
    }
}
