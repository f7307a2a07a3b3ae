//! Samples of the account host.

use actix_web::http::Method;
use balai_web::host::SiteKind;

use super::{MULTIPART, Sample, get, post};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
    [account(), doors(), passkeys_and_leaving(), vault()].concat()
}

fn account() -> Vec<Sample> {
    let at = SiteKind::Account;
    vec![
        // nobody offers the person of the sample anything
        get(at, 404, "/serah-terima/{id}", "/serah-terima/{nobody}"),
        post(at, "/serah-terima/{id}", "/serah-terima/{nobody}", ""),
        post(at, "/serah-terima/{id}/tolak", "/serah-terima/{nobody}/tolak", ""),
        get(at, 200, "/", "/"),
        post(at, "/sesi/akhiri-lainnya", "/sesi/akhiri-lainnya", ""),
        post(at, "/sesi/{id}/akhiri", "/sesi/{session}/akhiri", ""),
        get(at, 303, "/masuk", "/masuk"),
        post(at, "/masuk", "/masuk", "surel=x%40contoh.go.id&sandi=salah&ke=%2F"),
        get(at, 303, "/masuk/kode", "/masuk/kode"),
        post(at, "/masuk/kode", "/masuk/kode", "kode=000000&ke=%2F"),
        get(at, 200, "/profil", "/profil"),
        get(at, 200, "/profil/nama", "/profil/nama"),
        post(at, "/profil/nama", "/profil/nama", "nama=Siti+Aminah"),
        get(at, 200, "/profil/nik", "/profil/nik"),
        post(at, "/profil/nik", "/profil/nik", "nik=3314011208900001"),
        post(at, "/profil/nik/tampilkan", "/profil/nik/tampilkan", ""),
        post(at, "/profil/nik/hapus", "/profil/nik/hapus", ""),
        get(at, 200, "/profil/kontak", "/profil/kontak"),
        post(at, "/profil/kontak", "/profil/kontak", "kontak=lain%40contoh.go.id"),
        post(at, "/profil/kontak/hapus", "/profil/kontak/hapus", "kontak=lain%40contoh.go.id"),
        get(at, 303, "/profil/kontak/kode", "/profil/kontak/kode"),
        post(at, "/profil/kontak/kode", "/profil/kontak/kode", "kode=000000"),
        post(at, "/profil/kontak/kode/ulang", "/profil/kontak/kode/ulang", ""),
        get(at, 404, "/batal-ganti/{token}", "/batal-ganti/tidak-ada"),
        post(at, "/batal-ganti/{token}", "/batal-ganti/tidak-ada", ""),
        get(at, 200, "/keluarga", "/keluarga"),
        get(at, 200, "/keluarga/tunjuk", "/keluarga/tunjuk"),
        post(
            at,
            "/keluarga/tunjuk",
            "/keluarga/tunjuk",
            "kontak=x%40contoh.go.id&cakupan=satu-layanan&daerah=33.14&cari=layanan&layanan={service}&lama=30",
        ),
        post(at, "/keluarga/selesai", "/keluarga/selesai", ""),
        get(at, 200, "/keluarga/{id}/catatan", "/keluarga/{mandate}/catatan"),
        post(at, "/keluarga/{id}/terima", "/keluarga/{mandate}/terima", ""),
        post(at, "/keluarga/{id}/mulai", "/keluarga/{mandate}/mulai", ""),
        post(at, "/keluarga/{id}/akhiri", "/keluarga/{mandate}/akhiri", ""),
        get(at, 200, "/riwayat-masuk", "/riwayat-masuk"),
        get(at, 200, "/keamanan", "/keamanan"),
        // she has a second factor
        get(at, 303, "/keamanan/kode", "/keamanan/kode"),
        post(at, "/keamanan/kode", "/keamanan/kode", "kode=000000"),
        post(at, "/keamanan/kode/hapus", "/keamanan/kode/hapus", ""),
        post(at, "/keamanan/pemulihan", "/keamanan/pemulihan", ""),
        get(at, 404, "/lanjut/{id}", "/lanjut/{nobody}"),
    ]
}

