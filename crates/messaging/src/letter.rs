//! What Balai writes about, each kind with what it needs to say it.

mod account;
mod adoption;
pub(crate) mod breach;
mod citizen;
mod content;
mod life;
mod onboarding;
mod rights;

use askama::Template as _;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use balai_identity::AccountSays;
use balai_kernel::Zone;
use balai_tenancy::life::Turn;

use crate::message::ComposeError;
pub(crate) use citizen::short;
use content::{Content, HtmlLetter, TextLetter};

/// A letter we know how to write. Regions and roles come with the name that people read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// A sign-up can be resumed from another device.
    DraftLink {
        /// Name of the region, once it was chosen.
        region: Option<String>,
        /// Opens the draft.
        link: Url,
        /// Until when the draft is kept.
        until: Deadline,
    },
    /// The official's address has to be confirmed before the ministry looks at the sign-up.
    ConfirmEmail {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// Leads to the page with the button that confirms.
        link: Url,
        /// The link works until then.
        until: Deadline,
    },
    /// The sign-up is complete and waits for the ministry.
    ApplicationReceived {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// Where its state can be looked up.
        status: Url,
    },
    /// The ministry asks for a correction.
    ApplicationReturned {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// What has to be corrected, in the ministry's words.
        reason: String,
        /// Opens the sign-up with everything that was filled in.
        link: Url,
        /// The link works until then.
        until: Deadline,
    },
    /// The ministry refuses the sign-up.
    ApplicationRejected {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// Why, in the ministry's words.
        reason: String,
        /// Where a new sign-up begins.
        again: Url,
    },
    /// One person at the ministry has checked everything; a second one decides.
    ApplicationVerified {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// Where its state can be looked up.
        status: Url,
    },
    /// The ministry has approved; the region's hall is being made.
    ApplicationApproved {
        /// Name of the region.
        region: String,
        /// Reference number of the sign-up.
        reference: String,
        /// Address the hall will have.
        hall: Url,
    },
    /// The hall is ready; the responsible official becomes its owner. Never carries a password.
    OwnerInvitation {
        /// Name of the region.
        region: String,
        /// Address of the hall.
        hall: Url,
        /// Leads to the page that makes the account.
        link: Url,
        /// The link works until then.
        until: Deadline,
    },
    /// A region's hall was closed, opened again or put away.
    HallTurned {
        /// Name of the region.
        region: String,
        /// What happened.
        turn: Turn,
        /// Why, in the ministry's words.
        grounds: String,
        /// Address of the hall.
        hall: Url,
    },
    /// How all regions came along in a week.
    AdoptionWeek {
        /// Lines of what is counted: what, and how many.
        counts: Vec<(String, usize)>,
        /// Halls that opened.
        opened: Vec<String>,
        /// Halls that do not go on.
        stalled: Vec<String>,
        /// Leads to the figures.
        radar: Url,
    },
    /// A request about somebody's data is to be answered within a day.
    RightsDue {
        /// Whom it was made to.
        place: String,
        /// Its number.
        number: String,
        /// What is asked.
        right: String,
        /// Answered by then.
        until: Deadline,
        /// The page that answers it.
        link: Url,
    },
    /// A region tries its own sender.
    SenderTrial {
        /// Name of the region.
        region: String,
        /// When it was tried.
        at: Deadline,
    },
    /// Somebody is asked to work in a region, an agency or at the ministry. Never carries a password.
    StaffInvitation {
        /// Where: the name of the region or agency, or "Kementerian".
        place: String,
        /// As what: the role's name on screen.
        role: String,
        /// Leads to the page that accepts.
        link: Url,
        /// The link works until then.
        until: Deadline,
    },
    /// Somebody is asked to take over the role that answers for a place.
    HandoverOffer {
        /// Where: the name of the region, or "kementerian".
        place: String,
        /// As what, in lower case.
        role: String,
        /// Who hands it over.
        from: String,
        /// Leads to the page that asks; signing in comes first.
        link: Url,
        /// The offer stands until then.
        until: Deadline,
    },
    /// Somebody of the ministry is let into a region to help; goes to her.
    SupportAllowed {
        /// Name of the region.
        region: String,
        /// Who let her in.
        from: String,
        /// Why.
        reason: String,
        /// Leads to the region's desk; signing in comes first.
        link: Url,
        /// It ends then.
        until: Deadline,
    },
    /// The same; goes to those who answer for the region.
    SupportOpened {
        /// Name of the region.
        region: String,
        /// Who looks.
        helper: String,
        /// Who let her in.
        from: String,
        /// Why.
        reason: String,
        /// Leads to the page that ends it.
        link: Url,
        /// It ends then.
        until: Deadline,
    },
    /// Something about an account, to whoever has it or would have it.
    OfAccount {
        /// What.
        says: AccountSays,
        /// Where it goes on.
        page: Url,
    },
}

