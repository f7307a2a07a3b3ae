//! What every handler of the desk asks of the person who came: her frame, her editor, the services within her reach.

use std::collections::BTreeSet;

use balai_catalog::Editor;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::agency;
use balai_identity::NamedSupport;
use balai_kernel::{Language, clock_time};
use balai_rbac::{Domain, Permission, PermissionSet, Reach};
use balai_storage::{Read, Tenant, Write};
use balai_tenancy::hall;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::bench::{Bench, Sitting};
use crate::access::{Mark, Staff};
use crate::fault::Fault;
use crate::frame::{DeskHead, DeskTab, Frame, Looking};
use crate::hall::head;
use crate::host::Site;
use crate::parts::Link;
use crate::people::support;

impl<M: Mark> Staff<M> {
    /// The day in the region's zone.
    pub fn today(&self) -> NaiveDate {
        self.tenant.zone().date(self.act.at)
    }

    /// An instant as it is written at this desk: `23 November 2026 pukul 09.12 WIB`.
    pub fn written(&self, at: DateTime<Utc>) -> String {
        self.tenant.zone().write_instant(at, Language::Indonesian)
    }

    /// She at work on the catalogue, in one transaction.
    pub fn editor<'a>(&'a self, write: &'a Write<Tenant>) -> Editor<'a> {
        Editor::new(write, &self.act, self.today())
    }

    /// The rows as they stand after a deed that was refused, for the page that shows it again. What it had begun is taken back
    /// first: PostgreSQL reads nothing more in a transaction that met somebody else's row.
    pub async fn afresh(&self, refused: Write<Tenant>) -> Result<Read<Tenant>, Fault> {
        drop(refused);
        Ok(self.db.read().await?)
    }

    /// The frame of one of the desk's pages.
    pub async fn frame(&self, read: &Read<Tenant>, current: Option<DeskTab>) -> Result<Frame, Fault> {
        let hall = hall::find(read).await?;
        let set = self.permissions().await?;
        let reach = |permission| set.reach(permission, self.tenant.code());
        let tabs = DeskTab::ALL.into_iter().filter(|tab| match tab {
            DeskTab::Catalogue | DeskTab::Findings => reach(Permission::CatalogueView) != Reach::Nothing,
            DeskTab::Agencies => reach(Permission::AgenciesEdit) != Reach::Nothing,
            DeskTab::Categories => reach(Permission::CategoriesEdit) == Reach::Region,
            DeskTab::Searches => reach(Permission::CatalogueEdit) == Reach::Region,
            DeskTab::Citizens => reach(Permission::CitizensServe) != Reach::Nothing,
            DeskTab::Documents => reach(Permission::DocumentsAsk) != Reach::Nothing,
            DeskTab::Privacy => reach(Permission::PrivacyAnswer) == Reach::Region,
            DeskTab::Staff => reach(Permission::StaffView) == Reach::Region,
            DeskTab::Trail => reach(Permission::AuditView) == Reach::Region,
            DeskTab::Hall => reach(Permission::SettingsView) == Reach::Region,
        });
        let head = DeskHead {
            hall: head(&self.app, &self.tenant, hall.as_ref()),
            role: self.parts(read, &set).await?,
            person: Link::new(self.who.name.to_string(), format!("{}/", self.app.base.origin(&Site::Account))),
            tabs: tabs.collect(),
            helps: self.helps,
            looking: self.looking(&set),
        };
        Ok(Frame::desk(&head, &self.here, current).lasting(self.lasting()))
    }

    /// Whom of the ministry the region lets look at this moment; to herself it is said what she may.
    fn looking(&self, set: &PermissionSet) -> Option<Looking> {
        let line = |given: &NamedSupport| {
            let until = self.until(given.support.ends_at);
            if given.support.account == self.who.account {
                format!(
                    "Anda melihat sampai {until} dan tidak dapat mengubah apa pun. Setiap halaman yang Anda buka tercatat."
                )
            } else {
                format!("Bantuan kementerian aktif sampai {until}, {}", given.helper)
            }
        };
        let own = |given: &&NamedSupport| !self.helps || given.support.account == self.who.account;
        let lines: Vec<String> = self.supports.iter().filter(own).map(line).collect();
        let may_see = set.allows(Permission::StaffView, &Domain::Region(self.tenant.code()));
        (!lines.is_empty()).then(|| Looking { lines, page: may_see.then_some(support::PATH) })
    }

