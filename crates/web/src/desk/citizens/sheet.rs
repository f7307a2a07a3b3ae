//! `/kelola/warga/{id}/lembar`: the sheet of paper with the code, as long as she sits there.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::square;

use super::{HERE, Serving, find_visit};
use crate::account::takeover::TAKE_OVER;
use crate::desk::answer;
use crate::fault::Fault;
use crate::frame::{DeskTab, Frame};
use crate::host::Site;
use crate::words::Words;

/// The sheet.
#[derive(Template)]
#[template(path = "desk/citizens/sheet.html")]
pub struct Sheet {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whose it is.
    pub name: String,
    /// The code.
    pub code: String,
    /// The same as a square, which leads to the page where its owner takes the account over.
    pub square: String,
    /// The address of that page, as people read it.
    pub address: String,
    /// When it was printed.
    pub printed: String,
    /// Her page.
    pub back: String,
}

/// `GET /kelola/warga/{id}/lembar`: the sheet that was made while she sits there.
pub async fn show(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let (visit, account) = find_visit(&staff, &id).await?;
    let code = staff.app.identity.sheet_of(&visit).await?.ok_or(Fault::NotFound)?.reveal();
    let page = format!("{}{TAKE_OVER}", staff.app.base.origin(&Site::Account));
    let sheet = Sheet {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        name: account.name.to_string(),
        square: square(&format!("{page}?kode={code}")),
        code,
        address: page.split_once("://").map_or(page.as_str(), |(_, rest)| rest).to_owned(),
        printed: staff.written(staff.act.at),
        back: format!("{HERE}/{id}"),
    };
    answer::page(&sheet)
}

/// `POST /kelola/warga/{id}/lembar`: a new code; a former sheet leads nowhere any more.
pub async fn make(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let (visit, _) = find_visit(&staff, &id).await?;
    staff.app.identity.renew_sheet(&staff.act, &staff.db, &visit).await?.ok_or(Fault::NotFound)?;
    answer::see(format!("{HERE}/{id}/lembar"))
}
