//! Asking: for which service, then whom and why.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_catalog::Query;
use balai_catalog::queries::{self, DeskFilter, DeskService, Page};
use balai_kernel::Contact;
use balai_storage::{Read, Tenant};
use balai_vault::{AskRefused, NewRequest, Reason, Wanted, Whom};

use super::{Asking, HERE};
use crate::account::vault::kinds;
use crate::asked::Asked;
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::parts::Link;
use crate::words::Words;

/// Services of one answer.
pub(crate) const FEW: u64 = 20;
const CONTACT: &str = "kontak";
const CODE: &str = "kode";
pub(crate) const REASON: &str = "alasan";
pub(crate) const DAYS: &str = "lama";
pub(crate) const WANTED: &str = "minta";
/// For how many days what is given may be used.
pub(crate) const SPANS: [(&str, &str); 3] = [("7", "7 hari"), ("14", "14 hari"), ("30", "30 hari")];

/// Which service.
#[derive(Template)]
#[template(path = "desk/vault/services.html")]
pub struct Services {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The words that are looked for.
    pub query: String,
    /// The services found.
    pub found: Vec<Link>,
}

/// Whom, why, and which documents.
#[derive(Template)]
#[template(path = "desk/vault/ask.html")]
pub struct Ask {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The service.
    pub service: String,
    /// Where the form goes.
    pub action: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The code that the citizen shows.
    pub code: Field,
    /// Or the address or number of her account.
    pub contact: Field,
    /// The documents.
    pub wanted: Field,
    /// Those that the service requires.
    pub requirements: Vec<Choice>,
    /// Why.
    pub reason: Field,
    /// For how long.
    pub days: Field,
    /// Its answers.
    pub spans: Vec<Choice>,
}

/// `GET /kelola/berkas/layanan`
pub async fn services(staff: Asking, asked: Asked) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let filter = DeskFilter { query: Query::parse(asked.words()), within: staff.within(), ..DeskFilter::default() };
    let found = queries::desk_services(&read, &filter, Page::first(FEW)).await?.items;
    let page = Services {
        w: Words::default(),
        frame: staff.frame(&read, Some(DeskTab::Documents)).await?,
        query: asked.words().to_owned(),
        found: found
            .into_iter()
            .map(|service| Link::new(service.name, format!("{HERE}/layanan/{}", service.id)))
            .collect(),
    };
    answer::page(&page)
}

/// `GET /kelola/berkas/layanan/{id}`
pub async fn show(staff: Asking, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    let all = requirements(&desk).into_iter().map(|wanted| wanted.kind.to_string()).collect();
    let fields =
        [Field::new(CODE), Field::new(CONTACT), Field::new(WANTED), Field::new(REASON), Field::new(DAYS).with("14")];
    answer::page(&compose(&staff, &read, &desk, fields, all).await?)
}

/// `POST /kelola/berkas/layanan/{id}`
pub async fn submit(staff: Asking, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let read = staff.db.read().await?;
    let desk = staff.service(&read, &id).await?;
    drop(read);
    let chosen: Vec<String> = typed.all(WANTED).map(str::to_owned).collect();
    let [mut code, mut contact, mut wanted, mut reason, mut days] =
        [CODE, CONTACT, WANTED, REASON, DAYS].map(|name| typed.field(name));
    let why = reason.need("Tulis untuk apa berkas ini diminta.", Reason::parse);
    let span = SPANS.iter().find(|(value, _)| *value == days.value).and_then(|(value, _)| value.parse::<i64>().ok());
    if span.is_none() {
        days.error = Some("Pilih untuk berapa lama.".to_owned());
    }
    let asked: Vec<Wanted> =
        requirements(&desk).into_iter().filter(|known| chosen.iter().any(|code| code == known.kind.as_str())).collect();
    if asked.is_empty() {
        wanted.error = Some("Pilih sedikitnya satu berkas.".to_owned());
    }
    let reached = match (code.value.trim(), contact.value.trim()) {
        ("", "") => {
            code.error = Some("Tulis kode yang ditunjukkan warga, atau surel atau nomor ponselnya.".to_owned());
            None
        }
        ("", _) => contact.read(Contact::parse),
        _ => None,
    };
    let by_code = !code.value.trim().is_empty();
    if let (Some(why), Some(span), false, true) = (why, span, asked.is_empty(), by_code || reached.is_some()) {
        let new = NewRequest {
            region: staff.tenant.code(),
            service: (desk.service.id, desk.service.name.clone()),
            agency: desk.agency.name.clone(),
            by: (staff.who.account, staff.who.name.to_string()),
            wanted: asked,
            reason: why,
            days: span,
            spoken: false,
        };
        match send(&staff, by_code.then(|| code.value.clone()), reached, new).await? {
            Ok(to) => return answer::see(to),
            Err(sentence) => code.error = Some(sentence),
        }
    }
    let read = staff.db.read().await?;
    answer::wrong(&compose(&staff, &read, &desk, [code, contact, wanted, reason, days], chosen).await?)
}

