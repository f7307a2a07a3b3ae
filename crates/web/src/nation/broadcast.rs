//! `/siaran/baru` and `/siaran/{id}`: one message to the regions, and which of them have read it.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::{ProvinceCode, Zone};
use balai_tenancy::broadcasts::{Body, Broadcast, Importance, NewBroadcast, Provinces, Title};
use balai_tenancy::regions;
use chrono::{Days, NaiveDate};

use super::broadcasts::{HERE, importance, state, to, when};
use super::{W, frame, id, moment};
use crate::access::{Ministry, Person, may};
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{Frame, NationTab};
use crate::reply;
use crate::root::signup::status::Tag;
use crate::words::Words;

/// The permission of these pages.
type Telling = Ministry<may::BroadcastsEdit>;
/// Some provinces only.
const SOME: &str = "provinsi";

/// The form.
#[derive(Template)]
#[template(path = "nation/broadcast_new.html")]
pub struct NewPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The fields.
    pub fields: Fields,
}

/// What is typed.
#[derive(Clone, Debug)]
pub struct Fields {
    /// What it is about.
    pub title: Field,
    /// What it says.
    pub body: Field,
    /// How much it matters.
    pub importance: Field,
    /// Its answers.
    pub importances: Vec<Choice>,
    /// For all, or some.
    pub scope: Field,
    /// Its answers.
    pub scopes: Vec<Choice>,
    /// Which provinces.
    pub provinces: Field,
    /// All of them.
    pub all_provinces: Vec<Choice>,
    /// The first day.
    pub from: Field,
    /// The last day.
    pub until: Field,
}

/// A message and who has read it.
#[derive(Template)]
#[template(path = "nation/broadcast.html")]
pub struct BroadcastPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What it is about.
    pub title: String,
    /// What it says, line by line.
    pub lines: Vec<String>,
    /// Its state.
    pub tag: Tag,
    /// Facts, label and value.
    pub facts: Vec<(&'static str, String)>,
    /// Where it is withdrawn, while it can be.
    pub withdraw: Option<String>,
    /// `12 dari 40 daerah`.
    pub read_by: String,
    /// Regions where somebody has read it, with the first time.
    pub read: Vec<(String, String)>,
    /// Regions where nobody has.
    pub unread: Vec<String>,
}

impl Fields {
    fn typed(typed: &Typed, provinces: &[regions::Province]) -> Self {
        let (importance, scope) = (typed.field("penting"), typed.field("untuk"));
        let importances = [Importance::Usual, Importance::Important, Importance::Urgent];
        let chosen: Vec<&str> = typed.all(SOME).collect();
        let province = |province: &regions::Province| {
            let mut choice = Choice::new(province.code.as_str(), province.name.as_str());
            choice.chosen = chosen.contains(&province.code.as_str());
            choice
        };
        Self {
            title: typed.field("judul"),
            body: typed.field("pesan"),
            importances: importances
                .map(|each| Choice::new(word(each), super::broadcasts::importance(each)).chosen_in(&importance))
                .to_vec(),
            importance,
            scopes: [Choice::new("semua", "Semua daerah"), Choice::new(SOME, "Daerah di provinsi yang dipilih")]
                .map(|choice| choice.chosen_in(&scope))
                .to_vec(),
            scope,
            provinces: Field::new(SOME),
            all_provinces: provinces.iter().map(province).collect(),
            from: typed.field("mulai"),
            until: typed.field("sampai"),
        }
    }

    fn all(&self) -> [&Field; 7] {
        [&self.title, &self.body, &self.importance, &self.scope, &self.provinces, &self.from, &self.until]
    }

    /// The message; days are Jakarta's, and the last one counts whole.
    fn read(&mut self) -> Option<NewBroadcast> {
        let title = self.title.need("Tulis judul siaran.", Title::parse);
        let body = self.body.need("Tulis isi siaran.", Body::parse);
        let importance = self.importance.read(|text| {
            let all = [Importance::Usual, Importance::Important, Importance::Urgent];
            all.into_iter().find(|each| word(*each) == text).ok_or("Pilih seberapa penting siaran ini.")
        });
        let provinces = self.provinces();
        let from = self.from.need("Tulis hari pertama siaran ditampilkan.", day);
        let until = self.until.read(|text| if text.trim().is_empty() { Ok(None) } else { day(text).map(Some) });
        if let (Some(from), Some(Some(until))) = (from, until)
            && until < from
        {
            self.until.error = Some("Hari terakhir lebih awal daripada hari pertama.".to_owned());
            return None;
        }
        let end = |day: NaiveDate| day.checked_add_days(Days::new(1)).map(|next| Zone::Wib.midnight(next));
        Some(NewBroadcast {
            title: title?,
            body: body?,
            importance: importance?,
            provinces: provinces?,
            from: Zone::Wib.midnight(from?),
            until: until?.and_then(end),
        })
    }

