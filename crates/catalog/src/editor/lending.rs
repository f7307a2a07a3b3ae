//! Lending: whether other regions may copy what this one has published, and copying from one that allows it.

use sea_orm::prelude::Uuid;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use crate::lending::Lent;
use crate::rows::lending::{self, ONLY};
use crate::rows::old_slug::Bearer;
use crate::rows::origin::{self, OriginKind, Source};
use crate::rows::service::{self, StateWord};
use crate::rows::standard::VersionState;
use crate::standard::{BasisKind, Complaints, Fee, LegalBasis, Provenance, Standard};

use super::services::{fill, new_service};
use super::{EditError, Editor, ServiceDetails};

impl Editor<'_> {
    /// Allows other regions to copy what is published here, or no longer does. The platform is told of every published
    /// service again, with its standard or without.
    pub async fn lend(&self, allowed: bool) -> Result<(), EditError> {
        let before = self.write.find::<lending::Entity>(ONLY).await?;
        if before.as_ref().is_some_and(|row| row.allowed) == allowed {
            return Ok(());
        }
        let row = lending::ActiveModel { id: Set(ONLY), allowed: Set(allowed), updated_at: Set(self.act.at) };
        if before.is_some() {
            self.write.update(row).await?;
        } else {
            self.write.insert(row).await?;
        }
        let revision = self.next_revision().await?;
        let (was, is) = (json!({ "allowed": !allowed }), json!({ "allowed": allowed }));
        self.record("catalog.lending_set", "catalog", ONLY, Some(was), Some(is)).await?;
        let published = service::Entity::find().filter(service::Column::State.eq(StateWord::Published));
        let published = self.write.all(published, u64::MAX).await?;
        self.tell_published(&published, revision).await
    }

    /// Makes a draft of what another region has published. What holds only there does not come along: its decree, its
    /// Perda, its desk for complaints.
    pub async fn copy(
        &self,
        lent: &Lent,
        region_name: &str,
        details: ServiceDetails,
    ) -> Result<service::Model, EditError> {
        let home = self.home(details.agency, details.category).await?;
        self.refuse_service_name(&details, None).await?;
        let slug = self.taken(Bearer::Service, None).await?.slug_for(details.name.as_str(), &home.agency.short_name)?;
        let number = self.next_number(&home.agency).await?;
        let standard = without_what_holds_there(lent.content.standard.clone());
        let mut row = new_service(self.fresh_id(), slug, self.act.at);
        row.code = Set(format!("{}-{number:03}", home.agency.code));
        fill(&mut row, details);
        self.describe(&mut row, &home, &standard);
        row.draft_version = Set(Some(1));
        let service = self.write.insert(row).await?;
        let version = self.version(service.id, 1, standard, VersionState::Draft);
        let version = self.write.insert(version).await?;
        self.settle(&service, &home, &version.content).await?;
        let source = Source {
            region: lent.region.to_string(),
            region_name: region_name.to_owned(),
            agency: lent.agency.clone(),
            name: lent.content.name.as_str().to_owned(),
            version: lent.version,
        };
        let told = json!({ "source": source, "code": service.code, "name": service.name });
        self.write.insert(self.copied(service.id, lent, source)).await?;
        self.next_revision().await?;
        self.record("service.copied", "service", service.id, None, Some(told)).await?;
        Ok(service)
    }

    fn copied(&self, service: Uuid, lent: &Lent, source: Source) -> origin::ActiveModel {
        origin::ActiveModel {
            id: Set(self.fresh_id()),
            service_id: Set(service),
            kind: Set(OriginKind::Copy),
            template_version: Set(None),
            base: Set(lent.content.clone()),
            source: Set(Some(source)),
            created_at: Set(self.act.at),
            updated_at: Set(self.act.at),
        }
    }
}

fn without_what_holds_there(standard: Standard) -> Standard {
    let provenance = if standard.is_sample() { Provenance::Sample } else { Provenance::Copied };
    let fee = standard.fee.map(|fee| match fee {
        Fee::Free { basis } => Fee::Free { basis },
        Fee::Fixed { amount, basis } => Fee::Fixed { amount, basis: without_perda(basis) },
        Fee::Tiers { tiers, basis } => Fee::Tiers { tiers, basis: without_perda(basis) },
        Fee::Formula { text, basis } => Fee::Formula { text, basis: without_perda(basis) },
    });
    Standard { fee, decree: None, complaints: Complaints::Region, provenance, ..standard }
}

/// Another region's Perda sets no levy here.
fn without_perda(basis: LegalBasis) -> LegalBasis {
    match basis.kind {
        BasisKind::Levy => LegalBasis { rule: None, ..basis },
        BasisKind::Pnbp | BasisKind::Tariff | BasisKind::Due => basis,
    }
}
