//! The small prepared values that many pages print: links, search hits, hours, contacts.

use balai_kernel::Phone;

use crate::icons::Icon;

/// A text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// What is read.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link from any two texts.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

/// A link among others, one of which is where the reader stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Text and target.
    pub link: Link,
    /// Whether this is the page being read.
    pub current: bool,
}

/// A piece of a text, marked where it answers the search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The text of the piece.
    pub text: String,
    /// Whether the searched words stand here.
    pub found: bool,
}

/// One service in a list: what it costs, how long it takes, where it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The name, with the found words marked.
    pub name: Vec<Piece>,
    /// The service's page.
    pub href: String,
    /// Who serves: the agency, and over all regions also the region; empty on the agency's own page.
    pub who: String,
    /// The fee as printed: `Gratis`, `Rp 75.000–80.000`, `Menurut tarif`.
    pub fee: String,
    /// The longest time as printed: `1 hari kerja`.
    pub time: String,
    /// How to ask for it, with its picture.
    pub channel: Channel,
    /// Over all regions: those that have it too.
    pub others: Option<Link>,
}

/// A way to ask for a service, in a word or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its picture.
    pub icon: Icon,
    /// `Datang ke balai`, `Layanan keliling`.
    pub text: String,
}

/// The hall's or an agency's hours on some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursLine {
    /// `Senin–Kamis`, or a date on which it is otherwise.
    pub days: String,
    /// `08.00–15.00 WIB`, `Tutup`, `Tutup, cuti bersama Natal`.
    pub hours: String,
}

/// Whether the hall is open at this minute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Open now.
    Open,
    /// Closed now.
    Closed,
}

/// "Open now", said with its sentence and the day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Open or closed.
    pub door: Door,
    /// `Balai buka sampai 15.00 WIB`, `Balai tutup, buka lagi Senin 08.00 WIB`.
    pub says: String,
    /// `Senin, 23 November 2026`, and what is special today.
    pub today: String,
}

/// A picture out of the region's own objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Where it is.
    pub href: String,
    /// Its width, in pixels.
    pub width: u32,
    /// Its height, in pixels.
    pub height: u32,
}

/// A way to reach somebody: telephone, e-mail, web site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Its picture.
    pub icon: Icon,
    /// As read: `(0271) 891 011`.
    pub text: String,
    /// As reached: `tel:`, `mailto:` or `https:`.
    pub href: String,
}

impl Contact {
    /// A telephone number, read as people here dial it.
    pub fn phone(phone: &Phone) -> Self {
        Self { icon: Icon::Phone, text: dialled(phone), href: format!("tel:{}", phone.as_str()) }
    }

    /// A mailbox.
    pub fn email(email: &str) -> Self {
        Self { icon: Icon::Mail, text: email.to_owned(), href: format!("mailto:{email}") }
    }

    /// A site of somebody else; none when it is not an address on the web.
    pub fn site(address: &str) -> Option<Self> {
        let url = url::Url::parse(address).ok().filter(|url| matches!(url.scheme(), "https" | "http"))?;
        let text = format!("{}{}", url.host_str()?, url.path()).trim_end_matches('/').to_owned();
        Some(Self { icon: Icon::Globe, text, href: url.into() })
    }
}

/// `0271-5550-133`: the number as it is dialled within the country.
pub fn dialled(phone: &Phone) -> String {
    let international = phone.to_string();
    international.strip_prefix("+62 ").map_or_else(|| international.clone(), |rest| format!("0{rest}"))
}

/// Cuts a text into pieces, marking each word of `words` where it stands, letter case aside.
pub fn marked(text: &str, words: &[&str]) -> Vec<Piece> {
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).filter(|word| !word.is_empty()).collect();
    let mut pieces: Vec<Piece> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let hit = lower.iter().filter_map(|word| prefix_of(rest, word)).max();
        let take = hit.unwrap_or(first.len_utf8());
        let (piece, after) = rest.split_at(take);
        match pieces.last_mut().filter(|last| last.found == hit.is_some()) {
            Some(last) => last.text.push_str(piece),
            None => pieces.push(Piece { text: piece.to_owned(), found: hit.is_some() }),
        }
        rest = after;
    }
    pieces
}

/// How many bytes of `text` begin it with `lower`, when they do.
fn prefix_of(text: &str, lower: &str) -> Option<usize> {
    let mut expected = lower.chars();
    let mut length = 0;
    for c in text.chars() {
        if expected.as_str().is_empty() {
            break;
        }
        if c.to_lowercase().any(|l| expected.next() != Some(l)) {
            return None;
        }
        length += c.len_utf8();
    }
    expected.as_str().is_empty().then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pieces: &[Piece]) -> String {
        pieces.iter().map(|p| if p.found { format!("[{}]", p.text) } else { p.text.clone() }).collect()
    }

    #[test]
    fn found_words_are_marked_whatever_their_case() {
        assert_eq!(shown(&marked("Kutipan Akta Kelahiran", &["akta", "kelahiran"])), "Kutipan [Akta] [Kelahiran]");
        assert_eq!(shown(&marked("AKTA", &["akt", "akta"])), "[AKTA]");
        assert_eq!(shown(&marked("Balik nama", &[])), "Balik nama");
        assert_eq!(shown(&marked("Balik nama", &[""])), "Balik nama");
    }

    #[test]
    fn letters_that_change_length_in_lower_case_do_no_harm() {
        assert_eq!(shown(&marked("İzin İmar", &["imar"])), "İzin İmar");
        assert_eq!(shown(&marked("Kafé é", &["é"])), "Kaf[é] [é]");
        assert_eq!(marked("", &["a"]), vec![]);
    }
}
