//! The trails of a time, some links at a time: a year of them is never in memory at once.

use std::collections::HashMap;

use balai_kernel::{Actor, RegionCode};
use balai_storage::audit::{LOOKED_AT, Link, Trail};
use balai_storage::{Control, ControlDb, Plane, Read, Result, TenantDb};
use balai_vault::{LooksAsked, looks_of, owners_of};
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::{Asked, DataKind};
use crate::rows::request;

/// Links that are in memory at a time.
const BATCH: u64 = 500;
/// Deeds in the trail of the deployment by which somebody sees data of others, or of a stolen account.
const SHARED: [&str; 5] = [LOOKED_AT, EXPORTED, NUMBER_SHOWN, NUMBER_TOLD, TAKEN];
/// Those in the trail of a region. What is done at a counter stands in both, and is read here.
const OF_REGION: [&str; 6] = [LOOKED_AT, EXPORTED, OPENED, VISIT, CARD, OPENED_FOR];
const EXPORTED: &str = "trail.exported";
const NUMBER_SHOWN: &str = "account.number_shown";
const NUMBER_TOLD: &str = "account.number_told";
const TAKEN: &str = "account.data_taken";
const OPENED: &str = "copy.opened";
const VISIT: &str = "visit.began";
const CARD: &str = "number.seen";
const OPENED_FOR: &str = "account.opened_for";
/// The kind of thing that somebody asked about her own data.
const REQUEST: &str = "rights_request";

/// Somebody saw data of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// When.
    pub at: DateTime<Utc>,
    /// Whose data, where they are those of an account.
    pub owner: Option<Uuid>,
    /// Which data.
    pub kind: DataKind,
    /// The kind of a document.
    pub document: Option<String>,
    /// Who saw them, in the stable text of the trails.
    pub by: String,
    /// In which region's trail it stands; without one in that of the deployment.
    pub region: Option<RegionCode>,
    /// The peer's address, where it is recorded.
    pub ip: String,
}

/// Reads the trail of the deployment, the newest first, and hands over what counts.
pub async fn read_shared(db: &ControlDb, asked: &Asked, mut takes: impl FnMut(Seen)) -> Result<()> {
    for action in SHARED {
        let mut before = None;
        loop {
            let links = page(&db.read().await?, asked, action, before).await?;
            let Some(last) = links.last() else { break };
            before = Some(last.position);
            told(db, asked, None, &links, &mut takes).await?;
        }
    }
    Ok(())
}

/// Reads the trail of a region in the same way.
pub async fn read_region(
    control: &ControlDb,
    (db, region): (&TenantDb, RegionCode),
    asked: &Asked,
    mut takes: impl FnMut(Seen),
) -> Result<()> {
    for action in OF_REGION {
        let mut before = None;
        loop {
            let links = page(&db.read().await?, asked, action, before).await?;
            let Some(last) = links.last() else { break };
            before = Some(last.position);
            if action != OPENED {
                told(control, asked, Some(region), &links, &mut takes).await?;
            } else if asked.counts(DataKind::Document) {
                opened(control, asked, region, &links, &mut takes).await?;
            }
        }
    }
    Ok(())
}

/// What an account that somebody else got hold of opened of its own, and of those it acts for: only asked for with that
/// account. No address is recorded with it.
pub async fn read_own_looks(db: &ControlDb, asked: &Asked, mut takes: impl FnMut(Seen)) -> Result<()> {
    let Some(by) = asked.by.filter(|_| asked.ip.is_none() && asked.region.is_none()) else { return Ok(()) };
    if !asked.counts(DataKind::Document) {
        return Ok(());
    }
    let which = LooksAsked { from: Some(asked.from), until: Some(asked.until), by: Some(by), ..LooksAsked::default() };
    let mut before = None;
    loop {
        let looks = looks_of(&db.read().await?, &which, before, BATCH).await?;
        let Some(last) = looks.last() else { return Ok(()) };
        before = Some(last.look.id);
        for owned in looks.into_iter().filter(|owned| owned.look.region.is_none()) {
            takes(Seen {
                at: owned.look.at,
                owner: Some(owned.owner),
                kind: DataKind::Document,
                document: Some(owned.look.kind),
                by: Actor::Account(owned.look.by).to_string(),
                region: None,
                ip: String::new(),
            });
        }
    }
}

