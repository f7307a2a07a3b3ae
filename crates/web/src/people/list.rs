//! The list: who holds which role, and who is invited.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{Invitation, InvitationState, StaffMember};
use balai_rbac::{Grant, Permission};
use serde::Deserialize;

use super::office::{AtOffice, News, Office};
use super::{composing, support};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "people/list.html")]
pub struct People {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// The page's own path, which the forms begin with.
    pub path: &'static str,
    /// What has just been done.
    pub news: Option<News>,
    /// Whether the reader may invite and take back.
    pub may_invite: bool,
    /// The page of the ministry's support; a region has it.
    pub support: Option<&'static str>,
    /// The page of the roles that the region composed, for who may compose them.
    pub composing: Option<&'static str>,
    /// One line for each role somebody holds.
    pub members: Vec<MemberLine>,
    /// The invitations that are open or were, newest first.
    pub invitations: Vec<InvitationLine>,
}

/// A role somebody holds.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// Who.
    pub name: String,
    /// Their address.
    pub email: String,
    /// As what.
    pub role: String,
    /// For which part of the place.
    pub part: String,
    /// The person's page.
    pub person: String,
    /// Whether it is the reader.
    pub own: bool,
}

/// An invitation.
#[derive(Clone, Debug)]
pub struct InvitationLine {
    /// The form that withdraws it, while it is open.
    pub withdraw: Option<String>,
    /// The form that sends it once more, unless it was accepted or withdrawn.
    pub resend: Option<String>,
    /// Who.
    pub email: String,
    /// As what.
    pub role: String,
    /// For which part of the place.
    pub part: String,
    /// Its state in a word.
    pub state: &'static str,
    /// Until when or since when.
    pub when: String,
    /// The colour of the state.
    pub tag: &'static str,
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    kabar: Option<String>,
}

/// The people of a place.
pub async fn show<A: AtOffice>(at: A, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let office = &at.office().await?;
    let identity = &office.person.app.identity;
    let members = identity.staff(&office.place).await?;
    let invitations = identity.invitations(&office.place, office.person.act.at).await?;
    let set = office.person.permissions().await?;
    let page = People {
        w: Words::default(),
        frame: office.frame.clone(),
        form: office.person.form.clone(),
        path: office.path,
        news: asked.kabar.as_deref().and_then(News::named),
        may_invite: set.allows(Permission::StaffInvite, &office.place),
        support: office.place.region().map(|_| support::PATH),
        composing: set.allows(Permission::RolesCompose, &office.place).then_some(composing::PATH),
        members: members.iter().flat_map(|member| member_lines(office, member)).collect(),
        invitations: invitations.iter().map(|invitation| invitation_line(office, invitation)).collect(),
    };
    caller::page(HttpResponse::Ok(), &page)
}

fn member_lines(office: &Office<'_>, member: &StaffMember) -> Vec<MemberLine> {
    let line = |grant: &Grant| MemberLine {
        name: member.name.to_string(),
        email: member.email.as_str().to_owned(),
        role: office.title(grant.role),
        part: office.part(&grant.domain),
        person: super::person::address(office.path, member.account),
        own: member.account == office.person.who.account,
    };
    member.grants.iter().map(line).collect()
}

fn invitation_line(office: &Office<'_>, invitation: &Invitation) -> InvitationLine {
    let (state, tag, at) = match invitation.state {
        InvitationState::Open(until) => ("Menunggu", "yellow", until),
        InvitationState::Accepted(at) => ("Diterima", "green", at),
        InvitationState::Withdrawn(at) => ("Ditarik", "grey", at),
        InvitationState::Expired(at) => ("Lewat waktu", "grey", at),
    };
    let is_open = matches!(invitation.state, InvitationState::Open(_));
    let waits = matches!(invitation.state, InvitationState::Open(_) | InvitationState::Expired(_));
    let deed = |word: &str| format!("{}/undangan/{}/{word}", office.path, invitation.id);
    InvitationLine {
        withdraw: is_open.then(|| deed("tarik")),
        resend: waits.then(|| deed("ulang")),
        email: invitation.email.as_str().to_owned(),
        role: office.title(invitation.grant.role),
        part: office.part(&invitation.grant.domain),
        state,
        when: if is_open { format!("berlaku sampai {}", office.when(at)) } else { office.when(at) },
        tag,
    }
}
