//! Searches that find nothing, counted beside the pages: a page that comes from memory counts like one that was made.

use balai_catalog::search::misses::{self, Misses, countable};
use balai_kernel::RegionCode;
use chrono::{DateTime, Utc};
use moka::sync::Cache;

use crate::state::App;

/// Questions that are known to find nothing, over all regions.
const MOST_KNOWN: u64 = 20_000;

/// Counts searches that find nothing.
pub struct Unanswered {
    misses: Misses,
    known: Cache<(RegionCode, String), ()>,
}

impl Default for Unanswered {
    fn default() -> Self {
        Self { misses: Misses::default(), known: Cache::new(MOST_KNOWN) }
    }
}

impl Unanswered {
    /// Whether a question finds nothing, said by whoever made its page anew.
    pub fn learn(&self, region: RegionCode, typed: &str, nothing: bool) {
        let Some(question) = countable(typed) else { return };
        if nothing {
            self.known.insert((region, question), ());
        } else {
            self.known.invalidate(&(region, question));
        }
    }

    /// Somebody asked this; it counts when it is known to find nothing.
    pub fn asked(&self, region: RegionCode, typed: &str, now: DateTime<Utc>) {
        let Some(question) = countable(typed) else { return };
        if self.known.contains_key(&(region, question)) {
            self.misses.count(region, typed, now);
        }
    }

    /// Writes down what was counted; what cannot be written is said in the log and lost.
    pub async fn write_down(&self, app: &App) {
        let now = app.clock.now();
        for (region, asked) in self.misses.take(now) {
            if let Err(error) = write(app, region, now, &asked).await {
                tracing::warn!(tenant.code = %region, %error, "searches without an answer were not written down");
            }
        }
    }
}

async fn write(app: &App, region: RegionCode, now: DateTime<Utc>, asked: &[misses::Miss]) -> balai_storage::Result<()> {
    let control = app.control().read().await?;
    let Some(tenant) = balai_tenancy::tenants::by_code(&control, region).await? else { return Ok(()) };
    drop(control);
    let write = app.tenant(&tenant).write().await?;
    misses::write_down(&write, now, tenant.zone().date(now), asked).await?;
    write.commit().await
}
