//! `/templat/{key}/{rincian|1..14}`: one part of the next version of a national template, with the forms of the desk.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::national_templates::National;
use balai_catalog::{Channel, Channels, Component, Line, Offer, Prose, TemplateRefused};

use super::template::{BESIDE, Writing, components, find, sentence};
use super::templates::address;
use super::{W, frame};
use crate::asked::link;
use crate::desk::changes::said;
use crate::desk::sheets::Sheet;
use crate::desk::typed::{RowStep, SEEN, Typed, print_of};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::words::Words;

/// A component of the standard.
#[derive(Template)]
#[template(path = "nation/template_component.html")]
pub struct ComponentPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub around: Around,
    /// Which.
    pub component: Component,
    /// Its form.
    pub sheet: Sheet,
    /// Complaints are the regions' own.
    pub of_region: String,
    /// A row to begin writing in.
    pub new_row: bool,
}

/// What stands beside the standard.
#[derive(Template)]
#[template(path = "nation/template_beside.html")]
pub struct BesidePage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub around: Around,
    /// Its form.
    pub beside: Beside,
}

/// What both have.
#[derive(Clone, Debug)]
pub struct Around {
    /// The form's token.
    pub form: FormToken,
    /// The template's name.
    pub name: String,
    /// The template's page.
    pub above: String,
    /// Where the form goes.
    pub here: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

/// The fields beside the standard.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Name.
    pub name: Field,
    /// Channels, as one field for its complaint.
    pub channels: Field,
    /// Its answers.
    pub channel_choices: Vec<Choice>,
    /// The national system.
    pub system: Field,
    /// What citizens should know besides.
    pub note: Field,
}

impl Beside {
    /// As it is saved.
    pub fn of(offer: &Offer) -> Self {
        let codes: Vec<&str> = offer.channels.iter().map(Channel::code).collect();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        Self::new(
            offer.name.to_string(),
            &codes,
            text(offer.system.as_ref().map(Line::as_str)),
            text(offer.note.as_ref().map(Prose::as_str)),
        )
    }

    fn typed(typed: &Typed) -> Self {
        let text = |name| typed.text(name).to_owned();
        let codes: Vec<&str> = typed.all("kanal").collect();
        Self::new(text("nama"), &codes, text("sistem"), text("catatan"))
    }

    fn new(name: String, codes: &[&str], system: String, note: String) -> Self {
        let choice = |channel: Channel| Choice {
            chosen: codes.contains(&channel.code()),
            ..Choice::new(channel.code(), channel.label())
        };
        Self {
            name: Field::new("nama").with(name),
            channels: Field::new("kanal").with(codes.join(" ")),
            channel_choices: Channel::ALL.into_iter().map(choice).collect(),
            system: Field::new("sistem").with(system),
            note: Field::new("catatan").with(note),
        }
    }

    fn fields(&self) -> [&Field; 4] {
        [&self.name, &self.channels, &self.system, &self.note]
    }

    fn read(&mut self, offer: Offer) -> Option<Offer> {
        let name = self.name.need("Tulis nama layanan.", Line::parse);
        let channels = self.channels.read(|codes| {
            let known: Option<Channels> = codes.split_whitespace().map(Channel::from_code).collect();
            known.filter(|channels| !channels.is_empty()).ok_or("Pilih sedikitnya satu tempat mengurus.")
        });
        let system = self.system.read(Line::parse_optional);
        let note = self.note.read(Prose::parse_optional);
        Some(Offer { name: name?, channels: channels?, system: system?, note: note?, ..offer })
    }
}

/// `GET /templat/{key}/{bagian}`
pub async fn show(ministry: Writing, path: web::Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let (key, part) = path.into_inner();
    let national = find(&ministry, &key).await?;
    let offer = standing(&national);
    match component(&part)? {
        Some(component) => {
            let sheet = Sheet::of(component, &offer.standard);
            reply::page(&of_component(&ministry, &national, component, sheet).await?)
        }
        None => reply::page(&of_beside(&ministry, &national, Beside::of(offer)).await?),
    }
}

/// `POST /templat/{key}/{bagian}`
pub async fn submit(ministry: Writing, path: web::Path<(String, String)>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (key, part) = path.into_inner();
    let national = find(&ministry, &key).await?;
    match component(&part)? {
        Some(component) => submit_component(&ministry, &national, component, &typed).await,
        None => submit_beside(&ministry, &national, &typed).await,
    }
}

