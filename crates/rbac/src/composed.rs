//! Roles that a region composes for itself: a name and single permissions.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_storage::{Control, Read, Result, StorageError, Write};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::{Domain, Grant, Permission, PermissionSet, Permissions, Policy, Role};

/// The most roles that one region composes.
pub const MOST: u64 = 50;

pub(crate) mod row {
    use chrono::{DateTime, Utc};
    use sea_orm::entity::prelude::*;
    use sea_orm::prelude::Json;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "composed_roles")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub region_code: String,
        pub name: String,
        pub name_key: String,
        pub permissions: Json,
        pub updated_at: DateTime<Utc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
    balai_storage::control_entity!(Entity);
}

/// A role of one region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComposedRole {
    /// Its id, as in [`Role::Composed`].
    pub id: Uuid,
    /// Whose it is.
    pub region: RegionCode,
    /// What it is called.
    pub name: RoleName,
    /// What it gives in the whole region; in one agency the part of it that can be given there.
    pub permissions: Permissions,
}

/// What a composed role is called: 3 to 60 characters, not the name of a role that everybody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleName(String);

/// The text is no name for a role.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum RoleNameError {
    /// Too short, too long, or with control characters.
    #[error("a role's name has 3 to 60 characters")]
    Length,
    /// A role of the program has it.
    #[error("a role of every region has this name")]
    Common,
}

impl RoleName {
    /// The longest name, in characters.
    pub const LONGEST: usize = 60;

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two names of one region may not share.
    fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl fmt::Display for RoleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RoleName {
    type Err = RoleNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = Self(text.split_whitespace().collect::<Vec<_>>().join(" "));
        if !(3..=Self::LONGEST).contains(&name.0.chars().count()) || name.0.chars().any(char::is_control) {
            return Err(RoleNameError::Length);
        }
        if Role::NAMED.into_iter().any(|role| role.title().to_lowercase() == name.key()) {
            return Err(RoleNameError::Common);
        }
        Ok(name)
    }
}

/// Permissions that somebody may put together for a region: the proof that the verbs of composing ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermittedComposition {
    /// The region.
    pub(crate) region: RegionCode,
    /// What the role is to give.
    pub(crate) permissions: Permissions,
}

impl PermittedComposition {
    /// The composition, if this person may compose roles in the region, has each of the permissions there herself, and
    /// none of them is beyond what regions give.
    pub fn by(composer: &PermissionSet, policy: &Policy, region: RegionCode, permissions: Permissions) -> Option<Self> {
        let place = Domain::Region(region);
        let composable = policy.composable(place.level());
        let is_within = permissions.iter().all(|permission| composable.contains(permission));
        let may = composer.allows(Permission::RolesCompose, &place) && composer.allows_all(permissions, &place);
        (is_within && may && !permissions.is_empty()).then_some(Self { region, permissions })
    }

    /// The region.
    pub const fn region(&self) -> RegionCode {
        self.region
    }

    /// What is given.
    pub const fn permissions(&self) -> Permissions {
        self.permissions
    }
}

/// The roles that a region composed, by name.
pub async fn of_region(read: &Read<Control>, region: RegionCode) -> Result<Vec<ComposedRole>> {
    let query = row::Entity::find()
        .filter(row::Column::RegionCode.eq(region.to_string()))
        .order_by_asc(row::Column::NameKey)
        .order_by_asc(row::Column::Id);
    read.all(query, MOST).await?.iter().map(composed).collect()
}

/// A role that a region composed; none where another region did.
pub async fn find(read: &Read<Control>, region: RegionCode, id: Uuid) -> Result<Option<ComposedRole>> {
    let found = read.find::<row::Entity>(id).await?.as_ref().map(composed).transpose()?;
    Ok(found.filter(|role| role.region == region))
}

/// The role under the same name in the region, however it is written.
pub async fn named(read: &Read<Control>, region: RegionCode, name: &RoleName) -> Result<Option<ComposedRole>> {
    let query = row::Entity::find()
        .filter(row::Column::RegionCode.eq(region.to_string()))
        .filter(row::Column::NameKey.eq(name.key()));
    read.one(query).await?.as_ref().map(composed).transpose()
}

/// The name people read of a role where it is held, in Indonesian.
pub async fn title(read: &Read<Control>, grant: &Grant) -> Result<String> {
    let role = behind(read, std::slice::from_ref(grant)).await?.into_values().next();
    Ok(role.map_or_else(|| grant.role.title().to_owned(), |role| role.name.to_string()))
}

/// Those among the grants that are composed roles, by id.
pub(crate) async fn behind(read: &Read<Control>, grants: &[Grant]) -> Result<BTreeMap<Uuid, ComposedRole>> {
    let ids: Vec<Uuid> = grants
        .iter()
        .filter_map(|grant| match grant.role {
            Role::Composed(id) => Some(id),
            _ => None,
        })
        .collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let most = ids.len() as u64;
    let rows = read.all(row::Entity::find().filter(row::Column::Id.is_in(ids)), most).await?;
    rows.iter().map(|row| composed(row).map(|role| (role.id, role))).collect()
}

/// Writes a role, whole. The caller raises its holders' grants versions in the same transaction and records it.
pub async fn save(write: &Write<Control>, act: &Act, role: &ComposedRole) -> Result<()> {
    let row = row::ActiveModel {
        id: Set(role.id),
        region_code: Set(role.region.to_string()),
        name: Set(role.name.to_string()),
        name_key: Set(role.name.key()),
        permissions: Set(role.permissions.words().into()),
        updated_at: Set(act.at),
    };
    write.save_many(vec![row]).await
}

/// A new role's id.
pub fn fresh(act: &Act) -> Uuid {
    fresh_id(act.at)
}

/// Removes a role. The caller has seen that nobody holds it, and records it.
pub async fn remove(write: &Write<Control>, id: Uuid) -> Result<()> {
    write.delete_many(row::Entity::delete_many().filter(row::Column::Id.eq(id))).await.map(drop)
}

/// Removes all roles that a region composed; returns how many.
pub async fn forget_region(write: &Write<Control>, region: RegionCode) -> Result<u64> {
    let of_region = row::Column::RegionCode.eq(region.to_string());
    write.delete_many(row::Entity::delete_many().filter(of_region)).await
}

fn composed(row: &row::Model) -> Result<ComposedRole> {
    let corrupt = || StorageError::Corrupt(format!("composed role {}", row.id));
    let words = row.permissions.as_array().ok_or_else(corrupt)?;
    Ok(ComposedRole {
        id: row.id,
        region: row.region_code.parse().map_err(|_| corrupt())?,
        name: row.name.parse().map_err(|_| corrupt())?,
        permissions: Permissions::of_words(words.iter().filter_map(|word| word.as_str())),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_plain_and_nobody_elses() {
        assert_eq!("  Petugas   arsip ".parse::<RoleName>().unwrap().as_str(), "Petugas arsip");
        for (text, why) in [
            ("", RoleNameError::Length),
            ("ab", RoleNameError::Length),
            ("a\u{7}bc", RoleNameError::Length),
            ("penanggung jawab DAERAH", RoleNameError::Common),
        ] {
            assert_eq!(text.parse::<RoleName>(), Err(why), "{text}");
        }
        assert!("é".repeat(60).parse::<RoleName>().is_ok());
        assert_eq!("é".repeat(61).parse::<RoleName>(), Err(RoleNameError::Length));
    }
}
