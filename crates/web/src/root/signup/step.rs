//! The order of the form's pages, and the bar that shows it.

use balai_tenancy::onboarding::{Draft, Page};

use crate::forms::ErrorSummary;

/// What it is about, and what to have at hand.
pub const START: &str = "/daftar";
/// Which region.
pub const REGION: &str = "/daftar/daerah";
/// Who answers for it.
pub const OFFICIAL: &str = "/daftar/penanggung-jawab";
/// The letter of the head of region.
pub const LETTER: &str = "/daftar/surat";
/// The processor agreement and the beginning.
pub const AGREEMENT: &str = "/daftar/perjanjian";
/// Look at everything once more, and submit.
pub const REVIEW: &str = "/daftar/periksa";
/// It was submitted.
pub const SENT: &str = "/daftar/terkirim";
/// Go on later.
pub const SAVE: &str = "/daftar/simpan";
/// The draft is not kept any more.
pub const GONE: &str = "/daftar/berakhir";
/// Where a sign-up stands.
pub const STATUS: &str = "/daftar/status";

/// What stands above each page of the form.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which page, from 1.
    pub number: usize,
    /// Where "back" leads.
    pub back: &'static str,
    /// What the ministry asked to be corrected.
    pub correction: Option<String>,
}

impl Step {
    /// How many pages there are.
    pub const COUNT: usize = 5;

    /// The step of a page.
    pub fn of(page: Page, correction: Option<String>) -> Self {
        let (number, back) = match page {
            Page::Region => (1, START),
            Page::Official => (2, REGION),
            Page::Letter => (3, OFFICIAL),
            Page::Agreement => (4, LETTER),
        };
        Self { number, back, correction }
    }

    /// The last step: look at everything once more.
    pub fn review(correction: Option<String>) -> Self {
        Self { number: Self::COUNT, back: AGREEMENT, correction }
    }

    /// For each piece of the bar, whether it is behind the reader.
    pub fn marks(&self) -> [bool; Self::COUNT] {
        std::array::from_fn(|at| at < self.number)
    }
}

/// The address of a page.
pub const fn path(page: Page) -> &'static str {
    match page {
        Page::Region => REGION,
        Page::Official => OFFICIAL,
        Page::Letter => LETTER,
        Page::Agreement => AGREEMENT,
    }
}

/// Where a draft goes on: the first page that still needs something, or the review.
pub fn next(draft: &Draft) -> &'static str {
    draft.complete().map_or_else(path, |_| REVIEW)
}

/// The title of the box on top of a form that came back.
pub fn to_correct(summary: &ErrorSummary) -> String {
    match summary.lines.len() {
        1 => "Satu hal perlu diperbaiki".to_owned(),
        count => format!("{count} hal perlu diperbaiki"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_leads_back_to_the_one_before() {
        let pages = [Page::Region, Page::Official, Page::Letter, Page::Agreement];
        for pair in pages.windows(2) {
            assert_eq!(Step::of(pair[1], None).back, path(pair[0]));
        }
        assert_eq!(Step::review(None).back, path(Page::Agreement));
        assert_eq!(Step::of(Page::Official, None).marks(), [true, true, false, false, false]);
    }
}
