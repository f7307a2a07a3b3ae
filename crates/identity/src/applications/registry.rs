//! The registry of applications: registered, changed, paused and removed by a region or the operator.

use balai_kernel::{Act, RegionCode, fresh_id};
use balai_rbac::Domain;
use balai_storage::{Audit, Control, Read, Result, StorageError, Write};
use balai_tenancy::{TenantState, tenants};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::Identity;
use crate::applications::application::read;
use crate::applications::grants::end_grants;
use crate::applications::secrets::hash;
use crate::applications::{Application, ApplicationDetails, ApplicationState, DetailsRefused};
use crate::provider;
use crate::rows::application::{Addresses, AskedClaims};
use crate::rows::{application, application_grant, application_logo};

/// Most applications of one region, and of the operator.
pub const MOST: u64 = 200;

/// Why no application was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterRefused {
    /// The description does not hold together.
    #[error(transparent)]
    Details(#[from] DetailsRefused),
    /// The region has as many as it can have.
    #[error("Paling banyak {MOST} aplikasi. Hapus yang tidak dipakai lagi.")]
    TooMany,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why an application stayed as it was.
#[derive(Debug, thiserror::Error)]
pub enum ChangeRefused {
    /// The description does not hold together.
    #[error(transparent)]
    Details(#[from] DetailsRefused),
    /// No such application of this owner.
    #[error("the application is not known")]
    Unknown,
    /// Somebody changed it since it was read.
    #[error("the application was changed meanwhile")]
    Overtaken,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Identity {
    /// An application by its id, in whatever state.
    pub async fn application(&self, id: Uuid) -> Result<Option<Application>> {
        let read_tx = self.db.read().await?;
        read_tx.find::<application::Entity>(id).await?.map(read).transpose()
    }

    /// An application of an owner; `None` is the operator.
    pub async fn application_of(&self, owner: Option<RegionCode>, id: Uuid) -> Result<Option<Application>> {
        Ok(self.application(id).await?.filter(|found| found.owner == owner))
    }

    /// The applications of an owner, the oldest first, after an id of a list.
    pub async fn applications_of(
        &self,
        owner: Option<RegionCode>,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Application>> {
        let query = application::Entity::find().filter(of_owner(owner));
        let query = match after {
            Some(after) => query.filter(application::Column::Id.gt(after)),
            None => query,
        };
        let rows = self.db.read().await?.all(query.order_by_asc(application::Column::Id), limit).await?;
        rows.into_iter().map(read).collect()
    }

    /// Registers an application; people can sign in to it at once.
    pub async fn register_application(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        details: &ApplicationDetails,
    ) -> Result<Uuid, RegisterRefused> {
        let sector = details.check(None, self.site())?;
        let id = fresh_id(act.at);
        let write = self.db.write().await?;
        if write.count(application::Entity::find().filter(of_owner(owner))).await? >= MOST {
            return Err(RegisterRefused::TooMany);
        }
        let row = application::ActiveModel {
            id: Set(id),
            region_code: Set(owner.map(|code| code.to_string())),
            logo: Set(None),
            sector: Set(sector),
            state: Set(ApplicationState::Active),
            secret_hash: Set(None),
            secret_made_at: Set(None),
            former_secret_hash: Set(None),
            former_secret_made_at: Set(None),
            version: Set(1),
            created_at: Set(act.at),
            changed_at: Set(act.at),
            ..columns(details)
        };
        let made = read(write.insert(row).await?)?;
        write.audit(act, entry("client.registered", &made, None, Some(told(&made)))).await?;
        write.commit().await?;
        Ok(id)
    }

    /// Changes what an application is, unless somebody changed it since `version` was read. What it asks from now on and
    /// did not ask before, each citizen is asked anew.
    pub async fn change_application(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        (id, version): (Uuid, i32),
        details: &ApplicationDetails,
    ) -> Result<(), ChangeRefused> {
        let write = self.db.write().await?;
        let before = held(&write, owner, id).await?.ok_or(ChangeRefused::Unknown)?;
        details.check(Some(&before.sector), self.site())?;
        if before.version != version {
            return Err(ChangeRefused::Overtaken);
        }
        let row = application::ActiveModel {
            id: Set(id),
            version: Set(version + 1),
            changed_at: Set(act.at),
            ..columns(details)
        };
        let after = read(write.update(row).await?)?;
        write.audit(act, entry("client.changed", &after, Some(told(&before)), Some(told(&after)))).await?;
        write.commit().await?;
        Ok(())
    }

    /// Pauses an application, or opens it again. Says whether that changed anything. While it is paused nobody signs in to
    /// it and no token of it counts.
    pub async fn turn_application(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        id: Uuid,
        state: ApplicationState,
    ) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(found) = held(&write, owner, id).await?.filter(|found| found.state != state) else {
            return Ok(false);
        };
        let row = application::ActiveModel {
            id: Set(id),
            state: Set(state),
            version: Set(found.version + 1),
            changed_at: Set(act.at),
            ..Default::default()
        };
        write.update(row).await?;
        let action = match state {
            ApplicationState::Active => "client.resumed",
            ApplicationState::Paused => "client.paused",
        };
        write.audit(act, entry(action, &found, None, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Removes an application with all that citizens gave it. Says whether there was one.
    pub async fn remove_application(&self, act: &Act, owner: Option<RegionCode>, id: Uuid) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(found) = held(&write, owner, id).await? else { return Ok(false) };
        let ended = remove(&write, &[id], act).await?;
        let after = json!({ "citizens": ended });
        write.audit(act, entry("client.removed", &found, Some(told(&found)), Some(after))).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Puts a logo in the place of another, or takes it away. The picture is written anew by whoever hands it in; `print`
    /// names these very bytes. Says whether there is such an application.
    pub async fn set_application_logo(
        &self,
        act: &Act,
        owner: Option<RegionCode>,
        id: Uuid,
        logo: Option<(&str, Vec<u8>)>,
    ) -> Result<bool> {
        let write = self.db.write().await?;
        let Some(found) = held(&write, owner, id).await? else { return Ok(false) };
        write.delete_many(logos(&[id])).await?;
        let print = logo.as_ref().map(|(print, _)| (*print).to_owned());
        if let Some((_, image)) = logo {
            write.insert(application_logo::ActiveModel { application_id: Set(id), image: Set(image) }).await?;
        }
        let row = application::ActiveModel {
            id: Set(id),
            logo: Set(print.clone()),
            version: Set(found.version + 1),
            changed_at: Set(act.at),
            ..Default::default()
        };
        write.update(row).await?;
        write.audit(act, entry("client.logo_changed", &found, None, Some(json!({ "logo": print })))).await?;
        write.commit().await?;
        Ok(true)
    }

    /// The logo of an application.
    pub async fn application_logo(&self, id: Uuid) -> Result<Option<Vec<u8>>> {
        let read = self.db.read().await?;
        Ok(read.find::<application_logo::Entity>(id).await?.map(|row| row.image))
    }
}

/// The applications of a region that is erased; returns how many rows went.
pub(crate) async fn forget_region(write: &Write<Control>, region: RegionCode, act: &Act) -> Result<u64> {
    let mut gone = 0;
    loop {
        let rows = write.all(application::Entity::find().filter(of_owner(Some(region))), MOST).await?;
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        if ids.is_empty() {
            return Ok(gone);
        }
        remove(write, &ids, act).await?;
        gone += ids.len() as u64;
    }
}

/// The row of an owner's application, held until the transaction ends: changes come one after the other.
pub(super) async fn held(write: &Write<Control>, owner: Option<RegionCode>, id: Uuid) -> Result<Option<Application>> {
    Ok(locked(write, id).await?.filter(|found| found.owner == owner))
}

/// The same, whoever's it is.
pub(super) async fn locked(write: &Write<Control>, id: Uuid) -> Result<Option<Application>> {
    write.one(application::Entity::find_by_id(id).lock_exclusive()).await?.map(read).transpose()
}

pub(crate) async fn find(read_tx: &Read<Control>, id: Uuid) -> Result<Option<Application>> {
    read_tx.find::<application::Entity>(id).await?.map(read).transpose()
}

/// Whether the hall of the region that an application belongs to is there: open, or closed for a time.
pub(crate) async fn is_hall_there(read_tx: &Read<Control>, application: &Application) -> Result<bool> {
    let Some(region) = application.owner else { return Ok(true) };
    let tenant = tenants::by_code(read_tx, region).await?;
    Ok(tenant.is_some_and(|tenant| matches!(tenant.state, TenantState::Active | TenantState::Suspended)))
}

/// A deed of whoever keeps the application: the trail of the region tells of it too.
pub(super) fn entry(
    action: &'static str,
    application: &Application,
    before: Option<Value>,
    after: Option<Value>,
) -> Audit {
    let mut after = after.unwrap_or_else(|| json!({}));
    after["domain"] = json!(application.owner.map_or(Domain::National, Domain::Region));
    named(action, application, before, after)
}

/// A deed with the application's name.
pub(super) fn named(action: &'static str, application: &Application, before: Option<Value>, mut after: Value) -> Audit {
    after["region"] = json!(application.owner);
    Audit { action, kind: "client", id: application.id.to_string(), before, after: Some(after) }
}

/// What the trail keeps of an application. The ministry reads that trail, so what a region calls its application and where
/// it lies stand there as prints: enough to show that they changed, and whether a given address was among them.
fn told(application: &Application) -> Value {
    json!({
        "name": print(&application.name),
        "agency": application.agency,
        "redirects": application.redirects.iter().map(print).collect::<Vec<_>>(),
        "post_logout_redirects": application.post_logout_redirects.iter().map(print).collect::<Vec<_>>(),
        "initiate_login": application.initiate_login.as_ref().map(print),
        "backchannel_logout": application.backchannel_logout.as_ref().map(print),
        "authentication": application.authentication.as_str(),
        "id_token_algorithm": application.id_token_algorithm.as_str(),
        "require_par": application.require_par,
        "claims": application.asks(),
        "reasons": print(&application.claims),
    })
}

/// The first 16 hexadecimal digits of the SHA-256 of a value's JSON.
fn print(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    hash(&json)[..16].to_owned()
}

async fn remove(write: &Write<Control>, ids: &[Uuid], act: &Act) -> Result<u64> {
    let of_these = || application_grant::Column::ApplicationId.is_in(ids.iter().copied());
    let ended = end_grants(write, of_these(), act.at).await?;
    write.delete_many(application_grant::Entity::delete_many().filter(of_these())).await?;
    write.delete_many(logos(ids)).await?;
    provider::forget_applications(write, ids).await?;
    let rows = application::Entity::delete_many().filter(application::Column::Id.is_in(ids.iter().copied()));
    write.delete_many(rows).await?;
    Ok(ended)
}

fn logos(ids: &[Uuid]) -> sea_orm::DeleteMany<application_logo::Entity> {
    let of_these = application_logo::Column::ApplicationId.is_in(ids.iter().copied());
    application_logo::Entity::delete_many().filter(of_these)
}

fn of_owner(owner: Option<RegionCode>) -> Condition {
    let column = application::Column::RegionCode;
    Condition::all().add(owner.map_or_else(|| column.is_null(), |code| column.eq(code.to_string())))
}

fn columns(details: &ApplicationDetails) -> application::ActiveModel {
    let text = |address: &Option<super::RedirectUri>| address.as_ref().map(ToString::to_string);
    application::ActiveModel {
        agency_id: Set(details.agency),
        name: Set(details.name.to_string()),
        homepage: Set(text(&details.homepage)),
        initiate_login: Set(text(&details.initiate_login)),
        redirects: Set(Addresses(details.redirects.clone())),
        post_logout_redirects: Set(Addresses(details.post_logout_redirects.clone())),
        backchannel_logout: Set(text(&details.backchannel_logout)),
        authentication: Set(details.authentication),
        jwks: Set(details.jwks.clone()),
        id_token_algorithm: Set(details.id_token_algorithm),
        claims: Set(AskedClaims(details.claims.clone())),
        require_par: Set(details.require_par),
        ..Default::default()
    }
}
