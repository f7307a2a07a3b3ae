//! A service in a list: fee, time and channel in the reader's language.

use balai_catalog::rows::service::{Glance, Model};
use balai_catalog::{Channel, Channels};

use crate::icons::Icon;
use crate::parts::{self, Hit, marked};
use crate::words::Words;

/// A published service of the hall that is being looked at.
pub fn hit(w: Words, service: &Model, who: String, words: &str) -> Hit {
    Hit {
        name: name(&service.name, words),
        href: format!("/layanan/{}", service.slug),
        who,
        fee: fee(w, &service.glance),
        time: time(w, &service.glance),
        channel: channel(w, &service.channels),
        others: None,
    }
}

/// A name with the searched words marked. Single letters would mark half of it.
pub fn name(name: &str, words: &str) -> Vec<parts::Piece> {
    let words: Vec<&str> = words.split_whitespace().filter(|word| word.chars().count() > 1).take(8).collect();
    marked(name, &words)
}

/// What it costs, as printed.
pub fn fee(w: Words, glance: &Glance) -> String {
    glance.fee.map_or_else(|| w.t("fee-unknown"), |fee| fee.label(w.language()))
}

/// How long it takes at most, as printed.
pub fn time(w: Words, glance: &Glance) -> String {
    glance.time.as_ref().map_or_else(|| w.t("time-unknown"), |time| time.label(w.language()))
}

/// The two nearest ways to ask for it.
pub fn channel(w: Words, channels: &Channels) -> parts::Channel {
    let mut named: Vec<String> = channels.iter().take(2).map(|channel| w.t(key(channel))).collect();
    if let Some(second) = named.get_mut(1) {
        *second = second.to_lowercase();
    }
    let icon = channels.iter().next().map_or(Icon::Hall, icon);
    let text = if named.is_empty() { w.t("channel-hall") } else { named.join(", ") };
    parts::Channel { icon, text }
}

/// The picture of a way to a service.
pub fn icon(channel: Channel) -> Icon {
    match channel {
        Channel::Hall | Channel::Office | Channel::District | Channel::Village => Icon::Hall,
        Channel::Mobile => Icon::Van,
        Channel::Kiosk | Channel::Online => Icon::Phone,
        Channel::Partner => Icon::Hands,
        Channel::Phone => Icon::Speech,
    }
}

/// The key of its name.
pub fn key(channel: Channel) -> &'static str {
    match channel {
        Channel::Hall => "channel-hall",
        Channel::Mobile => "channel-mobile",
        Channel::Kiosk => "channel-kiosk",
        Channel::Online => "channel-online",
        Channel::Office => "channel-office",
        Channel::District => "channel-district",
        Channel::Village => "channel-village",
        Channel::Partner => "channel-partner",
        Channel::Phone => "channel-phone",
    }
}
