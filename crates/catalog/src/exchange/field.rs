//! The columns by their headings, and by what others call them.

use balai_kernel::fold;

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The service's code.
    Code,
    /// Its name.
    Name,
    /// Its agency.
    Agency,
    /// Its category.
    Category,
    /// 1
    Requirements,
    /// 2
    Procedure,
    /// 3
    Time,
    /// 3, what the time leaves out
    TimeNote,
    /// 4
    Fee,
    /// 4, what kind of payment
    FeeKind,
    /// 4, by which law
    FeeBasis,
    /// 4, how to pay
    Payment,
    /// 5
    Product,
    /// 6
    Complaints,
    /// 7
    LegalBasis,
    /// 8
    Facilities,
    /// 9
    Competence,
    /// 10
    Supervision,
    /// 11
    StaffCount,
    /// 12
    Guarantee,
    /// 13
    Safety,
    /// 14
    Evaluation,
    /// The decree's number.
    DecreeNumber,
    /// When it was signed.
    DecreeDate,
    /// From when it holds.
    DecreeEffective,
    /// Where the service can be asked for.
    Channels,
    /// How deep it is connected.
    Connection,
    /// Where a link leads.
    Link,
    /// The national system that does the work.
    System,
    /// What citizens should know besides.
    Note,
    /// Where the content comes from.
    Provenance,
    /// Where the service stands; written and never read.
    State,
}

/// Each column's heading, and others that mean the same, folded.
const WORDS: [(Field, &str, &[&str]); 32] = [
    (Field::Code, "Kode", &["kode layanan", "id layanan", "nomor layanan", "code"]),
    (
        Field::Name,
        "Nama layanan",
        &["layanan", "nama", "jenis layanan", "jenis pelayanan", "nama pelayanan", "judul layanan", "uraian layanan"],
    ),
    (
        Field::Agency,
        "Instansi",
        &[
            "opd",
            "dinas",
            "perangkat daerah",
            "nama opd",
            "nama instansi",
            "skpd",
            "unit",
            "unit kerja",
            "penyelenggara",
            "instansi penyelenggara",
        ],
    ),
    (Field::Category, "Kategori", &["urusan", "kelompok", "bidang", "kategori layanan", "jenis urusan"]),
    (
        Field::Requirements,
        "Persyaratan",
        &["syarat", "persyaratan layanan", "persyaratan pelayanan", "syarat syarat", "berkas"],
    ),
    (
        Field::Procedure,
        "Prosedur",
        &[
            "sistem mekanisme dan prosedur",
            "mekanisme",
            "alur",
            "langkah",
            "mekanisme dan prosedur",
            "sop",
            "alur layanan",
        ],
    ),
    (
        Field::Time,
        "Waktu",
        &[
            "jangka waktu",
            "lama",
            "waktu penyelesaian",
            "jangka waktu penyelesaian",
            "waktu pelayanan",
            "lama proses",
            "durasi",
            "jangka waktu pelayanan",
        ],
    ),
    (Field::TimeNote, "Catatan waktu", &["keterangan waktu"]),
    (
        Field::Fee,
        "Biaya",
        &["tarif", "biaya tarif", "biaya layanan", "biaya pelayanan", "retribusi", "harga", "biaya rp", "tarif rp"],
    ),
    (Field::FeeKind, "Jenis biaya", &["biaya jenis", "jenis tarif"]),
    (
        Field::FeeBasis,
        "Dasar biaya",
        &["dasar hukum biaya", "dasar tarif", "biaya dasar", "biaya dasar hukum", "perda tarif", "dasar hukum tarif"],
    ),
    (Field::Payment, "Cara bayar", &["pembayaran", "cara pembayaran", "biaya cara bayar"]),
    (Field::Product, "Produk", &["produk pelayanan", "produk layanan", "hasil", "hasil layanan", "keluaran"]),
    (
        Field::Complaints,
        "Pengaduan",
        &[
            "penanganan pengaduan",
            "penanganan pengaduan saran dan masukan",
            "pengaduan saran dan masukan",
            "kontak pengaduan",
        ],
    ),
    (Field::LegalBasis, "Dasar hukum", &["peraturan", "landasan hukum", "regulasi"]),
    (
        Field::Facilities,
        "Sarana dan prasarana",
        &["sarana", "fasilitas", "sarana prasarana dan atau fasilitas", "sarana prasarana"],
    ),
    (Field::Competence, "Kompetensi pelaksana", &["kompetensi"]),
    (Field::Supervision, "Pengawasan internal", &["pengawasan"]),
    (Field::StaffCount, "Jumlah pelaksana", &["jumlah petugas", "jumlah pegawai", "pelaksana"]),
    (Field::Guarantee, "Jaminan pelayanan", &["jaminan layanan"]),
    (
        Field::Safety,
        "Jaminan keamanan",
        &["jaminan keamanan dan keselamatan pelayanan", "jaminan keamanan dan keselamatan", "keamanan dan keselamatan"],
    ),
    (Field::Evaluation, "Evaluasi kinerja", &["evaluasi", "evaluasi kinerja pelaksana"]),
    (Field::DecreeNumber, "Nomor SK", &["sk", "no sk", "sk nomor", "sk no", "nomor keputusan", "sk penetapan nomor"]),
    (Field::DecreeDate, "Tanggal SK", &["tgl sk", "sk tanggal", "sk tgl", "tanggal penetapan", "sk penetapan tanggal"]),
    (
        Field::DecreeEffective,
        "SK berlaku mulai",
        &["tanggal berlaku", "berlaku mulai", "sk berlaku", "sk mulai berlaku"],
    ),
    (Field::Channels, "Kanal", &["saluran", "tempat layanan", "kanal layanan", "cara layanan"]),
    (Field::Connection, "Sambungan", &["tingkat sambungan", "jenis sambungan"]),
    (Field::Link, "Alamat tautan", &["tautan", "link", "url", "situs", "website"]),
    (Field::System, "Sistem nasional", &["sistem", "aplikasi"]),
    (Field::Note, "Catatan", &["keterangan", "info", "catatan layanan"]),
    (Field::Provenance, "Asal isi", &["sumber isi"]),
    (Field::State, "Keadaan", &["status", "status terbit"]),
];

