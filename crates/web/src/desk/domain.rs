//! `/kelola/pengaturan/domain`: the region's own domain, from the two records in DNS to being served.

use actix_web::{HttpRequest, HttpResponse};
use askama::Template;
use balai_kernel::Hostname;
use balai_storage::{Read, StorageError, Tenant};
use balai_tenancy::domains::{Claim, ClaimRefused, ClaimState, Found};

use super::answer;
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Mark, Staff, may, oidc_site};
use crate::asked::Asked;
use crate::caller::policy_to;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::host::{self, Site};
use crate::parts::Link;
use crate::words::Words;

/// The page.
pub const HERE: &str = "/kelola/pengaturan/domain";

/// The region's own domain.
#[derive(Template)]
#[template(path = "desk/domain.html")]
pub struct DomainPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The name.
    pub name: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What was just done.
    pub said: Option<&'static str>,
    /// The name that somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
    /// The address that the region always has.
    pub always: String,
    /// What is claimed.
    pub claim: Option<ClaimShown>,
}

/// A claim as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimShown {
    /// The name.
    pub name: String,
    /// How far it is.
    pub state: Step,
    /// The records to set.
    pub records: Vec<RecordShown>,
    /// When DNS was asked the last time.
    pub checked: Option<String>,
    /// Since when a record of a served domain is gone.
    pub missing: Option<String>,
}

/// How far a claim is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The records are still to be set.
    Set,
    /// Waits for the records.
    Waiting,
    /// Another region holds the name.
    Held,
    /// Proven, and does not lead here yet.
    Proven,
    /// Served, at this address.
    Served(Link),
}

/// A record and what was found in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordShown {
    /// `TXT` or `CNAME`.
    pub kind: &'static str,
    /// What it is for.
    pub purpose: &'static str,
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: String,
    /// What was found: class of the tag, word, and the values that stand there instead.
    pub found: Option<(&'static str, &'static str, Vec<String>)>,
}

/// `GET /kelola/pengaturan/domain`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let claim = staff.app.domains.of(staff.tenant.code()).await?;
    let read = staff.db.read().await?;
    let mut page = compose(&staff, &read, claim.as_ref(), field(claim.as_ref())).await?;
    page.said = match asked.text("selesai") {
        "simpan" => Some("Alamat tersimpan. Pasang dua catatan di bawah di DNS domain Anda."),
        "hapus" => Some("Alamat sendiri dihapus. Balai tetap terbuka di alamat Balai."),
        "periksa" => Some("DNS baru saja diperiksa."),
        _ => None,
    };
    leading_home(&staff, answer::page(&page)?)
}

/// `POST /kelola/pengaturan/domain`
pub async fn submit(
    staff: Staff<may::SettingsEdit>,
    request: HttpRequest,
    typed: Typed,
) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let (domains, code) = (&staff.app.domains, staff.tenant.code());
    let claim = domains.of(code).await?;
    let (saved, mut name) = (field(claim.as_ref()), typed.field("domain"));
    let read = name.need("Tulis alamat yang Anda inginkan.", Hostname::parse);
    if let Some(new) = read {
        if claim.as_ref().is_some_and(|claim| claim.name == new) {
            return answer::see(HERE);
        }
        if typed.text(SEEN) != print_of([&saved]) {
            let rows = staff.db.read().await?;
            let page = compose(&staff, &rows, claim.as_ref(), name).await?;
            let theirs = Some(saved.value).filter(|name| !name.is_empty()).into_iter().collect();
            return leading_home(&staff, answer::conflict(&DomainPage { theirs: Some(theirs), ..page })?);
        }
        match domains.claim(&staff.act, code, &new).await {
            Ok(()) => return answer::see(onward(&staff, &request, "simpan")),
            Err(ClaimRefused::Storage(error)) => return Err(error.into()),
            Err(refused @ ClaimRefused::Ours) => name.error = Some(refused.to_string()),
        }
    }
    let rows = staff.db.read().await?;
    leading_home(&staff, answer::wrong(&compose(&staff, &rows, claim.as_ref(), name).await?)?)
}

/// `POST /kelola/pengaturan/domain/pemeriksaan`: asks DNS now.
pub async fn check(staff: Staff<may::SettingsEdit>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    staff.app.domains.check(&staff.act, staff.tenant.code()).await?;
    answer::see(format!("{HERE}?selesai=periksa"))
}