/// In whose name a letter speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// The platform's, or the ministry's over it: sign-up, accounts, what becomes of a hall.
    Platform,
    /// The region's, which may have a sender of its own.
    Region,
}

/// An end of validity, shown in the reader's own time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The instant.
    pub at: DateTime<Utc>,
    /// Zone of the region the letter is about.
    pub zone: Zone,
}

/// A letter in its two forms, with its subject line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Subject line, not yet checked for use in a header.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML, complete in itself: no image, no style sheet, no foreign host.
    pub html: String,
}

impl Letter {
    /// Name of the kind, as it is stored and listed.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DraftLink { .. } => "draft_link",
            Self::ConfirmEmail { .. } => "confirm_email",
            Self::ApplicationReceived { .. } => "application_received",
            Self::ApplicationReturned { .. } => "application_returned",
            Self::ApplicationRejected { .. } => "application_rejected",
            Self::ApplicationVerified { .. } => "application_verified",
            Self::ApplicationApproved { .. } => "application_approved",
            Self::HallTurned { .. } => "hall_turned",
            Self::AdoptionWeek { .. } => "adoption_week",
            Self::OwnerInvitation { .. } => "owner_invitation",
            Self::StaffInvitation { .. } => "staff_invitation",
            Self::HandoverOffer { .. } => "handover_offer",
            Self::SupportAllowed { .. } => "support_allowed",
            Self::SupportOpened { .. } => "support_opened",
            Self::SenderTrial { .. } => "sender_trial",
            Self::RightsDue { .. } => "rights_due",
            Self::OfAccount { says, .. } => says.kind(),
        }
    }

    /// In whose name it speaks, where it is about a region.
    pub fn voice(&self) -> Voice {
        match self {
            Self::OwnerInvitation { .. } | Self::StaffInvitation { .. } | Self::SenderTrial { .. } => Voice::Region,
            Self::DraftLink { .. }
            | Self::ConfirmEmail { .. }
            | Self::ApplicationReceived { .. }
            | Self::ApplicationReturned { .. }
            | Self::ApplicationRejected { .. }
            | Self::ApplicationVerified { .. }
            | Self::ApplicationApproved { .. }
            | Self::HallTurned { .. }
            | Self::AdoptionWeek { .. }
            | Self::HandoverOffer { .. }
            | Self::SupportAllowed { .. }
            | Self::SupportOpened { .. }
            | Self::RightsDue { .. }
            | Self::OfAccount { .. } => Voice::Platform,
        }
    }

    /// Subject line.
    pub fn subject(&self) -> String {
        self.content().subject
    }

    /// Writes the letter to somebody by name.
    pub fn render(&self, name: Option<&str>) -> Result<Rendered, ComposeError> {
        rendered(&self.content(), name)
    }

    fn content(&self) -> Content {
        match self {
            Self::DraftLink { region, link, until } => onboarding::draft(region.as_deref(), link, *until),
            Self::ConfirmEmail { region, reference, link, until } => {
                onboarding::confirm(region, reference, link, *until)
            }
            Self::ApplicationReceived { region, reference, status } => onboarding::received(region, reference, status),
            Self::ApplicationReturned { region, reference, reason, link, until } => {
                onboarding::returned(region, reference, reason, link, *until)
            }
            Self::ApplicationRejected { region, reference, reason, again } => {
                onboarding::rejected(region, reference, reason, again)
            }
            Self::ApplicationVerified { region, reference, status } => onboarding::verified(region, reference, status),
            Self::ApplicationApproved { region, reference, hall } => onboarding::approved(region, reference, hall),
            Self::HallTurned { region, turn, grounds, hall } => life::turned(region, *turn, grounds, hall),
            Self::AdoptionWeek { counts, opened, stalled, radar } => adoption::week(counts, opened, stalled, radar),
            Self::OwnerInvitation { region, hall, link, until } => account::owner(region, hall, link, *until),
            Self::StaffInvitation { place, role, link, until } => account::staff(place, role, link, *until),
            Self::HandoverOffer { place, role, from, link, until } => {
                account::handover(place, role, from, link, *until)
            }
            Self::SupportAllowed { region, from, reason, link, until } => {
                account::support_allowed(region, from, reason, link, *until)
            }
            Self::SupportOpened { region, helper, from, reason, link, until } => {
                account::support_opened(region, helper, from, reason, link, *until)
            }
            Self::SenderTrial { region, at } => account::sender_trial(region, *at),
            Self::RightsDue { place, number, right, until, link } => rights::due(place, number, right, *until, link),
            Self::OfAccount { says, page } => citizen::letter(says, page),
        }
    }
}

fn rendered(content: &Content, name: Option<&str>) -> Result<Rendered, ComposeError> {
    let refused = |error: askama::Error| ComposeError::Content(error.to_string());
    let text = TextLetter { name, content }.render().map_err(refused)?;
    let html = HtmlLetter { name, content }.render().map_err(refused)?;
    Ok(Rendered { subject: content.subject.clone(), text, html })
}
