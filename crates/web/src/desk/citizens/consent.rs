//! `/kelola/warga/{id}/layanan`: documents of somebody who cannot sign in are used for a service, as she agrees aloud before
//! the clerk (UU 27/2022, article 22).

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::Query;
use balai_catalog::queries::{self, DeskFilter, DeskService, Page};
use balai_vault::{AskRefused, Document, NewRequest, Reason, Wanted};
use uuid::Uuid;

use super::{HERE, Serving, find_assisted};
use crate::account::vault::kinds;
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::desk::vault::ask::{DAYS, FEW, REASON, SPANS, WANTED, requirements};
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

const AGREES: &str = "setuju";
const YES: &str = "ya";

/// Which service.
#[derive(Template)]
#[template(path = "desk/citizens/services.html")]
pub struct Services {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Her page.
    pub back: String,
    /// Where the search goes.
    pub here: String,
    /// The words that are looked for.
    pub query: String,
    /// The services found.
    pub found: Vec<Link>,
}

/// Which documents, why and for how long.
#[derive(Template)]
#[template(path = "desk/citizens/consent.html")]
pub struct Consent {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// Who agrees.
    pub name: String,
    /// Her page.
    pub back: String,
    /// The service.
    pub service: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The documents.
    pub wanted: Field,
    /// Those that she has and the service requires.
    pub fitting: Vec<Choice>,
    /// Those that the service requires and she has not.
    pub missing: Vec<String>,
    /// Why.
    pub reason: Field,
    /// For how long.
    pub days: Field,
    /// Its answers.
    pub spans: Vec<Choice>,
    /// That she agreed.
    pub agrees: Field,
    /// Its one answer.
    pub spoken: Vec<Choice>,
}

/// `GET /kelola/warga/{id}/layanan`
pub async fn services(staff: Serving, id: web::Path<String>, asked: Asked) -> Result<HttpResponse, Fault> {
    find_assisted(&staff, &id).await?;
    let read = staff.db.read().await?;
    let filter = DeskFilter { query: Query::parse(asked.words()), within: staff.within(), ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(FEW)).await?.items;
    let here = format!("{HERE}/{id}/layanan");
    let page = Services {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Citizens)).await?,
        back: format!("{HERE}/{id}"),
        query: asked.words().to_owned(),
        found: found.into_iter().map(|found| Link::new(found.name, format!("{here}/{}", found.id))).collect(),
        here,
    };
    answer::page(&page)
}

/// `GET /kelola/warga/{id}/layanan/{layanan}`
pub async fn show(staff: Serving, path: web::Path<(String, String)>) -> Result<HttpResponse, Fault> {
    let fields = [Field::new(WANTED), Field::new(REASON), Field::new(DAYS).with("14"), Field::new(AGREES)];
    answer::page(&page(&staff, &path, fields, None).await?)
}

