//! Samples of a region's hosts: the hall for everybody, the desk for its staff.

use balai_web::host::SiteKind;

use super::{MULTIPART, Sample, get, post};

/// All of them.
pub(super) fn all() -> Vec<Sample> {
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
        asking(),
        counter(),
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

fn asking() -> Vec<Sample> {
    let at = SiteKind::Region;
    let ask = "kode=&kontak=tidak.ada%40contoh.id&alasan=Mengurus+akta+kelahiran&lama=7&minta=KTP";
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
        get(at, 200, "/kelola/warga/anak", "/kelola/warga/anak"),
        get(at, 200, "/kelola/warga/anak/{id}", "/kelola/warga/anak/{parent}"),
        post(at, "/kelola/warga/anak/{id}", "/kelola/warga/anak/{parent}", "alasan=Hak+asuh+berpindah"),
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
