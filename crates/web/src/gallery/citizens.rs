//! Citizens at the counter: typical, with complaints, with the longest words.

use super::nation::frame as nation_frame;
use super::{Sample, long_word, sample};
use crate::desk::citizens::{card, child, consent, documents, find, open, parents, seen, sheet, visit};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame, NationTab};
use crate::nation::numbers;
use crate::parts::{Link, Tab};
use crate::words::Words;

const NAME: &str = "Mbok Sukarti";
const BACK: &str = "/kelola/warga/x";

/// The desk speaks Indonesian only.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let code = |field: Field| find::Find {
        w,
        frame: frame(),
        news: field.error.is_none().then_some("Selesai. Data warga itu tidak terbuka lagi di sini."),
        summary: ErrorSummary::of([&field]),
        code: field,
    };
    vec![
        sample("desk_citizens_find_typical", &code(Field::new("kode"))),
        sample("desk_citizens_find_error", &code(Field::new("kode").with("1234").wrong("Kode ini tidak dikenal."))),
        sample("desk_citizens_visit_before", &visited(w, NAME, None)),
        sample("desk_citizens_visit_assisted", &visited(w, NAME, Some(helped(true)))),
        sample("desk_citizens_visit_longest", &visited(w, &long_word(), Some(helped(false)))),
        sample("desk_citizens_card_typical", &card_page(w, Field::new("nik"))),
        sample("desk_citizens_card_error", &card_page(w, Field::new("nik").with("3314").wrong("NIK ini tidak sama."))),
        sample("desk_citizens_new", &new_page(w)),
        sample("desk_citizens_agree_typical", &agree(w, Field::new("cocok"))),
        sample("desk_citizens_agree_error", &agree(w, Field::new("cocok").wrong("Cocokkan dengan KTP-el."))),
        sample("desk_citizens_child", &child_page(w)),
        sample("desk_citizens_looked_into", &open::LookedInto { w, frame: frame() }),
        sample("desk_citizens_sheet", &printed(w)),
        sample("desk_citizens_document_typical", &document(w, Field::new("berkas"))),
        sample("desk_citizens_document_error", &document(w, Field::new("berkas").wrong("Pilih berkasnya."))),
        sample("desk_citizens_services", &services(w)),
        sample("desk_citizens_consent_typical", &aloud(w, Field::new("setuju"))),
        sample("desk_citizens_consent_error", &aloud(w, Field::new("setuju").wrong("Tanyakan kepada warga."))),
        sample("desk_citizens_seen_typical", &seen_page(w, vec![line(NAME), line(&long_word())])),
        sample("desk_citizens_seen_empty", &seen_page(w, Vec::new())),
        sample("desk_citizens_withdraw", &withdraw(w)),
        sample("desk_citizens_parents_typical", &parents_page(w, vec![parent_line(NAME), parent_line(&long_word())])),
        sample("desk_citizens_parents_empty", &parents_page(w, Vec::new())),
        sample("desk_citizens_parent", &parent(w)),
    ]
    .into_iter()
    .chain(ministry(w))
    .collect()
}

fn frame() -> Frame {
    super::desk::frame("/kelola/warga", Some(DeskTab::Citizens))
}

fn helped(has_sheet: bool) -> visit::Helped {
    visit::Helped {
        has_sheet,
        prints: has_sheet,
        documents: if has_sheet { vec!["KTP-el".into(), "Kartu Keluarga".into()] } else { Vec::new() },
        consents: has_sheet
            .then(|| ("KTP-el untuk Akta kelahiran, Kabupaten Sragen, sampai 13 Desember 2026".into(), BACK.into()))
            .into_iter()
            .collect(),
    }
}

fn visited(w: Words, name: &str, assisted: Option<visit::Helped>) -> visit::VisitPage {
    let card_seen = assisted.is_some();
    visit::VisitPage {
        w,
        frame: frame(),
        news: card_seen.then_some((true, "Akun dibuka. Cetak lembar kodenya dan berikan kepada warga.")),
        here: BACK.into(),
        name: name.into(),
        rows: vec![("NIK", "3314********0001".into()), ("Tingkat akun", "1 dari 3".into())],
        card_seen,
        sightings: card_seen.then(|| "Dewi Lestari, Kabupaten Sragen, 29 November 2026".into()).into_iter().collect(),
        agents: card_seen
            .then(|| "Budi Santoso, hanya untuk Pencatatan kelahiran, sampai 29 Desember 2026".into())
            .into_iter()
            .collect(),
        assisted,
    }
}

