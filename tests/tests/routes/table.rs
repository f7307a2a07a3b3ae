//! One sample for each route: where it leads, with which form, and what a person who may come gets there.
//!
//! `{words}` stand for things of a region: see [`Things`](crate::seed::Things).

use actix_web::http::Method;
use balai_web::host::SiteKind;

/// A request that stands for a route.
#[derive(Debug, Clone)]
pub struct Sample {
    pub site: SiteKind,
    pub method: Method,
    /// The path of the route, as the table of routes writes it.
    pub pattern: &'static str,
    /// A path that fits it.
    pub path: &'static str,
    /// A form, encoded; of a `POST` only.
    pub form: &'static str,
    /// What a `GET` by a person who may come answers.
    pub status: u16,
}

fn get(site: SiteKind, status: u16, pattern: &'static str, path: &'static str) -> Sample {
    Sample { site, method: Method::GET, pattern, path, form: "", status }
}

fn post(site: SiteKind, pattern: &'static str, path: &'static str, form: &'static str) -> Sample {
    Sample { site, method: Method::POST, pattern, path, form, status: 0 }
}

/// All samples.
pub fn all() -> Vec<Sample> {
    [
        hall(),
        desk(),
        exchange(),
        sharing(),
        editor(),
        settings(),
        house(),
        applications(),
        people(),
        trail(),
        crossing(),
        ministry(),
        account(),
        passkeys_and_leaving(),
        vault(),
        asking(),
        counter(),
        rights(),
        root(),
        sign_up(),
        machines(),
    ]
    .concat()
}

fn hall() -> Vec<Sample> {
    let at = SiteKind::Region;
    vec![
        get(at, 200, "/", "/"),
        get(at, 200, "/layanan", "/layanan"),
        get(at, 200, "/urusan/{slug}", "/urusan/{category-slug}"),
        get(at, 200, "/cari", "/cari?q=kenaritujuh&instansi={agency-slug}"),
        get(at, 200, "/layanan/{slug}", "/layanan/{slug}"),
        get(at, 200, "/layanan/{slug}/daftar", "/layanan/{slug}/daftar"),
        get(at, 200, "/instansi", "/instansi"),
        get(at, 200, "/instansi/{slug}", "/instansi/{agency-slug}"),
        get(at, 200, "/instansi/{slug}/logo", "/instansi/{agency-slug}/logo"),
        get(at, 200, "/tema-{hash}.css", "/tema-{theme}.css"),
        get(at, 200, "/manifest.webmanifest", "/manifest.webmanifest"),
        get(at, 200, "/robots.txt", "/robots.txt"),
        get(at, 200, "/sitemap.xml", "/sitemap.xml"),
        get(at, 200, "/sitemap-{part:\\d{1,4}}.xml", "/sitemap-1.xml"),
        get(at, 200, "/data-pribadi", "/data-pribadi"),
        get(at, 200, "/data-pribadi/catatan", "/data-pribadi/catatan"),
        get(at, 200, "/aksesibilitas", "/aksesibilitas"),
    ]
}

fn desk() -> Vec<Sample> {
    let at = SiteKind::Region;
    let catalogue = "/kelola/katalog?instansi={agency}&kategori={category}&q=kenaritujuh";
    vec![
        get(at, 200, "/kelola", "/kelola"),
        post(at, "/kelola/siaran/{id}/dibaca", "/kelola/siaran/{broadcast}/dibaca", ""),
        get(at, 200, "/kelola/katalog", catalogue),
        post(at, "/kelola/katalog/terbitan", "/kelola/katalog/terbitan", "pilih={service}"),
        post(at, "/kelola/katalog/arsip", "/kelola/katalog/arsip", "pilih={draft}"),
        get(at, 200, "/kelola/katalog/pembukaan", "/kelola/katalog/pembukaan"),
        post(
            at,
            "/kelola/katalog/pembukaan",
            "/kelola/katalog/pembukaan",
            "nomor=1&ditetapkan=2-11-2026&berlaku=3-11-2026",
        ),
        get(at, 200, "/kelola/katalog/adopsi", "/kelola/katalog/adopsi"),
        post(at, "/kelola/katalog/adopsi", "/kelola/katalog/adopsi", "semua=1"),
        post(at, "/kelola/katalog/pemindahan", "/kelola/katalog/pemindahan", "pilih={service}&ke={agency}"),
        post(at, "/kelola/katalog/tampilan", "/kelola/katalog/tampilan", "nama=Uji&kembali=tab%3Ddraf"),
        post(at, "/kelola/katalog/tampilan/hapus", "/kelola/katalog/tampilan/hapus", "hapus=Uji"),
        get(at, 200, "/kelola/katalog/urungan/{id}", "/kelola/katalog/urungan/{undo}"),
        post(at, "/kelola/katalog/urungan/{id}", "/kelola/katalog/urungan/{undo}", ""),
    ]
}

