//! Why a change of the catalogue did not happen.

use balai_storage::StorageError;

use crate::lifecycle::Refusal;
use crate::standard::Finding;

use super::synonyms::MOST_SYNONYMS;

/// Why a change did not happen, in the words of the office.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// What was to be changed is not there.
    #[error("Data ini tidak ada di katalog daerah Anda.")]
    Gone,
    /// The agency that was chosen is not there.
    #[error("Pilih instansi dari daftar.")]
    NoSuchAgency,
    /// The category that was chosen is not there.
    #[error("Pilih kategori dari daftar.")]
    NoSuchCategory,
    /// Another one bears the name.
    #[error("Nama ini sudah dipakai. Tulis nama yang membedakannya.")]
    NameTaken,
    /// Another one bears the name of a service that is to be had back.
    #[error("Layanan lain sekarang memakai nama ini. Ganti dulu nama layanan itu, lalu ambil lagi.")]
    NameGivenAway,
    /// The name has no letter from which an address could be made.
    #[error("Nama harus berisi huruf.")]
    NameUnreadable,
    /// No three letters are free for the codes of an agency's services.
    #[error("Tidak ada lagi kode tiga huruf yang cocok. Ubah nama singkat instansi.")]
    CodesUsedUp,
    /// The region's list has the expression already.
    #[error("\"{0}\" sudah ada di daftar. Ubah yang itu, atau tulis kata lain.")]
    ExpressionTaken(String),
    /// The region's list is full.
    #[error("Daftar ini penuh, paling banyak {MOST_SYNONYMS} kata. Hapus yang tidak dipakai lagi.")]
    SynonymsUsedUp,
    /// Somebody else saved in between.
    #[error("Bagian ini baru saja disimpan orang lain. Muat ulang, lalu gabungkan tulisan Anda.")]
    Changed,
    /// The draft is the only version there is.
    #[error("Layanan ini belum pernah terbit, jadi drafnya tidak dapat dibuang.")]
    OnlyDraft,
    /// A draft stands where an old version should become the draft.
    #[error("Masih ada draf. Terbitkan atau buang dulu draf itu, lalu kembalikan versi lama.")]
    DraftInTheWay,
    /// Its state does not allow it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The region rules that somebody else publishes it.
    #[error("Anda ikut menulis draf ini. Menurut aturan daerah, orang lain yang menerbitkannya.")]
    OwnWork,
    /// The gate before publication is closed.
    #[error("Standar ini belum dapat diterbitkan.")]
    NotPublishable(Vec<Finding>),
    /// Below the catalogue.
    #[error(transparent)]
    Storage(StorageError),
}

impl From<StorageError> for EditError {
    /// A conflict means that somebody else was there in between.
    fn from(error: StorageError) -> Self {
        if error.is_conflict() { Self::Changed } else { Self::Storage(error) }
    }
}
