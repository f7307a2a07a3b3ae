//! The entries of each navigation.

use crate::parts::Link;
use crate::words::Words;

/// The entries of a region's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HallTab {
    /// Services by category, search, a service.
    Services,
    /// Agencies.
    Agencies,
}

/// The entries of the national entrance's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootTab {
    /// Find a region.
    Regions,
    /// Search over all regions.
    Search,
    /// Sign a region up.
    Join,
}

/// The entries of the ministry's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NationTab {
    /// Regions that want to join.
    Applications,
    /// Regions that have joined.
    Regions,
    /// How all regions come along.
    Adoption,
    /// Letters that wait or were refused.
    Letters,
    /// What the regions are told.
    Broadcasts,
    /// National templates.
    Templates,
    /// National holidays.
    Holidays,
    /// Numbers that two accounts have.
    Numbers,
    /// What people ask about their data.
    Privacy,
    /// Who works at the ministry as what.
    People,
    /// Who did what.
    Trail,
}

impl NationTab {
    pub(super) fn link(self) -> Link {
        match self {
            Self::Applications => Link::new("Pendaftaran", "/"),
            Self::Regions => Link::new("Daerah", "/daerah"),
            Self::Adoption => Link::new("Adopsi", "/adopsi"),
            Self::Letters => Link::new("Surat", "/surat"),
            Self::Broadcasts => Link::new("Siaran", "/siaran"),
            Self::Templates => Link::new("Templat", "/templat"),
            Self::Holidays => Link::new("Hari libur", "/hari-libur"),
            Self::Numbers => Link::new("NIK", "/nik"),
            Self::Privacy => Link::new("Data pribadi", "/permintaan-data"),
            Self::People => Link::new("Pegawai", "/pegawai"),
            Self::Trail => Link::new("Jejak", "/jejak"),
        }
    }
}

/// The entries of a desk's navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskTab {
    /// Services and their standards.
    Catalogue,
    /// What the linter found.
    Findings,
    /// Agencies.
    Agencies,
    /// Categories.
    Categories,
    /// What people search, and the region's synonyms.
    Searches,
    /// Documents of citizens.
    Documents,
    /// Citizens at the counter.
    Citizens,
    /// What people ask about their data.
    Privacy,
    /// Who works here as what.
    Staff,
    /// The hall and its look.
    Hall,
    /// Who did what.
    Trail,
}

impl DeskTab {
    /// All entries in their order.
    pub const ALL: [Self; 11] = [
        Self::Catalogue,
        Self::Findings,
        Self::Agencies,
        Self::Categories,
        Self::Searches,
        Self::Documents,
        Self::Citizens,
        Self::Privacy,
        Self::Staff,
        Self::Hall,
        Self::Trail,
    ];

    pub(super) fn link(self, w: Words) -> Link {
        match self {
            Self::Catalogue => Link::new("Katalog", "/kelola/katalog"),
            Self::Findings => Link::new("Temuan", "/kelola/temuan"),
            Self::Agencies => Link::new("Instansi", "/kelola/instansi"),
            Self::Categories => Link::new("Kategori", "/kelola/kategori"),
            Self::Searches => Link::new("Pencarian", "/kelola/pencarian"),
            Self::Documents => Link::new("Berkas", "/kelola/berkas"),
            Self::Citizens => Link::new("Warga", "/kelola/warga"),
            Self::Privacy => Link::new("Data pribadi", "/kelola/data-pribadi"),
            Self::Staff => Link::new("Pegawai", "/kelola/pegawai"),
            Self::Hall => Link::new(w.hall_first(), "/kelola/balai"),
            Self::Trail => Link::new("Jejak", "/kelola/jejak"),
        }
    }
}
