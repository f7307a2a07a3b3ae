//! All regions at one moment.

use std::collections::BTreeMap;

use balai_kernel::{Email, PersonName, Phone, RegionCode, RegionKind, Zone};
use balai_rbac::grants;
use balai_storage::{Control, Read, Result};
use balai_tenancy::onboarding::{self, SignUps, Walked};
use balai_tenancy::regions::{self, Province, Region};
use balai_tenancy::{provisioning, tenants};
use chrono::{DateTime, Days, NaiveDate, Utc};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::facts::{self, Facts};
use crate::rows::{day, region};
use crate::shown::Shown;
use crate::stage::{Known, Reason, Stage, USED_WITHIN, decide};

/// More regions than there are.
const ALL: u64 = 2_000;

/// All regions as they stand at a moment, by code.
#[derive(Debug, Clone)]
pub struct Picture {
    /// When it was put together.
    pub at: DateTime<Utc>,
    /// The regions.
    pub regions: Vec<Standing>,
    /// The provinces, by code.
    pub provinces: Vec<Province>,
}

/// One region.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Which.
    pub region: Region,
    /// How far it has come.
    pub stage: Stage,
    /// Why it does not go on, and since when.
    pub stalled: Option<(Reason, DateTime<Utc>)>,
    /// Services in its catalogue; none while nobody has counted.
    pub services: Option<i64>,
    /// Published ones.
    pub published: Option<i64>,
    /// People who hold a role there.
    pub staff: Shown,
    /// Openings of public pages within [`USED_WITHIN`] days.
    pub visits: Shown,
    /// The last day that pages were opened often enough to be told.
    pub last_use: Option<NaiveDate>,
    /// When it came through each step.
    pub moments: Moments,
    /// What decrees say of it.
    pub facts: Facts,
    /// Its sign-up.
    pub sign_up: Option<Uuid>,
    /// When its figures were last counted; none while nobody has.
    pub counted_at: Option<DateTime<Utc>>,
}

/// When a region came through the steps of the way. What is absent has not come, or was not written down at its time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moments {
    /// It first waited for the ministry.
    pub applied: Option<DateTime<Utc>>,
    /// The first person of the ministry had checked it.
    pub verified: Option<DateTime<Utc>>,
    /// Its hall opened.
    pub opened: Option<DateTime<Utc>>,
    /// Its fiftieth service was published.
    pub fifty: Option<DateTime<Utc>>,
    /// The first day on which pages were opened often enough to be told.
    pub used: Option<DateTime<Utc>>,
}

#[derive(FromQueryResult)]
struct Sum {
    code: String,
    visits: Option<i64>,
}

impl Picture {
    /// Puts together what is known now.
    pub async fn load(read: &Read<Control>, now: DateTime<Utc>) -> Result<Self> {
        let tenants = tenants::all(read).await?;
        let tenants: BTreeMap<RegionCode, _> = tenants.into_iter().map(|tenant| (tenant.code(), tenant)).collect();
        let sign_ups = onboarding::walked(read).await?;
        let counted = read.all(region::Entity::find(), ALL).await?;
        let counted: BTreeMap<String, region::Model> = counted.into_iter().map(|row| (row.code.clone(), row)).collect();
        let visits = visits(read, Zone::Wib.date(now)).await?;
        let staff = grants::people_by_region(read).await?;
        let facts = facts::all(read).await?;
        let mut provinces = regions::provinces(read).await?;
        provinces.sort_by(|one, other| one.code.cmp(&other.code));
        let stand = |region: Region| {
            let (code, tenant) = (region.code.to_string(), tenants.get(&region.code));
            let (sign_up, row) = (sign_ups.get(&region.code), counted.get(&code));
            let staff = tenant.map(|_| staff.get(&code).copied().unwrap_or(0));
            let known = Known {
                services: row.and_then(|row| row.services),
                published: row.and_then(|row| row.published),
                staff: staff.unwrap_or(0),
                visits: row.map(|_| visits.get(&code).copied().unwrap_or(0)),
                last_use: row.and_then(|row| row.last_use),
            };
            let kind = sign_up.map(|walked| walked.stage);
            let (stage, stalled) = decide(region.autonomous, kind, tenant, known, now);
            let opened = tenant.and_then(|tenant| tenant.active_at);
            Standing {
                stage,
                stalled,
                services: known.services,
                published: known.published,
                staff: Shown::from(staff),
                visits: Shown::from(known.visits),
                last_use: known.last_use,
                moments: moments(sign_up, row, opened, region.zone),
                facts: facts.get(&code).cloned().unwrap_or_default(),
                sign_up: sign_up.map(|walked| walked.id),
                counted_at: row.map(|row| row.updated_at),
                region,
            }
        };
        let regions = regions::all(read).await?.into_iter().map(stand).collect();
        Ok(Self { at: now, regions, provinces })
    }

