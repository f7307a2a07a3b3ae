//! What a person is told about their own account, by letter and by short text.

use balai_identity::{AccountSays, CODE_LASTS, Purpose, STAY_LASTS, UNDO_LASTS};
use balai_kernel::{Language, Zone};
use url::Url;

use super::breach;
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
            .say("Kata sandi akun Anda baru saja diganti dengan kode yang kami kirim. Semua perangkat yang masuk dengan akun ini sudah dikeluarkan. Wakil yang pernah Anda tunjuk juga berhenti; tunjuklah lagi bila masih perlu.")
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
        AccountSays::ContactAdded { now, .. } => Content::new("Akun Balai Anda juga memakai alamat lain")
            .say(format!("Mulai sekarang {now} juga dapat dipakai untuk masuk ke akun Anda dan untuk memulihkannya."))
            .action("Keluarkan alamat itu", page)
            .close(format!("Bukan Anda yang menambahkannya? Keluarkan dalam {} jam. Semua perangkat lalu dikeluarkan, dan cara masuk yang ditambahkan sesudahnya dihapus.", UNDO_LASTS.num_hours()))
            .close("Jika Anda sendiri yang menambahkannya, tidak ada yang perlu dilakukan."),
        AccountSays::ContactRemoved { gone, undo: Some(_) } => Content::new("Alamat ini dihapus dari Akun Balai Anda")
            .say(format!("{gone} tidak lagi dipakai untuk masuk ke akun Anda."))
            .action("Kembalikan alamat ini", page)
            .close(format!("Bukan Anda yang menghapusnya? Kembalikan dalam {} jam. Semua perangkat lalu dikeluarkan.", UNDO_LASTS.num_hours()))
            .close("Jika Anda sendiri yang menghapusnya, tidak ada yang perlu dilakukan."),
        AccountSays::ContactRemoved { gone, undo: None } => changed("Satu alamat dihapus dari Akun Balai Anda", &format!("{gone} tidak lagi dipakai untuk masuk ke akun Anda."), page),
        AccountSays::ContactRestored => changed("Surel atau nomor Akun Balai Anda sudah kembali", "Perubahan surel atau nomor sudah dibatalkan, juga perubahan sesudahnya. Semua perangkat dikeluarkan. Kunci sandi, kode kedua, identitas nasional, dan wakil yang ditambahkan sesudah perubahan itu sudah dihapus. Jika akun sempat diminta dihapus, permintaan itu batal. Gantilah kata sandi Anda lewat Pulihkan akun.", page),
        AccountSays::ContactDisplaced => Content::new("Alamat ini keluar dari sebuah Akun Balai")
            .say("Perubahan surel atau nomor dibatalkan dari alamat yang dipakai sebelumnya. Alamat ini tidak lagi dipakai untuk masuk ke akun itu.")
            .action("Pulihkan akun", page)
            .close("Akun itu milik Anda? Pulihkan dengan alamat Anda yang lama, atau mintalah bantuan petugas di balai."),
        AccountSays::NumberReleased => Content::new("NIK di Akun Balai Anda perlu diisi lagi")
            .say("NIK yang tersimpan di akun Anda kami lepas karena belum dapat dipastikan. Mungkin ada angka yang tertukar. Akun dan semua berkas Anda tetap ada.")
            .action("Isi NIK lagi", page)
            .close("Cocokkan dengan KTP-el Anda. Bila Anda yakin nomornya sudah benar, bawalah KTP-el ke loket balai mana pun. Petugas akan membantu."),
        AccountSays::MandateOffered { only } => Content::new("Anda diminta menjadi wakil")
            .say(format!("Seseorang ingin Anda mengurus berkas dan permohonannya di Balai{}. Lihat siapa dia dan sampai kapan, lalu terima atau tolak.", within(only.as_deref())))
            .action("Lihat permintaannya", page)
            .close("Anda tidak wajib menerimanya, dan dapat mengakhirinya kapan saja."),
        AccountSays::MandateGiven { agent, only } => delegate("Anda menunjuk wakil di Balai", &format!("Dari akun Anda, {agent} diminta menjadi wakil Anda. Jika menerima, ia dapat mengurus berkas dan permohonan Anda{}.", within(only.as_deref())), page),
        AccountSays::MandateAccepted { agent, only } => delegate("Wakil Anda di Balai mulai bertindak", &format!("{agent} menerima permintaan Anda. Mulai sekarang ia dapat mengurus berkas dan permohonan Anda{}.", within(only.as_deref())), page),
        AccountSays::FactorAdded => changed("Kode kedua terpasang di Akun Balai Anda", "Mulai sekarang, setelah kata sandi, akun Anda juga meminta kode dari aplikasi di ponsel.", page),
        AccountSays::FactorRemoved => changed("Kode kedua Akun Balai Anda dilepas", "Mulai sekarang akun Anda hanya meminta kata sandi. Kode pemulihan yang lama tidak berlaku lagi.", page),
        AccountSays::NationalLinked => changed("Identitas nasional terhubung ke Akun Balai Anda", "Mulai sekarang identitas kependudukan nasional Anda juga membuka akun ini.", page),
        AccountSays::NationalUnlinked => changed("Identitas nasional dilepas dari Akun Balai Anda", "Mulai sekarang identitas kependudukan nasional tidak lagi membuka akun ini.", page),
        AccountSays::RecoveryRenewed => changed("Kode pemulihan baru untuk Akun Balai Anda", "Sepuluh kode pemulihan baru sudah dibuat. Kode yang lama tidak berlaku lagi.", page),
        AccountSays::PasskeyAdded { name } => changed("Kunci sandi baru di Akun Balai Anda", &format!("Kunci sandi \"{name}\" ditambahkan. Mulai sekarang perangkat itu dapat dipakai untuk masuk ke akun Anda, tanpa kata sandi."), page),
        AccountSays::PasskeyRemoved { name } => changed("Kunci sandi Akun Balai Anda dihapus", &format!("Kunci sandi \"{name}\" dihapus dan tidak dapat dipakai lagi untuk masuk."), page),
        AccountSays::PasskeyCopied { name } => changed("Kunci sandi Akun Balai Anda tidak kami terima lagi", &format!("Seseorang mencoba masuk dengan kunci sandi \"{name}\", tetapi hitungan pemakaiannya mundur. Mungkin ada salinan kunci itu di tangan orang lain. Kami menolaknya. Hapus kunci itu, lalu buat yang baru."), page),
        AccountSays::Leaving { due, .. } => Content::new("Akun Balai Anda akan dihapus")
            .say(format!("Akun Anda sudah ditutup dan semua perangkat dikeluarkan. Pada {} akun itu dihapus untuk selamanya: data diri, berkas, dan semua cara masuk.", Zone::Wib.write_instant(*due, Language::Indonesian)))
            .action("Batal hapus akun", page)
            .close(format!("Berubah pikiran, atau bukan Anda yang meminta? Batalkan dalam {} jam lewat tombol di atas. Sesudah itu tidak ada yang dapat mengembalikannya, juga petugas kami.", STAY_LASTS.num_hours()))
            .close("Jika memang ini yang Anda inginkan, tidak ada yang perlu dilakukan. Ini surat terakhir dari kami."),
        AccountSays::Stayed => Content::new("Akun Balai Anda tidak jadi dihapus")
            .say("Akun Anda sudah terbuka lagi, dengan semua data dan berkas seperti semula.")
            .action("Masuk ke akun Anda", page)
            .close("Bukan Anda yang meminta penghapusan itu? Ganti kata sandi Anda lewat Pulihkan akun di halaman masuk."),
        AccountSays::RightsNews { number, text, .. } => {
            Content::new(format!("Permintaan data pribadi {number}")).say(text.clone()).action("Lihat permintaan", page)
        }
        AccountSays::DataDisclosed(told) => breach::person(told, page),
        AccountSays::RecoveryUsed { left } => changed("Kode pemulihan Akun Balai Anda dipakai", &format!("Satu kode pemulihan dipakai untuk masuk ke akun Anda. Tersisa {left} kode."), page),
    }
}

