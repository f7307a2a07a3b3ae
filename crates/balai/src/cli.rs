//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use uuid::Uuid;

use crate::settings::Overrides;

/// Balai: satu sistem, satu mal pelayanan publik digital untuk tiap kabupaten dan kota.
#[derive(Debug, Parser)]
#[command(name = "balai", version, propagate_version = true, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Berkas konfigurasi (TOML); lihat config/default.toml
    #[arg(long, global = true, value_name = "BERKAS")]
    pub config: Option<PathBuf>,
    /// Direktori data; mendahului data.dir
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Alamat PostgreSQL pemilik; mendahului database.url
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// Keluaran untuk program: JSON
    #[arg(long, global = true)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Jalankan contoh lengkap: tiga daerah, orang tiap peran, semua tertanam
    Demo {
        /// Alamat dan porta; bawaan 127.0.0.1:8080
        #[arg(long, value_name = "ALAMAT")]
        listen: Option<String>,
    },
    /// Layani permintaan web
    Serve {
        /// Alamat dan porta; mendahului server.listen
        #[arg(long, value_name = "ALAMAT")]
        listen: Option<String>,
    },
    /// Kerjakan yang menunggu: daerah yang disetujui, surat, rangkuman
    Work {
        /// Selesaikan yang ada, lalu berhenti
        #[arg(long)]
        once: bool,
    },
    /// Perbarui tabel pusat dan semua daerah
    Migrate {
        /// Tunjukkan saja apa yang akan dijalankan
        #[arg(long)]
        plan: bool,
    },
    /// Daerah yang bergabung
    #[command(subcommand)]
    Tenant(Tenant),
    /// Daftar daerah resmi
    #[command(subcommand)]
    Region(Region),
    /// Orang dan perannya
    #[command(subcommand)]
    User(User),
    /// Token untuk mesin yang membaca data
    #[command(subcommand)]
    Token(Token),
    /// Aplikasi instansi yang dimasuki warga dengan satu akun
    #[command(subcommand)]
    Client(Client),
    /// Konfigurasi
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Siapkan basis data PostgreSQL
    #[command(subcommand)]
    Db(Db),
    /// Salin semua, atau satu daerah, ke satu direktori selagi orang bekerja
    Backup {
        /// Direktori yang dibuat; tidak boleh sudah ada
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        /// Hanya daerah ini
        #[arg(long, value_name = "KODE")]
        region: Option<String>,
    },
    /// Kembalikan dari salinan: semua ke penyebaran kosong, atau satu daerah yang sedang ditutup
    Restore {
        /// Direktori salinan
        #[arg(long, value_name = "DIR")]
        from: PathBuf,
        /// Hanya daerah ini
        #[arg(long, value_name = "KODE")]
        region: Option<String>,
        /// Buktikan bahwa yang dikembalikan utuh: digest, jumlah baris, berkas, jejak audit
        #[arg(long)]
        verify: bool,
    },
    /// Jejak audit
    #[command(subcommand)]
    Audit(AuditCommand),
    /// Siapa yang terkena kegagalan pelindungan data, beserta surat-suratnya (UU 27/2022, Pasal 46)
    Breach(BreachArgs),
    /// Kunci induk
    #[command(subcommand)]
    Keys(Keys),
    /// Periksa semua sandaran dan sebut obatnya
    Doctor,
    /// Cetak uraian antarmuka mesin (OpenAPI)
    Openapi,
}

