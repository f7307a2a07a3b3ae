//! Which region looked at which version, as the regions' outboxes tell it along with what they publish.

use std::collections::BTreeMap;

use balai_kernel::Slug;
use balai_storage::Result;

use super::NationalTemplates;
use crate::rollup;

/// Regions that publish a service of one template.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Uses {
    /// All of them.
    pub regions: usize,
    /// Those whose service is of the newest version, or answered it.
    pub newest: usize,
}

/// A region that publishes a service of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Its name.
    pub region: String,
    /// The version that it adopted or answered last; none where it has not been told yet.
    pub number: Option<i32>,
}

impl NationalTemplates {
    /// How many regions use each template.
    pub async fn uses(&self) -> Result<BTreeMap<String, Uses>> {
        let newest = self.newest().await?;
        let mut uses: BTreeMap<String, Uses> = BTreeMap::new();
        for row in rollup::versions_looked_at(&self.control.read().await?).await? {
            let newest = row.template_version.zip(newest.get(&row.template_key));
            let is_newest = newest.is_some_and(|(seen, newest)| seen >= *newest);
            let regions = usize::try_from(row.regions).unwrap_or_default();
            let own = uses.entry(row.template_key).or_default();
            own.regions += regions;
            own.newest += if is_newest { regions } else { 0 };
        }
        Ok(uses)
    }

    /// The regions that use one template, by name.
    pub async fn used_by(&self, key: &Slug) -> Result<Vec<Use>> {
        let read = self.control.read().await?;
        let names: BTreeMap<String, String> = balai_tenancy::regions::all(&read)
            .await?
            .into_iter()
            .map(|region| (region.code.to_string(), region.name))
            .collect();
        let rows = rollup::looked_at(&read, key.as_str()).await?;
        let named = |(code, number): (String, _)| Use { region: names.get(&code).cloned().unwrap_or(code), number };
        let mut uses: Vec<Use> = rows.into_iter().map(named).collect();
        uses.sort_by(|one, other| one.region.cmp(&other.region));
        Ok(uses)
    }
}