fn exchange() -> Vec<Sample> {
    let at = SiteKind::Region;
    let import = "/kelola/katalog/impor";
    let columns = "judul=1&kolom-1=nama-layanan&kolom-2=instansi&kolom-3=kategori";
    vec![
        get(at, 200, "/kelola/katalog/ekspor.{bentuk}", "/kelola/katalog/ekspor.json"),
        get(at, 200, "/kelola/katalog/templat.{bentuk}", "/kelola/katalog/templat.csv"),
        get(at, 200, import, import),
        post(at, import, import, MULTIPART),
        get(at, 200, "/kelola/katalog/impor/{id}/kolom", "/kelola/katalog/impor/{import}/kolom"),
        post(at, "/kelola/katalog/impor/{id}/kolom", "/kelola/katalog/impor/{import}/kolom", columns),
        get(at, 200, "/kelola/katalog/impor/{id}/perbaiki.xlsx", "/kelola/katalog/impor/{import}/perbaiki.xlsx"),
        get(at, 200, "/kelola/katalog/impor/{id}", "/kelola/katalog/impor/{import}"),
        post(at, "/kelola/katalog/impor/{id}/keputusan", "/kelola/katalog/impor/{import}/keputusan", "lanjut=siap"),
        post(at, "/kelola/katalog/impor/{id}/batal", "/kelola/katalog/impor/{import}/batal", ""),
    ]
}

fn sharing() -> Vec<Sample> {
    let at = SiteKind::Region;
    let borrow = "nama=Salinan+uji&instansi={agency}&kategori={category}";
    vec![
        get(at, 200, "/kelola/katalog/pembaruan", "/kelola/katalog/pembaruan"),
        // what the other region has published and lends is shown here: a service without the words that are looked for
        get(at, 200, "/kelola/katalog/salin", "/kelola/katalog/salin?q=paspor"),
        get(at, 200, "/kelola/katalog/salin/{id}", "/kelola/katalog/salin/{lent}"),
        post(at, "/kelola/katalog/salin/{id}", "/kelola/katalog/salin/{lent}", borrow),
        get(at, 200, "/kelola/katalog/izin-salin", "/kelola/katalog/izin-salin"),
        get(at, 200, "/kelola/katalog/empat-mata", "/kelola/katalog/empat-mata"),
        post(at, "/kelola/katalog/empat-mata", "/kelola/katalog/empat-mata", "aturan=tidak"),
        post(at, "/kelola/katalog/izin-salin", "/kelola/katalog/izin-salin", "izin=ya"),
        get(at, 200, "/kelola/temuan", "/kelola/temuan?instansi={agency}"),
        get(at, 200, "/kelola/temuan/{id}", "/kelola/temuan/{finding}"),
        post(at, "/kelola/temuan/{id}", "/kelola/temuan/{finding}", "alasan=Sedang+disiapkan&jawab=1"),
        get(at, 200, "/kelola/layanan/{id}/banding", "/kelola/layanan/{draft}/banding"),
        get(at, 200, "/kelola/layanan/{id}/riwayat", "/kelola/layanan/{draft}/riwayat"),
        get(at, 200, "/kelola/layanan/{id}/isi", "/kelola/layanan/{draft}/isi"),
        get(at, 200, "/kelola/layanan/{id}/pembaruan", "/kelola/layanan/{draft}/pembaruan"),
        post(at, "/kelola/layanan/{id}/pembaruan", "/kelola/layanan/{service}/pembaruan", "draf=0&3=tolak"),
        post(at, "/kelola/layanan/{id}/batal-tunggu", "/kelola/layanan/{draft}/batal-tunggu", ""),
        post(at, "/kelola/layanan/{id}/pengembalian", "/kelola/layanan/{service}/pengembalian", "versi=1"),
    ]
}

