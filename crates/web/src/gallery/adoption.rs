//! Samples of the ministry's figures.

use balai_adoption::marks::{Kind, Mark};
use balai_adoption::{Funnel, Growth, Month, Step, Wait};

use super::{Sample, long_word, sample};
use crate::edge::forgery::FormToken;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::nation::adoption::chart::{funnel, rise};
use crate::nation::adoption::facts::{FactsPage, FactsPreview};
use crate::nation::adoption::filters::FilterForm;
use crate::nation::adoption::map::{Block, Drawing, Key, Land, Square};
use crate::nation::adoption::radar::{PlaceRow, RadarPage, Sum};
use crate::nation::adoption::region::AdoptionRegion;
use crate::nation::adoption::regions::{RegionRow, RegionsPage};
use crate::nation::adoption::stalled::{StalledPage, StalledRow};
use crate::nation::adoption::targets::TargetsPage;
use crate::nation::adoption::typologies::TypologyPage;
use crate::parts::{Contact, Link, Tab};
use crate::timeline::{Milestone, Reached};
use crate::words::Words;

const AT: &str = "23 November 2026, 10.12 WIB";
const SIGNS: [(&str, &str); 8] = [
    ("r-pakai", "Dipakai 30 hari terakhir"),
    ("r-terbit", "50 layanan terbit"),
    ("r-aktif", "Aktif"),
    ("r-lolos", "Lolos verifikasi"),
    ("r-daftar", "Mendaftar"),
    ("r-sendat", "Tersendat"),
    ("r-belum", "Belum mendaftar"),
    ("r-admin", "Wilayah administratif"),
];

fn frame() -> Frame {
    super::nation::frame(NationTab::Adoption)
}

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let drawn = RadarPage { blocks: vec![], drawing: Some(drawing()), maps: maps(), ..radar(w) };
    let empty = RadarPage {
        blocks: vec![],
        regions: vec![],
        stalled: vec![],
        places: vec![],
        subscribed: true,
        news: Some("Surat mingguan akan dikirim setiap Senin pagi."),
        ..radar(w)
    };
    let day = Field::new("sampai").with("kemarin").wrong("Tulis tanggal seperti 2026-12-31, antara 2020 dan 2060.");
    let file = Field::new("berkas").wrong("Pilih berkas yang akan diimpor.");
    vec![
        sample("nation_adoption_radar_typical", &radar(w)),
        sample("nation_adoption_radar_borders", &drawn),
        sample("nation_adoption_radar_empty", &empty),
        sample("nation_adoption_regions_typical", &regions(w, rows())),
        sample("nation_adoption_regions_empty", &regions(w, vec![])),
        sample("nation_adoption_stalled_typical", &stalled(w, stalled_rows())),
        sample("nation_adoption_stalled_empty", &stalled(w, vec![])),
        sample("nation_adoption_region_typical", &region(w, None)),
        sample(
            "nation_adoption_region_stalled",
            &region(w, Some(("Belum ada pegawai, sudah 41 hari".into(), "Kirim ulang undangannya."))),
        ),
        sample("nation_adoption_targets_typical", &targets(w, Field::new("sampai"))),
        sample("nation_adoption_targets_wrong", &targets(w, day)),
        sample("nation_adoption_typology_typical", &typology(w)),
        sample("nation_adoption_facts_typical", &facts(w, Field::new("berkas"))),
        sample("nation_adoption_facts_wrong", &facts(w, file)),
        sample("nation_adoption_preview_typical", &preview(w)),
    ]
}

fn filters() -> FilterForm {
    let select = |label, name| (label, Field::new(name), vec![Choice::new("", "Semua"), Choice::new("x", long_word())]);
    FilterForm {
        action: "/adopsi",
        selects: vec![
            select("Provinsi", "provinsi"),
            select("Jenis", "jenis"),
            select("Kelas fiskal", "fiskal"),
            select("Tipologi", "tipologi"),
            select("Tahap", "tahap"),
        ],
        kept: vec![("sebab", "tidak-dipakai".into())],
        clear: Some("/adopsi".into()),
    }
}

fn maps() -> Vec<Tab> {
    let tab = |text: &str, current| Tab { link: Link::new(text, "/adopsi"), current };
    vec![tab("Batas wilayah", true), tab("Kotak", false)]
}

