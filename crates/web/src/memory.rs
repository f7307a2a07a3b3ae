//! Public pages of halls, kept in memory as they went out. A kept page costs no look at the database.
//!
//! A page is kept with the count of its region's changes ([`Changes`]) as it stood before the page's own transaction began,
//! and is shown only while that count stands: the write that publishes moves it before the publisher hears of it. What
//! depends on the hour ends at the next opening, closing or midnight. Where other processes are not heard, the first
//! request of each second asks for the version of the region's rows, unless they are in a file that nobody touched. The key
//! begins with the tenant: two halls with equal rows share nothing. A kept page holds nothing of a person, no token and no
//! nonce.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use balai_kernel::RegionCode;
use balai_storage::{Asked, Changes, Epoch};
use balai_tenancy::Tenant;
use chrono::{DateTime, Utc};
use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use sha2::{Digest as _, Sha256};

use crate::kept::Kept;
use crate::words::Lang;

/// Bytes that a row of the cache costs besides its page.
const ROW: usize = 900;
/// A page that nobody asked for in so long leaves memory, also one of a region that was erased.
const IDLE: Duration = Duration::from_hours(1);

/// The kept pages of all halls, bounded in bytes.
#[derive(Clone)]
pub struct Memory {
    pages: Cache<Key, Arc<Sheet>>,
    versions: Arc<RwLock<HashMap<RegionCode, Version>>>,
    changes: Arc<Changes>,
}

/// Which page of which hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    tenant: RegionCode,
    page: [u8; 32],
}

/// The moment before a page's transaction begins.
#[derive(Clone, Debug)]
pub struct Start {
    epoch: Epoch,
    asked: Arc<Asked>,
}

/// A page, and until when it holds.
pub struct Sheet {
    /// As it goes out.
    pub kept: Kept,
    /// The pattern of its route, where it may go out before anything is routed.
    pub route: Option<String>,
    epoch: Epoch,
    /// The region as it was then; decrees change its name.
    tenant: Arc<Tenant>,
    until: DateTime<Utc>,
}

/// A page that was just made.
pub struct Page<'a> {
    /// As it goes out.
    pub kept: Kept,
    /// The pattern of its route, where it may go out before anything is routed.
    pub route: Option<String>,
    /// Whose it is.
    pub tenant: &'a Arc<Tenant>,
}

/// The version of a region's rows, which all pages of one epoch were made from.
struct Version {
    epoch: Epoch,
    rows: String,
    asked: Arc<Asked>,
}

impl Memory {
    /// A memory of at most so many bytes, which ends with these changes.
    pub fn new(bytes: u64, changes: Arc<Changes>) -> Self {
        let weigh = |_: &Key, sheet: &Arc<Sheet>| u32::try_from(sheet.kept.most_bytes() + ROW).unwrap_or(u32::MAX);
        // Least recently used goes first: a page that replaces a popular one is taken in although nobody knows it yet.
        let pages = Cache::builder()
            .max_capacity(bytes)
            .weigher(weigh)
            .eviction_policy(EvictionPolicy::lru())
            .time_to_idle(IDLE)
            .build();
        Self { pages, versions: Arc::default(), changes }
    }

    /// The page, when nothing has changed since it was made and its hour has not passed.
    pub fn find(&self, key: &Key, tenant: &Arc<Tenant>, now: DateTime<Utc>) -> Option<Arc<Sheet>> {
        let sheet = self.pages.get(key)?;
        let is_same = Arc::ptr_eq(&sheet.tenant, tenant)
            || (sheet.tenant.region == tenant.region && sheet.tenant.domain == tenant.domain);
        let stands = is_same && sheet.epoch == self.changes.of(key.tenant) && now < sheet.until;
        (stands && self.is_believed(key.tenant, sheet.epoch)).then_some(sheet)
    }

    /// To be asked before a page's transaction begins.
    pub fn start(&self, tenant: RegionCode) -> Start {
        Start { epoch: self.changes.of(tenant), asked: Arc::new(self.changes.asked(Some(tenant))) }
    }

