//! One sample for each route: where it leads, with which form, and what a person who may come gets there.
//!
//! `{words}` stand for things of a region: see [`Things`](crate::seed::Things).

mod account;
mod nation;
mod open;
mod region;

use actix_web::http::Method;
use balai_web::host::SiteKind;

/// A request that stands for a route.
#[derive(Debug, Clone)]
pub struct Sample {
    pub site: SiteKind,
    pub method: Method,
    /// The path of the route, as the table of routes writes it.
    pub pattern: &'static str,
    /// A path that fits it.
    pub path: &'static str,
    /// A form, encoded; of a `POST` only.
    pub form: &'static str,
    /// What a `GET` by a person who may come answers.
    pub status: u16,
}

fn get(site: SiteKind, status: u16, pattern: &'static str, path: &'static str) -> Sample {
    Sample { site, method: Method::GET, pattern, path, form: "", status }
}

fn post(site: SiteKind, pattern: &'static str, path: &'static str, form: &'static str) -> Sample {
    Sample { site, method: Method::POST, pattern, path, form, status: 0 }
}

/// All samples.
pub fn all() -> Vec<Sample> {
    [region::all(), nation::all(), account::all(), rights(), open::all()].concat()
}

/// Stands for a form with a file.
pub const MULTIPART: &str = "(a file)";

fn rights() -> Vec<Sample> {
    let (account, desk, nation) = (SiteKind::Account, SiteKind::Region, SiteKind::National);
    let (ask, own) = ("/data-pribadi/minta/{hak}/{tempat}", "/data-pribadi/permintaan/{id}");
    let answer = "jawaban=selesai&pasal=&kata=Nama+sudah+diperbaiki";
    vec![
        get(account, 200, "/data-pribadi/permintaan", "/data-pribadi/permintaan"),
        get(account, 200, own, "/data-pribadi/permintaan/{right}"),
        post(account, "/data-pribadi/permintaan/{id}/akhiri", "/data-pribadi/permintaan/{right}/akhiri", ""),
        get(account, 200, "/data-pribadi/pemberitahuan/{id}", "/data-pribadi/pemberitahuan/{notice}"),
        get(account, 200, "/data-pribadi/minta/{hak}", "/data-pribadi/minta/akses?semua=1"),
        get(account, 200, ask, "/data-pribadi/minta/perbaikan/nasional"),
        post(account, ask, "/data-pribadi/minta/perbaikan/nasional", "keterangan=Nama+saya+keliru+ditulis"),
        get(desk, 200, "/kelola/data-pribadi", "/kelola/data-pribadi"),
        get(desk, 200, "/kelola/data-pribadi/{id}", "/kelola/data-pribadi/{right}"),
        post(desk, "/kelola/data-pribadi/{id}", "/kelola/data-pribadi/{right}", answer),
        get(nation, 200, "/permintaan-data", "/permintaan-data"),
        get(nation, 200, "/permintaan-data/{id}", "/permintaan-data/{national-right}"),
        post(nation, "/permintaan-data/{id}", "/permintaan-data/{national-right}", answer),
    ]
}
