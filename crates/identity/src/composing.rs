//! Roles that a region composes for itself: made, changed, given up. A change counts for whoever holds the role at her next
//! request, on every node.

use balai_kernel::Act;
use balai_rbac::{ComposedRole, PermittedComposition, Role, RoleName, composed, grants};
use balai_storage::{Audit, Control, StorageError, Write};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Identity;
use crate::rows::invitation;
use crate::staff::raise_version;

/// Why a role was not composed, changed or given up.
#[derive(Debug, thiserror::Error)]
pub enum ComposeRefused {
    /// The region has no such role.
    #[error("the region has no such role")]
    Gone,
    /// Another role of the region has the name.
    #[error("another role of the region has this name")]
    NameTaken,
    /// The region has as many as it can have.
    #[error("the region has {} roles of its own, the most there can be", composed::MOST)]
    UsedUp,
    /// Somebody changed it in between.
    #[error("the role has changed in between")]
    Moved,
    /// Somebody holds it, or is invited to it.
    #[error("the role is held by {0} people or invitations")]
    Held(u64),
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// Composes a role for a region.
    pub async fn compose_role(
        &self,
        act: &Act,
        name: RoleName,
        composition: &PermittedComposition,
    ) -> Result<ComposedRole, ComposeRefused> {
        let write = self.db.write().await?;
        let region = composition.region();
        if composed::of_region(&write, region).await?.len() as u64 >= composed::MOST {
            return Err(ComposeRefused::UsedUp);
        }
        let role = ComposedRole { id: composed::fresh(act), region, name, permissions: composition.permissions() };
        save(&write, act, None, &role).await?;
        write.commit().await?;
        Ok(role)
    }

    /// Changes a role: its name, and what it gives. `looked_at` is the role as it was when it was looked at, `before` the
    /// proof that whoever changes it has what it gave.
    pub async fn recompose_role(
        &self,
        act: &Act,
        looked_at: &ComposedRole,
        before: &PermittedComposition,
        name: RoleName,
        after: &PermittedComposition,
    ) -> Result<(), ComposeRefused> {
        let write = self.db.write().await?;
        let was = unmoved(&write, looked_at, before).await?;
        let (id, role) = (was.id, ComposedRole { name, permissions: after.permissions(), ..was.clone() });
        save(&write, act, Some(&was), &role).await?;
        for account in grants::holders_of(&write, Role::Composed(id)).await? {
            raise_version(&write, account).await?;
        }
        write.commit().await?;
        Ok(())
    }

    /// Gives a role up that nobody holds and nobody is invited to.
    pub async fn give_up_role(
        &self,
        act: &Act,
        looked_at: &ComposedRole,
        was: &PermittedComposition,
    ) -> Result<(), ComposeRefused> {
        let write = self.db.write().await?;
        let role = unmoved(&write, looked_at, was).await?;
        let id = role.id;
        let invited = invitation::Entity::find()
            .filter(invitation::Column::Role.eq(Role::Composed(id)))
            .filter(invitation::Column::AcceptedAt.is_null())
            .filter(invitation::Column::WithdrawnAt.is_null())
            .filter(invitation::Column::ExpiresAt.gt(act.at));
        let held = grants::holders_of(&write, Role::Composed(id)).await?.len() as u64 + write.count(invited).await?;
        if held > 0 {
            return Err(ComposeRefused::Held(held));
        }
        composed::remove(&write, id).await?;
        write.audit(act, audit("role.given_up", id, Some(told(&role)), None)).await?;
        write.commit().await?;
        Ok(())
    }
}

/// The role, if it still is what was looked at and what the proof is about.
async fn unmoved(
    write: &Write<Control>,
    looked_at: &ComposedRole,
    proof: &PermittedComposition,
) -> Result<ComposedRole, ComposeRefused> {
    let role = composed::find(write, proof.region(), looked_at.id).await?.ok_or(ComposeRefused::Gone)?;
    let is_same = role == *looked_at && role.permissions == proof.permissions();
    is_same.then_some(role).ok_or(ComposeRefused::Moved)
}

async fn save(
    write: &Write<Control>,
    act: &Act,
    was: Option<&ComposedRole>,
    role: &ComposedRole,
) -> Result<(), ComposeRefused> {
    let same = composed::named(write, role.region, &role.name).await?;
    if same.is_some_and(|other| other.id != role.id) {
        return Err(ComposeRefused::NameTaken);
    }
    // of two at the same moment the second meets the first one's name
    composed::save(write, act, role).await.map_err(taken_or)?;
    let action = if was.is_some() { "role.recomposed" } else { "role.composed" };
    write.audit(act, audit(action, role.id, was.map(told), Some(told(role)))).await?;
    Ok(())
}

fn taken_or(error: StorageError) -> ComposeRefused {
    if error.is_conflict() { ComposeRefused::NameTaken } else { error.into() }
}

/// What the trail keeps. The name stays out: the trail is the ministry's to read, and the words of a region are its own.
fn told(role: &ComposedRole) -> Value {
    json!({ "region": role.region, "permissions": role.permissions.words() })
}

fn audit(action: &'static str, id: Uuid, before: Option<Value>, after: Option<Value>) -> Audit {
    Audit { action, kind: "role", id: id.to_string(), before, after }
}
