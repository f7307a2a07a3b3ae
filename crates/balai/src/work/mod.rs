//! The worker: does what is due, looks again, and stops between two things, never within one.

mod catalogues;
mod domains;
mod erasing;
mod leaving;
mod letters;
mod making;
mod news;
mod regions;
mod rights;
mod signing_out;
mod tidying;
mod titles;
mod weekly;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use balai_kernel::Clock;
use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::settings::Settings;

/// What a worker has to finish after SIGTERM.
const FAREWELL: Duration = Duration::from_secs(9);

/// One kind of work. All of it may be done twice: a worker can be stopped between doing a thing and remembering it.
#[async_trait]
trait Duty: Send + Sync {
    /// What the log calls it.
    fn name(&self) -> &'static str;

    /// Does what is due by now; returns how many things were done.
    async fn once(&self, now: DateTime<Utc>) -> Result<usize, Failure>;
}

/// Everything a worker does, in the order of a round.
pub struct Worker {
    clock: Arc<dyn Clock>,
    pause: Duration,
    duties: Vec<Box<dyn Duty>>,
}

/// Runs until SIGTERM, or once through.
pub async fn run(settings: Settings, once: bool) -> Result<(), Failure> {
    let parts = Parts::open(settings).await?;
    let worker = Worker::new(&parts).await?;
    if once {
        while worker.round().await? > 0 {}
    } else {
        let (stop, stopped) = watch::channel(false);
        let hearing = tokio::spawn(parts.store.clone().hear());
        let work = tokio::spawn(worker.until(stopped));
        crate::serve::signal().await;
        stop.send_replace(true);
        farewell(work).await?;
        hearing.abort();
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
    /// A worker over the parts.
    pub async fn new(parts: &Parts) -> Result<Self, Failure> {
        Ok(Self {
            clock: Arc::clone(&parts.clock),
            pause: Duration::from_millis(parts.settings.worker.poll_ms),
            duties: vec![
                Box::new(making::Making::new(parts).await?),
                Box::new(erasing::Erasing::new(parts)),
                Box::new(leaving::People::new(parts).await?),
                Box::new(weekly::Weekly::new(parts).await?),
                Box::new(rights::Deadlines::new(parts).await?),
                Box::new(letters::Letters::new(parts).await?),
                Box::new(signing_out::SigningOut::new(parts).await?),
                Box::new(news::News::new(parts)),
                Box::new(catalogues::Catalogues::new(parts)),
                Box::new(domains::RegionDomains::new(parts)?),
                Box::new(titles::Titles::new(parts)),
                Box::new(tidying::Tidying::new(parts).await?),
            ],
        })
    }

    /// Works until told to stop. A failure is logged and tried again at the next look.
    pub async fn until(self, mut stopped: watch::Receiver<bool>) {
        while !*stopped.borrow() {
            if self.round().await.is_ok_and(|done| done > 0) {
                continue;
            }
            tokio::select! {
                () = tokio::time::sleep(self.pause) => {}
                _ = stopped.changed() => {}
            }
        }
    }

    /// Does once what is due; returns how many things were done. What fails is logged and keeps no other duty waiting; the
    /// first failure is returned at the end.
    pub async fn round(&self) -> Result<usize, Failure> {
        let (mut done, mut first) = (0, None);
        for duty in &self.duties {
            match duty.once(self.clock.now()).await {
                Ok(count) => done += count,
                Err(failure) => {
                    tracing::error!(duty = duty.name(), error = %failure, "a duty of the worker failed");
                    first.get_or_insert(failure);
                }
            }
        }
        first.map_or(Ok(done), Err)
    }
}
