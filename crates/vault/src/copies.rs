//! The region's own sealed copy of a document: the same sealed bytes, copied inside the object store, and their data key under
//! the region's key.

use balai_identity::{account_keys, hold_active};
use balai_kernel::{Act, RegionCode};
use balai_storage::envelope::{Key, Seat};
use balai_storage::objects::ObjectKey;
use balai_storage::{Audit, Result, StorageError, TenantDb};
use balai_tenancy::keys::{self, KeyOwner};
use balai_tenancy::tenants;
use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::json;
use uuid::Uuid;

use crate::asking::entry;
use crate::document::{Details, FileName};
use crate::opening::{Looked, look_at};
use crate::request::{Item, Request, has_left};
use crate::rows::{copy, document, item, request, version};
use crate::sealing::{self, Sealed};
use crate::{ItemState, Opened, Reason, Vault, pausing};

/// Items that one round looks after.
const ROUND: u64 = 50;
/// A copy whose time is over stays so much longer: no two servers' clocks are further apart.
const GRACE: TimeDelta = TimeDelta::hours(1);

/// What a region holds of one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The item.
    pub item: Uuid,
    /// What its owner says of the document.
    pub details: Details,
    /// The name the file had.
    pub name: FileName,
    /// When it came.
    pub received_at: DateTime<Utc>,
}

