//! `/kelola/balai/jejaring`: the hall's places on other people's networks.

use askama::Template;
use balai_tenancy::social::MOST_LINKS;
use balai_tenancy::{Hall, SocialLink};

use super::sheet::{Sheet, Subject};
use crate::desk::agency::unless_empty;
use crate::desk::typed::Typed;
use crate::forms::Field;
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/jejaring";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/social.html")]
pub struct SocialPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: SocialForm,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct SocialForm {
    /// One address each.
    pub links: Vec<LinkField>,
}

/// One address.
#[derive(Clone, Debug)]
pub struct LinkField {
    /// `Tautan 1`
    pub label: String,
    /// The address.
    pub field: Field,
}

impl SocialForm {
    fn new(address: impl Fn(usize, &Field) -> String) -> Self {
        let link = |row| {
            let field = Field::in_row("tautan", row);
            let value = address(row, &field);
            LinkField { label: format!("Tautan {row}"), field: field.with(value) }
        };
        Self { links: (1..=MOST_LINKS).map(link).collect() }
    }
}

impl Subject for SocialForm {
    const HERE: &'static str = HERE;
    type Page = SocialPage;

    fn of(hall: &Hall) -> Self {
        Self::new(|row, _| hall.social.get(row - 1).map_or_else(String::new, |link| link.address().to_owned()))
    }

    fn typed(typed: &Typed) -> Self {
        Self::new(|_, field| typed.text(&field.name).to_owned())
    }

    fn fields(&self) -> Vec<&Field> {
        self.links.iter().map(|link| &link.field).collect()
    }

    fn read(&mut self, hall: Hall) -> Option<Hall> {
        let links: Vec<Option<Option<SocialLink>>> =
            self.links.iter_mut().map(|link| unless_empty(&mut link.field, SocialLink::parse)).collect();
        let mut social: Vec<SocialLink> = Vec::new();
        for link in links.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten() {
            if !social.contains(&link) {
                social.push(link);
            }
        }
        Some(Hall { social, ..hall })
    }

    fn page(self, sheet: Sheet) -> Self::Page {
        SocialPage { w: sheet.w, frame: sheet.frame.clone(), sheet, form: self }
    }
}
