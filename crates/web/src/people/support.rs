//! Support access: an owner lets somebody of the ministry look for a time, sees who looks, and ends it.

use actix_web::{HttpResponse, HttpResponseBuilder, web};
use askama::Template;
use balai_identity::{NamedSupport, SupportRefused};
use balai_kernel::Email;
use balai_rbac::support::{Reason, Span};
use balai_rbac::{Permission, Support};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::{Mark, Staff, may};
use crate::caller;
use crate::desk::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

/// The page.
pub const PATH: &str = "/kelola/bantuan";
/// The longest text that comes back into a field.
const LONGEST_SHOWN: usize = 1_000;

/// The page.
#[derive(Template)]
#[template(path = "people/support.html")]
pub struct SupportPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// What was done a moment ago.
    pub news: Option<News>,
    /// Who looks now.
    pub open: Vec<OpenLine>,
    /// The form, for who may let somebody in.
    pub asks: Option<Asks>,
    /// What was before, the newest first.
    pub past: Vec<PastLine>,
}

/// Somebody who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLine {
    /// Who.
    pub name: String,
    /// Her address.
    pub email: String,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: String,
    /// Who let her in and when.
    pub given: String,
    /// The form that ends it, for who may.
    pub withdraw: Option<String>,
    /// All that she opened, in the trail.
    pub trail: String,
}

/// Somebody who looked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastLine {
    /// Who.
    pub name: String,
    /// Why.
    pub reason: String,
    /// From when.
    pub from: String,
    /// Until when, and whether it was ended.
    pub until: String,
}

/// The fields.
#[derive(Clone, Debug)]
pub struct Asks {
    /// What is wrong.
    pub summary: ErrorSummary,
    /// Whom.
    pub email: Field,
    /// For how long.
    pub span: Field,
    /// Its answers.
    pub spans: Vec<Choice>,
    /// Why.
    pub reason: Field,
}

/// What has just been done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// Somebody was let in.
    Given,
    /// It was ended.
    Withdrawn,
    /// It had ended before.
    Over,
}

impl News {
    const ALL: [Self; 3] = [Self::Given, Self::Withdrawn, Self::Over];

    const fn word(self) -> &'static str {
        match self {
            Self::Given => "diizinkan",
            Self::Withdrawn => "dicabut",
            Self::Over => "berakhir",
        }
    }

    /// The sentence.
    pub const fn says(self) -> &'static str {
        match self {
            Self::Given => "Akses diizinkan. Ia dan penanggung jawab daerah diberi tahu lewat surel.",
            Self::Withdrawn => "Akses dicabut dan langsung berakhir.",
            Self::Over => "Akses ini sudah berakhir.",
        }
    }

    fn back(self) -> HttpResponse {
        caller::to(&format!("{PATH}?kabar={}", self.word())).finish()
    }
}

/// What the address says.
#[derive(Debug, Deserialize)]
pub struct Asked {
    kabar: Option<String>,
}

/// Who looks, who looked, and the form.
pub async fn show(staff: Staff<may::StaffView>, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let news = News::ALL.into_iter().find(|news| asked.kabar.as_deref() == Some(news.word()));
    answer(&staff, HttpResponse::Ok(), Filled::default(), news).await
}

/// Lets somebody in.
pub async fn submit(staff: Staff<may::StaffInvite>, typed: Typed) -> Result<HttpResponse, Fault> {
    let mut filled = Filled::of(&typed);
    let Some((email, span, reason)) = filled.read() else {
        return answer(&staff, HttpResponse::UnprocessableEntity(), filled, None).await;
    };
    let (set, app) = (staff.permissions().await?, &staff.app);
    let grant = Support::grant(staff.tenant.code());
    let permitted = app.authority.permitted(&app.control().read().await?, &set, grant).await?;
    let grant = permitted.ok_or(Fault::NotAllowed)?;
    let (identity, giver) = (&app.identity, staff.who.account);
    let why = match identity.give_support(&staff.act, giver, &email, &grant, span, &reason).await {
        Ok(_) => return Ok(News::Given.back()),
        Err(SupportRefused::Nobody) => {
            "Tidak ada pegawai kementerian dengan alamat ini. Tanyakan alamat yang ia pakai untuk masuk."
        }
        Err(SupportRefused::WorksHere) => "Orang ini bekerja di daerah Anda dan tidak memerlukan akses bantuan.",
        Err(SupportRefused::Open) => "Orang ini sudah diizinkan. Cabut dulu bila waktunya harus lain.",
        Err(SupportRefused::TooMany) => "Sudah banyak orang yang diizinkan. Cabut dulu yang tidak diperlukan.",
        Err(SupportRefused::Storage(error)) => return Err(error.into()),
    };
    filled.email.error = Some(why.to_owned());
    answer(&staff, HttpResponse::UnprocessableEntity(), filled, None).await
}

