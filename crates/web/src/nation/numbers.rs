//! `/nik`: numbers that two accounts have, and `/nik/{id}`: who keeps it. Nothing here is in full: neither a number nor an
//! address nor a name.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{CaseState, NumberCase, Party, SettleRefused};
use balai_rbac::support::Reason;
use uuid::Uuid;

use super::{W, frame, id, moment, waiting};
use crate::access::{Ministry, may};
use crate::asked::{AFTER, Asked, link};
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::parts::{Link, Tab};
use crate::places;
use crate::reply;
use crate::words::Words;

/// Where the list is.
pub const HERE: &str = "/nik";
/// Cases of one page.
const PAGE: usize = 25;
const KEEP: &str = "tetap";
const REASON: &str = "alasan";
/// The answer that leaves the number with none of the accounts.
const NOBODY: &str = "tidak-ada";

/// What is said of an account that nobody was seen for, where no other has the number.
const ALONE: &str = "Satu-satunya akun dengan NIK ini; KTP-el-nya belum dilihat petugas";

/// The permission of these pages.
type Settling = Ministry<may::NumbersSettle>;

/// The list.
#[derive(Template)]
#[template(path = "nation/numbers.html")]
pub struct Numbers {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// What was just done.
    pub news: Option<&'static str>,
    /// How many wait.
    pub open: String,
    /// Those that wait, and all.
    pub tabs: Vec<Tab>,
    /// The newest first.
    pub lines: Vec<Line>,
    /// The next page.
    pub more: Option<String>,
}

/// One case.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its page.
    pub href: String,
    /// The number, masked.
    pub number: String,
    /// The accounts, masked.
    pub accounts: Vec<String>,
    /// When it came up.
    pub since: String,
    /// Where it stands: the colour and the words.
    pub state: (&'static str, String),
}

