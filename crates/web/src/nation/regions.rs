//! `/daerah`: the regions that have joined, and those whose hall is being made.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::RegionCode;
use balai_storage::{Control, Read};
use balai_tenancy::provisioning::{self, Progress, RunState, StepState};
use balai_tenancy::{Tenant, TenantState, regions, tenants};
use serde::Deserialize;

use super::{W, frame, moment};
use crate::access::{Ministry, may};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::host::{Base, Site};
use crate::reply;
use crate::root::signup::region::bare;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// How many stand on one page.
const ON_A_PAGE: usize = 100;

/// The list.
#[derive(Template)]
#[template(path = "nation/regions.html")]
pub struct Regions {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Sums: words and counts.
    pub sums: Vec<(&'static str, String)>,
    /// The rows.
    pub rows: Vec<Row>,
    /// The next page.
    pub more: Option<String>,
}

/// One region.
#[derive(Clone, Debug)]
pub struct Row {
    /// `Kabupaten Sragen`.
    pub region: String,
    /// `Jawa Tengah, kode 33.14`.
    pub place: String,
    /// Its state.
    pub tag: Tag,
    /// How its making goes, while it is being made.
    pub note: String,
    /// Since when it is open.
    pub since: String,
    /// Its own page.
    pub href: String,
    /// Its hall, once it is open.
    pub hall: Option<String>,
    /// Where a failed run is put back into the line, for whom may.
    pub again: Option<String>,
}

/// What is asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    setelah: String,
}

/// The form of "try again".
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Typing {
    /// The application whose page it was pressed on.
    pendaftaran: String,
}

/// Lists them by code.
pub async fn show(
    ministry: Ministry<may::TenantsView>,
    form: FormToken,
    asked: web::Query<Asked>,
) -> Result<HttpResponse, Fault> {
    let permissions = ministry.permissions().await?;
    let may_provision = permissions.allows(balai_rbac::Permission::TenantsProvision, &balai_rbac::Domain::National);
    let frame = frame(&ministry, NationTab::Regions).await?;
    let read = ministry.app.control().read().await?;
    let all = tenants::all(&read).await?;
    let sums = sums(&all);
    let after = RegionCode::parse(&asked.setelah).ok();
    let rest: Vec<_> = all.into_iter().filter(|t| after.is_none_or(|code| t.code() > code)).collect();
    let provinces = regions::provinces(&read).await?;
    let mut rows = Vec::new();
    for tenant in rest.iter().take(ON_A_PAGE) {
        let province = provinces.iter().find(|p| p.code == tenant.region.province_code);
        let province = province.map_or("", |p| bare(&p.name));
        rows.push(row(&read, tenant, province, &ministry.app.base, may_provision).await?);
    }
    let more = (rest.len() > ON_A_PAGE).then(|| format!("/daerah?setelah={}", rest[ON_A_PAGE - 1].code()));
    reply::page(&Regions { w: W, frame, form, sums, rows, more })
}

/// Puts a failed run back into the line; pressed twice is pressed once.
pub async fn try_again(
    ministry: Ministry<may::TenantsProvision>,
    code: web::Path<String>,
    typing: web::Form<Typing>,
) -> Result<HttpResponse, Fault> {
    let code = RegionCode::parse(&code).map_err(|_| Fault::NotFound)?;
    let write = ministry.app.control().write().await?;
    if tenants::by_code(&write, code).await?.is_none() {
        return Err(Fault::NotFound);
    }
    provisioning::try_again(&write, &ministry.act, code).await?;
    write.commit().await?;
    Ok(reply::see(match super::id(&typing.pendaftaran) {
        Ok(id) => format!("/pendaftaran/{id}"),
        Err(_) => "/daerah".to_owned(),
    }))
}

fn sums(all: &[Tenant]) -> Vec<(&'static str, String)> {
    let count = |state| all.iter().filter(|tenant| tenant.state == state).count().to_string();
    vec![
        ("Balai buka", count(TenantState::Active)),
        ("Sedang disiapkan", count(TenantState::Provisioning)),
        ("Ditutup sementara", count(TenantState::Suspended)),
    ]
}

async fn row(
    read: &Read<Control>,
    tenant: &Tenant,
    province: &str,
    base: &Base,
    may_provision: bool,
) -> Result<Row, Fault> {
    let progress = match tenant.state {
        TenantState::Provisioning => provisioning::progress(read, tenant.code()).await?,
        _ => None,
    };
    let failed = progress.as_ref().is_some_and(|progress| progress.state == RunState::Failed);
    let open = tenant.state == TenantState::Active;
    Ok(Row {
        region: tenant.region.name.clone(),
        place: format!("{province}, kode {}", tenant.code()),
        tag: tag(tenant.state, failed),
        note: progress.as_ref().map(note).unwrap_or_default(),
        since: tenant.active_at.map(moment).unwrap_or_default(),
        href: format!("/daerah/{}", tenant.code()),
        hall: open.then(|| base.origin(&Site::of(tenant))),
        again: (failed && may_provision).then(|| format!("/daerah/{}/penyiapan", tenant.code())),
    })
}

/// Where a hall stands, as a coloured word.
pub const fn tag(state: TenantState, failed: bool) -> Tag {
    match state {
        TenantState::Active => Tag::Good("Buka"),
        TenantState::Provisioning if failed => Tag::Bad("Penyiapan berhenti"),
        TenantState::Provisioning => Tag::Calm("Disiapkan"),
        TenantState::Suspended => Tag::Yours("Ditutup sementara"),
        TenantState::Archived => Tag::Calm("Diarsipkan"),
    }
}

fn note(progress: &Progress) -> String {
    let here = progress.steps.iter().find(|(_, state)| !matches!(state, StepState::Done(_)));
    match here {
        Some((name, StepState::Failed(reason))) => format!("{}: {reason}", name.label()),
        Some((name, _)) => format!("Langkah berikutnya: {}", name.label()),
        None => String::new(),
    }
}
