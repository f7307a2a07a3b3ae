//! What a check finds, and what to do about it.

use crate::rollup::{Quartiles, Side};

use super::Component;

/// Something to do about a standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where it is.
    pub place: Place,
    /// Which rule found it.
    pub rule: Rule,
}

/// Where a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In the name of the service.
    Name,
    /// In a component.
    Component(Component),
    /// In the decree.
    Decree,
    /// In the whole.
    Whole,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Holds publication.
    Blocks,
    /// Asks for a look.
    Look,
}

/// The rules of the linter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// One of the six public components is empty.
    Missing(Component),
    /// No decree sets this version.
    DecreeMissing,
    /// The decree does not hold yet.
    DecreeNotInForce,
    /// A population document costs something.
    PopulationFee,
    /// By its name the service gives a population document, and it costs something.
    PopulationFeeByName,
    /// A levy without a regional law.
    LevyWithoutPerda,
    /// The regional law has no number.
    PerdaWithoutNumber,
    /// A fee without the rule that sets it.
    FeeWithoutBasis,
    /// A fixed fee of nothing.
    ZeroFee,
    /// A list of tariffs without one.
    NoTier,
    /// A requirement stands twice.
    RequirementTwice(String),
    /// The name is of a permit that was abolished.
    AbolishedPermit {
        /// The old permit.
        old: &'static str,
        /// What replaced it.
        new: &'static str,
        /// By which law.
        law: &'static str,
    },
    /// The decree was signed three years ago or more.
    NotReviewed {
        /// How many whole years ago.
        years: u32,
    },
    /// The time lies far from that of other regions with the same template.
    FarTime(Side, Quartiles),
    /// The fee lies far from that of other regions with the same template.
    FarFee(Side, Quartiles),
    /// A requirement asks for what an agency of the state has issued, in a way in which the citizen's own copy is not found.
    HeldElsewhere {
        /// The requirement.
        text: String,
        /// `KTP-el (Disdukcapil)`
        document: String,
    },
    /// The content comes from another region and was not compared with this one's practice.
    UnverifiedCopy,
    /// The content comes from the starter catalogue and was not compared with the region's practice.
    Unverified,
}

