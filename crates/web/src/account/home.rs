//! `/` of the account host: who one is, where one works, where one is signed in.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_identity::SessionSummary;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{device, handover};
use crate::access::{Person, SESSION_COOKIE};
use crate::caller;
use crate::cookies;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::frame::Frame;
use crate::parts::Link;
use crate::places;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "account/home.html")]
pub struct Home {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// The person's name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// Whether an invitation was accepted a moment ago.
    pub welcome: bool,
    /// Offers of a role that wait for their answer.
    pub offers: Vec<OfferLine>,
    /// The roles they hold.
    pub roles: Vec<RoleLine>,
    /// Where they are signed in, one line for each sign-in.
    pub sessions: Vec<SessionLine>,
}

/// A role and where it is held.
#[derive(Clone, Debug)]
pub struct RoleLine {
    /// `Penanggung jawab daerah`.
    pub role: String,
    /// The place; it leads there when its hall is open.
    pub place: String,
    /// Where work begins.
    pub desk: Option<String>,
}

/// A role that somebody hands over to this person.
#[derive(Clone, Debug)]
pub struct OfferLine {
    /// The page that asks.
    pub link: String,
    /// Which role where.
    pub text: String,
}

/// One sign-in.
#[derive(Clone, Debug)]
pub struct SessionLine {
    /// Its id, for the button that ends it.
    pub id: Uuid,
    /// `Chrome, Android`.
    pub device: String,
    /// Since when and from where.
    pub began: String,
    /// When it was last used, wherever.
    pub seen: String,
    /// The other hosts it reached.
    pub hosts: Vec<String>,
    /// Whether it is the one that looks at this page.
    pub own: bool,
}

/// Shows the account.
pub async fn show(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let w = Words::chosen(&request);
    let app = &person.app;
    let mut roles = Vec::new();
    for held in person.permissions().await?.held() {
        let desk: Option<Link> = places::desk(app, w, &held.grant.domain).await?;
        let place = places::name(app, w, &held.grant.domain).await?;
        let role = places::role(w, held.grant.role, &held.title);
        roles.push(RoleLine { role, place, desk: desk.map(|link| link.href) });
    }
    let sessions = app.identity.sessions_of(person.who.account, person.act.at).await?;
    let name = person.who.name.to_string();
    let page = Home {
        w,
        frame: Frame::account(w, &person.here, Some(&name)),
        form: person.form.clone(),
        name,
        email: person.who.contact.shown(),
        welcome: request.query_string() == super::accept::WELCOME,
        offers: offers(&person, w).await?,
        roles,
        sessions: lines(w, &sessions, person.who.session, person.act.at),
    };
    caller::page(HttpResponse::Ok(), &page)
}

async fn offers(person: &Person, w: Words) -> Result<Vec<OfferLine>, Fault> {
    let mut lines = Vec::new();
    for offer in person.app.identity.handovers_to(person.who.account, person.act.at).await? {
        let place = places::name(&person.app, w, &offer.domain).await?;
        let role = handover::role(w, &offer);
        lines.push(OfferLine {
            link: handover::address(offer.id),
            text: w.say("handover-line").put("role", role).put("place", place).to_string(),
        });
    }
    Ok(lines)
}

/// Ends one of one's own sign-ins, with every host it reached.
pub async fn end(person: Person, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    let id = id.into_inner();
    if !person.app.identity.end_session(&person.act, person.who.account, id).await? {
        return Err(Fault::NotFound);
    }
    let own = (id == person.who.session).then(|| cookies::gone(SESSION_COOKIE));
    Ok(caller::to_with("/", own))
}

/// Ends all of one's own sign-ins but the one that asks, with every host they reached.
pub async fn end_others(person: Person) -> Result<HttpResponse, Fault> {
    person.app.identity.end_other_sessions(&person.act, person.who.account, person.who.session).await?;
    Ok(caller::to("/").finish())
}

/// One line for each session at the account host; those at other hosts are named in the line they came from.
pub(crate) fn lines(w: Words, all: &[SessionSummary], own: Uuid, now: DateTime<Utc>) -> Vec<SessionLine> {
    let known = |id: &Uuid| all.iter().any(|session| session.id == *id);
    let is_root = |session: &&SessionSummary| session.parent.as_ref().is_none_or(|parent| !known(parent));
    let line = |session: &SessionSummary| {
        let children: Vec<_> = all.iter().filter(|child| child.parent == Some(session.id)).collect();
        let seen = children.iter().map(|child| child.seen_at).chain([session.seen_at]).max();
        let mut hosts: Vec<String> = children.iter().map(|child| child.site.host().to_owned()).collect();
        hosts.sort();
        hosts.dedup();
        if session.parent.is_some() {
            hosts.insert(0, session.site.host().to_owned());
        }
        SessionLine {
            id: session.id,
            device: device::named(&session.device).unwrap_or_else(|| w.t("session-unknown-device")),
            began: w
                .say("session-began")
                .put("ago", ago(w, session.started_at, now))
                .put("from", &session.address)
                .to_string(),
            seen: w.say("session-seen").put("ago", ago(w, seen.unwrap_or(session.seen_at), now)).to_string(),
            hosts,
            own: session.id == own,
        }
    };
    all.iter().filter(is_root).map(line).collect()
}

/// How long ago, in the one unit that fits: the account host knows no time zone of its readers.
fn ago(w: Words, then: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let minutes = u64::try_from((now - then).num_minutes()).unwrap_or(0);
    match minutes {
        0 => w.t("ago-now"),
        1..60 => w.say("ago-minutes").put("count", minutes).to_string(),
        60.. => w.say("ago-hours").put("count", minutes / 60).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use balai_identity::oidc::Site;
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn a_sign_in_is_one_line_whatever_hosts_it_reached() {
        let now = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
        let session = |id: u128, parent: Option<u128>, host: &str, minutes: i64| SessionSummary {
            id: Uuid::from_u128(id),
            parent: parent.map(Uuid::from_u128),
            site: Site::parse(&format!("http://{host}")).unwrap(),
            device: String::new(),
            address: "192.0.2.1".into(),
            started_at: now - TimeDelta::hours(2),
            seen_at: now - TimeDelta::minutes(minutes),
        };
        let all = [
            session(1, None, "akun.balai.test", 70),
            session(2, Some(1), "sragen.balai.test", 3),
            session(3, Some(1), "sragen.balai.test", 9),
            // Its sign-in at the account host lay idle for too long and is no longer listed.
            session(4, Some(9), "nasional.balai.test", 0),
        ];
        let lines = lines(Words::default(), &all, Uuid::from_u128(1), now);
        assert_eq!(lines.len(), 2);
        assert_eq!((lines[0].hosts.as_slice(), lines[0].own), (["sragen.balai.test".to_owned()].as_slice(), true));
        assert!(lines[0].seen.contains("3 menit"), "{}", lines[0].seen);
        assert_eq!(lines[1].hosts, ["nasional.balai.test"]);
    }
}
