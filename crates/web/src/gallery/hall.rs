use super::{Sample, hall, head, long_word, longest_head, sample};
use crate::brand::Theme;
use crate::frame::{Frame, HallHead};
use crate::hall::categories::{Categories, CategoryCard};
use crate::hall::home::{AgencyGroup, Home, Photo, Place};
use crate::hall::news::NewsCard;
use crate::icons::Icon;
use crate::parts::{Contact, Door, HoursLine, Link, Opening, Picture};
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let closed = Opening {
        door: Door::Closed,
        says: "Balai tutup, buka lagi Senin 08.00\u{a0}WIB".into(),
        today: "Sabtu, 28\u{a0}November 2026.".into(),
    };
    vec![
        sample("hall_home_typical", &typical(w)),
        sample("hall_home_closed", &Home { opening: Some(closed), ..typical(w) }),
        sample("hall_home_empty", &empty(w)),
        sample("hall_home_longest", &longest(w)),
        sample("hall_categories_typical", &categories(w)),
        sample("hall_categories_empty", &Categories { services: 0, categories: vec![], ..categories(w) }),
    ]
}

fn typical(w: Words) -> Home {
    Home {
        w,
        frame: hall(w, "/", None),
        opening: Some(Opening {
            door: Door::Open,
            says: "Balai buka sampai 15.00\u{a0}WIB".into(),
            today: "Senin, 23\u{a0}November 2026.".into(),
        }),
        place: Some(place()),
        contacts: contacts(),
        popular: ["Akta kelahiran", "KTP hilang", "SKCK", "Pajak kendaraan", "Paspor"]
            .map(|t| Link::new(t, "/cari?q=x"))
            .to_vec(),
        services: 1418,
        categories: cards(),
        agencies: 40,
        groups: groups(),
        hours: hours(),
        goings_on: news(),
        networks: vec![Link::new("Instagram", "https://www.instagram.com/contoh")],
    }
}

pub(super) fn news() -> Vec<NewsCard> {
    let card = |title: &str, when: &str, cancelled| NewsCard {
        title: title.into(),
        href: "/kabar/contoh".into(),
        when: when.into(),
        place: Some("Aula lantai 2".into()),
        cancelled,
    };
    vec![
        card("Pelatihan foto produk untuk UMKM", "Senin, 7\u{a0}Desember 2026, 09.00–12.00\u{a0}WIB", false),
        card("Donor darah", "Rabu, 9\u{a0}Desember 2026, 08.00–11.00\u{a0}WIB", true),
    ]
}

fn empty(w: Words) -> Home {
    Home {
        opening: None,
        place: None,
        contacts: vec![],
        popular: vec![],
        services: 0,
        categories: vec![],
        agencies: 0,
        groups: vec![],
        hours: vec![],
        goings_on: vec![],
        networks: vec![],
        frame: Frame::hall(w, &HallHead { theme: Theme::default(), phone: None, ..head() }, "/", None),
        w,
    }
}

fn longest(w: Words) -> Home {
    let long = long_word();
    let mut page = typical(w);
    page.frame = Frame::hall(w, &longest_head(), "/", None);
    page.popular.push(Link::new(&long, "/cari"));
    page.categories.push(CategoryCard {
        icon: Icon::Folder,
        name: long.clone(),
        examples: long.clone(),
        href: "/urusan/x".into(),
        services: 1,
    });
    page.groups.push(AgencyGroup { title: long.clone(), agencies: vec![Link::new(&long, "/instansi/x")], rest: None });
    page.hours.push(HoursLine {
        days: "Kamis, 24 Desember 2026 sampai Jumat, 1 Januari 2027".into(),
        hours: "Tutup, cuti bersama Natal dan Tahun Baru".into(),
    });
    page
}

fn categories(w: Words) -> Categories {
    Categories {
        w,
        frame: hall(w, "/layanan", Some(crate::frame::HallTab::Services)),
        services: 1418,
        categories: cards(),
    }
}

