//! The kinds of halls, and what makes a hall one of them: words of the ministry, which change.

use balai_kernel::Act;
use balai_storage::{Audit, Control, Read, Result, Write};
use sea_orm::{EntityTrait, IntoActiveModel, QueryOrder, Set};
use serde_json::json;

use crate::rows::typology::{Column, Entity, Model};

/// Longest criteria, in letters.
pub const LONGEST: usize = 2_000;
/// Longest name, in letters.
pub const LONGEST_NAME: usize = 80;

/// A kind of hall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typology {
    /// `2.1`.
    pub key: String,
    /// What people read.
    pub name: String,
    /// What makes a hall one of it; empty while nobody has written it.
    pub criteria: String,
}

/// All kinds by key.
pub async fn all(read: &Read<Control>) -> Result<Vec<Typology>> {
    let rows = read.all(Entity::find().order_by_asc(Column::Key), 50).await?;
    Ok(rows.into_iter().map(typology).collect())
}

/// One kind.
pub async fn find(read: &Read<Control>, key: &str) -> Result<Option<Typology>> {
    Ok(read.find::<Entity>(key.to_owned()).await?.map(typology))
}

/// Writes the name and the criteria of a kind that exists.
pub async fn describe(write: &Write<Control>, act: &Act, new: &Typology) -> Result<()> {
    let Some(row) = write.find::<Entity>(new.key.clone()).await? else { return Ok(()) };
    let before = typology(row.clone());
    if before == *new {
        return Ok(());
    }
    let mut row = row.into_active_model();
    (row.name, row.criteria, row.updated_at) = (Set(new.name.clone()), Set(new.criteria.clone()), Set(act.at));
    write.update(row).await?;
    let told = |typology: &Typology| Some(json!({ "name": typology.name, "criteria": typology.criteria }));
    let (before, after) = (told(&before), told(new));
    let entry = Audit { action: "adoption.typology_described", kind: "typology", id: new.key.clone(), before, after };
    write.audit(act, entry).await
}

fn typology(row: Model) -> Typology {
    Typology { key: row.key, name: row.name, criteria: row.criteria }
}
