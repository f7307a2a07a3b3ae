//! What a person is told about their own account, by letter and by short text.

use balai_identity::{AccountSays, CODE_LASTS, Purpose, UNDO_LASTS};
use url::Url;

use super::content::Content;

const NOT_YOU: &str = "Jika bukan Anda yang meminta, abaikan surat ini. Tanpa kode ini tidak ada yang berubah.";
const NEVER_ASKED: &str = "Petugas kami tidak pernah meminta kode ini, lewat telepon maupun pesan.";

pub(super) fn letter(says: &AccountSays, page: &Url) -> Content {
    match says {
        AccountSays::Code { purpose, code } => Content::new("Kode Akun Balai Anda")
            .say(format!("Tulis kode ini di halaman tempat Anda {}:", wants(*purpose)))
            .fact("Kode", code.clone())
            .close(format!("Kode berlaku {} menit dan hanya dapat dipakai satu kali.", CODE_LASTS.num_minutes()))
            .close(NEVER_ASKED)
            .close(NOT_YOU),
        AccountSays::HasAccount => Content::new("Anda sudah punya Akun Balai")
            .say("Seseorang, mungkin Anda sendiri, ingin memakai alamat ini untuk Akun Balai. Alamat ini sudah punya akun, jadi tidak ada akun baru yang dibuat.")
            .action("Masuk ke akun Anda", page)
            .close("Lupa kata sandi? Di halaman masuk, pilih Pulihkan akun.")
            .close("Jika bukan Anda yang meminta, Anda tidak perlu melakukan apa pun."),
        AccountSays::NoAccount => Content::new("Belum ada Akun Balai dengan alamat ini")
            .say("Seseorang, mungkin Anda sendiri, ingin memulihkan Akun Balai dengan alamat ini. Alamat ini belum punya akun. Mungkin Anda mendaftar dengan surel lain atau nomor ponsel.")
            .action("Buat Akun Balai", page)
            .close("Jika bukan Anda yang meminta, Anda tidak perlu melakukan apa pun."),
        AccountSays::PasswordChanged => Content::new("Kata sandi Akun Balai Anda diganti")
            .say("Kata sandi akun Anda baru saja diganti dengan kode yang kami kirim. Semua perangkat yang masuk dengan akun ini sudah dikeluarkan.")
            .action("Pulihkan akun", page)
            .close("Jika Anda sendiri yang menggantinya, tidak ada yang perlu dilakukan. Jika bukan, segera pulihkan akun Anda."),
        AccountSays::DocumentsAsked { agency, region, service, renewed } => Content::new("Berkas Anda diminta")
            .say(if *renewed {
                format!("Anda memperbarui berkas yang dipakai {agency}, {region}, untuk layanan {service}. Pilih sendiri apakah versi barunya boleh dipakai juga.")
            } else {
                format!("{agency}, {region}, meminta berkas Anda untuk layanan {service}. Anda memilih sendiri berkas mana yang boleh dipakai.")
            })
            .action("Lihat dan jawab", page)
            .close("Tanpa jawaban Anda tidak ada berkas yang diberikan.")
            .close("Petugas tidak pernah meminta kata sandi atau kode masuk Anda."),
        AccountSays::DocumentIssued { agency, region } => Content::new("Ada dokumen baru di Berkas saya")
            .say(format!("{agency}, {region}, menerbitkan dokumen untuk Anda dan menyimpannya di Berkas saya. Dokumen ini dapat Anda pakai lagi untuk layanan lain."))
            .action("Buka Berkas saya", page)
            .close("Jika Anda tidak mengajukan apa pun di sana, tanyakan kepada instansi itu."),
        AccountSays::ContactChanged { now, undo: Some(_) } => Content::new("Surel atau nomor Akun Balai Anda diganti")
            .say(format!("Akun Anda sekarang memakai {now}. Alamat yang menerima surat ini tidak lagi dipakai untuk masuk."))
            .action("Batalkan penggantian", page)
            .close(format!("Bukan Anda yang menggantinya? Batalkan dalam {} jam. Semua perangkat lalu dikeluarkan dan akun kembali ke alamat ini.", UNDO_LASTS.num_hours()))
            .close("Jika Anda sendiri yang menggantinya, tidak ada yang perlu dilakukan."),
        AccountSays::ContactChanged { now, undo: None } => changed("Surel atau nomor Akun Balai Anda bertambah atau diganti", &format!("Akun Anda sekarang memakai {now}."), page),
        AccountSays::ContactRestored => changed("Surel atau nomor Akun Balai Anda sudah kembali", "Penggantian surel atau nomor sudah dibatalkan, dan semua perangkat dikeluarkan. Gantilah kata sandi Anda lewat Pulihkan akun.", page),
        AccountSays::FactorAdded => changed("Kode kedua terpasang di Akun Balai Anda", "Mulai sekarang, setelah kata sandi, akun Anda juga meminta kode dari aplikasi di ponsel.", page),
        AccountSays::FactorRemoved => changed("Kode kedua Akun Balai Anda dilepas", "Mulai sekarang akun Anda hanya meminta kata sandi. Kode pemulihan yang lama tidak berlaku lagi.", page),
        AccountSays::NationalLinked => changed("Identitas nasional terhubung ke Akun Balai Anda", "Mulai sekarang identitas kependudukan nasional Anda juga membuka akun ini.", page),
        AccountSays::NationalUnlinked => changed("Identitas nasional dilepas dari Akun Balai Anda", "Mulai sekarang identitas kependudukan nasional tidak lagi membuka akun ini.", page),
        AccountSays::RecoveryRenewed => changed("Kode pemulihan baru untuk Akun Balai Anda", "Sepuluh kode pemulihan baru sudah dibuat. Kode yang lama tidak berlaku lagi.", page),
        AccountSays::RecoveryUsed { left } => changed("Kode pemulihan Akun Balai Anda dipakai", &format!("Satu kode pemulihan dipakai untuk masuk ke akun Anda. Tersisa {left} kode."), page),
    }
}

