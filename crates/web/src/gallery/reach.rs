use balai_tenancy::holidays::Wrong;
use balai_tenancy::regions::Province;

use super::desk::frame as desk_frame;
use super::nation::frame as nation_frame;
use super::{Sample, long_word, sample};
use crate::desk::domain::{ClaimShown, DomainPage, RecordShown, Step};
use crate::desk::sender::{SenderForm, SenderPage, State, TrialShown};
use crate::edge::forgery::FormToken;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, NationTab};
use crate::nation::broadcast::{BroadcastPage, Fields, NewPage};
use crate::nation::broadcasts::{BroadcastsPage, Row};
use crate::nation::holidays::{ChangeRow, DayRow, HolidaysPage, PreviewPage, YearRow, YearShown};
use crate::parts::Link;
use crate::root::signup::status::Tag;
use crate::words::Words;

const AT: &str = "23 November 2026 pukul 09.12 WIB";

/// Desk and ministry speak Indonesian only, whatever the citizens' pages do.
pub(super) fn samples(w: Words) -> Vec<Sample> {
    if w != Words::default() {
        return Vec::new();
    }
    let failed = || State::Failing(AT.into(), "Server tidak menjawab.".into(), AT.into());
    let mut all = vec![
        sender("empty", State::Without, None, None),
        sender("untried", State::Untried, None, None),
        sender("typical", State::Used(AT.into()), Some(trial(None)), None),
        sender(
            "failing",
            failed(),
            Some(trial(Some("Nama pengguna atau kata sandi tidak diterima (jawaban 535).".into()))),
            None,
        ),
        sender(
            "error",
            State::Untried,
            None,
            Some("Server atau penggunanya berubah. Tulis kata sandinya sekali lagi."),
        ),
        domain("empty", None),
        domain("waiting", Some(Step::Waiting)),
        domain("held", Some(Step::Held)),
        domain("proven", Some(Step::Proven)),
        domain("served", Some(Step::Served(Link::new("https://mpp.sragenkab.go.id", "https://mpp.sragenkab.go.id/")))),
    ];
    all.extend(broadcasts());
    all.extend(holidays());
    all
}

fn trial(failure: Option<String>) -> TrialShown {
    let us = |line: &str| ("d-talk__us", "Balai", line.to_owned());
    let server = |line: &str| ("d-talk__server", "Server", line.to_owned());
    let lines = vec![
        ("d-talk__note", "", "mail.sragenkab.go.id ditemukan di 203.0.113.9".to_owned()),
        server("220 mail.sragenkab.go.id ESMTP"),
        us("EHLO balai.go.id"),
        server("250-STARTTLS"),
        us("AUTH •••••••• (nama pengguna dan kata sandi disembunyikan)"),
        server(&format!("235 {}", long_word())),
    ];
    TrialShown { at: AT.into(), failure, lines }
}

fn sender(which: &str, state: State, trial: Option<TrialShown>, password: Option<&str>) -> Sample {
    let mut form = SenderForm::of(None, false);
    form.host.value = "mail.sragenkab.go.id".into();
    form.has_password = state != State::Without;
    form.password.error = password.map(str::to_owned);
    let page = SenderPage {
        w: Words::default(),
        frame: desk_frame("/kelola/pengaturan/surel", Some(DeskTab::Hall)),
        summary: ErrorSummary::of([&form.password]),
        form,
        seen: String::new(),
        said: None,
        theirs: None,
        try_to: (state != State::Without).then(|| "wahyu@sragenkab.go.id".into()),
        state,
        trial,
    };
    sample(&format!("desk_sender_{which}"), &page)
}

fn domain(which: &str, step: Option<Step>) -> Sample {
    let record = |kind, purpose, name: &str, value: &str, found| RecordShown {
        kind,
        purpose,
        name: name.into(),
        value: value.into(),
        found,
    };
    let claim = step.map(|state| ClaimShown {
        name: "mpp.sragenkab.go.id".into(),
        state,
        records: vec![
            record(
                "TXT",
                "Bukti bahwa domain ini milik Anda",
                "_balai.mpp.sragenkab.go.id",
                "balai-bukti=mB7cV0eJ1pZQ3xkq9y2tT5hWnR8sLdFgUaXiOvEbKjM",
                Some(("govuk-tag--red", "Isinya lain", vec!["v=spf1 -all".into(), long_word()])),
            ),
            record("CNAME", "Jalan menuju balai", "mpp.sragenkab.go.id", "sragen.balai.test", None),
        ],
        checked: Some(AT.into()),
        missing: Some(AT.into()),
    });
    let page = DomainPage {
        w: Words::default(),
        frame: desk_frame("/kelola/pengaturan/domain", Some(DeskTab::Hall)),
        name: Field::new("domain").with("mpp.sragenkab.go.id"),
        summary: ErrorSummary::default(),
        seen: String::new(),
        said: None,
        theirs: None,
        always: "https://sragen.balai.test".into(),
        claim,
    };
    sample(&format!("desk_domain_{which}"), &page)
}

