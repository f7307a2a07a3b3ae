//! The three regions of the demonstration, made through the verbs that approval and the desk use.

use balai_catalog::queries;
use balai_kernel::{Email, PersonName, Phone, RegionCode};
use balai_tenancy::provisioning::{self, Ended, Request, Starter};
use balai_tenancy::{Pledge, Tenant, TenantState, hall, tenants};
use uuid::Uuid;

use crate::failure::Failure;
use crate::parts::Parts;
use crate::tenants::make_all;

/// A region of the demonstration.
pub struct Plan {
    /// Its code.
    pub code: &'static str,
    /// The word before its people's addresses.
    pub word: &'static str,
    owner: &'static str,
    starter: Starter,
    address: &'static str,
    phone: &'static str,
    colour: &'static str,
}

/// The three of them.
pub const PLANS: [Plan; 3] = [
    Plan {
        code: "33.14",
        word: "sragen",
        owner: "Wahyu Prasetyo",
        starter: Starter::Sample,
        address: "Jalan Raya Sukowati, Sragen",
        phone: "0271 555 0133",
        colour: "#0e6b5c",
    },
    Plan {
        code: "17.09",
        word: "bengkulutengah",
        owner: "Rina Marlina",
        starter: Starter::Published,
        address: "Jalan Raya Bengkulu-Kepahiang, Karang Tinggi",
        phone: "0736 555 0117",
        colour: "#7a3b12",
    },
    Plan {
        code: "73.07",
        word: "sinjai",
        owner: "Andi Baso",
        starter: Starter::Published,
        address: "Jalan Persatuan Raya, Sinjai Utara",
        phone: "0482 555 0173",
        colour: "#284b8f",
    },
];

impl Plan {
    /// The name of its owner.
    pub fn owner(&self) -> &'static str {
        self.owner
    }
}

/// A region that stands.
pub struct Standing {
    /// What it was made from.
    pub plan: &'static Plan,
    /// The tenant.
    pub tenant: Tenant,
    /// An agency of it, for its editor.
    pub agency: Option<(Uuid, String)>,
}

/// Makes what does not stand yet.
pub async fn set_up(parts: &Parts) -> Result<Vec<Standing>, Failure> {
    let mut missing = Vec::new();
    for plan in &PLANS {
        let code: RegionCode = plan.code.parse().expect("a code of the list");
        let tenant = tenants::by_code(&parts.store.control().read().await?, code).await?;
        match tenant {
            Some(tenant) if tenant.state == TenantState::Active => {}
            Some(_) => missing.push(code),
            None => {
                ask(parts, plan, code).await?;
                missing.push(code);
            }
        }
    }
    for (code, ended) in make_all(parts, missing.clone()).await? {
        match ended {
            Ended::Open => describe(parts, code).await?,
            Ended::Failed(step, reason) => return Err(Failure::failed(format!("{code}: {}: {reason}", step.label()))),
            Ended::NotOurs => return Err(Failure::failed(format!("{code} sedang dikerjakan proses lain"))),
        }
    }
    let mut standing = Vec::new();
    for plan in &PLANS {
        standing.push(look(parts, plan).await?);
    }
    Ok(standing)
}

async fn ask(parts: &Parts, plan: &Plan, code: RegionCode) -> Result<(), Failure> {
    let request = Request {
        code,
        owner_name: PersonName::parse(plan.owner).expect("a name"),
        owner_email: Email::parse(&format!("pengelola@{}.contoh.go.id", plan.word)).expect("an address"),
        starter: plan.starter,
    };
    let write = parts.store.control().write().await?;
    provisioning::ask(&write, &parts.act("demo"), &request).await?;
    Ok(write.commit().await?)
}

/// Writes what a region's people would write first: where the hall is and how it looks.
async fn describe(parts: &Parts, code: RegionCode) -> Result<(), Failure> {
    let plan = PLANS.iter().find(|plan| plan.code == code.to_string()).expect("one of ours");
    let tenant = tenants::by_code(&parts.store.control().read().await?, code).await?;
    let tenant = tenant.ok_or_else(|| Failure::failed(format!("{code} hilang")))?;
    let write = parts.store.tenant(tenant.place).write().await?;
    let Some(mut own) = hall::find(&write).await? else {
        return Err(Failure::failed(format!("{code} tanpa balai")));
    };
    plan.address.clone_into(&mut own.address);
    own.phone = Phone::parse(plan.phone).ok();
    own.colour = Some(plan.colour.to_owned());
    own.complaint_contact = Some(format!("Meja informasi balai atau telepon {}", plan.phone));
    own.pledge = Some(Pledge { text: Pledge::USUAL.to_owned(), office: "Kepala DPMPTSP".to_owned(), decree: None });
    hall::save(&write, &parts.act("demo"), &own).await?;
    Ok(write.commit().await?)
}

async fn look(parts: &Parts, plan: &'static Plan) -> Result<Standing, Failure> {
    let code: RegionCode = plan.code.parse().expect("a code of the list");
    let tenant = tenants::by_code(&parts.store.control().read().await?, code).await?;
    let tenant = tenant.ok_or_else(|| Failure::failed(format!("{code} hilang")))?;
    let read = parts.store.tenant(tenant.place.clone()).read().await?;
    let agency = queries::agencies(&read).await?.into_iter().next().map(|agency| (agency.id, agency.name));
    Ok(Standing { plan, tenant, agency })
}
