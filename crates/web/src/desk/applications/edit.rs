//! `/kelola/aplikasi/baru` and `/kelola/aplikasi/{id}/ubah`: what an application is and what it asks.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries;
use balai_identity::applications::{Application, ChangeRefused, RegisterRefused};
use uuid::Uuid;

use super::form::ApplicationForm;
use super::{HERE, Keeping, find, page_of};
use crate::desk::answer;
use crate::desk::typed::{SEEN, Typed, print_of};
use crate::fault::Fault;
use crate::forms::ErrorSummary;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "desk/applications/edit.html")]
pub struct Edit {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its name and its page; none while it is new.
    pub saved: Option<(String, String)>,
    /// Where the form goes.
    pub action: String,
    /// The fields.
    pub form: ApplicationForm,
    /// The host of all its addresses, once it is registered.
    pub sector: Option<String>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// `GET /kelola/aplikasi/baru`
pub async fn blank(staff: Keeping) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let form = ApplicationForm::blank(&agencies(&staff).await?);
    answer::page(&compose(&staff, None, form).await?)
}

/// `POST /kelola/aplikasi/baru`
pub async fn create(staff: Keeping, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let mut form = ApplicationForm::typed(&typed, &agencies(&staff).await?);
    if let Some(details) = form.read() {
        let owner = Some(staff.tenant.code());
        match staff.app.identity.register_application(&staff.act, owner, &details).await {
            Ok(id) => return answer::see(format!("{HERE}/{id}?selesai=daftar")),
            Err(RegisterRefused::Details(error)) => form.refused(&error),
            Err(error @ RegisterRefused::TooMany) => form.name.error = Some(error.to_string()),
            Err(RegisterRefused::Storage(error)) => return Err(error.into()),
        }
    }
    answer::wrong(&compose(&staff, None, form).await?)
}

/// `GET /kelola/aplikasi/{id}/ubah`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let form = ApplicationForm::of(&application, &agencies(&staff).await?);
    answer::page(&compose(&staff, Some(&application), form).await?)
}

/// `POST /kelola/aplikasi/{id}/ubah`
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let application = find(&staff, &id).await?;
    let agencies = agencies(&staff).await?;
    let (saved, mut form) = (ApplicationForm::of(&application, &agencies), ApplicationForm::typed(&typed, &agencies));
    let done = format!("{}?selesai=simpan", page_of(&application));
    if print_of(form.fields()) == print_of(saved.fields()) {
        return answer::see(done);
    }
    let Some(details) = form.read() else {
        return answer::wrong(&compose(&staff, Some(&application), form).await?);
    };
    let overtaken = typed.text(SEEN) != print_of(saved.fields());
    if !overtaken {
        let (owner, which) = (Some(staff.tenant.code()), (application.id, application.version));
        match staff.app.identity.change_application(&staff.act, owner, which, &details).await {
            Ok(()) => return answer::see(done),
            Err(ChangeRefused::Details(error)) => {
                form.refused(&error);
                return answer::wrong(&compose(&staff, Some(&application), form).await?);
            }
            Err(ChangeRefused::Unknown) => return Err(Fault::NotFound),
            Err(ChangeRefused::Overtaken) => {}
            Err(ChangeRefused::Storage(error)) => return Err(error.into()),
        }
    }
    let now = find(&staff, &id).await?;
    let theirs = ApplicationForm::of(&now, &agencies);
    let theirs = theirs.fields().into_iter().map(|field| field.value.clone()).filter(|text| !text.is_empty()).collect();
    let page = compose(&staff, Some(&now), form).await?;
    answer::conflict(&Edit { theirs: Some(theirs), ..page })
}

/// The region's agencies, by name.
async fn agencies(staff: &Keeping) -> Result<Vec<(Uuid, String)>, Fault> {
    let read = staff.db.read().await?;
    Ok(queries::agencies(&read).await?.into_iter().map(|agency| (agency.id, agency.name)).collect())
}

async fn compose(staff: &Keeping, saved: Option<&Application>, form: ApplicationForm) -> Result<Edit, Fault> {
    let choices: Vec<(Uuid, String)> = agencies(staff).await?;
    let read = staff.db.read().await?;
    Ok(Edit {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Hall)).await?,
        action: saved.map_or_else(|| format!("{HERE}/baru"), |saved| format!("{}/ubah", page_of(saved))),
        sector: saved.map(|saved| saved.sector.clone()),
        summary: ErrorSummary::of(form.fields()),
        seen: saved.map_or_else(String::new, |saved| print_of(ApplicationForm::of(saved, &choices).fields())),
        saved: saved.map(|saved| (saved.name.clone(), page_of(saved))),
        form,
        theirs: None,
    })
}
