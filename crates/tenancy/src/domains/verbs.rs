use balai_kernel::{Act, Hostname, RegionCode, SecretToken};
use balai_storage::{Audit, Control, ControlDb, Read, Result, StorageError, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::json;

use super::check::{Before, judge};
use super::claim::{proof, target};
use super::{Claim, ClaimState, Dns, Found, Seen};
use crate::entity::domain_claim::{ActiveModel, Column, Entity, Model};
use crate::{regions, tenants};

/// Claims that one round of the worker looks at.
const ROUND: u64 = 20;
/// While one process looks at a claim, others leave it.
const HELD: TimeDelta = TimeDelta::minutes(2);
/// Who looks again when nobody asks.
const WORKER: &str = "domains";

/// The regions' own domains.
#[derive(Clone)]
pub struct Domains {
    control: ControlDb,
    dns: Dns,
    /// The platform's domain, without scheme and port.
    base: String,
}

/// Why a name is not taken down.
#[derive(Debug, thiserror::Error)]
pub enum ClaimRefused {
    /// It is the platform's own, or under it.
    #[error("Alamat ini milik Balai sendiri. Tulis alamat di domain daerah Anda, misalnya mpp.sragenkab.go.id.")]
    Ours,
    /// The rows could not be written.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Domains {
    /// `base` is the platform's domain, such as `balai.go.id`.
    pub fn new(control: ControlDb, dns: Dns, base: impl Into<String>) -> Self {
        Self { control, dns, base: base.into() }
    }

    /// What a region claims.
    pub async fn of(&self, code: RegionCode) -> Result<Option<Claim>> {
        let row = self.control.read().await?.find::<Entity>(code.to_string()).await?;
        row.map(Claim::try_from).transpose()
    }

    /// Where a region's domain has to lead.
    pub async fn target(&self, code: RegionCode) -> Result<Option<String>> {
        self.target_of(&self.control.read().await?, code).await
    }

    /// Writes down which name a region wants to be served by. Another one than before takes its place: the old one is
    /// served no more. The same one again changes nothing.
    pub async fn claim(&self, act: &Act, code: RegionCode, name: &Hostname) -> Result<(), ClaimRefused> {
        if name.is_within(&self.base) {
            return Err(ClaimRefused::Ours);
        }
        let write = self.control.write().await?;
        let before = write.find::<Entity>(code.to_string()).await?;
        if before.as_ref().is_some_and(|before| before.name == name.as_str()) {
            return Ok(());
        }
        let row = ActiveModel {
            code: Set(code.to_string()),
            name: Set(name.as_str().to_owned()),
            token: Set(SecretToken::fresh().reveal()),
            state: Set(ClaimState::Written),
            held_name: Set(None),
            seen: Set(None),
            written_at: Set(act.at),
            checked_at: Set(None),
            missing_since: Set(None),
            due_at: Set(act.at),
        };
        let after = if before.is_some() { write.update(row).await? } else { write.insert(row).await? };
        if served(before.as_ref()) {
            tenants::set_domain(&write, code, None).await?;
        }
        write.audit(act, entry("domain.claimed", before.as_ref(), Some(&after))).await?;
        Ok(write.commit().await?)
    }

    /// Gives a name up; the region stays at its subdomain. Where there is none nothing happens.
    pub async fn remove(&self, act: &Act, code: RegionCode) -> Result<()> {
        let write = self.control.write().await?;
        let Some(before) = write.find::<Entity>(code.to_string()).await? else { return Ok(()) };
        forget(&write, code).await?;
        if served(Some(&before)) {
            tenants::set_domain(&write, code, None).await?;
        }
        write.audit(act, entry("domain.removed", Some(&before), None)).await?;
        write.commit().await
    }

    /// Asks DNS now, and does what follows from the answer. No transaction is open while DNS is asked.
    pub async fn check(&self, act: &Act, code: RegionCode) -> Result<Option<Claim>> {
        let read = self.control.read().await?;
        let claim = read.find::<Entity>(code.to_string()).await?.map(Claim::try_from).transpose()?;
        let target = self.target_of(&read, code).await?;
        drop(read);
        let (Some(claim), Some(target)) = (claim, target) else { return Ok(None) };
        let proof_name = claim.proof_name();
        let (texts, aliases) = tokio::join!(self.dns.texts(&proof_name), self.dns.aliases(claim.name.as_str()));
        let way = aliases.judged(|name| name == target);
        self.take_in(act, &claim, texts, way).await
    }

    /// Looks at the claims that are due. Returns how many.
    pub async fn check_due(&self, now: DateTime<Utc>) -> Result<usize> {
        let mut looked = 0;
        for _ in 0..ROUND {
            let Some(code) = self.next_due(now).await? else { break };
            self.check(&Act::system(WORKER, now), code).await?;
            looked += 1;
        }
        Ok(looked)
    }

    /// The claim that waits longest, held for this process.
    async fn next_due(&self, now: DateTime<Utc>) -> Result<Option<RegionCode>> {
        let write = self.control.write().await?;
        let due = Entity::find().filter(Column::DueAt.lte(now)).order_by_asc(Column::DueAt).order_by_asc(Column::Code);
        let Some(row) = write.one(due).await? else { return Ok(None) };
        let code = row.code.parse().map_err(|_| StorageError::Corrupt(format!("domain claim of {}", row.code)))?;
        let mut held = row.into_active_model();
        held.due_at = Set(now + HELD);
        write.update(held).await?;
        write.commit().await?;
        Ok(Some(code))
    }

    async fn take_in(&self, act: &Act, asked: &Claim, texts: Found, way: Found) -> Result<Option<Claim>> {
        let code = asked.code;
        let write = self.control.write().await?;
        let row = write.find::<Entity>(code.to_string()).await?;
        // written anew while DNS was asked: the answer is about another name
        let Some(row) = row.filter(|row| row.token == asked.token) else { return Ok(None) };
        let holder = match other_holder(&write, &row).await? {
            Some(other) if bears(&texts, &other.token) || texts.is_unanswered() => Some(other),
            Some(other) if bears(&texts, &row.token) => {
                lose(&write, act, other).await?;
                None
            }
            other => other,
        };
        let seen = Seen { proof: texts.judged(|text| text == proof(&row.token)), way, held_by_other: holder.is_some() };
        let before = Before { state: row.state, written_at: row.written_at, missing_since: row.missing_since };
        let after = judge(before, &seen, act.at);
        let (old, name) = (row.clone(), asked.name.clone());
        let mut change = row.into_active_model();
        let holds = matches!(after.state, ClaimState::Proven | ClaimState::Served);
        change.state = Set(after.state);
        change.held_name = Set(holds.then(|| name.as_str().to_owned()));
        change.seen = Set(Some(seen));
        change.checked_at = Set(Some(act.at));
        change.missing_since = Set(after.missing_since);
        change.due_at = Set(after.due_at);
        let new = write.update(change).await?;
        if served(Some(&old)) != served(Some(&new)) {
            tenants::set_domain(&write, code, served(Some(&new)).then_some(&name)).await?;
        }
        if old.state != new.state {
            write.audit(act, entry("domain.checked", Some(&old), Some(&new))).await?;
        }
        write.commit().await?;
        Ok(Some(new.try_into()?))
    }

    async fn target_of(&self, read: &Read<Control>, code: RegionCode) -> Result<Option<String>> {
        Ok(regions::by_code(read, code).await?.map(|region| target(&region.slug, &self.base)))
    }
}

/// Removes what a region claims, without a word: for regions that go.
pub(crate) async fn forget(write: &Write<Control>, code: RegionCode) -> Result<()> {
    write.delete_many(Entity::delete_many().filter(Column::Code.eq(code.to_string()))).await.map(drop)
}

/// Another region that has proved the same name. Its row stays locked until this transaction ends.
async fn other_holder(write: &Write<Control>, row: &Model) -> Result<Option<Model>> {
    use sea_orm::QuerySelect as _;
    let query = Entity::find().filter(Column::HeldName.eq(&row.name)).filter(Column::Code.ne(&row.code));
    write.one(query.lock_exclusive()).await
}

/// The proof is gone and somebody else's stands in its place.
async fn lose(write: &Write<Control>, act: &Act, holder: Model) -> Result<()> {
    let before = holder.clone();
    let mut change = holder.into_active_model();
    change.state = Set(ClaimState::Waiting);
    change.held_name = Set(None);
    change.missing_since = Set(None);
    let after = write.update(change).await?;
    if served(Some(&before)) {
        let code =
            before.code.parse().map_err(|_| StorageError::Corrupt(format!("domain claim of {}", before.code)))?;
        tenants::set_domain(write, code, None).await?;
    }
    write.audit(act, entry("domain.lost", Some(&before), Some(&after))).await
}

fn bears(texts: &Found, token: &str) -> bool {
    matches!(texts, Found::Values(values) if values.contains(&proof(token)))
}

fn served(row: Option<&Model>) -> bool {
    row.is_some_and(|row| row.state == ClaimState::Served)
}

fn entry(action: &'static str, before: Option<&Model>, after: Option<&Model>) -> Audit {
    let id = before.or(after).map(|row| row.code.clone()).unwrap_or_default();
    let shown = |row: &Model| json!({ "name": row.name, "state": word(row.state) });
    Audit { action, kind: "domain", id, before: before.map(shown), after: after.map(shown) }
}

fn word(state: ClaimState) -> &'static str {
    match state {
        ClaimState::Written => "written",
        ClaimState::Waiting => "waiting",
        ClaimState::Proven => "proven",
        ClaimState::Served => "served",
    }
}
