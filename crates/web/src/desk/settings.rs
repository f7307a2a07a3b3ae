//! `/kelola/balai`: where the hall is, when it is open, how to reach it, and its colour.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::{Line, Prose};
use balai_kernel::{Email, Phone, WeeklyHours, WorkWeek};
use balai_rbac::Permission;
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, hall};

use super::agency::unless_empty;
use super::answer;
use super::hours::{DayField, read_week, typed_week, week};
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::brand::Brand;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const HERE: &str = "/kelola/balai";

/// The settings.
#[derive(Template)]
#[template(path = "desk/settings.html")]
pub struct SettingsPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form.
    pub form: HallForm,
    /// `WIB`
    pub zone: &'static str,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// Whether it was just saved.
    pub saved: bool,
    /// Whether the reader may change it.
    pub may_edit: bool,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// The fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HallForm {
    /// Name.
    pub name: Field,
    /// Address.
    pub address: Field,
    /// Telephone.
    pub phone: Field,
    /// Mailbox.
    pub email: Field,
    /// Where complaints go.
    pub complaints: Field,
    /// Hours.
    pub week: Vec<DayField>,
    /// Five or six working days.
    pub days: Field,
    /// Its answers.
    pub day_choices: Vec<Choice>,
    /// Colour.
    pub colour: Field,
}

impl HallForm {
    /// What is saved of the hall.
    pub fn of(hall: Option<&Hall>) -> Self {
        let closed = WeeklyHours::default();
        let text = |read: fn(&Hall) -> String| hall.map(read).unwrap_or_default();
        let six = hall.is_some_and(|hall| hall.week == WorkWeek::SixDays);
        Self {
            name: Field::new("nama").with(text(|hall| hall.name.clone())),
            address: Field::new("alamat").with(text(|hall| hall.address.clone())),
            phone: Field::new("telepon").with(text(|hall| said(hall.phone.as_ref()))),
            email: Field::new("surel").with(text(|hall| hall.email.as_ref().map_or("", Email::as_str).to_owned())),
            complaints: Field::new("pengaduan").with(text(|hall| hall.complaint_contact.clone().unwrap_or_default())),
            week: week(hall.map_or(&closed, |hall| &hall.hours)),
            colour: Field::new("warna").with(text(|hall| hall.colour.clone().unwrap_or_default())),
            ..Self::days(if six { "6" } else { "5" })
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self {
            name: typed.field("nama"),
            address: typed.field("alamat"),
            phone: typed.field("telepon"),
            email: typed.field("surel"),
            complaints: typed.field("pengaduan"),
            week: typed_week(typed),
            colour: typed.field("warna"),
            ..Self::days(typed.text("hari-kerja"))
        }
    }

    fn days(days: &str) -> Self {
        let days = Field::new("hari-kerja").with(days);
        let choices =
            [Choice::new("5", "Lima hari, Senin sampai Jumat"), Choice::new("6", "Enam hari, Senin sampai Sabtu")];
        Self {
            day_choices: choices.map(|choice| choice.chosen_in(&days)).to_vec(),
            days,
            name: Field::new("nama"),
            address: Field::new("alamat"),
            phone: Field::new("telepon"),
            email: Field::new("surel"),
            complaints: Field::new("pengaduan"),
            week: Vec::new(),
            colour: Field::new("warna"),
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let first = [&self.name, &self.address, &self.phone, &self.email, &self.complaints];
        let week = self.week.iter().map(|day| &day.hours);
        first.into_iter().chain(week).chain([&self.days, &self.colour])
    }

    /// The hall; whether it is a sample is not hers to say.
    fn read(&mut self, sample: bool) -> Option<Hall> {
        let name = self.name.need("Tulis nama balai.", Line::parse);
        let address = self.address.read(Prose::parse_optional);
        let phone = unless_empty(&mut self.phone, Phone::parse);
        let email = unless_empty(&mut self.email, Email::parse);
        let complaints = self.complaints.read(Prose::parse_optional);
        let hours = read_week(&mut self.week);
        let days = self.days.read(|days| match days {
            "5" => Ok(WorkWeek::FiveDays),
            "6" => Ok(WorkWeek::SixDays),
            _ => Err("Pilih lima atau enam hari."),
        });
        let colour = unless_empty(&mut self.colour, |typed| {
            let typed = typed.trim().to_lowercase();
            Brand::of(&typed).map(|_| typed)
        });
        Some(Hall {
            name: name?.into(),
            address: address?.map(String::from).unwrap_or_default(),
            phone: phone?,
            email: email?,
            complaint_contact: complaints?.map(String::from),
            hours: hours?,
            week: days?,
            colour: colour?,
            sample,
        })
    }
}

/// `GET /kelola/balai`
pub async fn show(staff: Staff<may::SettingsView>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let hall = hall::find(&read).await?;
    let mut page = compose(&staff, &read, hall.as_ref(), HallForm::of(hall.as_ref())).await?;
    page.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai`
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let hall = hall::find(&write).await?;
    let mut form = HallForm::typed(&typed);
    let Some(new) = form.read(hall.as_ref().is_some_and(|hall| hall.sample)) else {
        return answer::wrong(&compose(&staff, &write, hall.as_ref(), form).await?);
    };
    if hall.as_ref() != Some(&new) {
        let saved = HallForm::of(hall.as_ref());
        if typed.text(SEEN) != print_of(saved.fields()) {
            let theirs = saved.fields().map(|field| field.value.clone()).filter(|text| !text.is_empty()).collect();
            let page = compose(&staff, &write, hall.as_ref(), form).await?;
            return answer::conflict(&SettingsPage { theirs: Some(theirs), ..page });
        }
        hall::save(&write, &staff.act, &new).await?;
        write.commit().await?;
    }
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    hall: Option<&Hall>,
    form: HallForm,
) -> Result<SettingsPage, Fault> {
    Ok(SettingsPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Hall)).await?,
        zone: staff.tenant.zone().abbreviation(),
        summary: ErrorSummary::of(form.fields()),
        form,
        seen: print_of(HallForm::of(hall).fields()),
        saved: false,
        may_edit: staff.may_here(Permission::SettingsEdit).await?,
        theirs: None,
    })
}

fn said(phone: Option<&Phone>) -> String {
    phone.map_or_else(String::new, ToString::to_string)
}
