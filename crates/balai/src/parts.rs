//! Opening what the configuration names: rows, objects, keys, letters, accounts.

use std::num::NonZeroUsize;
use std::sync::Arc;

use balai_adoption::Pictures;
use balai_adoption::borders::Borders;
use balai_catalog::{NationalTemplates, Searcher, Templates};
use balai_identity::{Identity, PasswordHasher};
use balai_kernel::{Act, Clock, SystemClock, parse_holidays_csv};
use balai_messaging::sender::OwnDoor;
use balai_messaging::{LetterDesk, Mailer};
use balai_rbac::{Authority, Policy};
use balai_rights::Rights;
use balai_storage::Kek;
use balai_storage::embedded::EmbeddedSettings;
use balai_storage::envelope::Key;
use balai_storage::objects::{ObjectSettings, Objects};
use balai_storage::postgres::{PostgresSettings, RolePrefix};
use balai_storage::{Owner, StorageError, Store};
use balai_tenancy::Directory;
use balai_tenancy::broadcasts::Broadcasts;
use balai_tenancy::domains::{Dns, Domains};
use balai_tenancy::holidays::Holidays;
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::onboarding::SignUps;
use balai_vault::{Scanner, Vault};
use balai_web::account::national::National;
use balai_web::host::{Base, Site};
use balai_web::memory::Memory;
use balai_web::state::App;
use balai_web::unanswered::Unanswered;
use balai_web::visits::Visits;

use crate::data_lock::DataLock;
use crate::failure::Failure;
use crate::kek;
use crate::settings::{Settings, address};

/// National holidays and joint leave, as decreed.
const HOLIDAYS: &str = include_str!("../../../config/holidays.csv");

/// Bytes of public pages that a server keeps in memory.
const KEPT_PAGES: u64 = 64 * 1024 * 1024;
/// Bytes of regions' catalogues that a server keeps ready to be searched: all 514, of 1,418 services each.
const KEPT_SEARCHES: u64 = 96 * 1024 * 1024;

/// What every command stands on.
#[derive(Clone)]
pub struct Parts {
    /// The configuration.
    pub settings: Arc<Settings>,
    /// The rows.
    pub store: Store,
    /// The files.
    pub objects: Objects,
    /// The key-encryption key.
    pub kek: Kek,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Keeps other processes off the files of an embedded deployment.
    _alone: Option<Arc<DataLock>>,
}

impl Parts {
    /// Opens rows, objects and the key; nothing is made but what an embedded deployment lacks. On files this process is
    /// then the only one, until it ends.
    pub async fn open(settings: Settings) -> Result<Self, Failure> {
        let alone = !settings.database.is_postgres();
        let lock = alone.then(|| DataLock::take(&settings.data.dir)).transpose()?;
        Self::open_under(settings, lock.map(Arc::new)).await
    }

    /// Opens the same beside a running server: for commands that look, or change single rows of the control plane.
    /// Spaces are not made, migrated or removed from here.
    pub async fn visit(settings: Settings) -> Result<Self, Failure> {
        Self::open_under(settings, None).await
    }

    async fn open_under(settings: Settings, alone: Option<Arc<DataLock>>) -> Result<Self, Failure> {
        let kek = kek::open(&settings).await?;
        let store = Box::pin(store(&settings)).await?;
        let objects = Objects::open(&objects(&settings)?)?;
        Ok(Self { settings: Arc::new(settings), store, objects, kek, clock: Arc::new(SystemClock), _alone: alone })
    }

    /// Opens a deployment that stands already, for commands that work on what is there.
    pub async fn open_standing(settings: Settings) -> Result<Self, Failure> {
        must_stand(&settings)?;
        Self::open(settings).await?.with_control().await
    }

    /// Visits a deployment that stands already.
    pub async fn visit_standing(settings: Settings) -> Result<Self, Failure> {
        must_stand(&settings)?;
        Self::visit(settings).await?.with_control().await
    }

    async fn with_control(self) -> Result<Self, Failure> {
        self.control_key().await?;
        Ok(self)
    }

    /// The owner's rights over the database, or a sentence that says what is missing.
    pub fn owner(&self) -> Result<Owner, Failure> {
        self.store.owner().ok_or_else(|| {
            Failure::Usage("perintah ini perlu alamat pemilik basis data (database.url atau --database-url)".to_owned())
        })
    }

    /// The deployment's own address.
    pub fn base(&self) -> Base {
        Base::parse(&self.settings.server.base_url).expect("checked with the settings")
    }

    /// Now.
    pub fn act(&self, name: &'static str) -> Act {
        Act::system(name, self.clock.now())
    }

