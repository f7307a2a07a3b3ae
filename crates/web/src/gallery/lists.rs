use super::hall::{contacts, hours};
use super::{Sample, hall, long_word, sample};
use crate::frame::HallTab;
use crate::hall::agencies::{Agencies, AgencyCard, Kind};
use crate::hall::agency::Agency;
use crate::hall::category::Category;
use crate::hall::search::{Correction, Search};
use crate::icons::Icon;
use crate::parts::{Channel, Hit, Link, Tab, marked};
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let hostile = "<script>alert(1)</script>".to_owned();
    let nothing = Search {
        query: "surat numpang nikah".into(),
        corrected: None,
        total: 0,
        most: false,
        filters: vec![],
        hits: vec![],
        ..search(w)
    };
    vec![
        sample("hall_search_typical", &search(w)),
        sample("hall_search_start", &Search { query: String::new(), ..nothing.clone_with(w) }),
        sample("hall_search_hostile", &Search { query: hostile, ..nothing.clone_with(w) }),
        sample("hall_search_longest", &Search { query: long_word(), ..nothing.clone_with(w) }),
        sample("hall_search_empty", &nothing),
        sample("hall_search_meant", &Search { meant: meant(), ..nothing.clone_with(w) }),
        sample("hall_category_typical", &category(w)),
        sample(
            "hall_category_empty",
            &Category { services: 0, filters: vec![], hits: vec![], more: None, ..category(w) },
        ),
        sample("hall_agencies_typical", &agencies(w)),
        sample("hall_agency_typical", &agency(w)),
        sample(
            "hall_agency_empty",
            &Agency {
                services: 0,
                address: None,
                hours: vec![],
                contacts: vec![],
                filters: vec![],
                hits: vec![],
                more: None,
                ..agency(w)
            },
        ),
    ]
}

impl Search {
    fn clone_with(&self, w: Words) -> Self {
        Self { query: self.query.clone(), corrected: None, total: 0, filters: vec![], hits: vec![], ..search(w) }
    }
}

fn meant() -> Vec<Link> {
    ["surat keterangan pindah", "surat pengantar nikah"].map(|text| Link::new(text, "/cari?q=x")).to_vec()
}

fn search(w: Words) -> Search {
    Search {
        w,
        frame: hall(w, "/cari?q=akte+klahiran", Some(HallTab::Services)),
        query: "akte klahiran".into(),
        corrected: Some(Correction { shown: "akta kelahiran".into(), exact: "/cari?q=akte+klahiran&persis=1".into() }),
        total: 6,
        most: false,
        filters: tabs(&["Semua (6)", "Gratis (5)", "Selesai hari itu (4)"]),
        hits: hits(),
        more: Some("/cari?q=akte+klahiran&setelah=x".into()),
        meant: vec![],
        suggestions: ["surat pengantar nikah", "nikah", "kartu keluarga"].map(|t| Link::new(t, "/cari?q=x")).to_vec(),
        everywhere: "https://balai.test/cari?q=akte+klahiran".into(),
    }
}

pub(super) fn tabs(names: &[&str]) -> Vec<Tab> {
    let tab = |(n, name): (usize, &&str)| Tab { link: Link::new(*name, format!("?saring={n}")), current: n == 0 };
    names.iter().enumerate().map(tab).collect()
}

pub(super) fn hits() -> Vec<Hit> {
    let dukcapil = "Dinas Kependudukan dan Pencatatan Sipil";
    [
        ("Kutipan akta kelahiran", dukcapil, "Gratis", "1\u{a0}hari kerja"),
        ("Kartu Identitas Anak (KIA)", dukcapil, "Gratis", "1\u{a0}hari kerja"),
        ("Pencatatan perubahan nama pada akta kelahiran dan akta perkawinan", dukcapil, "Gratis", "3\u{a0}hari kerja"),
        (
            "Paspor baru",
            "Kantor Imigrasi Kelas I TPI Surakarta, gerai di balai",
            "Rp\u{a0}350.000–950.000",
            "3\u{a0}hari kerja",
        ),
        ("Pendaftaran peserta JKN mandiri", "BPJS Kesehatan", "Menurut kelas", "14\u{a0}hari"),
    ]
    .map(|(name, who, fee, time)| Hit {
        name: marked(name, &["akta", "kelahiran"]),
        href: "/layanan/contoh".into(),
        who: who.into(),
        fee: fee.into(),
        time: time.into(),
        channel: Channel { icon: Icon::Hall, text: "Datang ke balai".into() },
        others: None,
    })
    .to_vec()
}

fn category(w: Words) -> Category {
    Category {
        w,
        frame: hall(w, "/urusan/kependudukan", Some(HallTab::Services)),
        icon: Icon::Card,
        name: "Kependudukan".into(),
        services: 96,
        filters: tabs(&["Semua instansi", "Dinas Kependudukan dan Pencatatan Sipil", "Kantor Urusan Agama"]),
        hits: hits(),
        more: Some("/urusan/kependudukan?setelah=x".into()),
    }
}

fn agencies(w: Words) -> Agencies {
    let card = |name: &str, services| AgencyCard { name: name.into(), href: "/instansi/contoh".into(), services };
    let regional = [
        "Dinas Kependudukan dan Pencatatan Sipil",
        "Dinas Kesehatan",
        "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu",
        "Badan Pengelolaan Keuangan dan Pendapatan Daerah",
    ];
    Agencies {
        w,
        frame: hall(w, "/instansi", Some(HallTab::Agencies)),
        total: 40,
        kinds: vec![
            Kind {
                id: "daerah",
                title: "Instansi daerah".into(),
                agencies: regional.map(|name| card(name, 42)).to_vec(),
            },
            Kind {
                id: "pusat",
                title: "Instansi pusat".into(),
                agencies: vec![card("Kepolisian Resor", 34), card("Kantor Pertanahan", 1), card(&long_word(), 3)],
            },
        ],
    }
}

fn agency(w: Words) -> Agency {
    Agency {
        w,
        frame: hall(w, "/instansi/dukcapil", Some(HallTab::Agencies)),
        name: "Dinas Kependudukan dan Pencatatan Sipil".into(),
        kind: "Instansi daerah".into(),
        logo: None,
        address: Some("Jalan Raya Sukowati 12, Sragen".into()),
        hours: hours(),
        contacts: contacts(),
        services: 96,
        filters: vec![],
        hits: hits().into_iter().map(|hit| Hit { who: String::new(), ..hit }).collect(),
        more: None,
    }
}