    /// The region of a code.
    pub fn of(&self, code: RegionCode) -> Option<&Standing> {
        self.regions.iter().find(|standing| standing.region.code == code)
    }

    /// The name of a province, without the word before it.
    pub fn province(&self, code: &str) -> &str {
        let province = self.provinces.iter().find(|province| province.code == code);
        province.map_or("", |province| province.name.strip_prefix("Provinsi ").unwrap_or(&province.name))
    }

    /// How many regions stand at a stage.
    pub fn count(&self, stage: Stage) -> usize {
        self.regions.iter().filter(|standing| standing.stage == stage).count()
    }
}

impl Standing {
    /// Kabupaten or kota.
    pub fn kind(&self) -> RegionKind {
        self.region.kind()
    }
}

async fn visits(read: &Read<Control>, today: NaiveDate) -> Result<BTreeMap<String, i64>> {
    let since = today.checked_sub_days(Days::new(USED_WITHIN)).unwrap_or(today);
    // codes have no letters; by the bare column SQLite would walk the whole year in the order of the codes
    let code = || Expr::from(Func::lower(Expr::col(day::Column::Code)));
    // halls in the east are a day ahead for some hours
    let query = day::Entity::find()
        .select_only()
        .expr_as(code(), "code")
        .column_as(day::Column::Visits.sum().cast_as("bigint"), "visits")
        .filter(day::Column::Day.gt(since))
        .group_by(code());
    let sums: Vec<Sum> = read.rows_as(query, ALL).await?;
    Ok(sums.into_iter().map(|sum| (sum.code, sum.visits.unwrap_or(0))).collect())
}

fn moments(
    sign_up: Option<&Walked>,
    row: Option<&region::Model>,
    opened: Option<DateTime<Utc>>,
    zone: Zone,
) -> Moments {
    Moments {
        applied: sign_up.and_then(|walked| walked.applied_at),
        verified: sign_up.and_then(|walked| walked.verified_at),
        opened,
        fifty: row.and_then(|row| row.fifty_at),
        used: row.and_then(|row| row.first_use).map(|day| zone.midnight(day)),
    }
}

/// Whom to ask about a region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Name.
    pub name: PersonName,
    /// What she is there, where it was said.
    pub position: Option<String>,
    /// Address.
    pub email: Email,
    /// Number, where it was said.
    pub phone: Option<Phone>,
}

/// Whom to ask about a region: who signed it up, else who was to own its hall.
pub async fn contact(read: &Read<Control>, sign_ups: &SignUps, code: RegionCode) -> Result<Option<Contact>> {
    if let Some(official) = sign_ups.official(read, code).await? {
        return Ok(Some(Contact {
            name: official.name,
            position: Some(official.position.as_str().to_owned()),
            email: official.email,
            phone: Some(official.phone),
        }));
    }
    let asked = provisioning::asked(read, code).await?;
    Ok(asked.map(|asked| Contact { name: asked.owner_name, position: None, email: asked.owner_email, phone: None }))
}
