//! `balai audit verify`: whether the audit trails are whole, and where and how they are not.

use balai_kernel::RegionCode;
use balai_rbac::Domain;
use balai_storage::audit::{Broken, ChainFault};
use balai_storage::{Plane, Read};
use balai_tenancy::{Tenant, TenantState, tenants};
use serde_json::{Value, json};

use crate::failure::{Failure, whole};
use crate::parts::Parts;
use crate::region::tenant;
use crate::settings::Settings;
use crate::show;

/// What a walk over one trail found.
struct Walked {
    /// `nasional`, or a region's code.
    domain: String,
    /// The links and the hash of the last one; the first place that does not hold; or why it could not be read.
    found: Found,
}

enum Found {
    Whole { links: i64, head: String },
    Broken(Broken),
    Unread(String),
}

/// Walks the trail of one domain, or all trails past every fault to the end.
pub async fn verify(settings: Settings, domain: Option<&str>, as_json: bool) -> Result<(), Failure> {
    let domain = domain.map(read_domain).transpose()?;
    let parts = Parts::visit_standing(settings).await?;
    let regions = match &domain {
        Some(Domain::Region(code)) => vec![tenant(&parts, *code).await?.code()],
        Some(_) => Vec::new(),
        None => with_rows(&parts).await?,
    };
    let mut walked = Vec::with_capacity(regions.len() + 1);
    if !matches!(domain, Some(Domain::Region(_))) {
        let found = walk(parts.store.control().read().await).await;
        walked.push(Walked { domain: Domain::National.to_string(), found });
    }
    let bar = show::bar(regions.len(), "daerah");
    for code in regions {
        let place = tenant(&parts, code).await?.place;
        let found = walk(parts.store.tenant(place).read().await).await;
        walked.push(Walked { domain: code.to_string(), found });
        bar.inc(1);
    }
    bar.finish_and_clear();
    parts.store.close().await;
    tell(&walked, as_json)?;
    match walked.iter().filter(|walked| !matches!(walked.found, Found::Whole { .. })).count() {
        0 => Ok(()),
        faulty => Err(Failure::failed(format!("{faulty} dari {} jejak audit tidak utuh", walked.len()))),
    }
}

fn read_domain(text: &str) -> Result<Domain, Failure> {
    match text.parse() {
        Ok(domain @ (Domain::National | Domain::Region(_))) => Ok(domain),
        _ => Err(Failure::Usage(format!("--domain: `{text}` bukan `nasional` atau kode daerah seperti 33.14"))),
    }
}

/// The regions whose space stands.
async fn with_rows(parts: &Parts) -> Result<Vec<RegionCode>, Failure> {
    let all = tenants::all(&parts.store.control().read().await?).await?;
    Ok(all.iter().filter(|tenant| tenant.state != TenantState::Provisioning).map(Tenant::code).collect())
}

async fn walk<P: Plane>(read: balai_storage::Result<Read<P>>) -> Found {
    let found = async {
        let read = read?;
        Ok(match read.verify_audit().await? {
            Ok(links) => Found::Whole { links, head: read.version().await? },
            Err(broken) => Found::Broken(broken),
        })
    };
    found.await.unwrap_or_else(|error: balai_storage::StorageError| Found::Unread(whole(&error)))
}

fn tell(walked: &[Walked], as_json: bool) -> Result<(), Failure> {
    if as_json {
        let items: Vec<Value> = walked.iter().map(told).collect();
        println!("{}", serde_json::to_string(&items)?);
        return Ok(());
    }
    let rows: Vec<_> = walked
        .iter()
        .map(|walked| match &walked.found {
            Found::Whole { links, head } => {
                vec![walked.domain.clone(), "utuh".to_owned(), links.to_string(), head.clone()]
            }
            Found::Broken(broken) => vec![walked.domain.clone(), sentence(*broken), String::new(), String::new()],
            Found::Unread(why) => {
                vec![walked.domain.clone(), format!("tidak terbaca: {why}"), String::new(), String::new()]
            }
        })
        .collect();
    show::table(&["jejak", "keadaan", "mata", "sidik mata terakhir"], &rows);
    Ok(())
}

fn told(walked: &Walked) -> Value {
    let domain = &walked.domain;
    match &walked.found {
        Found::Whole { links, head } => json!({ "domain": domain, "ok": true, "links": links, "head": head }),
        Found::Broken(broken) => {
            json!({ "domain": domain, "ok": false, "position": broken.position, "fault": broken.fault.word() })
        }
        Found::Unread(why) => json!({ "domain": domain, "ok": false, "error": why }),
    }
}

/// Where a chain breaks and how, for whoever has to look into it.
pub fn sentence(broken: Broken) -> String {
    let position = broken.position;
    match broken.fault {
        ChainFault::Changed => format!("putus di mata {position}: isinya bukan yang dulu ditulis"),
        ChainFault::Removed => format!("putus di mata {position}: mata ini hilang"),
        ChainFault::Inserted => format!("putus di mata {position}: mata ini disisipkan"),
        ChainFault::Exchanged => format!("putus di mata {position}: tertukar dengan mata berikutnya"),
        ChainFault::Head => format!("ujungnya tidak cocok dengan mata terakhir, {position}"),
    }
}