/// How far a delegate goes, where it is not everything.
fn within(only: Option<&str>) -> String {
    only.map(|only| format!(", hanya untuk {only}")).unwrap_or_default()
}

/// Somebody acts for her, or is asked to: she ends it where she sees it.
fn delegate(subject: &str, text: &str, page: &Url) -> Content {
    Content::new(subject)
        .say(text)
        .action("Lihat wakil Anda", page)
        .close("Jika Anda sendiri yang menunjuknya, tidak ada yang perlu dilakukan. Jika bukan, akhiri di sana, lalu ganti kata sandi Anda lewat Pulihkan akun di halaman masuk.")
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
        AccountSays::ContactAdded { now, .. } => {
            format!("{now} kini juga membuka Akun Balai Anda. Bukan Anda? Keluarkan dalam 72 jam: {page}")
        }
        AccountSays::ContactRemoved { gone, undo: Some(_) } => {
            format!("{gone} dihapus dari Akun Balai Anda. Bukan Anda? Kembalikan: {page}")
        }
        AccountSays::ContactRemoved { gone, undo: None } => {
            format!("{gone} dihapus dari Akun Balai Anda. Bukan Anda? Periksa {page}")
        }
        AccountSays::ContactDisplaced => format!("Nomor ini keluar dari sebuah Akun Balai. Itu akun Anda? {page}"),
        AccountSays::MandateGiven { agent, .. } => {
            format!("{agent} diminta menjadi wakil Anda di Balai. Bukan Anda? Akhiri di {page}")
        }
        AccountSays::MandateAccepted { .. } => format!("Wakil Anda di Balai mulai bertindak. Lihat di {page}"),
        AccountSays::ContactRestored => format!("Nomor Akun Balai Anda sudah kembali. Ganti kata sandi di {page}"),
        AccountSays::NumberReleased => {
            format!(
                "NIK di Akun Balai Anda perlu diisi lagi, mungkin ada angka tertukar. Isi di {page} atau bawa KTP-el ke loket."
            )
        }
        AccountSays::MandateOffered { .. } => {
            format!("Seseorang meminta Anda menjadi wakilnya di Balai. Terima atau tolak di {page}")
        }
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
        AccountSays::PasskeyAdded { name } => {
            format!("Kunci sandi {name} ditambahkan di Akun Balai Anda. Bukan Anda? Periksa {page}")
        }
        AccountSays::PasskeyRemoved { name } => {
            format!("Kunci sandi {name} dihapus dari Akun Balai Anda. Bukan Anda? Periksa {page}")
        }
        AccountSays::PasskeyCopied { name } => {
            format!("Kunci sandi {name} ditolak: mungkin ada salinannya. Periksa {page}")
        }
        AccountSays::Leaving { .. } => format!("Akun Balai Anda ditutup dan dihapus dalam 72 jam. Batalkan: {page}"),
        AccountSays::Stayed => format!("Akun Balai Anda tidak jadi dihapus. Masuk di {page}"),
        AccountSays::RightsNews { number, short, .. } => format!("Permintaan data {number} {short}. Lihat {page}"),
        AccountSays::DataDisclosed(told) => {
            format!(
                "Data Anda di Balai terungkap ({}). Data apa, kapan, bagaimana, dan upaya kami: {page}",
                told.number
            )
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
        Purpose::TakeOver => "mengambil alih akun",
    }
}
