//! The file format of a catalogue to adopt, read strictly: an unknown field or word is an error, not a gap.

use balai_kernel::{Rupiah, Slug};
use serde::Deserialize;

use crate::agency::AgencyKind;
use crate::category::Subject;
use crate::channel::Channel;
use crate::standard::{
    BasisKind, Complaints, DocumentCode, Fee, LegalBasis, Provenance, Requirement, ServiceTime, Standard, Tier,
    TimeUnit,
};
use crate::text::{Line, Prose};

use super::{AgencyTemplate, CategoryTemplate, DocumentType, ServiceTemplate, Templates};

/// Why a catalogue cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum TemplateError {
    /// Not the JSON that was agreed on.
    #[error("Berkas katalog tidak terbaca: {0}")]
    Json(#[from] serde_json::Error),
    /// Something in one service contradicts itself.
    #[error("Layanan {service}: {problem}")]
    Service {
        /// Key of the service.
        service: String,
        /// What is wrong with it.
        problem: &'static str,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    meta: Meta,
    documents: Vec<DocumentRow>,
    categories: Vec<CategoryRow>,
    agencies: Vec<AgencyRow>,
    services: Vec<ServiceRow>,
}

/// What the file says of itself; all but its version is for who reads the file.
#[derive(Deserialize)]
struct Meta {
    version: i32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentRow {
    code: DocumentCode,
    name: Line,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryRow {
    id: String,
    name: Line,
    subject: Subject,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgencyRow {
    id: Slug,
    code: Line,
    name: Line,
    short: Line,
    #[serde(rename = "type")]
    kind: AgencyWord,
    parent: Line,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum AgencyWord {
    Daerah,
    Vertikal,
    Bumn,
    Bumd,
    Lembaga,
    Gabungan,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ServiceRow {
    id: Slug,
    agency: Slug,
    name: Line,
    category: String,
    legal_basis: Vec<Line>,
    requirements: Vec<RequirementRow>,
    steps: Vec<Line>,
    duration: Duration,
    fee: FeeRow,
    product: Line,
    channels: Vec<ChannelWord>,
    national_system: Option<Line>,
    #[serde(rename = "basis")]
    _basis: String,
    #[serde(rename = "sources")]
    _sources: Vec<String>,
    needs_local_verification: bool,
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementRow {
    name: Line,
    doc: Option<DocumentCode>,
    mandatory: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Duration {
    value: u16,
    unit: UnitWord,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum UnitWord {
    Menit,
    Jam,
    HariKerja,
    HariKalender,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FeeRow {
    #[serde(rename = "type")]
    kind: FeeWord,
    #[serde(rename = "amount_min")]
    low: Option<Rupiah>,
    #[serde(rename = "amount_max")]
    high: Option<Rupiah>,
    note: String,
    basis: Option<BasisRow>,
    tiers: Option<Vec<Tier>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum FeeWord {
    Gratis,
    Tetap,
    Rentang,
    Variabel,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BasisRow {
    kind: BasisKind,
    rule: Line,
}

/// Where the file says a service can be had: the four channels, and offices by their own names.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ChannelWord {
    Mpp,
    Keliling,
    SimKeliling,
    Daring,
    Kantor,
    Polres,
    Polsek,
    Kpp,
    Samsat,
    KantorImigrasi,
    Kua,
    UnitUji,
    Satpas,
    GeraiSim,
    Kecamatan,
    DesaKelurahan,
    Faskes,
    Sekolah,
    Bank,
    Puskeswan,
    Perpustakaan,
    Telepon,
    #[serde(rename = "telepon_129")]
    Telepon129,
    Sms,
}

impl Templates {
    /// Reads a catalogue from its file.
    pub fn parse(json: &str) -> Result<Self, TemplateError> {
        let file: File = serde_json::from_str(json)?;
        let services: Result<Vec<_>, _> = file.services.into_iter().map(service).collect();
        Ok(Self {
            version: file.meta.version,
            documents: file.documents.into_iter().map(document).collect(),
            categories: file.categories.into_iter().map(category).collect(),
            agencies: file.agencies.into_iter().map(AgencyTemplate::from).collect(),
            services: services?,
        })
    }
}

fn document(row: DocumentRow) -> DocumentType {
    DocumentType { code: row.code, name: row.name }
}

fn category(row: CategoryRow) -> CategoryTemplate {
    CategoryTemplate { key: category_key(&row.id), name: row.name, subject: row.subject }
}

/// The file writes `pajak_daerah`, addresses write `pajak-daerah`.
pub(crate) fn category_key(id: &str) -> Slug {
    Slug::from_name(id).expect("a category's id has letters")
}

impl From<AgencyRow> for AgencyTemplate {
    fn from(row: AgencyRow) -> Self {
        Self {
            key: row.id,
            code: row.code,
            name: row.name,
            short_name: row.short,
            kind: match row.kind {
                AgencyWord::Daerah => AgencyKind::Regional,
                AgencyWord::Vertikal => AgencyKind::Vertical,
                AgencyWord::Bumn => AgencyKind::StateCompany,
                AgencyWord::Bumd => AgencyKind::RegionalCompany,
                AgencyWord::Lembaga | AgencyWord::Gabungan => AgencyKind::Other,
            },
            parent: row.parent,
        }
    }
}

fn service(row: ServiceRow) -> Result<ServiceTemplate, TemplateError> {
    let problem = |problem| TemplateError::Service { service: row.id.as_str().to_owned(), problem };
    let time = time(row.duration.value, row.duration.unit).ok_or_else(|| problem("waktu layanan nol"))?;
    let (fee, payment) = fee(row.fee).map_err(problem)?;
    Ok(ServiceTemplate {
        standard: Standard {
            requirements: row.requirements.into_iter().map(requirement).collect(),
            procedure: row.steps,
            time: Some(time),
            fee: Some(fee),
            payment,
            product: Some(row.product),
            complaints: Complaints::Region,
            legal_basis: row.legal_basis,
            provenance: if row.needs_local_verification { Provenance::Starter } else { Provenance::Own },
            ..Standard::default()
        },
        category: category_key(&row.category),
        key: row.id,
        agency: row.agency,
        name: row.name,
        note: Prose::parse(&row.note).ok(),
        system: row.national_system,
        channels: row.channels.into_iter().map(channel).collect(),
    })
}

pub(crate) fn time(amount: u16, unit: UnitWord) -> Option<ServiceTime> {
    let unit = match unit {
        UnitWord::Menit => TimeUnit::Minutes,
        UnitWord::Jam => TimeUnit::Hours,
        UnitWord::HariKerja => TimeUnit::WorkingDays,
        UnitWord::HariKalender => TimeUnit::ClockDays,
    };
    ServiceTime::of(amount, unit)
}

fn requirement(row: RequirementRow) -> Requirement {
    Requirement { text: row.name, note: None, mandatory: row.mandatory, document: row.doc }
}

/// The fee, and what the citizen reads about paying it.
fn fee(row: FeeRow) -> Result<(Fee, Option<Prose>), &'static str> {
    let note = Prose::parse_optional(&row.note).map_err(|_| "keterangan biaya terlalu panjang")?;
    if let FeeWord::Gratis = row.kind {
        return Ok((Fee::Free { basis: None }, note));
    }
    let basis = LegalBasis::from(row.basis.ok_or("biaya tanpa dasar")?);
    match row.kind {
        FeeWord::Tetap if row.low == row.high => {
            let amount = row.low.ok_or("biaya tetap tanpa jumlah")?;
            Ok((Fee::Fixed { amount, basis }, note))
        }
        FeeWord::Rentang => {
            let tiers = row.tiers.ok_or("rentang biaya tanpa rincian")?;
            Ok((Fee::Tiers { tiers, basis }, note))
        }
        FeeWord::Variabel => {
            let text = note.ok_or("biaya menurut perhitungan tanpa penjelasan")?;
            Ok((Fee::Formula { text, basis }, None))
        }
        FeeWord::Tetap | FeeWord::Gratis => Err("biaya tetap dengan dua jumlah"),
    }
}

impl From<BasisRow> for LegalBasis {
    fn from(row: BasisRow) -> Self {
        Self::new(row.kind, row.rule)
    }
}

fn channel(word: ChannelWord) -> Channel {
    match word {
        ChannelWord::Mpp => Channel::Hall,
        ChannelWord::Keliling | ChannelWord::SimKeliling => Channel::Mobile,
        ChannelWord::Daring => Channel::Online,
        ChannelWord::Kantor
        | ChannelWord::Polres
        | ChannelWord::Polsek
        | ChannelWord::Kpp
        | ChannelWord::Samsat
        | ChannelWord::KantorImigrasi
        | ChannelWord::Kua
        | ChannelWord::UnitUji
        | ChannelWord::Satpas
        | ChannelWord::GeraiSim => Channel::Office,
        ChannelWord::Kecamatan => Channel::District,
        ChannelWord::DesaKelurahan => Channel::Village,
        ChannelWord::Faskes
        | ChannelWord::Sekolah
        | ChannelWord::Bank
        | ChannelWord::Puskeswan
        | ChannelWord::Perpustakaan => Channel::Partner,
        ChannelWord::Telepon | ChannelWord::Telepon129 | ChannelWord::Sms => Channel::Phone,
    }
}
