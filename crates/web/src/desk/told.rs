//! What the ministry tells: a notice at the desk until it was read.

use actix_web::{HttpResponse, web};
use balai_tenancy::broadcasts::{Broadcast, Importance};

use super::answer;
use super::staff::parse_id;
use crate::access::{Mark, Staff, may};
use crate::fault::Fault;

/// A message as a desk shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is about.
    pub title: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Where it is marked as read.
    pub read: String,
}

/// What she has not read yet. It is told to the region's staff, not to the ministry's support.
pub(super) async fn unread<M: Mark>(staff: &Staff<M>) -> Result<Vec<Told>, Fault> {
    if staff.helps {
        return Ok(Vec::new());
    }
    let (code, account) = (staff.tenant.code(), staff.who.account);
    let unread = staff.app.broadcasts.unread(code, account, staff.act.at).await?;
    Ok(unread.into_iter().map(told).collect())
}

/// `POST /kelola/siaran/{id}/dibaca`; pressed twice is pressed once.
pub async fn read(staff: Staff<may::DeskEnter>, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let (code, account) = (staff.tenant.code(), staff.who.account);
    let known = staff.app.broadcasts.read(&staff.act, code, account, parse_id(&id)?).await?;
    if known { answer::see("/kelola") } else { Err(Fault::NotFound) }
}

fn told(broadcast: Broadcast) -> Told {
    Told {
        lines: broadcast.body.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
        class: match broadcast.importance {
            Importance::Usual => "",
            Importance::Important => "b-note--wait",
            Importance::Urgent => "b-note--bad",
        },
        read: format!("/kelola/siaran/{}/dibaca", broadcast.id),
        title: broadcast.title,
    }
}