fn editor() -> Vec<Sample> {
    let at = SiteKind::Region;
    let new = "nama=Uji+sampel&instansi={agency}&kategori={category}&kanal=hall&sambungan=information";
    let own = "semula=1&nama=Uji+nama&instansi={agency}&kategori={category}&kanal=hall&sambungan=information";
    let part = "/kelola/layanan/{id}/{komponen:\\d{1,2}}";
    let decree = "semula=1&nomor=1&ditetapkan=2026-11-02&berlaku=2026-11-03";
    vec![
        get(at, 200, "/kelola/layanan/baru", "/kelola/layanan/baru"),
        post(at, "/kelola/layanan/baru", "/kelola/layanan/baru", new),
        get(at, 200, "/kelola/layanan/{id}/sk", "/kelola/layanan/{draft}/sk"),
        post(at, "/kelola/layanan/{id}/sk", "/kelola/layanan/{draft}/sk", decree),
        get(at, 200, "/kelola/layanan/{id}/terbit", "/kelola/layanan/{draft}/terbit"),
        post(at, "/kelola/layanan/{id}/terbit", "/kelola/layanan/{draft}/terbit", ""),
        post(at, "/kelola/layanan/{id}/kesesuaian", "/kelola/layanan/{service}/kesesuaian", ""),
        post(at, "/kelola/layanan/{id}/penarikan", "/kelola/layanan/{service}/penarikan", ""),
        post(at, "/kelola/layanan/{id}/arsip", "/kelola/layanan/{service}/arsip", ""),
        post(at, "/kelola/layanan/{id}/pemulihan", "/kelola/layanan/{service}/pemulihan", ""),
        get(at, 200, "/kelola/katalog/sampah", "/kelola/katalog/sampah"),
        post(at, "/kelola/katalog/sampah/{id}/pengambilan", "/kelola/katalog/sampah/{trashed}/pengambilan", ""),
        post(at, "/kelola/layanan/{id}/penghapusan", "/kelola/layanan/{doomed}/penghapusan", ""),
        post(at, "/kelola/layanan/{id}/pembuangan", "/kelola/layanan/{service}/pembuangan", ""),
        get(at, 200, part, "/kelola/layanan/{draft}/5"),
        post(at, part, "/kelola/layanan/{draft}/5", "semula=1&produk=Kutipan"),
        get(at, 200, "/kelola/layanan/{id}", "/kelola/layanan/{draft}"),
        post(at, "/kelola/layanan/{id}", "/kelola/layanan/{draft}", own),
    ]
}

fn settings() -> Vec<Sample> {
    let at = SiteKind::Region;
    let agency = "semula=1&nama=Uji+instansi&singkat=Uji&jenis=regional";
    let category = "semula=1&nama=Uji+kategori&hukum=general&urutan=40";
    let synonym = "semula=1&kata=surat+jalan&maksud=izin+keramaian";
    let sender = "semula=1&server=mail.contoh.go.id&port=587&perlindungan=starttls&alamat=a%40contoh.go.id&nama=Uji";
    vec![
        get(at, 200, "/kelola/instansi", "/kelola/instansi"),
        get(at, 200, "/kelola/instansi/baru", "/kelola/instansi/baru"),
        post(at, "/kelola/instansi/baru", "/kelola/instansi/baru", agency),
        get(at, 200, "/kelola/instansi/{id}", "/kelola/instansi/{agency}"),
        post(at, "/kelola/instansi/{id}", "/kelola/instansi/{agency}", agency),
        get(at, 200, "/kelola/instansi/{id}/logo", "/kelola/instansi/{agency}/logo"),
        post(at, "/kelola/instansi/{id}/logo", "/kelola/instansi/{agency}/logo", MULTIPART),
        post(at, "/kelola/instansi/{id}/tanpa-logo", "/kelola/instansi/{agency}/tanpa-logo", ""),
        get(at, 200, "/kelola/kategori", "/kelola/kategori"),
        get(at, 200, "/kelola/kategori/baru", "/kelola/kategori/baru"),
        post(at, "/kelola/kategori/baru", "/kelola/kategori/baru", category),
        get(at, 200, "/kelola/kategori/{id}", "/kelola/kategori/{category}"),
        post(at, "/kelola/kategori/{id}", "/kelola/kategori/{category}", category),
        get(at, 200, "/kelola/pencarian", "/kelola/pencarian"),
        get(at, 200, "/kelola/pencarian/padanan/baru", "/kelola/pencarian/padanan/baru?kata=surat+jalan"),
        post(at, "/kelola/pencarian/padanan/baru", "/kelola/pencarian/padanan/baru", synonym),
        get(at, 200, "/kelola/pencarian/padanan/{id}", "/kelola/pencarian/padanan/{synonym}"),
        post(at, "/kelola/pencarian/padanan/{id}", "/kelola/pencarian/padanan/{synonym}", synonym),
        post(at, "/kelola/pencarian/padanan/{id}/hapus", "/kelola/pencarian/padanan/{synonym}/hapus", ""),
        get(at, 200, "/kelola/pengaturan/domain", "/kelola/pengaturan/domain"),
        post(at, "/kelola/pengaturan/domain", "/kelola/pengaturan/domain", "semula=1&domain=mpp.contoh.go.id"),
        post(at, "/kelola/pengaturan/domain/pemeriksaan", "/kelola/pengaturan/domain/pemeriksaan", ""),
        post(at, "/kelola/pengaturan/domain/hapus", "/kelola/pengaturan/domain/hapus", ""),
        get(at, 200, "/kelola/pengaturan/surel", "/kelola/pengaturan/surel"),
        post(at, "/kelola/pengaturan/surel", "/kelola/pengaturan/surel", sender),
        post(at, "/kelola/pengaturan/surel/uji", "/kelola/pengaturan/surel/uji", ""),
        post(at, "/kelola/pengaturan/surel/hapus", "/kelola/pengaturan/surel/hapus", ""),
    ]
}

