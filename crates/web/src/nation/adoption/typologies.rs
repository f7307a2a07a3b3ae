//! `/adopsi/tipologi/{key}`: what makes a hall one of a kind.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_adoption::typologies::{LONGEST, LONGEST_NAME, Typology, describe, find};

use crate::access::{Ministry, may};
use crate::desk::{SEEN, Typed, print_of};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::nation::{W, frame};
use crate::reply;
use crate::words::Words;

/// The page.
#[derive(Template)]
#[template(path = "nation/adoption/typology.html")]
pub struct TypologyPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// Which kind.
    pub key: String,
    /// Its name.
    pub name: Field,
    /// Its criteria.
    pub criteria: Field,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The print of what is saved.
    pub seen: String,
    /// What somebody else saved meanwhile.
    pub theirs: Option<Vec<String>>,
}

type Editing = Ministry<may::AdoptionEdit>;

fn fields(kind: &Typology) -> [Field; 2] {
    [Field::new("nama").with(&kind.name), Field::new("kriteria").with(&kind.criteria)]
}

/// `GET /adopsi/tipologi/{key}`
pub async fn show(ministry: Editing, key: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = ministry.app.control().read().await?;
    let kind = find(&read, &key).await?.ok_or(Fault::NotFound)?;
    drop(read);
    reply::page(&compose(&ministry, &kind, fields(&kind)).await?)
}

/// `POST /adopsi/tipologi/{key}`
pub async fn submit(ministry: Editing, key: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let write = ministry.app.control().write().await?;
    let kind = find(&write, &key).await?.ok_or(Fault::NotFound)?;
    let (mut name, mut criteria) = (typed.field("nama"), typed.field("kriteria"));
    let new_name = name.need("Tulis namanya.", |text| bounded(text, LONGEST_NAME));
    let new_criteria = criteria.read(|text| bounded(text, LONGEST));
    let (Some(new_name), Some(new_criteria)) = (new_name, new_criteria) else {
        drop(write);
        return reply::to_correct(&compose(&ministry, &kind, [name, criteria]).await?);
    };
    let new = Typology { key: kind.key.clone(), name: new_name, criteria: new_criteria };
    if new != kind && typed.text(SEEN) != print_of(&fields(&kind)) {
        drop(write);
        let page = compose(&ministry, &kind, [name, criteria]).await?;
        let theirs = vec![kind.name.clone(), kind.criteria.clone()];
        return reply::conflict(&TypologyPage { theirs: Some(theirs), ..page });
    }
    describe(&write, &ministry.act, &new).await?;
    write.commit().await?;
    Ok(reply::see("/adopsi?kabar=tipologi"))
}

fn bounded(text: &str, most: usize) -> Result<String, String> {
    let text = text.trim().replace("\r\n", "\n");
    if text.chars().count() > most {
        return Err(format!("Paling panjang {most} huruf."));
    }
    Ok(text)
}

async fn compose(ministry: &Editing, kind: &Typology, [name, criteria]: [Field; 2]) -> Result<TypologyPage, Fault> {
    Ok(TypologyPage {
        w: W,
        frame: frame(ministry, NationTab::Adoption).await?,
        form: ministry.form.clone(),
        key: kind.key.clone(),
        summary: ErrorSummary::of([&name, &criteria]),
        name,
        criteria,
        seen: print_of(&fields(kind)),
        theirs: None,
    })
}
