//! `/kelola/balai/identitas`: the hall's name, where it is, how to reach it, where complaints go.

use askama::Template;
use balai_catalog::{Line, Prose};
use balai_kernel::{Email, Phone};
use balai_tenancy::Hall;

use super::sheet::{Sheet, Subject};
use crate::desk::agency::unless_empty;
use crate::desk::typed::Typed;
use crate::forms::Field;
use crate::frame::Frame;
use crate::words::Words;

/// Where it is.
pub const HERE: &str = "/kelola/balai/identitas";

/// The page.
#[derive(Template)]
#[template(path = "desk/house/identity.html")]
pub struct IdentityPage {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What stands around the form.
    pub sheet: Sheet,
    /// The form.
    pub form: IdentityForm,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct IdentityForm {
    /// Name.
    pub name: Field,
    /// Address.
    pub address: Field,
    /// Telephone.
    pub phone: Field,
    /// Mailbox.
    pub email: Field,
    /// Where complaints go.
    pub complaints: Field,
}

impl Subject for IdentityForm {
    const HERE: &'static str = HERE;
    type Page = IdentityPage;

    fn of(hall: &Hall) -> Self {
        Self {
            name: Field::new("nama").with(hall.name.clone()),
            address: Field::new("alamat").with(hall.address.clone()),
            phone: Field::new("telepon").with(hall.phone.as_ref().map_or_else(String::new, ToString::to_string)),
            email: Field::new("surel").with(hall.email.as_ref().map_or("", Email::as_str)),
            complaints: Field::new("pengaduan").with(hall.complaint_contact.clone().unwrap_or_default()),
        }
    }

    fn typed(typed: &Typed) -> Self {
        Self {
            name: typed.field("nama"),
            address: typed.field("alamat"),
            phone: typed.field("telepon"),
            email: typed.field("surel"),
            complaints: typed.field("pengaduan"),
        }
    }

    fn fields(&self) -> Vec<&Field> {
        vec![&self.name, &self.address, &self.phone, &self.email, &self.complaints]
    }

    fn read(&mut self, hall: Hall) -> Option<Hall> {
        let name = self.name.need("Tulis nama balai.", Line::parse);
        let address = self.address.read(Prose::parse_optional);
        let phone = unless_empty(&mut self.phone, Phone::parse);
        let email = unless_empty(&mut self.email, Email::parse);
        let complaints = self.complaints.read(Prose::parse_optional);
        Some(Hall {
            name: name?.into(),
            address: address?.map(String::from).unwrap_or_default(),
            phone: phone?,
            email: email?,
            complaint_contact: complaints?.map(String::from),
            ..hall
        })
    }

    fn page(self, sheet: Sheet) -> Self::Page {
        IdentityPage { w: sheet.w, frame: sheet.frame.clone(), sheet, form: self }
    }
}
