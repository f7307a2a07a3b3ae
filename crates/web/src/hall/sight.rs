//! A hall as one request sees it: its rows at one moment, and the page that is made of them or was kept.

use std::sync::Arc;

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::Found;
use balai_identity::applications::Carriers;
use balai_kernel::{Door, SpecialDays, WorkCalendar};
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, days, hall};
use chrono::{DateTime, TimeDelta, Utc};

use super::head;
use super::times::Times;
use crate::brand::Theme;
use crate::fault::Fault;
use crate::frame::{Frame, HallHead, HallTab};
use crate::host::Site;
use crate::kept::Kept;
use crate::memory::{Key, Page};
use crate::page::HTML;
use crate::visitor::Visitor;
use crate::words::Words;

/// A hall at one moment. All its rows come from one transaction, for a region's file has one connection.
pub struct Sight<'v> {
    /// Who looks, at whose hall.
    pub visitor: &'v Visitor,
    /// The rows.
    pub read: Read<Tenant>,
    /// The hall; none while nobody has written it.
    pub hall: Option<Hall>,
    /// Dates at which the hall is otherwise, from today on.
    pub special: SpecialDays,
    /// National holidays and the region's own.
    pub holidays: WorkCalendar,
    /// The applications of its agencies that take a sign-in over.
    pub carriers: Arc<Carriers>,
    /// The version of all that its pages are made of.
    pub version: String,
    /// When.
    pub now: DateTime<Utc>,
}

impl Visitor {
    /// The rows of this hall at this moment.
    pub async fn look(&self) -> Result<Sight<'_>, Fault> {
        let national = self.app.holidays.calendar().await?;
        let carriers = self.app.identity.carriers().await?;
        let read = self.db.read().await?;
        let hall = hall::find(&read).await?;
        let now = self.app.clock.now();
        let today = self.tenant.zone().date(now);
        let special = days::special(&read, today).await?;
        let holidays = days::working_calendar(&read, &national.calendar, today).await?;
        let version = format!("{} {} {}", read.version().await?, national.version, carriers.version);
        Ok(Sight { visitor: self, read, hall, special, holidays, carriers, version, now })
    }

    /// Answers with a page of this hall: the one that was kept, or what `compose` makes of the rows.
    pub async fn page<P, F>(&self, compose: F) -> Result<HttpResponse, Fault>
    where
        P: Template,
        F: AsyncFnOnce(&Sight<'_>) -> Result<P, Fault>,
    {
        self.document(HTML, async |sight: &Sight<'_>| Ok(compose(sight).await?.render()?)).await
    }

    /// The same for a page whose handler has something to note each time: it never goes out before its handler is found.
    pub async fn noted_page<P, F>(&self, compose: F) -> Result<HttpResponse, Fault>
    where
        P: Template,
        F: AsyncFnOnce(&Sight<'_>) -> Result<P, Fault>,
    {
        self.kept(HTML, None, async |sight: &Sight<'_>| Ok(compose(sight).await?.render()?)).await
    }

    /// The same for the text of any media type.
    pub async fn document<F>(&self, kind: &'static str, compose: F) -> Result<HttpResponse, Fault>
    where
        F: AsyncFnOnce(&Sight<'_>) -> Result<String, Fault>,
    {
        self.kept(kind, Some(&self.route), compose).await
    }

    async fn kept<F>(&self, kind: &'static str, route: Option<&str>, compose: F) -> Result<HttpResponse, Fault>
    where
        F: AsyncFnOnce(&Sight<'_>) -> Result<String, Fault>,
    {
        let (pages, code) = (&self.app.pages, self.tenant.code());
        let key = Key::new(code, self.w.lang(), &self.here);
        let find = |now| pages.find(&key, &self.tenant, now);
        if let Some(sheet) = find(self.app.clock.now()) {
            return Ok(sheet.kept.answer(&self.browser));
        }
        // boxed, so that the way of a kept page carries nothing of it
        let render = async {
            let start = pages.start(code);
            let sight = self.look().await?;
            pages.believe(code, &start, &sight.version);
            if let Some(sheet) = find(sight.now) {
                return Ok(sheet);
            }
            let (text, until) = (compose(&sight).await?, sight.until());
            drop(sight);
            let page = Page { kept: Kept::new(kind, text), route: route.map(str::to_owned), tenant: &self.tenant };
            Ok::<_, Fault>(pages.keep(key, &start, until, page))
        };
        Ok(Box::pin(render).await?.kept.answer(&self.browser))
    }
}

impl Sight<'_> {
    /// The visitor's language, with the region's own words.
    pub fn w(&self) -> Words {
        self.visitor.w.with(self.hall.as_ref().map(|hall| hall.words).unwrap_or_default())
    }

    /// The frame of one of its pages.
    pub fn frame(&self, current: Option<HallTab>) -> Frame {
        Frame::hall(self.w(), &self.head(), &self.visitor.here, current)
    }

    /// Its colour.
    pub fn theme(&self) -> Theme {
        self.head().theme
    }

    /// Its host, with scheme.
    pub fn origin(&self) -> String {
        self.visitor.app.base.origin(&Site::of(&self.visitor.tenant))
    }

    fn head(&self) -> HallHead {
        head(&self.visitor.app, &self.visitor.tenant, self.hall.as_ref())
    }

    /// Hours as this visitor reads them.
    pub(super) fn times(&self) -> Times<'_> {
        let zone = self.visitor.tenant.zone();
        Times { w: self.w(), zone, holidays: &self.holidays, special: &self.special, now: self.now }
    }

    /// The next moment at which a page may read otherwise though nothing was changed.
    fn until(&self) -> DateTime<Utc> {
        let zone = self.visitor.tenant.zone();
        let door = |hall: &'_ Hall| {
            let door = Door { week: &hall.hours, holidays: &self.holidays, special: &self.special };
            door.next_change(self.now, zone)
        };
        self.hall.as_ref().map_or(self.now + TimeDelta::hours(1), door)
    }
}

/// What bears the slug; who bore it once is led to where it is now.
pub fn here<T>(found: Option<Found<T>>, address: impl Fn(&str) -> String) -> Result<T, Fault> {
    match found {
        Some(Found::Here(here)) => Ok(here),
        Some(Found::Moved(slug)) => Err(Fault::Moved(address(&slug))),
        None => Err(Fault::NotFound),
    }
}