    /// An end that is near: the time alone on the same day.
    pub(crate) fn until(&self, end: DateTime<Utc>) -> String {
        let zone = self.tenant.zone();
        if zone.date(end) == self.today() {
            format!("{} {}", clock_time(zone.local(end).time()), zone.abbreviation())
        } else {
            self.written(end)
        }
    }

    /// As whom she is here: `penyunting katalog Dinkes`, `auditor, petugas loket`, `kepala instansi 3 instansi`.
    async fn parts(&self, read: &Read<Tenant>, set: &PermissionSet) -> Result<String, Fault> {
        let mut roles: Vec<(String, Vec<Uuid>)> = Vec::new();
        for held in set.held_in(&Domain::Region(self.tenant.code())) {
            let agency = match &held.grant.domain {
                Domain::Agency(_, agency) => Some(*agency),
                _ => None,
            };
            let title = held.title.to_lowercase();
            match roles.iter_mut().find(|(known, parts)| *known == title && parts.is_empty() == agency.is_none()) {
                Some((_, parts)) => parts.extend(agency),
                None => roles.push((title, agency.into_iter().collect())),
            }
        }
        let mut said = Vec::new();
        for (title, parts) in roles {
            said.push(match parts.as_slice() {
                [] => title,
                [only] => {
                    let agency = queries::agency(read, *only).await?;
                    agency.map_or_else(|| title.clone(), |agency| format!("{title} {}", agency.short_name))
                }
                many => format!("{title} {} instansi", many.len()),
            });
        }
        Ok(said.join(", "))
    }

    /// The surroundings of a page of a service, as she may write on it or only read it.
    pub async fn bench(&self, desk: &DeskService, sitting: Sitting) -> Result<Bench, Fault> {
        let bench = Bench::of(desk, sitting, self.today(), self.tenant.zone());
        let writes = self.may_in(Permission::CatalogueEdit, desk.service.agency_id).await?;
        Ok(if writes { bench } else { bench.read_only() })
    }

    /// Whether she holds another permission in the whole region.
    pub async fn may_here(&self, permission: Permission) -> Result<bool, Fault> {
        Ok(self.permissions().await?.allows(permission, &Domain::Region(self.tenant.code())))
    }

    /// Whether she holds another permission in an agency.
    pub async fn may_in(&self, permission: Permission, agency: Uuid) -> Result<bool, Fault> {
        Ok(self.permissions().await?.allows(permission, &Domain::Agency(self.tenant.code(), agency)))
    }

    /// Whether she holds another permission anywhere in the region.
    pub async fn may_somewhere(&self, permission: Permission) -> Result<bool, Fault> {
        Ok(self.permissions().await?.reach(permission, self.tenant.code()) != Reach::Nothing)
    }

    /// A service within her reach. One of another agency or of another region is not there.
    pub async fn service(&self, read: &Read<Tenant>, id: &str) -> Result<DeskService, Fault> {
        let id = parse_id(id)?;
        let found = queries::desk_service(read, id).await?;
        found.filter(|desk| self.reach.includes(Some(desk.service.agency_id))).ok_or(Fault::NotFound)
    }

    /// The agencies within her reach, by name.
    pub async fn agencies(&self, read: &Read<Tenant>) -> Result<Vec<agency::Model>, Fault> {
        let all = queries::agencies(read).await?;
        Ok(all.into_iter().filter(|agency| self.reach.includes(Some(agency.id))).collect())
    }

    /// An agency within her reach.
    pub async fn agency(&self, read: &Read<Tenant>, id: &str) -> Result<agency::Model, Fault> {
        let found = queries::agency(read, parse_id(id)?).await?;
        found.filter(|agency| self.reach.includes(Some(agency.id))).ok_or(Fault::NotFound)
    }

    /// The agencies to which her reach is narrowed; none where it is the whole region.
    pub fn within(&self) -> Option<BTreeSet<Uuid>> {
        match &self.reach {
            Reach::Region => None,
            Reach::Agencies(own) => Some(own.clone()),
            Reach::Nothing => Some(BTreeSet::new()),
        }
    }

    /// Only who answers for the whole region may go on.
    pub fn for_the_region(&self) -> Result<(), Fault> {
        if self.reach == Reach::Region { Ok(()) } else { Err(Fault::NotAllowed) }
    }
}

/// An id in an address; what is none leads nowhere.
pub(super) fn parse_id(text: &str) -> Result<Uuid, Fault> {
    Uuid::parse_str(text).map_err(|_| Fault::NotFound)
}
