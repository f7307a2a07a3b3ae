use balai_kernel::RegionCode;
use balai_storage::envelope::Key;
use balai_storage::{Result, StorageError};
use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::rows::{document, draft};
use super::{Official, OfficialInput, StarterChoice, sealing};

/// How long a draft is kept after it was last changed.
pub const DRAFT_KEPT: TimeDelta = TimeDelta::days(14);

/// The version of the processor agreement in force; older sign-ups keep the one they accepted.
pub const AGREEMENT: &str = "2026-11";

/// A sign-up while it is being filled in: what was typed, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: Uuid,
    /// The chosen region.
    pub region: Option<RegionCode>,
    /// The official's page, not yet parsed.
    pub official: OfficialInput,
    /// The letter handed in.
    pub document: Option<Document>,
    /// Version of the agreement that was accepted.
    pub agreement: Option<String>,
    /// With what the hall begins.
    pub starter: StarterChoice,
    /// The application that this draft corrects; its region stays.
    pub corrects: Option<Uuid>,
    /// The application that came of it; from then on the draft does not change.
    pub application: Option<Uuid>,
    /// Until when it is kept.
    pub expires_at: DateTime<Utc>,
}

/// A letter handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// Name the applicant's file had, for recognition only.
    pub file_name: String,
    /// Size in bytes.
    pub size: u64,
    /// When it came.
    pub uploaded_at: DateTime<Utc>,
}

/// The pages of the form, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// Which region.
    Region,
    /// Who answers for it.
    Official,
    /// The letter of the head of region.
    Letter,
    /// The processor agreement and the beginning.
    Agreement,
}

/// Everything that a submission needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complete {
    /// The region.
    pub region: RegionCode,
    /// The official, parsed.
    pub official: Official,
    /// The letter.
    pub document: Uuid,
    /// The agreement's version.
    pub agreement: String,
}

impl Draft {
    /// All pages parsed, or the first page that still needs something.
    pub fn complete(&self) -> Result<Complete, Page> {
        Ok(Complete {
            region: self.region.ok_or(Page::Region)?,
            official: self.official.parse().map_err(|_| Page::Official)?,
            document: self.document.as_ref().map(|document| document.id).ok_or(Page::Letter)?,
            agreement: self.agreement.clone().filter(|version| version == AGREEMENT).ok_or(Page::Agreement)?,
        })
    }

    pub(super) fn compose(key: &Key, row: draft::Model, document: Option<document::Model>) -> Result<Self> {
        let region = row.region.as_deref().map(RegionCode::parse).transpose();
        Ok(Self {
            id: row.id,
            region: region.map_err(|_| StorageError::Corrupt(format!("draft {}: region", row.id)))?,
            official: sealing::open(key, row.id, &row.official)?,
            document: document.map(Document::from),
            agreement: row.agreement,
            starter: row.starter,
            corrects: row.corrects,
            application: row.application_id,
            expires_at: row.expires_at,
        })
    }
}

impl From<document::Model> for Document {
    fn from(row: document::Model) -> Self {
        Self {
            id: row.id,
            file_name: row.file_name,
            size: u64::try_from(row.size).unwrap_or(0),
            uploaded_at: row.uploaded_at,
        }
    }
}