fn house() -> Vec<Sample> {
    let at = SiteKind::Region;
    let identity = "semula=1&nama=Mal&alamat=Jalan+Uji+1&pengaduan=Loket+1";
    let holiday = "tanggal=7-12-2026&nama=Hari+jadi&dasar=Keputusan+1";
    let news = "/kelola/balai/kabar/{id}";
    let story = "semula=1&judul=Uji&teks=Isi";
    let both = |path, form| vec![get(at, 200, path, path), post(at, path, path, form)];
    [
        vec![get(at, 200, "/kelola/balai", "/kelola/balai")],
        both("/kelola/balai/identitas", identity),
        both("/kelola/balai/jam", "semula=1&senin=08.00-14.00&hari-kerja=6"),
        both("/kelola/balai/maklumat", "semula=1&janji=Sanggup&jabatan=Kepala"),
        both("/kelola/balai/jejaring", "semula=1&tautan-1=https%3A%2F%2Fx.com%2Fuji"),
        both("/kelola/balai/istilah", "semula=1&loket=meja"),
        both("/kelola/balai/warna", "semula=1&warna=%237a1f5c"),
        both("/kelola/balai/logo", MULTIPART),
        both("/kelola/balai/foto", MULTIPART),
        both("/kelola/balai/hari-khusus", "tanggal=7-12-2026&jam=&alasan=Uji"),
        both("/kelola/balai/libur-daerah", holiday),
        vec![
            post(at, "/kelola/balai/tanpa-logo", "/kelola/balai/tanpa-logo", ""),
            post(at, "/kelola/balai/tanpa-foto", "/kelola/balai/tanpa-foto", ""),
            post(at, "/kelola/balai/hari-khusus/hapus", "/kelola/balai/hari-khusus/hapus", "hari=2026-12-07"),
            post(at, "/kelola/balai/libur-daerah/hapus", "/kelola/balai/libur-daerah/hapus", "hari=2026-12-07"),
            get(at, 200, "/kelola/balai/kabar", "/kelola/balai/kabar"),
            get(at, 200, "/kelola/balai/kabar/baru", "/kelola/balai/kabar/baru"),
            post(at, "/kelola/balai/kabar/baru", "/kelola/balai/kabar/baru", story),
            get(at, 200, news, "/kelola/balai/kabar/{news}"),
            post(at, news, "/kelola/balai/kabar/{news}", story),
            post(at, "/kelola/balai/kabar/{id}/keadaan", "/kelola/balai/kabar/{news}/keadaan", "ke=terbit"),
            post(at, "/kelola/balai/kabar/{id}/hapus", "/kelola/balai/kabar/{news}/hapus", ""),
            get(at, 200, "/balai/logo", "/balai/logo"),
            get(at, 200, "/balai/foto", "/balai/foto"),
            get(at, 200, "/balai/foto-kecil", "/balai/foto-kecil"),
            get(at, 200, "/maklumat", "/maklumat"),
            get(at, 200, "/kabar", "/kabar"),
            get(at, 200, "/kabar.ics", "/kabar.ics"),
            get(at, 200, "/kabar/{slug}.ics", "/kabar/{occasion-slug}.ics"),
            get(at, 200, "/kabar/{slug}", "/kabar/{occasion-slug}"),
        ],
    ]
    .concat()
}