/// Something changed in the account: whoever did not do it herself has somewhere to go.
fn changed(subject: &str, text: &str, page: &Url) -> Content {
    Content::new(subject)
        .say(text)
        .action("Lihat keamanan akun", page)
        .close("Jika Anda sendiri yang melakukannya, tidak ada yang perlu dilakukan. Jika bukan, segera ganti kata sandi Anda lewat Pulihkan akun di halaman masuk.")
}

/// The same in one short text of at most 160 characters, for a telephone.
pub(crate) fn short(says: &AccountSays, page: &Url) -> String {
    match says {
        AccountSays::Code { code, .. } => format!(
            "{code} adalah kode Akun Balai Anda, berlaku {} menit. Jangan berikan kepada siapa pun, juga petugas.",
            CODE_LASTS.num_minutes()
        ),
        AccountSays::HasAccount => format!("Nomor ini sudah punya Akun Balai. Masuk atau pulihkan akun di {page}"),
        AccountSays::NoAccount => format!("Nomor ini belum punya Akun Balai. Daftar di {page}"),
        AccountSays::DocumentsAsked { region, .. } => {
            format!("{region} meminta berkas Anda. Lihat dan jawab di {page}")
        }
        AccountSays::DocumentIssued { region, .. } => {
            format!("{region} menyimpan dokumen baru untuk Anda. Lihat di {page}")
        }
        AccountSays::PasswordChanged => {
            format!("Kata sandi Akun Balai Anda diganti. Bukan Anda? Segera pulihkan di {page}")
        }
        AccountSays::ContactChanged { now, undo: Some(_) } => {
            format!("Akun Balai Anda kini memakai {now}. Bukan Anda? Batalkan dalam 72 jam: {page}")
        }
        AccountSays::ContactChanged { now, undo: None } => {
            format!("Akun Balai Anda kini memakai {now}. Bukan Anda? Periksa {page}")
        }
        AccountSays::ContactRestored => format!("Nomor Akun Balai Anda sudah kembali. Ganti kata sandi di {page}"),
        AccountSays::FactorAdded => format!("Kode kedua dipasang di Akun Balai Anda. Bukan Anda? Periksa {page}"),
        AccountSays::FactorRemoved => format!("Kode kedua Akun Balai Anda dilepas. Bukan Anda? Periksa {page}"),
        AccountSays::NationalLinked => {
            format!("Identitas nasional kini membuka Akun Balai Anda. Bukan Anda? Periksa {page}")
        }
        AccountSays::NationalUnlinked => {
            format!("Identitas nasional tidak lagi membuka Akun Balai Anda. Bukan Anda? Periksa {page}")
        }
        AccountSays::RecoveryRenewed => {
            format!("Kode pemulihan Akun Balai Anda diganti. Bukan Anda? Periksa {page}")
        }
        AccountSays::RecoveryUsed { left } => {
            format!("Kode pemulihan Akun Balai Anda dipakai, tersisa {left}. Bukan Anda? Periksa {page}")
        }
    }
}

fn wants(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Register => "mendaftar",
        Purpose::Recover => "memulihkan akun",
        Purpose::Change => "mengganti alamat",
    }
}
