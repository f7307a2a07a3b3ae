//! Letters about a failure of protection (UU 27/2022, article 46): to each person it concerns, and to the institution and
//! the region. What only people know is a blank until somebody says it.

use balai_identity::Disclosed;
use url::Url;

use super::content::Content;
use super::{Rendered, rendered};
use crate::message::ComposeError;

/// What the trails say of a failure, and what people say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreachReport {
    /// Its number.
    pub number: String,
    /// The region whose people are affected or did it; without one the whole deployment.
    pub region: Option<String>,
    /// The time that was looked at.
    pub period: String,
    /// The first and the last time that data were seen; none when nothing was found.
    pub seen: Option<String>,
    /// How many people are affected.
    pub persons: usize,
    /// Which data, and how often they were seen.
    pub data: Vec<(String, u64)>,
    /// With how many accounts.
    pub accounts: usize,
    /// How it came about.
    pub how: String,
    /// What is done about it.
    pub remedy: String,
    /// Whom to ask.
    pub contact: String,
}

/// A blank that somebody has to fill.
pub fn blank(what: &str) -> String {
    format!("[ISI: {what}]")
}

/// The letter to the institution of article 58 and to the region.
pub fn report(report: &BreachReport) -> Result<Rendered, ComposeError> {
    let place = report.region.as_deref().unwrap_or("Balai, seluruh penyebaran");
    let data: Vec<String> = report.data.iter().map(|(what, times)| format!("{what} ({times} kali)")).collect();
    let data = if data.is_empty() { "tidak ada yang tercatat".to_owned() } else { data.join("; ") };
    let seen = report.seen.clone().unwrap_or_else(|| "tidak ada yang tercatat".to_owned());
    let content = Content::new(format!("Pemberitahuan kegagalan pelindungan data pribadi {}", report.number))
        .say("Surat ini memberitahukan kegagalan pelindungan data pribadi menurut Pasal 46 Undang-Undang Nomor 27 Tahun 2022. Bagian a sampai c di bawah adalah yang paling sedikit harus dimuat menurut ayat (2).")
        .say(format!("a. Data pribadi yang terungkap: {data}. Orang yang terkena: {}.", report.persons))
        .say(format!("b. Kapan dan bagaimana terungkap: {seen}, dengan {} akun. {}", report.accounts, report.how))
        .say(format!("c. Upaya penanganan dan pemulihan: {}", report.remedy))
        .fact("Nomor", report.number.clone())
        .fact("Tempat", place)
        .fact("Waktu yang diperiksa", report.period.clone())
        .fact("Narahubung", report.contact.clone())
        .fact("Diketahui pada", blank("tanggal dan jam kegagalan ini diketahui"))
        .fact("Ditujukan kepada", blank("lembaga pelindungan data pribadi dan alamatnya"))
        .fact("Ditandatangani oleh", blank("nama dan jabatan pejabat pengendali data"))
        .by_hand()
        .close("Angka di atas dihitung dari jejak audit. Surat kepada setiap orang yang terkena disiapkan bersama surat ini.");
    rendered(&content, None)
}

pub(super) fn person(told: &Disclosed, page: &Url) -> Content {
    Content::new(format!("Data pribadi Anda terungkap: pemberitahuan {}", told.number))
        .say("Data pribadi Anda dilihat oleh orang yang seharusnya tidak melihatnya. Undang-Undang Nomor 27 Tahun 2022, Pasal 46, mewajibkan kami memberi tahu Anda.")
        .say(format!("Data yang terungkap: {}", told.data))
        .say(format!("Kapan: {}", told.when))
        .say(format!("Bagaimana: {}", told.how))
        .say(format!("Yang kami lakukan: {}", told.remedy))
        .action("Baca di akun Anda", page)
        .fact("Nomor", told.number.clone())
        .fact("Tempat bertanya", told.contact.clone())
        .close("Berhati-hatilah dengan orang yang menghubungi Anda dan menyebut data ini. Petugas kami tidak pernah meminta kata sandi atau kode.")
        .close("Di akun Anda, Anda juga dapat meminta pemrosesan data Anda dijeda, atau izin Anda ditarik.")
}
