//! Forgetting who worked in a region that is erased. The accounts are their people's own and stay.

use balai_kernel::{Act, RegionCode};
use balai_rbac::{Domain, composed, grants, support};
use balai_storage::{Audit, Control, Event as _, Result, Write};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use crate::applications::registry;
use crate::numbers::weigh;
use crate::oidc::{ClientId, Site};
use crate::rows::{
    assisted_account, code, handover, invitation, kept_form, mandate, number_case, session, sighting, visit,
};
use crate::staff::raise_version;
use crate::{HandoverOffered, Identity, StaffInvited, SupportGiven};

/// Sightings that are removed at a time.
const BATCH: u64 = 500;

impl Identity {
    /// Removes roles, invitations, handovers, support access, applications with what citizens gave them, sessions, forms that waited and crossings of a region; `sites` are its hosts.
    /// Returns how many went.
    pub async fn forget_region(&self, act: &Act, region: RegionCode, sites: &[Site]) -> Result<u64> {
        let write = self.db.write().await?;
        let place = Domain::Region(region);
        let holders = grants::take_all(&write, &place).await?;
        let mut gone = holders.len() as u64;
        for account in holders {
            raise_version(&write, account).await?;
        }
        let within = Condition::any()
            .add(invitation::Column::Domain.eq(place.clone()))
            .add(invitation::Column::Domain.starts_with(format!("{region}/")));
        gone += write.delete_many(invitation::Entity::delete_many().filter(within)).await?;
        let handed = handover::Column::Domain.eq(place.clone());
        gone += write.delete_many(handover::Entity::delete_many().filter(handed)).await?;
        gone += composed::forget_region(&write, region).await?;
        gone += support::forget_region(&write, region).await?;
        gone += registry::forget_region(&write, region, act).await?;
        let here = session::Column::Site.is_in(sites.iter().cloned());
        gone += write.delete_many(session::Entity::delete_many().filter(here)).await?;
        let forms = kept_form::Column::Site.is_in(sites.iter().cloned());
        gone += write.delete_many(kept_form::Entity::delete_many().filter(forms)).await?;
        let crossings = code::Column::Client.eq(ClientId::Region(region));
        gone += write.delete_many(code::Entity::delete_many().filter(crossings)).await?;
        let name = region.to_string();
        let visits = visit::Entity::delete_many().filter(visit::Column::RegionCode.eq(&name));
        gone += write.delete_many(visits).await?;
        let mandates = mandate::Entity::delete_many().filter(mandate::Column::RegionCode.eq(&name));
        gone += write.delete_many(mandates).await?;
        gone += sightings(&write, &name).await?;
        // the accounts and the cases are their people's; where they began goes
        let opened = assisted_account::Entity::update_many()
            .col_expr(assisted_account::Column::RegionCode, Expr::value(None::<String>))
            .col_expr(assisted_account::Column::OpenedBy, Expr::value(None::<uuid::Uuid>))
            .col_expr(assisted_account::Column::OpenedByName, Expr::value(None::<String>))
            .filter(assisted_account::Column::RegionCode.eq(&name));
        gone += write.update_many(opened).await?;
        let cases = number_case::Entity::update_many()
            .col_expr(number_case::Column::RegionCode, Expr::value(None::<String>))
            .filter(number_case::Column::RegionCode.eq(&name));
        gone += write.update_many(cases).await?;
        gone += write
            .forget_events(StaffInvited::TOPIC, |event| {
                event.read::<StaffInvited>().is_ok_and(|news| place.covers(&news.domain))
            })
            .await?;
        gone += write
            .forget_events(HandoverOffered::TOPIC, |event| {
                event.read::<HandoverOffered>().is_ok_and(|news| place.covers(&news.domain))
            })
            .await?;
        gone += write
            .forget_events(SupportGiven::TOPIC, |event| {
                event.read::<SupportGiven>().is_ok_and(|news| news.region == region)
            })
            .await?;
        let entry = Audit { action: "grants.erased", kind: "tenant", id: region.to_string(), ..Audit::default() };
        write.audit(act, entry).await?;
        write.commit().await?;
        Ok(gone)
    }
}

/// Removes what a region saw of cards, and weighs anew whose level hung on it.
async fn sightings(write: &Write<Control>, region: &str) -> Result<u64> {
    let mut gone = 0;
    loop {
        let query = sighting::Entity::find().filter(sighting::Column::RegionCode.eq(region));
        let rows = write.all(query, BATCH).await?;
        if rows.is_empty() {
            return Ok(gone);
        }
        let these = sighting::Column::Id.is_in(rows.iter().map(|row| row.id));
        gone += write.delete_many(sighting::Entity::delete_many().filter(these)).await?;
        for row in rows.iter().filter(|row| row.ended_at.is_none()) {
            weigh(write, row.account_id).await?;
        }
    }
}
