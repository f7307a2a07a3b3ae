//! Import, preview, undo.

use balai_catalog::exchange::Field as Holds;

use super::desk::frame;
use super::{Sample, long_word, sample};
use crate::desk::exchange::columns::{ColumnLine, ImportColumns};
use crate::desk::exchange::preview::{ImportPreview, PreviewCounts, ProblemLine};
use crate::desk::exchange::start::ImportStart;
use crate::desk::undo::{Stand, UndoPage};
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::DeskTab;
use crate::parts::Link;
use crate::words::Words;

/// Staff read Indonesian.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let wrong = Field::new("berkas").wrong("Berkas ini tidak utuh, mungkin terputus saat diunggah. Unggah lagi.");
    vec![
        sample("exchange_start_typical", &start(Field::new("berkas"), false)),
        sample("exchange_start_error", &start(wrong, true)),
        sample("exchange_columns_typical", &columns(None)),
        sample("exchange_columns_error", &columns(Some("Nama layanan sudah dipilih untuk kolom B. Pilih satu saja."))),
        sample("exchange_preview_typical", &preview(errors(), None)),
        sample("exchange_preview_clean", &preview(vec![], None)),
        sample("exchange_preview_hostile", &preview(hostile(), Some("Katalog berubah sejak pratinjau ini Anda buka."))),
        sample("exchange_undo_open", &undo(Stand::Open, vec![])),
        sample("exchange_undo_kept", &undo(Stand::Undone, vec![format!("KES-004 {}", long_word())])),
        sample("exchange_undo_late", &undo(Stand::Late, vec![])),
    ]
}

fn start(file: Field, gone: bool) -> ImportStart {
    ImportStart {
        w: Words::default(),
        frame: frame("/kelola/katalog/impor", Some(DeskTab::Catalogue)),
        summary: ErrorSummary::of([&file]),
        file,
        most: "5.000".into(),
        waiting: vec![Link::new("layanan-november.xlsx, 23 November 2026 pukul 09.12 WIB", "/kelola/katalog/impor/7")],
        gone,
    }
}

fn columns(error: Option<&str>) -> ImportColumns {
    let line = |place: usize, heading: &str, holds: Option<Holds>, samples: &[&str]| {
        let mut own = Field::in_row("kolom", place + 1).with(holds.map(Holds::code).unwrap_or_default());
        own.error = error.filter(|_| place == 2).map(str::to_owned);
        let all = Holds::ALL.into_iter().map(|field| Choice::new(field.code(), field.title()));
        ColumnLine {
            letters: ["A", "B", "C"][place].into(),
            heading: heading.into(),
            samples: samples.iter().map(|text| (*text).to_owned()).collect(),
            choices: std::iter::once(Choice::new("", "Tidak dibaca")).chain(all).map(|c| c.chosen_in(&own)).collect(),
            holds: own,
        }
    };
    let columns = vec![
        line(0, "No", None, &["1", "2", "3"]),
        line(1, "Jenis Layanan", Some(Holds::Name), &["Kutipan akta kelahiran", "Kartu keluarga baru"]),
        line(2, &long_word(), Some(Holds::Fee), &[]),
    ];
    let sheet = Field::new("lembar").with("Layanan");
    ImportColumns {
        w: Words::default(),
        frame: frame("/kelola/katalog/impor/7/kolom", Some(DeskTab::Catalogue)),
        id: "7".into(),
        file: "layanan-november.xlsx".into(),
        sheets: ["Layanan", "Petunjuk"].map(|name| Choice::new(name, name).chosen_in(&sheet)).to_vec(),
        sheet,
        row: Field::new("judul").with("3"),
        summary: ErrorSummary::of(columns.iter().map(|column| &column.holds)),
        columns,
        unknown: error.is_some(),
    }
}

fn problem(row: &str, column: &'static str, value: &str, what: &str, remedy: &str) -> ProblemLine {
    ProblemLine { row: row.into(), column, value: value.into(), what: what.into(), remedy: remedy.into() }
}

fn errors() -> Vec<ProblemLine> {
    vec![
        problem("14", "Biaya", "25 ribu", "Bukan angka rupiah", "Tulis 25000, atau gratis"),
        problem("14", "Instansi", "DISDUKCPAIL", "Instansi tidak dikenal", "Mungkin maksudnya: Disdukcapil"),
        problem("1.102", "Kode", "PTS-018", "Sama dengan baris 88", "Beri kode lain, atau hapus salah satu"),
    ]
}

fn hostile() -> Vec<ProblemLine> {
    vec![problem("2", "Biaya", "<script>alert(1)</script>", &long_word(), "Tulis 25000, atau gratis")]
}

fn preview(errors: Vec<ProblemLine>, warning: Option<&'static str>) -> ImportPreview {
    let some_wrong = !errors.is_empty();
    let mut go = Field::new("lanjut");
    go.error = warning.map(|_| "Pilih apa yang ingin Anda lakukan.".to_owned());
    let ready = if some_wrong { "siap" } else { "semua" };
    ImportPreview {
        w: Words::default(),
        frame: frame("/kelola/katalog/impor/7", Some(DeskTab::Catalogue)),
        id: "7".into(),
        line: "layanan-november.xlsx, lembar \"Layanan\", 1.418 baris. Belum ada yang disimpan.".into(),
        counts: PreviewCounts {
            ready: "1.389".into(),
            ready_how: "212 baru, 1.177 berubah".into(),
            wrong: if some_wrong { "21" } else { "0" }.into(),
            errors: "24 kesalahan".into(),
            same: "8".into(),
            looks: "35".into(),
            nothing: false,
            some_wrong,
        },
        next: some_wrong.then(|| "/kelola/katalog/impor/7?lewat=50".into()),
        errors,
        shown: "3 dari 24 kesalahan".into(),
        looks: vec![problem("7", "Waktu", "2 hari", "Kami baca sebagai hari kerja", "Tulis hari kerja bila bukan itu")],
        choices: vec![
            Choice::new(ready, "Masukkan 1.389 baris yang siap").hint("21 baris lain tidak disimpan."),
            Choice::new("perbaiki", "Perbaiki dulu, lalu unggah ulang").hint("Tidak ada yang berubah di katalog."),
        ],
        go,
        seen: "a1b2".into(),
        warning,
    }
}

fn undo(stand: Stand, kept: Vec<String>) -> UndoPage {
    UndoPage {
        w: Words::default(),
        frame: frame("/kelola/katalog/urungan/7", Some(DeskTab::Catalogue)),
        id: "7".into(),
        line: "1.389 layanan diimpor pada 23 November 2026 pukul 09.12 WIB.".into(),
        until: "23 November 2026 pukul 09.22 WIB".into(),
        stand,
        kept,
    }
}
