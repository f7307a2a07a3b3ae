//! `/kelola/layanan/baru` and `/kelola/layanan/{id}`: what a service is called, whose it is, where it is asked for.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::rows::service;
use balai_catalog::rows::{agency, category};
use balai_catalog::{Channel, Channels, ConnectionLevel, EditError, Line, LinkUrl, Prose, ServiceDetails};
use balai_storage::{Read, Tenant};
use uuid::Uuid;

use super::answer;
use super::bench::{Bench, Sitting};
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of the editor's pages.
type Editing = Staff<may::CatalogueEdit>;

/// The particulars of a service.
#[derive(Template)]
#[template(path = "desk/details.html")]
pub struct DetailsPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// Its form.
    pub form: DetailsForm,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// Whether it was just saved.
    pub saved: bool,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// A service that is not there yet.
#[derive(Template)]
#[template(path = "desk/new_service.html")]
pub struct NewServicePage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its form.
    pub form: DetailsForm,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Whether agencies and categories to choose from are there.
    pub possible: bool,
}

/// The fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DetailsForm {
    /// Name.
    pub name: Field,
    /// Agency.
    pub agency: Field,
    /// Its answers.
    pub agencies: Vec<Choice>,
    /// Category.
    pub category: Field,
    /// Its answers.
    pub categories: Vec<Choice>,
    /// Channels, as one field for its complaint.
    pub channels: Field,
    /// Its answers.
    pub channel_choices: Vec<Choice>,
    /// Connection level.
    pub connection: Field,
    /// Its answers.
    pub connections: Vec<Choice>,
    /// Where citizens are led.
    pub url: Field,
    /// The national system that does the work.
    pub system: Field,
    /// What citizens should know besides.
    pub note: Field,
}

/// What can be chosen.
struct Shelves {
    agencies: Vec<agency::Model>,
    categories: Vec<category::Model>,
}

/// The texts of the form.
#[derive(Default)]
struct Texts {
    name: String,
    agency: String,
    category: String,
    channels: Vec<String>,
    connection: String,
    url: String,
    system: String,
    note: String,
}

impl Texts {
    fn of(service: &service::Model) -> Self {
        Self {
            name: service.name.clone(),
            agency: service.agency_id.to_string(),
            category: service.category_id.to_string(),
            channels: service.channels.iter().map(|channel| channel.code().to_owned()).collect(),
            connection: service.connection.code().to_owned(),
            url: service.connection.url().map_or_else(String::new, LinkUrl::to_string),
            system: service.system.clone().unwrap_or_default(),
            note: service.note.clone().unwrap_or_default(),
        }
    }

    fn typed(typed: &Typed) -> Self {
        let text = |name| typed.text(name).to_owned();
        Self {
            name: text("nama"),
            agency: text("instansi"),
            category: text("kategori"),
            channels: typed.all("kanal").map(str::to_owned).collect(),
            connection: text("sambungan"),
            url: text("tautan"),
            system: text("sistem"),
            note: text("catatan"),
        }
    }
}

impl DetailsForm {
    fn new(texts: Texts, shelves: &Shelves, saved: Option<&ConnectionLevel>) -> Self {
        let agency = Field::new("instansi").with(texts.agency);
        let category = Field::new("kategori").with(texts.category);
        let connection = Field::new("sambungan").with(texts.connection);
        let ask = |what: &str| std::iter::once(Choice::new("", what));
        let agencies = shelves.agencies.iter().map(|row| Choice::new(row.id.to_string(), row.name.as_str()));
        let categories = shelves.categories.iter().map(|row| Choice::new(row.id.to_string(), row.name.as_str()));
        let channels = Channel::ALL.into_iter().map(|channel| {
            let chosen = texts.channels.iter().any(|code| code == channel.code());
            Choice { chosen, ..Choice::new(channel.code(), channel.label()) }
        });
        Self {
            name: Field::new("nama").with(texts.name),
            agencies: ask("Pilih instansi").chain(agencies).map(|choice| choice.chosen_in(&agency)).collect(),
            agency,
            categories: ask("Pilih kategori").chain(categories).map(|choice| choice.chosen_in(&category)).collect(),
            category,
            channel_choices: channels.collect(),
            channels: Field::new("kanal").with(texts.channels.join(" ")),
            connections: connections(saved).into_iter().map(|choice| choice.chosen_in(&connection)).collect(),
            connection,
            url: Field::new("tautan").with(texts.url),
            system: Field::new("sistem").with(texts.system),
            note: Field::new("catatan").with(texts.note),
        }
    }

