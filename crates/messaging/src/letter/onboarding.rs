//! Letters about a region's sign-up.

use url::Url;

use super::Deadline;
use super::content::{Content, moment};

const NOT_YOU: &str =
    "Jika Anda tidak sedang mendaftarkan daerah, abaikan surat ini. Tanpa tindakan dari Anda tidak ada yang berubah.";
const REFERENCE: &str = "Nomor pendaftaran";
const STATUS: &str = "Lihat keadaan pendaftaran";

pub(super) fn draft(region: Option<&str>, link: &Url, until: Deadline) -> Content {
    let whose = region.map(|name| format!(" {name}")).unwrap_or_default();
    Content::new(format!("Teruskan pendaftaran{whose}"))
        .say(format!("Isian pendaftaran{whose} tersimpan. Buka tautan ini dari perangkat apa pun untuk meneruskannya."))
        .action("Teruskan pendaftaran", link)
        .fact("Isian disimpan sampai", moment(until))
        .close("Siapa pun yang memegang tautan ini dapat melihat dan mengubah isian. Jangan meneruskannya kepada orang lain.")
        .close(NOT_YOU)
}

pub(super) fn confirm(region: &str, reference: &str, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Konfirmasi surel untuk pendaftaran {region}"))
        .say(format!("Alamat surel ini dipakai untuk mendaftarkan {region} di Balai. Tekan tombol berikut untuk memastikan bahwa alamat ini milik Anda."))
        .action("Konfirmasi surel", link)
        .fact(REFERENCE, reference)
        .fact("Tautan berlaku sampai", moment(until))
        .close("Pendaftaran baru diperiksa setelah surel terkonfirmasi. Tautan ini hanya dapat dipakai satu kali.")
        .close(NOT_YOU)
}

pub(super) fn received(region: &str, reference: &str, status: &Url) -> Content {
    Content::new(format!("Pendaftaran {region} kami terima, nomor {reference}"))
        .say(format!("Surel Anda terkonfirmasi dan pendaftaran {region} sudah lengkap. Kementerian memeriksanya menurut urutan masuk."))
        .action(STATUS, status)
        .fact(REFERENCE, reference)
        .close("Simpan nomor itu. Dengan nomor dan alamat surel ini Anda dapat melihat keadaan pendaftaran kapan saja.")
        .close("Berikutnya satu orang di kementerian memeriksa surat dan data, lalu orang lain memutuskan. Setiap langkah kami kabarkan lewat surel.")
}

pub(super) fn returned(region: &str, reference: &str, reason: &str, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Pendaftaran {region} perlu diperbaiki, nomor {reference}"))
        .say(format!("Kementerian sudah memeriksa pendaftaran {region} dan meminta perbaikan."))
        .quote("Yang perlu diperbaiki", reason)
        .action("Perbaiki pendaftaran", link)
        .fact(REFERENCE, reference)
        .fact("Tautan berlaku sampai", moment(until))
        .close("Semua yang sudah Anda isi masih ada. Ubah bagian yang diminta, lalu kirim lagi; nomornya tetap sama.")
}

pub(super) fn rejected(region: &str, reference: &str, reason: &str, again: &Url) -> Content {
    Content::new(format!("Pendaftaran {region} tidak dapat diterima, nomor {reference}"))
        .say(format!("Kementerian sudah memeriksa pendaftaran {region} dan tidak dapat menerimanya."))
        .quote("Alasannya", reason)
        .action("Mulai pendaftaran baru", again)
        .fact(REFERENCE, reference)
        .close("Jika alasan itu sudah tidak berlaku, daerah Anda boleh mendaftar lagi.")
}

pub(super) fn verified(region: &str, reference: &str, status: &Url) -> Content {
    Content::new(format!("Pendaftaran {region} sudah diperiksa, nomor {reference}"))
        .say(format!("Surat dan data pendaftaran {region} sudah diperiksa dan sesuai."))
        .say("Sekarang orang kedua di kementerian memutuskan. Anda tidak perlu melakukan apa pun.")
        .action(STATUS, status)
        .fact(REFERENCE, reference)
}

pub(super) fn approved(region: &str, reference: &str, hall: &Url) -> Content {
    Content::new(format!("Pendaftaran {region} disetujui, nomor {reference}"))
        .say(format!("Kementerian menyetujui pendaftaran {region}. Kami sedang menyiapkan balainya."))
        .fact(REFERENCE, reference)
        .fact("Alamat balai nanti", hall.as_str())
        .close("Begitu balai siap, Anda menerima satu surat lagi: undangan untuk membuat akun penanggung jawab.")
}
