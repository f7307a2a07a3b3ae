//! `/kelola/warga`: who sits there, by the code that she shows.

use actix_web::HttpResponse;
use askama::Template;
use balai_identity::VisitRefused;
use balai_kernel::SheetCode;

use super::{HERE, Serving, too_many};
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const CODE: &str = "kode";

/// The page.
#[derive(Template)]
#[template(path = "desk/citizens/find.html")]
pub struct Find {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The code.
    pub code: Field,
}

/// `GET /kelola/warga`
pub async fn show(staff: Serving, asked: Asked) -> Result<HttpResponse, Fault> {
    let news = match asked.text("kabar") {
        "selesai" => Some("Selesai. Data warga itu tidak terbuka lagi di sini."),
        _ => None,
    };
    answer::page(&page(&staff, Field::new(CODE), news).await?)
}

/// `POST /kelola/warga`
pub async fn submit(staff: Serving, typed: Typed) -> Result<HttpResponse, Fault> {
    let field = typed.field(CODE);
    match look(&staff, &field.value).await? {
        Ok(to) => answer::see(to),
        Err(sentence) => answer::wrong(&page(&staff, field.wrong(sentence), None).await?),
    }
}

/// The page of whoever shows this code, or what is wrong with it.
async fn look(staff: &Serving, typed: &str) -> Result<Result<String, &'static str>, Fault> {
    if typed.trim().is_empty() {
        return Ok(Err("Tulis kode yang ditunjukkan warga."));
    }
    let (identity, clerk) = (&staff.app.identity, staff.who.account);
    if let Some(until) = identity.count_shown_code(&staff.act, clerk).await? {
        return Err(too_many(staff, until));
    }
    let account = match SheetCode::parse(typed) {
        Ok(code) => identity.account_of_sheet(&code).await?,
        Err(_) => staff.app.vault.take_code(&staff.act, typed).await?,
    };
    let unknown = "Kode ini tidak dikenal, sudah diganti, atau lewat 10 menit. Minta warga menampilkan kode baru.";
    let Some(account) = account else { return Ok(Err(unknown)) };
    match identity.begin_visit(&staff.act, &staff.db, clerk, account).await {
        Ok(visit) => {
            identity.take_back_shown_code(&staff.act, clerk).await?;
            Ok(Ok(format!("{HERE}/{}", visit.id)))
        }
        Err(VisitRefused::Oneself) => Ok(Err("Ini kode akun Anda sendiri. Mintalah petugas lain melayani Anda.")),
        Err(VisitRefused::Unknown) => Ok(Err(unknown)),
        Err(VisitRefused::Storage(error)) => Err(error.into()),
    }
}

async fn page(staff: &Serving, code: Field, news: Option<&'static str>) -> Result<Find, Fault> {
    let frame = staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?;
    Ok(Find { w: Words::default(), frame, news, summary: ErrorSummary::of([&code]), code })
}
