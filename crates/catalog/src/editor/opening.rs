//! One decree for all drafts that have none, as a region sets the standards of its hall with one decision.

use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, TryIntoModel as _};
use serde_json::json;

use crate::queries::{self, DeskFilter, Tab};
use crate::rows::standard::VersionState;
use crate::rows::{service, standard};
use crate::standard::{BasisKind, Decree, Fee, Standard};
use crate::text::Line;

use super::drafts::SAVED;
use super::{EditError, Editor, link_of};

impl Editor<'_> {
    /// Gives this decree to every draft that has none and does not wait, and this regional law to every levy among them that
    /// names none. What a draft says already stays. Returns the services that were changed.
    pub async fn decree_all(&self, decree: &Decree, law: Option<&Line>) -> Result<Vec<service::Model>, EditError> {
        let homes = self.homes().await?;
        let filter = DeskFilter { tab: Tab::Draft, ..DeskFilter::default() };
        let (mut services, mut standards, mut links) = (Vec::new(), Vec::new(), Vec::new());
        for known in queries::known_of(self.write, &filter).await? {
            let newest = &known.newest;
            let draft = newest.state == VersionState::Draft && newest.waits_for.is_none();
            if !draft || newest.content.decree.is_some() {
                continue;
            }
            let content = decreed(known.newest.content.clone(), decree, law);
            let writers = known.newest.writers_with(&self.act.by.to_string());
            let home = homes.of(&known.service)?;
            let what = json!({ "decree": decree.number() });
            links.push(link_of(SAVED, known.service.id, None, what));
            let mut row = known.service.into_active_model().reset_all();
            self.describe(&mut row, &home, &content);
            services.push(row.try_into_model().map_err(|error| EditError::Storage(error.into()))?);
            let revision = known.newest.revision + 1;
            standards.push(standard::Model { content, writers, revision, updated_at: self.act.at, ..known.newest });
        }
        if services.is_empty() {
            return Ok(services);
        }
        self.save_standards(standards).await?;
        self.save_services(&services).await?;
        self.settle_many(&services).await?;
        self.next_revision().await?;
        self.write.audit_many(self.act, links).await?;
        Ok(services)
    }
}

fn decreed(mut standard: Standard, decree: &Decree, law: Option<&Line>) -> Standard {
    standard.decree = Some(decree.clone());
    let basis = match &mut standard.fee {
        Some(Fee::Fixed { basis, .. } | Fee::Tiers { basis, .. } | Fee::Formula { basis, .. }) => Some(basis),
        Some(Fee::Free { .. }) | None => None,
    };
    if let Some(basis) = basis.filter(|basis| basis.kind == BasisKind::Levy && basis.rule.is_none()) {
        basis.rule = law.cloned();
    }
    standard
}
