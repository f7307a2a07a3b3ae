//! The entries of each navigation. Where there are more than a row holds, they stand in parts: the main row names the parts,
//! and a row below it the entries of the part where the reader is.

use crate::parts::{Link, Tab};
use crate::words::Words;

/// So many entries stand side by side and are still taken in at a glance.
const IN_A_ROW: usize = 6;

/// An entry of a navigation that may be too long for one row.
pub(super) struct Entry {
    /// The part it belongs to.
    part: String,
    /// Its words where all entries stand in one row.
    alone: String,
    /// Its words below its part.
    within: String,
    href: &'static str,
    current: bool,
}

/// The main row, and the row below it, which may be empty.
pub(super) fn rows(entries: &[Entry]) -> (Vec<Tab>, Vec<Tab>) {
    let tab = |words: &str, entry: &Entry| Tab { link: Link::new(words, entry.href), current: entry.current };
    if entries.len() <= IN_A_ROW {
        return (entries.iter().map(|entry| tab(&entry.alone, entry)).collect(), Vec::new());
    }
    let mut parts: Vec<Tab> = Vec::new();
    for entry in entries {
        match parts.iter_mut().find(|part| part.link.text == entry.part) {
            Some(part) => part.current |= entry.current,
            None => parts.push(tab(&entry.part, entry)),
        }
    }
    let here = parts.iter().find(|part| part.current).map(|part| part.link.text.as_str());
    let within = entries.iter().filter(|entry| Some(entry.part.as_str()) == here);
    let below: Vec<Tab> = within.map(|entry| tab(&entry.within, entry)).collect();
    if below.len() > 1 { (parts, below) } else { (parts, Vec::new()) }
}

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
    pub(super) fn entry(self, current: Self) -> Entry {
        let (part, words, href) = match self {
            Self::Applications => ("Daerah", "Pendaftaran", "/"),
            Self::Regions => ("Daerah", "Daftar daerah", "/daerah"),
            Self::Adoption => ("Daerah", "Adopsi", "/adopsi"),
            Self::Letters => ("Daerah", "Surat", "/surat"),
            Self::Broadcasts => ("Daerah", "Siaran", "/siaran"),
            Self::Templates => ("Acuan", "Templat", "/templat"),
            Self::Holidays => ("Acuan", "Hari libur", "/hari-libur"),
            Self::Numbers => ("Warga", "NIK", "/nik"),
            Self::Privacy => ("Warga", "Data pribadi", "/permintaan-data"),
            Self::People => ("Kementerian", "Pegawai", "/pegawai"),
            Self::Trail => ("Kementerian", "Jejak", "/jejak"),
        };
        let words = words.to_owned();
        Entry { part: part.to_owned(), alone: words.clone(), within: words, href, current: self == current }
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
        Self::Citizens,
        Self::Documents,
        Self::Privacy,
        Self::Hall,
        Self::Staff,
        Self::Trail,
    ];

    pub(super) fn entry(self, w: Words, current: Option<Self>) -> Entry {
        let hall = w.hall_first();
        let (part, alone, within, href) = match self {
            Self::Catalogue => ("Katalog", "Katalog", "Layanan", "/kelola/katalog"),
            Self::Findings => ("Katalog", "Temuan", "Temuan", "/kelola/temuan"),
            Self::Agencies => ("Katalog", "Instansi", "Instansi", "/kelola/instansi"),
            Self::Categories => ("Katalog", "Kategori", "Kategori", "/kelola/kategori"),
            Self::Searches => ("Katalog", "Pencarian", "Pencarian", "/kelola/pencarian"),
            Self::Citizens => ("Warga", "Warga", "Di loket", "/kelola/warga"),
            Self::Documents => ("Warga", "Berkas", "Berkas", "/kelola/berkas"),
            Self::Privacy => ("Warga", "Data pribadi", "Data pribadi", "/kelola/data-pribadi"),
            Self::Hall => (hall.as_str(), hall.as_str(), "Pengaturan", "/kelola/balai"),
            Self::Staff => (hall.as_str(), "Pegawai", "Pegawai", "/kelola/pegawai"),
            Self::Trail => (hall.as_str(), "Jejak", "Jejak", "/kelola/jejak"),
        };
        let [part, alone, within] = [part, alone, within].map(str::to_owned);
        Entry { part, alone, within, href, current: current == Some(self) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(tabs: &[Tab]) -> Vec<(&str, &str, bool)> {
        tabs.iter().map(|tab| (tab.link.text.as_str(), tab.link.href.as_str(), tab.current)).collect()
    }

    fn desk(tabs: &[DeskTab], current: DeskTab) -> (Vec<Tab>, Vec<Tab>) {
        rows(&tabs.iter().map(|tab| tab.entry(Words::default(), Some(current))).collect::<Vec<_>>())
    }

    #[test]
    fn a_few_entries_stand_in_one_row() {
        let clerk = [DeskTab::Catalogue, DeskTab::Findings, DeskTab::Citizens, DeskTab::Documents];
        let (main, below) = desk(&clerk, DeskTab::Citizens);
        assert_eq!(told(&main)[2], ("Warga", "/kelola/warga", true));
        assert!(main.len() == 4 && below.is_empty());
    }

    #[test]
    fn many_stand_in_parts_with_those_of_the_readers_part_below() {
        let (main, below) = desk(&DeskTab::ALL, DeskTab::Privacy);
        let parts = [
            ("Katalog", "/kelola/katalog", false),
            ("Warga", "/kelola/warga", true),
            ("Balai", "/kelola/balai", false),
        ];
        assert_eq!(told(&main), parts);
        let row = [
            ("Di loket", "/kelola/warga", false),
            ("Berkas", "/kelola/berkas", false),
            ("Data pribadi", "/kelola/data-pribadi", true),
        ];
        assert_eq!(told(&below), row);
    }

    #[test]
    fn every_entry_is_reached_from_every_page() {
        for here in DeskTab::ALL {
            let (main, _) = desk(&DeskTab::ALL, here);
            let firsts: Vec<&str> = main.iter().map(|part| part.link.href.as_str()).collect();
            for tab in DeskTab::ALL {
                let wanted = tab.entry(Words::default(), None).href;
                let first = DeskTab::ALL.into_iter().find(|first| {
                    let entry = first.entry(Words::default(), None);
                    firsts.contains(&entry.href) && entry.part == tab.entry(Words::default(), None).part
                });
                let (_, below) = desk(&DeskTab::ALL, first.expect("its part is in the main row"));
                assert!(below.iter().any(|tab| tab.link.href == wanted), "{wanted}");
            }
        }
    }
}