/// The ways in, back and over, and what other hosts and programs ask.
fn doors() -> Vec<Sample> {
    let at = SiteKind::Account;
    vec![
        // the person of the sample is signed in, and has not begun either way
        get(at, 303, "/daftar", "/daftar"),
        post(at, "/daftar", "/daftar", "kontak=x%40contoh.go.id&ke=%2F"),
        get(at, 303, "/daftar/kode", "/daftar/kode"),
        post(at, "/daftar/kode", "/daftar/kode", "kode=000000&ke=%2F"),
        post(at, "/daftar/kode/ulang", "/daftar/kode/ulang", "ke=%2F"),
        get(at, 303, "/daftar/nama", "/daftar/nama"),
        post(at, "/daftar/nama", "/daftar/nama", "nama=Uji&ke=%2F"),
        get(at, 303, "/daftar/sandi", "/daftar/sandi"),
        post(at, "/daftar/sandi", "/daftar/sandi", "sandi=kuda+lumping+makan+beling&ke=%2F"),
        // no national identity provider is named here: the ways lead back
        get(at, 303, "/nasional/masuk", "/nasional/masuk"),
        get(at, 303, "/nasional/kembali", "/nasional/kembali?code=x&state=y"),
        get(at, 303, "/nasional/hubungkan", "/nasional/hubungkan"),
        post(at, "/nasional/hubungkan", "/nasional/hubungkan", ""),
        get(at, 303, "/nasional/hubungkan/periksa", "/nasional/hubungkan/periksa"),
        post(at, "/nasional/hubungkan/periksa", "/nasional/hubungkan/periksa", ""),
        post(at, "/nasional/lepas", "/nasional/lepas", ""),
        get(at, 303, "/nasional/daftar", "/nasional/daftar"),
        post(at, "/nasional/daftar", "/nasional/daftar", "kontak=x%40contoh.go.id&ke=%2F"),
        get(at, 303, "/nasional/daftar/kode", "/nasional/daftar/kode"),
        post(at, "/nasional/daftar/kode", "/nasional/daftar/kode", "kode=000000&ke=%2F"),
        post(at, "/nasional/daftar/kode/ulang", "/nasional/daftar/kode/ulang", "ke=%2F"),
        get(at, 303, "/nasional/daftar/nama", "/nasional/daftar/nama"),
        post(at, "/nasional/daftar/nama", "/nasional/daftar/nama", "nama=Uji&ke=%2F"),
        get(at, 200, "/pulihkan", "/pulihkan"),
        post(at, "/pulihkan", "/pulihkan", "kontak=x%40contoh.go.id&ke=%2F"),
        get(at, 303, "/pulihkan/kode", "/pulihkan/kode"),
        post(at, "/pulihkan/kode", "/pulihkan/kode", "kode=000000&ke=%2F"),
        post(at, "/pulihkan/kode/ulang", "/pulihkan/kode/ulang", "ke=%2F"),
        get(at, 303, "/pulihkan/sandi", "/pulihkan/sandi"),
        post(at, "/pulihkan/sandi", "/pulihkan/sandi", "sandi=kuda+lumping+makan+beling&ke=%2F"),
        get(at, 200, "/ambil-alih", "/ambil-alih?kode=7F3K-9QXM-2HTA"),
        post(at, "/ambil-alih", "/ambil-alih", "kode=7F3K-9QXM-2HTA&nik=3314015208900001"),
        get(at, 303, "/ambil-alih/kontak", "/ambil-alih/kontak"),
        post(at, "/ambil-alih/kontak", "/ambil-alih/kontak", "kontak=x%40contoh.go.id&ke=%2F"),
        get(at, 303, "/ambil-alih/kode", "/ambil-alih/kode"),
        post(at, "/ambil-alih/kode", "/ambil-alih/kode", "kode=000000&ke=%2F"),
        post(at, "/ambil-alih/kode/ulang", "/ambil-alih/kode/ulang", "ke=%2F"),
        get(at, 303, "/ambil-alih/sandi", "/ambil-alih/sandi"),
        post(at, "/ambil-alih/sandi", "/ambil-alih/sandi", "sandi=kuda+lumping+makan+beling&ke=%2F"),
        get(at, 200, "/keluar", "/keluar"),
        post(at, "/keluar", "/keluar", ""),
        get(at, 404, "/undangan/{token}", "/undangan/tidak-ada"),
        post(at, "/undangan/{token}", "/undangan/tidak-ada", "nama=Uji&sandi=kuda+lumping+makan+beling"),
        post(at, "/undangan/{token}/terima", "/undangan/tidak-ada/terima", ""),
        get(at, 400, "/otorisasi", "/otorisasi?client_id=tidak-ada"),
        get(at, 200, "/robots.txt", "/robots.txt"),
        get(at, 200, "/data-pribadi", "/data-pribadi"),
        get(at, 200, "/data-pribadi/catatan", "/data-pribadi/catatan"),
        get(at, 200, "/aksesibilitas", "/aksesibilitas"),
        post(at, "/token", "/token", "grant_type=authorization_code&code=x"),
        post(at, "/otorisasi", "/otorisasi", "client_id=tidak-ada"),
        post(at, "/par", "/par", "client_id=tidak-ada&client_secret=x"),
        get(at, 401, "/userinfo", "/userinfo"),
        post(at, "/userinfo", "/userinfo", "access_token=x"),
        post(at, "/introspeksi", "/introspeksi", "token=x"),
        post(at, "/cabut", "/cabut", "token=x"),
        get(at, 200, "/keluar/aplikasi", "/keluar/aplikasi?state=x"),
        post(at, "/keluar/aplikasi", "/keluar/aplikasi", "state=x"),
        post(at, "/keluar/aplikasi/ya", "/keluar/aplikasi/ya?state=x", ""),
        get(at, 200, "/jwks", "/jwks"),
        get(at, 200, "/.well-known/openid-configuration", "/.well-known/openid-configuration"),
    ]
}