/// `POST /kelola/pengaturan/domain/hapus`
pub async fn remove(staff: Staff<may::SettingsEdit>, request: HttpRequest) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    staff.app.domains.remove(&staff.act, staff.tenant.code()).await?;
    answer::see(onward(&staff, &request, "hapus"))
}

/// Where she goes on when the name she came by may be served no more: from the domain itself to the subdomain's entrance,
/// where nobody is asked to sign in, as a form may lead no further.
fn onward<M: Mark>(staff: &Staff<M>, request: &HttpRequest, done: &str) -> String {
    match host::of(request) {
        Some(Site::Own { .. }) => format!("{}/", always(staff)),
        _ => format!("{HERE}?selesai={done}"),
    }
}

/// The address at which the region is found whatever becomes of its domain.
fn always<M: Mark>(staff: &Staff<M>) -> String {
    staff.app.base.origin(&Site::Region(staff.tenant.region.slug.clone()))
}

/// Browsers hold the way that a form leads on against `form-action` too: from the domain to the subdomain.
fn leading_home<M: Mark>(staff: &Staff<M>, mut page: HttpResponse) -> Result<HttpResponse, Fault> {
    let site = oidc_site(&staff.app, &Site::Region(staff.tenant.region.slug.clone()));
    let (name, policy) = policy_to(Some(site.as_str()));
    page.headers_mut().insert(name, policy.parse().map_err(|error| Fault::ours(&error))?);
    Ok(page)
}

fn field(claim: Option<&Claim>) -> Field {
    Field::new("domain").with(claim.map(|claim| claim.name.to_string()).unwrap_or_default())
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    claim: Option<&Claim>,
    name: Field,
) -> Result<DomainPage, Fault> {
    let shown = match claim {
        Some(claim) => Some(shown(staff, claim).await?),
        None => None,
    };
    Ok(DomainPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Hall)).await?,
        summary: ErrorSummary::of([&name]),
        seen: print_of([&field(claim)]),
        name,
        said: None,
        theirs: None,
        always: always(staff),
        claim: shown,
    })
}

async fn shown<M: Mark>(staff: &Staff<M>, claim: &Claim) -> Result<ClaimShown, Fault> {
    let target = staff.app.domains.target(claim.code).await?;
    let target = target.ok_or_else(|| StorageError::Corrupt(format!("region {} is gone", claim.code)))?;
    let held = claim.seen.as_ref().is_some_and(|seen| seen.held_by_other);
    let state = match claim.state {
        ClaimState::Written => Step::Set,
        ClaimState::Waiting if held => Step::Held,
        ClaimState::Waiting => Step::Waiting,
        ClaimState::Proven => Step::Proven,
        ClaimState::Served => {
            let site = Site::Own { domain: claim.name.clone(), slug: staff.tenant.region.slug.clone() };
            let origin = staff.app.base.origin(&site);
            Step::Served(Link::new(origin.clone(), format!("{origin}/")))
        }
    };
    let records = vec![
        RecordShown {
            kind: "TXT",
            purpose: "Bukti bahwa domain ini milik Anda",
            name: claim.proof_name(),
            value: claim.proof_value(),
            found: claim.seen.as_ref().map(|seen| found(&seen.proof)),
        },
        RecordShown {
            kind: "CNAME",
            purpose: "Jalan menuju balai",
            name: claim.name.to_string(),
            value: target,
            found: claim.seen.as_ref().map(|seen| found(&seen.way)),
        },
    ];
    Ok(ClaimShown {
        name: claim.name.to_string(),
        state,
        records,
        checked: claim.checked_at.map(|at| staff.written(at)),
        missing: claim.missing_since.map(|at| staff.written(at)),
    })
}

fn found(found: &Found) -> (&'static str, &'static str, Vec<String>) {
    match found {
        Found::Right => ("govuk-tag--green", "Sudah benar", Vec::new()),
        Found::Values(values) if values.is_empty() => ("govuk-tag--yellow", "Belum ada", Vec::new()),
        Found::Values(values) => ("govuk-tag--red", "Isinya lain", values.iter().take(5).cloned().collect()),
        Found::Unanswered(_) => ("govuk-tag--grey", "DNS tidak menjawab", Vec::new()),
    }
}
