//! The running application of one test.

use std::net::{SocketAddr, TcpListener};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;

use actix_web::dev::ServerHandle;
use actix_web::web;
use balai_adoption::Pictures;
use balai_adoption::borders::Borders;
use balai_adoption::relay;
use balai_catalog::{Adopt, Choice, Editor, NationalTemplates, Searcher, Templates, daily, sample};
use balai_identity::{Identity, PasswordHasher, oidc};
use balai_kernel::{Act, Clock, FixedClock, RegionCode, Zone, parse_holidays_csv};
use balai_messaging::sender::OwnDoor;
use balai_messaging::{FilesSettings, LetterDesk, MailSettings, Mailer, RegionMailSettings};
use balai_migrations::{TenantMigrator, newest};
use balai_rbac::{Authority, Policy};
use balai_rights::Rights;
use balai_storage::Kek;
use balai_storage::Store;
use balai_storage::embedded::EmbeddedSettings;
use balai_storage::objects::{ObjectSettings, Objects};
use balai_tenancy::broadcasts::Broadcasts;
use balai_tenancy::domains::{Dns, Domains};
use balai_tenancy::holidays::Holidays;
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::onboarding::SignUps;
use balai_tenancy::{Directory, tenants};
use balai_testkit::dns::DnsServer;
use balai_testkit::{Kind, TestStore};
use balai_vault::Vault;
use balai_web::account::national::National;
use balai_web::edge::proxies::Proxies;
use balai_web::host::{self, Base};
use balai_web::memory::Memory;
use balai_web::server::server;
use balai_web::state::App;
use balai_web::unanswered::Unanswered;
use balai_web::visits::Visits;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::task::JoinHandle;

use crate::browser::Browser;
use crate::halls;

const HOLIDAYS: &str = include_str!("../../config/holidays.csv");
/// Bytes of pages that a test's server keeps in memory.
pub const KEPT_PAGES: u64 = 8 * 1024 * 1024;
/// Bytes of catalogues that a test's server keeps ready to be searched.
const KEPT_SEARCHES: u64 = 8 * 1024 * 1024;

/// A server of its own with both of the kit's halls open and their catalogues empty. It stops when dropped.
pub struct Site {
    /// The rows, for what a test must see or plant behind the application's back.
    pub kit: TestStore,
    /// The server's parts.
    pub app: web::Data<App>,
    /// The clock; it stands at Monday, 23 November 2026, 09.00 in Sragen until the test moves it.
    pub clock: Arc<FixedClock>,
    /// The DNS that the application asks.
    pub dns: DnsServer,
    /// Where the server listens.
    pub address: SocketAddr,
    /// The address of the national entrance.
    pub base: String,
    objects: ObjectSettings,
    server: ServerHandle,
    hearing: JoinHandle<()>,
}

impl Site {
    /// Starts an application on an engine.
    pub async fn open(kind: Kind) -> Self {
        Self::open_as(kind, newest::<TenantMigrator>()).await
    }

    /// Starts an application that expects the regions' spaces to have seen this migration.
    pub async fn open_as(kind: Kind, schema_version: String) -> Self {
        Self::open_with(kind, schema_version, None).await
    }

    /// Starts an application whose objects are at an S3 service.
    pub async fn open_over(kind: Kind, objects: ObjectSettings) -> Self {
        Self::open_with(kind, newest::<TenantMigrator>(), Some(objects)).await
    }

    async fn open_with(kind: Kind, schema_version: String, objects: Option<ObjectSettings>) -> Self {
        let kit = Box::pin(TestStore::fresh(kind)).await;
        let here = || ObjectSettings::InProcess { dir: kit.dir.path().join("objects") };
        let objects = objects.unwrap_or_else(here);
        let clock = Arc::new(FixedClock::at(monday()));
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        let base = format!("http://balai.test:{}", address.port());
        let kek = Kek::fresh();
        halls::open(&kit.store, &kek, &(Arc::clone(&clock) as Arc<dyn Clock>)).await;
        let dns = DnsServer::open();
        let (dir, now) = ((kit.dir.path(), &objects), Arc::clone(&clock));
        let app = web::Data::new(Box::pin(parts(&kit.store, dir, (kek, &dns), now, &base, schema_version)).await);
        let running = server(app.clone(), listener, 1).expect("a server");
        let handle = running.handle();
        tokio::spawn(running);
        let hearing = tokio::spawn(kit.store.clone().hear());
        Self { kit, app, clock, dns, address, base, objects, server: handle, hearing }
    }

