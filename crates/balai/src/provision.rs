//! The steps of provisioning, wired in from the rooms that know how. Each finds what it already did.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use balai_catalog::{Adopt, Choice, Editor, NationalTemplates, sample};
use balai_identity::Identity;
use balai_kernel::{Act, WeeklyHours, WorkWeek};
use balai_migrations::{MigratorTrait as _, TenantMigrator, migrate_space, newest};
use balai_rbac::{Domain, Grant, PermittedGrant, Role};
use balai_storage::objects::{ObjectKey, Objects};
use balai_storage::{Mould, Owner, Space, Store, TenantDb};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::provisioning::{ProvisionStep, Request, Saga, Starter, StepError, StepName, mark};
use balai_tenancy::{Hall, Tenant, hall, tenants};
use bytes::Bytes;
use chrono::{TimeDelta, Weekday};

use crate::failure::Failure;
use crate::parts::Parts;

/// What the steps share.
struct Site {
    store: Store,
    owner: Owner,
    parts: Parts,
    identity: Identity,
    templates: NationalTemplates,
    /// How a region's file stands after the tables, since this process laid them once.
    mould: OnceLock<Mould>,
}

/// The saga with all its steps.
pub async fn saga(parts: &Parts) -> Result<Saga, Failure> {
    let site = Arc::new(Site {
        store: parts.store.clone(),
        owner: parts.owner()?,
        parts: parts.clone(),
        identity: parts.identity().await?,
        templates: parts.templates(),
        mould: OnceLock::new(),
    });
    let steps: Vec<Box<dyn ProvisionStep>> = vec![
        Box::new(MakeSpace(Arc::clone(&site))),
        Box::new(MakeTables(Arc::clone(&site))),
        Box::new(MakeKey(Arc::clone(&site))),
        Box::new(MakeObjectSpace(parts.objects.clone())),
        Box::new(NameHall(Arc::clone(&site))),
        Box::new(FillCatalogue(Arc::clone(&site))),
        Box::new(InviteOwner(Arc::clone(&site))),
        Box::new(Check(Arc::clone(&site))),
    ];
    let lease = TimeDelta::seconds(i64::from(parts.settings.worker.lease_s));
    Ok(Saga::new(parts.store.control(), steps, lease))
}

impl Site {
    async fn tenant(&self, request: &Request) -> Result<Tenant, StepError> {
        let read = self.store.control().read().await?;
        let tenant = tenants::by_code(&read, request.code).await?;
        tenant.ok_or_else(|| StepError(format!("Daerah {} tidak ada dalam daftar.", request.code)))
    }

    async fn rows(&self, request: &Request) -> Result<(Tenant, TenantDb), StepError> {
        let tenant = self.tenant(request).await?;
        let db = self.store.tenant(tenant.place.clone());
        Ok((tenant, db))
    }
}

