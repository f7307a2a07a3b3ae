//! The pages for when a page cannot be shown: each says what happened and what to do now.

use askama::Template;

use crate::frame::Frame;
use crate::words::Words;

/// 404: there is no such page, or it is not for this visitor.
#[derive(Template)]
#[template(path = "faults/not_found.html")]
pub struct NotFound {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// What else to try here.
    pub lost: Lost,
}

/// Where a visitor got lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// In a region's hall: search its services.
    InHall,
    /// At the national entrance, or under a name that is no region's: find a region.
    AtEntrance,
    /// On a page of staff, ministry or account: go back to the start.
    Inside,
}

/// 400, 403, 409, 429: the request is understood and not done.
#[derive(Template)]
#[template(path = "faults/refused.html")]
pub struct Refused {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// Why.
    pub refusal: Refusal,
    /// Where the form waits that was sent.
    pub waits: Option<String>,
}

/// Why a request is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The account lacks the permission.
    NotAllowed,
    /// It came from another site.
    Forged,
    /// It met another one at the same moment.
    Together,
    /// Too many tries in a short time.
    TooMany,
    /// Too large, or broken on its way.
    Unreadable,
}

impl Refused {
    fn heading(&self) -> String {
        self.w.t(match self.refusal {
            Refusal::NotAllowed => "refused-not-allowed",
            Refusal::Forged => "refused-forged",
            Refusal::Together => "refused-together",
            Refusal::TooMany => "refused-too-many",
            Refusal::Unreadable => "refused-unreadable",
        })
    }

    fn text(&self) -> String {
        self.w.t(match self.refusal {
            Refusal::NotAllowed => "refused-not-allowed-text",
            Refusal::Forged => "refused-forged-text",
            Refusal::Together => "refused-together-text",
            Refusal::TooMany => "refused-too-many-text",
            Refusal::Unreadable => "refused-unreadable-text",
        })
    }
}

/// 500: our fault, with the number under which we find it again.
#[derive(Template)]
#[template(path = "faults/fault.html")]
pub struct Fault {
    /// The language.
    pub w: Words,
    /// The frame of the host.
    pub frame: Frame,
    /// The incident number, as in the log.
    pub incident: String,
    /// Where the form waits that was sent.
    pub waits: Option<String>,
}

/// 503: the region's data is being brought up to date; others work.
#[derive(Template)]
#[template(path = "faults/maintenance.html")]
pub struct Maintenance {
    /// The language.
    pub w: Words,
    /// The region's frame.
    pub frame: Frame,
    /// Where the form waits that was sent.
    pub waits: Option<String>,
}

/// 503: the same, for the region's staff: they read why.
#[derive(Template)]
#[template(path = "faults/closed.html")]
pub struct Closed {
    /// The language.
    pub w: Words,
    /// The region's frame.
    pub frame: Frame,
    /// Why, in the ministry's words.
    pub grounds: String,
    /// Since when.
    pub since: String,
    /// Where the form waits that was sent.
    pub waits: Option<String>,
}

/// 503: the region's hall is closed on this platform for the time being.
#[derive(Template)]
#[template(path = "faults/suspended.html")]
pub struct Suspended {
    /// The language.
    pub w: Words,
    /// The region's frame.
    pub frame: Frame,
}