/// One case with its decision.
#[derive(Template)]
#[template(path = "nation/number.html")]
pub struct Number {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// The number, masked.
    pub number: String,
    /// Where it stands.
    pub state: (&'static str, String),
    /// What is known of it.
    pub rows: Vec<(&'static str, String)>,
    /// The accounts: who, and what clerks saw.
    pub parties: Vec<(String, Vec<String>)>,
    /// Where the decision goes; none where nobody can decide yet, or it is over.
    pub action: Option<String>,
    /// Whether it waits for somebody to be seen at a counter.
    pub waits: bool,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Who keeps the number.
    pub keep: Field,
    /// Those whose card was seen, or the only one.
    pub choices: Vec<Choice>,
    /// Why.
    pub reason: Field,
}

/// `GET /nik`
pub async fn show(ministry: Settling, asked: Asked) -> Result<HttpResponse, Fault> {
    let all = asked.text("semua") == "1";
    let (identity, kek) = (&ministry.app.identity, &ministry.app.kek);
    let mut cases = identity.cases(kek, !all, asked.after()?, PAGE as u64 + 1).await?;
    let more = cases.len() > PAGE;
    cases.truncate(PAGE);
    let after = cases.last().filter(|_| more).map(|last| last.id.to_string());
    let tab = |text, href, current| Tab { link: Link::new(text, href), current };
    reply::page(&Numbers {
        w: W,
        frame: frame(&ministry, NationTab::Numbers).await?,
        news: (asked.text("kabar") == "selesai").then_some("Selesai. Pemilik akun yang lain diberi tahu lewat surat."),
        open: W.number(i64::try_from(identity.open_cases().await?).unwrap_or(i64::MAX)),
        tabs: vec![tab("Menunggu", HERE, !all), tab("Semua", "/nik?semua=1", all)],
        lines: cases.iter().map(|case| line(&ministry, case)).collect(),
        more: after.map(|after| link(HERE, [("semua", if all { "1" } else { "" }), (AFTER, after.as_str())])),
    })
}

/// `GET /nik/{id}`
pub async fn one(ministry: Settling, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    let case = find(&ministry, &path).await?;
    reply::page(&page(&ministry, case, Field::new(KEEP), Field::new(REASON)).await?)
}

/// `POST /nik/{id}`
pub async fn settle(ministry: Settling, path: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let case = find(&ministry, &path).await?;
    let (mut keep, mut reason) = (typed.field(KEEP), typed.field(REASON));
    let chosen = match keep.value.as_str() {
        NOBODY => Some(None),
        text => Uuid::parse_str(text).ok().map(Some),
    };
    if chosen.is_none() {
        keep.error = Some("Pilih akun yang tetap memakai NIK ini.".to_owned());
    }
    let ask = "Tulis apa yang menjadi dasar keputusan ini.";
    let why = reason.need(ask, |text| text.parse::<Reason>().map_err(|_| "Tulis alasannya, 5 sampai 300 huruf."));
    if let (Some(chosen), Some(why)) = (chosen, why) {
        let (identity, kek) = (&ministry.app.identity, &ministry.app.kek);
        let sentence = match identity.settle_case(&ministry.act, kek, case.id, chosen, &why).await {
            Ok(()) => return Ok(reply::see(format!("{HERE}?kabar=selesai"))),
            Err(SettleRefused::Over) => return Ok(reply::see(format!("{HERE}/{}", case.id))),
            Err(SettleRefused::NotSeen) => "Belum ada petugas yang melihat KTP-el orang ini.",
            Err(SettleRefused::Own) => "Kasus ini menyangkut akun Anda sendiri. Mintalah rekan Anda memutusnya.",
            Err(SettleRefused::Storage(error)) => return Err(error.into()),
        };
        keep.error = Some(sentence.to_owned());
    }
    reply::to_correct(&page(&ministry, case, keep, reason).await?)
}

async fn find(ministry: &Settling, path: &str) -> Result<NumberCase, Fault> {
    ministry.app.identity.case(&ministry.app.kek, id(path)?).await?.ok_or(Fault::NotFound)
}

async fn page(ministry: &Settling, case: NumberCase, keep: Field, reason: Field) -> Result<Number, Fault> {
    let (mut parties, mut choices) = (Vec::new(), Vec::new());
    for party in &case.parties {
        let mut seen = Vec::new();
        for sighting in &party.seen {
            let region = places::region(&ministry.app, sighting.region).await?;
            seen.push(format!("KTP-el dilihat petugas di {region}, {}", moment(sighting.at)));
        }
        if case.may_keep(party.account.id) {
            let known = if seen.is_empty() { ALONE.to_owned() } else { seen.join(". ") };
            choices.push(Choice::new(party.account.id.to_string(), masked(party)).hint(known).chosen_in(&keep));
        }
        parties.push((format!("{}, memakai NIK ini sejak {}", masked(party), moment(party.since)), seen));
    }
    let mut rows = vec![("Muncul", moment(case.opened_at))];
    if let Some(region) = case.region {
        let region = places::region(&ministry.app, region).await?;
        rows.push(("Di loket", format!("{region}: orang dengan KTP-el ini hadir dan belum punya akun")));
        let label = "Tidak ada. Orang yang hadir di loket belum punya akun dan akan dibukakan";
        choices.push(Choice::new(NOBODY, label).chosen_in(&keep));
    }
    if let CaseState::Settled { at, reason, .. } = &case.state {
        rows.push(("Diputus", format!("{}: {reason}", moment(*at))));
    }
    let open = case.state == CaseState::Open;
    Ok(Number {
        w: W,
        frame: frame(ministry, NationTab::Numbers).await?,
        form: ministry.form.clone(),
        number: number(&case),
        state: state(ministry, &case),
        rows,
        parties,
        action: (open && !choices.is_empty()).then(|| format!("{HERE}/{}", case.id)),
        waits: open && choices.is_empty(),
        summary: ErrorSummary::of([&keep, &reason]),
        keep,
        choices,
        reason,
    })
}

fn line(ministry: &Settling, case: &NumberCase) -> Line {
    Line {
        href: format!("{HERE}/{}", case.id),
        number: number(case),
        accounts: case.parties.iter().map(masked).collect(),
        since: moment(case.opened_at),
        state: state(ministry, case),
    }
}

fn number(case: &NumberCase) -> String {
    case.number.clone().unwrap_or_else(|| "NIK".to_owned())
}

fn state(ministry: &Settling, case: &NumberCase) -> (&'static str, String) {
    let seen = case.region.is_some() || case.parties.iter().any(|party| !party.seen.is_empty());
    match &case.state {
        CaseState::Open if seen => {
            ("yellow", format!("Dapat diputus, menunggu {}", waiting(case.opened_at, ministry.act.at)))
        }
        CaseState::Open => ("grey", "Menunggu orangnya datang ke loket".to_owned()),
        CaseState::Dissolved(_) => ("green", "Selesai sendiri".to_owned()),
        CaseState::Settled { .. } => ("green", "Diputus".to_owned()),
    }
}

/// Enough to tell the accounts apart: `S*** A***, s***@contoh.id`.
fn masked(party: &Party) -> String {
    let name = party.account.name.as_str().split_whitespace();
    let name: Vec<String> = name.filter_map(|word| word.chars().next()).map(|first| format!("{first}***")).collect();
    let contact = party.account.contact().map_or_else(|| "akun berbantuan".to_owned(), |contact| contact.masked());
    format!("{}, {contact}", name.join(" "))
}
