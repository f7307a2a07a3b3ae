//! `/kelola/kategori/baru` and `/kelola/kategori/{id}`: one category.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries;
use balai_catalog::rows::category::Model;
use balai_catalog::{CategoryDetails, EditError, Line, Subject};
use balai_storage::{Read, Tenant};

use super::answer;
use super::staff::parse_id;
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Staff, may};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of these pages.
type Keeping = Staff<may::CategoriesEdit>;
/// After saving.
const SAVED: &str = "/kelola/kategori?tersimpan=1";

/// One category.
#[derive(Template)]
#[template(path = "desk/category.html")]
pub struct CategoryPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name; none while it is new.
    pub saved_name: Option<String>,
    /// Name.
    pub name: Field,
    /// What the law says.
    pub subject: Field,
    /// Its answers.
    pub subjects: Vec<Choice>,
    /// Its place.
    pub position: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// The fields.
struct Form {
    name: Field,
    subject: Field,
    position: Field,
}

impl Form {
    fn of(category: &Model) -> Self {
        Self {
            name: Field::new("nama").with(category.name.as_str()),
            subject: Field::new("hukum").with(category.subject.code()),
            position: Field::new("urutan").with(category.position.to_string()),
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self { name: typed.field("nama"), subject: typed.field("hukum"), position: typed.field("urutan") }
    }

    fn fields(&self) -> [&Field; 3] {
        [&self.name, &self.subject, &self.position]
    }

    fn read(&mut self) -> Option<CategoryDetails> {
        let name = self.name.need("Tulis nama kategori.", Line::parse);
        let subject = self.subject.read(|code| Subject::from_code(code).ok_or("Pilih aturan biaya kategori ini."));
        let position = self.position.read(|text| match text.trim().parse::<i32>() {
            Ok(place @ 1..=999) => Ok(place),
            _ => Err("Tulis urutan dengan angka 1 sampai 999."),
        });
        Some(CategoryDetails { name: name?, subject: subject?, position: position? })
    }
}

/// `GET /kelola/kategori/baru`
pub async fn blank(staff: Keeping) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let last = queries::categories(&read).await?.iter().map(|category| category.position).max().unwrap_or(0);
    let form = Form {
        name: Field::new("nama"),
        subject: Field::new("hukum").with(Subject::General.code()),
        position: Field::new("urutan").with((last + 1).min(999).to_string()),
    };
    answer::page(&compose(&staff, &read, None, form).await?)
}

/// `POST /kelola/kategori/baru`
pub async fn create(staff: Keeping, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let mut form = Form::typed(&typed);
    if let Some(details) = form.read() {
        match staff.editor(&write).create_category(details).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, None, form).await?)
}

/// `GET /kelola/kategori/{id}`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let category = find(&read, &id).await?;
    let form = Form::of(&category);
    answer::page(&compose(&staff, &read, Some(&category), form).await?)
}

/// `POST /kelola/kategori/{id}`
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let category = find(&write, &id).await?;
    let (saved, mut form) = (Form::of(&category), Form::typed(&typed));
    if let Some(details) = form.read() {
        if print_of(form.fields()) == print_of(saved.fields()) {
            return answer::see(SAVED);
        }
        if typed.text(SEEN) != print_of(saved.fields()) {
            let theirs = vec![category.name.clone(), category.subject.label().to_owned()];
            let page = compose(&staff, &write, Some(&category), form).await?;
            return answer::conflict(&CategoryPage { theirs: Some(theirs), ..page });
        }
        match staff.editor(&write).edit_category(category.id, details).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, Some(&category), form).await?)
}

async fn find(read: &Read<Tenant>, id: &str) -> Result<Model, Fault> {
    let id = parse_id(id)?;
    queries::categories(read).await?.into_iter().find(|category| category.id == id).ok_or(Fault::NotFound)
}

fn refused(form: &mut Form, error: &EditError) -> Result<(), Fault> {
    match error {
        EditError::Gone => return Err(Fault::NotFound),
        EditError::Storage(_) => return Err(Fault::ours(error)),
        _ => form.name.error = Some(error.to_string()),
    }
    Ok(())
}

async fn compose(
    staff: &Keeping,
    read: &Read<Tenant>,
    category: Option<&Model>,
    form: Form,
) -> Result<CategoryPage, Fault> {
    let choice = |subject: Subject| Choice::new(subject.code(), subject.label()).chosen_in(&form.subject);
    Ok(CategoryPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Categories)).await?,
        saved_name: category.map(|category| category.name.clone()),
        summary: ErrorSummary::of(form.fields()),
        subjects: Subject::ALL.map(choice).to_vec(),
        seen: category.map_or_else(String::new, |category| print_of(Form::of(category).fields())),
        name: form.name,
        subject: form.subject,
        position: form.position,
        theirs: None,
    })
}
