//! The worker: does what is due, looks again, and stops between two things, never within one.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use balai_catalog::events::{ServicePublished, ServiceWithdrawn};
use balai_catalog::{Editor, national};
use balai_identity::Identity;
use balai_kernel::RegionCode;
use balai_messaging::{LetterRelay, Places, Postman};
use balai_storage::outbox::Pending;
use balai_storage::{Control, Event, StorageError, Write};
use balai_tenancy::erasure::{EraseEnded, Erasures};
use balai_tenancy::onboarding::SignUps;
use balai_tenancy::provisioning::{Ended, Saga, Watch};
use balai_tenancy::{Directory, Tenant, TenantState, tenants};
use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;
use tokio::task::JoinHandle;
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
/// News that cannot be read waits so long; a later release may be able to.
const UNREADABLE: TimeDelta = TimeDelta::hours(1);
/// Seconds between two sweeps.
const SWEEP_EVERY_S: i64 = 3_600;
/// What a worker has to finish after SIGTERM.
const FAREWELL: Duration = Duration::from_secs(9);

/// Everything a worker does.
pub struct Worker {
    parts: Parts,
    saga: Saga,
    erasures: Erasures,
    relay: LetterRelay,
    postman: Postman,
    watch: Arc<dyn Watch>,
    directory: Option<Directory>,
    sign_ups: SignUps,
    identity: Identity,
    /// The hour of the last sweep.
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
        farewell(work).await?;
    }
    parts.store.close().await;
    Ok(())
}

/// Waits for a worker that was told to stop. One that hangs on a silent server is let go: whatever it held is taken up
/// again when its lease runs out.
pub async fn farewell(mut work: JoinHandle<()>) -> Result<(), Failure> {
    if let Ok(ended) = tokio::time::timeout(FAREWELL, &mut work).await {
        return ended.map_err(Failure::failed);
    }
    tracing::warn!("the worker was let go in the middle of its work; another takes it up");
    work.abort();
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
            postman: Postman::new(control.clone(), key.clone(), parts.mailer()?),
            sign_ups: SignUps::new(control, parts.objects.of_control(), key),
            identity: parts.identity().await?,
            swept: AtomicI64::new(0),
            watch: crate::fault_probe::watch(),
            directory,
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

    /// Does once what is due; returns how many things were done. What fails does not keep the rest waiting.
    pub async fn round(&self) -> Result<usize, Failure> {
        let now = self.parts.clock.now();
        let mut tally = Tally::default();
        tally.add(self.make_next(now).await);
        tally.add(self.erase_next(now).await);
        tally.add(self.relay.run(now).await.map_err(Failure::from));
        tally.add(self.postman.deliver(now).await.map(|round| round.sent).map_err(Failure::from));
        tally.add(self.carry_news().await);
        tally.add(self.sweep(now).await);
        tally.end()
    }

    async fn make_next(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        match self.saga.next(now).await? {
            Some(code) => Ok(usize::from(self.provision(code).await? == Ended::Open)),
            None => Ok(0),
        }
    }

    /// Forgets what has had its time, once an hour: drafts, letters nobody holds, counts of tries, old sessions, services
    /// whose thirty days in the trash are over.
    async fn sweep(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        let hour = now.timestamp() / SWEEP_EVERY_S;
        if self.swept.swap(hour, Ordering::Relaxed) == hour {
            return Ok(0);
        }
        while self.sign_ups.sweep(now).await? > 0 {}
        self.identity.sweep(now).await?;
        self.sweep_trash().await
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

    async fn erase_next(&self, now: DateTime<Utc>) -> Result<usize, Failure> {
        match self.erasures.next(now).await? {
            Some(code) => Ok(usize::from(self.erase(code).await?)),
            None => Ok(0),
        }
    }

    async fn sweep_trash(&self) -> Result<usize, Failure> {
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
        let mut damaged = Vec::new();
        for event in &events {
            match apply(&control, code, event).await {
                Err(StorageError::Corrupt(reason)) => damaged.push((event.id, reason)),
                applied => applied?,
            }
        }
        control.commit().await?;
        for event in &events {
            match damaged.iter().find(|(id, _)| *id == event.id) {
                Some((id, reason)) => {
                    tracing::error!(tenant.code = %code, event.id = %id, "an event does not read");
                    own.event_failed(*id, now, UNREADABLE, reason).await?;
                }
                None => own.event_done(event.id, now).await?,
            }
        }
        own.commit().await?;
        Ok(events.len())
    }
}

async fn apply(control: &Write<Control>, code: RegionCode, event: &Pending) -> balai_storage::Result<()> {
    if event.topic == ServicePublished::TOPIC {
        national::apply_published(control, code, event.at, &event.read()?).await
    } else {
        national::apply_withdrawn(control, code, event.at, &event.read()?).await
    }
}

/// What several pieces of work came to, each tried whatever became of the others.
#[derive(Default)]
struct Tally {
    done: usize,
    failure: Option<Failure>,
}

impl Tally {
    fn add(&mut self, outcome: Result<usize, Failure>) {
        match outcome {
            Ok(done) => self.done += done,
            Err(failure) if self.failure.is_none() => self.failure = Some(failure),
            Err(failure) => tracing::error!(error = %failure, "another piece of the same round failed"),
        }
    }

    fn end(self) -> Result<usize, Failure> {
        self.failure.map_or(Ok(self.done), Err)
    }
}