fn card_page(w: Words, number: Field) -> card::Card {
    let summary = ErrorSummary::of([&number]);
    card::Card { w, frame: frame(), name: NAME.into(), back: BACK.into(), summary, number }
}

fn child_page(w: Words) -> child::Child {
    let card = Field::new("kk").wrong("Lihat Kartu Keluarga aslinya dulu.");
    child::Child {
        w,
        frame: frame(),
        parent: "Sri Rahayu".into(),
        back: BACK.into(),
        summary: ErrorSummary::of([&card]),
        name: Field::new("nama").with("Dewi Kecil"),
        number: Field::new("nik"),
        card,
        seen: vec![Choice::new("ya", "Kartu Keluarga asli memuat orang tua dan anak ini")],
    }
}

fn new_page(w: Words) -> open::New {
    let number = Field::new("nik").with("3314").wrong("NIK terdiri atas 16 angka; yang Anda isikan 4 angka.");
    let summary = ErrorSummary::of([&number]);
    open::New { w, frame: frame(), summary, name: Field::new("nama").with(NAME), number }
}

fn agree(w: Words, matches: Field) -> open::Agree {
    open::Agree {
        w,
        frame: frame(),
        summary: ErrorSummary::of([&matches]),
        name: Field::new("nama").with(NAME),
        number: Field::new("nik").with("3314015208900001"),
        rows: vec![
            ("Nama", NAME.into()),
            ("NIK", "3314********0001".into()),
            ("Tanggal lahir menurut NIK", "12 Agustus 1990".into()),
            ("Jenis kelamin menurut NIK", "Perempuan".into()),
        ],
        matches,
        same: vec![Choice::new("ya", "Nama, tanggal lahir, dan jenis kelamin sama dengan di KTP-el")],
        purpose: Field::new("tujuan"),
        agrees: Field::new("setuju"),
        spoken: vec![Choice::new("ya", "Warga setuju secara lisan di depan saya")],
    }
}

fn printed(w: Words) -> sheet::Sheet {
    sheet::Sheet {
        w,
        frame: frame(),
        name: NAME.into(),
        code: "7F3K-9QXM-2HTA".into(),
        square: super::account::SQUARE.into(),
        address: "akun.balai.test/ambil-alih".into(),
        printed: "29 November 2026 pukul 09.12 WIB".into(),
        back: BACK.into(),
    }
}

fn document(w: Words, file: Field) -> documents::Add {
    documents::Add {
        w,
        frame: frame(),
        name: NAME.into(),
        back: BACK.into(),
        summary: ErrorSummary::of([&file]),
        kind: Field::new("jenis"),
        kinds: vec![Choice::new("", "Pilih jenisnya"), Choice::new("KTP", "KTP-el")],
        file,
    }
}

fn services(w: Words) -> consent::Services {
    consent::Services {
        w,
        frame: frame(),
        back: BACK.into(),
        here: format!("{BACK}/layanan"),
        query: "akta".into(),
        found: vec![Link::new("Penerbitan kutipan akta kelahiran", format!("{BACK}/layanan/y"))],
    }
}

fn aloud(w: Words, agrees: Field) -> consent::Consent {
    let days = Field::new("lama").with("14");
    consent::Consent {
        w,
        frame: frame(),
        name: NAME.into(),
        back: BACK.into(),
        service: "Penerbitan kutipan akta kelahiran".into(),
        action: format!("{BACK}/layanan/y"),
        summary: ErrorSummary::of([&agrees]),
        wanted: Field::new("minta"),
        fitting: vec![Choice::new("KTP", "KTP-el pemohon").hint("KTP-el")],
        missing: vec!["Kartu Keluarga".into(), "Buku nikah atau akta perkawinan".into()],
        reason: Field::new("alasan"),
        spans: vec![Choice::new("14", "14 hari").chosen_in(&days)],
        days,
        agrees,
        spoken: vec![Choice::new("ya", "Warga setuju secara lisan di depan saya")],
    }
}

fn line(name: &str) -> seen::Line {
    seen::Line {
        name: name.into(),
        seen: "Dewi Lestari, 29 November 2026 pukul 09.12 WIB".into(),
        state: ("red", "Dicabut"),
        note: "Dewi Lestari, 30 November 2026: kartunya milik saudara kembarnya".into(),
        withdraw: Some("/kelola/warga/dilihat/x".into()),
    }
}

