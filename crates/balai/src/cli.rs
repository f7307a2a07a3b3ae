//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
    /// Konfigurasi
    #[command(subcommand)]
    Config(ConfigCommand),
    /// Siapkan basis data PostgreSQL
    #[command(subcommand)]
    Db(Db),
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
pub enum ConfigCommand {
    /// Periksa seluruh konfigurasi; semua kesalahan sekaligus
    Check,
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
