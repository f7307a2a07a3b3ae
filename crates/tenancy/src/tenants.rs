//! Which regions have a hall here, and by which host they are found.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use balai_kernel::{Act, Hostname, RegionCode, Slug, Zone};
use balai_storage::{
    Asked, Audit, Control, ControlDb, Epoch, Kept, NodeName, Read, Result, StorageError, TenantPlace, Write,
};
use chrono::{DateTime, Utc};
use moka::sync::Cache;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, DeriveActiveEnum, EntityTrait, EnumIter, QueryFilter, QueryOrder, sea_query::Expr,
};

use crate::{
    entity::tenant,
    life::Life,
    regions::{self, Region},
};

/// The state of a region's hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum TenantState {
    /// Being made; nobody sees it.
    #[sea_orm(string_value = "provisioning")]
    Provisioning,
    /// Open.
    #[sea_orm(string_value = "active")]
    Active,
    /// Closed for a time; its pages say so.
    #[sea_orm(string_value = "suspended")]
    Suspended,
    /// Closed for good, kept.
    #[sea_orm(string_value = "archived")]
    Archived,
}

impl TenantState {
    /// The word that is stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Provisioning => "provisioning",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Archived => "archived",
        }
    }
}

/// A region that has a space here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tenant {
    /// The region.
    pub region: Region,
    /// Where its rows are.
    pub place: TenantPlace,
    /// Its state.
    pub state: TenantState,
    /// The state with what belongs to it.
    pub life: Life,
    /// The last migration its space has seen.
    pub schema_version: String,
    /// Since when it is open.
    pub active_at: Option<DateTime<Utc>>,
    /// The region's own domain, while it is served.
    pub domain: Option<Hostname>,
}

impl Tenant {
    /// The region's code.
    pub fn code(&self) -> RegionCode {
        self.region.code
    }

    /// The region's time zone.
    pub fn zone(&self) -> Zone {
        self.region.zone
    }
}

/// The tenant of a region, in whatever state.
pub async fn by_code(read: &Read<Control>, code: RegionCode) -> Result<Option<Tenant>> {
    let Some(row) = read.find::<tenant::Entity>(code.to_string()).await? else {
        return Ok(None);
    };
    let region = regions::by_code(read, code).await?;
    Ok(region.map(|region| compose(region, row)))
}

/// All tenants that have a space to migrate or to show, by code.
pub async fn all(read: &Read<Control>) -> Result<Vec<Tenant>> {
    let rows = read.all(tenant::Entity::find().order_by_asc(tenant::Column::Code), 2_000).await?;
    let mut regions = regions::all(read).await?.into_iter();
    rows.into_iter()
        .map(|row| {
            let region = regions.find(|region| region.code.to_string() == row.code);
            let region = region.ok_or_else(|| StorageError::Corrupt(format!("tenant {} has no region", row.code)))?;
            Ok(compose(region, row))
        })
        .collect()
}

/// Writes the row of a region that begins to be made. A region has one at most.
pub(crate) async fn begin(write: &Write<Control>, act: &Act, code: RegionCode) -> Result<()> {
    let row = tenant::ActiveModel {
        code: Set(code.to_string()),
        state: Set(TenantState::Provisioning),
        node: Set(NodeName::ONLY.to_owned()),
        schema_version: Set(String::new()),
        created_at: Set(act.at),
        active_at: Set(None),
        life: Set(None),
        domain: Set(None),
    };
    write.insert(row).await.map(drop)
}

/// Opens the hall of a region that stood all steps; one that is open stays as it is.
pub(crate) async fn activate(write: &Write<Control>, act: &Act, code: RegionCode) -> Result<()> {
    let changed = write
        .update_many(
            tenant::Entity::update_many()
                .col_expr(tenant::Column::State, Expr::value("active"))
                .col_expr(tenant::Column::ActiveAt, Expr::value(act.at))
                .filter(tenant::Column::Code.eq(code.to_string()))
                .filter(tenant::Column::State.eq(TenantState::Provisioning)),
        )
        .await?;
    if changed == 0 {
        return Ok(());
    }
    let entry = Audit { action: "tenant.activated", kind: "tenant", id: code.to_string(), ..Audit::default() };
    write.audit(act, entry).await
}

/// Removes the row of a region that has no space any more, with the turns of its life.
pub(crate) async fn end(write: &Write<Control>, code: RegionCode) -> Result<()> {
    crate::life::forget(write, code).await?;
    crate::domains::forget(write, code).await?;
    crate::broadcasts::forget(write, code).await?;
    let removal = tenant::Entity::delete_many().filter(tenant::Column::Code.eq(code.to_string()));
    write.delete_many(removal).await.map(drop)
}

