//! `/kelola/warga/{id}/kartu`: the clerk holds the card and types its number.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{CardRefused, CardSeen};
use balai_kernel::Nik;

use super::{HERE, Serving, find_visit, too_many};
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const NUMBER: &str = "nik";

/// The page.
#[derive(Template)]
#[template(path = "desk/citizens/card.html")]
pub struct Card {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whose account it is.
    pub name: String,
    /// Her page.
    pub back: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The number on the card.
    pub number: Field,
}

/// `GET /kelola/warga/{id}/kartu`
pub async fn show(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    answer::page(&page(&staff, &id, Field::new(NUMBER)).await?)
}

/// `POST /kelola/warga/{id}/kartu`
pub async fn submit(staff: Serving, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (visit, _) = find_visit(&staff, &id).await?;
    let mut number = typed.field(NUMBER);
    let Some(nik) = number.need("Tulis 16 angka NIK dari KTP-el yang Anda pegang.", Nik::parse) else {
        return answer::wrong(&page(&staff, &id, number).await?);
    };
    let (app, by) = (&staff.app, staff.who.name.as_str());
    match app.identity.see_card(&staff.act, &app.kek, &staff.db, &visit, by, &nik).await {
        Ok(CardSeen::Known) => answer::see(format!("{HERE}/{id}?kabar=dilihat")),
        Ok(CardSeen::LookedInto) => answer::see(format!("{HERE}/{id}?kabar=dicek")),
        Err(CardRefused::Differs) => {
            let sentence = "NIK ini tidak sama dengan NIK di akun warga. Periksa angkanya. Bila kartunya memang lain, warga mengganti NIK di profilnya sendiri dulu.";
            answer::wrong(&page(&staff, &id, number.wrong(sentence)).await?)
        }
        Err(CardRefused::TooManyTries(until)) => Err(too_many(&staff, until)),
        Err(CardRefused::Over) => Err(Fault::NotFound),
        Err(CardRefused::Storage(error)) => Err(error.into()),
    }
}

async fn page(staff: &Serving, id: &str, number: Field) -> Result<Card, Fault> {
    let (_, account) = find_visit(staff, id).await?;
    Ok(Card {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        name: account.name.to_string(),
        back: format!("{HERE}/{id}"),
        summary: ErrorSummary::of([&number]),
        number,
    })
}
