//! Removing authorizations, tokens and requests that have had their time.

use balai_storage::{Control, Event as _, Result, Write};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::provider::SignedOutOf;
use crate::provider::refresh::WHOLE;
use crate::rows::{application_token, authorization, pushed_request, used_assertion};

/// What is over is kept for a day, so that a replay is still known as one.
const KEPT: TimeDelta = TimeDelta::days(1);
/// Longer than any session lasts.
const SESSION: TimeDelta = TimeDelta::days(1);
/// A pushed request is good for ninety seconds, and for an hour more in the browser that opened it.
const PUSHED: TimeDelta = TimeDelta::hours(2);

/// Removes what was given to applications that go.
pub(crate) async fn forget_applications(write: &Write<Control>, ids: &[Uuid]) -> Result<()> {
    let of_these = || authorization::Column::ApplicationId.is_in(ids.iter().copied());
    let gone = authorization::Entity::find().select_only().column(authorization::Column::Id).filter(of_these());
    let tokens = application_token::Column::AuthorizationId.in_subquery(gone.into_query());
    write.delete_many(application_token::Entity::delete_many().filter(tokens)).await?;
    write.delete_many(authorization::Entity::delete_many().filter(of_these())).await?;
    let pushed = pushed_request::Column::ApplicationId.is_in(ids.iter().copied());
    write.delete_many(pushed_request::Entity::delete_many().filter(pushed)).await?;
    write
        .forget_events(SignedOutOf::TOPIC, |event| {
            event.read::<SignedOutOf>().is_ok_and(|news| ids.contains(&news.application))
        })
        .await
        .map(drop)
}

/// Returns how many rows went.
pub(crate) async fn sweep(write: &Write<Control>, at: DateTime<Utc>) -> Result<u64> {
    let mut gone = 0;
    let tokens = application_token::Entity::delete_many().filter(application_token::Column::ExpiresAt.lt(at - KEPT));
    gone += write.delete_many(tokens).await?;
    let short = Condition::all()
        .add(authorization::Column::Offline.eq(false))
        .add(authorization::Column::BeganAt.lt(at - SESSION - KEPT));
    // a code that was never presented is worth nothing after a minute
    let unused = Condition::all()
        .add(authorization::Column::PresentedAt.is_null())
        .add(authorization::Column::BeganAt.lt(at - KEPT));
    let over = Condition::any()
        .add(short)
        .add(authorization::Column::EndedAt.lt(at - KEPT))
        .add(unused)
        .add(authorization::Column::BeganAt.lt(at - WHOLE - KEPT));
    gone += write.delete_many(authorization::Entity::delete_many().filter(over)).await?;
    let pushed = pushed_request::Entity::delete_many().filter(pushed_request::Column::PushedAt.lt(at - PUSHED));
    gone += write.delete_many(pushed).await?;
    let used = used_assertion::Entity::delete_many().filter(used_assertion::Column::ExpiresAt.lt(at));
    gone += write.delete_many(used).await?;
    gone += write.sweep_events(&[SignedOutOf::TOPIC], at - KEPT).await?;
    Ok(gone)
}
