//! One person of the place: the roles she holds here, and what can be done about them.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::StaffMember;
use balai_rbac::{Domain, Grant, Permission, Role};
use balai_storage::audit::Looked;
use serde::Deserialize;
use uuid::Uuid;

use super::handover;
use super::office::{AtOffice, Office};
use crate::caller;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::trail::looks::{self, LookLine};
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "people/person.html")]
pub struct PersonPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The list to go back to.
    pub path: &'static str,
    /// Who.
    pub name: String,
    /// Her address.
    pub email: String,
    /// Whether it is the reader.
    pub own: bool,
    /// Whether the reader may change anything.
    pub may_invite: bool,
    /// The form's token.
    pub form: FormToken,
    /// The offer of the role that answers for the place, while she has not answered it.
    pub offer: Option<OfferLine>,
    /// The page that offers it, when the reader holds it and she does not.
    pub handover: Option<String>,
    /// The roles she holds here.
    pub roles: Vec<RoleLine>,
    /// The page that asks before all of them are taken back.
    pub dismiss: String,
    /// Who looked at this page before.
    pub looks: Vec<LookLine>,
}

/// An offer that waits.
#[derive(Clone, Debug)]
pub struct OfferLine {
    /// The role, in lower case.
    pub role: String,
    /// Until when.
    pub until: String,
    /// The form that takes it back, for who made it.
    pub withdraw: Option<String>,
}

/// A role that is held.
#[derive(Clone, Debug)]
pub struct RoleLine {
    /// As what.
    pub role: String,
    /// For which part of the place.
    pub part: String,
    /// The form that changes it.
    pub change: String,
    /// The page that asks before it is taken back.
    pub revoke: String,
}

/// Which role of a person is meant.
#[derive(Debug, Deserialize)]
pub struct Meant {
    peran: String,
    di: String,
}

impl Meant {
    /// The role; what names none is not there.
    pub fn grant(&self) -> Result<Grant, Fault> {
        let role: Role = self.peran.parse().map_err(|_| Fault::NotFound)?;
        let domain: Domain = self.di.parse().map_err(|_| Fault::NotFound)?;
        Grant::new(role, domain).ok_or(Fault::NotFound)
    }

    /// The address of a page about one role of one person.
    pub fn address(path: &str, account: Uuid, deed: &str, grant: &Grant) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("peran", &grant.role.to_string()).append_pair("di", &grant.domain.to_string());
        format!("{path}/{account}/{deed}?{}", query.finish())
    }
}

/// The page's address.
pub fn address(path: &str, account: Uuid) -> String {
    format!("{path}/{account}")
}

/// Who she is here. Her name and address are personal data: whoever looks leaves a look, unless it is herself.
pub async fn show<A: AtOffice>(at: A, account: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let (office, account) = (&at.office().await?, *account);
    let member = member(office, account).await?;
    let set = office.person.permissions().await?;
    let looks = at.looks_at("account", &account.to_string()).await?;
    let is_own = account == office.person.who.account;
    if !is_own {
        at.looked(&Looked::at("account", account)).await?;
    }
    let line = |grant: &Grant| RoleLine {
        role: office.title(grant.role),
        part: office.part(&grant.domain),
        change: Meant::address(office.path, account, "ubah", grant),
        revoke: Meant::address(office.path, account, "cabut", grant),
    };
    let identity = &office.person.app.identity;
    let own = office.person.who.account;
    let waiting = identity.waiting_handover(&office.place, office.person.act.at).await?;
    let answering = handover::held(office).await?;
    let can_take = |grant: &Grant| account != own && waiting.is_none() && !member.grants.contains(grant);
    let offer = waiting.as_ref().filter(|offer| offer.to == account).map(|offer| OfferLine {
        role: Role::answering_for(offer.domain.level())
            .map_or_else(String::new, |role| office.title(role).to_lowercase()),
        until: office.when(offer.expires_at),
        withdraw: (offer.from == own).then(|| format!("{}/serah-terima/{}/tarik", office.path, offer.id)),
    });
    let page = PersonPage {
        w: Words::default(),
        frame: office.frame.clone(),
        path: office.path,
        name: member.name.to_string(),
        email: member.email.as_str().to_owned(),
        own: is_own,
        form: office.person.form.clone(),
        offer,
        handover: answering.filter(can_take).map(|_| format!("{}/serah-terima", address(office.path, account))),
        may_invite: set.allows(Permission::StaffInvite, &office.place),
        roles: member.grants.iter().map(line).collect(),
        dismiss: format!("{}/nonaktif", address(office.path, account)),
        looks: looks::lines(office.person, &looks, |at| office.when(at)).await?,
    };
    caller::page(HttpResponse::Ok(), &page)
}

/// Somebody who holds a role here.
pub(super) async fn member(office: &Office<'_>, account: Uuid) -> Result<StaffMember, Fault> {
    let members = office.person.app.identity.staff(&office.place).await?;
    members.into_iter().find(|member| member.account == account).ok_or(Fault::NotFound)
}

/// Somebody who holds this role here.
pub(super) async fn held(office: &Office<'_>, account: Uuid, grant: &Grant) -> Result<StaffMember, Fault> {
    let member = member(office, account).await?;
    if member.grants.contains(grant) { Ok(member) } else { Err(Fault::NotFound) }
}
