//! `/kelola/layanan/{id}/{1..14}`: one component of a service's standard. Every button works without JavaScript: rows are
//! added, moved and removed by sending the form, and what was typed comes back.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::queries::{self, DeskService};
use balai_catalog::{Component, EditError, Entry, Standard};
use balai_storage::{Read, Tenant};
use balai_tenancy::hall;

use super::answer;
use super::bench::{Bench, Sitting, component_href};
use super::sheets::Sheet;
use super::spoken::spoken;
use super::typed::{RowStep, SEEN, Typed};
use crate::access::{Staff, may};
use crate::asked::Asked;
use crate::fault::Fault;
use crate::forms::ErrorSummary;
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The permission of the editor's pages.
type Editing = Staff<may::CatalogueEdit>;

/// One component.
#[derive(Template)]
#[template(path = "desk/component.html")]
pub struct ComponentPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service around it.
    pub bench: Bench,
    /// Which component.
    pub component: Component,
    /// Its form.
    pub sheet: Sheet,
    /// What the region says about complaints; shown in component 6.
    pub of_region: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Why the complaints stand there.
    pub stage: Stage,
    /// The print of what is saved.
    pub seen: String,
    /// A row to begin writing in.
    pub new_row: bool,
    /// Whether it was just saved.
    pub saved: bool,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
    /// Why nothing was saved, when it is not about a field.
    pub refusal: Option<String>,
    /// What other regions promise, where enough of them do.
    pub others: Option<String>,
}

/// When complaints are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It is saved; this holds publication.
    BeforePublication,
    /// It cannot be saved as it was typed.
    NotSaved,
}

/// Everything of a page that one handler knows and another does not.
#[derive(Default)]
struct Told {
    checked: bool,
    new_row: bool,
    saved: bool,
    theirs: Option<Vec<String>>,
    refusal: Option<String>,
}

/// `GET /kelola/layanan/{id}/{komponen}`
pub async fn show(staff: Editing, path: web::Path<(String, u8)>, asked: Asked) -> Result<HttpResponse, Fault> {
    let (id, component) = place(path)?;
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let mut sheet = Sheet::of(component, &desk.newest.content);
    for finding in desk.newest.content.findings(&desk.about(staff.today())) {
        let filled = desk.newest.content.has(component);
        if filled && finding.blocks() && finding.component() == Some(component) {
            sheet.point_out(&finding);
        }
    }
    let told = Told { checked: true, saved: !asked.text("tersimpan").is_empty(), ..Told::default() };
    answer::page(&compose(&staff, &read, &desk, (component, sheet), told).await?)
}

/// `POST /kelola/layanan/{id}/{komponen}`
pub async fn submit(staff: Editing, path: web::Path<(String, u8)>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (id, component) = place(path)?;
    let write = staff.db.write().await?;
    let desk = staff.service(&write, &id).await?;
    let mut sheet = Sheet::typed(component, &typed);
    if let Some(step) = RowStep::asked(&typed) {
        sheet.step(step);
        let told = Told { new_row: step == RowStep::Add, ..Told::default() };
        return answer::page(&compose(&staff, &write, &desk, (component, sheet), told).await?);
    }
    let Some(entry) = sheet.read() else {
        return answer::wrong(&compose(&staff, &write, &desk, (component, sheet), Told::default()).await?);
    };
    let content = &desk.newest.content;
    if content.clone().with(entry.clone()) == *content {
        return answer::see(after(&id, component, &typed));
    }
    if typed.text(SEEN) != Sheet::of(component, content).print() {
        return changed(&staff, &write, &desk, component, sheet).await;
    }
    match save(&staff, &write, &desk, entry).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(after(&id, component, &typed))
        }
        Err(EditError::Changed) => {
            drop(write);
            let read = staff.db.read().await?;
            let desk = staff.service(&read, &id).await?;
            changed(&staff, &read, &desk, component, sheet).await
        }
        Err(EditError::Storage(error)) => Err(error.into()),
        Err(refused) => {
            let told = Told { refusal: Some(refused.to_string()), ..Told::default() };
            answer::conflict(&compose(&staff, &staff.afresh(write).await?, &desk, (component, sheet), told).await?)
        }
    }
}

async fn save(
    staff: &Editing,
    write: &balai_storage::Write<Tenant>,
    desk: &DeskService,
    entry: Entry,
) -> Result<(), EditError> {
    staff.editor(write).save_entry(desk.service.id, desk.draft_revision(), entry).await.map(drop)
}

