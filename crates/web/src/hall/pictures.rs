//! The picture of a category.

use balai_catalog::rows::category;

use crate::icons::Icon;

/// A category that was adopted keeps its picture whatever it is called; one of the region's own has the folder.
pub fn of_category(category: &category::Model) -> Icon {
    match category.template_key.as_deref().unwrap_or_default() {
        "kependudukan" => Icon::Card,
        "perizinan-usaha" => Icon::Shop,
        "bangunan" => Icon::House,
        "kesehatan" => Icon::Health,
        "pendidikan" => Icon::School,
        "ketenagakerjaan" => Icon::Work,
        "sosial" | "jaminan-sosial" => Icon::Hands,
        "transportasi" => Icon::Van,
        "lingkungan" | "utilitas" => Icon::Drop,
        "pajak-daerah" | "pajak-pusat" => Icon::Receipt,
        "pengaduan" => Icon::Speech,
        "kendaraan" => Icon::Car,
        "kepolisian" => Icon::Shield,
        "keimigrasian" => Icon::Globe,
        "pertanahan" => Icon::Land,
        "keagamaan" => Icon::Rings,
        "hukum" => Icon::Scale,
        _ => Icon::Folder,
    }
}