fn applications() -> Vec<Sample> {
    let (at, account) = (SiteKind::Region, SiteKind::Account);
    let new = "nama=Aplikasi+uji&instansi=&kembali=https%3A%2F%2Fuji.go.id%2Fkembali&data-1=wajib\
               &alasan-1=Menyapa+Anda+di+sana&data-4=boleh&alasan-4=Mencocokkan+data+pajak&dasar-4=UU+1%2F2022\
               &cara=client_secret_basic&kunci=&tanda-tangan=ES256&sesudah-keluar=&kabar-keluar=&mulai=&beranda=";
    let change = "semula=1&nama=Aplikasi+lain&instansi=&kembali=https%3A%2F%2Fuji.go.id%2Fmasuk\
                  &cara=client_secret_post&tanda-tangan=RS256&par=ya";
    let one = "/kelola/aplikasi/{id}";
    vec![
        get(at, 200, "/kelola/aplikasi", "/kelola/aplikasi"),
        get(at, 200, "/kelola/aplikasi/baru", "/kelola/aplikasi/baru"),
        post(at, "/kelola/aplikasi/baru", "/kelola/aplikasi/baru", new),
        get(at, 200, one, "/kelola/aplikasi/{client}"),
        get(at, 200, "/kelola/aplikasi/{id}/ubah", "/kelola/aplikasi/{client}/ubah"),
        post(at, "/kelola/aplikasi/{id}/ubah", "/kelola/aplikasi/{client}/ubah", change),
        post(at, "/kelola/aplikasi/{id}/keadaan", "/kelola/aplikasi/{client}/keadaan", "ke=jeda"),
        get(at, 200, "/kelola/aplikasi/{id}/rahasia", "/kelola/aplikasi/{client}/rahasia"),
        post(at, "/kelola/aplikasi/{id}/rahasia", "/kelola/aplikasi/{client}/rahasia", "benih=x"),
        post(at, "/kelola/aplikasi/{id}/rahasia-lama/hapus", "/kelola/aplikasi/{client}/rahasia-lama/hapus", ""),
        get(at, 200, "/kelola/aplikasi/{id}/logo", "/kelola/aplikasi/{client}/logo"),
        post(at, "/kelola/aplikasi/{id}/logo", "/kelola/aplikasi/{client}/logo", MULTIPART),
        get(at, 200, "/kelola/aplikasi/{id}/gambar", "/kelola/aplikasi/{client}/gambar"),
        post(at, "/kelola/aplikasi/{id}/tanpa-logo", "/kelola/aplikasi/{client}/tanpa-logo", ""),
        get(at, 200, "/kelola/aplikasi/{id}/hapus", "/kelola/aplikasi/{client}/hapus"),
        post(at, "/kelola/aplikasi/{id}/hapus", "/kelola/aplikasi/{spare-client}/hapus", ""),
        // no application asks
        get(account, 400, "/izin", "/izin"),
        post(account, "/izin", "/izin", "jawab=ya&versi=1&beri=email"),
        get(account, 200, "/aplikasi-saya", "/aplikasi-saya"),
        post(account, "/aplikasi-saya/{id}/cabut", "/aplikasi-saya/{client}/cabut", ""),
        get(account, 404, "/aplikasi-saya/{id}/logo", "/aplikasi-saya/{nobody}/logo"),
    ]
}

/// Stands for a form with a file.
pub const MULTIPART: &str = "(a file)";