fn broadcasts() -> Vec<Sample> {
    let row = |title: &str, tag| Row {
        title: title.into(),
        href: "/siaran/7".into(),
        importance: "Penting",
        to: "Semua daerah".into(),
        tag,
        when: format!("{AT} sampai {AT}"),
    };
    let list = |rows| BroadcastsPage {
        w: Words::default(),
        frame: nation_frame(NationTab::Broadcasts),
        rows,
        more: Some("/siaran?setelah=x".into()),
    };
    let provinces = ["Aceh", "Jawa Tengah", "Sulawesi Selatan"];
    let provinces =
        provinces.iter().zip(11..).map(|(name, code)| Province { code: format!("{code}"), name: (*name).into() });
    let provinces: Vec<Province> = provinces.collect();
    let new = |body: &[u8]| {
        let fields = Fields::sample(body, &provinces);
        NewPage {
            w: Words::default(),
            frame: nation_frame(NationTab::Broadcasts),
            form: FormToken::sample(),
            summary: fields.summary(),
            fields,
        }
    };
    let one = BroadcastPage {
        w: Words::default(),
        frame: nation_frame(NationTab::Broadcasts),
        form: FormToken::sample(),
        title: "Pemeliharaan Sabtu malam".into(),
        lines: vec!["Balai tidak dapat dibuka.".into(), long_word()],
        tag: Tag::Good("Ditampilkan"),
        facts: vec![("Untuk", "Semua daerah".into()), ("Ditampilkan", format!("Sejak {AT}"))],
        withdraw: Some("/siaran/7/penarikan".into()),
        read_by: "2 dari 4 daerah".into(),
        read: vec![("Kabupaten Sragen".into(), AT.into()), ("Kabupaten Sinjai".into(), AT.into())],
        unread: vec!["Kabupaten Bengkulu Tengah".into(), "Kabupaten Pangkajene dan Kepulauan".into()],
    };
    vec![
        sample(
            "nation_broadcasts_typical",
            &list(vec![row("Pemeliharaan", Tag::Good("Ditampilkan")), row(&long_word(), Tag::Bad("Ditarik"))]),
        ),
        sample("nation_broadcasts_empty", &list(vec![])),
        sample(
            "nation_broadcast_new",
            &new(b"judul=Pemeliharaan&pesan=Sabtu&penting=usual&untuk=semua&mulai=2026-11-23"),
        ),
        sample("nation_broadcast_new_error", &new(b"untuk=provinsi&sampai=besok")),
        sample("nation_broadcast", &one),
    ]
}

fn holidays() -> Vec<Sample> {
    let list = |said, wrong: Vec<Wrong>| {
        let mut file = Field::new("berkas");
        file.error = (!wrong.is_empty()).then(|| "2 baris perlu diperbaiki. Belum ada yang disimpan.".into());
        let year = |year: &str, from: String| YearRow {
            year: year.into(),
            href: "/hari-libur?tahun=2027#hari".into(),
            days: "26, 3 perkiraan".into(),
            from,
        };
        HolidaysPage {
            w: Words::default(),
            frame: nation_frame(NationTab::Holidays),
            form: FormToken::sample(),
            said,
            years: vec![year("2027", format!("Terbit {AT}")), year("2026", "Daftar bawaan".into())],
            days: Some((
                "2027".into(),
                vec![DayRow {
                    date: "Jumat, 1 Januari 2027".into(),
                    name: "Tahun Baru Masehi".into(),
                    kind: "Libur nasional",
                    basis: "SKB 3 Menteri".into(),
                }],
            )),
            summary: ErrorSummary::of([&file]),
            file,
            wrong,
        }
    };
    let wrong = vec![
        Wrong { line: 3, problem: "tanggal harus ditulis seperti 2026-08-17.".into() },
        Wrong { line: 9, problem: "libur daerah diatur oleh daerah, bukan di sini.".into() },
    ];
    let change = |tag, was| ChangeRow {
        tag,
        date: "Rabu, 10 Maret 2027".into(),
        name: "Hari Suci Nyepi (libur nasional, SKB)".into(),
        was,
    };
    let preview = |stale, publish| PreviewPage {
        w: Words::default(),
        frame: nation_frame(NationTab::Holidays),
        form: FormToken::sample(),
        years: vec![YearShown {
            year: "2027".into(),
            sums: "1 baru, 1 berubah, 0 dihapus, 20 tetap".into(),
            rows: vec![
                change(("govuk-tag--green", "Baru"), None),
                change(("govuk-tag--blue", "Berubah"), Some(long_word())),
            ],
        }],
        affected: vec!["3 balai membaca hari yang berubah untuk jam bukanya.".into()],
        seen: String::new(),
        stale,
        publish,
        discard: "/hari-libur/tinjau/7/batal".into(),
    };
    vec![
        sample(
            "nation_holidays_typical",
            &list(Some("Hari libur terbit dan langsung berlaku di semua balai."), vec![]),
        ),
        sample("nation_holidays_error", &list(None, wrong)),
        sample("nation_holidays_preview", &preview(true, Some("/hari-libur/tinjau/7/terbitan".into()))),
        sample("nation_holidays_decided", &preview(false, None)),
    ]
}
