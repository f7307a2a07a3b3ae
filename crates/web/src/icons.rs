//! Our own strokes on a 24 grid. Always beside words, so hidden from screen readers.

use std::fmt;

use askama::filters::HtmlSafe;

/// A picture for a word: `{{ crate::icons::Icon::Clock }}` in a template prints its SVG.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A magnifying glass.
    Search,
    /// Hours, duration.
    Clock,
    /// Fee.
    Money,
    /// A paper, a product.
    Document,
    /// A place.
    Pin,
    /// A telephone, a thing done from home.
    Phone,
    /// Complaint, suggestion.
    Speech,
    /// Mobile service.
    Van,
    /// The hall itself.
    Hall,
    /// Leads on.
    Right,
    /// Done, present.
    Check,
    /// Wrong, missing.
    Cross,
    /// Not yet.
    Dash,
    /// Look at this.
    Warn,
    /// A note.
    Info,
    /// A stopped clock.
    Pause,
    /// Paper.
    Print,
    /// Take a file.
    Download,
    /// Give a file.
    Upload,
    /// A person, an account.
    Person,
    /// Sign in.
    Key,
    /// Look.
    Eye,
    /// Files; other matters.
    Folder,
    /// Calls attention.
    Bell,
    /// Population documents.
    Card,
    /// Business permits.
    Shop,
    /// Health.
    Health,
    /// Buildings.
    House,
    /// Vehicles.
    Car,
    /// Land.
    Land,
    /// Education.
    School,
    /// Employment.
    Work,
    /// Police, protection.
    Shield,
    /// Law.
    Scale,
    /// Water, power.
    Drop,
    /// Passports, abroad.
    Globe,
    /// Taxes.
    Receipt,
    /// Marriage, religion.
    Rings,
    /// Social aid.
    Hands,
    /// Letters, e-mail.
    Mail,
}

impl Icon {
    /// The same picture with one more class, for one that is smaller or moved.
    pub const fn with(self, class: &'static str) -> Shaped {
        Shaped { icon: self, class }
    }

