use super::hall::contacts;
use super::{Sample, hall, long_word, sample};
use crate::frame::HallTab;
use crate::hall::checklist::Checklist;
use crate::hall::service::{Caution, Fact, FeeLine, Place, Requirement, Service, Standard};
use crate::icons::Icon;
use crate::linked::Linked;
use crate::parts::Link;
use crate::words::Words;

pub(super) fn samples(w: Words) -> Vec<Sample> {
    vec![
        sample("hall_service_typical", &typical(w)),
        sample("hall_service_unverified", &Service { caution: Some(Caution::Unverified), ..passport(w) }),
        sample("hall_service_empty", &least(w)),
        sample("hall_service_longest", &longest(w)),
        sample("hall_service_hostile", &hostile(w)),
        sample("hall_checklist_typical", &checklist(w)),
    ]
}

fn hostile(w: Words) -> Service {
    let name = "</script><script>alert(1)</script>";
    Service { name: name.into(), linked: Linked::sample(name), ..typical(w) }
}

fn typical(w: Words) -> Service {
    Service {
        w,
        frame: hall(w, "/layanan/kutipan-akta-kelahiran", Some(HallTab::Services)),
        category: Some(Link::new("Kependudukan", "/urusan/kependudukan")),
        name: "Kutipan akta kelahiran".into(),
        summary: "Untuk anak yang belum punya akta.".into(),
        agency: Link::new("Dinas Kependudukan dan Pencatatan Sipil", "/instansi/dukcapil"),
        caution: Some(Caution::Sample),
        facts: facts(
            w,
            ("Gratis", "dijamin undang-undang"),
            ("1\u{a0}hari kerja", "sejak berkas lengkap"),
            ("Kutipan akta kelahiran", "juga KK baru dan Kartu Identitas Anak"),
        ),
        fees: vec![],
        requirements: requirements(),
        checklist: "/layanan/kutipan-akta-kelahiran/daftar".into(),
        steps: steps(),
        places: places(),
        complaints: vec!["Meja pengaduan di balai menjawab paling lama 3\u{a0}hari.".into()],
        complaint_contacts: contacts(),
        legal_basis: ["UU 23/2006 jo. UU 24/2013", "Perpres 96/2018", "Permendagri 108/2019"].map(Into::into).to_vec(),
        standard: Standard {
            version: 3,
            decree: Some("SK Kepala Dinas 188/42/2026 (contoh)".into()),
            effective: Some("1\u{a0}Juli 2026".into()),
            reviewed: Some("3\u{a0}November 2026".into()),
        },
        linked: Linked::sample("Kutipan akta kelahiran"),
    }
}

fn passport(w: Words) -> Service {
    let fee = |label: &str, amount: &str| FeeLine { label: label.into(), amount: amount.into() };
    Service {
        name: "Paspor baru".into(),
        summary: String::new(),
        agency: Link::new("Kantor Imigrasi", "/instansi/imigrasi"),
        category: None,
        facts: facts(
            w,
            ("Rp\u{a0}350.000–950.000", "penerimaan negara"),
            ("3\u{a0}hari kerja", "sejak wawancara dan pembayaran"),
            ("Paspor", ""),
        ),
        fees: vec![
            fee("Biasa, 5 tahun", "Rp\u{a0}350.000"),
            fee("Biasa, 10 tahun", "Rp\u{a0}650.000"),
            fee("Elektronik, 10 tahun", "Rp\u{a0}950.000"),
            fee("Percepatan di hari yang sama, ditambah", "Rp\u{a0}1.000.000"),
        ],
        ..typical(w)
    }
}

fn least(w: Words) -> Service {
    Service {
        category: None,
        summary: String::new(),
        caution: None,
        requirements: vec![],
        steps: vec![],
        complaints: vec![],
        complaint_contacts: vec![],
        legal_basis: vec![],
        standard: Standard { version: 1, decree: None, effective: None, reviewed: None },
        ..typical(w)
    }
}

