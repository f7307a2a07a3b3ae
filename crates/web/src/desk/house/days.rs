//! `/kelola/balai/hari-khusus`: dates on which the hall keeps other hours than usual, or none, and why.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Line;
use balai_kernel::{DayHours, Language, SpecialDay, full_date};
use balai_storage::{Read, Tenant};
use balai_tenancy::days::{self, DayError, Stretch};
use chrono::NaiveDate;

use super::sheet::{Sheet, sheet};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::dates::{date, date_or_none};
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/hari-khusus";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/days.html")]
pub struct DaysPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The dates to come.
    pub rows: Vec<DayRow>,
    /// The form.
    pub form: DaysForm,
}

/// One date.
#[derive(Clone, Debug)]
pub struct DayRow {
    /// As forms send it.
    pub day: String,
    /// As it is read.
    pub date: String,
    /// `08.00-11.00`, `Tutup`.
    pub hours: String,
    /// Why.
    pub reason: String,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct DaysForm {
    /// The first day.
    pub first: Field,
    /// The last day.
    pub last: Field,
    /// The hours.
    pub hours: Field,
    /// Why.
    pub reason: Field,
}

impl DaysForm {
    /// As it was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self {
            first: typed.field("tanggal"),
            last: typed.field("sampai"),
            hours: typed.field("jam"),
            reason: typed.field("alasan"),
        }
    }

    fn fields(&self) -> [&Field; 4] {
        [&self.first, &self.last, &self.hours, &self.reason]
    }

    fn read(&mut self, today: NaiveDate) -> Option<(Stretch, SpecialDay)> {
        let stretch = stretch(&mut self.first, &mut self.last, today);
        let hours = self.hours.read(DayHours::parse);
        let reason = self.reason.need("Tulis alasannya. Warga membacanya di halaman depan.", Line::parse);
        Some((stretch?, SpecialDay { hours: hours?, reason: reason?.into() }))
    }
}

/// The days from the first to the last one that was typed.
pub(super) fn stretch(first: &mut Field, last: &mut Field, today: NaiveDate) -> Option<Stretch> {
    let (from, to) = (first.read(date), last.read(date_or_none));
    let made = Stretch::new(from?, to?, today);
    let field = match made {
        Err(DayError::Backwards | DayError::TooMany) => last,
        _ => first,
    };
    field.read(|_| made)
}

/// `GET /kelola/balai/hari-khusus`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let mut page = compose(&staff, &read, DaysForm::typed(&Typed::default())).await?;
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/hari-khusus`. Sent twice, the second writes what stands there already.
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let mut form = DaysForm::typed(&typed);
    if let Some((stretch, day)) = form.read(staff.today()) {
        match days::set_special(&write, &staff.act, stretch, &day).await {
            Ok(()) => {
                write.commit().await?;
                return answer::see(format!("{HERE}?tersimpan=1"));
            }
            Err(DayError::Storage(error)) => return Err(error.into()),
            Err(error) => form.first.error = Some(error.to_string()),
        }
    }
    answer::wrong(&compose(&staff, &write, form).await?)
}

/// `POST /kelola/balai/hari-khusus/hapus`. Pressed twice, the second finds nothing and changes nothing.
pub async fn remove(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let day = date(typed.text("hari")).map_err(|_| Fault::NotFound)?;
    let write = staff.db.write().await?;
    days::remove_special(&write, &staff.act, day).await.map_err(|error| Fault::ours(&error))?;
    write.commit().await?;
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn compose<M: Mark>(staff: &Staff<M>, read: &Read<Tenant>, form: DaysForm) -> Result<DaysPage, Fault> {
    let row = |(day, special): (NaiveDate, SpecialDay)| DayRow {
        day: day.to_string(),
        date: full_date(day, Language::Indonesian),
        hours: if special.hours.ranges().is_empty() { "Tutup".to_owned() } else { special.hours.to_string() },
        reason: special.reason,
    };
    let rows = days::special(read, staff.today()).await?.into_iter().map(row).collect();
    let sheet = sheet(staff, read, ErrorSummary::of(form.fields())).await?;
    Ok(DaysPage { w: sheet.w, frame: sheet.frame.clone(), sheet, rows, form })
}
