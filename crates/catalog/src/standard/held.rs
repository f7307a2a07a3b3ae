//! Documents that some agency of the state has issued and holds: a citizen who brings one carries what the state knows.

use balai_kernel::fold;

use super::Requirement;

/// A document: its code on this platform, the words by which a requirement betrays it, who issues it.
struct Held {
    code: &'static str,
    words: &'static [&'static str],
    name: &'static str,
    holder: &'static str,
}

const fn held(code: &'static str, words: &'static [&'static str], name: &'static str, holder: &'static str) -> Held {
    Held { code, words, name, holder }
}

const HELD: [Held; 12] = [
    held("KTP", &["ktp", "ktp el", "e ktp", "kartu tanda penduduk"], "KTP-el", "Disdukcapil"),
    held("KTPORTU", &["ktp orang tua", "ktp el orang tua"], "KTP-el orang tua", "Disdukcapil"),
    held("KK", &["kk", "kartu keluarga"], "Kartu Keluarga", "Disdukcapil"),
    held("AKL", &["akta kelahiran", "akte kelahiran"], "akta kelahiran", "Disdukcapil"),
    held("NIKAH", &["buku nikah", "akta perkawinan", "akta nikah"], "buku nikah", "KUA atau Disdukcapil"),
    held("NPWP", &["npwp"], "NPWP", "Direktorat Jenderal Pajak"),
    held("NIB", &["nib", "nomor induk berusaha"], "NIB", "sistem OSS"),
    held(
        "SERT",
        &["sertipikat hak", "sertifikat hak", "sertifikat tanah", "sertipikat tanah"],
        "sertipikat tanah",
        "Kantor Pertanahan",
    ),
    held("PBB", &["sppt", "pbb"], "bukti PBB-P2", "badan pendapatan daerah"),
    held("JKN", &["jkn", "bpjs kesehatan"], "kepesertaan JKN", "BPJS Kesehatan"),
    held("STNK", &["stnk"], "STNK", "Samsat"),
    held("AKTA", &["pengesahan badan hukum"], "pengesahan badan hukum", "Kementerian Hukum"),
];

/// `KTP-el (Disdukcapil)`: documents among the requirements that an agency of the state has issued.
pub(super) fn held_elsewhere(requirements: &[Requirement]) -> Vec<String> {
    let asked = |held: &&Held| requirements.iter().any(|requirement| asks_for(requirement, held));
    HELD.iter().filter(asked).map(|held| format!("{} ({})", held.name, held.holder)).collect()
}

/// Requirements that ask for a document of this platform without saying so: the citizen's own copy is not found for them.
pub(super) fn unlinked(requirements: &[Requirement]) -> impl Iterator<Item = &Requirement> {
    requirements.iter().filter(|requirement| {
        requirement.document.is_none() && HELD.iter().any(|held| names(requirement.text.as_str(), held))
    })
}

fn asks_for(requirement: &Requirement, held: &Held) -> bool {
    match &requirement.document {
        Some(code) => code.as_str() == held.code,
        None => names(requirement.text.as_str(), held),
    }
}

fn names(text: &str, held: &Held) -> bool {
    let text = format!(" {} ", fold(text));
    held.words.iter().any(|word| text.contains(&format!(" {word} ")))
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
    fn a_document_is_known_by_its_type_and_by_its_words() {
        let asked = [
            requirement("Fotokopi NPWP", None),
            requirement("Identitas", Some("KTP")),
            requirement("Denah lokasi", None),
        ];
        assert_eq!(held_elsewhere(&asked), ["KTP-el (Disdukcapil)", "NPWP (Direktorat Jenderal Pajak)"]);
        let untold: Vec<&str> = unlinked(&asked).map(|requirement| requirement.text.as_str()).collect();
        assert_eq!(untold, ["Fotokopi NPWP"]);
    }

    #[test]
    fn every_code_is_one_of_the_platforms_document_types() {
        let starter = crate::template::Templates::starter();
        for held in HELD {
            let code = DocumentCode::parse(held.code).unwrap();
            assert!(starter.document(&code).is_some(), "{}", held.code);
        }
    }
}