fn cards() -> Vec<CategoryCard> {
    [
        (Icon::Card, "Kependudukan", "KTP, KK, akta", 96),
        (Icon::Shop, "Izin usaha", "NIB, reklame, pangan", 214),
        (Icon::Health, "Kesehatan", "BPJS, praktik, SLHS", 142),
        (Icon::Car, "Kendaraan", "STNK, SIM, KIR", 58),
        (Icon::House, "Bangunan", "PBG, SLF, tata ruang", 87),
        (Icon::Land, "Tanah", "sertipikat, waris", 73),
        (Icon::Receipt, "Pajak", "PBB, BPHTB, NPWP", 121),
        (Icon::Work, "Pekerjaan", "AK-1, JHT, PMI", 104),
        (Icon::Hands, "Bantuan sosial", "DTSEN, PBI", 66),
        (Icon::School, "Pendidikan", "ijazah, pindah sekolah", 79),
        (Icon::Shield, "Kepolisian", "SKCK, kehilangan", 34),
        (Icon::Globe, "Paspor", "baru, ganti, hilang", 12),
        (Icon::Scale, "Hukum", "pengadilan, kejaksaan", 118),
        (Icon::Rings, "Nikah dan agama", "nikah, wakaf, haji", 63),
        (Icon::Drop, "Air dan listrik", "sambungan, aduan", 41),
        (Icon::Folder, "Lainnya", "arsip, data, penelitian", 1),
    ]
    .map(|(icon, name, examples, services)| CategoryCard {
        icon,
        name: name.into(),
        examples: examples.into(),
        href: "/urusan/contoh".into(),
        services,
    })
    .to_vec()
}

fn groups() -> Vec<AgencyGroup> {
    let group = |title: &str, names: [&str; 4], rest: &str, anchor: &str| AgencyGroup {
        title: title.into(),
        agencies: names.map(|name| Link::new(name, "/instansi/contoh")).to_vec(),
        rest: Some(Link::new(rest, format!("/instansi#{anchor}"))),
    };
    vec![
        group(
            "Instansi daerah",
            ["Dinas Kependudukan dan Pencatatan Sipil", "DPMPTSP", "Dinas Kesehatan", "Badan Pendapatan Daerah"],
            "Lihat 18 instansi daerah",
            "daerah",
        ),
        group(
            "Instansi pusat",
            ["Kepolisian Resor", "Kantor Pertanahan", "Kantor Imigrasi", "KPP Pratama"],
            "Lihat 15 instansi pusat",
            "pusat",
        ),
        group(
            "BUMN, BUMD, dan lembaga",
            ["BPJS Kesehatan", "BPJS Ketenagakerjaan", "Perumda Air Minum", "PT PLN (Persero)"],
            "Lihat 7 lembaga",
            "lembaga",
        ),
    ]
}

fn place() -> Place {
    Place {
        name: "Mal Pelayanan Publik Kabupaten Sragen".into(),
        address: "Jalan Raya Sukowati, Sragen".into(),
        facilities: [
            "Jalur kursi roda dan toilet difabel",
            "Ruang menyusui",
            "Loket prioritas untuk lansia, ibu hamil, dan difabel",
        ]
        .map(Into::into)
        .to_vec(),
        photo: Some(Photo {
            small: "/balai/foto-kecil?v=1".into(),
            large: Picture { href: "/balai/foto?v=1".into(), width: 960, height: 640 },
            alt: "Gedung dua lantai bercat putih".into(),
        }),
    }
}

pub(super) fn contacts() -> Vec<Contact> {
    vec![
        Contact { icon: Icon::Phone, text: "(0271)\u{a0}000\u{a0}000".into(), href: "tel:+62271000000".into() },
        Contact { icon: Icon::Mail, text: "mpp@sragenkab.example".into(), href: "mailto:mpp@sragenkab.example".into() },
    ]
}

pub(super) fn hours() -> Vec<HoursLine> {
    [
        ("Senin–Kamis", "08.00–15.00\u{a0}WIB"),
        ("Jumat", "08.00–14.00\u{a0}WIB"),
        ("Sabtu dan Minggu", "Tutup"),
        ("Kamis, 24\u{a0}Desember", "Tutup, cuti bersama Natal"),
    ]
    .map(|(days, hours)| HoursLine { days: days.into(), hours: hours.into() })
    .to_vec()
}
