//! Withdrawing an invitation: its link opens nothing any more.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::office::{News, Office};
use crate::access::{Ministry, Staff, may};
use crate::fault::Fault;

/// An invitation to a region.
pub async fn at_desk(staff: Staff<may::StaffInvite>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    withdraw(&office, *id).await
}

/// An invitation to the ministry.
pub async fn at_ministry(ministry: Ministry<may::StaffInvite>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    withdraw(&Office::of_ministry(&ministry).await?, *id).await
}

async fn withdraw(office: &Office<'_>, id: Uuid) -> Result<HttpResponse, Fault> {
    let identity = &office.person.app.identity;
    if identity.withdraw_invitation(&office.person.act, &office.place, id).await? {
        return Ok(office.back(News::Withdrawn));
    }
    let known = identity.invitations(&office.place, office.person.act.at).await?;
    // Another place's invitation is not there; one of ours was dealt with before.
    if known.iter().any(|invitation| invitation.id == id) {
        return Ok(office.back(News::NothingToWithdraw));
    }
    Err(Fault::NotFound)
}