/// Asks by the code, or by the address or number: whether anybody has that is not said.
async fn send(
    staff: &Asking,
    code: Option<String>,
    contact: Option<Contact>,
    new: NewRequest,
) -> Result<Result<String, String>, Fault> {
    let whom = match (code, contact) {
        (Some(code), _) => {
            if let Some(until) = staff.app.identity.count_shown_code(&staff.act, staff.who.account).await? {
                let seconds = u64::try_from((until - staff.act.at).num_seconds()).unwrap_or(0);
                return Err(Fault::TooMany(seconds.max(1)));
            }
            Whom::Code(code)
        }
        (None, Some(contact)) => {
            let account = staff.app.identity.account_by_contact(&contact).await?;
            Whom::Account(account.map(|account| account.id))
        }
        (None, None) => return Err(Fault::BadRequest("nobody is asked".to_owned())),
    };
    let by_code = matches!(whom, Whom::Code(_));
    match staff.app.vault.ask(&staff.act, whom, new).await {
        Ok(id) if by_code => {
            staff.app.identity.take_back_shown_code(&staff.act, staff.who.account).await?;
            Ok(Ok(format!("{HERE}/{id}?kabar=diminta")))
        }
        Ok(_) => Ok(Ok(format!("{HERE}?kabar=diminta"))),
        Err(AskRefused::Code) => {
            Ok(Err("Kode ini tidak dikenal atau sudah lewat 10 menit. Minta warga menampilkan kode baru.".to_owned()))
        }
        Err(AskRefused::Oneself) => Ok(Err("Ini akun Anda sendiri. Mintalah petugas lain memintanya.".to_owned())),
        Err(AskRefused::Nothing) => Err(Fault::BadRequest("no document".to_owned())),
        Err(AskRefused::Storage(error)) => Err(error.into()),
    }
}

/// The documents that the newest version of a service's standard requires, each kind once.
pub(crate) fn requirements(desk: &DeskService) -> Vec<Wanted> {
    let mut all: Vec<Wanted> = Vec::new();
    for requirement in &desk.newest.content.requirements {
        let Some(kind) = &requirement.document else { continue };
        if !all.iter().any(|known| known.kind == *kind) {
            all.push(Wanted { kind: kind.clone(), requirement: requirement.text.to_string() });
        }
    }
    all
}

async fn compose(
    staff: &Asking,
    read: &Read<Tenant>,
    desk: &DeskService,
    [code, contact, wanted, reason, days]: [Field; 5],
    chosen: Vec<String>,
) -> Result<Ask, Fault> {
    let w = Words::default();
    let choice = |known: Wanted| {
        let mut choice =
            Choice::new(known.kind.as_str(), known.requirement).hint(kinds::name_of(w, known.kind.as_str()));
        choice.chosen = chosen.iter().any(|code| code == known.kind.as_str());
        choice
    };
    Ok(Ask {
        w,
        frame: staff.frame(read, Some(DeskTab::Documents)).await?,
        service: desk.service.name.clone(),
        action: format!("{HERE}/layanan/{}", desk.service.id),
        summary: ErrorSummary::of([&code, &contact, &wanted, &reason, &days]),
        requirements: requirements(desk).into_iter().map(choice).collect(),
        spans: SPANS.iter().map(|(value, label)| Choice::new(*value, *label).chosen_in(&days)).collect(),
        code,
        contact,
        wanted,
        reason,
        days,
    })
}
