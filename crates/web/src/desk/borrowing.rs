//! `/kelola/katalog/salin`: published standards that other regions let be copied, and making a draft of one.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::lending::{self, Lent};
use balai_catalog::queries::{self, Page};
use balai_catalog::rows::{agency, category};
use balai_catalog::{Component, ConnectionLevel, EditError, Line, Query, ServiceDetails};
use balai_kernel::RegionCode;
use balai_storage::{Control, Read, Tenant};
use balai_tenancy::regions;

use super::answer;
use super::spoken::spoken;
use super::staff::parse_id;
use super::typed::Typed;
use crate::access::{Staff, may};
use crate::asked::{AFTER, Asked, WORDS, link};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of these pages.
type Editing = Staff<may::CatalogueEdit>;

const HERE: &str = "/kelola/katalog/salin";
/// Standards on one page.
const ITEMS: u64 = 25;

/// What others lend.
#[derive(Template)]
#[template(path = "desk/borrowing.html")]
pub struct BorrowingPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The words that are searched.
    pub words: Field,
    /// The standards.
    pub rows: Vec<LentRow>,
    /// The next page.
    pub next: Option<String>,
}

/// A standard that is lent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LentRow {
    /// Where it is read and copied.
    pub href: String,
    /// The service there.
    pub name: String,
    /// The region.
    pub region: String,
    /// The agency there.
    pub agency: String,
}

/// One that is lent, and what it becomes here.
#[derive(Template)]
#[template(path = "desk/borrow.html")]
pub struct BorrowPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The standard.
    pub lent: LentRow,
    /// Its version.
    pub version: u32,
    /// What it says, by component.
    pub parts: Vec<(String, Vec<String>)>,
    /// What it is called here.
    pub name: Field,
    /// Its agency here.
    pub agency: Field,
    /// Its answers.
    pub agencies: Vec<Choice>,
    /// Its category here.
    pub category: Field,
    /// Its answers.
    pub categories: Vec<Choice>,
    /// What is wrong.
    pub summary: ErrorSummary,
}

/// `GET /kelola/katalog/salin`
pub async fn list(staff: Editing, asked: Asked) -> Result<HttpResponse, Fault> {
    let control = staff.app.control().read().await?;
    let page = Page { limit: ITEMS, after: asked.after()? };
    let words = Query::parse(asked.words());
    let found = lending::lent(&control, staff.tenant.code(), words.as_ref(), page).await?;
    let names = region_names(&control, found.items.iter().map(|lent| lent.region)).await?;
    drop(control);
    let read = staff.db.read().await?;
    let next = |id: uuid::Uuid| link(HERE, [(WORDS, asked.words()), (AFTER, &id.to_string())]);
    answer::page(&BorrowingPage {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Catalogue)).await?,
        words: Field::new(WORDS).with(asked.words()),
        rows: found.items.iter().map(|lent| row(lent, &names)).collect(),
        next: found.next.map(next),
    })
}

/// `GET /kelola/katalog/salin/{id}`
pub async fn show(staff: Editing, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let lent = find(&staff, &id).await?;
    let read = staff.db.read().await?;
    let form = Form::new(lent.content.name.as_str(), "", "");
    answer::page(&compose(&staff, &read, &lent, form).await?)
}