async fn submit_component(
    ministry: &Writing,
    national: &National,
    component: Component,
    typed: &Typed,
) -> Result<HttpResponse, Fault> {
    let offer = standing(national);
    let mut sheet = Sheet::typed(component, typed);
    if let Some(step) = RowStep::asked(typed) {
        sheet.step(step);
        let mut page = of_component(ministry, national, component, sheet).await?;
        page.new_row = step == RowStep::Add;
        return reply::page(&page);
    }
    let Some(entry) = sheet.read() else {
        return reply::to_correct(&of_component(ministry, national, component, sheet).await?);
    };
    let new = Offer { standard: offer.standard.clone().with(entry), ..offer.clone() };
    let stale = typed.text(SEEN) != Sheet::of(component, &offer.standard).print();
    match save(ministry, national, new, stale).await? {
        Saved::Kept => Ok(done(national)),
        Saved::Moved => {
            let national = find(ministry, national.key.as_str()).await?;
            let theirs = said(standing(&national), balai_catalog::Field::Component(component));
            let mut page = of_component(ministry, &national, component, sheet).await?;
            page.around.theirs = Some(theirs);
            reply::conflict(&page)
        }
    }
}

async fn submit_beside(ministry: &Writing, national: &National, typed: &Typed) -> Result<HttpResponse, Fault> {
    let offer = standing(national);
    let mut beside = Beside::typed(typed);
    let Some(new) = beside.read(offer.clone()) else {
        return reply::to_correct(&of_beside(ministry, national, beside).await?);
    };
    let stale = typed.text(SEEN) != print_of(Beside::of(offer).fields());
    match save(ministry, national, new, stale).await? {
        Saved::Kept => Ok(done(national)),
        Saved::Moved => {
            let national = find(ministry, national.key.as_str()).await?;
            let theirs = Beside::of(standing(&national)).fields().map(|field| field.value.clone());
            let mut page = of_beside(ministry, &national, beside).await?;
            page.around.theirs = Some(theirs.into_iter().filter(|text| !text.is_empty()).collect());
            reply::conflict(&page)
        }
    }
}

/// What came of saving.
enum Saved {
    Kept,
    /// Somebody else was quicker.
    Moved,
}

async fn save(ministry: &Writing, national: &National, new: Offer, stale: bool) -> Result<Saved, Fault> {
    if new == *standing(national) {
        return Ok(Saved::Kept);
    }
    if stale {
        return Ok(Saved::Moved);
    }
    let seen = national.draft.as_ref().map_or(0, |draft| draft.revision);
    match ministry.app.templates.save(&ministry.act, &national.key, seen, new).await {
        Ok(()) => Ok(Saved::Kept),
        Err(TemplateRefused::Changed) => Ok(Saved::Moved),
        Err(refused) => Err(Fault::BadRequest(sentence(refused)?)),
    }
}

/// What is written on: the draft, or what is in force where there is none.
fn standing(national: &National) -> &Offer {
    national.draft.as_ref().map_or(&national.now, |draft| &draft.offer)
}

/// The component of an address; none for what stands beside the standard.
fn component(part: &str) -> Result<Option<Component>, Fault> {
    if part == BESIDE {
        return Ok(None);
    }
    let number: Option<u8> = part.parse().ok();
    let found = number.and_then(|number| components().find(|component| component.number() == number));
    found.map(Some).ok_or(Fault::NotFound)
}

fn done(national: &National) -> HttpResponse {
    reply::see(link(&address(national.key.as_str()), [("selesai", "simpan")]))
}

async fn of_component(
    ministry: &Writing,
    national: &National,
    component: Component,
    sheet: Sheet,
) -> Result<ComponentPage, Fault> {
    let seen = Sheet::of(component, &standing(national).standard).print();
    Ok(ComponentPage {
        w: W,
        frame: frame(ministry, NationTab::Templates).await?,
        around: around(ministry, national, &component.number().to_string(), sheet.summary(), seen),
        component,
        sheet,
        of_region: String::new(),
        new_row: false,
    })
}

async fn of_beside(ministry: &Writing, national: &National, beside: Beside) -> Result<BesidePage, Fault> {
    let seen = print_of(Beside::of(standing(national)).fields());
    Ok(BesidePage {
        w: W,
        frame: frame(ministry, NationTab::Templates).await?,
        around: around(ministry, national, BESIDE, ErrorSummary::of(beside.fields()), seen),
        beside,
    })
}

fn around(ministry: &Writing, national: &National, part: &str, summary: ErrorSummary, seen: String) -> Around {
    let above = address(national.key.as_str());
    Around {
        form: ministry.form.clone(),
        name: national.now.name.to_string(),
        here: format!("{above}/{part}"),
        above,
        summary,
        seen,
        theirs: None,
    }
}

impl ComponentPage {
    /// Puts the cursor into the row that was just added, the last one.
    pub fn focus(&self, last: &bool) -> &'static str {
        if self.new_row && *last { " autofocus" } else { "" }
    }
}
