//! The worker: does what is due, looks again, and stops between two things, never within one.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use balai_catalog::events::{ServicePublished, ServiceWithdrawn};
use balai_catalog::{Editor, national};
use balai_kernel::RegionCode;
use balai_messaging::{LetterRelay, Places, Postman};
use balai_storage::Event;
use balai_tenancy::erasure::{EraseEnded, Erasures};
use balai_tenancy::provisioning::{Ended, Saga, Watch};
use balai_tenancy::{Directory, Tenant, TenantState, tenants};
use tokio::sync::watch;
use url::Url;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::provision;
use crate::region;
use crate::settings::Settings;

/// News that a region's outbox holds for the search over all regions.
const NEWS: [&str; 2] = [ServicePublished::TOPIC, ServiceWithdrawn::TOPIC];
/// Events carried in one transaction.
const BATCH: u64 = 50;

/// Everything a worker does.
pub struct Worker {
    parts: Parts,
    saga: Saga,
    erasures: Erasures,
    relay: LetterRelay,
    postman: Postman,
    watch: Arc<dyn Watch>,
    directory: Option<Directory>,
    /// The hour of the last sweep of the trash.
    swept: AtomicI64,
}

/// Runs until SIGTERM, or once through.
pub async fn run(settings: Settings, once: bool) -> Result<(), Failure> {
    let parts = Parts::open(settings).await?;
    let worker = Worker::new(&parts, None).await?;
    if once {
        while worker.round().await? > 0 {}
    } else {
        let (stop, stopped) = watch::channel(false);
        let work = tokio::spawn(worker.until(stopped));
        crate::serve::signal().await;
        stop.send_replace(true);
        work.await.map_err(Failure::failed)?;
    }
    parts.store.close().await;
    Ok(())
}

impl Worker {
    /// A worker over the parts. A server in the same process lends its directory, so that a region
    /// that has just opened is seen at once.
    pub async fn new(parts: &Parts, directory: Option<Directory>) -> Result<Self, Failure> {
        let key = parts.control_key().await?;
        let root = Url::parse(&parts.settings.server.base_url).map_err(Failure::failed)?;
        let places = Places::new(root).map_err(Failure::failed)?;
        let control = parts.store.control();
        Ok(Self {
            saga: provision::saga(parts).await?,
            erasures: region::erasing::machine(parts).await?,
            relay: LetterRelay::new(control.clone(), key.clone(), places),
            postman: Postman::new(control, key, parts.mailer()?),
            watch: crate::fault_probe::watch(),
            directory,
            swept: AtomicI64::new(0),
            parts: parts.clone(),
        })
    }