fn longest(w: Words) -> Service {
    let long = long_word();
    let mut page = passport(w);
    page.name = format!("Persetujuan Kesesuaian Kegiatan Pemanfaatan Ruang untuk Kegiatan Berusaha {long}");
    page.summary =
        "Untuk pelaku usaha mikro, kecil, menengah, dan besar yang memanfaatkan ruang di luar kawasan industri. "
            .repeat(4);
    page.requirements.extend((0..14).map(|_| Requirement {
        name: long.clone(),
        note: "Asli dan salinan yang dilegalisasi pejabat berwenang. ".repeat(3),
        optional: true,
    }));
    page.steps.extend((0..8).map(|_| format!("Petugas memeriksa {long}")));
    page.fees.push(FeeLine { label: long.clone(), amount: "Rp\u{a0}123.456.789.012".into() });
    page.legal_basis.push(long);
    page
}

fn checklist(w: Words) -> Checklist {
    let page = typical(w);
    Checklist {
        w,
        frame: hall(w, &page.checklist, Some(HallTab::Services)),
        name: page.name,
        agency: page.agency.text,
        back: "/layanan/kutipan-akta-kelahiran".into(),
        address: "sragen.balai.test/layanan/kutipan-akta-kelahiran".into(),
        today: "23\u{a0}November 2026".into(),
        facts: page.facts,
        requirements: page.requirements,
        places: page.places,
    }
}

fn facts(w: Words, fee: (&str, &str), time: (&str, &str), product: (&str, &str)) -> [Fact; 3] {
    [("fact-fee", fee), ("fact-time", time), ("fact-product", product)].map(|(key, (value, note))| Fact {
        label: w.t(key),
        value: value.into(),
        note: note.into(),
    })
}

fn requirements() -> Vec<Requirement> {
    [
        ("Surat keterangan lahir", "Dari rumah sakit, puskesmas, bidan, atau penolong kelahiran. Tidak punya? Gunakan surat pernyataan (SPTJM), formulirnya kami sediakan.", false),
        ("Buku nikah atau kutipan akta perkawinan orang tua", "", true),
        ("Kartu Keluarga", "", false),
        ("KTP-el ayah dan ibu", "", false),
    ]
    .map(|(name, note, optional)| Requirement { name: name.into(), note: note.into(), optional })
    .to_vec()
}

fn steps() -> Vec<String> {
    [
        "Anda mengajukan dan melampirkan berkas",
        "Petugas memeriksa kelengkapan; yang kurang dikembalikan dengan catatan",
        "Data diproses di sistem kependudukan",
        "Pejabat menandatangani secara elektronik",
        "Anda menerima akta",
    ]
    .map(Into::into)
    .to_vec()
}

fn places() -> Vec<Place> {
    let place = |icon, title: &str, lines: &[&str]| Place {
        icon,
        title: title.into(),
        lines: lines.iter().map(|&line| line.into()).collect(),
        link: None,
        carried: false,
    };
    let online = |carried, text: &str, line: &str| Place {
        link: Some(Link::new(text, "https://pajak.sragenkab.go.id/masuk")),
        carried,
        ..place(Icon::Globe, "Daring", &[line])
    };
    vec![
        online(true, "Lanjut ke Pajak Daerah", "Masuk dengan akun Balai Anda. Anda tidak perlu mendaftar lagi."),
        online(false, "pajak.sragenkab.go.id", "Di situs instansi; Anda meninggalkan halaman ini."),
        place(
            Icon::Hall,
            "Di balai",
            &[
                "Mal Pelayanan Publik Kabupaten Sragen, Jalan Raya Sukowati, Sragen.",
                "Senin–Kamis 08.00–15.00, Jumat 08.00–14.00\u{a0}WIB.",
            ],
        ),
        place(Icon::Van, "Layanan keliling", &["Tanyakan jadwalnya ke petugas."]),
        place(Icon::Phone, "Daring", &["Lewat aplikasi instansi."]),
    ]
}