    fn saved(service: &service::Model, shelves: &Shelves) -> Self {
        Self::new(Texts::of(service), shelves, Some(&service.connection))
    }

    fn fields(&self) -> [&Field; 8] {
        [
            &self.name,
            &self.agency,
            &self.category,
            &self.channels,
            &self.connection,
            &self.url,
            &self.system,
            &self.note,
        ]
    }

    /// The details; `own` are the agencies that may be chosen.
    fn read(&mut self, shelves: &Shelves) -> Option<ServiceDetails> {
        let name = self.name.need("Tulis nama layanan.", Line::parse);
        let agency = self.agency.read(|id| {
            let known = shelves.agencies.iter().find(|agency| agency.id.to_string() == id);
            known.map(|agency| agency.id).ok_or("Pilih instansi dari daftar.")
        });
        let category = self.category.read(|id| {
            let known = shelves.categories.iter().find(|category| category.id.to_string() == id);
            known.map(|category| category.id).ok_or("Pilih kategori dari daftar.")
        });
        let channels = self.channels.read(|codes| {
            let known: Option<Channels> = codes.split_whitespace().map(Channel::from_code).collect();
            known.filter(|channels| !channels.is_empty()).ok_or("Pilih sedikitnya satu tempat mengurus.")
        });
        let connection = self.connection();
        let system = self.system.read(Line::parse_optional);
        let note = self.note.read(Prose::parse_optional);
        Some(ServiceDetails {
            name: name?,
            agency: agency?,
            category: category?,
            note: note?,
            system: system?,
            channels: channels?,
            connection: connection?,
        })
    }

    fn connection(&mut self) -> Option<ConnectionLevel> {
        let offered = self.connections.iter().any(|choice| choice.value == self.connection.value);
        match self.connection.value.as_str() {
            "link" => self.url.read(LinkUrl::parse).map(|url| ConnectionLevel::Link { url }),
            "connected" if offered => Some(ConnectionLevel::Connected),
            "native" if offered => Some(ConnectionLevel::Native),
            _ => self.connection.read(|code| match code {
                "information" => Ok(ConnectionLevel::Information),
                _ => Err("Pilih sejauh mana layanan ini tersambung."),
            }),
        }
    }
}

/// The levels that can be chosen: those that citizens can use today, and the one that the service has.
fn connections(saved: Option<&ConnectionLevel>) -> Vec<Choice> {
    let choice = |level: &ConnectionLevel, hint: &str| Choice::new(level.code(), level.label()).hint(hint);
    let link =
        Choice::new("link", "Tautan ke situs instansi").hint("Warga membaca di sini, lalu mengurus di situs itu.");
    let others = [
        choice(&ConnectionLevel::Connected, "Sistem instansi mengerjakan permohonan yang masuk dari sini."),
        choice(&ConnectionLevel::Native, "Petugas mengerjakan permohonan di Balai."),
    ];
    let own = others.into_iter().filter(|choice| saved.is_some_and(|level| level.code() == choice.value));
    let information = choice(&ConnectionLevel::Information, "Warga membaca di sini, lalu mengurus di tempat di atas.");
    [information, link].into_iter().chain(own).collect()
}

async fn shelves(staff: &Editing, read: &Read<Tenant>) -> Result<Shelves, Fault> {
    Ok(Shelves { agencies: staff.agencies(read).await?, categories: queries::categories(read).await? })
}

/// `GET /kelola/layanan/baru`
pub async fn blank(staff: Editing, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let shelves = shelves(&staff, &read).await?;
    let agency = Uuid::parse_str(asked.text("instansi")).map_or_else(|_| String::new(), |id| id.to_string());
    let only = (shelves.agencies.len() == 1).then(|| shelves.agencies[0].id.to_string());
    let texts = Texts {
        agency: only.unwrap_or(agency),
        channels: vec![Channel::Hall.code().to_owned()],
        connection: ConnectionLevel::Information.code().to_owned(),
        ..Texts::default()
    };
    let form = DetailsForm::new(texts, &shelves, None);
    answer::page(&compose_new(&staff, &read, form, &shelves).await?)
}

