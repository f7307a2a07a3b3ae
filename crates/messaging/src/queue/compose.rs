//! From the facts of other rooms to the letters that tell of them.

use balai_adoption::Stage;
use balai_adoption::subscriptions::WeekTold;
use balai_identity::{AccountNotice, AccountSays, HandoverOffered, StaffInvited, SupportGiven};
use balai_kernel::{Contact, Reference, RegionCode, SecretToken, Zone};
use balai_rbac::{Domain, Grant, Role, composed};
use balai_rights::RequestDue;
use balai_storage::envelope::Key;
use balai_storage::outbox::Pending;
use balai_storage::{Control, Event as _, Read, Result, StorageError};
use balai_tenancy::life::HallTurned;
use balai_tenancy::onboarding::{Notice, Says};
use balai_tenancy::regions::{self, Region};

use crate::letter::short;
use crate::{Addressee, Deadline, Letter, Outgoing, Places, Post, ShortText};

/// The topics that become letters; an event of another topic is somebody else's.
pub(super) const TOPICS: &[&str] = &[
    Notice::TOPIC,
    StaffInvited::TOPIC,
    HandoverOffered::TOPIC,
    SupportGiven::TOPIC,
    HallTurned::TOPIC,
    WeekTold::TOPIC,
    AccountNotice::TOPIC,
    RequestDue::TOPIC,
];

/// A letter with the region it is about.
pub(super) struct Composed {
    pub(super) region: Option<RegionCode>,
    pub(super) post: Post,
}

impl Composed {
    fn letter(region: Option<RegionCode>, outgoing: Outgoing) -> Self {
        Self { region, post: Post::Letter(outgoing) }
    }
}

/// Writes the letter of an event.
pub(super) async fn compose(read: &Read<Control>, key: &Key, places: &Places, event: &Pending) -> Result<Composed> {
    match event.topic.as_str() {
        Notice::TOPIC => notice(read, key, places, event).await,
        StaffInvited::TOPIC => invitation(read, key, places, event).await,
        HandoverOffered::TOPIC => handover(read, places, event).await,
        SupportGiven::TOPIC => support(read, places, event).await,
        HallTurned::TOPIC => turned(read, places, event).await,
        WeekTold::TOPIC => week(places, event),
        AccountNotice::TOPIC => of_account(key, places, event),
        RequestDue::TOPIC => due(read, places, event).await,
        other => Err(StorageError::Corrupt(format!("no letter is written about {other}"))),
    }
}

async fn notice(read: &Read<Control>, key: &Key, places: &Places, event: &Pending) -> Result<Composed> {
    let notice: Notice = event.read()?;
    let region = match notice.region {
        Some(code) => regions::by_code(read, code).await?,
        None => None,
    };
    let told = notice.open(key)?;
    let letter = about_sign_up(places, &notice, region.as_ref(), told.token.as_ref())?;
    let to = Addressee { name: told.name.map(|name| name.as_str().to_owned()), email: told.email };
    Ok(Composed::letter(notice.region, Outgoing { event: event.id, at: event.at, to, letter }))
}

fn about_sign_up(
    places: &Places,
    notice: &Notice,
    region: Option<&Region>,
    token: Option<&SecretToken>,
) -> Result<Letter> {
    let missing = |what: &str| StorageError::Corrupt(format!("notice {} without {what}", notice.key));
    let zone = region.map_or(Zone::Wib, |region| region.zone);
    let ends = |at| Deadline { at, zone };
    let name = || region.map(|region| region.name.clone()).ok_or_else(|| missing("region"));
    let token = || token.ok_or_else(|| missing("token"));
    let number = |reference: &Reference| reference.as_str().to_owned();
    Ok(match &notice.says {
        Says::DraftLink { until } => Letter::DraftLink {
            region: region.map(|region| region.name.clone()),
            link: places.draft(token()?),
            until: ends(*until),
        },
        Says::ConfirmEmail { reference, until } => Letter::ConfirmEmail {
            region: name()?,
            reference: number(reference),
            link: places.confirmation(token()?),
            until: ends(*until),
        },
        Says::Received { reference } => {
            Letter::ApplicationReceived { region: name()?, reference: number(reference), status: places.status() }
        }
        Says::Returned { reference, reason, until } => Letter::ApplicationReturned {
            region: name()?,
            reference: number(reference),
            reason: reason.as_str().to_owned(),
            link: places.draft(token()?),
            until: ends(*until),
        },
        Says::Rejected { reference, reason } => Letter::ApplicationRejected {
            region: name()?,
            reference: number(reference),
            reason: reason.as_str().to_owned(),
            again: places.sign_up(),
        },
        Says::Verified { reference } => {
            Letter::ApplicationVerified { region: name()?, reference: number(reference), status: places.status() }
        }
        Says::Approved { reference } => Letter::ApplicationApproved {
            region: name()?,
            reference: number(reference),
            hall: places.hall(&region.ok_or_else(|| missing("region"))?.slug),
        },
    })
}