fn passkeys_and_leaving() -> Vec<Sample> {
    let at = SiteKind::Account;
    vec![
        post(at, "/masuk/kunci", "/masuk/kunci", "kunci=%7B%7D&ke=%2F"),
        post(at, "/masuk/kunci/mulai", "/masuk/kunci/mulai", ""),
        post(at, "/masuk/kode/kunci", "/masuk/kode/kunci", "kunci=%7B%7D&ke=%2F"),
        post(at, "/daftar/kunci", "/daftar/kunci", "kunci=%7B%7D&ke=%2F"),
        post(at, "/daftar/kunci/mulai", "/daftar/kunci/mulai", ""),
        get(at, 200, "/keamanan/kunci", "/keamanan/kunci"),
        post(at, "/keamanan/kunci", "/keamanan/kunci", "nama=HP&kunci=%7B%7D"),
        post(at, "/keamanan/kunci/mulai", "/keamanan/kunci/mulai", ""),
        post(at, "/keamanan/kunci/{id}/hapus", "/keamanan/kunci/{nobody}/hapus", ""),
        get(at, 200, "/data-saya", "/data-saya"),
        post(at, "/data-saya", "/data-saya", ""),
        get(at, 200, "/hapus-akun", "/hapus-akun"),
        get(at, 200, "/hapus-akun/tegaskan", "/hapus-akun/tegaskan"),
        // she holds a role
        post(at, "/hapus-akun/tegaskan", "/hapus-akun/tegaskan", "kata=HAPUS"),
        get(at, 404, "/batal-hapus/{token}", "/batal-hapus/tidak-ada"),
        post(at, "/batal-hapus/{token}", "/batal-hapus/tidak-ada", ""),
    ]
}

fn vault() -> Vec<Sample> {
    let at = SiteKind::Account;
    let upload = "/berkas/unggahan/{id}";
    let by =
        |method| Sample { site: at, method, pattern: upload, path: "/berkas/unggahan/{upload}", form: "", status: 0 };
    vec![
        get(at, 200, "/berkas", "/berkas"),
        get(at, 200, "/berkas/tambah", "/berkas/tambah"),
        get(at, 200, "/berkas/unggah", "/berkas/unggah?jenis=KTP"),
        post(at, "/berkas/unggah", "/berkas/unggah", MULTIPART),
        get(at, 200, "/berkas/catatan", "/berkas/catatan"),
        post(at, "/berkas/unggahan", "/berkas/unggahan", ""),
        by(Method::HEAD),
        by(Method::PATCH),
        by(Method::DELETE),
        post(at, "/berkas/unggahan/{id}/selesai", "/berkas/unggahan/{upload}/selesai", ""),
        get(at, 200, "/berkas/{id}", "/berkas/{document}"),
        get(at, 200, "/berkas/{id}/nomor", "/berkas/{document}/nomor"),
        post(at, "/berkas/{id}/nomor", "/berkas/{document}/nomor", "nomor=3314010101900001"),
        get(at, 200, "/berkas/{id}/tanggal", "/berkas/{document}/tanggal"),
        post(at, "/berkas/{id}/tanggal", "/berkas/{document}/tanggal", "terbit=1-2-2026&sampai=1-2-2031"),
        get(at, 200, "/berkas/{id}/daerah", "/berkas/{document}/daerah"),
        post(at, "/berkas/{id}/daerah", "/berkas/{document}/daerah", "daerah=33.14"),
        get(at, 200, "/berkas/{id}/hapus", "/berkas/{spare-document}/hapus"),
        post(at, "/berkas/{id}/hapus", "/berkas/{spare-document}/hapus", ""),
        get(at, 200, "/berkas/{id}/versi/{version}", "/berkas/{document}/versi/{version}"),
        get(at, 200, "/berkas/kode", "/berkas/kode"),
        post(at, "/berkas/kode", "/berkas/kode", ""),
        get(at, 200, "/berkas/permintaan", "/berkas/permintaan"),
        get(at, 200, "/berkas/permintaan/{id}", "/berkas/permintaan/{waiting}"),
        post(at, "/berkas/permintaan/{id}", "/berkas/permintaan/{waiting}", "berkas-0={document}"),
        // the desk goes on with what was given
        post(at, "/berkas/permintaan/{id}/{item}/cabut", "/berkas/permintaan/{waiting}/{item}/cabut", ""),
    ]
}