    /// Stops the server and starts another over the same rows; nothing that was only in its memory is left.
    pub async fn restart(&mut self) {
        self.server.stop(false).await;
        let (kek, clock) = (self.app.kek.clone(), Arc::clone(&self.clock));
        let app = web::Data::new(Box::pin(self.parts(&self.kit.store, kek, clock, &self.base)).await);
        let listener = TcpListener::bind(self.address).expect("the port is free again");
        let running = server(app.clone(), listener, 1).expect("a server");
        self.server = running.handle();
        self.app = app;
        tokio::spawn(running);
    }

    /// Starts another node beside this one: over the same rows, with connections and a memory of its own.
    pub async fn another_node(&self) -> Node {
        self.node(2, starter(), None).await
    }

    /// Starts another node whose operator supplies real borders.
    pub async fn with_borders(&self, borders: Borders) -> Node {
        self.node(2, starter(), Some(Arc::new(borders))).await
    }

    /// Starts a node of a later release, whose national templates are these.
    pub async fn upgraded(&self, templates: Templates) -> Node {
        let host = u8::try_from(templates.version).expect("a small version of a test") + 2;
        self.node(host, Arc::new(templates), None).await
    }

    /// Starts another node whose operator has no way to telephones.
    pub async fn without_phones(&self) -> Node {
        self.node_of(2, |app| app.reaches_phones = false).await
    }

    /// Starts another node whose operator named a national identity provider.
    pub async fn with_national(&self, national: National) -> Node {
        self.node_of(2, |app| app.national = Some(Arc::new(national))).await
    }

    async fn node(&self, host: u8, templates: Arc<Templates>, borders: Option<Arc<Borders>>) -> Node {
        self.node_of(host, |app| {
            (app.templates, app.borders) = (NationalTemplates::new(app.control(), templates), borders);
        })
        .await
    }

    async fn node_of(&self, host: u8, change: impl FnOnce(&mut App)) -> Node {
        let store = if let Some(database) = &self.kit.database {
            Store::open_postgres(database.settings()).await
        } else {
            let dir = self.kit.dir.path().to_path_buf();
            Store::open_embedded(EmbeddedSettings { dir, open_tenants: 4 }).await
        };
        // the same names and the same port, at another address of this machine
        let address = SocketAddr::from(([127, 0, 0, host], self.address.port()));
        let listener = TcpListener::bind(address).expect("the port is free there");
        let (store, clock) = (store.expect("a second connection"), Arc::clone(&self.clock));
        let mut app = Box::pin(self.parts(&store, self.app.kek.clone(), clock, &self.base)).await;
        change(&mut app);
        let app = web::Data::new(app);
        let running = server(app.clone(), listener, 1).expect("a server");
        let handle = running.handle();
        tokio::spawn(running);
        Node { app, address, base: self.base.clone(), server: handle, hearing: tokio::spawn(store.hear()) }
    }

    async fn parts(&self, store: &Store, kek: Kek, clock: Arc<FixedClock>, base: &str) -> App {
        let dir = (self.kit.dir.path(), &self.objects);
        parts(store, dir, (kek, &self.dns), clock, base, self.app.schema_version.clone()).await
    }

    /// How letters of this application leave.
    pub fn mail(&self) -> MailSettings {
        mail_of(self.kit.dir.path())
    }

    /// A browser of somebody who was never here.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.base, self.address)
    }

    /// A deed of the test itself, now.
    pub fn act(&self) -> Act {
        Act::system("test", self.clock.now())
    }

    /// Publishes the starter catalogue, marked as sample, in a region and carries the news to the national search.
    pub async fn publish_starter(&self, code: &str) {
        self.adopt(code, &sample::starter(sample::SEED), Adopt::Published).await;
        self.carry_news(code).await;
    }

    /// Adopts a whole catalogue in a region.
    pub async fn adopt(&self, code: &str, templates: &Templates, how: Adopt) {
        let (act, write) = (self.act(), self.kit.tenant(code).write().await.expect("the region's rows"));
        Editor::new(&write, &act, self.today()).adopt(templates, Choice::All, how).await.expect("adopted");
        write.commit().await.expect("committed");
    }

    /// The day in the western zone.
    pub fn today(&self) -> NaiveDate {
        balai_kernel::Zone::Wib.date(self.clock.now())
    }

    /// Looks after a region's catalogue as a worker does. Returns how many versions took effect.
    pub async fn look_after(&self, code: &str, zone: Zone) -> usize {
        let (db, now) = (self.kit.tenant(code), self.clock.now());
        let shown = daily::take_effect(&db, zone, now).await.expect("what is due");
        let templates = self.app.templates.in_force().await.expect("the templates");
        daily::review(&db, &self.kit.control(), &templates, zone, now).await.expect("read again");
        shown
    }

    /// Carries a region's news to the control plane, as the worker does.
    pub async fn carry_news(&self, code: &str) {
        let code: RegionCode = code.parse().expect("a code");
        let now = self.clock.now() + TimeDelta::seconds(1);
        loop {
            let read = self.kit.control().read().await.expect("the control plane");
            let tenant = tenants::by_code(&read, code).await.expect("rows").expect("the kit's region");
            drop(read);
            if relay::carry(&self.kit.store, tenant, now).await.expect("carried").is_none_or(|carried| carried == 0) {
                return;
            }
        }
    }
}