impl Rule {
    /// The rule's name in the database and in addresses.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "missing",
            Self::DecreeMissing => "decree_missing",
            Self::DecreeNotInForce => "decree_not_in_force",
            Self::PopulationFee => "population_fee",
            Self::PopulationFeeByName => "population_fee_by_name",
            Self::LevyWithoutPerda => "levy_without_perda",
            Self::PerdaWithoutNumber => "perda_without_number",
            Self::FeeWithoutBasis => "fee_without_basis",
            Self::ZeroFee => "zero_fee",
            Self::NoTier => "no_tier",
            Self::RequirementTwice(_) => "requirement_twice",
            Self::AbolishedPermit { .. } => "abolished_permit",
            Self::NotReviewed { .. } => "not_reviewed",
            Self::FarTime(..) => "far_time",
            Self::FarFee(..) => "far_fee",
            Self::HeldElsewhere { .. } => "held_elsewhere",
            Self::Unverified | Self::UnverifiedCopy => "unverified",
        }
    }

    /// What distinguishes two findings of this rule in one service.
    pub fn detail(&self) -> String {
        match self {
            Self::Missing(component) => component.number().to_string(),
            Self::RequirementTwice(text) | Self::HeldElsewhere { text, .. } => text.clone(),
            Self::AbolishedPermit { old, .. } => (*old).to_owned(),
            Self::NotReviewed { years } => years.to_string(),
            _ => String::new(),
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Self::Missing(_)
            | Self::DecreeMissing
            | Self::PopulationFee
            | Self::LevyWithoutPerda
            | Self::FeeWithoutBasis
            | Self::ZeroFee
            | Self::NoTier => Severity::Blocks,
            Self::DecreeNotInForce
            | Self::PopulationFeeByName
            | Self::PerdaWithoutNumber
            | Self::RequirementTwice(_)
            | Self::AbolishedPermit { .. }
            | Self::NotReviewed { .. }
            | Self::FarTime(..)
            | Self::FarFee(..)
            | Self::HeldElsewhere { .. }
            | Self::UnverifiedCopy
            | Self::Unverified => Severity::Look,
        }
    }

    /// Two or three words for a list.
    pub fn short(&self) -> String {
        match self {
            Self::Missing(component) => format!("Belum ada: {}", component.title()),
            Self::DecreeMissing => "Belum ada SK".to_owned(),
            Self::DecreeNotInForce => "SK belum berlaku".to_owned(),
            Self::PopulationFee => "Adminduk wajib gratis".to_owned(),
            Self::PopulationFeeByName => "Mungkin adminduk".to_owned(),
            Self::LevyWithoutPerda => "Retribusi tanpa Perda".to_owned(),
            Self::PerdaWithoutNumber => "Perda tanpa nomor".to_owned(),
            Self::FeeWithoutBasis => "Biaya tanpa dasar".to_owned(),
            Self::ZeroFee => "Biaya nol".to_owned(),
            Self::NoTier => "Rincian tarif kosong".to_owned(),
            Self::RequirementTwice(_) => "Syarat ganda".to_owned(),
            Self::AbolishedPermit { old, new, .. } => format!("{old} sudah dihapus: {new}"),
            Self::NotReviewed { years } => format!("{years} tahun tidak ditinjau"),
            Self::FarTime(Side::Above, _) => "Waktu jauh lebih lama".to_owned(),
            Self::FarTime(Side::Below, _) => "Waktu jauh lebih singkat".to_owned(),
            Self::FarFee(Side::Above, _) => "Biaya jauh lebih tinggi".to_owned(),
            Self::FarFee(Side::Below, _) => "Biaya jauh lebih rendah".to_owned(),
            Self::HeldElsewhere { .. } => "Sudah dipegang negara".to_owned(),
            Self::UnverifiedCopy | Self::Unverified => "Belum dicocokkan".to_owned(),
        }
    }

    /// What to do, in one sentence.
    pub fn remedy(&self) -> String {
        match self {
            Self::Missing(component) => missing(*component).to_owned(),
            Self::DecreeMissing => "Tulis nomor dan tanggal SK yang menetapkan standar ini.".to_owned(),
            Self::DecreeNotInForce => {
                "SK ini belum berlaku. Setelah diterbitkan, versi ini menunggu sampai tanggal berlakunya.".to_owned()
            }
            Self::PopulationFee => {
                "Pilih Gratis. Pengurusan dokumen kependudukan tidak boleh dipungut biaya.".to_owned()
            }
            Self::PopulationFeeByName => "Bila layanan ini menerbitkan dokumen kependudukan, pilih Gratis.".to_owned(),
            Self::LevyWithoutPerda => "Tulis Perda yang menetapkan retribusi ini.".to_owned(),
            Self::PerdaWithoutNumber => "Tulis nomor dan tahun Perda agar warga dapat memeriksanya.".to_owned(),
            Self::FeeWithoutBasis => "Tulis peraturan atau keputusan yang menetapkan biaya ini.".to_owned(),
            Self::ZeroFee => "Pilih Gratis bila tidak ada yang dibayar, atau tulis jumlahnya.".to_owned(),
            Self::NoTier => "Tambahkan sedikitnya satu rincian tarif.".to_owned(),
            Self::RequirementTwice(text) => format!("Syarat \"{text}\" tertulis dua kali. Hapus salah satu."),
            Self::AbolishedPermit { old, new, .. } => {
                format!("{old} sudah dihapus dan diganti {new}. Periksa nama layanan ini.")
            }
            Self::NotReviewed { years } => {
                format!("SK ini ditetapkan {years} tahun lalu. Tinjau standarnya, lalu tetapkan kembali.")
            }
            Self::FarTime(side, others) => far("Waktu", *side, others, spell_minutes),
            Self::FarFee(side, others) => far("Biaya", *side, others, spell_rupiah),
            Self::HeldElsewhere { text, document } => format!(
                "Syarat \"{text}\" meminta yang sudah dipegang instansi lain: {document}. Pilih jenis dokumennya agar berkas \
                 yang disimpan warga dapat dipakai, atau periksa sendiri dan hapus syarat ini."
            ),
            Self::UnverifiedCopy => {
                "Isi ini disalin dari daerah lain. Cocokkan dengan keadaan di daerah Anda, lalu nyatakan sudah sesuai."
                    .to_owned()
            }
            Self::Unverified => {
                "Isi ini dari katalog awal. Cocokkan dengan keadaan di daerah Anda, lalu nyatakan sudah sesuai."
                    .to_owned()
            }
        }
    }

    /// The law behind it; none where it is only good sense.
    pub fn law(&self) -> Option<&'static str> {
        match self {
            Self::Missing(_) | Self::DecreeMissing => Some("UU 25/2009; Permenpan RB 15/2014"),
            Self::NotReviewed { .. } => Some("Permenpan RB 15/2014"),
            Self::HeldElsewhere { .. } => Some("UU 25/2009; Perpres 95/2018"),
            Self::PopulationFee | Self::PopulationFeeByName => Some("UU 24/2013 pasal 79A"),
            Self::LevyWithoutPerda | Self::PerdaWithoutNumber => Some("UU 1/2022"),
            Self::FeeWithoutBasis => Some("UU 25/2009"),
            Self::AbolishedPermit { law, .. } => Some(law),
            Self::DecreeNotInForce
            | Self::ZeroFee
            | Self::NoTier
            | Self::RequirementTwice(_)
            | Self::FarTime(..)
            | Self::FarFee(..)
            | Self::UnverifiedCopy
            | Self::Unverified => None,
        }
    }
}

