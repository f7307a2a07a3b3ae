//! Sending an invitation once more: the old link counts no more, a new letter is on its way.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::office::{AtOffice, News};
use crate::fault::Fault;

/// Sends it.
pub async fn submit<A: AtOffice>(at: A, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (office, id) = (&at.office().await?, *id);
    let identity = &office.person.app.identity;
    let known = identity.invitations(&office.place, office.person.act.at).await?;
    let invitation = known.into_iter().find(|invitation| invitation.id == id).ok_or(Fault::NotFound)?;
    let grant = office.permitted(invitation.grant).await?;
    let sent = identity.resend_invitation(&office.person.act, id, &grant).await?;
    Ok(office.back(if sent { News::Resent } else { News::NothingToResend }))
}
