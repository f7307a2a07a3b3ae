//! Which applications take over a sign-in that begins at a service's page.

use std::collections::HashMap;
use std::sync::Arc;

use balai_kernel::RegionCode;
use balai_storage::Result;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use sha2::{Digest as _, Sha256};

use crate::Identity;
use crate::applications::{ApplicationState, RedirectUri};
use crate::rows::application::{Column, Entity};

/// More applications than all regions have.
const MOST: u64 = 200_000;

/// The applications of all regions whose sign-in can be begun from outside, by region and host. Public pages are made of it.
#[derive(Debug, Default)]
pub struct Carriers {
    of_regions: HashMap<RegionCode, HashMap<String, RedirectUri>>,
    /// Another one after every change of them.
    pub version: String,
}

impl Carriers {
    /// Where an application of the region on this host begins a sign-in.
    pub fn find(&self, region: RegionCode, host: &str) -> Option<&RedirectUri> {
        self.of_regions.get(&region)?.get(host)
    }
}

impl Identity {
    /// The applications that take a sign-in over, read anew only after a change.
    pub async fn carriers(&self) -> Result<Arc<Carriers>> {
        if let Some(kept) = self.carriers.find() {
            return Ok(kept);
        }
        let before = self.carriers.before();
        let query = Entity::find()
            .filter(Column::State.eq(ApplicationState::Active))
            .filter(Column::InitiateLogin.is_not_null())
            .filter(Column::RegionCode.is_not_null())
            .order_by_asc(Column::Id);
        let rows = self.db.read().await?.all(query, MOST).await?;
        let (mut carriers, mut digest) = (Carriers::default(), Sha256::new());
        for row in rows {
            let region = row.region_code.as_deref().and_then(|code| code.parse::<RegionCode>().ok());
            let begins = row.initiate_login.as_deref().and_then(|address| RedirectUri::parse(address).ok());
            let (Some(region), Some(begins)) = (region, begins) else { continue };
            digest.update(format!("{region} {begins}\n"));
            // of two on one host the first stays
            carriers.of_regions.entry(region).or_default().entry(row.sector).or_insert(begins);
        }
        let print = digest.finalize();
        carriers.version = print.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        Ok(self.carriers.keep(before, Arc::new(carriers)))
    }
}