    /// Takes in the version that a transaction has read. Another one than the kept pages have says that a change was not
    /// heard: they end.
    pub fn believe(&self, tenant: RegionCode, start: &Start, rows: &str) {
        if self.changes.hears_others() {
            return;
        }
        let mut versions = self.versions.write().unwrap_or_else(PoisonError::into_inner);
        match versions.get_mut(&tenant) {
            Some(known) if known.epoch == start.epoch && known.rows == rows => {
                if start.asked.is_after(&known.asked) {
                    known.asked = Arc::clone(&start.asked);
                }
            }
            Some(known) if known.epoch == start.epoch => {
                versions.remove(&tenant);
                self.changes.found(tenant);
            }
            Some(known) if known.epoch > start.epoch => {}
            _ => {
                let asked = Arc::clone(&start.asked);
                let version = Version { epoch: start.epoch, rows: rows.to_owned(), asked };
                versions.insert(tenant, version);
            }
        }
    }

    /// Keeps a page whose transaction began at `start`; it holds until `until`.
    pub fn keep(&self, key: Key, start: &Start, until: DateTime<Utc>, page: Page<'_>) -> Arc<Sheet> {
        let Page { kept, route, tenant } = page;
        let sheet = Arc::new(Sheet { kept, route, epoch: start.epoch, tenant: Arc::clone(tenant), until });
        if start.epoch == self.changes.of(key.tenant) {
            self.pages.insert(key, Arc::clone(&sheet));
        }
        sheet
    }

    fn is_believed(&self, tenant: RegionCode, epoch: Epoch) -> bool {
        self.changes.hears_others() || {
            let versions = self.versions.read().unwrap_or_else(PoisonError::into_inner);
            let known = versions.get(&tenant).filter(|known| known.epoch == epoch);
            known.is_some_and(|known| self.changes.believes(&known.asked, Some(tenant)))
        }
    }
}

impl Key {
    /// The page at an address (path and query) of a hall, in a language.
    pub fn new(tenant: RegionCode, lang: Lang, here: &str) -> Self {
        let page = Sha256::new().chain_update(lang.tag()).chain_update([0]).chain_update(here).finalize();
        Self { tenant, page: page.into() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use balai_kernel::{Slug, Zone};
    use balai_storage::embedded::EmbeddedSettings;
    use balai_storage::{NodeName, Store, TenantPlace};
    use balai_tenancy::{Life, Region, TenantState};
    use chrono::TimeDelta;

    use super::*;
    use crate::page::HTML;

    const SRAGEN: &str = "33.14";
    const OTHER: &str = "17.09";

    fn region(code: &str) -> Region {
        Region {
            code: code.parse().expect("a code"),
            name: "Kabupaten Contoh".into(),
            short_name: "Contoh".into(),
            slug: Slug::parse("contoh").expect("a slug"),
            province_code: "33".into(),
            zone: Zone::Wib,
            autonomous: true,
            other_names: vec![],
        }
    }

    #[expect(clippy::disallowed_methods, reason = "nobody asks this tenant's rows")]
    fn tenant(code: &str) -> Arc<Tenant> {
        let region = region(code);
        Arc::new(Tenant {
            place: TenantPlace::new(region.code, NodeName::default()),
            region,
            state: TenantState::Active,
            life: Life::Active,
            schema_version: String::new(),
            active_at: None,
            domain: None,
        })
    }

    fn key(code: &str, here: &str) -> Key {
        Key::new(code.parse().expect("a code"), Lang::Id, here)
    }

    /// A memory over the counts of a store of its own. Nobody is heard there, so that versions count.
    async fn memory() -> (Memory, Arc<Changes>, tempfile::TempDir) {
        let dir = tempfile::tempdir().expect("a directory");
        let settings = EmbeddedSettings { dir: dir.path().to_path_buf(), open_tenants: 1 };
        let changes = Arc::clone(Store::open_embedded(settings).await.expect("files open").changes());
        (Memory::new(1_000_000, Arc::clone(&changes)), changes, dir)
    }

    /// Renders a page of these rows as a request does.
    fn render(memory: &Memory, code: &str, here: &str, rows: &str, text: &str) {
        let start = memory.start(code.parse().expect("a code"));
        memory.believe(code.parse().expect("a code"), &start, rows);
        let until = DateTime::UNIX_EPOCH + TimeDelta::minutes(5);
        memory.keep(key(code, here), &start, until, page(&tenant(code), text));
    }

    fn page<'t>(tenant: &'t Arc<Tenant>, text: &str) -> Page<'t> {
        Page { kept: Kept::new(HTML, text.to_owned()), route: None, tenant }
    }