/// `POST /kelola/warga/{id}/layanan/{layanan}`
pub async fn submit(staff: Serving, path: web::Path<(String, String)>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (visit, account, _) = find_assisted(&staff, &path.0).await?;
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &path.1).await?;
    drop(read);
    let chosen: Vec<String> = typed.all(WANTED).map(str::to_owned).collect();
    let [mut wanted, mut reason, mut days, mut agrees] = [WANTED, REASON, DAYS, AGREES].map(|name| typed.field(name));
    let given: Vec<(Wanted, Uuid)> = fitting(&staff, account.id, &desk)
        .await?
        .into_iter()
        .filter_map(|(wanted, document)| Some((wanted, document?.id)))
        .filter(|(wanted, _)| chosen.iter().any(|code| code == wanted.kind.as_str()))
        .collect();
    if given.is_empty() {
        wanted.error = Some("Pilih sedikitnya satu berkas.".to_owned());
    }
    let why = reason.need("Tulis untuk apa berkas ini dipakai.", Reason::parse);
    let span = SPANS.iter().find(|(value, _)| *value == days.value).and_then(|(value, _)| value.parse::<i64>().ok());
    if span.is_none() {
        days.error = Some("Pilih untuk berapa lama.".to_owned());
    }
    if agrees.value != YES {
        agrees.error = Some("Berkas hanya dipakai bila warga menyetujuinya di depan Anda.".to_owned());
    }
    let (Some(why), Some(span), false, None) = (why, span, given.is_empty(), &agrees.error) else {
        let page = page(&staff, &path, [wanted, reason, days, agrees], Some(chosen)).await?;
        return answer::wrong(&page);
    };
    let (wanted, documents): (Vec<Wanted>, Vec<Uuid>) = given.into_iter().unzip();
    let new = NewRequest {
        region: staff.tenant.code(),
        service: (desk.service.id, desk.service.name.clone()),
        agency: desk.agency.name.clone(),
        by: (staff.who.account, staff.who.name.to_string()),
        wanted,
        reason: why,
        days: span,
        spoken: true,
    };
    match staff.app.vault.ask_aloud(&staff.act, visit.account, new, &documents).await {
        Ok(request) => answer::see(format!("{}/{request}?kabar=lisan", crate::desk::vault::HERE)),
        Err(AskRefused::Storage(error)) => Err(error.into()),
        // nobody sits before herself
        Err(AskRefused::Nothing | AskRefused::Code | AskRefused::Oneself) => {
            Err(Fault::BadRequest("no document".to_owned()))
        }
    }
}

/// `POST /kelola/warga/{id}/izin/{item}/cabut`: she takes it back, aloud too.
pub async fn withdraw(staff: Serving, path: web::Path<(String, Uuid)>) -> Result<HttpResponse, Fault> {
    let (id, item) = path.into_inner();
    let (visit, ..) = find_assisted(&staff, &id).await?;
    if !staff.app.vault.withdraw(&staff.act, visit.account, item).await? {
        return Err(Fault::NotFound);
    }
    answer::see(format!("{HERE}/{id}?kabar=dicabut"))
}

/// What the service requires, each with the document that she has.
async fn fitting(staff: &Serving, account: Uuid, desk: &DeskService) -> Result<Vec<(Wanted, Option<Document>)>, Fault> {
    let own = staff.app.vault.documents(account).await?;
    let find = |wanted: &Wanted| own.iter().find(|document| document.kind == wanted.kind).cloned();
    Ok(requirements(desk)
        .into_iter()
        .map(|wanted| (find(&wanted), wanted))
        .map(|(own, wanted)| (wanted, own))
        .collect())
}

async fn page(
    staff: &Serving,
    (id, service): &(String, String),
    [wanted, reason, days, agrees]: [Field; 4],
    chosen: Option<Vec<String>>,
) -> Result<Consent, Fault> {
    let (_, account, _) = find_assisted(staff, id).await?;
    let read = staff.db.read().await?;
    let desk = staff.service(&read, service).await?;
    let frame = staff.frame(&read, Some(DeskTab::Citizens)).await?;
    drop(read);
    let w = Words::default();
    let (mut choices, mut missing) = (Vec::new(), Vec::new());
    for (wanted, document) in fitting(staff, account.id, &desk).await? {
        let kind = wanted.kind.as_str();
        if document.is_some() {
            let mut choice = Choice::new(kind, wanted.requirement.clone()).hint(kinds::name_of(w, kind));
            choice.chosen = chosen.as_ref().is_none_or(|chosen| chosen.iter().any(|code| code == kind));
            choices.push(choice);
        } else {
            missing.push(kinds::name_of(w, kind));
        }
    }
    Ok(Consent {
        w,
        frame,
        name: account.name.to_string(),
        back: format!("{HERE}/{id}"),
        service: desk.service.name.clone(),
        action: format!("{HERE}/{id}/layanan/{}", desk.service.id),
        summary: ErrorSummary::of([&wanted, &reason, &days, &agrees]),
        fitting: choices,
        missing,
        spans: SPANS.iter().map(|(value, label)| Choice::new(*value, *label).chosen_in(&days)).collect(),
        spoken: vec![Choice::new(YES, "Warga setuju secara lisan di depan saya").chosen_in(&agrees)],
        wanted,
        reason,
        days,
        agrees,
    })
}
