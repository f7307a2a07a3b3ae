//! Documents that some agency of the state has issued and holds: a citizen who brings one carries what the state knows.

use super::Requirement;
use super::gate::Phrases;

/// A document: the words by which a requirement betrays it, its name, who issues it.
struct Held {
    words: &'static [&'static str],
    name: &'static str,
    holder: &'static str,
}

const fn held(words: &'static [&'static str], name: &'static str, holder: &'static str) -> Held {
    Held { words, name, holder }
}

const HELD: [Held; 12] = [
    held(&["ktp orang tua", "ktp el orang tua"], "KTP-el orang tua", "Disdukcapil"),
    held(&["ktp", "ktp el", "e ktp", "kartu tanda penduduk"], "KTP-el", "Disdukcapil"),
    held(&["kk", "kartu keluarga"], "Kartu Keluarga", "Disdukcapil"),
    held(&["akta kelahiran", "akte kelahiran"], "akta kelahiran", "Disdukcapil"),
    held(&["buku nikah", "akta perkawinan", "akta nikah"], "buku nikah", "KUA atau Disdukcapil"),
    held(&["npwp"], "NPWP", "Direktorat Jenderal Pajak"),
    held(&["nib", "nomor induk berusaha"], "NIB", "sistem OSS"),
    held(
        &["sertipikat hak", "sertifikat hak", "sertifikat tanah", "sertipikat tanah"],
        "sertipikat tanah",
        "Kantor Pertanahan",
    ),
    held(&["sppt", "pbb"], "bukti PBB-P2", "badan pendapatan daerah"),
    held(&["jkn", "bpjs kesehatan"], "kepesertaan JKN", "BPJS Kesehatan"),
    held(&["stnk"], "STNK", "Samsat"),
    held(&["pengesahan badan hukum"], "pengesahan badan hukum", "Kementerian Hukum"),
];

/// Requirements that ask for such a document without naming its type, with the document and who holds it. Where the type
/// is named, the copy that a citizen keeps here is found, and nobody is asked twice.
pub(super) fn held_elsewhere(requirements: &[Requirement]) -> impl Iterator<Item = (&Requirement, String)> {
    let untyped = requirements.iter().filter(|requirement| requirement.document.is_none());
    untyped.filter_map(|requirement| {
        let text = Phrases::of(requirement.text.as_str());
        let held = HELD.iter().find(|held| text.have_any(held.words))?;
        Some((requirement, format!("{} ({})", held.name, held.holder)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::DocumentCode;
    use crate::text::Line;

    fn requirement(text: &str, code: Option<&str>) -> Requirement {
        Requirement {
            text: Line::parse(text).unwrap(),
            note: None,
            mandatory: true,
            document: code.map(|code| DocumentCode::parse(code).unwrap()),
        }
    }

    #[test]
    fn a_document_is_known_by_its_words_unless_its_type_is_named() {
        let asked = [
            requirement("Fotokopi NPWP", None),
            requirement("Kartu Keluarga", Some("KK")),
            requirement("Denah lokasi", None),
            requirement("Fotokopi KTP orang tua", None),
        ];
        let found: Vec<(&str, String)> =
            held_elsewhere(&asked).map(|(requirement, document)| (requirement.text.as_str(), document)).collect();
        let expected = [
            ("Fotokopi NPWP", "NPWP (Direktorat Jenderal Pajak)".to_owned()),
            ("Fotokopi KTP orang tua", "KTP-el orang tua (Disdukcapil)".to_owned()),
        ];
        assert_eq!(found, expected);
    }
}
