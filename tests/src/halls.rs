//! Opening the kit's two halls through the saga that opens every hall. The kit has made their spaces already.

use std::sync::Arc;

use async_trait::async_trait;
use balai_kernel::{Act, Clock, Phone, WeeklyHours, WorkWeek};
use balai_migrations::{TenantMigrator, newest};
use balai_storage::Kek;
use balai_storage::{Store, TenantDb};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::provisioning::{self, Ended, ProvisionStep, Request, Saga, Starter, StepError, StepName, Unwatched};
use balai_tenancy::{Hall, Tenant, hall, regions, tenants};
use balai_testkit::{BENGKULU_TENGAH, SRAGEN};
use chrono::{TimeDelta, Weekday};

struct Step {
    name: StepName,
    store: Store,
    kek: Kek,
}

/// Imports the regions and opens both halls, alike but for their names.
pub async fn open(store: &Store, kek: &Kek, clock: &Arc<dyn Clock>) {
    let (control, act) = (store.control(), Act::system("test", clock.now()));
    let write = control.write().await.expect("the control plane");
    regions::import(&write, regions::OFFICIAL).await.expect("the official list reads");
    keys::ensure(&write, &act, kek, KeyOwner::Control).await.expect("a key");
    for code in [SRAGEN, BENGKULU_TENGAH] {
        let code = code.parse().expect("a code");
        let owner_email = format!("pengelola@{code}.go.id").parse().expect("an address");
        let owner_name = "Siti Aminah".parse().expect("a name");
        let request = Request { code, owner_name, owner_email, starter: Starter::Empty };
        provisioning::ask(&write, &act, &request).await.expect("asked for once");
    }
    write.commit().await.expect("committed");
    let step = |name| Box::new(Step { name, store: store.clone(), kek: kek.clone() }) as Box<dyn ProvisionStep>;
    let steps = StepName::ALL[..StepName::ALL.len() - 1].iter().copied().map(step).collect();
    let saga = Saga::new(control, steps, TimeDelta::minutes(1));
    for code in [SRAGEN, BENGKULU_TENGAH] {
        let ended = saga.run(code.parse().expect("a code"), clock.as_ref(), &Unwatched).await.expect("the saga runs");
        assert_eq!(ended, Ended::Open);
    }
}

#[async_trait]
impl ProvisionStep for Step {
    fn name(&self) -> StepName {
        self.name
    }

    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError> {
        match self.name {
            StepName::Tables => {
                let write = self.store.control().write().await?;
                tenants::set_schema_version(&write, request.code, &newest::<TenantMigrator>()).await?;
                Ok(write.commit().await?)
            }
            StepName::Key => {
                let write = self.store.control().write().await?;
                keys::ensure(&write, act, &self.kek, KeyOwner::Region(request.code)).await?;
                Ok(write.commit().await?)
            }
            StepName::Hall => {
                let tenant = tenants::by_code(&self.store.control().read().await?, request.code).await?;
                let tenant = tenant.expect("asked for");
                let write = self.db(&tenant).write().await?;
                hall::save(&write, act, &usual(&tenant)).await?;
                Ok(write.commit().await?)
            }
            // The kit makes spaces; the other steps concern what a test asks for itself.
            _ => Ok(()),
        }
    }
}

impl Step {
    fn db(&self, tenant: &Tenant) -> TenantDb {
        self.store.tenant(tenant.place.clone())
    }
}

/// A hall that is open on workdays from 08.00 to 15.00.
fn usual(tenant: &Tenant) -> Hall {
    let mut hours = WeeklyHours::default();
    for day in [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri] {
        hours.set_text(day, "08.00-15.00").expect("hours");
    }
    Hall {
        name: format!("Mal Pelayanan Publik {}", tenant.region.name),
        address: format!("Jalan Merdeka 1, {}", tenant.region.short_name),
        phone: Some(Phone::parse("0271 555 0133").expect("a number")),
        email: None,
        complaint_contact: Some("Meja informasi balai".to_owned()),
        hours,
        week: WorkWeek::FiveDays,
        colour: Some("#0e6b5c".to_owned()),
        sample: true,
        ..Hall::default()
    }
}
