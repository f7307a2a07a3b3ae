use super::desk::frame;
use super::{Sample, long_word, sample};
use crate::desk::searches::{MissRow, SearchesPage, SynonymRow};
use crate::desk::synonym::SynonymPage;
use crate::forms::{ErrorSummary, Field};
use crate::frame::DeskTab;
use crate::parts::Link;
use crate::words::Words;

/// The desk speaks Indonesian only, whatever the citizens' pages do.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let wrong = Field::new("maksud")
        .with("izin terbang")
        .wrong("Tidak ada layanan terbit yang memuat kata \"izin terbang\". Tulis kata yang ada di nama layanan Anda.");
    vec![
        list("typical", vec![miss("surat jalan"), miss("numpang nikah")], vec![synonym("boyongan")]),
        list("empty", vec![], vec![]),
        list("longest", vec![miss(&long_word())], vec![synonym(&long_word())]),
        form("typical", Some("7"), Field::new("maksud").with("surat keterangan pindah")),
        form("new", None, Field::new("maksud")),
        form("error", None, wrong),
    ]
}

fn miss(question: &str) -> MissRow {
    MissRow {
        question: question.to_owned(),
        occasions: "12".into(),
        href: "/kelola/pencarian/padanan/baru?kata=x".into(),
        search: "/cari?q=x".into(),
    }
}

fn synonym(expression: &str) -> SynonymRow {
    SynonymRow {
        expression: Link::new(expression, "/kelola/pencarian/padanan/7"),
        meanings: "surat keterangan pindah, kedatangan penduduk".into(),
        search: "/cari?q=x".into(),
    }
}

fn list(which: &str, missing: Vec<MissRow>, synonyms: Vec<SynonymRow>) -> Sample {
    let page = SearchesPage {
        w: Words::default(),
        frame: frame("/kelola/pencarian", Some(DeskTab::Searches)),
        more: (!synonyms.is_empty()).then(|| "/kelola/pencarian?setelah=x".into()),
        said: missing.is_empty().then_some("Padanan kata dihapus."),
        missing,
        synonyms,
        shown_from: 3,
        days: 30,
    };
    sample(&format!("desk_searches_{which}"), &page)
}

fn form(which: &str, saved: Option<&str>, meanings: Field) -> Sample {
    let page = SynonymPage {
        w: Words::default(),
        frame: frame("/kelola/pencarian/padanan/baru", Some(DeskTab::Searches)),
        saved: saved.map(str::to_owned),
        summary: ErrorSummary::of([&meanings]),
        expression: Field::new("kata").with("boyongan"),
        meanings,
        seen: String::new(),
        theirs: None,
    };
    sample(&format!("desk_synonym_{which}"), &page)
}
