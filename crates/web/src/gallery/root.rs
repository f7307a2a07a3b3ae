use super::lists::hits;
use super::{Sample, long_word, root_frame, sample};
use crate::frame::RootTab;
use crate::parts::Link;
use crate::root::home::{Home, RegionCard};
use crate::root::regions::{Province, Region, RegionState, Regions};
use crate::root::search::Search;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    vec![
        sample("root_home_typical", &home(w)),
        sample("root_home_empty", &Home { joined: 0, regions: vec![], popular: vec![], ..home(w) }),
        sample("root_regions_start", &regions(w, "", vec![], provinces())),
        sample("root_regions_typical", &regions(w, "semarang", found(), vec![])),
        sample(
            "root_regions_province",
            &Regions { province: Some("Jawa Tengah".into()), ..regions(w, "", found(), vec![]) },
        ),
        sample("root_regions_empty", &regions(w, &long_word(), vec![], provinces())),
        sample("root_search_typical", &search(w)),
        sample(
            "root_search_empty",
            &Search { query: "surat numpang nikah".into(), total: Some(0), hits: vec![], more: None, ..search(w) },
        ),
    ]
}

fn home(w: Words) -> Home {
    let card = |name: &str, province: &str| RegionCard {
        name: name.into(),
        province: province.into(),
        href: "https://sragen.balai.test/".into(),
    };
    Home {
        w,
        frame: root_frame(w, "/", None),
        joined: 3,
        regions: vec![
            card("Kabupaten Bengkulu Tengah", "Bengkulu"),
            card("Kabupaten Sinjai", "Sulawesi Selatan"),
            card("Kabupaten Sragen", "Jawa Tengah"),
        ],
        popular: ["Akta kelahiran", "KTP-el", "SKCK", "Paspor"].map(|t| Link::new(t, "/cari?q=x")).to_vec(),
    }
}

fn regions(w: Words, query: &str, found: Vec<Region>, provinces: Vec<Province>) -> Regions {
    Regions {
        w,
        frame: root_frame(w, "/daerah?q=semarang", Some(RootTab::Regions)),
        query: query.into(),
        province: None,
        found,
        provinces,
    }
}

fn found() -> Vec<Region> {
    let region = |name: &str, province: &str, code: &str, formerly: &str, state| Region {
        name: name.into(),
        province: province.into(),
        code: code.into(),
        formerly: formerly.into(),
        state,
    };
    vec![
        region(
            "Kabupaten Semarang",
            "Jawa Tengah",
            "33.22",
            "",
            RegionState::Open("https://semarang.balai.test/".into()),
        ),
        region("Kota Semarang", "Jawa Tengah", "33.74", "", RegionState::NotYet),
        region("Kota Makassar", "Sulawesi Selatan", "73.71", "Dahulu Ujung Pandang", RegionState::NotYet),
        region("Kota Administrasi Jakarta Pusat", "DKI Jakarta", "31.71", "", RegionState::Administrative),
    ]
}

fn provinces() -> Vec<Province> {
    [
        ("Aceh", 0, 23),
        ("Bengkulu", 1, 10),
        ("Daerah Istimewa Yogyakarta", 0, 5),
        ("Jawa Tengah", 1, 35),
        ("Papua Pegunungan", 0, 8),
        ("Sulawesi Selatan", 1, 24),
    ]
    .map(|(name, joined, regions)| Province { name: name.into(), href: "/daerah?provinsi=33".into(), regions, joined })
    .to_vec()
}

fn search(w: Words) -> Search {
    let mut hits = hits();
    for hit in &mut hits {
        hit.who = format!("Kabupaten Sragen. {}", hit.who);
    }
    Search {
        w,
        frame: root_frame(w, "/cari?q=akta+kelahiran", Some(RootTab::Search)),
        query: "akta kelahiran".into(),
        corrected: None,
        meant: vec![],
        total: Some(1204),
        most: false,
        hits,
        more: Some("/cari?q=akta+kelahiran&setelah=x".into()),
        suggestions: ["akta kelahiran", "nikah"].map(|t| Link::new(t, "/cari?q=x")).to_vec(),
    }
}