    /// Works until told to stop. A failure is logged and tried again at the next look.
    pub async fn until(self, mut stopped: watch::Receiver<bool>) {
        let pause = Duration::from_millis(self.parts.settings.worker.poll_ms);
        while !*stopped.borrow() {
            let idle = match self.round().await {
                Ok(done) => done == 0,
                Err(error) => {
                    tracing::error!(%error, "a round of the worker failed");
                    true
                }
            };
            if idle {
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    _ = stopped.changed() => {}
                }
            }
        }
    }

    /// Does once what is due; returns how many things were done.
    pub async fn round(&self) -> Result<usize, Failure> {
        let now = self.parts.clock.now();
        let mut done = 0;
        if let Some(code) = self.saga.next(now).await? {
            done += usize::from(self.provision(code).await? == Ended::Open);
        }
        if let Some(code) = self.erasures.next(now).await? {
            done += usize::from(self.erase(code).await?);
        }
        done += self.relay.run(now).await?;
        let round = self.postman.deliver(now).await?;
        done += round.sent;
        done += self.carry_news().await?;
        done += self.sweep_trash().await?;
        Ok(done)
    }

    async fn provision(&self, code: RegionCode) -> Result<Ended, Failure> {
        let ended = self.saga.run(code, &*self.parts.clock, &*self.watch).await?;
        if let Ended::Failed(step, reason) = &ended {
            tracing::error!(tenant.code = %code, step = step.word(), reason, "provisioning stopped");
        }
        if ended == Ended::Open {
            tracing::info!(tenant.code = %code, "a hall is open");
            if let Some(directory) = &self.directory {
                directory.forget();
            }
        }
        Ok(ended)
    }

    /// Goes on with an erasure that a process left.
    async fn erase(&self, code: RegionCode) -> Result<bool, Failure> {
        let ended = self.erasures.run(code, &*self.parts.clock, &*crate::fault_probe::erase_watch()).await?;
        match &ended {
            EraseEnded::Gone => {
                tracing::info!(tenant.code = %code, "a region is erased");
                if let Some(directory) = &self.directory {
                    directory.forget();
                }
            }
            EraseEnded::Failed(step, reason) => {
                tracing::error!(tenant.code = %code, step = step.word(), reason, "erasing stopped");
            }
            EraseEnded::NotOurs => {}
        }
        Ok(ended == EraseEnded::Gone)
    }

    /// Services whose thirty days in the trash are over, once an hour.
    async fn sweep_trash(&self) -> Result<usize, Failure> {
        let now = self.parts.clock.now();
        let hour = now.timestamp() / 3_600;
        if self.swept.swap(hour, Ordering::Relaxed) == hour {
            return Ok(0);
        }
        let all = tenants::all(&self.parts.store.control().read().await?).await?;
        let mut swept = 0;
        for tenant in all.into_iter().filter(|tenant| tenant.state == TenantState::Active) {
            let code = tenant.code();
            match self.sweep_trash_of(tenant).await {
                Ok(count) => swept += count,
                Err(error) => tracing::error!(tenant.code = %code, %error, "the trash of a region was not swept"),
            }
        }
        Ok(swept)
    }

    async fn sweep_trash_of(&self, tenant: Tenant) -> Result<usize, Failure> {
        let (act, zone) = (self.parts.act("trash"), tenant.zone());
        let write = self.parts.store.tenant(tenant.place).write().await?;
        let editor = Editor::new(&write, &act, zone.date(act.at));
        let swept = editor.sweep_trash().await.map_err(Failure::failed)?;
        write.commit().await?;
        Ok(swept)
    }

    /// Carries the news of every open region into the national search. One region's failure holds up no other.
    async fn carry_news(&self) -> Result<usize, Failure> {
        let all = tenants::all(&self.parts.store.control().read().await?).await?;
        let mut carried = 0;
        for tenant in all.into_iter().filter(|tenant| tenant.state == TenantState::Active) {
            let code = tenant.code();
            match self.carry_from(tenant).await {
                Ok(count) => carried += count,
                Err(error) => tracing::error!(tenant.code = %code, %error, "news of a region was not carried"),
            }
        }
        Ok(carried)
    }

    /// At least once: the control plane takes the news before the region marks it, and ignores
    /// what it knows.
    async fn carry_from(&self, tenant: Tenant) -> Result<usize, Failure> {
        let code = tenant.code();
        let db = self.parts.store.tenant(tenant.place);
        if db.read().await?.waiting_events(&NEWS).await? == 0 {
            return Ok(0);
        }
        let now = self.parts.clock.now();
        let own = db.write().await?;
        let events = own.take_events(&NEWS, now, BATCH).await?;
        let control = self.parts.store.control().write().await?;
        for event in &events {
            if event.topic == ServicePublished::TOPIC {
                national::apply_published(&control, code, event.at, &event.read()?).await?;
            } else {
                national::apply_withdrawn(&control, code, event.at, &event.read()?).await?;
            }
        }
        control.commit().await?;
        for event in &events {
            own.event_done(event.id, now).await?;
        }
        own.commit().await?;
        Ok(events.len())
    }
}
