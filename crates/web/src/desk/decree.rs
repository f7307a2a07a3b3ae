//! `/kelola/layanan/{id}/sk`: the decree that sets the version.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::DeskService;
use balai_catalog::{Decree, EditError, Line, Standard};
use balai_storage::{Read, Tenant};

use super::answer;
use super::bench::{Bench, Sitting};
use super::compare::said;
use super::dates::{date, typed_date};
use super::typed::{SEEN, Typed, print_of};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of the editor's pages.
type Editing = Staff<may::CatalogueEdit>;

/// The decree.
#[derive(Template)]
#[template(path = "desk/decree.html")]
pub struct DecreePage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// Its form.
    pub form: DecreeForm,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// Whether it was just saved.
    pub saved: bool,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
    /// Why nothing was saved, when it is not about a field.
    pub refusal: Option<String>,
}

/// Number and dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecreeForm {
    /// As written on it.
    pub number: Field,
    /// When it was signed.
    pub signed: Field,
    /// From when it holds.
    pub effective: Field,
}

impl DecreeForm {
    /// What stands in a standard.
    pub fn of(standard: &Standard) -> Self {
        let decree = standard.decree.as_ref();
        Self {
            number: Field::new("nomor").with(decree.map_or("", |decree| decree.number().as_str())),
            signed: Field::new("ditetapkan").with(decree.map_or_else(String::new, |d| typed_date(d.date()))),
            effective: Field::new("berlaku").with(decree.map_or_else(String::new, |d| typed_date(d.effective_from()))),
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self { number: typed.field("nomor"), signed: typed.field("ditetapkan"), effective: typed.field("berlaku") }
    }

    /// Its fields in order.
    pub fn fields(&self) -> [&Field; 3] {
        [&self.number, &self.signed, &self.effective]
    }

    /// The decree; an empty form is none.
    fn read(&mut self) -> Option<Option<Decree>> {
        if self.fields().iter().all(|field| field.value.trim().is_empty()) {
            return Some(None);
        }
        let number = self.number.need("Tulis nomor SK.", Line::parse);
        let signed = self.signed.read(date);
        let effective = self.effective.read(date);
        let (number, signed, effective) = (number?, signed?, effective?);
        self.effective.read(|_| Decree::new(number, signed, effective)).map(Some)
    }
}

/// `GET /kelola/layanan/{id}/sk`
pub async fn show(staff: Editing, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let form = DecreeForm::of(&desk.newest.content);
    let mut page = compose(&staff, &read, &desk, form).await?;
    page.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/layanan/{id}/sk`
pub async fn submit(staff: Editing, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    let mut form = DecreeForm::typed(&typed);
    let Some(decree) = form.read() else {
        return answer::wrong(&compose(&staff, &write, &desk, form).await?);
    };
    let done = if typed.has("lanjut") {
        format!("/kelola/layanan/{id}/terbit")
    } else {
        format!("/kelola/layanan/{id}/sk?tersimpan=1")
    };
    if decree == desk.newest.content.decree {
        return answer::see(done);
    }
    if typed.text(SEEN) != print_of(DecreeForm::of(&desk.newest.content).fields()) {
        let mut page = compose(&staff, &write, &desk, form).await?;
        page.theirs = Some(said(desk.newest.content.decree.as_ref()));
        return answer::conflict(&page);
    }
    match staff.editor(&write).save_decree(desk.service.id, desk.draft_revision(), decree).await {
        Ok(_) => {
            write.commit().await?;
            answer::see(done)
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(refused) => {
            let mut page = compose(&staff, &staff.afresh(write).await?, &desk, form).await?;
            page.refusal = Some(refused.to_string());
            answer::conflict(&page)
        }
    }
}

async fn compose(
    staff: &Editing,
    read: &Read<Tenant>,
    desk: &DeskService,
    form: DecreeForm,
) -> Result<DecreePage, Fault> {
    Ok(DecreePage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: Bench::of(desk, Sitting::Decree, staff.today(), staff.tenant.zone()),
        summary: ErrorSummary::of(form.fields()),
        form,
        seen: print_of(DecreeForm::of(&desk.newest.content).fields()),
        saved: false,
        theirs: None,
        refusal: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decree_cannot_hold_before_it_was_signed() {
        let mut form = DecreeForm::typed(&Typed::parse(b"nomor=1&ditetapkan=2026-03-27&berlaku=2026-03-01"));
        assert_eq!(form.read(), None);
        assert!(form.effective.error.is_some());
    }
}