/// A sentence for the ministry's page; what the database said goes to the log.
fn told(error: &(dyn std::error::Error + 'static), sentence: &str) -> StepError {
    tracing::error!(error, "provisioning step");
    StepError(sentence.to_owned())
}

/// The object that shows that a region's object space can be written.
fn sign() -> ObjectKey {
    ObjectKey::parse("balai.txt").expect("a plain key")
}

struct MakeSpace(Arc<Site>);
struct MakeTables(Arc<Site>);
struct MakeKey(Arc<Site>);
struct MakeObjectSpace(Objects);
struct NameHall(Arc<Site>);
struct FillCatalogue(Arc<Site>);
struct InviteOwner(Arc<Site>);
struct Check(Arc<Site>);

#[async_trait]
impl ProvisionStep for MakeSpace {
    fn name(&self) -> StepName {
        StepName::Space
    }

    async fn run(&self, request: &Request, _: &Act) -> Result<(), StepError> {
        match self.0.mould.get() {
            Some(mould) => self.0.owner.cast_tenant_space(request.code, mould).await?,
            None => self.0.owner.create_tenant_space(request.code).await?,
        }
        Ok(())
    }
}

#[async_trait]
impl ProvisionStep for MakeTables {
    fn name(&self) -> StepName {
        StepName::Tables
    }

    async fn run(&self, request: &Request, _: &Act) -> Result<(), StepError> {
        let space = Space::Tenant(self.0.tenant(request).await?.place);
        let laid = Box::pin(migrate_space::<TenantMigrator>(&self.0.owner, &space))
            .await
            .map_err(|e| told(&e, "Tabel daerah tidak dapat disiapkan. Sebabnya ada di catatan server."))?;
        if laid.len() == TenantMigrator::migrations().len()
            && let Some(mould) = self.0.owner.mould(&space).await?
        {
            // two regions that are the first side by side make equal ones
            self.0.mould.set(mould).ok();
        }
        let write = self.0.store.control().write().await?;
        tenants::set_schema_version(&write, request.code, &newest::<TenantMigrator>()).await?;
        Ok(write.commit().await?)
    }
}

#[async_trait]
impl ProvisionStep for MakeKey {
    fn name(&self) -> StepName {
        StepName::Key
    }

    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError> {
        let write = self.0.store.control().write().await?;
        keys::ensure(&write, act, &self.0.parts.kek, KeyOwner::Region(request.code)).await?;
        Ok(write.commit().await?)
    }
}

#[async_trait]
impl ProvisionStep for MakeObjectSpace {
    fn name(&self) -> StepName {
        StepName::Objects
    }

    async fn run(&self, request: &Request, _: &Act) -> Result<(), StepError> {
        let body = Bytes::from(format!("{}\n", request.code));
        Ok(self.0.of_tenant(request.code).put(&sign(), "text/plain", body).await?)
    }
}

#[async_trait]
impl ProvisionStep for NameHall {
    fn name(&self) -> StepName {
        StepName::Hall
    }

    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError> {
        let (tenant, db) = self.0.rows(request).await?;
        let write = db.write().await?;
        if mark(&write, act, StepName::Hall).await? {
            hall::save(&write, act, &first_hall(&tenant, request.starter)).await?;
        }
        Ok(write.commit().await?)
    }
}

/// The hall as it stands before its people have written a word: usual office hours, no address.
fn first_hall(tenant: &Tenant, starter: Starter) -> Hall {
    let mut hours = WeeklyHours::default();
    for (day, text) in [
        (Weekday::Mon, "08.00-15.00"),
        (Weekday::Tue, "08.00-15.00"),
        (Weekday::Wed, "08.00-15.00"),
        (Weekday::Thu, "08.00-15.00"),
        (Weekday::Fri, "08.00-14.00"),
    ] {
        hours.set_text(day, text).expect("usual hours read");
    }
    Hall {
        name: format!("Mal Pelayanan Publik {}", tenant.region.name),
        hours,
        week: WorkWeek::FiveDays,
        sample: matches!(starter, Starter::Sample | Starter::Published),
        ..Hall::default()
    }
}

#[async_trait]
impl ProvisionStep for FillCatalogue {
    fn name(&self) -> StepName {
        StepName::Catalogue
    }

    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError> {
        let (sample, in_force);
        let (templates, how) = match request.starter {
            Starter::Empty => return Ok(()),
            Starter::Catalogue => {
                let read = self.0.templates.in_force().await;
                in_force = read.map_err(|error| told(&error, "Templat nasional tidak terbaca."))?;
                (&*in_force, Adopt::AsDrafts)
            }
            Starter::Published => {
                sample = sample::starter(sample::SEED);
                (&sample, Adopt::Published)
            }
            Starter::Sample => {
                sample = sample::generate(sample::SEED);
                (&sample, Adopt::Published)
            }
        };
        let (tenant, db) = self.0.rows(request).await?;
        let write = db.write().await?;
        if mark(&write, act, StepName::Catalogue).await? {
            let editor = Editor::new(&write, act, tenant.zone().date(act.at));
            editor
                .adopt(templates, Choice::All, how)
                .await
                .map_err(|e| told(&e, "Katalog awal tidak dapat diisi. Sebabnya ada di catatan server."))?;
        }
        Ok(write.commit().await?)
    }
}

#[async_trait]
impl ProvisionStep for InviteOwner {
    fn name(&self) -> StepName {
        StepName::Owner
    }

    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError> {
        let grant = Grant::new(Role::RegionOwner, Domain::Region(request.code))
            .ok_or_else(|| StepError("Peran pengelola tidak berlaku di daerah.".to_owned()))?;
        let grant = PermittedGrant::by_the_platform(grant);
        Ok(self.0.identity.invite_once(act, &request.owner_email, &grant).await?)
    }
}

#[async_trait]
impl ProvisionStep for Check {
    fn name(&self) -> StepName {
        StepName::Check
    }

    async fn run(&self, request: &Request, _: &Act) -> Result<(), StepError> {
        let (_, db) = self.0.rows(request).await?;
        if hall::find(&db.read().await?).await?.is_none() {
            return Err(StepError("Balai tidak terbaca oleh aplikasi.".to_owned()));
        }
        if self.0.parts.objects.of_tenant(request.code).get(&sign()).await?.is_none() {
            return Err(StepError("Ruang berkas tidak terbaca.".to_owned()));
        }
        let read = self.0.store.control().read().await?;
        let key = keys::find(&read, &self.0.parts.kek, KeyOwner::Region(request.code)).await?;
        key.map(drop).ok_or_else(|| StepError("Kunci enkripsi daerah tidak ada.".to_owned()))
    }
}
