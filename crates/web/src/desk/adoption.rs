//! `/kelola/katalog/adopsi`: services to adopt from the starter catalogue, one, some or all. Nothing comes twice.

use std::collections::BTreeSet;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::rows::agency;
use balai_catalog::{Adopt, Choice, EditError, queries};
use balai_kernel::Slug;
use balai_rbac::{Permission, Reach};
use balai_storage::{Read, Tenant};

use super::answer;
use super::typed::Typed;
use crate::access::{Staff, may};
use crate::asked::link;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// What can be adopted.
#[derive(Template)]
#[template(path = "desk/adoption.html")]
pub struct Adoption {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// By agency.
    pub groups: Vec<AdoptionGroup>,
    /// How many are still to be had.
    pub left: usize,
    /// How many of those that were taken have changed since.
    pub changed: usize,
    /// Whether she may say that others copy from here.
    pub may_lend: bool,
    /// Whether the form came without a tick.
    pub nothing_chosen: bool,
}

/// The services of one agency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionGroup {
    /// The agency.
    pub agency: String,
    /// Its services.
    pub services: Vec<AdoptionLine>,
    /// How many of them are still to be had.
    pub left: usize,
}

/// A service of the starter catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdoptionLine {
    /// Its key.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Whether the region has it already.
    pub known: bool,
}

/// `GET /kelola/katalog/adopsi`
pub async fn show(staff: Staff<may::CatalogueEdit>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    answer::page(&compose(&staff, &read, false).await?)
}

/// `POST /kelola/katalog/adopsi`
pub async fn submit(staff: Staff<may::CatalogueEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    let templates = &*staff.app.templates.in_force().await?;
    let write = staff.db.write().await?;
    let agencies = staff.agencies(&write).await?;
    let within =
        |key: &Slug| templates.service(key).is_some_and(|service| reachable(&staff.reach, &agencies, &service.agency));
    let all = typed.has("semua");
    let chosen: BTreeSet<Slug> = if all {
        templates.services.iter().map(|service| service.key.clone()).filter(within).collect()
    } else {
        typed.all("layanan").filter_map(|key| Slug::parse(key).ok()).filter(within).collect()
    };
    if chosen.is_empty() {
        return answer::wrong(&compose(&staff, &write, true).await?);
    }
    let choice = if all && staff.reach == Reach::Region { Choice::All } else { Choice::These(&chosen) };
    match staff.editor(&write).adopt(templates, choice, Adopt::AsDrafts).await {
        Ok(adopted) => {
            write.commit().await?;
            let (new, known) = (adopted.drafts.to_string(), adopted.known.to_string());
            let said = [("tab", "draf"), ("diambil", new.as_str()), ("sudah-ada", known.as_str())];
            answer::see(link("/kelola/katalog", said))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(error) => Err(Fault::ours(&error)),
    }
}

/// Whether she may adopt for the agency of a template: all of them, or those of hers.
fn reachable(reach: &Reach, own: &[agency::Model], key: &Slug) -> bool {
    *reach == Reach::Region || own.iter().any(|agency| agency.template_key.as_deref() == Some(key.as_str()))
}

async fn compose(
    staff: &Staff<may::CatalogueEdit>,
    read: &Read<Tenant>,
    nothing_chosen: bool,
) -> Result<Adoption, Fault> {
    let known = queries::adopted_keys(read).await?;
    let own = staff.agencies(read).await?;
    let templates = &*staff.app.templates.in_force().await?;
    let agencies = templates.agencies.iter().filter(|agency| reachable(&staff.reach, &own, &agency.key));
    let groups: Vec<AdoptionGroup> = agencies
        .map(|agency| {
            let services = templates.services.iter().filter(|service| service.agency == agency.key);
            let services: Vec<AdoptionLine> = services
                .map(|service| AdoptionLine {
                    key: service.key.to_string(),
                    name: service.name.to_string(),
                    known: known.contains(service.key.as_str()),
                })
                .collect();
            let left = services.iter().filter(|service| !service.known).count();
            AdoptionGroup { agency: agency.name.to_string(), services, left }
        })
        .filter(|group| !group.services.is_empty())
        .collect();
    let changed = queries::all_changed(read, templates).await?;
    let changed = changed.iter().filter(|changed| staff.reach.includes(Some(changed.service.agency_id)));
    let set = staff.permissions().await?;
    Ok(Adoption {
        changed: changed.count(),
        may_lend: set.reach(Permission::SettingsView, staff.tenant.code()) == Reach::Region,
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        left: groups.iter().map(|group| group.left).sum(),
        groups,
        nothing_chosen,
    })
}