    /// The control plane's data key; it is made on the first migration.
    pub async fn control_key(&self) -> Result<Key, Failure> {
        let read = self.store.control().read().await?;
        let unprepared = || Failure::failed("tabel pusat belum disiapkan; jalankan `balai migrate`");
        match keys::find(&read, &self.kek, KeyOwner::Control).await {
            Ok(key) => key.ok_or_else(unprepared),
            // the table itself is missing, or is not ours to read: both are put right by the same command
            Err(StorageError::Refused(why)) => {
                tracing::debug!(%why, "the control plane cannot be read");
                Err(unprepared())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Accounts and sessions.
    pub async fn identity(&self) -> Result<Identity, Failure> {
        // the other half of the cores is always left to those who only read
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let half = NonZeroUsize::new(cores / 2).unwrap_or(NonZeroUsize::MIN);
        let hasher = PasswordHasher::new(half).map_err(Failure::failed)?;
        let site = balai_identity::oidc::Site::parse(&self.base().origin(&Site::Account)).map_err(Failure::failed)?;
        Ok(Identity::new(self.store.control(), Arc::new(hasher), self.control_key().await?, site))
    }

    /// The domains of their own that regions claim.
    pub fn domains(&self) -> Result<Domains, Failure> {
        let dns = Dns::open(address(&self.settings.dns.resolver)).map_err(Failure::failed)?;
        Ok(Domains::new(self.store.control(), dns, self.base().domain()))
    }

    /// The national identity provider, where the configuration names one.
    pub fn national(&self) -> Result<Option<National>, Failure> {
        self.settings.national_identity.provider().map_err(Failure::failed)
    }

    /// The documents of citizens.
    pub fn vault(&self) -> Vault {
        let clamd = &self.settings.vault.clamd;
        let scanner = (!clamd.is_empty()).then(|| Scanner::at(clamd));
        Vault::new(self.store.clone(), self.objects.clone(), self.kek.clone(), scanner)
    }

    /// What people ask about their own data.
    pub async fn rights(&self) -> Result<Rights, Failure> {
        Ok(Rights::new(self.store.control(), self.kek.clone(), self.identity().await?, self.vault()))
    }

    /// The mailer that the configuration names.
    pub fn mailer(&self) -> Result<Mailer, Failure> {
        Mailer::open(&self.settings.mail).map_err(Failure::failed)
    }

    /// The national templates, those of the program until the ministry publishes others.
    pub fn templates(&self) -> NationalTemplates {
        NationalTemplates::new(self.store.control(), Arc::new(Templates::starter().clone()))
    }

    /// Real borders, where the configuration names a file.
    fn borders(&self) -> Result<Option<Borders>, Failure> {
        let file = &self.settings.adoption.borders_file;
        if file.as_os_str().is_empty() {
            return Ok(None);
        }
        let said = |why: String| Failure::failed(format!("{} (adoption.borders_file): {why}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| said(error.to_string()))?;
        Borders::read(&text).map(Some).map_err(|error| said(error.to_string()))
    }

    /// What the web server needs.
    pub async fn app(&self) -> Result<App, Failure> {
        let mailer = self.mailer()?;
        let policy = Policy::built_in().await.map_err(Failure::failed)?;
        let holidays = parse_holidays_csv(HOLIDAYS).map_err(Failure::failed)?;
        Ok(App {
            store: self.store.clone(),
            objects: self.objects.clone(),
            kek: self.kek.clone(),
            clock: Arc::clone(&self.clock),
            proxies: self.settings.server.proxies().map_err(Failure::failed)?,
            directory: Directory::new(self.store.control()),
            domains: self.domains()?,
            base: self.base(),
            schema_version: balai_migrations::newest::<balai_migrations::TenantMigrator>(),
            identity: self.identity().await?,
            national: self.national()?.map(Arc::new),
            vault: self.vault(),
            rights: self.rights().await?,
            authority: Authority::new(policy),
            sign_ups: SignUps::new(self.store.control(), self.objects.of_control(), self.control_key().await?),
            letter_desk: LetterDesk::new(self.store.control()),
            own_door: OwnDoor::new(&self.settings.mail),
            letters: mailer.files().cloned(),
            reaches_phones: mailer.reaches_phones(),
            holidays: Holidays::new(self.store.control(), holidays),
            broadcasts: Broadcasts::new(self.store.control()),
            templates: self.templates(),
            searcher: Searcher::new(KEPT_SEARCHES),
            unanswered: Unanswered::default(),
            visits: Visits::default(),
            pictures: Pictures::new(self.store.control(), Arc::clone(&self.clock)),
            borders: self.borders()?.map(Arc::new),
            pages: Memory::new(KEPT_PAGES, Arc::clone(self.store.changes())),
        })
    }
}

/// Says what to do where there are no rows yet.
fn must_stand(settings: &Settings) -> Result<(), Failure> {
    let dir = &settings.data.dir;
    if settings.database.is_postgres() || dir.join("control.db").exists() {
        return Ok(());
    }
    Err(Failure::Failed(format!(
        "{}: belum ada data di sini; jalankan `balai migrate`, atau sebut --data",
        dir.display()
    )))
}

async fn store(settings: &Settings) -> Result<Store, Failure> {
    let database = &settings.database;
    if !database.is_postgres() {
        let files = EmbeddedSettings { dir: settings.data.dir.clone(), open_tenants: settings.data.open_tenants };
        return Ok(Store::open_embedded(files).await?);
    }
    let app_url = database.app()?.ok_or_else(|| {
        Failure::Usage("database.app_url belum diisi: alamat login aplikasi, bukan pemilik".to_owned())
    })?;
    let prefix = RolePrefix::parse(&database.role_prefix).map_err(Failure::failed)?;
    Ok(Store::open_postgres(PostgresSettings {
        app_url,
        owner_url: database.owner()?,
        prefix,
        pool: database.pool,
        tenant_login: database.tenant_login,
    })
    .await?)
}

fn objects(settings: &Settings) -> Result<ObjectSettings, Failure> {
    let service = &settings.objects;
    if !service.is_service() {
        return Ok(ObjectSettings::InProcess { dir: settings.data.dir.join("objects") });
    }
    let (access_key, secret_key) = service.keys()?;
    Ok(ObjectSettings::Service {
        endpoint: service.endpoint.clone(),
        bucket: service.bucket.clone(),
        region: service.region.clone(),
        access_key,
        secret_key,
    })
}
