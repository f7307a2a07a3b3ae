//! `/kelola/katalog/pembukaan`: one decree for all drafts that have none, and all of them published as far as the gate is open.

use actix_web::HttpResponse;
use askama::Template;
use balai_catalog::queries::{self, DeskFilter, Tab};
use balai_catalog::standard::BasisKind;
use balai_catalog::{Decree, EditError, Fee, Line};
use balai_kernel::grouped;
use balai_rbac::Permission;
use balai_storage::{Read, Tenant};

use super::answer;
use super::dates::date;
use super::typed::Typed;
use crate::access::{Staff, may};
use crate::asked::link;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/katalog/pembukaan";

/// The page.
#[derive(Template)]
#[template(path = "desk/opening.html")]
pub struct OpeningPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Drafts without a decree.
    pub drafts: String,
    /// Whether there are any.
    pub any: bool,
    /// Levies among them that name no law.
    pub levies: usize,
    /// Whether somebody else must publish them, by the region's rule.
    pub four_eyes: bool,
    /// The form.
    pub form: OpeningForm,
    /// What is wrong.
    pub summary: ErrorSummary,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct OpeningForm {
    /// The decree's number.
    pub number: Field,
    /// The day it was signed.
    pub signed: Field,
    /// The day it holds from.
    pub effective: Field,
    /// The regional law behind the levies.
    pub law: Field,
}

impl OpeningForm {
    /// As it was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self {
            number: typed.field("nomor"),
            signed: typed.field("ditetapkan"),
            effective: typed.field("berlaku"),
            law: typed.field("perda"),
        }
    }

    fn fields(&self) -> [&Field; 4] {
        [&self.number, &self.signed, &self.effective, &self.law]
    }

    fn read(&mut self) -> Option<(Decree, Option<Line>)> {
        let number = self.number.need("Tulis nomor SK.", Line::parse);
        let (signed, effective) = (self.signed.read(date), self.effective.read(date));
        let law = self.law.read(Line::parse_optional);
        let (number, signed, effective) = (number?, signed?, effective?);
        Some((self.effective.read(|_| Decree::new(number, signed, effective))?, law?))
    }
}

/// `GET /kelola/katalog/pembukaan`
pub async fn show(staff: Staff<may::CataloguePublish>) -> Result<HttpResponse, Fault> {
    may_decree(&staff).await?;
    let read = staff.db.read().await?;
    answer::page(&compose(&staff, &read, OpeningForm::typed(&Typed::default())).await?)
}

/// `POST /kelola/katalog/pembukaan`. Sent twice, the second finds no draft without a decree and publishes nothing.
pub async fn submit(staff: Staff<may::CataloguePublish>, typed: Typed) -> Result<HttpResponse, Fault> {
    may_decree(&staff).await?;
    let write = staff.db.write().await?;
    let mut form = OpeningForm::typed(&typed);
    let Some((decree, law)) = form.read() else { return answer::wrong(&compose(&staff, &write, form).await?) };
    let editor = staff.editor(&write);
    let failed = |error| match error {
        EditError::Storage(error) => Fault::from(error),
        error => Fault::ours(&error),
    };
    let decreed = editor.decree_all(&decree, law.as_ref()).await.map_err(failed)?;
    let ids: Vec<_> = decreed.iter().map(|service| service.id).collect();
    let many = editor.publish_many(&ids).await.map_err(failed)?;
    write.commit().await?;
    let number = |count: usize| count.to_string();
    let (done, waits, left) = (number(many.done - many.waiting), number(many.waiting), number(many.left));
    let undo = many.undo.map(|id| id.to_string()).unwrap_or_default();
    let own = number(many.own);
    let said = [
        ("terbit", done.as_str()),
        ("menunggu", &waits),
        ("tertahan", &left),
        ("tulisan-sendiri", &own),
        ("urungan", &undo),
    ];
    answer::see(link("/kelola/katalog", said))
}

/// A decree is part of what she writes: publishing alone is not enough.
async fn may_decree(staff: &Staff<may::CataloguePublish>) -> Result<(), Fault> {
    staff.for_the_region()?;
    if staff.may_here(Permission::CatalogueEdit).await? { Ok(()) } else { Err(Fault::NotAllowed) }
}

async fn compose(
    staff: &Staff<may::CataloguePublish>,
    read: &Read<Tenant>,
    form: OpeningForm,
) -> Result<OpeningPage, Fault> {
    let filter = DeskFilter { tab: Tab::Draft, ..DeskFilter::default() };
    let drafts = queries::known_of(read, &filter).await?;
    let drafts = drafts.iter().filter(|known| known.newest.content.decree.is_none());
    let levies = drafts.clone().filter(|known| {
        let basis = known.newest.content.fee.as_ref().and_then(Fee::basis);
        basis.is_some_and(|basis| basis.kind == BasisKind::Levy && basis.rule.is_none())
    });
    let count = drafts.clone().count();
    Ok(OpeningPage {
        w: Words::default(),
        frame: staff.frame(read, Some(DeskTab::Catalogue)).await?,
        drafts: grouped(u64::try_from(count).unwrap_or(u64::MAX)),
        any: count > 0,
        levies: levies.count(),
        four_eyes: queries::four_eyes(read).await?,
        summary: ErrorSummary::of(form.fields()),
        form,
    })
}
