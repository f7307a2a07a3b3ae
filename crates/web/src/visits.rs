//! How often public pages of halls are opened: counted in memory beside the pages, one number a region, and written down now
//! and then. Nothing of who opened them is kept, looked at only for whether it is a machine that reads the whole web.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{PoisonError, RwLock};

use actix_web::HttpRequest;
use actix_web::http::header::USER_AGENT;
use actix_web::http::{Method, StatusCode};
use balai_adoption::visits;
use balai_kernel::RegionCode;
use balai_tenancy::tenants;

use crate::state::App;

/// The pages that count, by the patterns of their routes.
const PAGES: [&str; 8] = [
    "/",
    "/layanan",
    "/urusan/{slug}",
    "/cari",
    "/layanan/{slug}",
    "/layanan/{slug}/daftar",
    "/instansi",
    "/instansi/{slug}",
];
/// What machines call themselves that read pages for nobody in particular.
const MACHINES: [&str; 5] = ["bot", "crawl", "spider", "slurp", "monitor"];

/// Openings since they were last written down.
#[derive(Default)]
pub struct Visits(RwLock<HashMap<RegionCode, AtomicI64>>);

/// Whether a request may be somebody's who opens a page.
pub fn is_somebodys(request: &HttpRequest) -> bool {
    let calls_itself = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let named =
        |word: &&str| calls_itself.as_bytes().windows(word.len()).any(|own| own.eq_ignore_ascii_case(word.as_bytes()));
    request.method() == Method::GET && !MACHINES.iter().any(named)
}

impl Visits {
    /// Somebody opened a page of a region; what is no page, or was not there, does not count.
    pub fn opened(&self, region: RegionCode, route: &str, status: StatusCode) {
        if PAGES.contains(&route) && matches!(status, StatusCode::OK | StatusCode::NOT_MODIFIED) {
            self.add(region, 1);
        }
    }

    fn add(&self, region: RegionCode, more: i64) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = known.get(&region) {
            count.fetch_add(more, Ordering::Relaxed);
            return;
        }
        drop(known);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.entry(region).or_default().fetch_add(more, Ordering::Relaxed);
    }

    fn take(&self) -> Vec<(RegionCode, i64)> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let taken = known.iter().map(|(region, count)| (*region, count.swap(0, Ordering::Relaxed)));
        taken.filter(|(_, count)| *count > 0).collect()
    }

    /// Writes down what was counted, on the day that it is in each region. What cannot be written waits for the next time.
    pub async fn write_down(&self, app: &App) {
        for (region, count) in self.take() {
            if let Err(error) = write(app, region, count).await {
                tracing::warn!(tenant.code = %region, %error, "openings of pages were not written down yet");
                self.add(region, count);
            }
        }
    }
}

async fn write(app: &App, region: RegionCode, count: i64) -> balai_storage::Result<()> {
    let now = app.clock.now();
    let control = app.control().read().await?;
    let Some(tenant) = tenants::by_code(&control, region).await? else { return Ok(()) };
    drop(control);
    let write = app.tenant(&tenant).write().await?;
    visits::write_down(&write, now, tenant.zone().date(now), count).await?;
    write.commit().await
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    #[test]
    fn pages_that_were_there_count_and_nothing_else() {
        let (visits, region) = (Visits::default(), "33.14".parse().unwrap());
        for (route, status) in
            [("/", 200), ("/layanan/{slug}", 304), ("/", 503), ("/sitemap.xml", 200), ("/api/v1/services", 200)]
        {
            visits.opened(region, route, StatusCode::from_u16(status).unwrap());
        }
        assert_eq!(visits.take(), [(region, 2)]);
        assert!(visits.take().is_empty(), "each is written down once");
    }

    #[test]
    fn a_machine_that_reads_the_whole_web_is_nobody() {
        let asks = |agent: &str| is_somebodys(&TestRequest::get().insert_header((USER_AGENT, agent)).to_http_request());
        assert!(asks("Mozilla/5.0 (Linux; Android 14) Chrome/130"));
        assert!(!asks("Mozilla/5.0 (compatible; Googlebot/2.1)"));
        assert!(!is_somebodys(&TestRequest::post().to_http_request()));
    }
}
