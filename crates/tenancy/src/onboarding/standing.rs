//! Whether a region can sign up at this moment, and whom to ask if not.

use balai_storage::envelope::Key;
use balai_storage::{Control, Read, Result};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::application::holding;
use super::{Application, Stage};
use crate::regions::Region;
use crate::tenants::{self, TenantState};

/// Where a region stands towards this platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It may sign up.
    Free,
    /// One of the six of DKI Jakarta; the province renders its services.
    NotAutonomous,
    /// Somebody has signed it up and the ministry has not decided.
    SigningUp {
        /// Since when.
        since: DateTime<Utc>,
        /// Whom to ask, masked.
        contact: String,
    },
    /// It has a hall, or one that is being made.
    Joined {
        /// Whether citizens can come in.
        open: bool,
        /// Whom to ask, masked; absent when it did not come through the form.
        contact: Option<String>,
    },
}

/// The standing of a region. An application of one's own (`but`) does not stand in one's way, nor does one whose
/// address was not confirmed in time.
pub(super) async fn of(
    read: &Read<Control>,
    key: &Key,
    region: &Region,
    but: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<Standing> {
    if !region.autonomous {
        return Ok(Standing::NotAutonomous);
    }
    let holder = holding(read, region.code).await?.map(|row| Application::open(key, row)).transpose()?;
    let contact = holder.as_ref().map(|holder| holder.official.masked());
    if let Some(tenant) = tenants::by_code(read, region.code).await? {
        return Ok(Standing::Joined { open: tenant.state == TenantState::Active, contact });
    }
    Ok(match holder {
        Some(holder) if Some(holder.id) == but || holder.stage.gives_way(now) => Standing::Free,
        Some(Application { stage: Stage::Approved { .. }, .. }) => Standing::Joined { open: false, contact },
        Some(holder) => Standing::SigningUp { since: holder.submitted_at, contact: holder.official.masked() },
        None => Standing::Free,
    })
}