/// `POST /kelola/layanan/baru`
pub async fn create(staff: Editing, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let shelves = shelves(&staff, &write).await?;
    let mut form = DetailsForm::new(Texts::typed(&typed), &shelves, None);
    let Some(details) = form.read(&shelves) else {
        return answer::wrong(&compose_new(&staff, &write, form, &shelves).await?);
    };
    match staff.editor(&write).create_service(details).await {
        Ok(service) => {
            write.commit().await?;
            answer::see(format!("/kelola/layanan/{}/1", service.id))
        }
        Err(error) => {
            refused(&mut form, &error)?;
            answer::wrong(&compose_new(&staff, &staff.afresh(write).await?, form, &shelves).await?)
        }
    }
}

/// `GET /kelola/layanan/{id}`
pub async fn show(staff: Editing, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let shelves = shelves(&staff, &read).await?;
    let form = DetailsForm::saved(&desk.service, &shelves);
    let mut page = compose(&staff, &read, &desk, form, &shelves).await?;
    page.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/layanan/{id}`
pub async fn submit(staff: Editing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    let shelves = shelves(&staff, &write).await?;
    let saved = DetailsForm::saved(&desk.service, &shelves);
    let mut form = DetailsForm::new(Texts::typed(&typed), &shelves, Some(&desk.service.connection));
    let Some(details) = form.read(&shelves) else {
        return answer::wrong(&compose(&staff, &write, &desk, form, &shelves).await?);
    };
    let done = format!("/kelola/layanan/{id}?tersimpan=1");
    if print_of(form.fields()) == print_of(saved.fields()) {
        return answer::see(done);
    }
    if typed.text(SEEN) != print_of(saved.fields()) {
        let mut page = compose(&staff, &write, &desk, form, &shelves).await?;
        page.theirs = Some(said(&desk));
        return answer::conflict(&page);
    }
    match staff.editor(&write).edit_service(desk.service.id, details).await {
        Ok(_) => {
            write.commit().await?;
            answer::see(done)
        }
        Err(error) => {
            refused(&mut form, &error)?;
            answer::wrong(&compose(&staff, &staff.afresh(write).await?, &desk, form, &shelves).await?)
        }
    }
}

/// Puts a refusal to its field.
fn refused(form: &mut DetailsForm, error: &EditError) -> Result<(), Fault> {
    let field = match error {
        EditError::NoSuchAgency => &mut form.agency,
        EditError::NoSuchCategory => &mut form.category,
        EditError::Gone => return Err(Fault::NotFound),
        EditError::Storage(_) => return Err(Fault::ours(error)),
        _ => &mut form.name,
    };
    field.error = Some(error.to_string());
    Ok(())
}

async fn compose_new(
    staff: &Editing,
    read: &Read<Tenant>,
    form: DetailsForm,
    shelves: &Shelves,
) -> Result<NewServicePage, Fault> {
    Ok(NewServicePage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        summary: ErrorSummary::of(form.fields()),
        form,
        possible: !shelves.agencies.is_empty() && !shelves.categories.is_empty(),
    })
}

async fn compose(
    staff: &Editing,
    read: &Read<Tenant>,
    desk: &DeskService,
    form: DetailsForm,
    shelves: &Shelves,
) -> Result<DetailsPage, Fault> {
    Ok(DetailsPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: Bench::of(desk, Sitting::Details, staff.today(), staff.tenant.zone()),
        summary: ErrorSummary::of(form.fields()),
        form,
        seen: print_of(DetailsForm::saved(&desk.service, shelves).fields()),
        saved: false,
        theirs: None,
    })
}

fn said(desk: &DeskService) -> Vec<String> {
    let service = &desk.service;
    let channels: Vec<&str> = service.channels.iter().map(Channel::label).collect();
    let others = [service.system.clone(), service.note.clone()].into_iter().flatten();
    let first = [service.name.clone(), desk.agency.name.clone(), desk.category.name.clone(), channels.join(", ")];
    let connection = service.connection.url().map_or_else(|| service.connection.label().to_owned(), LinkUrl::to_string);
    first.into_iter().chain([connection]).chain(others).collect()
}