fn people() -> Vec<Sample> {
    let (at, nation) = (SiteKind::Region, SiteKind::National);
    let revoke = "/kelola/pegawai/{account}/cabut?peran=catalogue_editor&di={code}";
    let officer = "/pegawai/{account}/cabut?peran=ministry_verifier&di=nasional";
    let withdraw = "/kelola/pegawai/undangan/{id}/tarik";
    let resend = "/kelola/pegawai/undangan/{id}/ulang";
    let change = "/kelola/pegawai/{account}/ubah?peran=catalogue_editor&di={code}";
    let change_officer = "/pegawai/{account}/ubah?peran=ministry_verifier&di=nasional";
    let person = "/kelola/pegawai/{account}";
    let hand_over = "/kelola/pegawai/{account}/serah-terima";
    let compose = "nama=Petugas+arsip&izin=desk+enter&izin=catalogue+view&semula=desk+enter";
    let invite = "surel=baru%40contoh.go.id&peran=catalogue_editor&bagian={agency}";
    let invite_officer = "surel=baru%40contoh.go.id&peran=ministry_verifier&bagian=";
    vec![
        get(at, 200, "/kelola/pegawai", "/kelola/pegawai"),
        get(at, 200, "/kelola/pegawai/undang", "/kelola/pegawai/undang"),
        post(at, "/kelola/pegawai/undang", "/kelola/pegawai/undang", invite),
        post(at, resend, "/kelola/pegawai/undangan/{invitation}/ulang", ""),
        post(at, withdraw, "/kelola/pegawai/undangan/{invitation}/tarik", ""),
        get(at, 200, "/kelola/bantuan", "/kelola/bantuan"),
        post(at, "/kelola/bantuan", "/kelola/bantuan", "surel=agus%40kementerian.go.id&lama=1-jam&alasan=Impor+gagal"),
        post(at, "/kelola/bantuan/{id}/cabut", "/kelola/bantuan/{support}/cabut", ""),
        get(at, 200, "/kelola/pegawai/peran", "/kelola/pegawai/peran"),
        get(at, 200, "/kelola/pegawai/peran/baru", "/kelola/pegawai/peran/baru"),
        post(at, "/kelola/pegawai/peran/baru", "/kelola/pegawai/peran/baru", "nama=Peran+baru&izin=desk+enter"),
        get(at, 200, "/kelola/pegawai/peran/{id}", "/kelola/pegawai/peran/{role}"),
        post(at, "/kelola/pegawai/peran/{id}", "/kelola/pegawai/peran/{role}", compose),
        post(at, "/kelola/pegawai/peran/{id}/hapus", "/kelola/pegawai/peran/{role}/hapus", "semula=desk+enter"),
        get(at, 200, person, person),
        get(at, 200, "/kelola/pegawai/{account}/ubah", change),
        post(at, "/kelola/pegawai/{account}/ubah", change, "peran=catalogue_editor&bagian={agency}"),
        get(at, 200, hand_over, hand_over),
        post(at, hand_over, hand_over, "menjadi=auditor"),
        post(at, "/kelola/pegawai/serah-terima/{id}/tarik", "/kelola/pegawai/serah-terima/{nobody}/tarik", ""),
        get(at, 200, "/kelola/pegawai/{account}/nonaktif", "/kelola/pegawai/{account}/nonaktif"),
        post(at, "/kelola/pegawai/{account}/nonaktif", "/kelola/pegawai/{account}/nonaktif", ""),
        get(at, 200, "/kelola/pegawai/{account}/cabut", revoke),
        post(at, "/kelola/pegawai/{account}/cabut", revoke, ""),
        get(nation, 200, "/pegawai", "/pegawai"),
        get(nation, 200, "/pegawai/undang", "/pegawai/undang"),
        post(nation, "/pegawai/undang", "/pegawai/undang", invite_officer),
        post(nation, "/pegawai/undangan/{id}/ulang", "/pegawai/undangan/{invitation}/ulang", ""),
        post(nation, "/pegawai/undangan/{id}/tarik", "/pegawai/undangan/{invitation}/tarik", ""),
        // the person of the sample is nobody of the ministry's
        get(nation, 404, "/pegawai/{account}", "/pegawai/{account}"),
        get(nation, 404, "/pegawai/{account}/ubah", change_officer),
        post(nation, "/pegawai/{account}/ubah", change_officer, "peran=ministry_admin"),
        get(nation, 404, "/pegawai/{account}/serah-terima", "/pegawai/{account}/serah-terima"),
        post(nation, "/pegawai/{account}/serah-terima", "/pegawai/{account}/serah-terima", "menjadi=tidak-ada"),
        post(nation, "/pegawai/serah-terima/{id}/tarik", "/pegawai/serah-terima/{nobody}/tarik", ""),
        get(nation, 404, "/pegawai/{account}/nonaktif", "/pegawai/{account}/nonaktif"),
        post(nation, "/pegawai/{account}/nonaktif", "/pegawai/{account}/nonaktif", ""),
        get(nation, 404, "/pegawai/{account}/cabut", officer),
        post(nation, "/pegawai/{account}/cabut", officer, ""),
    ]
}

