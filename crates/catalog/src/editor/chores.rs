//! Work that is done once a day for a region.

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::rows::chore::{ActiveModel, Column, Entity};

use super::{EditError, Editor};

impl Editor<'_> {
    /// Remembers that a chore was done today.
    pub async fn chore_done(&self, name: &str) -> Result<(), EditError> {
        let known = self.write.one(Entity::find().filter(Column::Name.eq(name))).await?;
        if let Some(row) = known {
            let mut row = row.into_active_model();
            row.done_on = Set(self.today);
            self.write.update(row).await?;
        } else {
            let row = ActiveModel { id: Set(self.fresh_id()), name: Set(name.to_owned()), done_on: Set(self.today) };
            self.write.insert(row).await?;
        }
        Ok(())
    }
}
