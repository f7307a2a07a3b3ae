//! A region's own list of synonyms. A change is a new revision of the catalogue, so that searches and kept pages follow
//! at once.

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::search::rows::synonym::{ActiveModel, Column, Entity, Model};
use crate::search::{Expression, Meanings};

use super::{EditError, Editor};

/// Most synonyms of one region.
pub const MOST_SYNONYMS: u64 = 500;

impl Editor<'_> {
    /// Adds an expression that people use, and what it means.
    pub async fn add_synonym(&self, expression: &Expression, meanings: &Meanings) -> Result<Model, EditError> {
        self.refuse_expression(expression, None).await?;
        if self.write.count(Entity::find()).await? >= MOST_SYNONYMS {
            return Err(EditError::SynonymsUsedUp);
        }
        let row = ActiveModel {
            id: Set(self.fresh_id()),
            key: Set(expression.key()),
            expression: Set(expression.as_str().to_owned()),
            meanings: Set(meanings.text()),
            updated_at: Set(self.act.at),
        };
        let synonym = self.write.insert(row).await?;
        self.next_revision().await?;
        self.record("synonym.created", "synonym", synonym.id, None, Some(told(&synonym))).await?;
        Ok(synonym)
    }

    /// Changes an expression or what it means.
    pub async fn edit_synonym(
        &self,
        id: Uuid,
        expression: &Expression,
        meanings: &Meanings,
    ) -> Result<Model, EditError> {
        let before = self.write.find::<Entity>(id).await?.ok_or(EditError::Gone)?;
        self.refuse_expression(expression, Some(id)).await?;
        let mut row = before.clone().into_active_model();
        row.key = Set(expression.key());
        row.expression = Set(expression.as_str().to_owned());
        row.meanings = Set(meanings.text());
        row.updated_at = Set(self.act.at);
        let after = self.write.update(row).await?;
        self.next_revision().await?;
        self.record("synonym.edited", "synonym", id, Some(told(&before)), Some(told(&after))).await?;
        Ok(after)
    }

    /// Takes an expression off the list. One that is gone already is no mistake.
    pub async fn remove_synonym(&self, id: Uuid) -> Result<(), EditError> {
        let Some(before) = self.write.find::<Entity>(id).await? else { return Ok(()) };
        self.write.delete_many(Entity::delete_many().filter(Column::Id.eq(id))).await?;
        self.next_revision().await?;
        self.record("synonym.removed", "synonym", id, Some(told(&before)), None).await
    }

    async fn refuse_expression(&self, expression: &Expression, own: Option<Uuid>) -> Result<(), EditError> {
        let same = self.write.one(Entity::find().filter(Column::Key.eq(expression.key()))).await?;
        match same.filter(|row| Some(row.id) != own) {
            Some(row) => Err(EditError::ExpressionTaken(row.expression)),
            None => Ok(()),
        }
    }
}

fn told(synonym: &Model) -> Value {
    json!({ "expression": synonym.expression, "meanings": synonym.meanings })
}
