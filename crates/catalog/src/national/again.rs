//! Telling the whole of what citizens of a region see: it came here with its rows and is not known yet.

use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Result, Tenant, Write};
use chrono::{DateTime, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::events::{MOST_SERVICES, ServicePublished};
use crate::queries;
use crate::rows::service::{Column, Entity, StateWord};

use super::{apply_published, forget_region, set_region_open};

/// The news that tells of all published services of a region, as [`take_anew`] takes it.
pub async fn told_again(read: &Read<Tenant>) -> Result<Vec<ServicePublished>> {
    let (revision, teller) = (queries::revision(read).await?.number, queries::Teller::of(read).await?);
    let (mut news, mut after) = (Vec::new(), Uuid::nil());
    loop {
        let query = Entity::find().filter(Column::State.eq(StateWord::Published)).filter(Column::Id.gt(after));
        let services = read.all(query.order_by_asc(Column::Id), MOST_SERVICES as u64).await?;
        let Some(last) = services.last() else { return Ok(news) };
        after = last.id;
        let services: Vec<_> = services.iter().collect();
        news.push(ServicePublished { revision, part: news.len(), services: teller.tell(read, &services).await? });
    }
}

/// Forgets what is known of a region and takes in all of it anew: its rows came from elsewhere, or from another time, and
/// what is known may be newer than they are.
pub async fn take_anew(
    write: &Write<Control>,
    region: RegionCode,
    at: DateTime<Utc>,
    news: &[ServicePublished],
    open: bool,
) -> Result<()> {
    forget_region(write, region).await?;
    for news in news {
        apply_published(write, region, at, news).await?;
    }
    set_region_open(write, region, open).await.map(drop)
}
