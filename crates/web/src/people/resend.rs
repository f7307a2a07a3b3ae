//! Sending an invitation once more: the old link counts no more, a new letter is on its way.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::office::{News, Office};
use crate::access::{Ministry, Staff, may};
use crate::fault::Fault;

/// An invitation to a region.
pub async fn at_desk(staff: Staff<may::StaffInvite>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let office = Office::of_region(&staff).await?;
    resend(&office, *id).await
}

/// An invitation to the ministry.
pub async fn at_ministry(ministry: Ministry<may::StaffInvite>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    resend(&Office::of_ministry(&ministry).await?, *id).await
}

async fn resend(office: &Office<'_>, id: Uuid) -> Result<HttpResponse, Fault> {
    let identity = &office.person.app.identity;
    let known = identity.invitations(&office.place, office.person.act.at).await?;
    let invitation = known.into_iter().find(|invitation| invitation.id == id).ok_or(Fault::NotFound)?;
    let grant = office.permitted(invitation.grant).await?;
    let sent = identity.resend_invitation(&office.person.act, id, &grant).await?;
    Ok(office.back(if sent { News::Resent } else { News::NothingToResend }))
}
