use super::*;

fn round(component: Component, body: &str) -> Standard {
    let mut sheet = Sheet::typed(component, &Typed::parse(body.as_bytes()));
    let entry = sheet.read().unwrap_or_else(|| panic!("{:?}", sheet.summary()));
    assert_eq!(entry.component(), component);
    Standard::default().with(entry)
}

const FILLED: [(Component, &str); 14] = [
    (Component::Requirements, "syarat-1=KTP-el&catatan-1=asli&untuk-1=sebagian&dokumen-1=KTP&syarat-2=&untuk-2=semua"),
    (Component::Procedure, "baris-1=Daftar&baris-2=&baris-3=Ambil"),
    (Component::Time, "lama=3&satuan=hari-kerja&keterangan=sejak+lengkap"),
    (
        Component::Fee,
        "biaya=rincian&rincian-1=Air&tarif-1=150.000&per-1=sampel&jenis=retribusi&aturan=Perda+1%2F2024&bayar=QRIS",
    ),
    (Component::Product, "produk=Kutipan+akta"),
    (Component::Complaints, "cara=sendiri&pengaduan=Telepon+129"),
    (Component::LegalBasis, "baris-1=UU+24%2F2013"),
    (Component::Facilities, "isi-komponen=Ruang+tunggu"),
    (Component::Competence, "isi-komponen=Terlatih"),
    (Component::Supervision, "isi-komponen=Sekretaris"),
    (Component::StaffCount, "jumlah=4"),
    (Component::Guarantee, "isi-komponen=Sesuai+standar"),
    (Component::Safety, "isi-komponen=CCTV"),
    (Component::Evaluation, "isi-komponen=Tiap+semester"),
];

#[test]
fn what_was_saved_is_shown_again_and_reads_to_the_same() {
    for (component, body) in FILLED {
        let standard = round(component, body);
        assert!(standard.has(component), "{component:?}");
        let mut shown = Sheet::of(component, &standard);
        let again = shown.read().expect("what was saved reads");
        assert_eq!(standard.clone().with(again), standard, "{component:?}");
    }
}

#[test]
fn an_empty_form_empties_its_component() {
    for (component, body) in FILLED.into_iter().filter(|(component, _)| *component != Component::Complaints) {
        let standard = round(component, body);
        let empty = if component == Component::Time { "satuan=jam" } else { "" };
        let mut sheet = Sheet::typed(component, &Typed::parse(empty.as_bytes()));
        assert!(!standard.with(sheet.read().expect("nothing is not wrong")).has(component), "{component:?}");
    }
}

#[test]
fn what_does_not_read_stays_with_its_field() {
    let long = "x".repeat(300);
    let cases = [
        (Component::Requirements, format!("syarat-1={long}"), "syarat-1"),
        (Component::Requirements, "syarat-1=&catatan-1=asli".into(), "syarat-1"),
        (Component::Requirements, "syarat-1=KTP&dokumen-1=%3Cscript%3E".into(), "dokumen-1"),
        (Component::Procedure, format!("baris-1=Daftar&baris-2={long}"), "baris-2"),
        (Component::Time, "lama=tiga&satuan=jam".into(), "lama"),
        (Component::Time, "lama=0&satuan=jam".into(), "lama"),
        (Component::Time, "lama=3&satuan=abad".into(), "satuan"),
        (Component::Time, "keterangan=x&satuan=jam".into(), "lama"),
        (Component::Fee, "biaya=tetap&jumlah=dua+ribu&jenis=pnbp".into(), "jumlah"),
        (Component::Fee, "biaya=rincian&rincian-1=&tarif-1=5000&jenis=pnbp".into(), "rincian-1"),
        (Component::Fee, "biaya=rumus&rumus=&jenis=pnbp".into(), "rumus"),
        (Component::Fee, "biaya=mahal".into(), "biaya"),
        (Component::Complaints, "cara=sendiri&pengaduan=".into(), "pengaduan"),
        (Component::Complaints, "pengaduan=x".into(), "cara"),
        (Component::StaffCount, "jumlah=-1".into(), "jumlah"),
    ];
    for (component, body, name) in cases {
        let mut sheet = Sheet::typed(component, &Typed::parse(body.as_bytes()));
        assert_eq!(sheet.read(), None, "{body:.60}");
        let wrong: Vec<_> = sheet.summary().lines.into_iter().map(|(name, _)| name).collect();
        assert_eq!(wrong, [name], "{body:.60}");
    }
}

#[test]
fn a_row_is_added_moved_and_removed_without_losing_what_was_typed() {
    let typed = Typed::parse(b"baris-1=Satu&baris-2=Dua");
    let mut sheet = Sheet::typed(Component::Procedure, &typed);
    let values = |sheet: &Sheet| sheet.fields().into_iter().map(|f| f.value.clone()).collect::<Vec<_>>();
    sheet.step(RowStep::Add);
    assert_eq!(values(&sheet), ["Satu", "Dua", ""]);
    sheet.step(RowStep::Up(1));
    assert_eq!(values(&sheet), ["Dua", "Satu", ""]);
    sheet.step(RowStep::Remove(0));
    assert_eq!(values(&sheet), ["Satu", ""]);
}

#[test]
fn a_fee_that_is_free_keeps_no_law_of_a_levy() {
    let standard = round(Component::Fee, "biaya=gratis&jumlah=abc&jenis=retribusi&aturan=Perda+1%2F2024");
    assert!(standard.fee.as_ref().is_some_and(balai_catalog::Fee::is_free));
}