/// Ends it.
pub async fn withdraw(staff: Staff<may::StaffInvite>, id: web::Path<Uuid>) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let (identity, code) = (&staff.app.identity, staff.tenant.code());
    if identity.withdraw_support(&staff.act, code, *id).await? {
        return Ok(News::Withdrawn.back());
    }
    let was_here = identity.latest_supports(code).await?.iter().any(|given| given.support.id == *id);
    was_here.then(|| News::Over.back()).ok_or(Fault::NotFound)
}

/// What was filled in.
struct Filled {
    email: Field,
    span: Field,
    reason: Field,
}

impl Default for Filled {
    fn default() -> Self {
        Self::of(&Typed::default())
    }
}

impl Filled {
    fn of(typed: &Typed) -> Self {
        let field =
            |name| Field::new(name).with(typed.text(name).trim().chars().take(LONGEST_SHOWN).collect::<String>());
        Self { email: field("surel"), span: field("lama"), reason: field("alasan") }
    }

    fn read(&mut self) -> Option<(Email, Span, Reason)> {
        let email =
            self.email.read(|text| Email::parse(text).map_err(|_| "Tulis alamat surel seperti nama@domain.go.id."));
        let chosen = |text: &str| Span::ALL.into_iter().find(|span| word(*span) == text);
        let span = self.span.read(|text| chosen(text).ok_or("Pilih untuk berapa lama."));
        let reason = self.reason.read(|text| {
            text.parse::<Reason>().map_err(|_| "Tulis alasan dengan 5 sampai 300 huruf, dalam satu baris.")
        });
        Some((email?, span?, reason?))
    }

    fn asks(self) -> Asks {
        let spans = Span::ALL.map(|span| Choice::new(word(span), title(span)).chosen_in(&self.span));
        let summary = ErrorSummary::of([&self.email, &self.span, &self.reason]);
        Asks { summary, spans: spans.to_vec(), email: self.email, span: self.span, reason: self.reason }
    }
}

const fn word(span: Span) -> &'static str {
    match span {
        Span::Hour => "1-jam",
        Span::FourHours => "4-jam",
        Span::Day => "1-hari",
        Span::ThreeDays => "3-hari",
    }
}

const fn title(span: Span) -> &'static str {
    match span {
        Span::Hour => "1 jam",
        Span::FourHours => "4 jam",
        Span::Day => "1 hari",
        Span::ThreeDays => "3 hari",
    }
}

async fn answer<M: Mark>(
    staff: &Staff<M>,
    status: HttpResponseBuilder,
    filled: Filled,
    news: Option<News>,
) -> Result<HttpResponse, Fault> {
    staff.for_the_region()?;
    let may_give = staff.may_here(Permission::StaffInvite).await?;
    let latest = staff.app.identity.latest_supports(staff.tenant.code()).await?;
    let open = &staff.supports;
    let is_open = |given: &NamedSupport| open.iter().any(|known| known.support.id == given.support.id);
    let page = SupportPage {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Staff)).await?,
        form: staff.form.clone(),
        news,
        open: open.iter().map(|given| open_line(staff, given, may_give)).collect(),
        asks: may_give.then(|| filled.asks()),
        past: latest.iter().filter(|given| !is_open(given)).map(|given| past_line(staff, given)).collect(),
    };
    caller::page(status, &page)
}

fn open_line<M: Mark>(staff: &Staff<M>, given: &NamedSupport, may_give: bool) -> OpenLine {
    let support = &given.support;
    let giver = given.giver.as_ref().map_or_else(String::new, |giver| format!("{giver}, "));
    OpenLine {
        name: given.helper.to_string(),
        email: given.email.as_str().to_owned(),
        reason: support.reason.clone(),
        until: staff.until(support.ends_at),
        given: format!("{giver}{}", staff.written(support.given_at)),
        withdraw: may_give.then(|| format!("{PATH}/{}/cabut", support.id)),
        trail: crate::asked::link("/kelola/jejak", [("siapa", format!("account:{}", support.account).as_str())]),
    }
}

fn past_line<M: Mark>(staff: &Staff<M>, given: &NamedSupport) -> PastLine {
    let support = &given.support;
    PastLine {
        name: given.helper.to_string(),
        reason: support.reason.clone(),
        from: staff.written(support.given_at),
        until: match support.withdrawn_at {
            Some(at) => format!("Dicabut {}", staff.written(at)),
            None => staff.written(support.ends_at),
        },
    }
}