async fn page<P: Plane>(read: &Read<P>, asked: &Asked, action: &str, before: Option<i64>) -> Result<Vec<Link>> {
    let trail = Trail {
        account: asked.by,
        action: Some(action.to_owned()),
        from: Some(asked.from),
        until: Some(asked.until),
        ..Trail::default()
    };
    read.trail(&trail, before, BATCH).await
}

/// Hands over what links of other deeds than opened copies say.
async fn told(
    control: &ControlDb,
    asked: &Asked,
    region: Option<RegionCode>,
    links: &[Link],
    takes: &mut impl FnMut(Seen),
) -> Result<()> {
    let asks = links.iter().filter(|link| link.object.0 == REQUEST);
    let asks: Vec<Uuid> = asks.filter_map(|link| link.object.1.parse().ok()).collect();
    let askers = if asks.is_empty() { HashMap::new() } else { askers(&control.read().await?, &asks).await? };
    links.iter().flat_map(|link| seen(asked, region, link, &askers)).for_each(takes);
    Ok(())
}

/// Whose requests about their own data these are.
async fn askers(read: &Read<Control>, ids: &[Uuid]) -> Result<HashMap<Uuid, Uuid>> {
    let query = request::Entity::find().filter(request::Column::Id.is_in(ids.iter().copied()));
    let rows = read.all(query, BATCH).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.account_id)).collect())
}

/// What a link of another deed than an opened copy says: each kind of data that was seen.
fn seen(asked: &Asked, region: Option<RegionCode>, link: &Link, askers: &HashMap<Uuid, Uuid>) -> Vec<Seen> {
    let object = link.object.1.parse::<Uuid>().ok();
    let itself = object.is_some_and(|owner| link.actor == Actor::Account(owner).to_string());
    let (kinds, owner): (&[DataKind], _) = match (link.action.as_str(), link.object.0.as_str()) {
        (EXPORTED, _) => (&[DataKind::Trail], None),
        (NUMBER_SHOWN | NUMBER_TOLD | CARD, _) => (&[DataKind::Number], object),
        (TAKEN | VISIT, _) | (LOOKED_AT, "account") => (&[DataKind::Account], object),
        (OPENED_FOR, _) => (&[DataKind::Account, DataKind::Number], object),
        (LOOKED_AT, "application" | "application_letter") => (&[DataKind::Application], None),
        (LOOKED_AT, REQUEST) => (&[DataKind::Request], object.and_then(|id| askers.get(&id).copied())),
        _ => return Vec::new(),
    };
    // who looks at her own discloses nothing, unless it is her account that somebody else got hold of
    let counts = asked.counts_from(&link.origin) && (!itself || asked.by.is_some());
    let counted = kinds.iter().copied().filter(|kind| counts && asked.counts(*kind));
    counted.map(|kind| Seen { owner, kind, document: None, ..bare(region, link) }).collect()
}

async fn opened(
    control: &ControlDb,
    asked: &Asked,
    region: RegionCode,
    links: &[Link],
    takes: &mut impl FnMut(Seen),
) -> Result<()> {
    let item = |link: &Link| link.object.1.parse::<Uuid>().ok();
    let items: Vec<Uuid> = links.iter().filter_map(item).collect();
    let owners = owners_of(&control.read().await?, &items).await?;
    for link in links.iter().filter(|link| asked.counts_from(&link.origin)) {
        let (owner, document) = item(link).and_then(|item| owners.get(&item).cloned()).unzip();
        takes(Seen { owner, kind: DataKind::Document, document, ..bare(Some(region), link) });
    }
    Ok(())
}

fn bare(region: Option<RegionCode>, link: &Link) -> Seen {
    Seen {
        at: link.at,
        owner: None,
        kind: DataKind::Document,
        document: None,
        by: link.actor.clone(),
        region,
        ip: link.origin.split(' ').next().unwrap_or_default().to_owned(),
    }
}