fn drawing() -> Drawing {
    let land = |(at, (class, title)): (usize, &(&'static str, &str))| Land {
        href: "/adopsi/daerah/33.14".into(),
        label: format!("Kabupaten Sragen: {title}"),
        class,
        path: format!("M{} 10l90 0 0 60-90 0z", 10 + at * 100),
    };
    Drawing { width: 830, height: 80, lands: SIGNS.iter().enumerate().map(land).collect(), missing: 3 }
}

fn radar(w: Words) -> RadarPage {
    let square = |at: usize| Square {
        href: "/adopsi/daerah/33.14".into(),
        label: format!("Kabupaten Sragen: {}", SIGNS[at % 8].1),
        sign: SIGNS[at % 8].0,
        x: at % 5 * 14,
        y: at / 5 * 14,
    };
    let block = |short: &str, name: &str, place: &str, many: usize| Block {
        short: short.into(),
        name: name.into(),
        href: "/adopsi?provinsi=33".into(),
        place: place.into(),
        height: many.div_ceil(5) * 14 - 2,
        squares: (0..many).map(square).collect(),
    };
    RadarPage {
        w,
        frame: frame(),
        form: FormToken::sample(),
        line: format!("514 kabupaten dan kota, keadaan {AT}."),
        filters: filters(),
        sums: vec![
            Sum {
                class: "good",
                title: "Punya balai di sini",
                count: "123".into(),
                note: "24 % dari 508 otonom".into(),
                href: None,
            },
            Sum {
                class: "wait",
                title: "Dalam proses",
                count: "61".into(),
                note: "mendaftar atau lolos verifikasi".into(),
                href: Some("/adopsi".into()),
            },
            Sum {
                class: "bad",
                title: "Tersendat",
                count: "17".into(),
                note: "perlu dibantu".into(),
                href: Some("/adopsi".into()),
            },
        ],
        keys: SIGNS.map(|(sign, title)| Key { sign, title, count: "61".into(), href: "/adopsi".into() }).to_vec(),
        blocks: vec![
            block("Aceh", "Aceh", "r-k0 r-b0", 23),
            block("Jateng", "Jawa Tengah", "r-k7 r-b6", 35),
            block("Papeg", "Papua Pegunungan", "r-k18 r-b3", 8),
        ],
        drawing: None,
        maps: vec![],
        regions: rows(),
        funnel: funnel(&Funnel(vec![
            Step { title: "Otonom, dapat ikut", definition: "Kabupaten dan kota otonom.", regions: 508, wait: None },
            Step { title: "Mendaftar", definition: "Pernah mendaftar.", regions: 241, wait: None },
            Step {
                title: "Lolos verifikasi",
                definition: "Sudah diperiksa.",
                regions: 163,
                wait: Some(Wait { median: 4, most: 9, known: 160 }),
            },
            Step { title: "Aktif", definition: "Balainya dibuka.", regions: 123, wait: None },
        ])),
        rise: rise(&Growth {
            months: (0..13)
                .map(|at| Month {
                    day: chrono::NaiveDate::from_ymd_opt(2025, 11, 30).expect("a day") + chrono::Months::new(at),
                    open: 9 * at as usize,
                    target: (at > 3).then_some(i64::from(at) * 10),
                })
                .collect(),
            references: vec![Mark {
                kind: Kind::Reference,
                day: chrono::NaiveDate::from_ymd_opt(2024, 12, 31).expect("a day"),
                regions: 216,
                note: "MPP berupa gedung.".into(),
            }],
        }),
        stalled: stalled_rows(),
        all_stalled: Some(Link::new("Semua 17", "/adopsi/tersendat")),
        groups: maps(),
        group: "Provinsi",
        places: vec![PlaceRow {
            name: "Jawa Tengah".into(),
            href: "/adopsi?provinsi=33".into(),
            counts: [35, 9, 6, 8, 3, 15].map(|n| n.to_string()),
        }],
        files: vec![("Semua daerah", links())],
        definitions: vec![("Aktif", "Balainya buka; layanan yang terbit kurang dari 50.")],
        subscribed: false,
        desks: vec![Link::new("Target pertumbuhan", "/adopsi/target")],
        news: None,
    }
}

fn links() -> Vec<Link> {
    vec![Link::new("XLSX", "/adopsi/ekspor/daerah.xlsx"), Link::new("CSV", "/adopsi/ekspor/daerah.csv")]
}

fn rows() -> Vec<RegionRow> {
    let row = |name: &str, class, stage: &str, staff: &str| RegionRow {
        name: name.into(),
        place: "Jawa Tengah, kode 33.14".into(),
        href: "/adopsi/daerah/33.14".into(),
        class,
        stage: stage.into(),
        published: "1.418".into(),
        staff: staff.into(),
        visits: "belum ada data".into(),
        fiscal: "Sangat rendah".into(),
    };
    vec![
        row("Kabupaten Sragen", "govuk-tag--green", "Dipakai 30 hari terakhir", "12"),
        row("Kabupaten Pangkajene dan Kepulauan", "govuk-tag--red", "Tersendat: belum ada pegawai", "<5"),
    ]
}

fn regions(w: Words, rows: Vec<RegionRow>) -> RegionsPage {
    let more = (!rows.is_empty()).then(|| "/adopsi/daerah?setelah=33.14".to_owned());
    RegionsPage {
        w,
        frame: frame(),
        line: format!("514 daerah, keadaan {AT}."),
        filters: filters(),
        rows,
        more,
        files: links(),
    }
}

fn stalled_rows() -> Vec<StalledRow> {
    let row = |name: &str, who: String| StalledRow {
        name: name.into(),
        href: "/adopsi/daerah/12.16".into(),
        reason: "Layanan belum terbit",
        help: "Tanyakan apa yang menahan penerbitan: SK, pemeriksaan, atau waktu.",
        days: "41 hari".into(),
        who,
        ways: vec![Contact::email("siti.aminah@humbanghasundutankab.go.id")],
    };
    vec![row("Kabupaten Humbang Hasundutan", "Siti Aminah, Kepala DPMPTSP".into()), row("Kota Sorong", long_word())]
}

fn stalled(w: Words, rows: Vec<StalledRow>) -> StalledPage {
    let line = format!("17 daerah, keadaan {AT}. Yang paling lama berdiri paling atas.");
    StalledPage { w, frame: frame(), line, filters: filters(), rows, more: None, files: links() }
}

fn region(w: Words, stalled: Option<(String, &'static str)>) -> AdoptionRegion {
    AdoptionRegion {
        w,
        frame: frame(),
        name: "Kabupaten Pangkajene dan Kepulauan".into(),
        line: format!("Sulawesi Selatan, kode 73.10. Keadaan {AT}."),
        class: if stalled.is_some() { "govuk-tag--red" } else { "govuk-tag--blue" },
        stage: if stalled.is_some() { "Tersendat" } else { "Aktif" },
        definition: "Balainya buka; layanan yang terbit kurang dari 50.",
        stalled,
        way: vec![
            Milestone::new(Reached::Done, "Mendaftar").at("1 November 2026"),
            Milestone::new(Reached::Done, "Lolos verifikasi").note("Waktunya tidak tercatat."),
            Milestone::new(Reached::ToCome, "Dipakai pertama kali"),
        ],
        figures: vec![
            ("Layanan terbit", "belum ada data".into(), "Layanan yang dilihat warga sekarang."),
            ("Pegawai", "<5".into(), "Orang yang memegang peran. Jumlah di bawah 5 tidak disebut."),
        ],
        facts: vec![("Kelas fiskal", "belum ada data".into()), ("Keputusan", long_word())],
        who: "Siti Aminah, Kepala DPMPTSP".into(),
        ways: vec![Contact::email("siti@contoh.go.id")],
        links: vec![Link::new("Balai dan riwayatnya", "/daerah/73.10")],
    }
}

fn targets(w: Words, day: Field) -> TargetsPage {
    TargetsPage {
        w,
        frame: frame(),
        form: FormToken::sample(),
        summary: ErrorSummary::of([&day]),
        day,
        regions: Field::new("jumlah"),
        targets: vec![("31 Desember 2026".into(), "2026-12-31".into(), "40".into())],
        references: vec!["31 Desember 2024: 216 daerah. MPP berupa gedung.".into()],
        news: Some("Target tersimpan."),
    }
}

fn typology(w: Words) -> TypologyPage {
    TypologyPage {
        w,
        frame: frame(),
        form: FormToken::sample(),
        key: "2.1".into(),
        name: Field::new("nama").with("Tipologi 2.1"),
        criteria: Field::new("kriteria").with(long_word()),
        summary: ErrorSummary::default(),
        seen: "0".into(),
        theirs: Some(vec!["Tipologi dua".into()]),
    }
}

fn facts(w: Words, file: Field) -> FactsPage {
    let summary = ErrorSummary::of([&file]);
    FactsPage { w, frame: frame(), form: FormToken::sample(), file, summary, known: ("0".into(), "12".into()) }
}

fn preview(w: Words) -> FactsPreview {
    let told = |text: &str| text.to_owned();
    FactsPreview {
        w,
        frame: frame(),
        form: FormToken::sample(),
        text: "kode;kelas fiskal".into(),
        changes: 1,
        sums: ["1", "2", "1"].map(told),
        rows: vec![[told("Kabupaten Sragen, 33.14"), told("belum ada data"), told("rendah, PMK 97/2025, 2025")]],
        more: 12,
        wrong: vec![
            ["4", "kelas fiskal", "<script>", "Tulis sangat rendah, rendah, sedang, tinggi, atau sangat tinggi."]
                .map(told),
        ],
        again: true,
    }
}
