//! `/kelola/balai/jam`: when the hall is open in a usual week, and how many days a week are worked.

use askama::Template;
use balai_kernel::WorkWeek;
use balai_tenancy::Hall;

use super::sheet::{Sheet, Subject};
use crate::desk::hours::{DayField, read_week, typed_week, week};
use crate::desk::typed::Typed;
use crate::forms::{Choice, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/jam";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/hours.html")]
pub struct HoursPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: HoursForm,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct HoursForm {
    /// Hours.
    pub week: Vec<DayField>,
    /// Five or six working days.
    pub days: Field,
    /// Its answers.
    pub day_choices: Vec<Choice>,
}

impl HoursForm {
    fn new(week: Vec<DayField>, days: &str) -> Self {
        let days = Field::new("hari-kerja").with(days);
        let choices =
            [Choice::new("5", "Lima hari, Senin sampai Jumat"), Choice::new("6", "Enam hari, Senin sampai Sabtu")];
        Self { week, day_choices: choices.map(|choice| choice.chosen_in(&days)).to_vec(), days }
    }
}

impl Subject for HoursForm {
    const HERE: &'static str = HERE;
    type Page = HoursPage;

    fn of(hall: &Hall) -> Self {
        Self::new(week(&hall.hours), if hall.week == WorkWeek::SixDays { "6" } else { "5" })
    }

    fn typed(typed: &Typed) -> Self {
        Self::new(typed_week(typed), typed.text("hari-kerja"))
    }

    fn fields(&self) -> Vec<&Field> {
        self.week.iter().map(|day| &day.hours).chain([&self.days]).collect()
    }

    fn read(&mut self, hall: Hall) -> Option<Hall> {
        let hours = read_week(&mut self.week);
        let week = self.days.read(|days| match days {
            "5" => Ok(WorkWeek::FiveDays),
            "6" => Ok(WorkWeek::SixDays),
            _ => Err("Pilih lima atau enam hari."),
        });
        Some(Hall { hours: hours?, week: week?, ..hall })
    }

    fn page(self, sheet: Sheet) -> Self::Page {
        HoursPage { w: sheet.w, frame: sheet.frame.clone(), sheet, form: self }
    }
}
