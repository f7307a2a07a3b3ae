//! `/kelola/pencarian/padanan/baru` and `/kelola/pencarian/padanan/{id}`: one synonym.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::search::rows::synonym::Model;
use balai_catalog::search::{Expression, Meanings};
use balai_catalog::{EditError, queries};
use balai_storage::{Read, Tenant};

use super::answer;
use super::staff::parse_id;
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of these pages.
type Keeping = Staff<may::CatalogueEdit>;
/// After saving.
const SAVED: &str = "/kelola/pencarian?selesai=simpan";

/// One synonym.
#[derive(Template)]
#[template(path = "desk/synonym.html")]
pub struct SynonymPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Its id; none while it is new.
    pub saved: Option<String>,
    /// What people write.
    pub expression: Field,
    /// What is meant.
    pub meanings: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// The fields.
struct Form {
    expression: Field,
    meanings: Field,
}

impl Form {
    fn of(synonym: &Model) -> Self {
        Self {
            expression: Field::new("kata").with(synonym.expression.as_str()),
            meanings: Field::new("maksud").with(synonym.meanings.as_str()),
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self { expression: typed.field("kata"), meanings: typed.field("maksud") }
    }

    fn fields(&self) -> [&Field; 2] {
        [&self.expression, &self.meanings]
    }

    /// Reads the fields. A meaning that finds no service of the region would do nothing.
    async fn read(&mut self, staff: &Keeping, read: &Read<Tenant>) -> Result<Option<(Expression, Meanings)>, Fault> {
        let expression = self.expression.read(Expression::parse);
        let Some(meanings) = self.meanings.read(Meanings::parse) else { return Ok(None) };
        let searcher = &staff.app.searcher;
        let idle = searcher.meaningless(read, staff.tenant.code(), meanings.iter()).await?;
        if let Some(meaning) = idle.first() {
            self.meanings.error = Some(format!(
                "Tidak ada layanan terbit yang memuat kata \"{meaning}\". Tulis kata yang ada di nama layanan Anda."
            ));
            return Ok(None);
        }
        Ok(expression.map(|expression| (expression, meanings)))
    }
}

/// `GET /kelola/pencarian/padanan/baru`
pub async fn blank(staff: Keeping, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let form = Form { expression: Field::new("kata").with(asked.text("kata")), meanings: Field::new("maksud") };
    answer::page(&compose(&staff, &read, None, form).await?)
}

/// `POST /kelola/pencarian/padanan/baru`
pub async fn create(staff: Keeping, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let mut form = Form::typed(&typed);
    if let Some((expression, meanings)) = form.read(&staff, &write).await? {
        match staff.editor(&write).add_synonym(&expression, &meanings).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, None, form).await?)
}

/// `GET /kelola/pencarian/padanan/{id}`
pub async fn show(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let synonym = find(&read, &id).await?;
    let form = Form::of(&synonym);
    answer::page(&compose(&staff, &read, Some(&synonym), form).await?)
}

/// `POST /kelola/pencarian/padanan/{id}`
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let synonym = find(&write, &id).await?;
    let (saved, mut form) = (Form::of(&synonym), Form::typed(&typed));
    if print_of(form.fields()) == print_of(saved.fields()) {
        return answer::see(SAVED);
    }
    if typed.text(SEEN) != print_of(saved.fields()) {
        let theirs = vec![format!("{}: {}", synonym.expression, synonym.meanings)];
        let page = compose(&staff, &write, Some(&synonym), form).await?;
        return answer::conflict(&SynonymPage { theirs: Some(theirs), ..page });
    }
    if let Some((expression, meanings)) = form.read(&staff, &write).await? {
        match staff.editor(&write).edit_synonym(synonym.id, &expression, &meanings).await {
            Ok(_) => {
                write.commit().await?;
                return answer::see(SAVED);
            }
            Err(error) => refused(&mut form, &error)?,
        }
    }
    answer::wrong(&compose(&staff, &staff.afresh(write).await?, Some(&synonym), form).await?)
}

/// `POST /kelola/pencarian/padanan/{id}/hapus`. Pressed twice, the second finds nothing and changes nothing.
pub async fn remove(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let synonym = find(&write, &id).await?;
    staff.editor(&write).remove_synonym(synonym.id).await.map_err(|error| Fault::ours(&error))?;
    write.commit().await?;
    answer::see("/kelola/pencarian?selesai=hapus")
}

async fn find(read: &Read<Tenant>, id: &str) -> Result<Model, Fault> {
    queries::synonym(read, parse_id(id)?).await?.ok_or(Fault::NotFound)
}

fn refused(form: &mut Form, error: &EditError) -> Result<(), Fault> {
    match error {
        EditError::Gone => return Err(Fault::NotFound),
        EditError::Storage(_) => return Err(Fault::ours(error)),
        _ => form.expression.error = Some(error.to_string()),
    }
    Ok(())
}

async fn compose(
    staff: &Keeping,
    read: &Read<Tenant>,
    synonym: Option<&Model>,
    form: Form,
) -> Result<SynonymPage, Fault> {
    Ok(SynonymPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Searches)).await?,
        saved: synonym.map(|synonym| synonym.id.to_string()),
        summary: ErrorSummary::of(form.fields()),
        seen: synonym.map_or_else(String::new, |synonym| print_of(Form::of(synonym).fields())),
        expression: form.expression,
        meanings: form.meanings,
        theirs: None,
    })
}
