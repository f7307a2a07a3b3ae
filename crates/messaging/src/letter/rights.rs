//! To those who answer for a place: a request about somebody's data is to be answered within a day.

use url::Url;

use super::Deadline;
use super::content::{Content, moment};

pub(super) fn due(place: &str, number: &str, right: &str, until: Deadline, link: &Url) -> Content {
    Content::new(format!("Permintaan data pribadi {number} harus dijawab sebelum {}", moment(until)))
        .say(format!("Seorang warga meminta sesuatu tentang data pribadinya kepada {place}, dan belum dijawab."))
        .action("Jawab permintaan", link)
        .fact("Nomor", number)
        .fact("Yang diminta", right)
        .fact("Paling lambat", moment(until))
        .close("Undang-Undang Nomor 27 Tahun 2022 memberi waktu 3 x 24 jam menurut jam, termasuk hari libur. Setelah lewat, kementerian melihat permintaan ini sebagai terlambat.")
}