    fn shows(memory: &Memory, code: &str, here: &str) -> bool {
        memory.find(&key(code, here), &tenant(code), DateTime::UNIX_EPOCH).is_some()
    }

    #[tokio::test]
    async fn a_page_is_shown_at_its_own_hall_and_address_until_its_hour() {
        let (memory, _, _dir) = memory().await;
        render(&memory, SRAGEN, "/", "a", "Sragen");
        let find = |key: &Key, tenant: &Arc<Tenant>, minutes: i64| {
            memory.find(key, tenant, DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)).is_some()
        };
        assert!(find(&key(SRAGEN, "/"), &tenant(SRAGEN), 4));
        assert!(!find(&key(OTHER, "/"), &tenant(SRAGEN), 4), "another hall");
        assert!(!find(&key(SRAGEN, "/"), &tenant(OTHER), 4), "the region was renamed");
        assert!(!find(&key(SRAGEN, "/?q=a"), &tenant(SRAGEN), 4), "another address");
        assert!(!find(&key(SRAGEN, "/"), &tenant(SRAGEN), 5), "its hour has passed");
        assert!(!find(&Key::new(SRAGEN.parse().expect("a code"), Lang::En, "/"), &tenant(SRAGEN), 4), "a language");
    }

    #[tokio::test]
    async fn a_change_ends_the_pages_of_its_region_and_those_being_made() {
        let (memory, changes, _dir) = memory().await;
        render(&memory, SRAGEN, "/", "a", "Sragen");
        render(&memory, OTHER, "/", "a", "Bengkulu");
        let (code, begun) = (SRAGEN.parse().expect("a code"), memory.start(SRAGEN.parse().expect("a code")));
        changes.found(code);
        assert!(!shows(&memory, SRAGEN, "/") && shows(&memory, OTHER, "/"));
        memory.believe(code, &begun, "a");
        let until = DateTime::UNIX_EPOCH + TimeDelta::minutes(5);
        memory.keep(key(SRAGEN, "/"), &begun, until, page(&tenant(SRAGEN), "old"));
        assert!(!shows(&memory, SRAGEN, "/"), "what was begun before the change is not kept");
        render(&memory, SRAGEN, "/", "b", "new");
        assert!(shows(&memory, SRAGEN, "/"));
    }

    #[tokio::test]
    async fn another_version_of_the_rows_ends_all_pages_of_the_region() {
        let (memory, _, _dir) = memory().await;
        render(&memory, SRAGEN, "/", "a", "old");
        render(&memory, SRAGEN, "/layanan", "b", "new");
        assert!(!shows(&memory, SRAGEN, "/") && !shows(&memory, SRAGEN, "/layanan"));
        render(&memory, SRAGEN, "/", "b", "new");
        assert!(shows(&memory, SRAGEN, "/") && !shows(&memory, SRAGEN, "/layanan"));
    }

    #[tokio::test]
    async fn rows_that_nobody_asked_for_a_second_are_not_believed() {
        let (memory, _, _dir) = memory().await;
        render(&memory, SRAGEN, "/", "a", "Sragen");
        let code = SRAGEN.parse().expect("a code");
        tokio::time::sleep(Duration::from_millis(1_050)).await;
        assert!(!shows(&memory, SRAGEN, "/"));
        memory.believe(code, &memory.start(code), "a");
        assert!(shows(&memory, SRAGEN, "/"), "asked again, and nothing had changed");
    }

    #[test]
    fn no_two_addresses_share_a_key_however_they_are_written() {
        let codes = [SRAGEN, OTHER];
        let addresses = ["/", "/?", "/?x", "/id\0/", "/\0", "//", "/en\0/", "/?bahasa=en", "/33.14", "/%00", "/%2500"];
        let mut seen = HashSet::new();
        for (code, here) in codes.iter().flat_map(|code| addresses.iter().map(move |here| (code, here))) {
            for lang in [Lang::Id, Lang::En] {
                assert!(seen.insert(Key::new(code.parse().expect("a code"), lang, here)), "{code} {here:?}");
            }
        }
        assert_eq!(seen.len(), 44);
    }
}
