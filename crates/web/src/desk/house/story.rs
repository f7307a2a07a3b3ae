//! `/kelola/balai/kabar/baru` and `/kelola/balai/kabar/{id}`: one piece of news, or one occasion.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::{Line, Prose};
use balai_kernel::{OpenRange, fresh_id};
use balai_storage::{Read, Tenant};
use balai_tenancy::happening::{self, Happening, HappeningError, State, Story, When};
use uuid::Uuid;

use super::news::{HERE, tag};
use super::sheet::{Sheet, sheet};
use crate::access::{Mark, Staff, may};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::bench::Tag;
use crate::desk::dates::{date_or_none, typed_date};
use crate::desk::staff::parse_id;
use crate::desk::typed::{SEEN, Typed, print_of};
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The permission of what is kept here.
type Keeping = Staff<may::SettingsEdit>;
/// The name of the field with the id of one that is new, so that a second click adds no second one.
const KEY: &str = "kunci";
/// The name of the button that also publishes.
const PUBLISH: &str = "terbitkan";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/story.html")]
pub struct StoryPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: StoryForm,
    /// The id of one that is new.
    pub key: String,
    /// What is kept already.
    pub kept: Option<Kept>,
}

/// One that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// Whether citizens see it, in a word.
    pub tag: Tag,
    /// Whether they see it.
    pub state: State,
    /// Whether it has a time.
    pub occasion: bool,
    /// Its page at the citizens'.
    pub public: String,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct StoryForm {
    /// Its title.
    pub title: Field,
    /// What it is about.
    pub text: Field,
    /// The first day.
    pub first: Field,
    /// The last day.
    pub last: Field,
    /// The hours.
    pub hours: Field,
    /// Where.
    pub place: Field,
}

impl StoryForm {
    /// As it is saved.
    pub fn of(story: &Story) -> Self {
        let when = |text: fn(When) -> String| story.when.map_or_else(String::new, text);
        let last = |when: When| if when.days() > 1 { typed_date(when.last()) } else { String::new() };
        Self {
            title: Field::new("judul").with(story.title.clone()),
            text: Field::new("teks").with(story.text.clone()),
            first: Field::new("tanggal").with(when(|when| typed_date(when.first()))),
            last: Field::new("sampai").with(when(last)),
            hours: Field::new("jam").with(when(|when| when.hours().to_string())),
            place: Field::new("tempat").with(story.place.clone().unwrap_or_default()),
        }
    }

    /// As it was typed.
    pub fn typed(typed: &Typed) -> Self {
        Self {
            title: typed.field("judul"),
            text: typed.field("teks"),
            first: typed.field("tanggal"),
            last: typed.field("sampai"),
            hours: typed.field("jam"),
            place: typed.field("tempat"),
        }
    }

    fn fields(&self) -> [&Field; 6] {
        [&self.title, &self.text, &self.first, &self.last, &self.hours, &self.place]
    }

    fn read(&mut self) -> Option<Story> {
        let title = self.title.need("Tulis judulnya.", Line::parse);
        let text = self.text.need("Tulis isinya.", Prose::parse);
        let place = self.place.read(Line::parse_optional);
        let when = self.when();
        Some(Story { title: title?.into(), text: text?.into(), place: place?.map(String::from), when: when? })
    }

    /// Day and hours are both there or both not.
    #[expect(
        clippy::option_option,
        reason = "the outer says whether the fields read, the inner whether they were filled"
    )]
    fn when(&mut self) -> Option<Option<When>> {
        let (first, last) = (self.first.read(date_or_none), self.last.read(date_or_none));
        let hours = self.hours.read(|text| match text.trim() {
            "" => Ok(None),
            text => OpenRange::parse(text).map(Some),
        });
        match (first?, hours?, last?) {
            (None, None, None) => Some(None),
            (None, ..) => {
                self.first.error = Some("Tulis tanggalnya, atau kosongkan jam dan hari terakhir.".to_owned());
                None
            }
            (Some(_), None, _) => {
                self.hours.error = Some("Tulis jamnya seperti 09.00-12.00.".to_owned());
                None
            }
            (Some(first), Some(hours), last) => self.last.read(|_| When::new(first, last, hours)).map(Some),
        }
    }
}

/// `GET /kelola/balai/kabar/baru`
pub async fn blank(staff: Keeping) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let key = fresh_id(staff.act.at).to_string();
    answer::page(&compose(&staff, &read, None, StoryForm::typed(&Typed::default()), key).await?)
}

