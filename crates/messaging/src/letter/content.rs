use askama::Template;
use balai_kernel::Language;
use url::Url;

use super::Deadline;

/// What a letter says, without its form; both forms are made from this, so they cannot differ.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) subject: String,
    /// Paragraphs before the button.
    pub(super) opening: Vec<String>,
    /// Somebody else's words, shown as a quotation.
    pub(super) quote: Option<Quote>,
    /// The one thing to do.
    pub(super) action: Option<Action>,
    /// Facts to keep, label and value.
    pub(super) facts: Vec<(&'static str, String)>,
    /// Paragraphs after it.
    pub(super) closing: Vec<String>,
    /// Somebody signs it and sends it herself.
    pub(super) by_hand: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Quote {
    pub(super) label: &'static str,
    pub(super) lines: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Action {
    pub(super) label: &'static str,
    pub(super) link: Url,
}

#[derive(Template)]
#[template(path = "letter/letter.txt")]
pub(super) struct TextLetter<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) content: &'a Content,
}

#[derive(Template)]
#[template(path = "letter/letter.html")]
pub(super) struct HtmlLetter<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) content: &'a Content,
}

impl Content {
    pub(super) fn new(subject: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            opening: Vec::new(),
            quote: None,
            action: None,
            facts: Vec::new(),
            closing: Vec::new(),
            by_hand: false,
        }
    }

    pub(super) fn say(mut self, paragraph: impl Into<String>) -> Self {
        self.opening.push(paragraph.into());
        self
    }

    /// The ministry's own words; empty lines at the ends are dropped, others kept.
    pub(super) fn quote(mut self, label: &'static str, words: &str) -> Self {
        self.quote =
            Some(Quote { label, lines: words.trim().lines().map(|line| line.trim_end().to_owned()).collect() });
        self
    }

    pub(super) fn action(mut self, label: &'static str, link: &Url) -> Self {
        self.action = Some(Action { label, link: link.clone() });
        self
    }

    pub(super) fn fact(mut self, label: &'static str, value: impl Into<String>) -> Self {
        self.facts.push((label, value.into()));
        self
    }

    /// A letter that somebody signs and sends herself: it does not end as those that leave by themselves.
    pub(super) const fn by_hand(mut self) -> Self {
        self.by_hand = true;
        self
    }

    pub(super) fn close(mut self, paragraph: impl Into<String>) -> Self {
        self.closing.push(paragraph.into());
        self
    }
}

/// `23 November 2026 pukul 10.05 WIB`.
pub(super) fn moment(deadline: Deadline) -> String {
    deadline.zone.write_instant(deadline.at, Language::Indonesian)
}
