use askama::Template;

use super::{Sample, root_frame, sample};
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Every kind of field on one page.
#[derive(Template)]
#[template(path = "gallery/fields.html")]
struct AllFields {
    w: Words,
    frame: Frame,
    summary: ErrorSummary,
    name: Field,
    nip: Field,
    reason: Field,
    province: Field,
    provinces: Vec<Choice>,
    region: Field,
    regions: Vec<Choice>,
    agree: Field,
    agreements: Vec<Choice>,
    letter: Field,
}

pub(super) fn samples(w: Words) -> Vec<Sample> {
    let fields = [
        Field::new("nama").with("Wahyu Prasetyo"),
        Field::new("nip").with("1980"),
        Field::new("alasan"),
        Field::new("provinsi").with("33"),
        Field::new("daerah").with("33.74"),
        Field::new("setuju"),
        Field::new("surat"),
    ];
    let wrong = [
        ("nama", "Tulis nama lengkap Anda."),
        ("nip", "NIP terdiri dari 18 angka. Yang Anda tulis baru 4."),
        ("alasan", "Tulis alasannya dalam satu atau dua kalimat."),
        ("provinsi", "Pilih provinsi."),
        ("daerah", "Pilih Kabupaten Semarang atau Kota Semarang."),
        ("setuju", "Centang bahwa Anda sudah membaca perjanjian."),
        ("surat", "Berkas ini 14 MB, batasnya 10 MB. Pindai ulang dengan mutu sedang."),
    ];
    let corrected = fields.clone().map(|field| {
        let (_, sentence) = wrong.iter().find(|(name, _)| *name == field.name).expect("a sentence for each");
        field.wrong(*sentence)
    });
    let hostile = fields.clone().map(|field| field.with("\"><script>alert(1)</script>"));
    vec![
        sample("forms_typical", &page(w, fields)),
        sample("forms_error", &page(w, corrected)),
        sample("forms_hostile", &page(w, hostile)),
    ]
}

fn page(w: Words, fields: [Field; 7]) -> AllFields {
    let summary = ErrorSummary::of(&fields);
    let [name, nip, reason, province, region, agree, letter] = fields;
    let answers = |field: &Field, list: [(&str, &str, &str); 2]| {
        list.map(|(value, label, hint)| Choice::new(value, label).hint(hint).chosen_in(field)).to_vec()
    };
    AllFields {
        w,
        frame: root_frame(w, "/", None),
        provinces: answers(&province, [("33", "Jawa Tengah", ""), ("34", "DI Yogyakarta", "")]),
        regions: answers(
            &region,
            [
                ("33.22", "Kabupaten Semarang", "Jawa Tengah, kode 33.22. Alamatnya nanti: semarang"),
                ("33.74", "Kota Semarang", "Jawa Tengah, kode 33.74. Alamatnya nanti: kota-semarang"),
            ],
        ),
        agreements: answers(
            &agree,
            [("perjanjian", "Perjanjian pemrosesan data", "Delapan halaman."), ("kebijakan", "Kebijakan layanan", "")],
        ),
        summary,
        name,
        nip,
        reason,
        province,
        region,
        agree,
        letter,
    }
}
