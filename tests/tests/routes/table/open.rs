//! Samples of what needs no account: the entrance, signing up, and what programs ask.

use balai_web::host::SiteKind;

use super::{MULTIPART, Sample, get, post};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    [root(), sign_up(), machines()].concat()
}

fn root() -> Vec<Sample> {
    let at = SiteKind::Root;
    vec![
        get(at, 200, "/", "/"),
        get(at, 200, "/daerah", "/daerah"),
        get(at, 200, "/cari", "/cari?q=kenaritujuh"),
        get(at, 200, "/manifest.webmanifest", "/manifest.webmanifest"),
        get(at, 200, "/robots.txt", "/robots.txt"),
        get(at, 200, "/sitemap.xml", "/sitemap.xml"),
        get(at, 200, "/data-pribadi", "/data-pribadi"),
        get(at, 200, "/data-pribadi/catatan", "/data-pribadi/catatan"),
        get(at, 200, "/aksesibilitas", "/aksesibilitas"),
        get(at, 200, "/kotak-surat", "/kotak-surat"),
        get(at, 200, "/kotak-surat/{letter}", "/kotak-surat/{letter}"),
        get(at, 200, "/kotak-surat/{letter}/isi", "/kotak-surat/{letter}/isi"),
    ]
}

fn sign_up() -> Vec<Sample> {
    let at = SiteKind::Root;
    let official = "nama=Siti&jabatan=Kepala&nip=197805122005012003&surel=siti%40contoh.go.id&telepon=0271+891024";
    vec![
        get(at, 200, "/daftar", "/daftar"),
        get(at, 200, "/daftar/berakhir", "/daftar/berakhir"),
        get(at, 200, "/daftar/daerah", "/daftar/daerah"),
        // without a draft a later page leads to the first one
        get(at, 303, "/daftar/penanggung-jawab", "/daftar/penanggung-jawab"),
        get(at, 303, "/daftar/surat", "/daftar/surat"),
        get(at, 303, "/daftar/perjanjian", "/daftar/perjanjian"),
        get(at, 303, "/daftar/periksa", "/daftar/periksa"),
        get(at, 303, "/daftar/terkirim", "/daftar/terkirim"),
        get(at, 303, "/daftar/simpan", "/daftar/simpan"),
        get(at, 200, "/daftar/status", "/daftar/status"),
        get(at, 303, "/daftar/lanjut/{token}", "/daftar/lanjut/tidak-ada"),
        get(at, 200, "/daftar/konfirmasi/{token}", "/daftar/konfirmasi/tidak-ada"),
        post(at, "/daftar/penanggung-jawab", "/daftar/penanggung-jawab", official),
        post(at, "/daftar/surat", "/daftar/surat", MULTIPART),
        post(at, "/daftar/perjanjian", "/daftar/perjanjian", "setuju=ya&awal=katalog"),
        post(at, "/daftar/periksa", "/daftar/periksa", ""),
        post(at, "/daftar/simpan", "/daftar/simpan", "surel=siti%40contoh.go.id"),
        post(at, "/daftar/konfirmasi/{token}", "/daftar/konfirmasi/tidak-ada", ""),
        post(at, "/daftar/konfirmasi/{token}/baru", "/daftar/konfirmasi/tidak-ada/baru", ""),
        post(at, "/daftar/status", "/daftar/status", "nomor=BLI-2026-AAAAAA&surel=siti%40contoh.go.id"),
        post(at, "/daftar/status/tautan", "/daftar/status/tautan", "nomor=BLI-2026-AAAAAA&surel=siti%40contoh.go.id"),
        post(at, "/daftar/daerah", "/daftar/daerah", "daerah=33.16"),
    ]
}

fn machines() -> Vec<Sample> {
    let (at, root) = (SiteKind::Region, SiteKind::Root);
    let docs = |at| {
        vec![
            get(at, 200, "/api/v1/openapi.json", "/api/v1/openapi.json"),
            get(at, 308, "/api/docs", "/api/docs"),
            get(at, 200, "/api/docs/{file:.*}", "/api/docs/index.html"),
        ]
    };
    let own = vec![
        get(at, 200, "/api/v1/services", "/api/v1/services?q=kenaritujuh&agency={agency-slug}"),
        get(at, 200, "/api/v1/services/{slug}", "/api/v1/services/{slug}"),
        get(at, 200, "/api/v1/agencies", "/api/v1/agencies?limit=100"),
        get(root, 200, "/api/v1/services", "/api/v1/services?q=kenaritujuh"),
        get(root, 200, "/api/v1/national/services", "/api/v1/national/services?q=kenaritujuh"),
    ];
    [own, docs(at), docs(root)].concat()
}