/// What was typed, beside what somebody else saved; saving again takes what was typed.
async fn changed(
    staff: &Editing,
    read: &Read<Tenant>,
    desk: &DeskService,
    component: Component,
    sheet: Sheet,
) -> Result<HttpResponse, Fault> {
    let theirs = Some(spoken(component, &desk.newest.content));
    let told = Told { theirs, ..Told::default() };
    answer::conflict(&compose(staff, read, desk, (component, sheet), told).await?)
}

async fn compose(
    staff: &Editing,
    read: &Read<Tenant>,
    desk: &DeskService,
    (component, sheet): (Component, Sheet),
    told: Told,
) -> Result<ComponentPage, Fault> {
    let others = queries::comparison(read, desk.service.template_key.as_deref()).await?;
    let of_region = hall::find(read).await?.and_then(|hall| hall.complaint_contact);
    Ok(ComponentPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        bench: Bench::of(desk, Sitting::Component(component), staff.today(), staff.tenant.zone()),
        component,
        summary: sheet.summary(),
        sheet,
        of_region: of_region.unwrap_or_default(),
        stage: if told.checked { Stage::BeforePublication } else { Stage::NotSaved },
        seen: print(component, &desk.newest.content),
        new_row: told.new_row,
        saved: told.saved,
        theirs: told.theirs,
        refusal: told.refusal,
        others: others.and_then(|others| others.told(component)),
    })
}

fn print(component: Component, content: &Standard) -> String {
    Sheet::of(component, content).print()
}

fn place(path: web::Path<(String, u8)>) -> Result<(String, Component), Fault> {
    let (id, number) = path.into_inner();
    Ok((id, Component::from_number(number).ok_or(Fault::NotFound)?))
}

/// The page after saving: the next component, after the last one publication; or this one again.
fn after(id: &str, component: Component, typed: &Typed) -> String {
    let onward = typed.has("lanjut");
    match component.next() {
        Some(next) if onward => component_href(id, next),
        None if onward => format!("/kelola/layanan/{id}/sk"),
        _ => format!("{}?tersimpan=1", component_href(id, component)),
    }
}

impl ComponentPage {
    /// The heading of the box of complaints.
    pub fn complaint(&self) -> &'static str {
        match (self.stage, self.summary.lines.len()) {
            (Stage::BeforePublication, 1) => "Satu hal perlu diperbaiki sebelum terbit",
            (Stage::BeforePublication, _) => "Beberapa hal perlu diperbaiki sebelum terbit",
            (Stage::NotSaved, 1) => "Belum tersimpan, satu hal perlu diperbaiki",
            (Stage::NotSaved, _) => "Belum tersimpan, beberapa hal perlu diperbaiki",
        }
    }

    /// Whether the title says that something went wrong.
    pub fn failed(&self) -> bool {
        self.stage == Stage::NotSaved && !self.summary.is_empty()
    }

    /// Puts the cursor into the row that was just added, the last one.
    pub fn focus(&self, last: &bool) -> &'static str {
        if self.new_row && *last { " autofocus" } else { "" }
    }

    /// What the button that leads on says.
    pub fn onward(&self) -> String {
        let next = self.component.next();
        next.map_or_else(|| "Simpan dan ke SK".to_owned(), |next| format!("Simpan dan ke komponen {}", next.number()))
    }
}

/// What a component is for, in a sentence.
pub(crate) fn purpose(component: Component) -> &'static str {
    match component {
        Component::Requirements => "Tulis satu syarat per baris, dengan kata yang dipakai warga.",
        Component::Procedure => "Tulis satu langkah per baris, mulai dari yang dilakukan warga.",
        Component::Time => "Tulis waktu paling lama, dihitung sejak syarat lengkap.",
        Component::Fee => "",
        Component::Product => "Tulis apa yang diterima warga, misalnya Kutipan akta kelahiran.",
        Component::Complaints => "Warga harus tahu ke mana ia dapat mengadu dan memberi saran.",
        Component::LegalBasis => {
            "Tulis satu peraturan per baris, misalnya UU 24/2013 tentang Administrasi Kependudukan."
        }
        Component::Facilities => "Ruang, alat, dan fasilitas, juga bagi penyandang disabilitas.",
        Component::Competence => "Kemampuan dan pelatihan yang harus dimiliki pelaksana.",
        Component::Supervision => "Siapa yang mengawasi di dalam instansi, dan bagaimana caranya.",
        Component::StaffCount => "Berapa orang yang mengerjakan layanan ini.",
        Component::Guarantee => "Janji bahwa layanan diberikan sesuai standar ini.",
        Component::Safety => "Janji keamanan dan keselamatan bagi warga dan berkasnya.",
        Component::Evaluation => "Bagaimana dan berapa kali kinerja dinilai.",
    }
}
