//! Where a citizen can ask for a service.

use std::collections::BTreeSet;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// A way to a service. The first four are the channels every region plans for; the others are what agencies have besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Direct service: the counters of the hall.
    Hall,
    /// Mobile service: a vehicle that goes to the villages.
    Mobile,
    /// Self service: a kiosk.
    Kiosk,
    /// Electronic service: from anywhere.
    Online,
    /// The agency's own office.
    Office,
    /// The district office (kecamatan).
    District,
    /// The village office (desa, kelurahan).
    Village,
    /// A partner: school, clinic, bank, library.
    Partner,
    /// By telephone or text message.
    Phone,
}

impl Channel {
    /// All channels, the four common ones first.
    pub const ALL: [Self; 9] = [
        Self::Hall,
        Self::Mobile,
        Self::Kiosk,
        Self::Online,
        Self::Office,
        Self::District,
        Self::Village,
        Self::Partner,
        Self::Phone,
    ];

    /// The channel as it stands in the database and in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hall => "hall",
            Self::Mobile => "mobile",
            Self::Kiosk => "kiosk",
            Self::Online => "online",
            Self::Office => "office",
            Self::District => "district",
            Self::Village => "village",
            Self::Partner => "partner",
            Self::Phone => "phone",
        }
    }

    /// The channel with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }

    /// Its name on staff screens.
    pub fn label(self) -> &'static str {
        match self {
            Self::Hall => "Loket di balai",
            Self::Mobile => "Layanan keliling",
            Self::Kiosk => "Anjungan mandiri",
            Self::Online => "Daring",
            Self::Office => "Kantor instansi",
            Self::District => "Kecamatan",
            Self::Village => "Desa atau kelurahan",
            Self::Partner => "Mitra: sekolah, klinik, bank",
            Self::Phone => "Telepon atau pesan",
        }
    }
}

/// The channels of one service, in the order of [`Channel::ALL`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Channels(BTreeSet<Channel>);

impl Channels {
    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = Channel> + '_ {
        self.0.iter().copied()
    }

    /// Whether the service can be asked for there.
    pub fn has(&self, channel: Channel) -> bool {
        self.0.contains(&channel)
    }

    /// Whether there is no way at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Channel> for Channels {
    fn from_iter<T: IntoIterator<Item = Channel>>(channels: T) -> Self {
        Self(channels.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_stored_by_their_codes() {
        let channels: Channels = [Channel::Online, Channel::Hall, Channel::Online].into_iter().collect();
        assert_eq!(serde_json::to_string(&channels).unwrap(), r#"["hall","online"]"#);
        for channel in Channel::ALL {
            assert_eq!(serde_json::to_value(channel).unwrap(), serde_json::json!(channel.code()));
            assert_eq!(Channel::from_code(channel.code()), Some(channel));
        }
    }
}