    fn provinces(&mut self) -> Option<Provinces> {
        let scope = self.scope.read(|text| match text {
            "semua" => Ok(false),
            SOME => Ok(true),
            _ => Err("Pilih untuk siapa siaran ini."),
        })?;
        if !scope {
            return Some(Provinces::default());
        }
        let chosen = self.all_provinces.iter().filter(|choice| choice.chosen);
        let codes: Vec<ProvinceCode> = chosen.filter_map(|choice| ProvinceCode::parse(&choice.value).ok()).collect();
        if codes.is_empty() {
            self.provinces.error = Some("Pilih paling sedikit satu provinsi.".to_owned());
            return None;
        }
        Some(Provinces(codes))
    }
}

/// The form.
pub async fn blank(ministry: Telling) -> Result<HttpResponse, Fault> {
    let today = Zone::Wib.date(ministry.act.at).to_string();
    let begun = format!("penting=usual&untuk=semua&mulai={today}");
    let fields = Fields::typed(&Typed::parse(begun.as_bytes()), &provinces(&ministry).await?);
    reply::page(&form(&ministry, fields).await?)
}

/// Tells the regions.
pub async fn create(ministry: Telling, typed: Typed) -> Result<HttpResponse, Fault> {
    let mut fields = Fields::typed(&typed, &provinces(&ministry).await?);
    let Some(new) = fields.read() else { return reply::to_correct(&form(&ministry, fields).await?) };
    let id = ministry.app.broadcasts.write(&ministry.act, &new).await?;
    Ok(reply::see(format!("{HERE}/{id}")))
}

/// One message.
pub async fn show(ministry: Telling, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    let broadcasts = &ministry.app.broadcasts;
    let broadcast = broadcasts.one(id(&path)?).await?.ok_or(Fault::NotFound)?;
    let reached = broadcasts.reached(&broadcast).await?;
    let (mut read, mut unread) = (Vec::new(), Vec::new());
    for region in reached {
        match region.first_read {
            Some(at) => read.push((region.region, moment(at))),
            None => unread.push(region.region),
        }
    }
    reply::page(&BroadcastPage {
        w: W,
        frame: frame(&ministry, NationTab::Broadcasts).await?,
        form: ministry.form.clone(),
        lines: broadcast.body.lines().map(str::to_owned).collect(),
        tag: state(&broadcast, ministry.act.at),
        facts: facts(&ministry, &broadcast).await?,
        withdraw: can_be_withdrawn(&ministry, &broadcast).then(|| format!("{HERE}/{}/penarikan", broadcast.id)),
        read_by: format!("{} dari {} daerah", read.len(), read.len() + unread.len()),
        read,
        unread,
        title: broadcast.title,
    })
}

/// Withdraws a message; pressed twice is pressed once.
pub async fn withdraw(ministry: Telling, path: web::Path<String>) -> Result<HttpResponse, Fault> {
    let id = id(&path)?;
    let known = ministry.app.broadcasts.withdraw(&ministry.act, id).await?;
    if known { Ok(reply::see(format!("{HERE}/{id}"))) } else { Err(Fault::NotFound) }
}

fn can_be_withdrawn(person: &Person, broadcast: &Broadcast) -> bool {
    let over = broadcast.until.is_some_and(|until| until <= person.act.at);
    broadcast.withdrawn_at.is_none() && !over
}

async fn facts(person: &Person, broadcast: &Broadcast) -> Result<Vec<(&'static str, String)>, Fault> {
    let names: Vec<String> = provinces(person)
        .await?
        .into_iter()
        .filter(|province| broadcast.provinces.0.iter().any(|code| code.to_string() == province.code))
        .map(|province| province.name)
        .collect();
    let to = if names.is_empty() { to(broadcast) } else { names.join(", ") };
    let mut facts = vec![("Untuk", to), ("Sifat", importance(broadcast.importance).to_owned())];
    facts.push(("Ditampilkan", when(broadcast)));
    facts.extend(broadcast.withdrawn_at.map(|at| ("Ditarik", moment(at))));
    Ok(facts)
}

async fn provinces(person: &Person) -> Result<Vec<regions::Province>, Fault> {
    Ok(regions::provinces(&person.app.control().read().await?).await?)
}

async fn form(person: &Person, fields: Fields) -> Result<NewPage, Fault> {
    Ok(NewPage {
        w: W,
        frame: frame(person, NationTab::Broadcasts).await?,
        form: person.form.clone(),
        summary: ErrorSummary::of(fields.all()),
        fields,
    })
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    text.trim().parse().map_err(|_| "Tulis tanggal seperti 2026-12-01.")
}

fn word(importance: Importance) -> &'static str {
    match importance {
        Importance::Usual => "usual",
        Importance::Important => "important",
        Importance::Urgent => "urgent",
    }
}

#[cfg(any(test, feature = "gallery"))]
impl Fields {
    /// The fields of a sample page.
    pub(crate) fn sample(body: &[u8], provinces: &[regions::Province]) -> Self {
        let mut fields = Self::typed(&Typed::parse(body), provinces);
        fields.read();
        fields
    }

    /// What is wrong with them.
    pub(crate) fn summary(&self) -> ErrorSummary {
        ErrorSummary::of(self.all())
    }
}