    const fn strokes(self) -> &'static str {
        match self {
            Self::Search => r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>"#,
            Self::Money => {
                r#"<rect x="2.5" y="6" width="19" height="12" rx="2"/><circle cx="12" cy="12" r="2.6"/><path d="M6 12h.01M18 12h.01"/>"#
            }
            Self::Document => r#"<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>"#,
            Self::Pin => {
                r#"<path d="M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21z"/><circle cx="12" cy="9.5" r="2.3"/>"#
            }
            Self::Phone => r#"<rect x="7" y="2.5" width="10" height="19" rx="2"/><path d="M11 18.5h2"/>"#,
            Self::Speech => r#"<path d="M4 5h16v11H11l-5 4v-4H4z"/><path d="M8.5 10.5h7"/>"#,
            Self::Van => {
                r#"<path d="M2.5 6h12v11h-12zM14.5 10h4l3 3.5V17h-7z"/><circle cx="7" cy="17.5" r="1.9"/><circle cx="17.5" cy="17.5" r="1.9"/>"#
            }
            Self::Hall => r#"<path d="M2.5 11 8 8l1-3h6l1 3 5.5 3zM5 11v9M9.7 11v9M14.3 11v9M19 11v9M3 20h18"/>"#,
            Self::Right => r#"<path d="m9 5 7 7-7 7"/>"#,
            Self::Check => r#"<path d="m5 12.5 4.5 4.5L19 7"/>"#,
            Self::Cross => r#"<path d="m6 6 12 12M18 6 6 18"/>"#,
            Self::Dash => r#"<path d="M6 12h12"/>"#,
            Self::Warn => r#"<path d="M12 3.5 22 20H2z"/><path d="M12 10v4.5M12 17.2v.01"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.6v.01"/>"#,
            Self::Pause => r#"<circle cx="12" cy="12" r="9"/><path d="M9.8 9v6M14.2 9v6"/>"#,
            Self::Print => r#"<path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"/>"#,
            Self::Download => r#"<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M4 20h16"/>"#,
            Self::Upload => r#"<path d="M12 16V5M7.5 9 12 4.5 16.5 9M4 20h16"/>"#,
            Self::Person => r#"<circle cx="12" cy="8" r="4"/><path d="M4 21c.8-5 4-7 8-7s7.2 2 8 7"/>"#,
            Self::Key => r#"<circle cx="8" cy="15" r="4"/><path d="m11 12 8-8M16 7l2.5 2.5"/>"#,
            Self::Eye => {
                r#"<path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12z"/><circle cx="12" cy="12" r="2.8"/>"#
            }
            Self::Folder => r#"<path d="M3 6h6l2 2.5h10V19H3z"/>"#,
            Self::Bell => r#"<path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4"/>"#,
            Self::Card => {
                r#"<rect x="2.5" y="5" width="19" height="14" rx="2"/><circle cx="8" cy="11" r="2"/><path d="M5 16c.4-1.6 1.5-2.3 3-2.3s2.6.7 3 2.3M14 10h4.5M14 14h4.5"/>"#
            }
            Self::Shop => {
                r#"<path d="M4 4h16l1.5 5a3 3 0 0 1-5.2 1.5 3.2 3.2 0 0 1-4.3 0 3.2 3.2 0 0 1-4.3 0A3 3 0 0 1 2.5 9zM4.5 12v8h15v-8M10 20v-5h4v5"/>"#
            }
            Self::Health => r#"<path d="M9.5 3.5h5v6h6v5h-6v6h-5v-6h-6v-5h6z"/>"#,
            Self::House => r#"<path d="M3 11.5 12 4l9 7.5M5.5 10v10h13V10M10 20v-6h4v6"/>"#,
            Self::Car => {
                r#"<path d="M3 16v-4l2.5-6h13l2.5 6v4zM3 12h18M5.5 16v2.5M18.5 16v2.5M7 14.2h.01M17 14.2h.01"/>"#
            }
            Self::Land => r#"<path d="m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14"/>"#,
            Self::School => r#"<path d="M2 9.5 12 5l10 4.5-10 4.5zM6 11.5V16c3.5 2.8 8.5 2.8 12 0v-4.5M22 9.5V15"/>"#,
            Self::Work => r#"<path d="M3 8h18v11H3zM9 8V5h6v3M3 13h18"/>"#,
            Self::Shield => {
                r#"<path d="M12 3 4.5 5.8V11c0 5 3.2 8.3 7.5 10 4.3-1.7 7.5-5 7.5-10V5.8z"/><path d="m8.5 12 2.5 2.5 4.5-5"/>"#
            }
            Self::Scale => r#"<path d="M12 4v16M7 20h10M5 7h14M5 7l-2.8 6.5h5.6zM19 7l-2.8 6.5h5.6z"/>"#,
            Self::Drop => r#"<path d="M12 3s6.5 6.8 6.5 11.3a6.5 6.5 0 0 1-13 0C5.5 9.8 12 3 12 3z"/>"#,
            Self::Globe => {
                r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c3.5 3.5 3.5 14.5 0 18M12 3c-3.5 3.5-3.5 14.5 0 18"/>"#
            }
            Self::Receipt => r#"<path d="M5 3h14v18l-2.3-1.5L14.3 21 12 19.5 9.7 21l-2.4-1.5L5 21zM9 8h6M9 12h6"/>"#,
            Self::Rings => {
                r#"<circle cx="9" cy="13.5" r="5.5"/><circle cx="15" cy="13.5" r="5.5"/><path d="m7.5 5 1.5 2 1.5-2z"/>"#
            }
            Self::Hands => {
                r#"<circle cx="8" cy="7" r="3"/><circle cx="16.5" cy="8" r="2.5"/><path d="M2.5 19c.5-4.5 2.5-6 5.5-6s5 1.5 5.5 6M14.5 13.6c3.5-.9 6.3.8 7 5.4"/>"#
            }
            Self::Mail => r#"<path d="M3 6h18v12H3z"/><path d="m3.5 6.5 8.5 7 8.5-7"/>"#,
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with("").fmt(f)
    }
}

impl HtmlSafe for Icon {}

/// A picture with a class of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shaped {
    icon: Icon,
    class: &'static str,
}

impl fmt::Display for Shaped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.class.is_empty() { "" } else { " " };
        let (class, strokes) = (self.class, self.icon.strokes());
        write!(
            f,
            r#"<svg class="b-i{space}{class}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{strokes}</svg>"#
        )
    }
}

impl HtmlSafe for Shaped {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_silent_for_screen_readers_and_may_carry_a_class() {
        let plain = Icon::Right.to_string();
        assert!(plain.starts_with(r#"<svg class="b-i" viewBox="0 0 24 24" aria-hidden="true""#), "{plain}");
        let arrow = Icon::Right.with("b-arrow").to_string();
        assert_eq!(arrow, plain.replace(r#"class="b-i""#, r#"class="b-i b-arrow""#));
    }
}
