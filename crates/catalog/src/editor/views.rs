//! Lists that somebody comes back to.

use balai_storage::StorageError;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Uuid;

use crate::rows::saved_view::{ActiveModel, Entity, View, Views};
use crate::text::{Line, TextError};

use super::Editor;

/// Most views of one person.
pub const MOST_VIEWS: usize = 12;
/// Longest name of a view, in characters.
const LONGEST: usize = 40;

/// Why a view was not saved.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// It has no name.
    #[error("Beri nama tampilan ini.")]
    Nameless,
    /// Its name does not fit.
    #[error("Nama tampilan paling panjang 40 huruf.")]
    TooLong,
    /// There are enough.
    #[error("Anda sudah punya 12 tampilan. Hapus satu dulu.")]
    TooMany,
    /// Below.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Editor<'_> {
    /// Saves a list of somebody's under a name; an older one of that name is replaced.
    pub async fn save_view(&self, reader: Uuid, name: &str, query: &str) -> Result<(), ViewError> {
        let name = Line::parse(name).map_err(|error| match error {
            TextError::Empty => ViewError::Nameless,
            TextError::TooLong { .. } => ViewError::TooLong,
        })?;
        if name.as_str().chars().count() > LONGEST {
            return Err(ViewError::TooLong);
        }
        let Views(mut views) = self.views(reader).await?;
        views.retain(|view| view.name != name.as_str());
        if views.len() >= MOST_VIEWS {
            return Err(ViewError::TooMany);
        }
        views.push(View { name: name.into(), query: query.to_owned() });
        Ok(self.keep_views(reader, Views(views)).await?)
    }

    /// Forgets a view; one that is not there is forgotten already.
    pub async fn forget_view(&self, reader: Uuid, name: &str) -> Result<(), StorageError> {
        let Views(mut views) = self.views(reader).await?;
        views.retain(|view| view.name != name);
        self.keep_views(reader, Views(views)).await
    }

    async fn views(&self, reader: Uuid) -> Result<Views, StorageError> {
        Ok(self.write.find::<Entity>(reader).await?.map(|row| row.views).unwrap_or_default())
    }

    async fn keep_views(&self, reader: Uuid, views: Views) -> Result<(), StorageError> {
        let row = ActiveModel { id: Set(reader), views: Set(views), updated_at: Set(self.act.at) };
        self.write.save_many(vec![row]).await?;
        let audit = balai_storage::Audit {
            action: "view.saved",
            kind: "view",
            id: reader.to_string(),
            before: None,
            after: None,
        };
        self.write.audit(self.act, audit).await
    }
}
