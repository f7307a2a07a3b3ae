//! `/kelola/balai/warna`: the region's one colour, checked against the contrast that WCAG 2.2 AA asks for before it is taken.
//! `?warna=` shows a colour without keeping it.

use actix_web::HttpResponse;
use askama::Template;
use balai_storage::{Read, Tenant};
use balai_tenancy::{Hall, hall};

use super::sheet::{Sheet, sheet, standing};
use crate::access::{Mark, Staff, may};
use crate::asked::{Asked, link};
use crate::brand::{Brand, Specimen};
use crate::desk::agency::unless_empty;
use crate::desk::answer;
use crate::desk::typed::{SEEN, Typed, print_of};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/warna";
/// The name of its field.
const COLOUR: &str = "warna";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/colour.html")]
pub struct ColourPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The colour.
    pub colour: Field,
    /// The nearest colour that is taken, where this one is not.
    pub nearest: Option<String>,
    /// How it looks, with its contrasts; empty where it is refused.
    pub specimens: Vec<Specimen>,
    /// Whether it is shown and not kept.
    pub tried: bool,
}

impl ColourPage {
    /// The address that shows a colour without keeping it.
    pub fn trying(colour: &str) -> String {
        link(HERE, [(COLOUR, colour)])
    }
}

/// `GET /kelola/balai/warna`
pub async fn show(staff: Staff<may::SettingsEdit>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let hall = standing(&read).await?;
    let tried = asked.text(COLOUR);
    let mut field = if tried.is_empty() { saved(&hall) } else { Field::new(COLOUR).with(tried) };
    read_colour(&mut field);
    let mut page = compose(&staff, &read, &hall, field).await?;
    page.tried = !tried.is_empty() && page.nearest.is_none() && page.sheet.summary.is_empty();
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/warna`
pub async fn submit(staff: Staff<may::SettingsEdit>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let hall = standing(&write).await?;
    let mut field = typed.field(COLOUR);
    let Some(colour) = read_colour(&mut field) else {
        return answer::wrong(&compose(&staff, &write, &hall, field).await?);
    };
    if colour != hall.colour {
        let saved = saved(&hall);
        if typed.text(SEEN) != print_of([&saved]) {
            let mut page = compose(&staff, &write, &hall, field).await?;
            page.sheet.theirs = Some(vec![saved.value].into_iter().filter(|text| !text.is_empty()).collect());
            return answer::conflict(&page);
        }
        hall::save(&write, &staff.act, &Hall { colour, ..hall }).await?;
        write.commit().await?;
    }
    answer::see(format!("{HERE}?tersimpan=1"))
}

fn saved(hall: &Hall) -> Field {
    Field::new(COLOUR).with(hall.colour.clone().unwrap_or_default())
}

/// The colour as it is kept; empty for Balai's own.
#[expect(clippy::option_option, reason = "the outer says whether the field reads, the inner whether it was filled")]
fn read_colour(field: &mut Field) -> Option<Option<String>> {
    unless_empty(field, |typed| {
        let typed = typed.trim().to_lowercase();
        Brand::of(&typed).map(|_| typed)
    })
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    hall: &Hall,
    colour: Field,
) -> Result<ColourPage, Fault> {
    let typed = colour.value.trim().to_lowercase();
    let mut sheet = sheet(staff, read, ErrorSummary::of([&colour])).await?;
    sheet.seen = print_of([&saved(hall)]);
    let nearest = colour.error.as_ref().and_then(|_| Brand::nearest(&typed)).map(|colour| colour.to_string());
    let specimens = Brand::of(&typed).map(|brand| brand.specimens()).unwrap_or_default();
    Ok(ColourPage { w: sheet.w, frame: sheet.frame.clone(), sheet, colour, nearest, specimens, tried: false })
}