#[derive(Debug, Subcommand)]
pub enum Tenant {
    /// Semua daerah yang punya ruang di sini
    List,
    /// Dirikan daerah yang disetujui
    Provision {
        /// Kode daerah, misalnya 33.14
        #[arg(required_unless_present = "all_approved", conflicts_with = "all_approved")]
        code: Option<String>,
        /// Semua yang menunggu, dua berbarengan
        #[arg(long)]
        all_approved: bool,
    },
    /// Tutup balai untuk sementara; tidak ada yang hilang
    Suspend(Turning),
    /// Buka lagi balai yang ditutup atau diarsipkan
    Resume(Turning),
    /// Arsipkan balai yang sudah ditutup sementara
    Archive(Turning),
    /// Simpan satu daerah ke satu berkas yang disegel dengan frasa sandi
    Export {
        /// Kode daerah
        code: String,
        /// Berkas yang dibuat; tidak boleh sudah ada
        #[arg(long, value_name = "BERKAS")]
        to: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// Pasang daerah dari berkas arsip ke sini
    Import {
        /// Berkas arsip
        #[arg(long, value_name = "BERKAS")]
        from: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// Hapus untuk selamanya daerah yang sudah diarsipkan
    Erase {
        /// Kode daerah
        code: String,
        /// Nama lengkap daerah sebagai penegasan; tanpa ini ditanyakan di terminal
        #[arg(long, value_name = "NAMA")]
        name: Option<String>,
    },
}

/// A turn in a hall's life.
#[derive(Debug, Args)]
pub struct Turning {
    /// Kode daerah, misalnya 33.14
    pub code: String,
    /// Alasannya; pengelola daerah menerimanya lewat surel
    #[arg(long, value_name = "KALIMAT")]
    pub reason: String,
}

/// Where a passphrase comes from; never the command line, which others on the machine can read.
#[derive(Debug, Args)]
pub struct Passphrase {
    /// Berkas berisi frasa sandi; tanpa ini ditanyakan di terminal
    #[arg(long, value_name = "BERKAS")]
    pub passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Region {
    /// Baca daftar daerah dari berkas CSV; tanpa berkas: daftar resmi bawaan
    Import {
        /// Berkas CSV
        file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub enum User {
    /// Undang orang dengan surat
    Invite(Membership),
    /// Beri peran kepada akun yang sudah ada
    Grant(Membership),
}

/// Who gets which role where.
#[derive(Debug, Args)]
pub struct Membership {
    /// Surel
    #[arg(long)]
    pub email: String,
    /// Peran, misalnya `region_owner`
    #[arg(long)]
    pub role: String,
    /// Tempat: nasional, kode daerah, atau kode/instansi
    #[arg(long)]
    pub domain: String,
}

#[derive(Debug, Subcommand)]
pub enum Token {
    /// Buat token dan cetak sekali
    Create {
        /// Surel akun yang memakainya; token tidak dapat lebih dari peran akun itu
        #[arg(long)]
        email: String,
        /// Tempat: nasional
        #[arg(long)]
        domain: String,
        /// Untuk apa: `adoption:read`
        #[arg(long)]
        scope: String,
        /// Berlaku berapa hari
        #[arg(long, default_value_t = 90)]
        days: i64,
    },
    /// Akhiri semua token satu akun, seketika
    Revoke {
        /// Surel akun
        #[arg(long)]
        email: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Client {
    /// Daftarkan aplikasi; rahasianya dicetak sekali
    Create(Box<NewClient>),
    /// Semua aplikasi satu tempat
    List {
        /// Tempat: nasional, atau kode daerah
        #[arg(long)]
        domain: String,
    },
    /// Satu aplikasi
    Show {
        /// `client_id`
        id: Uuid,
    },
    /// Buat rahasia baru; yang lama tetap berlaku sampai dibuang
    Secret {
        /// `client_id`
        id: Uuid,
        /// Buang rahasia lama, tanpa membuat yang baru
        #[arg(long)]
        drop_former: bool,
    },
    /// Hentikan sementara: tidak ada yang dapat masuk
    Pause {
        /// `client_id`
        id: Uuid,
    },
    /// Aktifkan lagi
    Resume {
        /// `client_id`
        id: Uuid,
    },
}

/// A new application.
#[derive(Debug, Args)]
pub struct NewClient {
    /// Tempat: nasional, kode daerah, atau kode/instansi
    #[arg(long)]
    pub domain: String,
    /// Alamat kembali, lengkap dan persis; boleh berulang
    #[arg(long, required = true, value_name = "URI")]
    pub redirect: Vec<String>,
    /// Nama yang dikenal warga; bawaan: nama situsnya
    #[arg(long)]
    pub name: Option<String>,
    /// Data yang diminta beserta alasannya, yang dibaca warga: name, email, `phone_number`, nik, `assurance_level`,
    /// misalnya `name=Menyapa Anda`; boleh tidak diberikan: `email?=Mengirim bukti bayar`; boleh berulang
    #[arg(long, value_name = "DATA=ALASAN")]
    pub claim: Vec<String>,
    /// Dasar hukum meminta NIK
    #[arg(long)]
    pub law: Option<String>,
    /// Logo yang dikenal warga: PNG, JPEG, atau WebP, paling besar 2 MB
    #[arg(long, value_name = "BERKAS")]
    pub logo: Option<PathBuf>,
    /// Beranda aplikasi
    #[arg(long, value_name = "URI")]
    pub homepage: Option<String>,
    /// Alamat mulai masuk
    #[arg(long, value_name = "URI")]
    pub initiate_login: Option<String>,
    /// Alamat sesudah keluar; boleh berulang
    #[arg(long, value_name = "URI")]
    pub post_logout: Vec<String>,
    /// Alamat pemberitahuan keluar
    #[arg(long, value_name = "URI")]
    pub backchannel_logout: Option<String>,
    /// Cara membuktikan diri: `client_secret_basic`, `client_secret_post`, `private_key_jwt`
    #[arg(long, default_value = "client_secret_basic")]
    pub auth: String,
    /// Berkas JWK Set dengan kunci publik, untuk `private_key_jwt`
    #[arg(long, value_name = "BERKAS")]
    pub jwks: Option<PathBuf>,
    /// Tanda tangan token identitas: ES256 atau RS256
    #[arg(long, default_value = "ES256")]
    pub alg: String,
    /// Hanya terima permintaan yang didorong lebih dulu (PAR)
    #[arg(long)]
    pub require_par: bool,
}

#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Periksa seluruh konfigurasi; semua kesalahan sekaligus
    Check,
}

#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Buktikan bahwa jejak audit utuh: tidak ada mata yang diubah, dihapus, disisipkan atau ditukar
    Verify {
        /// Hanya jejak ini: nasional, atau kode daerah
        #[arg(long, value_name = "TEMPAT", conflicts_with = "all")]
        domain: Option<String>,
        /// Jejak pusat dan semua daerah; ini juga bawaannya
        #[arg(long)]
        all: bool,
    },
}

/// What is looked for in the trails, and what is done with it.
#[derive(Debug, Args)]
pub struct BreachArgs {
    /// Dari saat ini, misalnya 2026-11-20T00:00+07:00
    #[arg(long, value_name = "WAKTU")]
    pub from: String,
    /// Sampai sebelum saat ini
    #[arg(long, value_name = "WAKTU")]
    pub to: String,
    /// Hanya jejak daerah ini
    #[arg(long, value_name = "KODE")]
    pub region: Option<String>,
    /// Hanya yang dilakukan dengan akun ini: surel atau id
    #[arg(long, value_name = "AKUN")]
    pub by: Option<String>,
    /// Hanya dari alamat jaringan yang diawali ini
    #[arg(long, value_name = "AWALAN")]
    pub ip: Option<String>,
    /// Hanya data ini: document, account, number, application, request, trail
    #[arg(long, value_name = "JENIS")]
    pub kind: Option<String>,
    /// Teruskan kegagalan yang sudah bernomor, juga bila waktunya diperluas
    #[arg(long, value_name = "NOMOR")]
    pub number: Option<String>,
    /// Bagaimana data terungkap; tanpa ini surat berisi isian kosong
    #[arg(long, value_name = "KALIMAT")]
    pub how: Option<String>,
    /// Upaya penanganan dan pemulihan
    #[arg(long, value_name = "KALIMAT")]
    pub remedy: Option<String>,
    /// Tempat bertanya: nama, surel, telepon
    #[arg(long, value_name = "KALIMAT")]
    pub contact: Option<String>,
    /// Direktori yang dibuat; tidak boleh sudah ada
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
    /// Beri tahu orang yang terkena, masing-masing sekali saja
    #[arg(long)]
    pub send: bool,
    /// Jangan bertanya dulu
    #[arg(long, requires = "send")]
    pub yes: bool,
}

#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Ganti kunci induk selagi orang bekerja: buat yang baru di tempat yang lama disimpan, bungkus ulang semua kunci data
    Rotate,
    /// Hanya buat kunci induk baru: untuk disalin dulu ke mesin lain, atau untuk pindah antara berkas dan layanan kunci
    Add {
        /// Dibuat dan dipegang layanan kunci (keys.kms); tanpa ini kuncinya tertulis di berkas `keys.kek_file`
        #[arg(long)]
        kms: bool,
    },
    /// Buang kunci induk lama; salinan dari sebelum rotasi tidak dapat dibuka lagi
    Forget,
}

#[derive(Debug, Subcommand)]
pub enum Db {
    /// Sekali saja, dengan hak superuser: login, pencabutan hak, skema pusat
    Bootstrap {
        /// Alamat superuser yang menyebut basis datanya
        #[arg(long, value_name = "URL")]
        superuser_url: String,
        /// Berkas berisi sandi untuk login pemilik
        #[arg(long, value_name = "BERKAS")]
        owner_password_file: PathBuf,
        /// Berkas berisi sandi untuk login aplikasi
        #[arg(long, value_name = "BERKAS")]
        app_password_file: PathBuf,
    },
}

impl Cli {
    /// What stands on the command line above the configuration file.
    pub fn overrides(&self) -> Overrides {
        let mut keys = Vec::new();
        if let Some(dir) = &self.global.data {
            keys.push(("data.dir", dir.display().to_string()));
            keys.push(("mail.files.dir", dir.join("letters").display().to_string()));
        }
        if let Some(url) = &self.global.database_url {
            keys.push(("database.url", url.clone()));
        }
        if let Command::Demo { listen: Some(listen) } | Command::Serve { listen: Some(listen) } = &self.command {
            keys.push(("server.listen", listen.clone()));
        }
        Overrides { file: self.global.config.clone(), keys }
    }
}
