//! `/kelola/instansi/baru` and `/kelola/instansi/{id}`: the particulars of an agency.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::rows::agency::Model;
use balai_catalog::{AgencyDetails, AgencyKind, EditError, Line, LinkUrl, Prose};
use balai_kernel::{Email, Phone, WeeklyHours};
use balai_storage::{Read, Tenant};

use super::answer;
use super::hours::{DayField, read_week, typed_week, week};
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of these pages.
type Keeping = Staff<may::AgenciesEdit>;
/// After saving.
const SAVED: &str = "/kelola/instansi?tersimpan=1";

/// One agency.
#[derive(Template)]
#[template(path = "desk/agency.html")]
pub struct AgencyPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name; none while it is new.
    pub name: Option<String>,
    /// Where its logo is changed.
    pub logo_page: Option<String>,
    /// Its logo.
    pub logo: Option<String>,
    /// Its form.
    pub form: AgencyForm,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// The fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyForm {
    /// Full name.
    pub name: Field,
    /// What people call it.
    pub short_name: Field,
    /// Kind.
    pub kind: Field,
    /// Its answers.
    pub kinds: Vec<Choice>,
    /// Whom it belongs to.
    pub parent: Field,
    /// Its own office.
    pub address: Field,
    /// Its own hours.
    pub week: Vec<DayField>,
    /// Telephone.
    pub phone: Field,
    /// Mailbox.
    pub email: Field,
    /// Site.
    pub website: Field,
}

impl AgencyForm {
    /// What is saved of an agency.
    pub fn of(agency: &Model) -> Self {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let phone = agency.phone.as_deref().and_then(|phone| Phone::parse(phone).ok());
        let closed = WeeklyHours::default();
        Self {
            name: Field::new("nama").with(agency.name.as_str()),
            short_name: Field::new("singkat").with(agency.short_name.as_str()),
            parent: Field::new("induk").with(text(&agency.parent)),
            address: Field::new("alamat").with(text(&agency.address)),
            week: week(agency.hours.as_ref().map_or(&closed, |hours| &hours.0)),
            phone: Field::new("telepon").with(phone.map_or_else(String::new, |phone| phone.to_string())),
            email: Field::new("surel").with(text(&agency.email)),
            website: Field::new("situs").with(text(&agency.website)),
            ..Self::kind(agency.kind.code())
        }
    }

    fn blank() -> Self {
        Self { week: week(&WeeklyHours::default()), ..Self::kind(AgencyKind::Regional.code()) }
    }

    fn typed(typed: &Typed) -> Self {
        Self {
            name: typed.field("nama"),
            short_name: typed.field("singkat"),
            parent: typed.field("induk"),
            address: typed.field("alamat"),
            week: typed_week(typed),
            phone: typed.field("telepon"),
            email: typed.field("surel"),
            website: typed.field("situs"),
            ..Self::kind(typed.text("jenis"))
        }
    }

    fn kind(kind: &str) -> Self {
        let kind = Field::new("jenis").with(kind);
        Self {
            kinds: AgencyKind::ALL.map(|k| Choice::new(k.code(), k.label()).chosen_in(&kind)).to_vec(),
            kind,
            name: Field::new("nama"),
            short_name: Field::new("singkat"),
            parent: Field::new("induk"),
            address: Field::new("alamat"),
            week: Vec::new(),
            phone: Field::new("telepon"),
            email: Field::new("surel"),
            website: Field::new("situs"),
        }
    }

    fn fields(&self) -> impl Iterator<Item = &Field> {
        let first = [&self.name, &self.short_name, &self.kind, &self.parent];
        let reach = [&self.phone, &self.email, &self.website, &self.address];
        first.into_iter().chain(reach).chain(self.week.iter().map(|day| &day.hours))
    }

    fn read(&mut self) -> Option<AgencyDetails> {
        let name = self.name.need("Tulis nama lengkap instansi.", Line::parse);
        let short_name = self.short_name.need("Tulis nama singkat instansi.", Line::parse);
        let kind = self.kind.read(|code| AgencyKind::from_code(code).ok_or("Pilih jenis instansi."));
        let parent = self.parent.read(Line::parse_optional);
        let address = self.address.read(Prose::parse_optional);
        let hours = read_week(&mut self.week);
        let phone = unless_empty(&mut self.phone, Phone::parse);
        let email = unless_empty(&mut self.email, Email::parse);
        let website = unless_empty(&mut self.website, LinkUrl::parse);
        Some(AgencyDetails {
            name: name?,
            short_name: short_name?,
            kind: kind?,
            parent: parent?,
            address: address?,
            hours: Some(hours?).filter(|hours| *hours != WeeklyHours::default()),
            phone: phone?,
            email: email?,
            website: website?,
        })
    }
}

/// Reads a field that may be left empty.
pub(super) fn unless_empty<T, E: std::fmt::Display>(
    field: &mut Field,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Option<Option<T>> {
    field.read(|text| if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) })
}

/// `GET /kelola/instansi/baru`
pub async fn blank(staff: Keeping) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    answer::page(&compose(&staff, &read, None, AgencyForm::blank()).await?)
}

/// `POST /kelola/instansi/baru`
pub async fn create(staff: Keeping, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let mut form = AgencyForm::typed(&typed);
    if let Some(details) = form.read() {
        match staff.editor(&write).create_agency(details).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, None, form).await?)
}

/// `GET /kelola/instansi/{id}`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let agency = staff.agency(&read, &id).await?;
    answer::page(&compose(&staff, &read, Some(&agency), AgencyForm::of(&agency)).await?)
}

/// `POST /kelola/instansi/{id}`
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let agency = staff.agency(&write, &id).await?;
    let (saved, mut form) = (AgencyForm::of(&agency), AgencyForm::typed(&typed));
    if let Some(details) = form.read() {
        if print_of(form.fields()) == print_of(saved.fields()) {
            return answer::see(SAVED);
        }
        if typed.text(SEEN) != print_of(saved.fields()) {
            let theirs = saved.fields().map(|field| field.value.clone()).filter(|text| !text.is_empty()).collect();
            let page = compose(&staff, &write, Some(&agency), form).await?;
            return answer::conflict(&AgencyPage { theirs: Some(theirs), ..page });
        }
        match staff.editor(&write).edit_agency(agency.id, details).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, Some(&agency), form).await?)
}

fn refused(form: &mut AgencyForm, error: &EditError) -> Result<(), Fault> {
    let field = match error {
        EditError::Gone => return Err(Fault::NotFound),
        EditError::Storage(_) => return Err(Fault::ours(error)),
        EditError::CodesUsedUp => &mut form.short_name,
        _ => &mut form.name,
    };
    field.error = Some(error.to_string());
    Ok(())
}

async fn compose(
    staff: &Keeping,
    read: &Read<Tenant>,
    agency: Option<&Model>,
    form: AgencyForm,
) -> Result<AgencyPage, Fault> {
    Ok(AgencyPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Agencies)).await?,
        name: agency.map(|agency| agency.name.clone()),
        logo_page: agency.map(|agency| format!("/kelola/instansi/{}/logo", agency.id)),
        logo: agency.and_then(super::logo::href),
        summary: ErrorSummary::of(form.fields()),
        seen: agency.map_or_else(String::new, |agency| print_of(AgencyForm::of(agency).fields())),
        form,
        theirs: None,
    })
}
