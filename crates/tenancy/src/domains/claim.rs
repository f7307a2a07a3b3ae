use balai_kernel::{Hostname, RegionCode, Slug};
use balai_storage::StorageError;
use chrono::{DateTime, Utc};
use sea_orm::{DeriveActiveEnum, EnumIter, FromJsonQueryResult};
use serde::{Deserialize, Serialize};

use crate::entity::domain_claim::Model;

/// The label under which a domain bears its proof.
const PROOF_LABEL: &str = "_balai";
/// What stands before the token.
const PROOF_KEY: &str = "balai-bukti=";
/// Letters of a foreign value that are kept to be shown.
const LONGEST_SHOWN: usize = 200;

/// How far a region's own domain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum ClaimState {
    /// Written down; DNS was not asked yet.
    #[sea_orm(string_value = "written")]
    Written,
    /// The proof is not in DNS, or another region holds the name.
    #[sea_orm(string_value = "waiting")]
    Waiting,
    /// The name is the region's; it does not lead here yet.
    #[sea_orm(string_value = "proven")]
    Proven,
    /// Requests with this name are answered.
    #[sea_orm(string_value = "served")]
    Served,
}

/// A name that a region claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whose.
    pub code: RegionCode,
    /// The name.
    pub name: Hostname,
    /// What proves it.
    pub token: String,
    /// How far it is.
    pub state: ClaimState,
    /// What was found the last time.
    pub seen: Option<Seen>,
    /// When that was.
    pub checked_at: Option<DateTime<Utc>>,
    /// Since when a record of a served domain is gone.
    pub missing_since: Option<DateTime<Utc>>,
}

/// What DNS said of both records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Seen {
    /// Of the proof.
    pub proof: Found,
    /// Of the way here.
    pub way: Found,
    /// Whether another region proved the name and still does.
    #[serde(default)]
    pub held_by_other: bool,
}

/// What stands at a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// What was asked for.
    Right,
    /// These values; none of them is right.
    Values(Vec<String>),
    /// DNS did not answer.
    Unanswered(String),
}

impl Found {
    /// Whether the right value is among those found.
    pub(super) fn judged(self, is_right: impl Fn(&str) -> bool) -> Self {
        match self {
            Self::Values(values) if values.iter().any(|value| is_right(value)) => Self::Right,
            Self::Values(values) => {
                Self::Values(values.into_iter().map(|value| value.chars().take(LONGEST_SHOWN).collect()).collect())
            }
            other => other,
        }
    }

    pub(super) fn is_unanswered(&self) -> bool {
        matches!(self, Self::Unanswered(_))
    }
}

impl Claim {
    /// The name of the TXT record.
    pub fn proof_name(&self) -> String {
        format!("{PROOF_LABEL}.{}", self.name)
    }

    /// The value of the TXT record.
    pub fn proof_value(&self) -> String {
        proof(&self.token)
    }
}

pub(super) fn proof(token: &str) -> String {
    format!("{PROOF_KEY}{token}")
}

/// The host that the name has to lead to.
pub(super) fn target(slug: &Slug, base: &str) -> String {
    format!("{slug}.{base}")
}

impl TryFrom<Model> for Claim {
    type Error = StorageError;

    fn try_from(row: Model) -> Result<Self, StorageError> {
        let corrupt = |what: &str| StorageError::Corrupt(format!("domain claim of {}: {what}", row.code));
        Ok(Self {
            code: row.code.parse().map_err(|_| corrupt("code"))?,
            name: Hostname::parse(&row.name).map_err(|_| corrupt("name"))?,
            token: row.token,
            state: row.state,
            seen: row.seen,
            checked_at: row.checked_at,
            missing_since: row.missing_since,
        })
    }
}