/// Why a copy does not open.
#[derive(Debug, thiserror::Error)]
pub enum CopyRefused {
    /// No such copy of this region, or its consent was withdrawn, or its time is over.
    #[error("no such copy")]
    Unknown,
    /// Its owner has paused the processing of her documents here.
    #[error("the processing is paused")]
    Paused,
    /// The store failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Vault {
    /// Brings what was given to the region. May be done again: what is there is left alone.
    pub(crate) async fn deliver(&self, act: &Act, request: &Request) -> Result<()> {
        let read = self.db.read().await?;
        let query = item::Entity::find()
            .filter(item::Column::RequestId.eq(request.id))
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DeliveredAt.is_null());
        let items = read.all(query, ROUND).await?;
        drop(read);
        for item in items {
            self.deliver_one(act, request, &item).await?;
        }
        Ok(())
    }

    async fn deliver_one(&self, act: &Act, request: &Request, item: &item::Model) -> Result<()> {
        let corrupt = || StorageError::Corrupt(format!("item {}", item.id));
        let read = self.db.read().await?;
        let version = item.version_id.ok_or_else(corrupt)?;
        let delivered = item::ActiveModel { delivered_at: Set(Some(act.at)), ..Default::default() };
        // a document that was removed meanwhile is not there to be given
        let Some(version) = read.find::<version::Entity>(version).await? else {
            drop(read);
            return self.note(item.id, delivered).await;
        };
        let owner = request.account.ok_or_else(corrupt)?;
        let account = account_keys::find(&read, &self.kek, owner).await?.ok_or_else(corrupt)?;
        let region = keys::find(&read, &self.kek, KeyOwner::Region(request.region)).await?.ok_or_else(corrupt)?;
        drop(read);
        let db = self.region(request.region).await?.ok_or_else(corrupt)?;
        let (code, row) = (request.region.to_string(), item.id.to_string());
        let data = sealing::data_key(&account, &version)?;
        let sealed = sealing::open(&account, &version)?;
        let details = serde_json::to_vec(&sealed).map_err(|error| StorageError::Corrupt(error.to_string()))?;
        let shelf = self.objects.of_tenant(request.region);
        self.shelf().copy_to(&sealing::object(version.id)?, &shelf, &object(item.id)?).await?;
        let write = db.write().await?;
        if write.find::<copy::Entity>(item.id).await?.is_none() {
            let entry = copy::ActiveModel {
                id: Set(item.id),
                request_id: Set(request.id),
                version_id: Set(version.id),
                kind: Set(item.kind.clone()),
                version: Set(version.number),
                media: Set(version.media),
                size: Set(version.size),
                wrapped: Set(region.wrap(seat(&code, "wrapped", &row), &data)),
                details: Set(region.seal(seat(&code, "details", &row), &details)),
                issued_on: Set(version.issued_on),
                expires_on: Set(version.expires_on),
                service_id: Set(request.service.0),
                received_at: Set(act.at),
                use_until: Set(request.use_until),
                decided_at: Set(None),
            };
            write.insert(entry).await?;
            write.audit(act, copied("copy.received", item.id)).await?;
        }
        write.commit().await?;
        self.note(item.id, delivered).await?;
        // whoever took it back meanwhile found nothing to destroy yet
        let now = self.db.read().await?.find::<item::Entity>(item.id).await?;
        if now.is_some_and(|now| now.state != ItemState::Given && now.decided_at.is_none()) {
            self.retract(act, item.id).await?;
        }
        Ok(())
    }

    /// Destroys a region's copy with its key. May be done again.
    pub(crate) async fn retract(&self, act: &Act, id: Uuid) -> Result<()> {
        let read = self.db.read().await?;
        let Some(item) = read.find::<item::Entity>(id).await? else { return Ok(()) };
        let Some(request) = read.find::<request::Entity>(item.request_id).await? else { return Ok(()) };
        drop(read);
        let region =
            request.region_code.parse().map_err(|_| StorageError::Corrupt(format!("request {}", request.id)))?;
        if let Some(db) = self.region(region).await? {
            let write = db.write().await?;
            if write.delete_many(copy::Entity::delete_many().filter(copy::Column::Id.eq(id))).await? > 0 {
                write.audit(act, copied("copy.retracted", id)).await?;
            }
            write.commit().await?;
            self.objects.of_tenant(region).delete(&object(id)?).await?;
        }
        self.note(id, item::ActiveModel { retracted_at: Set(Some(act.at)), ..Default::default() }).await
    }

    /// The same for somebody who need not wait for it: what is not destroyed now, the worker destroys.
    pub(crate) async fn retract_or_later(&self, act: &Act, id: Uuid) {
        if let Err(error) = self.retract(act, id).await {
            tracing::error!(%error, item = %id, "a region's copy is not destroyed yet");
        }
    }

    /// Brings what was given and did not come, and destroys what was taken back or whose time is over. One that fails keeps
    /// nobody else waiting. Returns how many came to their end.
    pub async fn catch_up(&self, act: &Act) -> Result<usize> {
        let undecided = || item::Entity::find().filter(item::Column::DecidedAt.is_null());
        let given = item::Entity::find()
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DeliveredAt.is_null());
        let taken_back = undecided()
            .filter(item::Column::State.eq(ItemState::Withdrawn))
            .filter(item::Column::RetractedAt.is_null());
        let of_before = Query::select()
            .column(request::Column::Id)
            .from(request::Entity)
            .and_where(request::Column::UseUntil.lte(act.at - GRACE))
            .to_owned();
        let over = undecided()
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DeliveredAt.is_not_null())
            .filter(item::Column::RetractedAt.is_null())
            .filter(item::Column::RequestId.in_subquery(of_before));
        let read = self.db.read().await?;
        let given = read.all(given, ROUND).await?;
        let ended = [read.all(taken_back, ROUND).await?, read.all(over, ROUND).await?].concat();
        drop(read);
        let mut done = 0;
        for (item, is_given) in given.iter().map(|item| (item, true)).chain(ended.iter().map(|item| (item, false))) {
            let ended = if is_given { self.deliver_late(act, item).await } else { self.retract(act, item.id).await };
            match ended {
                Ok(()) => done += 1,
                Err(error) => tracing::error!(%error, item = %item.id, "an item waits for its end"),
            }
        }
        Ok(done)
    }

    async fn deliver_late(&self, act: &Act, item: &item::Model) -> Result<()> {
        let read = self.db.read().await?;
        let Some(row) = read.find::<request::Entity>(item.request_id).await? else { return Ok(()) };
        let request = crate::request::whole(&read, row).await?;
        drop(read);
        self.deliver_one(act, &request, item).await
    }

    /// Whether whoever gave something here has closed her account, and the region has not decided with it.
    pub async fn has_left(&self, request: &Request) -> Result<bool> {
        let undecided = |item: &Item| item.state == ItemState::Given && item.decided_at.is_none();
        Ok(request.items.iter().any(undecided) && has_left(&self.db.read().await?, request).await?)
    }

    /// What a region holds of a request and may look at: of whoever closed her account, what it decided with.
    pub async fn held(&self, db: &TenantDb, request: &Request) -> Result<Vec<Held>> {
        let Some(region) = self.region_key(request.region).await? else { return Ok(Vec::new()) };
        let decided = self.has_left(request).await?.then(|| copy::Column::DecidedAt.is_not_null());
        let which = Condition::all().add(copy::Column::RequestId.eq(request.id)).add_option(decided);
        let query = copy::Entity::find().filter(which);
        let rows = db.read().await?.all(query, ROUND).await?;
        rows.iter().map(|row| told(&region, request.region, row)).collect()
    }

    /// Opens a region's copy for one of its clerks. Whether it may be used is asked of the consent itself, and the look is
    /// written down where the citizen reads it, before a byte is opened. While she pauses the processing, only what a law
    /// demands opens it: `law` says which, and she reads it. Once her account is closed, only what the region decided with opens.
    pub async fn open_copy(
        &self,
        act: &Act,
        db: &TenantDb,
        (region, by): (RegionCode, (Uuid, &str)),
        (request, id): (Uuid, Uuid),
        law: Option<&Reason>,
    ) -> Result<Opened, CopyRefused> {
        let request = self.request_of(region, request).await?.ok_or(CopyRefused::Unknown)?;
        let item = request.items.iter().find(|item| item.id == id).ok_or(CopyRefused::Unknown)?;
        if !item.may_be_used(request.use_until, act.at) {
            return Err(CopyRefused::Unknown);
        }
        if item.decided_at.is_none() && has_left(&self.db.read().await?, &request).await? {
            return Err(CopyRefused::Unknown);
        }
        let key = self.region_key(region).await?.ok_or(CopyRefused::Unknown)?;
        let paused = self.is_paused(&request).await?;
        let law = law.filter(|_| paused);
        if paused && law.is_none() {
            let write = db.write().await?;
            write.audit(act, copied("copy.refused", id)).await?;
            write.commit().await?;
            return Err(CopyRefused::Paused);
        }
        self.look_of(act, &request, item.version, by, law).await?;
        let write = db.write().await?;
        let row = write.find::<copy::Entity>(id).await?.ok_or(CopyRefused::Unknown)?;
        let after = law.map(|law| json!({ "reason": law.as_str() }));
        write.audit(act, Audit { after, ..copied("copy.opened", id) }).await?;
        write.commit().await?;
        let (code, id) = (region.to_string(), id.to_string());
        let data = key.unwrap_key(seat(&code, "wrapped", &id), &row.wrapped)?;
        let gone = || StorageError::Corrupt(format!("copy {id}"));
        let body = self.objects.of_tenant(region).get(&object(row.id)?).await?.ok_or_else(gone)?.body;
        let plain = data.open_body(sealing::body(&row.version_id.to_string()), Vec::from(body))?;
        let kind = balai_catalog::standard::DocumentCode::parse(&row.kind).map_err(|_| gone())?;
        Ok(Opened { kind, media: row.media, version: row.version, bytes: Bytes::from_owner(plain) })
    }

    async fn look_of(
        &self,
        act: &Act,
        request: &Request,
        version: Option<Uuid>,
        by: (Uuid, &str),
        law: Option<&Reason>,
    ) -> Result<()> {
        let write = self.db.write().await?;
        let version = match version {
            Some(version) => write.find::<version::Entity>(version).await?,
            None => None,
        };
        let document = match version {
            Some(version) => write.find::<document::Entity>(version.document_id).await?,
            None => None,
        };
        // what the citizen removed is not hers to watch any more; the region's own trail has the look
        if let (Some(document), Some(account)) = (document, request.account) {
            let of = Some((request.region, by.1));
            let service = Some(match law {
                Some(law) => format!("{} (dijeda; dibuka karena hukum: {})", request.service.1, law.as_str()),
                None => request.service.1.clone(),
            });
            let looked = Looked { account, document: &document, by: by.0, of, service, request: Some(request.id) };
            look_at(&write, act, looked).await?;
        }
        write.commit().await
    }

    /// Says that the region decided with what it was given: what it must keep of that stays, whatever is withdrawn later.
    /// While the processing is paused nothing is decided with it; what a law demands, the region refuses the pause for. Nor is it
    /// with what somebody gave whose account is closed.
    pub async fn decide(&self, act: &Act, db: &TenantDb, request: &Request) -> Result<bool, CopyRefused> {
        if act.at >= request.use_until {
            return Ok(false);
        }
        let write = self.db.write().await?;
        if pausing::stands_for(&write, request).await? {
            return Err(CopyRefused::Paused);
        }
        if let Some(account) = request.account
            && !hold_active(&write, account).await?
        {
            return Ok(false);
        }
        let change = item::Entity::update_many()
            .set(item::ActiveModel { decided_at: Set(Some(act.at)), ..Default::default() })
            .filter(item::Column::RequestId.eq(request.id))
            .filter(item::Column::State.eq(ItemState::Given))
            .filter(item::Column::DecidedAt.is_null());
        if write.update_many(change).await? == 0 {
            return Ok(false);
        }
        write.audit(act, entry("request.decided", request.id, Some(json!({ "region": request.region })))).await?;
        write.commit().await?;
        let write = db.write().await?;
        let change = copy::Entity::update_many()
            .set(copy::ActiveModel { decided_at: Set(Some(act.at)), ..Default::default() })
            .filter(copy::Column::RequestId.eq(request.id));
        write.update_many(change).await?;
        write.audit(act, entry("request.decided", request.id, None)).await?;
        write.commit().await?;
        Ok(true)
    }

    /// Forgets a region that is erased: its requests with their answers, its looks, its marks. Returns how many rows went.
    pub async fn forget_region(&self, region: RegionCode) -> Result<u64> {
        let code = region.to_string();
        let write = self.db.write().await?;
        let mut gone = 0;
        loop {
            let query = request::Entity::find().filter(request::Column::RegionCode.eq(&code));
            let ids: Vec<Uuid> = write.all(query, 500).await?.into_iter().map(|row| row.id).collect();
            if ids.is_empty() {
                break;
            }
            let items = item::Entity::delete_many().filter(item::Column::RequestId.is_in(ids.iter().copied()));
            gone += write.delete_many(items).await?;
            gone += write.delete_many(request::Entity::delete_many().filter(request::Column::Id.is_in(ids))).await?;
        }
        gone += pausing::forget(&write, &code).await?;
        let looks = crate::rows::look::Column::RegionCode.eq(&code);
        gone += write.delete_many(crate::rows::look::Entity::delete_many().filter(looks)).await?;
        let marks = crate::rows::mark::Column::RegionCode.eq(&code);
        gone += write.delete_many(crate::rows::mark::Entity::delete_many().filter(marks)).await?;
        write.commit().await?;
        Ok(gone)
    }

    async fn region(&self, code: RegionCode) -> Result<Option<TenantDb>> {
        let tenant = tenants::by_code(&self.db.read().await?, code).await?;
        Ok(tenant.map(|tenant| self.store.tenant(tenant.place)))
    }

    async fn region_key(&self, code: RegionCode) -> Result<Option<Key>> {
        keys::find(&self.db.read().await?, &self.kek, KeyOwner::Region(code)).await
    }

    async fn note(&self, id: Uuid, change: item::ActiveModel) -> Result<()> {
        let write = self.db.write().await?;
        let change = item::Entity::update_many().set(change).filter(item::Column::Id.eq(id));
        write.update_many(change).await?;
        write.commit().await
    }
}

fn told(region: &Key, code: RegionCode, row: &copy::Model) -> Result<Held> {
    let corrupt = || StorageError::Corrupt(format!("copy {}", row.id));
    let plain = region.open(seat(&code.to_string(), "details", &row.id.to_string()), &row.details)?;
    let sealed: Sealed = serde_json::from_slice(&plain).map_err(|_| corrupt())?;
    let details = Details { number: sealed.number, issued_on: row.issued_on, expires_on: row.expires_on, issuer: None };
    Ok(Held { item: row.id, details, name: sealed.name, received_at: row.received_at })
}

fn object(item: Uuid) -> Result<ObjectKey> {
    let text = format!("berkas/{item}");
    ObjectKey::parse(&text).map_err(|_| StorageError::Corrupt(format!("object {text}")))
}

const fn seat<'a>(space: &'a str, column: &'a str, row: &'a str) -> Seat<'a> {
    Seat { space, table: "vault_copies", column, row }
}

fn copied(action: &'static str, id: Uuid) -> Audit {
    Audit { action, kind: "copy", id: id.to_string(), ..Audit::default() }
}
