//! `/kelola/balai/maklumat`: the service pledge (maklumat pelayanan, UU 25/2009 article 22).

use askama::Template;
use balai_catalog::{Line, Prose};
use balai_tenancy::{Hall, Pledge};

use super::sheet::{Sheet, Subject};
use crate::desk::typed::Typed;
use crate::forms::Field;
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/maklumat";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/pledge.html")]
pub struct PledgePage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: PledgeForm,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct PledgeForm {
    /// Its words.
    pub text: Field,
    /// The office of whoever sets it.
    pub office: Field,
    /// The decree.
    pub decree: Field,
}

impl Subject for PledgeForm {
    const HERE: &'static str = HERE;
    type Page = PledgePage;

    /// Where none is written the usual words stand, to be changed and saved.
    fn of(hall: &Hall) -> Self {
        let pledge = hall.pledge.as_ref();
        Self {
            text: Field::new("janji").with(pledge.map_or(Pledge::USUAL, |pledge| &pledge.text)),
            office: Field::new("jabatan").with(pledge.map_or("", |pledge| &pledge.office)),
            decree: Field::new("sk").with(pledge.and_then(|pledge| pledge.decree.as_deref()).unwrap_or_default()),
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self { text: typed.field("janji"), office: typed.field("jabatan"), decree: typed.field("sk") }
    }

    fn fields(&self) -> Vec<&Field> {
        vec![&self.text, &self.office, &self.decree]
    }

    /// All three left empty take the pledge away.
    fn read(&mut self, hall: Hall) -> Option<Hall> {
        if self.fields().iter().all(|field| field.value.trim().is_empty()) {
            return Some(Hall { pledge: None, ..hall });
        }
        let text = self.text.need("Tulis isi maklumat.", Prose::parse);
        let office = self.office.need("Tulis jabatan yang menetapkan, misalnya Kepala DPMPTSP.", Line::parse);
        let decree = self.decree.read(Line::parse_optional)?;
        let pledge = Pledge { text: text?.into(), office: office?.into(), decree: decree.map(String::from) };
        Some(Hall { pledge: Some(pledge), ..hall })
    }

    fn page(self, sheet: Sheet) -> Self::Page {
        PledgePage { w: sheet.w, frame: sheet.frame.clone(), sheet, form: self }
    }
}