/// `POST /kelola/balai/kabar/baru`
pub async fn create(staff: Keeping, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let id = Uuid::parse_str(typed.text(KEY)).unwrap_or_else(|_| fresh_id(staff.act.at));
    if happening::find(&write, id).await?.is_some() {
        return answer::see(format!("{HERE}/{id}?tersimpan=1"));
    }
    let mut form = StoryForm::typed(&typed);
    let Some(story) = form.read() else {
        return answer::wrong(&compose(&staff, &write, None, form, id.to_string()).await?);
    };
    let added = match happening::add(&write, &staff.act, id, &story).await {
        Ok(_) if typed.has(PUBLISH) => happening::turn(&write, &staff.act, id, State::Published, staff.today()).await,
        Ok(_) => Ok(()),
        Err(error) => Err(error),
    };
    match added {
        Ok(()) => {
            write.commit().await?;
            answer::see(format!("{HERE}/{id}?tersimpan=1"))
        }
        // the same button at the same moment: the other one wrote it, or somebody took the same address
        Err(HappeningError::Storage(error)) if error.is_conflict() => {
            drop(write);
            let written = happening::find(&staff.db.read().await?, id).await?.is_some();
            if written { answer::see(format!("{HERE}/{id}?tersimpan=1")) } else { Err(Fault::Together) }
        }
        Err(error) => {
            refused(&mut form, &error)?;
            drop(write);
            let read = staff.db.read().await?;
            answer::wrong(&compose(&staff, &read, None, form, id.to_string()).await?)
        }
    }
}

/// `GET /kelola/balai/kabar/{id}`
pub async fn show(staff: Staff<may::SettingsEdit>, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let read = staff.db.read().await?;
    let happening = find(&read, &id).await?;
    let form = StoryForm::of(&happening.story);
    let mut page = compose(&staff, &read, Some(&happening), form, String::new()).await?;
    page.sheet.saved = !asked.text("tersimpan").is_empty();
    answer::page(&page)
}

/// `POST /kelola/balai/kabar/{id}`
pub async fn submit(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let happening = find(&write, &id).await?;
    let (saved, mut form) = (StoryForm::of(&happening.story), StoryForm::typed(&typed));
    let there = format!("{HERE}/{}?tersimpan=1", happening.id);
    let Some(story) = form.read() else {
        return answer::wrong(&compose(&staff, &write, Some(&happening), form, String::new()).await?);
    };
    if story == happening.story {
        return answer::see(there);
    }
    if typed.text(SEEN) != print_of(saved.fields()) {
        let theirs = saved.fields().map(|field| field.value.clone()).into_iter().filter(|text| !text.is_empty());
        let mut page = compose(&staff, &write, Some(&happening), form, String::new()).await?;
        page.sheet.theirs = Some(theirs.collect());
        return answer::conflict(&page);
    }
    match happening::edit(&write, &staff.act, happening.id, &story).await {
        Ok(_) => {
            write.commit().await?;
            answer::see(there)
        }
        Err(error) => {
            refused(&mut form, &error)?;
            answer::wrong(&compose(&staff, &write, Some(&happening), form, String::new()).await?)
        }
    }
}

/// `POST /kelola/balai/kabar/{id}/keadaan`
pub async fn turn(staff: Keeping, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let to = match typed.text("ke") {
        "terbit" => State::Published,
        "draf" => State::Draft,
        "batal" => State::Cancelled,
        _ => return Err(Fault::NotFound),
    };
    let write = staff.db.write().await?;
    let happening = find(&write, &id).await?;
    match happening::turn(&write, &staff.act, happening.id, to, staff.today()).await {
        Ok(()) => {
            write.commit().await?;
            answer::see(format!("{HERE}/{}?tersimpan=1", happening.id))
        }
        Err(error) => {
            let mut form = StoryForm::of(&happening.story);
            refused(&mut form, &error)?;
            answer::wrong(&compose(&staff, &write, Some(&happening), form, String::new()).await?)
        }
    }
}

/// `POST /kelola/balai/kabar/{id}/hapus`
pub async fn remove(staff: Keeping, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let write = staff.db.write().await?;
    let happening = find(&write, &id).await?;
    happening::remove(&write, &staff.act, happening.id).await.map_err(|error| Fault::ours(&error))?;
    write.commit().await?;
    answer::see(format!("{HERE}?tersimpan=1"))
}

async fn find(read: &Read<Tenant>, id: &str) -> Result<Happening, Fault> {
    happening::find(read, parse_id(id)?).await?.ok_or(Fault::NotFound)
}

fn refused(form: &mut StoryForm, error: &HappeningError) -> Result<(), Fault> {
    match error {
        HappeningError::Gone => return Err(Fault::NotFound),
        HappeningError::Storage(_) => return Err(Fault::ours(error)),
        _ => form.title.error = Some(error.to_string()),
    }
    Ok(())
}

async fn compose<M: Mark>(
    staff: &Staff<M>,
    read: &Read<Tenant>,
    happening: Option<&Happening>,
    form: StoryForm,
    key: String,
) -> Result<StoryPage, Fault> {
    let mut sheet = sheet(staff, read, ErrorSummary::of(form.fields())).await?;
    sheet.seen = happening.map_or_else(String::new, |kept| print_of(StoryForm::of(&kept.story).fields()));
    let kept = happening.map(|kept| Kept {
        id: kept.id.to_string(),
        tag: tag(kept, staff.today()),
        state: kept.state,
        occasion: kept.story.when.is_some(),
        public: format!("/kabar/{}", kept.slug),
    });
    Ok(StoryPage { w: sheet.w, frame: sheet.frame.clone(), sheet, form, key, kept })
}