fn trail() -> Vec<Sample> {
    let (at, nation) = (SiteKind::Region, SiteKind::National);
    vec![
        get(at, 200, "/kelola/jejak", "/kelola/jejak?buku=pegawai&dari=2026-11-01"),
        get(at, 200, "/kelola/jejak/ekspor.{bentuk}", "/kelola/jejak/ekspor.csv"),
        get(at, 200, "/kelola/jejak/{nomor:\\d{1,18}}", "/kelola/jejak/1"),
        get(nation, 200, "/jejak", "/jejak?jenis=tenant"),
        get(nation, 200, "/jejak/ekspor.{bentuk}", "/jejak/ekspor.csv"),
        get(nation, 200, "/jejak/{nomor:\\d{1,18}}", "/jejak/1"),
    ]
}

fn crossing() -> Vec<Sample> {
    let both = |at| {
        vec![
            get(at, 303, "/masuk", "/masuk?ke=%2Fkelola"),
            // nobody has set out for there
            get(at, 400, "/masuk/kembali", "/masuk/kembali?code=x&state=y"),
            get(at, 200, "/keluar", "/keluar"),
            post(at, "/keluar", "/keluar", ""),
            // nothing waits there
            get(at, 404, "/lanjut/{id}", "/lanjut/00000000-0000-0000-0000-000000000001"),
            get(at, 200, "/sesi/tetap", "/sesi/tetap"),
        ]
    };
    [both(SiteKind::Region), both(SiteKind::National)].concat()
}