fn far(what: &str, side: Side, others: &Quartiles, spell: fn(i64) -> String) -> String {
    let side = match side {
        Side::Above => "jauh di atas",
        Side::Below => "jauh di bawah",
    };
    let (low, middle, high) = (spell(others.low), spell(others.middle), spell(others.high));
    format!(
        "{what} di sini {side} {} daerah lain dengan templat yang sama: separuhnya {low} sampai {high}, tengahnya {middle}. \
         Tetap boleh bila memang demikian; tulis alasannya.",
        others.regions
    )
}

/// `3 hari kerja` or `2 jam`: minutes of an office as people say them.
pub(crate) fn spell_minutes(minutes: i64) -> String {
    match minutes {
        0..60 => format!("{minutes} menit"),
        60..450 => format!("{} jam", tenths(minutes, 60)),
        _ => format!("{} hari kerja", tenths(minutes, 450)),
    }
}

/// `1,5`: with one place behind the comma where one is needed.
fn tenths(number: i64, of: i64) -> String {
    let tenths = (number * 10 + of / 2) / of;
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}

/// A sum in rupiah as it is printed.
pub(crate) fn spell_rupiah(amount: i64) -> String {
    balai_kernel::Rupiah::new(amount).map_or_else(|_| "Rp\u{a0}0".to_owned(), balai_kernel::Rupiah::typeset)
}

fn missing(component: Component) -> &'static str {
    match component {
        Component::Requirements => "Tulis sedikitnya satu persyaratan.",
        Component::Procedure => "Tulis langkah-langkahnya, mulai dari yang dilakukan warga.",
        Component::Time => "Tulis paling lama berapa waktu yang diperlukan.",
        Component::Fee => "Pilih Gratis, atau tulis biayanya beserta dasarnya.",
        Component::Product => "Tulis apa yang diterima warga.",
        Component::Complaints => "Tulis ke mana warga dapat mengadu.",
        Component::LegalBasis => "Tulis peraturan yang menjadi dasar layanan ini.",
        Component::Facilities => "Tulis sarana dan fasilitas yang disediakan.",
        Component::Competence => "Tulis kemampuan yang harus dimiliki pelaksana.",
        Component::Supervision => "Tulis siapa yang mengawasi.",
        Component::StaffCount => "Tulis jumlah pelaksana.",
        Component::Guarantee => "Tulis jaminan bahwa layanan sesuai standar.",
        Component::Safety => "Tulis jaminan keamanan dan keselamatan.",
        Component::Evaluation => "Tulis cara dan waktu evaluasi kinerja.",
    }
}

impl Finding {
    /// A finding of a rule at a place.
    pub fn new(place: Place, rule: Rule) -> Self {
        Self { place, rule }
    }

    /// Whether it holds publication.
    pub fn blocks(&self) -> bool {
        self.rule.severity() == Severity::Blocks
    }

    /// The component it is in, if it is in one.
    pub fn component(&self) -> Option<Component> {
        match self.place {
            Place::Component(component) => Some(component),
            Place::Name | Place::Decree | Place::Whole => None,
        }
    }
}
