//! Withdrawing an invitation: its link opens nothing any more.

use actix_web::{HttpResponse, web};
use uuid::Uuid;

use super::office::{AtOffice, News};
use crate::fault::Fault;

/// Withdraws it.
pub async fn submit<A: AtOffice>(at: A, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (office, id) = (&at.office().await?, *id);
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