fn ministry() -> Vec<Sample> {
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
        get(at, 303, "/profil/kontak/kode", "/profil/kontak/kode"),
        post(at, "/profil/kontak/kode", "/profil/kontak/kode", "kode=000000"),
        post(at, "/profil/kontak/kode/ulang", "/profil/kontak/kode/ulang", ""),
        get(at, 404, "/batal-ganti/{token}", "/batal-ganti/tidak-ada"),
        post(at, "/batal-ganti/{token}", "/batal-ganti/tidak-ada", ""),
        get(at, 200, "/keluarga", "/keluarga"),
        get(at, 200, "/keluarga/tunjuk", "/keluarga/tunjuk"),
        post(at, "/keluarga/tunjuk", "/keluarga/tunjuk", "kontak=x%40contoh.go.id&daerah=&lama=30"),
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
        post(at, "/ambil-alih", "/ambil-alih", "kode=7F3K-9QXM-2HTA&angka=0001"),
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

fn asking() -> Vec<Sample> {
    let at = SiteKind::Region;
    let ask = "kode=&surel=tidak.ada%40contoh.id&alasan=Mengurus+akta+kelahiran&lama=7&minta=KTP";
    let (service, one, asli) =
        ("/kelola/berkas/layanan/{id}", "/kelola/berkas/{id}", "/kelola/berkas/{id}/{item}/asli");
    let mark = "/kelola/berkas/{id}/{item}/asli/{mark}";
    let (own, withdrawn) = ("/kelola/berkas/{request}/{item}/asli", "/kelola/berkas/{request}/{item}/asli/{mark}");
    vec![
        get(at, 200, "/kelola/berkas", "/kelola/berkas"),
        get(at, 200, "/kelola/berkas/layanan", "/kelola/berkas/layanan?q=akta"),
        get(at, 200, service, "/kelola/berkas/layanan/{service}"),
        post(at, service, "/kelola/berkas/layanan/{service}", ask),
        get(at, 200, one, "/kelola/berkas/{request}"),
        post(at, "/kelola/berkas/{id}/batal", "/kelola/berkas/{request}/batal", ""),
        post(at, "/kelola/berkas/{id}/putusan", "/kelola/berkas/{request}/putusan", ""),
        get(at, 200, "/kelola/berkas/{id}/hasil", "/kelola/berkas/{request}/hasil"),
        post(at, "/kelola/berkas/{id}/hasil", "/kelola/berkas/{request}/hasil", MULTIPART),
        get(at, 200, "/kelola/berkas/{id}/{item}/isi", "/kelola/berkas/{request}/{item}/isi"),
        post(
            at,
            "/kelola/berkas/{id}/{item}/isi",
            "/kelola/berkas/{request}/{item}/isi",
            "hukum=Perintah+pengadilan+nomor+1",
        ),
        post(at, asli, own, ""),
        get(at, 200, mark, withdrawn),
        post(at, mark, withdrawn, "alasan=Ternyata+fotokopi+berwarna"),
    ]
}

fn counter() -> Vec<Sample> {
    let at = SiteKind::Region;
    let (visit, own) = ("/kelola/warga/{id}", "/kelola/warga/{visit}");
    let (card, sheet, file) = ("/kelola/warga/{id}/kartu", "/kelola/warga/{id}/lembar", "/kelola/warga/{id}/berkas");
    let (services, service) = ("/kelola/warga/{id}/layanan", "/kelola/warga/{id}/layanan/{layanan}");
    let aloud = "minta=KTP&alasan=Mengurus+akta+kelahiran&lama=7&setuju=ya";
    let new = "langkah=2&nama=Uji&nik=3314015208900009&cocok=ya&tujuan=Menyimpan+berkas&setuju=ya";
    vec![
        get(at, 200, "/kelola/warga", "/kelola/warga"),
        post(at, "/kelola/warga", "/kelola/warga", "kode=1234+5678"),
        get(at, 200, "/kelola/warga/baru", "/kelola/warga/baru"),
        post(at, "/kelola/warga/baru", "/kelola/warga/baru", new),
        get(at, 200, "/kelola/warga/dilihat", "/kelola/warga/dilihat"),
        get(at, 200, "/kelola/warga/dilihat/{id}", "/kelola/warga/dilihat/{sighting}"),
        post(at, "/kelola/warga/dilihat/{id}", "/kelola/warga/dilihat/{sighting}", "alasan=Kartu+orang+lain"),
        get(at, 200, visit, own),
        get(at, 200, card, "/kelola/warga/{visit}/kartu"),
        post(at, card, "/kelola/warga/{visit}/kartu", "nik=3314"),
        get(at, 200, sheet, "/kelola/warga/{visit}/lembar"),
        post(at, sheet, "/kelola/warga/{visit}/lembar", ""),
        get(at, 200, file, "/kelola/warga/{visit}/berkas"),
        post(at, file, "/kelola/warga/{visit}/berkas", MULTIPART),
        get(at, 200, services, "/kelola/warga/{visit}/layanan?q=akta"),
        get(at, 200, service, "/kelola/warga/{visit}/layanan/{service}"),
        post(at, service, "/kelola/warga/{visit}/layanan/{service}", aloud),
        post(at, "/kelola/warga/{id}/izin/{item}/cabut", "/kelola/warga/{visit}/izin/{aloud}/cabut", ""),
        get(at, 200, "/kelola/warga/{id}/anak", "/kelola/warga/{visit}/anak"),
        post(at, "/kelola/warga/{id}/anak", "/kelola/warga/{visit}/anak", "nama=Uji&nik=3314011208200004&kk=ya"),
        post(at, "/kelola/warga/{id}/selesai", "/kelola/warga/{visit}/selesai", ""),
    ]
}

fn rights() -> Vec<Sample> {
    let (account, desk, nation) = (SiteKind::Account, SiteKind::Region, SiteKind::National);
    let (ask, own) = ("/data-pribadi/minta/{hak}/{tempat}", "/data-pribadi/permintaan/{id}");
    let answer = "jawaban=selesai&pasal=&kata=Nama+sudah+diperbaiki";
    vec![
        get(account, 200, "/data-pribadi/permintaan", "/data-pribadi/permintaan"),
        get(account, 200, own, "/data-pribadi/permintaan/{right}"),
        post(account, "/data-pribadi/permintaan/{id}/akhiri", "/data-pribadi/permintaan/{right}/akhiri", ""),
        get(account, 200, "/data-pribadi/pemberitahuan/{id}", "/data-pribadi/pemberitahuan/{notice}"),
        get(account, 200, "/data-pribadi/minta/{hak}", "/data-pribadi/minta/akses?semua=1"),
        get(account, 200, ask, "/data-pribadi/minta/perbaikan/nasional"),
        post(account, ask, "/data-pribadi/minta/perbaikan/nasional", "keterangan=Nama+saya+keliru+ditulis"),
        get(desk, 200, "/kelola/data-pribadi", "/kelola/data-pribadi"),
        get(desk, 200, "/kelola/data-pribadi/{id}", "/kelola/data-pribadi/{right}"),
        post(desk, "/kelola/data-pribadi/{id}", "/kelola/data-pribadi/{right}", answer),
        get(nation, 200, "/permintaan-data", "/permintaan-data"),
        get(nation, 200, "/permintaan-data/{id}", "/permintaan-data/{national-right}"),
        post(nation, "/permintaan-data/{id}", "/permintaan-data/{national-right}", answer),
    ]
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