impl Field {
    /// All columns in the order in which they are written.
    pub const ALL: [Self; 32] = [
        Self::Code,
        Self::Name,
        Self::Agency,
        Self::Category,
        Self::Requirements,
        Self::Procedure,
        Self::Time,
        Self::TimeNote,
        Self::Fee,
        Self::FeeKind,
        Self::FeeBasis,
        Self::Payment,
        Self::Product,
        Self::Complaints,
        Self::LegalBasis,
        Self::Facilities,
        Self::Competence,
        Self::Supervision,
        Self::StaffCount,
        Self::Guarantee,
        Self::Safety,
        Self::Evaluation,
        Self::DecreeNumber,
        Self::DecreeDate,
        Self::DecreeEffective,
        Self::Channels,
        Self::Connection,
        Self::Link,
        Self::System,
        Self::Note,
        Self::Provenance,
        Self::State,
    ];

    /// Its heading.
    pub fn title(self) -> &'static str {
        self.words().0
    }

    /// How it is written, for the instructions.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Code => {
                "Kosongkan untuk layanan baru; kami memberi kode. Jangan diubah untuk layanan yang sudah ada."
            }
            Self::Name => "Wajib. Nama yang dibaca warga.",
            Self::Agency => "Wajib. Nama, nama singkat, atau kode instansi yang sudah ada di katalog.",
            Self::Category => "Wajib untuk layanan baru. Nama kategori yang sudah ada di katalog.",
            Self::Requirements => {
                "Satu syarat satu baris: 1. KTP-el | dokumen: KTP. Tambahkan | bila perlu dan | catatan: … bila ada."
            }
            Self::Procedure => "Satu langkah satu baris: 1. … 2. …",
            Self::Time => "Misalnya 3 hari kerja, 30 menit, 2 jam, 7 hari kalender, atau 1x24 jam.",
            Self::TimeNote => "Misalnya sejak berkas lengkap.",
            Self::Fee => {
                "gratis, 25000, atau Rp 25.000. Beberapa tarif: satu baris satu tarif, 1. SIM A | Rp 120.000. Dihitung: Rumus: …"
            }
            Self::FeeKind => "Retribusi daerah, PNBP, Tarif, atau Kewajiban lain.",
            Self::FeeBasis => "Peraturan yang menetapkan biaya, misalnya Perda 1/2024.",
            Self::Payment => "Cara membayar.",
            Self::Product => "Apa yang diterima warga.",
            Self::Complaints => "Kosong berarti mengikuti pengaturan balai.",
            Self::LegalBasis => "Satu peraturan satu baris.",
            Self::StaffCount => "Angka.",
            Self::DecreeNumber => "Nomor surat keputusan penetapan standar.",
            Self::DecreeDate | Self::DecreeEffective => "Misalnya 2/11/2026 atau 2 November 2026.",
            Self::Channels => {
                "Pisahkan dengan koma: balai, keliling, anjungan, daring, kantor, kecamatan, desa, mitra, telepon."
            }
            Self::Connection => "informasi, tautan, tersambung, atau di sini.",
            Self::Link => "Alamat https:// bila sambungannya tautan.",
            Self::System => "Sistem nasional yang mengerjakan, misalnya OSS.",
            Self::Provenance => "daerah, katalog awal, salinan, atau contoh.",
            Self::State => "Hanya keterangan; impor tidak menerbitkan dan tidak menarik layanan.",
            Self::Facilities
            | Self::Competence
            | Self::Supervision
            | Self::Guarantee
            | Self::Safety
            | Self::Evaluation
            | Self::Note => "Teks bebas.",
        }
    }

    /// How wide its column is written.
    pub(super) fn width(self) -> u16 {
        match self {
            Self::Requirements | Self::Procedure => 50,
            Self::Name | Self::Fee | Self::Product | Self::LegalBasis | Self::Complaints => 36,
            Self::Code | Self::StaffCount | Self::State | Self::DecreeDate | Self::DecreeEffective => 13,
            _ => 24,
        }
    }

    /// The word by which forms name it: its heading, folded.
    pub fn code(self) -> String {
        fold(self.title()).replace(' ', "-")
    }

    /// The column with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.code() == code)
    }

    /// The column that a heading means.
    pub fn guess(heading: &str) -> Option<Self> {
        let folded = fold(heading);
        let folded = folded.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let means = |field: &Self| {
            let (title, others) = field.words();
            fold(title) == folded || others.contains(&folded)
        };
        (!folded.is_empty()).then(|| Self::ALL.into_iter().find(means)).flatten()
    }

    /// Its heading, and others that mean the same, folded.
    fn words(self) -> (&'static str, &'static [&'static str]) {
        let (_, title, others) = WORDS.iter().find(|(field, ..)| *field == self).expect("every column has its words");
        (title, others)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_heading_means_one_column() {
        let mut seen = BTreeSet::new();
        for field in Field::ALL {
            let (title, others) = field.words();
            assert_eq!(Field::guess(title), Some(field));
            assert_eq!(Field::from_code(&field.code()), Some(field));
            for word in others {
                assert_eq!(*word, fold(word), "folded");
                assert_eq!(Field::guess(word), Some(field), "{word}");
            }
            assert!(
                std::iter::once(fold(title).as_str()).chain(others.iter().copied()).all(|w| seen.insert(w.to_owned()))
            );
        }
    }

    #[test]
    fn headings_of_offices_are_understood() {
        for (heading, field) in [
            ("NAMA LAYANAN", Field::Name),
            ("3. Jangka Waktu Penyelesaian", Field::Time),
            ("Biaya/Tarif", Field::Fee),
            ("OPD", Field::Agency),
            ("Sistem, Mekanisme, dan Prosedur", Field::Procedure),
        ] {
            assert_eq!(Field::guess(heading), Some(field), "{heading}");
        }
        assert_eq!(Field::guess("No."), None);
        assert_eq!(Field::guess("14"), None);
    }
}