fn seen_page(w: Words, lines: Vec<seen::Line>) -> seen::Seen {
    let more = (!lines.is_empty()).then(|| "/kelola/warga/dilihat?setelah=x".into());
    seen::Seen { w, frame: frame(), news: Some("Tanda itu dicabut."), lines, more }
}

fn withdraw(w: Words) -> seen::Withdraw {
    let reason = Field::new("alasan").wrong("Tulis mengapa tanda ini dicabut. Warga membacanya.");
    seen::Withdraw {
        w,
        frame: frame(),
        name: NAME.into(),
        back: "/kelola/warga/dilihat",
        action: "/kelola/warga/dilihat/x".into(),
        summary: ErrorSummary::of([&reason]),
        reason,
    }
}

fn parent_line(parent: &str) -> parents::Line {
    parents::Line {
        child: "Dewi Kecil".into(),
        parent: parent.into(),
        since: "29 November 2026 pukul 09.12 WIB".into(),
        state: ("green", "Berlaku"),
        until: "12 Agustus 2037 pukul 07.00 WIB".into(),
        end: Some("/kelola/warga/anak/x".into()),
    }
}

fn parents_page(w: Words, lines: Vec<parents::Line>) -> parents::Parents {
    let news = (!lines.is_empty()).then_some("Orang tua ini tidak lagi bertindak untuk anaknya.");
    let more = (!lines.is_empty()).then(|| "/kelola/warga/anak?setelah=x".into());
    parents::Parents { w, frame: frame(), news, lines, more }
}

fn parent(w: Words) -> parents::Parent {
    let reason = Field::new("alasan").wrong("Tulis mengapa orang tua ini tidak lagi bertindak untuk anaknya.");
    parents::Parent {
        w,
        frame: frame(),
        child: "Dewi Kecil".into(),
        parent: NAME.into(),
        back: "/kelola/warga/anak",
        action: "/kelola/warga/anak/x".into(),
        summary: ErrorSummary::of([&reason]),
        reason,
    }
}

/// What the ministry sees of numbers that two accounts have.
fn ministry(w: Words) -> Vec<Sample> {
    let list = |lines: Vec<numbers::Line>| numbers::Numbers {
        w,
        frame: nation_frame(NationTab::Numbers),
        news: (!lines.is_empty()).then_some("Selesai. Pemilik akun yang lain diberi tahu lewat surat."),
        open: lines.len().to_string(),
        tabs: vec![Tab { link: Link::new("Menunggu", "/nik"), current: true }],
        more: (!lines.is_empty()).then(|| "/nik?setelah=x".into()),
        lines,
    };
    let line = numbers::Line {
        href: "/nik/x".into(),
        number: "3314********0001".into(),
        accounts: vec!["S*** R***, s***@contoh.id".into(), "A*** L***, +62 8*** *890".into()],
        since: "29 November 2026 pukul 09.12 WIB".into(),
        state: ("yellow", "Dapat diputus, menunggu 3 hari".into()),
    };
    vec![
        sample("nation_numbers_typical", &list(vec![line])),
        sample("nation_numbers_empty", &list(Vec::new())),
        sample("nation_number_decides", &number_case(w, true)),
        sample("nation_number_waits", &number_case(w, false)),
    ]
}

fn number_case(w: Words, decides: bool) -> numbers::Number {
    let seen = "KTP-el dilihat petugas di Kabupaten Sragen, 29 November 2026";
    let keep = Field::new("tetap").wrong("Pilih akun yang tetap memakai NIK ini.");
    numbers::Number {
        w,
        frame: nation_frame(NationTab::Numbers),
        form: FormToken::sample(),
        number: "3314********0001".into(),
        state: ("yellow", "Dapat diputus, menunggu 3 hari".into()),
        rows: vec![("Muncul", "29 November 2026 pukul 09.12 WIB".into())],
        parties: vec![
            ("S*** R***, s***@contoh.id, memakai NIK ini sejak 1 November 2026".into(), Vec::new()),
            ("A*** L***, +62 8*** *890, memakai NIK ini sejak 2 November 2026".into(), vec![seen.into()]),
        ],
        action: decides.then(|| "/nik/x".into()),
        waits: !decides,
        summary: if decides { ErrorSummary::of([&keep]) } else { ErrorSummary::default() },
        choices: vec![Choice::new("y", "A*** L***, +62 8*** *890").hint(seen)],
        keep,
        reason: Field::new("alasan"),
    }
}
