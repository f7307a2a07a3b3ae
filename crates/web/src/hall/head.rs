//! The head and foot that all pages of one hall share.

use balai_tenancy::{Hall, Tenant};

use crate::brand::Brand;
use crate::frame::{Frame, HallHead};
use crate::host::Site;
use crate::parts::{Link, dialled};
use crate::state::App;
use crate::words::Words;

/// What the frame of a hall says, from the tenant and its hall row.
pub fn head(app: &App, tenant: &Tenant, hall: Option<&Hall>) -> HallHead {
    let brand = hall.and_then(|hall| hall.colour.as_deref()).and_then(|colour| Brand::of(colour).ok());
    let phone = hall.and_then(|hall| hall.phone.as_ref());
    HallHead {
        name: tenant.region.name.clone(),
        theme: brand.map(|brand| brand.theme()).unwrap_or_default(),
        logo: hall.and_then(|hall| hall.logo.as_ref()).map(super::pictures::logo),
        words: hall.map(|hall| hall.words).unwrap_or_default(),
        pledge: hall.is_some_and(|hall| hall.pledge.is_some()),
        phone: phone.map(|phone| Link::new(dialled(phone), format!("tel:{}", phone.as_str()))),
        root: app.base.origin(&Site::Root),
        origin: app.base.origin(&Site::of(tenant)),
        sample: hall.is_some_and(|hall| hall.sample),
    }
}

/// The frame of a page that cannot ask the region's rows, such as "closed for a time".
pub fn bare_frame(app: &App, tenant: &Tenant, w: Words, here: &str) -> Frame {
    Frame { about: None, ..Frame::hall(w, &head(app, tenant, None), here, None) }
}
