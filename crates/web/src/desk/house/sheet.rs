//! What the pages with one form of the hall have in common: shown as saved, read, kept unless somebody else was quicker.

use actix_web::HttpResponse;
use askama::Template;
use balai_kernel::Zone;
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, hall};

use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::{SEEN, Typed, print_of};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// What stands around a form.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The language of the desk, with the region's own words.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The zone of the region.
    pub zone: Zone,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// Whether it was just saved.
    pub saved: bool,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// A form over some of what is written of the hall.
pub trait Subject: Sized {
    /// Where it is.
    const HERE: &'static str;
    /// The page that shows it.
    type Page: Template;

    /// As it is saved.
    fn of(hall: &Hall) -> Self;
    /// As it was typed.
    fn typed(typed: &Typed) -> Self;
    /// All its fields, in their order.
    fn fields(&self) -> Vec<&Field>;
    /// The hall with what was typed; none where something is wrong, which stays with its field.
    fn read(&mut self, hall: Hall) -> Option<Hall>;
    /// The page.
    fn page(self, sheet: Sheet) -> Self::Page;
}

/// `GET` of a subject
pub async fn show<S: Subject>(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let saved = S::of(&standing(&read).await?);
    let mut sheet = around(&staff, &read, &saved).await?;
    sheet.seen = print_of(saved.fields());
    sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&saved.page(sheet))
}

/// `POST` of a subject
pub async fn submit<S: Subject>(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let hall = standing(&write).await?;
    let (saved, mut form) = (S::of(&hall), S::typed(&typed));
    let new = form.read(hall.clone());
    if new.as_ref() == Some(&hall) {
        return answer::see(format!("{}?tersimpan=1", S::HERE));
    }
    let seen = print_of(saved.fields());
    let stale = typed.text(SEEN) != seen;
    match new {
        Some(new) if !stale => {
            hall::save(&write, &staff.act, &new).await?;
            write.commit().await?;
            answer::see(format!("{}?tersimpan=1", S::HERE))
        }
        new => {
            let mut sheet = around(&staff, &write, &form).await?;
            sheet.seen = seen;
            if new.is_none() {
                return answer::wrong(&form.page(sheet));
            }
            let theirs = saved.fields().into_iter().map(|field| field.value.clone()).filter(|text| !text.is_empty());
            sheet.theirs = Some(theirs.collect());
            answer::conflict(&form.page(sheet))
        }
    }
}

/// The hall; one that nobody has written is empty.
pub(super) async fn standing(read: &Read<Tenant>) -> Result<Hall, Fault> {
    Ok(hall::find(read).await?.unwrap_or_default())
}

async fn around<M: Mark, S: Subject>(staff: &Staff<M>, read: &Read<Tenant>, form: &S) -> Result<Sheet, Fault> {
    sheet(staff, read, ErrorSummary::of(form.fields())).await
}

/// What stands around a page of the house.
pub(super) async fn sheet<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    summary: ErrorSummary,
) -> Result<Sheet, Fault> {
    let frame = staff.frame(read, Some(DeskTab::Hall)).await?;
    let (seen, zone) = (String::new(), staff.tenant.zone());
    Ok(Sheet { w: frame.words, frame, zone, summary, seen, saved: false, theirs: None })
}
