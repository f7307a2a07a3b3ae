//! Letters to people who work here: those that lead to an account, none of which carries a password, and trials.

use url::Url;

use super::Deadline;
use super::content::{Content, moment};

const ONCE: &str =
    "Tautan ini hanya dapat dipakai satu kali dan hanya untuk Anda. Kami tidak pernah meminta kata sandi lewat surel.";
const PREPARE: &str =
    "Siapkan ponsel dengan aplikasi autentikator. Anda akan memilih kata sandi sendiri dan memasang kode kedua.";

pub(super) fn owner(region: &str, hall: &Url, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Balai {region} siap: buat akun Anda"))
        .say(format!("Balai {region} sudah berdiri. Anda diundang menjadi penanggung jawabnya, yaitu yang mengatur instansi, layanan, dan petugas."))
        .action("Terima undangan", link)
        .fact("Alamat balai", hall.as_str())
        .fact("Undangan berlaku sampai", moment(until))
        .close(PREPARE)
        .close(ONCE)
}

pub(super) fn staff(place: &str, role: &str, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Undangan bekerja di {place}"))
        .say(format!("Anda diundang menjadi {role} di {place}."))
        .action("Terima undangan", link)
        .fact("Undangan berlaku sampai", moment(until))
        .close(PREPARE)
        .close(ONCE)
        .close("Jika Anda tidak mengenal undangan ini, abaikan. Tanpa tindakan dari Anda tidak ada akun yang dibuat.")
}

pub(super) fn handover(place: &str, role: &str, from: &str, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Serah terima peran di {place}"))
        .say(format!("{from} menyerahkan peran {role} di {place} kepada Anda. Peran itu baru berpindah setelah Anda menerimanya."))
        .action("Jawab tawaran", link)
        .fact("Tawaran berlaku sampai", moment(until))
        .close("Anda menjawab setelah masuk dengan akun Anda. Jika tidak setuju, pilih Tolak atau biarkan sampai lewat waktunya.")
}

pub(super) fn support_allowed(region: &str, from: &str, reason: &str, link: &Url, until: Deadline) -> Content {
    Content::new(format!("Anda dapat membantu {region}"))
        .say(format!("{from} mengizinkan Anda melihat katalog, pengaturan, dan jejak audit {region} untuk membantu. Anda tidak dapat mengubah apa pun."))
        .action("Buka meja kerja daerah", link)
        .fact("Alasan", reason)
        .fact("Berlaku sampai", moment(until))
        .close("Setiap halaman yang Anda buka tercatat di jejak audit daerah. Daerah dapat mencabut akses ini kapan saja.")
}

pub(super) fn support_opened(
    region: &str,
    helper: &str,
    from: &str,
    reason: &str,
    link: &Url,
    until: Deadline,
) -> Content {
    Content::new(format!("Bantuan kementerian aktif di {region}"))
        .say(format!("{from} mengizinkan {helper} dari kementerian melihat katalog, pengaturan, dan jejak audit {region}. Ia tidak melihat data pribadi warga dan tidak dapat mengubah apa pun."))
        .action("Lihat atau cabut akses", link)
        .fact("Alasan", reason)
        .fact("Berlaku sampai", moment(until))
        .close("Setiap halaman yang dibukanya tercatat di jejak audit daerah Anda. Akses berakhir sendiri pada waktu itu.")
}

pub(super) fn sender_trial(region: &str, at: Deadline) -> Content {
    Content::new(format!("Surat uji dari balai {region}"))
        .say(format!("Surat ini dikirim untuk mencoba pengirim surel balai {region}. Bila Anda membacanya, pengirim itu berjalan."))
        .fact("Dicoba", moment(at))
        .close("Anda tidak perlu melakukan apa pun.")
}
