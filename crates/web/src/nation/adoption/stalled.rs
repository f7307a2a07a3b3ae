//! `/adopsi/tersendat`: who does not go on, why, for how long, and whom to call.

use actix_web::HttpResponse;
use askama::Template;
use balai_adoption::{Standing, contact, tables};
use balai_storage::{Control, Read};
use chrono::{DateTime, Utc};

use super::filters::{FilterForm, at, form};
use super::{Seen, said};
use crate::access::{Ministry, may};
use crate::asked::{AFTER, Asked};
use crate::fault::Fault;
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame, moment};
use crate::parts::{Contact, Link};
use crate::reply;
use crate::state::App;
use crate::words::Words;

/// Rows of a page.
const ON_A_PAGE: usize = 50;
const PATH: &str = "/adopsi/tersendat";

/// The list.
#[derive(Template)]
#[template(path = "nation/adoption/stalled.html")]
pub struct StalledPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// How many and when.
    pub line: String,
    /// What narrows it.
    pub filters: FilterForm,
    /// The rows.
    pub rows: Vec<StalledRow>,
    /// The next page.
    pub more: Option<String>,
    /// The list as a file.
    pub files: Vec<Link>,
}

/// A region that does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StalledRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Why.
    pub reason: &'static str,
    /// What would help.
    pub help: &'static str,
    /// For how long.
    pub days: String,
    /// Whom to ask: name and position.
    pub who: String,
    /// How to reach her.
    pub ways: Vec<Contact>,
}

/// A row with its contact.
pub async fn stalled_row(
    app: &App,
    read: &Read<Control>,
    standing: &Standing,
    now: DateTime<Utc>,
) -> Result<StalledRow, Fault> {
    let (who, ways) = asked_of(app, read, standing).await?;
    let (reason, since) = standing.stalled.ok_or(Fault::NotFound)?;
    Ok(StalledRow {
        name: standing.region.name.clone(),
        href: format!("/adopsi/daerah/{}", standing.region.code),
        reason: reason.title(),
        help: reason.help(),
        days: said::days_since(since, now),
        who,
        ways,
    })
}

/// Whom to ask about a region, and how.
pub async fn asked_of(app: &App, read: &Read<Control>, standing: &Standing) -> Result<(String, Vec<Contact>), Fault> {
    let Some(contact) = contact(read, &app.sign_ups, standing.region.code).await? else {
        return Ok((said::MISSING.to_owned(), Vec::new()));
    };
    let position = contact.position.map(|position| format!(", {position}")).unwrap_or_default();
    let phone = contact.phone.as_ref().map(Contact::phone);
    let ways = [Contact::email(contact.email.as_str())].into_iter().chain(phone).collect();
    Ok((format!("{}{position}", contact.name), ways))
}

/// `GET /adopsi/tersendat`
pub async fn show(ministry: Ministry<may::AdoptionView>, asked: Asked) -> Result<HttpResponse, Fault> {
    let frame = frame(&ministry, NationTab::Adoption).await?;
    let seen = Seen::of(&ministry.app, &asked).await?;
    let Seen { picture, filter, typologies, .. } = &seen;
    let all = tables::stalled(picture);
    // the list is ordered by how long they wait: it goes on after the region that was last
    let from = match asked.text(AFTER) {
        "" => 0,
        text => all.iter().position(|s| s.region.code.to_string() == text).ok_or(Fault::NotFound)? + 1,
    };
    let shown = &all[from..all.len().min(from + ON_A_PAGE)];
    let read = ministry.app.control().read().await?;
    let mut rows = Vec::with_capacity(shown.len());
    for standing in shown {
        rows.push(stalled_row(&ministry.app, &read, standing, picture.at).await?);
    }
    let last = shown.last().filter(|_| from + shown.len() < all.len());
    reply::page(&StalledPage {
        w: W,
        frame,
        line: format!(
            "{} daerah, keadaan {}. Yang paling lama berdiri paling atas.",
            said::count(all.len()),
            moment(picture.at)
        ),
        filters: form(PATH, filter, &picture.provinces, typologies, "tahap"),
        more: last.map(|last| at(PATH, filter, &[(AFTER, &last.region.code.to_string())])),
        rows,
        files: super::export::links(tables::Kind::Stalled, filter),
    })
}
