//! Proving that what was put back is what was taken.

use balai_kernel::RegionCode;
use balai_storage::{Plane, Read, Space};
use balai_tenancy::archive;

use super::Label;
use crate::audit;
use crate::failure::Failure;
use crate::parts::Parts;
use crate::region::{measure, tenant};

/// Compares every sum and walks every audit chain; tells all that is wrong at once. Returns how many links were walked.
pub async fn prove(parts: &Parts, label: &Label, only: Option<RegionCode>) -> Result<i64, Failure> {
    let (mut wrong, mut links) = (Vec::new(), 0);
    if let (Some(sums), None) = (&label.control, only) {
        let snapshot = parts.owner()?.snapshot(&Space::Control).await?;
        let found = archive::table_sums(&snapshot).await?;
        snapshot.end().await?;
        let differs = sums.iter().filter(|sum| !found.contains(sum)).map(|sum| format!("pusat: tabel {}", sum.name));
        wrong.extend(differs);
        links += chain(&parts.store.control().read().await?, "pusat", &mut wrong).await?;
    }
    for was in label.regions.iter().filter(|region| only.is_none_or(|code| code == region.region)) {
        let tenant = tenant(parts, was.region).await?;
        let found = measure(parts, &tenant).await?;
        wrong.extend(was.differences(&found).into_iter().map(|what| format!("{}: {what}", was.region)));
        let read = parts.store.tenant(tenant.place).read().await?;
        links += chain(&read, &was.region.to_string(), &mut wrong).await?;
    }
    if wrong.is_empty() { Ok(links) } else { Err(Failure::failed(format!("tidak utuh: {}", wrong.join("; ")))) }
}

async fn chain<P: Plane>(read: &Read<P>, whose: &str, wrong: &mut Vec<String>) -> Result<i64, Failure> {
    match read.verify_audit().await? {
        Ok(length) => Ok(length),
        Err(broken) => {
            wrong.push(format!("{whose}: jejak audit {}", audit::sentence(broken)));
            Ok(0)
        }
    }
}
