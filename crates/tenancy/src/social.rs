//! The hall's places on other people's networks.

use serde::{Deserialize, Serialize};

/// Most links of one hall.
pub const MOST_LINKS: usize = 6;
/// The longest address.
const LONGEST: usize = 200;

/// A network that halls are found on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Network {
    /// Instagram
    Instagram,
    /// Facebook
    Facebook,
    /// X, formerly Twitter
    X,
    /// `YouTube`
    Youtube,
    /// `TikTok`
    Tiktok,
    /// `WhatsApp`: a number or a channel
    Whatsapp,
    /// Telegram
    Telegram,
}

/// An `https` address on a network that is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SocialLink {
    network: Network,
    address: String,
}

/// Why a text is no link to a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SocialError {
    /// Not `https`.
    #[error("Alamat harus dimulai dengan https://.")]
    NotHttps,
    /// Longer than 200 letters.
    #[error("Alamat paling panjang 200 huruf.")]
    TooLong,
    /// A network that is not known here.
    #[error(
        "Jaringan ini tidak dikenal. Yang dikenal: Instagram, Facebook, X, YouTube, TikTok, WhatsApp, dan Telegram."
    )]
    Unknown,
    /// Only the network, nobody's place on it.
    #[error("Alamat ini belum menyebut akunnya. Contoh: https://www.instagram.com/mppsragen.")]
    NobodysPlace,
    /// A blank or a mark that has no place in an address.
    #[error("Alamat ini memuat spasi atau tanda yang tidak semestinya. Salin lagi dari bilah alamat peramban.")]
    Character,
}

impl Network {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instagram => "Instagram",
            Self::Facebook => "Facebook",
            Self::X => "X",
            Self::Youtube => "YouTube",
            Self::Tiktok => "TikTok",
            Self::Whatsapp => "WhatsApp",
            Self::Telegram => "Telegram",
        }
    }

    fn of_host(host: &str) -> Option<Self> {
        let bare = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(host);
        Some(match bare {
            "instagram.com" => Self::Instagram,
            "facebook.com" | "fb.com" | "web.facebook.com" => Self::Facebook,
            "x.com" | "twitter.com" => Self::X,
            "youtube.com" | "youtu.be" => Self::Youtube,
            "tiktok.com" => Self::Tiktok,
            "wa.me" | "whatsapp.com" | "api.whatsapp.com" => Self::Whatsapp,
            "t.me" | "telegram.me" => Self::Telegram,
            _ => return None,
        })
    }
}

impl SocialLink {
    /// Reads an address.
    pub fn parse(text: &str) -> Result<Self, SocialError> {
        let text = text.trim();
        let rest = text.strip_prefix("https://").ok_or(SocialError::NotHttps)?;
        if text.len() > LONGEST {
            return Err(SocialError::TooLong);
        }
        let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '\\' | '`');
        if !rest.chars().all(plain) {
            return Err(SocialError::Character);
        }
        // a name before an @ would be part of the host to a careless reader
        let (host, place) = rest.split_once('/').unwrap_or((rest, ""));
        let network = Network::of_host(&host.to_ascii_lowercase()).ok_or(SocialError::Unknown)?;
        if place.trim_matches('/').is_empty() {
            return Err(SocialError::NobodysPlace);
        }
        Ok(Self { network, address: format!("https://{}/{place}", host.to_ascii_lowercase()) })
    }

    /// The network.
    pub fn network(&self) -> Network {
        self.network
    }

    /// The address.
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl TryFrom<String> for SocialLink {
    type Error = SocialError;

    fn try_from(text: String) -> Result<Self, SocialError> {
        Self::parse(&text)
    }
}

impl From<SocialLink> for String {
    fn from(link: SocialLink) -> Self {
        link.address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_networks_over_https_are_taken() {
        let known = SocialLink::parse(" https://WWW.Instagram.com/mppsragen ").expect("a known network");
        assert_eq!((known.network(), known.address()), (Network::Instagram, "https://www.instagram.com/mppsragen"));
        for (text, error) in [
            ("http://instagram.com/a", SocialError::NotHttps),
            ("javascript:alert(1)", SocialError::NotHttps),
            ("https://instagram.com", SocialError::NobodysPlace),
            ("https://instagram.com.contoh.id/a", SocialError::Unknown),
            ("https://instagram.com@contoh.id/a", SocialError::Unknown),
            ("https://x.com/a\"onclick=", SocialError::Character),
        ] {
            assert_eq!(SocialLink::parse(text), Err(error), "{text}");
        }
        assert_eq!(SocialLink::parse(&format!("https://x.com/{}", "a".repeat(200))), Err(SocialError::TooLong));
    }
}
