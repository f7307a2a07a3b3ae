//! `balai tenant erase`, and the steps of erasing, wired in from the rooms that know how. Each finds what it already did.

use std::time::Duration;

use async_trait::async_trait;
use balai_adoption::relay;
use balai_catalog::national;
use balai_identity::oidc;
use balai_kernel::{Act, RegionCode};
use balai_messaging::LetterDesk;
use balai_storage::{Owner, StorageError};
use balai_tenancy::erasure::{self, EraseEnded, EraseStep, EraseStepName, Erasures};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::onboarding::SignUps;
use balai_tenancy::provisioning::StepError;
use balai_tenancy::{regions, tenants};
use balai_web::host::Site;
use chrono::TimeDelta;
use serde_json::json;

use super::{code, measure, say, tenant};
use crate::failure::{Failure, whole};
use crate::parts::Parts;
use crate::settings::Settings;

/// Erases a region that was put away. One that was interrupted goes on where it stopped.
pub async fn erase(settings: Settings, text: &str, name: Option<String>, as_json: bool) -> Result<(), Failure> {
    let code = code(text)?;
    let parts = Parts::open_standing(settings).await?;
    let going = erasure::is_open(&parts.store.control().read().await?, code).await?;
    if !going {
        let tenant = tenant(&parts, code).await?;
        let name = match name {
            Some(name) => name,
            None => asked(&tenant.region.name)?,
        };
        let was = measure(&parts, &tenant).await?;
        let write = parts.store.control().write().await?;
        let begun = erasure::begin(&write, &parts.act("tenant erase"), code, &name, &was).await;
        begun.map_err(|refused| Failure::Failed(whole(&refused)))?;
        write.commit().await?;
    }
    go_on(&parts, code).await?;
    let records = erasure::records(&parts.store.control().read().await?, code).await?;
    let record = records.first().ok_or_else(|| Failure::failed("catatan penghapusan hilang"))?;
    let told = json!({
        "code": code, "digest": record.digest, "counts": record.counts, "steps": record.steps,
        "finished_at": record.finished_at,
    });
    say(as_json, &told, || {
        format!(
            "{code} terhapus: {} baris dan {} berkas. Yang disimpan hanya catatannya.\nDigest {}",
            record.counts.rows, record.counts.objects, record.digest
        )
    });
    parts.store.close().await;
    Ok(())
}

/// Works, or waits while a worker does.
async fn go_on(parts: &Parts, code: RegionCode) -> Result<(), Failure> {
    let machine = machine(parts);
    loop {
        match machine.run(code, &*parts.clock, &*crate::fault_probe::erase_watch()).await? {
            EraseEnded::Failed(step, why) => {
                return Err(Failure::failed(format!("{}: {why}; jalankan lagi untuk meneruskan", step.word())));
            }
            EraseEnded::NotOurs if erasure::is_open(&parts.store.control().read().await?, code).await? => {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            EraseEnded::Gone | EraseEnded::NotOurs => return Ok(()),
        }
    }
}

fn asked(name: &str) -> Result<String, Failure> {
    let terminal = console::Term::stderr();
    if !terminal.is_term() {
        return Err(Failure::Usage("tulis nama daerah dengan --name sebagai penegasan".to_owned()));
    }
    terminal.write_line("Semua baris, berkas, dan kunci daerah ini hilang untuk selamanya.")?;
    terminal.write_str(&format!("Tulis nama lengkapnya, {name}, untuk meneruskan: "))?;
    Ok(terminal.read_line()?)
}

/// The machine with all its steps.
pub fn machine(parts: &Parts) -> Erasures {
    let step = |name, parts: &Parts| -> Box<dyn EraseStep> { Box::new(Step { name, parts: parts.clone() }) };
    let steps = EraseStepName::ALL.into_iter().map(|name| step(name, parts)).collect();
    let lease = TimeDelta::seconds(i64::from(parts.settings.worker.lease_s));
    Erasures::new(parts.store.control(), steps, lease)
}

/// Takes roles, invitations and sessions of a region away.
pub async fn forget_people(parts: &Parts, act: &Act, code: RegionCode) -> Result<u64, Failure> {
    let read = parts.store.control().read().await?;
    let region = regions::by_code(&read, code).await?;
    let region = region.ok_or_else(|| Failure::failed(format!("{code} tidak ada dalam daftar daerah")))?;
    let tenant = tenants::by_code(&read, code).await?;
    drop(read);
    let mut homes = vec![Site::Region(region.slug)];
    homes.extend(tenant.as_ref().map(Site::of).filter(|home| home != &homes[0]));
    let base = parts.base();
    let sites = homes.iter().map(|home| oidc::Site::parse(&base.origin(home)));
    let sites = sites.collect::<Result<Vec<_>, _>>().map_err(Failure::failed)?;
    Ok(parts.identity().await?.forget_region(act, code, &sites).await?)
}

struct Step {
    name: EraseStepName,
    parts: Parts,
}

#[async_trait]
impl EraseStep for Step {
    fn name(&self) -> EraseStepName {
        self.name
    }

    async fn run(&self, code: RegionCode, act: &Act) -> Result<u64, StepError> {
        let control = self.parts.store.control();
        let said = |failure: Failure| StepError(failure.to_string());
        match self.name {
            EraseStepName::Key => {
                let write = control.write().await?;
                let gone = keys::destroy(&write, KeyOwner::Region(code)).await?;
                write.commit().await?;
                Ok(u64::from(gone))
            }
            EraseStepName::Space => {
                self.owner()?.drop_tenant_space(code).await?;
                Ok(1)
            }
            EraseStepName::Objects => Ok(self.parts.objects.of_tenant(code).clear().await?),
            EraseStepName::People => {
                let asked = self.parts.rights().await.map_err(said)?.forget_region(code).await?;
                let gone = asked + self.parts.vault().forget_region(code).await?;
                Ok(gone + forget_people(&self.parts, act, code).await.map_err(said)?)
            }
            EraseStepName::Letters => Ok(LetterDesk::new(control).forget_region(code).await?),
            EraseStepName::Search => {
                let write = control.write().await?;
                let gone = national::forget_region(&write, code).await? + relay::forget_region(&write, code).await?;
                write.commit().await?;
                Ok(gone)
            }
            EraseStepName::SignUp => {
                let key = self.parts.control_key().await.map_err(said)?;
                Ok(SignUps::new(control, self.parts.objects.of_control(), key).forget_region(code).await?)
            }
            EraseStepName::Row => {
                let write = control.write().await?;
                erasure::forget_row(&write, code).await?;
                write.commit().await?;
                Ok(1)
            }
            EraseStepName::Scrub => {
                self.owner()?.scrub().await?;
                Ok(1)
            }
        }
    }
}

impl Step {
    fn owner(&self) -> Result<Owner, StepError> {
        let none = || StorageError::Unavailable("this process holds no owner's login".to_owned());
        Ok(self.parts.store.owner().ok_or_else(none)?)
    }
}
