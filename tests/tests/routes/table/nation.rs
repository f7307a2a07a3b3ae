//! Samples of the ministry's host.

use balai_web::host::SiteKind;

use super::{MULTIPART, Sample, get, post};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    let at = SiteKind::National;
    let page = "/pendaftaran/{application}";
    vec![
        get(at, 200, "/", "/"),
        get(at, 200, "/nik", "/nik"),
        get(at, 200, "/nik/{id}", "/nik/{case}"),
        post(at, "/nik/{id}", "/nik/{case}", "tetap=tidak-ada&alasan=Dilihat+di+loket"),
        get(at, 200, "/pendaftaran/{id}", page),
        get(at, 200, "/pendaftaran/{id}/surat.pdf", "/pendaftaran/{application}/surat.pdf"),
        post(at, "/pendaftaran/{id}/pemeriksaan", "/pendaftaran/{application}/pemeriksaan", "periksa=letter_signed"),
        post(at, "/pendaftaran/{id}/persetujuan", "/pendaftaran/{application}/persetujuan", ""),
        post(at, "/pendaftaran/{id}/pengembalian", "/pendaftaran/{application}/pengembalian", "kembalikan=Alasan+uji"),
        post(at, "/pendaftaran/{id}/penolakan", "/pendaftaran/{application}/penolakan", "tolak=Alasan+uji"),
        get(at, 200, "/daerah", "/daerah"),
        post(at, "/daerah/{code}/penyiapan", "/daerah/{code}/penyiapan", ""),
        get(at, 200, "/daerah/{code}", "/daerah/33.14"),
        // reasons too short to be taken: a closed hall would end the walk
        post(at, "/daerah/{code}/penutupan", "/daerah/33.14/penutupan", "tutup=uji"),
        post(at, "/daerah/{code}/pembukaan", "/daerah/33.14/pembukaan", "buka=uji"),
        post(at, "/daerah/{code}/usul-arsip", "/daerah/33.14/usul-arsip", "usul=uji"),
        post(at, "/daerah/{code}/batal-arsip", "/daerah/33.14/batal-arsip", "batal=uji"),
        post(at, "/daerah/{code}/arsip", "/daerah/33.14/arsip", ""),
        get(at, 200, "/robots.txt", "/robots.txt"),
        get(at, 200, "/adopsi", "/adopsi?provinsi=33&menurut=fiskal"),
        get(at, 200, "/adopsi/daerah", "/adopsi/daerah?tahap=aktif"),
        get(at, 200, "/adopsi/daerah/{code}", "/adopsi/daerah/33.14"),
        get(at, 200, "/adopsi/tersendat", "/adopsi/tersendat"),
        get(at, 200, "/adopsi/ekspor/{berkas}", "/adopsi/ekspor/daerah.csv"),
        get(at, 200, "/api/v1/adoption/{table}", "/api/v1/adoption/provinsi?limit=10"),
        post(at, "/adopsi/surat", "/adopsi/surat", "surat=ya"),
        get(at, 200, "/adopsi/target", "/adopsi/target"),
        post(at, "/adopsi/target", "/adopsi/target", "sampai=2026-12-31&jumlah=40"),
        post(at, "/adopsi/target/hapus", "/adopsi/target/hapus", "hapus=2026-12-31"),
        get(at, 200, "/adopsi/data", "/adopsi/data"),
        post(at, "/adopsi/data", "/adopsi/data", MULTIPART),
        post(
            at,
            "/adopsi/data/keputusan",
            "/adopsi/data/keputusan",
            "isi=kode%3Btipologi%0D%0A33.14%3B2.1&perubahan=1",
        ),
        get(at, 200, "/adopsi/data/templat.csv", "/adopsi/data/templat.csv"),
        get(at, 200, "/adopsi/tipologi/{key}", "/adopsi/tipologi/2.1"),
        post(at, "/adopsi/tipologi/{key}", "/adopsi/tipologi/2.1", "nama=Tipologi+2.1&kriteria=Uji"),
        get(at, 200, "/templat", "/templat?q=akta"),
        get(at, 200, "/templat/{key}", "/templat/dpmptsp-pbg"),
        get(at, 200, "/templat/{key}/{bagian}", "/templat/dpmptsp-pbg/3"),
        post(at, "/templat/{key}/{bagian}", "/templat/dpmptsp-pbg/5", "produk=Uji"),
        post(at, "/templat/{key}/terbitan", "/templat/dpmptsp-pbg/terbitan", "draf=1&perbaikan=Uji"),
        post(at, "/templat/{key}/batal", "/templat/dpmptsp-pbg/batal", ""),
        get(at, 200, "/siaran", "/siaran"),
        get(at, 200, "/siaran/baru", "/siaran/baru"),
        post(at, "/siaran/baru", "/siaran/baru", "judul=Uji&pesan=Uji&penting=usual&untuk=semua&mulai=2026-11-23"),
        get(at, 200, "/siaran/{id}", "/siaran/{broadcast}"),
        post(at, "/siaran/{id}/penarikan", "/siaran/{broadcast}/penarikan", ""),
        get(at, 200, "/hari-libur", "/hari-libur?tahun=2026"),
        post(at, "/hari-libur", "/hari-libur", MULTIPART),
        get(at, 200, "/hari-libur/tinjau/{id}", "/hari-libur/tinjau/{holidays}"),
        post(at, "/hari-libur/tinjau/{id}/terbitan", "/hari-libur/tinjau/{holidays}/terbitan", "semula=1"),
        post(at, "/hari-libur/tinjau/{id}/batal", "/hari-libur/tinjau/{holidays}/batal", ""),
        get(at, 200, "/surat", "/surat"),
        post(at, "/surat/{id}/ulang", "/surat/{letter}/ulang", ""),
    ]
}