/// Records which migration a space has seen.
pub async fn set_schema_version(write: &Write<Control>, code: RegionCode, version: &str) -> Result<()> {
    let change = tenant::Entity::update_many()
        .col_expr(tenant::Column::SchemaVersion, Expr::value(version))
        .filter(tenant::Column::Code.eq(code.to_string()));
    write.update_many(change).await.map(drop)
}

#[expect(clippy::disallowed_methods, reason = "the one place where a row of control.tenants becomes a place")]
fn compose(region: Region, row: tenant::Model) -> Tenant {
    let life = row.life();
    Tenant {
        place: TenantPlace::new(region.code, NodeName::new(row.node)),
        region,
        state: row.state,
        life,
        schema_version: row.schema_version,
        active_at: row.active_at,
        // written by `domains` only, which read it as a name
        domain: row.domain.and_then(|name| Hostname::parse(&name).ok()),
    }
}

/// Says by which domain of its own a region is served; none ends that. Public pages of all halls are made anew.
pub(crate) async fn set_domain(write: &Write<Control>, code: RegionCode, domain: Option<&Hostname>) -> Result<()> {
    let change = tenant::Entity::update_many()
        .col_expr(tenant::Column::Domain, Expr::value(domain.map(|domain| domain.as_str().to_owned())))
        .filter(tenant::Column::Code.eq(code.to_string()));
    write.update_many(change).await.map(drop)
}

/// The domains of their own by which regions are served, with the slugs of those regions.
async fn domains(read: &Read<Control>) -> Result<HashMap<Hostname, Slug>> {
    let rows = read.all(tenant::Entity::find().filter(tenant::Column::Domain.is_not_null()), 2_000).await?;
    let mut found = HashMap::with_capacity(rows.len());
    for row in rows {
        let code = row.code.parse().map_err(|_| StorageError::Corrupt(format!("tenant {}", row.code)))?;
        let name = row.domain.as_deref().and_then(|name| Hostname::parse(name).ok());
        if let (Some(name), Some(region)) = (name, regions::by_code(read, code).await?) {
            found.insert(name, region.slug);
        }
    }
    Ok(found)
}

/// After this no process shows what was before a change: see [`balai_storage::Changes`].
const HEARD_EVERYWHERE: Duration = Duration::from_secs(2);

/// Finds the tenant of a host, with a memory that ends with every change of a tenant or a region: at once when this
/// process made it, after a second at the latest when another one did.
#[derive(Clone)]
pub struct Directory {
    control: ControlDb,
    memory: Cache<Slug, Arc<Known>>,
    /// All domains at once: names that are nobody's are asked for without end, and none of them costs a look at the rows.
    domains: Kept<HashMap<Hostname, Slug>>,
}

struct Known {
    tenant: Option<Arc<Tenant>>,
    epoch: Epoch,
    asked: Asked,
}

impl Directory {
    /// A directory over the control plane.
    pub fn new(control: ControlDb) -> Self {
        Self { domains: Kept::new(control.clone()), control, memory: Cache::new(2_000) }
    }

    /// The slug of the region that is served by this domain of its own.
    pub async fn at(&self, domain: &Hostname) -> Result<Option<Slug>> {
        if let Some(slugs) = self.domains.find() {
            return Ok(slugs.get(domain).cloned());
        }
        let moment = self.domains.before();
        let slugs = Arc::new(domains(&self.control.read().await?).await?);
        Ok(self.domains.keep(moment, slugs).get(domain).cloned())
    }

    /// The tenant whose host label this is; `None` where the region has none, or is unknown.
    pub async fn find(&self, slug: &Slug) -> Result<Option<Arc<Tenant>>> {
        if let Some(known) = self.held(slug) {
            return Ok(known.tenant.clone());
        }
        let changes = self.control.changes();
        let (epoch, asked) = (changes.of_control(), changes.asked(None));
        let read = self.control.read().await?;
        let tenant = match regions::by_slug(&read, slug).await? {
            Some(region) => by_code(&read, region.code).await?.map(Arc::new),
            None => None,
        };
        self.memory.insert(slug.clone(), Arc::new(Known { tenant: tenant.clone(), epoch, asked }));
        Ok(tenant)
    }

    /// The same as far as it is known without asking the database.
    pub fn known(&self, slug: &Slug) -> Option<Arc<Tenant>> {
        self.held(slug)?.tenant.clone()
    }

    fn held(&self, slug: &Slug) -> Option<Arc<Known>> {
        let changes = self.control.changes();
        let holds = |known: &Arc<Known>| changes.believes(&known.asked, None) && known.epoch == changes.of_control();
        self.memory.get(slug).filter(holds)
    }
}

/// Waits until no process shows what it read before a change that was just committed: every one has heard of it by then,
/// or asks the rows again. Who closes a hall answers after this, and then it is closed everywhere.
pub async fn settled() {
    tokio::time::sleep(HEARD_EVERYWHERE).await;
}
