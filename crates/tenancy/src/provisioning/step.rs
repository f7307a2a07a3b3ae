//! The steps, in their order, and what each must be.

use async_trait::async_trait;
use balai_kernel::{Act, fresh_id};
use balai_storage::{Result, StorageError, Tenant, Write};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::Request;
use crate::entity::mark;

/// A step of provisioning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepName {
    /// Schema, role and grants, or a file.
    Space,
    /// The tables.
    Tables,
    /// The data key.
    Key,
    /// The object space.
    Objects,
    /// The hall's name and usual hours.
    Hall,
    /// The starter catalogue that the region chose.
    Catalogue,
    /// The owner's invitation.
    Owner,
    /// One look at everything as a citizen's request would.
    Check,
    /// The door opens.
    Open,
}

impl StepName {
    /// Every step, in order.
    pub const ALL: [Self; 9] = [
        Self::Space,
        Self::Tables,
        Self::Key,
        Self::Objects,
        Self::Hall,
        Self::Catalogue,
        Self::Owner,
        Self::Check,
        Self::Open,
    ];

    /// The stored word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Space => "space",
            Self::Tables => "tables",
            Self::Key => "key",
            Self::Objects => "objects",
            Self::Hall => "hall",
            Self::Catalogue => "catalogue",
            Self::Owner => "owner",
            Self::Check => "check",
            Self::Open => "open",
        }
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Space => "Ruang data daerah",
            Self::Tables => "Tabel",
            Self::Key => "Kunci enkripsi",
            Self::Objects => "Ruang berkas",
            Self::Hall => "Identitas balai",
            Self::Catalogue => "Katalog awal",
            Self::Owner => "Undangan penanggung jawab",
            Self::Check => "Pemeriksaan akhir",
            Self::Open => "Balai dibuka",
        }
    }
}

/// Why a step did not hold, in a sentence for the ministry's page.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct StepError(pub String);

impl From<StorageError> for StepError {
    fn from(error: StorageError) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "provisioning step");
        Self(match error {
            StorageError::Conflict(_) => "Data ini sudah ada dan tidak cocok.".to_owned(),
            StorageError::Unavailable(_) => "Penyimpanan tidak dapat dihubungi.".to_owned(),
            StorageError::Corrupt(what) => format!("Data rusak: {what}."),
            StorageError::Refused(_) => "Basis data menolak perintah ini.".to_owned(),
        })
    }
}

/// A step as the binary wires it in from the room that knows how.
#[async_trait]
pub trait ProvisionStep: Send + Sync {
    /// Which step this is.
    fn name(&self) -> StepName;

    /// Does the work. Doing it twice must be doing it once.
    async fn run(&self, request: &Request, act: &Act) -> Result<(), StepError>;
}

/// Leaves the mark of a step in the region's space. `false` where it stood already: then the work
/// is done and must not be done again.
pub async fn mark(write: &Write<Tenant>, act: &Act, step: StepName) -> Result<bool> {
    let query = mark::Entity::find().filter(mark::Column::Step.eq(step.word()));
    if write.exists(query).await? {
        return Ok(false);
    }
    let row = mark::ActiveModel { id: Set(fresh_id(act.at)), step: Set(step.word().to_owned()), at: Set(act.at) };
    write.insert(row).await?;
    Ok(true)
}
