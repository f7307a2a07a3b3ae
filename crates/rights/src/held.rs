//! What a region holds of a person, as the platform itself can show it: access with its trail (UU 27/2022, article 32).

use balai_kernel::RegionCode;
use balai_storage::audit::Link;
use balai_storage::{ControlDb, Result, TenantDb};
use balai_vault::{Look, LooksAsked, Mark, Request, Vault, looks_of};
use uuid::Uuid;

/// Looks and deeds that are shown.
const MOST: u64 = 200;

/// What a region holds of one person.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// What it asked her for, with what she gave.
    pub requests: Vec<Request>,
    /// Its marks on her documents.
    pub marks: Vec<Mark>,
    /// When its people looked.
    pub looks: Vec<Look>,
    /// What its own trail says of her copies and requests, the newest first.
    pub deeds: Vec<Link>,
}

/// Reads it. `db` is the region's door.
pub async fn held(
    vault: &Vault,
    control: &ControlDb,
    db: &TenantDb,
    (account, region): (Uuid, RegionCode),
) -> Result<Held> {
    let requests = vault.requests_at(account, region).await?;
    let versions: Vec<Uuid> =
        requests.iter().flat_map(|request| &request.items).filter_map(|item| item.version).collect();
    let mut marks = vault.marks(&versions).await?;
    marks.retain(|mark| mark.region == region);
    let asked = LooksAsked { of: Some(account), region: Some(region), ..LooksAsked::default() };
    let looks = looks_of(&control.read().await?, &asked, None, MOST).await?;
    let of_request = |request: &Request| {
        let items = request.items.iter().map(|item| item.id.to_string()).collect::<Vec<_>>();
        [vec![request.id.to_string()], items].concat()
    };
    let ids: Vec<String> = requests.iter().flat_map(of_request).collect();
    let deeds = db.read().await?.trail_of_things(&["copy", "request"], &ids, MOST).await?;
    Ok(Held { requests, marks, looks: looks.into_iter().map(|owned| owned.look).collect(), deeds })
}
