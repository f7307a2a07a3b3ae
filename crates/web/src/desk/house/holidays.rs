//! `/kelola/balai/libur-daerah`: holidays of the region's own, on which its offices do not work.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::Line;
use balai_kernel::{Holiday, Language, full_date};
use balai_storage::{Read, Tenant};
use balai_tenancy::days::{self, DayError, Stretch};
use chrono::NaiveDate;

use super::days::stretch;
use super::sheet::{Sheet, sheet};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::dates::date;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/libur-daerah";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/holidays.html")]
pub struct HolidaysPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The holidays to come.
    pub rows: Vec<HolidayRow>,
    /// The form.
    pub form: HolidayForm,
}

/// One holiday.
#[derive(Clone, Debug)]
pub struct HolidayRow {
    /// As forms send it.
    pub day: String,
    /// As it is read.
    pub date: String,
    /// What is celebrated.
    pub name: String,
    /// The decree.
    pub legal_basis: String,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct HolidayForm {
    /// The first day.
    pub first: Field,
    /// The last day.
    pub last: Field,
    /// What is celebrated.
    pub name: Field,
    /// The decree.
    pub legal_basis: Field,
}

impl HolidayForm {
    /// As it was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self {
            first: typed.field("tanggal"),
            last: typed.field("sampai"),
            name: typed.field("nama"),
            legal_basis: typed.field("dasar"),
        }
    }

    fn fields(&self) -> [&Field; 4] {
        [&self.first, &self.last, &self.name, &self.legal_basis]
    }

    fn read(&mut self, today: NaiveDate) -> Option<(Stretch, String, String)> {
        let stretch = stretch(&mut self.first, &mut self.last, today);
        let name = self.name.need("Tulis apa yang diperingati.", Line::parse);
        let basis = self.legal_basis.need("Tulis keputusan yang menetapkan libur ini.", Line::parse);
        Some((stretch?, name?.into(), basis?.into()))
    }
}

/// `GET /kelola/balai/libur-daerah`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let mut page = compose(&staff, &read, HolidayForm::typed(&Typed::default())).await?;
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/libur-daerah`. Sent twice, the second writes what stands there already.
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    // before the region's connection is taken: the control plane has its own
    let national = staff.app.holidays.calendar().await?;
    let write = staff.db.write().await?;
    let mut form = HolidayForm::typed(&typed);
    if let Some((stretch, name, basis)) = form.read(staff.today()) {
        match days::set_holiday(&write, &staff.act, stretch, (&name, &basis), &national.calendar).await {
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

/// `POST /kelola/balai/libur-daerah/hapus`. Pressed twice, the second finds nothing and changes nothing.
pub async fn remove(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let day = date(typed.text("hari")).map_err(|_| Fault::NotFound)?;
    let write = staff.db.write().await?;
    days::remove_holiday(&write, &staff.act, day).await.map_err(|error| Fault::ours(&error))?;
    write.commit().await?;
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn compose<M: Mark>(staff: &Staff<M>, read: &Read<Tenant>, form: HolidayForm) -> Result<HolidaysPage, Fault> {
    let row = |holiday: Holiday| HolidayRow {
        day: holiday.date.to_string(),
        date: full_date(holiday.date, Language::Indonesian),
        name: holiday.name,
        legal_basis: holiday.legal_basis,
    };
    let rows = days::local_holidays(read, staff.today()).await?.into_iter().map(row).collect();
    let sheet = sheet(staff, read, ErrorSummary::of(form.fields())).await?;
    Ok(HolidaysPage { w: sheet.w, frame: sheet.frame.clone(), sheet, rows, form })
}