/// A second server of the same deployment. It stops when dropped.
pub struct Node {
    /// The server's parts.
    pub app: web::Data<App>,
    address: SocketAddr,
    base: String,
    server: ServerHandle,
    hearing: JoinHandle<()>,
}

impl Node {
    /// A browser that comes to this node.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.base, self.address)
    }

    /// Ends its hearing of other nodes from outside, so that nothing in it notices.
    pub fn deafen(&self) {
        self.hearing.abort();
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        self.hearing.abort();
        // The command is sent at once; nobody waits for the answer.
        drop(self.server.stop(false));
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.hearing.abort();
        // The command is sent at once; nobody waits for the answer.
        drop(self.server.stop(false));
    }
}

/// How a test's letters leave: into files, and to mail servers on this machine where a region names one.
fn mail_of(dir: &Path) -> MailSettings {
    MailSettings {
        files: FilesSettings { dir: dir.join("letters") },
        regions: RegionMailSettings { private_addresses: true, timeout_s: 3, ..RegionMailSettings::default() },
        ..MailSettings::default()
    }
}

fn monday() -> DateTime<Utc> {
    "2026-11-23T02:00:00Z".parse().expect("an instant")
}

async fn parts(
    store: &Store,
    (dir, objects): (&Path, &ObjectSettings),
    (kek, dns): (Kek, &DnsServer),
    clock: Arc<FixedClock>,
    base: &str,
    schema_version: String,
) -> App {
    let base = Base::parse(base).expect("a base address");
    let control = store.control();
    let key = keys::find(&control.read().await.expect("rows"), &kek, KeyOwner::Control).await.expect("rows");
    let issuer = oidc::Site::parse(&base.origin(&host::Site::Account)).expect("an origin");
    let hasher = Arc::new(PasswordHasher::new(NonZeroUsize::MIN).expect("a hasher"));
    let key = key.expect("made with the halls");
    let objects = Objects::open(objects).expect("a directory, or a service");
    let mail = mail_of(dir);
    let pictures = Pictures::new(store.control(), clock.clone());
    let mailer = Mailer::open(&mail).expect("a directory");
    let holidays = parse_holidays_csv(HOLIDAYS).expect("the holidays read");
    let identity = Identity::new(control.clone(), hasher, key.clone(), issuer);
    let vault = Vault::new(store.clone(), objects.clone(), kek.clone(), None);
    App {
        store: store.clone(),
        rights: Rights::new(control.clone(), kek.clone(), identity.clone(), vault.clone()),
        sign_ups: SignUps::new(control.clone(), objects.of_control(), key),
        letter_desk: LetterDesk::new(control.clone()),
        vault,
        objects,
        kek,
        clock,
        proxies: Proxies::default(),
        directory: Directory::new(control.clone()),
        domains: Domains::new(control.clone(), Dns::open(Some(dns.addr())).expect("a resolver"), base.domain()),
        base,
        schema_version,
        national: None,
        identity,
        authority: Authority::new(Policy::built_in().await.expect("the built-in policy")),
        own_door: OwnDoor::new(&mail),
        letters: mailer.files().cloned(),
        reaches_phones: mailer.reaches_phones(),
        holidays: Holidays::new(store.control(), holidays),
        broadcasts: Broadcasts::new(store.control()),
        templates: NationalTemplates::new(store.control(), starter()),
        searcher: Searcher::new(KEPT_SEARCHES),
        unanswered: Unanswered::default(),
        visits: Visits::default(),
        pictures,
        borders: None,
        pages: Memory::new(KEPT_PAGES, Arc::clone(store.changes())),
    }
}

/// The templates that the program carries.
fn starter() -> Arc<Templates> {
    Arc::new(Templates::starter().clone())
}