async fn turned(read: &Read<Control>, places: &Places, event: &Pending) -> Result<Composed> {
    let news: HallTurned = event.read()?;
    let region = regions::by_code(read, news.region).await?;
    let region = region.ok_or_else(|| StorageError::Corrupt(format!("no region {}", news.region)))?;
    let letter = Letter::HallTurned {
        hall: places.hall(&region.slug),
        region: region.name,
        turn: news.turn,
        grounds: news.grounds.as_str().to_owned(),
    };
    let to = Addressee { name: Some(news.name.as_str().to_owned()), email: news.email };
    Ok(Composed::letter(Some(news.region), Outgoing { event: event.id, at: event.at, to, letter }))
}

fn week(places: &Places, event: &Pending) -> Result<Composed> {
    let told: WeekTold = event.read()?;
    let counts = Stage::ALL.into_iter().zip(told.stages).map(|(stage, count)| (stage.title().to_owned(), count));
    let letter = Letter::AdoptionWeek {
        counts: counts.collect(),
        opened: told.opened,
        stalled: told.stalled,
        radar: places.radar(),
    };
    let to = Addressee { name: Some(told.name.as_str().to_owned()), email: told.email };
    Ok(Composed::letter(None, Outgoing { event: event.id, at: event.at, to, letter }))
}

fn of_account(key: &Key, places: &Places, event: &Pending) -> Result<Composed> {
    let notice = event.read::<AccountNotice>()?.open(key)?;
    let page = match &notice.says {
        AccountSays::Leaving { undo, .. } => places.account(&format!("batal-hapus/{undo}")),
        AccountSays::ContactChanged { undo: Some(token), .. }
        | AccountSays::ContactAdded { undo: token, .. }
        | AccountSays::ContactRemoved { undo: Some(token), .. } => places.account(&format!("batal-ganti/{token}")),
        AccountSays::Code { .. } | AccountSays::HasAccount | AccountSays::Stayed => places.account("masuk"),
        AccountSays::NoAccount => places.account("daftar"),
        AccountSays::NumberReleased => places.account("profil"),
        AccountSays::MandateOffered { .. } | AccountSays::MandateGiven { .. } | AccountSays::MandateAccepted { .. } => {
            places.account("keluarga")
        }
        AccountSays::PasswordChanged | AccountSays::ContactRestored | AccountSays::ContactDisplaced => {
            places.account("pulihkan")
        }
        AccountSays::DocumentsAsked { .. } => places.account("berkas/permintaan"),
        AccountSays::DocumentIssued { .. } => places.account("berkas"),
        AccountSays::RightsNews { page, .. } => places.account(page),
        AccountSays::DataDisclosed(_) => places.account("data-pribadi/permintaan"),
        AccountSays::ContactChanged { undo: None, .. }
        | AccountSays::ContactRemoved { undo: None, .. }
        | AccountSays::FactorAdded
        | AccountSays::FactorRemoved
        | AccountSays::NationalLinked
        | AccountSays::NationalUnlinked
        | AccountSays::RecoveryRenewed
        | AccountSays::PasskeyAdded { .. }
        | AccountSays::PasskeyRemoved { .. }
        | AccountSays::PasskeyCopied { .. }
        | AccountSays::RecoveryUsed { .. } => places.account("keamanan"),
    };
    Ok(match notice.to {
        Contact::Email(email) => {
            let to = Addressee { name: notice.name.map(String::from), email };
            let letter = Letter::OfAccount { says: notice.says, page };
            Composed::letter(None, Outgoing { event: event.id, at: event.at, to, letter })
        }
        Contact::Phone(phone) => {
            let (about, text) = (notice.says.kind().to_owned(), short(&notice.says, &page));
            let text = ShortText { event: event.id, at: event.at, phone, text, about };
            Composed { region: None, post: Post::Text(text) }
        }
    })
}