/// `POST /kelola/katalog/salin/{id}`
pub async fn submit(staff: Editing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let lent = find(&staff, &id).await?;
    let region = region_name(&staff.app.control().read().await?, lent.region).await?;
    let write = staff.db.write().await?;
    let mut form = Form::new(typed.text("nama"), typed.text("instansi"), typed.text("kategori"));
    let Some(details) = form.read(&lent, &staff.agencies(&write).await?, &queries::categories(&write).await?) else {
        return answer::wrong(&compose(&staff, &write, &lent, form).await?);
    };
    match staff.editor(&write).copy(&lent, &region, details).await {
        Ok(service) => {
            write.commit().await?;
            answer::see(format!("/kelola/layanan/{}/terbit?selesai=salin", service.id))
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(refused) => {
            form.name = form.name.wrong(refused.to_string());
            answer::wrong(&compose(&staff, &staff.afresh(write).await?, &lent, form).await?)
        }
    }
}

struct Form {
    name: Field,
    agency: Field,
    category: Field,
}

impl Form {
    fn new(name: &str, agency: &str, category: &str) -> Self {
        Self {
            name: Field::new("nama").with(name),
            agency: Field::new("instansi").with(agency),
            category: Field::new("kategori").with(category),
        }
    }

    fn read(
        &mut self,
        lent: &Lent,
        agencies: &[agency::Model],
        categories: &[category::Model],
    ) -> Option<ServiceDetails> {
        let name = self.name.read(Line::parse);
        let agency = self.agency.read(|id| {
            let known = agencies.iter().find(|agency| agency.id.to_string() == id);
            known.map(|agency| agency.id).ok_or("Pilih instansi dari daftar.")
        });
        let category = self.category.read(|id| {
            let known = categories.iter().find(|category| category.id.to_string() == id);
            known.map(|category| category.id).ok_or("Pilih kategori dari daftar.")
        });
        Some(ServiceDetails {
            name: name?,
            agency: agency?,
            category: category?,
            note: lent.content.note.clone(),
            system: lent.content.system.clone(),
            channels: lent.content.channels.clone(),
            connection: ConnectionLevel::Information,
        })
    }
}

async fn find(staff: &Editing, id: &str) -> Result<Lent, Fault> {
    let control = staff.app.control().read().await?;
    lending::find(&control, staff.tenant.code(), parse_id(id)?).await?.ok_or(Fault::NotFound)
}

async fn region_name(control: &Read<Control>, code: RegionCode) -> Result<String, Fault> {
    Ok(regions::by_code(control, code).await?.map_or_else(|| code.to_string(), |region| region.name))
}

async fn region_names(
    control: &Read<Control>,
    codes: impl Iterator<Item = RegionCode>,
) -> Result<BTreeMap<String, String>, Fault> {
    let mut names = BTreeMap::new();
    for code in codes.collect::<BTreeSet<_>>() {
        names.insert(code.to_string(), region_name(control, code).await?);
    }
    Ok(names)
}

fn row(lent: &Lent, names: &BTreeMap<String, String>) -> LentRow {
    LentRow {
        href: format!("{HERE}/{}", lent.id),
        name: lent.content.name.to_string(),
        region: names.get(&lent.region.to_string()).cloned().unwrap_or_default(),
        agency: lent.agency.clone(),
    }
}

async fn compose(staff: &Editing, read: &Read<Tenant>, lent: &Lent, form: Form) -> Result<BorrowPage, Fault> {
    let control = staff.app.control().read().await?;
    let names = region_names(&control, std::iter::once(lent.region)).await?;
    drop(control);
    let ask = |what: &str| std::iter::once(Choice::new("", what));
    let agencies = staff.agencies(read).await?;
    let agencies = agencies.iter().map(|row| Choice::new(row.id.to_string(), row.name.as_str()));
    let categories = queries::categories(read).await?;
    let categories = categories.iter().map(|row| Choice::new(row.id.to_string(), row.name.as_str()));
    let part = |component: Component| {
        let said = spoken(component, &lent.content.standard);
        (!said.is_empty()).then(|| (format!("{}. {}", component.number(), component.title()), said))
    };
    Ok(BorrowPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        lent: row(lent, &names),
        version: lent.version,
        parts: Component::ALL.into_iter().filter_map(part).collect(),
        summary: ErrorSummary::of([&form.name, &form.agency, &form.category]),
        agencies: ask("Pilih instansi").chain(agencies).map(|choice| choice.chosen_in(&form.agency)).collect(),
        categories: ask("Pilih kategori").chain(categories).map(|choice| choice.chosen_in(&form.category)).collect(),
        name: form.name,
        agency: form.agency,
        category: form.category,
    })
}
