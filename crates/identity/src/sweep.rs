//! Removing what has had its time.

use balai_storage::Result;
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Identity;
use crate::provider;
use crate::rows::{
    arrival, attempt, code, contact_change, contact_proof, kept_form, national_visit, passkey_ceremony, pending_factor,
    session, sign_in, visit,
};

/// What is over in minutes is kept for a day, so that a replay is still known as one.
const SHORT: TimeDelta = TimeDelta::days(1);
/// How long an ended session can be looked up after an incident; the audit trail keeps the deeds for good.
const LONG: TimeDelta = TimeDelta::days(90);

impl Identity {
    /// Removes counts of tries, half sign-ins, codes, half registrations, forms that waited and sessions that nobody needs any
    /// more; the worker does so each hour.
    pub async fn sweep(&self, at: DateTime<Utc>) -> Result<u64> {
        let write = self.db.write().await?;
        let mut removed = 0;
        let tries = attempt::Entity::delete_many().filter(attempt::Column::WindowBegan.lt(at - SHORT));
        removed += write.delete_many(tries).await?;
        let sign_ins = sign_in::Entity::delete_many().filter(sign_in::Column::StartedAt.lt(at - SHORT));
        removed += write.delete_many(sign_ins).await?;
        let codes = code::Entity::delete_many().filter(code::Column::IssuedAt.lt(at - SHORT));
        removed += write.delete_many(codes).await?;
        let arrivals = arrival::Entity::delete_many().filter(arrival::Column::At.lt(at - LONG));
        removed += write.delete_many(arrivals).await?;
        let of_nobody = arrival::Entity::delete_many()
            .filter(arrival::Column::AccountId.eq(Uuid::nil()))
            .filter(arrival::Column::At.lt(at - SHORT));
        removed += write.delete_many(of_nobody).await?;
        let offered = pending_factor::Entity::delete_many().filter(pending_factor::Column::MadeAt.lt(at - SHORT));
        removed += write.delete_many(offered).await?;
        let changes = contact_change::Entity::delete_many().filter(contact_change::Column::ChangedAt.lt(at - LONG));
        removed += write.delete_many(changes).await?;
        let proofs = contact_proof::Entity::delete_many().filter(contact_proof::Column::BeganAt.lt(at - SHORT));
        removed += write.delete_many(proofs).await?;
        let visits = national_visit::Entity::delete_many().filter(national_visit::Column::BeganAt.lt(at - SHORT));
        removed += write.delete_many(visits).await?;
        let ceremonies = passkey_ceremony::Column::BeganAt.lt(at - SHORT);
        removed += write.delete_many(passkey_ceremony::Entity::delete_many().filter(ceremonies)).await?;
        let visits = visit::Entity::delete_many().filter(visit::Column::EndsAt.lt(at - SHORT));
        removed += write.delete_many(visits).await?;
        let forms = kept_form::Entity::delete_many().filter(kept_form::Column::KeptAt.lt(at - SHORT));
        removed += write.delete_many(forms).await?;
        removed += provider::sweep(&write, at).await?;
        let old = || session::Column::ExpiresAt.lt(at - LONG);
        let children = session::Entity::delete_many().filter(old()).filter(session::Column::ParentId.is_not_null());
        removed += write.delete_many(children).await?;
        // A child never outlives its parent, so no parent removed here still has one.
        let parents = session::Entity::delete_many().filter(old());
        removed += write.delete_many(parents).await?;
        write.commit().await?;
        Ok(removed)
    }
}