async fn due(read: &Read<Control>, places: &Places, event: &Pending) -> Result<Composed> {
    let due: RequestDue = event.read()?;
    let region = match due.region {
        Some(code) => regions::by_code(read, code).await?,
        None => None,
    };
    let link = match &region {
        Some(region) => places.desk_page(&region.slug, &format!("data-pribadi/{}", due.request)),
        None => places.ministry(&format!("permintaan-data/{}", due.request)),
    };
    let letter = Letter::RightsDue {
        place: called(region.as_ref()),
        number: due.number,
        right: due.right,
        until: Deadline { at: due.due_at, zone: region.map_or(Zone::Wib, |region| region.zone) },
        link,
    };
    let to = Addressee { name: Some(due.name.as_str().to_owned()), email: due.email };
    Ok(Composed::letter(due.region, Outgoing { event: event.id, at: event.at, to, letter }))
}

async fn invitation(read: &Read<Control>, key: &Key, places: &Places, event: &Pending) -> Result<Composed> {
    let invited: StaffInvited = event.read()?;
    let (code, region) = region_of(read, &invited.domain).await?;
    let named = composed::title(read, &Grant { role: invited.role, domain: invited.domain.clone() }).await?;
    let until = Deadline { at: invited.expires_at, zone: region.as_ref().map_or(Zone::Wib, |region| region.zone) };
    let link = places.invitation(&invited.token(key)?);
    let letter = match (invited.role, &region) {
        (Role::RegionOwner, Some(region)) => {
            Letter::OwnerInvitation { region: region.name.clone(), hall: places.hall(&region.slug), link, until }
        }
        (_, region) => {
            Letter::StaffInvitation { place: called(region.as_ref()), role: named.to_lowercase(), link, until }
        }
    };
    let to = Addressee { name: None, email: invited.email(key)? };
    Ok(Composed::letter(code, Outgoing { event: event.id, at: event.at, to, letter }))
}

async fn handover(read: &Read<Control>, places: &Places, event: &Pending) -> Result<Composed> {
    let offered: HandoverOffered = event.read()?;
    let (code, region) = region_of(read, &offered.domain).await?;
    let role = Role::answering_for(offered.domain.level());
    let role = role.ok_or_else(|| StorageError::Corrupt(format!("nobody answers for {}", offered.domain)))?;
    let letter = Letter::HandoverOffer {
        place: called(region.as_ref()),
        role: role.title().to_lowercase(),
        from: offered.from,
        link: places.handover(offered.handover),
        until: Deadline { at: offered.expires_at, zone: region.map_or(Zone::Wib, |region| region.zone) },
    };
    let to = Addressee { name: Some(offered.name), email: offered.email };
    Ok(Composed::letter(code, Outgoing { event: event.id, at: event.at, to, letter }))
}

async fn support(read: &Read<Control>, places: &Places, event: &Pending) -> Result<Composed> {
    let given: SupportGiven = event.read()?;
    let region = regions::by_code(read, given.region).await?;
    let region = region.ok_or_else(|| StorageError::Corrupt(format!("no region {}", given.region)))?;
    let until = Deadline { at: given.ends_at, zone: region.zone };
    let letter = match given.helper {
        None => Letter::SupportAllowed {
            region: region.name,
            from: given.giver,
            reason: given.reason,
            link: places.desk(&region.slug),
            until,
        },
        Some(helper) => Letter::SupportOpened {
            region: region.name,
            helper,
            from: given.giver,
            reason: given.reason,
            link: places.support(&region.slug),
            until,
        },
    };
    let to = Addressee { name: Some(given.name), email: given.email };
    Ok(Composed::letter(Some(given.region), Outgoing { event: event.id, at: event.at, to, letter }))
}

/// The region that a place lies in.
async fn region_of(read: &Read<Control>, place: &Domain) -> Result<(Option<RegionCode>, Option<Region>)> {
    let code = place.region();
    let region = match code {
        Some(code) => regions::by_code(read, code).await?,
        None => None,
    };
    Ok((code, region))
}

/// What a letter calls a place.
fn called(region: Option<&Region>) -> String {
    region.map_or_else(|| "kementerian".to_owned(), |region| region.name.clone())
}
