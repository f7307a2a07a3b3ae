//! The routes of both places.

use actix_web::http::Method;

use super::{AtDesk, AtMinistry, DESK, NATION, list, one};
use crate::host::SiteKind::{National, Region};
use crate::route::{Route, guarded};

/// At a region's desk.
pub fn of_desk() -> Vec<Route> {
    vec![
        guarded(Region, Method::GET, DESK, list::show::<AtDesk>),
        guarded(Region, Method::GET, "/kelola/data-pribadi/{id}", one::show::<AtDesk>),
        guarded(Region, Method::POST, "/kelola/data-pribadi/{id}", one::submit::<AtDesk>),
    ]
}

/// At the ministry.
pub fn of_nation() -> Vec<Route> {
    vec![
        guarded(National, Method::GET, NATION, list::show::<AtMinistry>),
        guarded(National, Method::GET, "/permintaan-data/{id}", one::show::<AtMinistry>),
        guarded(National, Method::POST, "/permintaan-data/{id}", one::submit::<AtMinistry>),
    ]
}
