//! Making and changing categories.

use balai_kernel::fold;
use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};

use crate::category::Subject;
use crate::rows::category::{ActiveModel, Entity, Model};
use crate::rows::old_slug::Bearer;
use crate::rows::service;
use crate::text::Line;

use super::{EditError, Editor};

/// What an editor writes about a category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryDetails {
    /// Its name.
    pub name: Line,
    /// What the law says about its services.
    pub subject: Subject,
    /// Its place among the others, smallest first.
    pub position: i32,
}

impl Editor<'_> {
    /// Adds a category.
    pub async fn create_category(&self, details: CategoryDetails) -> Result<Model, EditError> {
        self.refuse_category_name(&details, None).await?;
        let slug = self.taken(Bearer::Category, None).await?.slug_for(details.name.as_str(), "")?;
        let category = self
            .write
            .insert(ActiveModel {
                id: Set(self.fresh_id()),
                slug: Set(slug),
                name: Set(details.name.into()),
                subject: Set(details.subject),
                position: Set(details.position),
                template_key: Set(None),
                updated_at: Set(self.act.at),
            })
            .await?;
        self.next_revision().await?;
        let after = Some(told(&category));
        self.record("category.created", "category", category.id, None, after).await?;
        Ok(category)
    }

    /// Changes a category. When its subject changes, its services are checked anew.
    pub async fn edit_category(&self, id: Uuid, details: CategoryDetails) -> Result<Model, EditError> {
        let before = self.category(id).await?.ok_or(EditError::Gone)?;
        self.refuse_category_name(&details, Some(id)).await?;
        let mut row = before.clone().into_active_model();
        if details.name.as_str() != before.name {
            let mut taken = self.taken(Bearer::Category, Some(id)).await?;
            let slug = taken.slug_for(details.name.as_str(), "")?;
            self.remember_slug(Bearer::Category, id, &before.slug, &slug).await?;
            row.slug = Set(slug);
        }
        row.name = Set(details.name.into());
        row.subject = Set(details.subject);
        row.position = Set(details.position);
        row.updated_at = Set(self.act.at);
        let after = self.write.update(row).await?;
        let revision = self.next_revision().await?;
        let (was, is) = (Some(told(&before)), Some(told(&after)));
        self.record("category.edited", "category", id, was, is).await?;
        if (&before.name, before.subject) != (&after.name, after.subject) {
            let of_category = service::Entity::find().filter(service::Column::CategoryId.eq(id));
            self.refresh(of_category, revision).await?;
        }
        Ok(after)
    }

    pub(super) async fn category(&self, id: Uuid) -> Result<Option<Model>, EditError> {
        Ok(self.write.find::<Entity>(id).await?)
    }

    async fn refuse_category_name(&self, details: &CategoryDetails, own: Option<Uuid>) -> Result<(), EditError> {
        let wanted = fold(details.name.as_str());
        let categories = self.write.all(Entity::find(), u64::MAX).await?;
        let taken = categories.iter().any(|category| Some(category.id) != own && fold(&category.name) == wanted);
        if taken { Err(EditError::NameTaken) } else { Ok(()) }
    }
}

fn told(category: &Model) -> Value {
    json!({
        "slug": category.slug, "name": category.name,
        "subject": category.subject.code(), "position": category.position,
    })
}
