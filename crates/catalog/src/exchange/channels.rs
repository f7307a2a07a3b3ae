//! Channels, connections and origins in words.

use balai_kernel::fold;

use crate::channel::{Channel, Channels};
use crate::connection::{ConnectionLevel, LinkUrl};
use crate::standard::Provenance;

use super::problem::Fault;

/// Channels by their words, the one that is written first.
const CHANNELS: [(Channel, &[&str]); 9] = [
    (Channel::Hall, &["balai", "mpp", "loket", "loket di balai", "mal pelayanan publik", "tatap muka"]),
    (Channel::Mobile, &["keliling", "layanan keliling", "mobil keliling"]),
    (Channel::Kiosk, &["anjungan", "anjungan mandiri", "kios"]),
    (Channel::Online, &["daring", "online", "elektronik", "internet"]),
    (Channel::Office, &["kantor", "kantor instansi"]),
    (Channel::District, &["kecamatan"]),
    (Channel::Village, &["desa", "kelurahan", "desa atau kelurahan"]),
    (Channel::Partner, &["mitra"]),
    (Channel::Phone, &["telepon", "telepon atau pesan", "wa", "whatsapp"]),
];
const CONNECTIONS: [&str; 4] = ["informasi", "tautan", "tersambung", "di sini"];
const PROVENANCES: [(Provenance, &str); 4] = [
    (Provenance::Own, "daerah"),
    (Provenance::Starter, "katalog awal"),
    (Provenance::Copied, "salinan"),
    (Provenance::Sample, "contoh"),
];
/// No channel at all.
const NONE: &str = "tidak ada";

pub(super) fn channels_text(channels: &Channels) -> String {
    let word = |channel| CHANNELS.iter().find(|(own, _)| *own == channel).map_or("", |(_, words)| words[0]);
    let words: Vec<&str> = channels.iter().map(word).collect();
    if words.is_empty() { NONE.to_owned() } else { words.join(", ") }
}

pub(super) fn channels(text: &str) -> Result<Channels, Fault> {
    if fold(text) == NONE {
        return Ok(Channels::default());
    }
    let words = text.split([',', ';', '\n', '/']).map(fold).filter(|word| !word.is_empty());
    words
        .map(|word| {
            let known = CHANNELS.iter().find(|(_, words)| words.contains(&word.as_str()));
            known.map(|(channel, _)| *channel).ok_or_else(|| {
                let all: Vec<&str> = CHANNELS.iter().map(|(_, words)| words[0]).collect();
                Fault::new(format!("Kanal \"{word}\" tidak dikenal"), format!("Pilih dari {}", all.join(", ")))
            })
        })
        .collect()
}

pub(super) fn connection_text(connection: &ConnectionLevel) -> &'static str {
    match connection {
        ConnectionLevel::Information => CONNECTIONS[0],
        ConnectionLevel::Link { .. } => CONNECTIONS[1],
        ConnectionLevel::Connected => CONNECTIONS[2],
        ConnectionLevel::Native => CONNECTIONS[3],
    }
}

/// The level in a word, with the address that a link needs; an address alone makes a link.
pub(super) fn connection(word: &str, url: Option<LinkUrl>) -> Result<ConnectionLevel, Fault> {
    match (fold(word).as_str(), url) {
        ("" | "tautan" | "tautan ke situs instansi" | "link", Some(url)) => Ok(ConnectionLevel::Link { url }),
        ("" | "informasi", _) => Ok(ConnectionLevel::Information),
        ("tersambung" | "tersambung ke sistem instansi", _) => Ok(ConnectionLevel::Connected),
        ("di sini" | "diselesaikan di sini", _) => Ok(ConnectionLevel::Native),
        ("tautan" | "tautan ke situs instansi" | "link", None) => {
            Err(Fault::new("Tautan tanpa alamat", "Isi kolom Alamat tautan, misalnya https://oss.go.id"))
        }
        _ => Err(Fault::new("Sambungan tidak dikenal", format!("Pilih dari {}", CONNECTIONS.join(", ")))),
    }
}

/// The words that may stand in the column of connections.
pub(super) fn connection_words() -> [&'static str; 4] {
    CONNECTIONS
}

pub(super) fn provenance_text(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Own => PROVENANCES[0].1,
        Provenance::Starter => PROVENANCES[1].1,
        Provenance::Copied => PROVENANCES[2].1,
        Provenance::Sample => PROVENANCES[3].1,
    }
}

pub(super) fn provenance(text: &str) -> Result<Provenance, Fault> {
    let folded = fold(text);
    let known = PROVENANCES.iter().find(|(_, word)| *word == folded);
    known
        .map(|(own, _)| *own)
        .ok_or_else(|| Fault::new("Asal isi tidak dikenal", "Tulis daerah, katalog awal, salinan, atau contoh"))
}

/// The words that may stand in the column of origins.
pub(super) fn provenance_words() -> [&'static str; 4] {
    PROVENANCES.map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        let all: Channels = Channel::ALL.into_iter().collect();
        for own in [all, Channels::default(), [Channel::Online].into_iter().collect()] {
            assert_eq!(channels(&channels_text(&own)), Ok(own));
        }
        assert_eq!(channels("MPP; Online"), Ok([Channel::Hall, Channel::Online].into_iter().collect()));
        assert!(channels("balai, pos").is_err());
        let url = LinkUrl::parse("https://oss.go.id").unwrap();
        for own in [ConnectionLevel::Information, ConnectionLevel::Connected, ConnectionLevel::Native] {
            assert_eq!(connection(connection_text(&own), None), Ok(own));
        }
        assert_eq!(connection("", Some(url.clone())), Ok(ConnectionLevel::Link { url }));
        assert!(connection("tautan", None).is_err());
        for (own, word) in PROVENANCES {
            assert_eq!(provenance(word), Ok(own));
        }
    }
}
