//! `/kabar.ics` and `/kabar/{slug}.ics`: occasions of the hall as a calendar file (iCalendar, RFC 5545).
//!
//! Times stand in UTC: no zone of Indonesia has summer time, so that a daily occasion repeats right, and no reader needs a
//! description of a zone.

use actix_web::{HttpResponse, web};
use balai_kernel::Zone;
use balai_tenancy::happening::{self, Happening, MOST_COMING, State, When};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};

use super::sight::Sight;
use crate::fault::Fault;
use crate::visitor::Visitor;

const KIND: &str = "text/calendar; charset=utf-8";
/// Who wrote the file (RFC 5545, 3.7.3).
const PRODUCT: &str = "-//Balai//Kabar//ID";

/// `GET /kabar.ics`
pub async fn of_hall(visitor: Visitor) -> Result<HttpResponse, Fault> {
    visitor.document(KIND, async |sight: &Sight<'_>| all(sight).await).await
}

async fn all(sight: &Sight<'_>) -> Result<String, Fault> {
    let today = sight.visitor.tenant.zone().date(sight.now);
    let coming = happening::coming(&sight.read, today, MOST_COMING).await?;
    let mut calendar = blank();
    let name = sight.hall.as_ref().map_or(&sight.visitor.tenant.region.name, |hall| &hall.name);
    calendar.append_property(Property::new("NAME", escaped(name)).done());
    calendar.append_property(Property::new("X-WR-CALNAME", escaped(name)).done());
    for happening in &coming {
        calendar.extend(event(sight, happening));
    }
    Ok(calendar.done().to_string())
}

/// `GET /kabar/{slug}.ics`
pub async fn of_one(visitor: Visitor, slug: web::Path<String>) -> Result<HttpResponse, Fault> {
    visitor.document(KIND, async |sight: &Sight<'_>| one(sight, &slug).await).await
}

async fn one(sight: &Sight<'_>, slug: &str) -> Result<String, Fault> {
    let happening = happening::public(&sight.read, slug).await?.ok_or(Fault::NotFound)?;
    let event = event(sight, &happening).ok_or(Fault::NotFound)?;
    Ok(blank().push(event).done().to_string())
}

fn blank() -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0").done());
    calendar.append_property(Property::new("PRODID", PRODUCT).done());
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN").done());
    calendar.append_property(Property::new("METHOD", "PUBLISH").done());
    calendar
}

/// The occasion; news is none.
fn event(sight: &Sight<'_>, happening: &Happening) -> Option<Event> {
    let when = happening.story.when?;
    let (tenant, origin) = (&sight.visitor.tenant, sight.origin());
    let address = format!("{origin}/kabar/{}", happening.slug);
    let hall = sight.hall.as_ref();
    let place = happening.story.place.clone().into_iter().chain(hall.map(|hall| hall.name.clone()));
    let place = place.chain(hall.map(|hall| hall.address.clone()).filter(|address| !address.is_empty()));
    let written = Written {
        // the same at every address of the region (RFC 7986, 5.3)
        uid: happening.id.to_string(),
        place: place.collect::<Vec<_>>().join(", "),
        address,
        happening,
    };
    Some(written.event(when, tenant.zone()))
}

/// What stands in an event besides its time.
struct Written<'a> {
    uid: String,
    place: String,
    address: String,
    happening: &'a Happening,
}

impl Written<'_> {
    fn event(&self, when: When, zone: Zone) -> Event {
        let (story, mut event) = (&self.happening.story, Event::new());
        event
            .uid(&self.uid)
            .timestamp(self.happening.updated_at)
            .sequence(self.happening.sequence)
            .summary(&plain(&story.title))
            .description(&plain(&story.text))
            .location(&plain(&self.place))
            .url(&self.address)
            .starts(zone.instant(when.first(), when.hours().open()))
            .ends(zone.instant(when.first(), when.hours().close()))
            .status(match self.happening.state {
                State::Cancelled => EventStatus::Cancelled,
                State::Published | State::Draft => EventStatus::Confirmed,
            });
        if when.days() > 1 {
            event.add_property("RRULE", format!("FREQ=DAILY;COUNT={}", when.days()));
        }
        event.done()
    }
}

/// Lines end with one mark.
fn plain(text: &str) -> String {
    text.lines().collect::<Vec<_>>().join("\n")
}

/// A text of a property that the library writes as it comes (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    plain(text).replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}
