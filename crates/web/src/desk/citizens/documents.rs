//! `/kelola/warga/{id}/berkas`: a clerk keeps a document for somebody who cannot do it herself.

use actix_multipart::Multipart;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use balai_vault::{Added, NewFile};

use super::{HERE, Serving, find_assisted};
use crate::account::vault::file::{KIND, announced, field, receive};
use crate::account::vault::{kinds, refusals};
use crate::desk::answer;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "desk/citizens/document.html")]
pub struct Add {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Whose document it is.
    pub name: String,
    /// Her page.
    pub back: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Its kind.
    pub kind: Field,
    /// The kinds there are.
    pub kinds: Vec<Choice>,
    /// The file.
    pub file: Field,
}

/// `GET /kelola/warga/{id}/berkas`
pub async fn show(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    answer::page(&page(&staff, &id, Field::new(KIND), field()).await?)
}

/// `POST /kelola/warga/{id}/berkas`
pub async fn submit(
    staff: Serving,
    id: web::Path<String>,
    request: HttpRequest,
    form: Multipart,
) -> Result<HttpResponse, Fault> {
    let (visit, ..) = find_assisted(&staff, &id).await?;
    let (w, sent) = (Words::default(), receive(form, announced(&request)).await?);
    let mut kind = Field::new(KIND).typed(&sent.kind);
    let Some(known) = kinds::find(&staff.app, w, &kind.value).await? else {
        kind.error = Some(w.t("vault-kind-missing"));
        return answer::wrong(&page(&staff, &id, kind, field()).await?);
    };
    let new = NewFile { kind: known.code, renews: None, name: sent.name, files: sent.files };
    match staff.app.vault.add(&staff.act, visit.account, new).await {
        Ok(Added::New(_)) => answer::see(format!("{HERE}/{id}?kabar=berkas")),
        Ok(Added::Known(_)) => answer::see(format!("{HERE}/{id}?kabar=berkas-sama")),
        Err(refused) => {
            let file = field().wrong(refusals::sentence(w, refused)?);
            answer::wrong(&page(&staff, &id, kind, file).await?)
        }
    }
}

async fn page(staff: &Serving, id: &str, kind: Field, file: Field) -> Result<Add, Fault> {
    let (_, account, _) = find_assisted(staff, id).await?;
    let w = Words::default();
    let all = kinds::all(&staff.app, w).await?.into_iter();
    let first = Choice::new("", "Pilih jenisnya");
    let choices = all.map(|known| Choice::new(known.code.as_str(), known.name).chosen_in(&kind));
    Ok(Add {
        w,
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        name: account.name.to_string(),
        back: format!("{HERE}/{id}"),
        summary: ErrorSummary::of([&kind, &file]),
        kinds: std::iter::once(first).chain(choices).collect(),
        kind,
        file,
    })
}
