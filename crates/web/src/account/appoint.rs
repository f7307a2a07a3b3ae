//! `/keluarga/tunjuk`: whom one appoints, for what and for how long, one question after the other. What was answered goes along.

mod halls;

use std::fmt::Display;

use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder};
use askama::Template;
use balai_identity::{AppointRefused, MandateScope, NewMandate};
use balai_tenancy::Tenant;
use chrono::TimeDelta;
use halls::{found, open_hall, published, regions};

use super::contact_step::read;
use super::family::FAMILY;
use super::sign_in::Wait;
use crate::access::Person;
use crate::caller;
use crate::desk::typed::Typed;
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::words::Words;

/// The words by which a service is looked for, and the button that looks.
const WORDS: &str = "cari";
const LOOK: &str = "lihat";
/// The question that was asked, and the button that leads to one before it.
const ASKED: &str = "langkah";
const BACK: &str = "kembali";
/// Answers to what it is for.
const EVERYTHING: &str = "semua";
const ONE_REGION: &str = "satu-daerah";
const ONE_SERVICE: &str = "satu-layanan";
const SCOPES: [(&str, &str, &str); 3] = [
    (EVERYTHING, "family-everything", "family-everything-hint"),
    (ONE_REGION, "family-one-region", "family-one-region-hint"),
    (ONE_SERVICE, "family-one-service", "family-one-service-hint"),
];
/// For how many days somebody is appointed.
const SPANS: [(&str, &str); 4] =
    [("7", "family-week"), ("30", "family-month"), ("182", "family-half-year"), ("365", "family-year")];
/// The span that is chosen already.
const USUAL: &str = "30";

/// A question, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Whom.
    Who,
    /// For what.
    Scope,
    /// For which region.
    Region,
    /// For which service.
    Service,
    /// For how long.
    Span,
}

/// One question of the form.
#[derive(Template)]
#[template(path = "account/appoint.html")]
pub struct Appoint {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The form's token.
    pub form: FormToken,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The question.
    pub step: Step,
    /// What was answered, in words.
    pub rows: Vec<(String, String)>,
    /// The same for the form.
    pub hidden: Vec<Field>,
    /// The question's field.
    pub field: Field,
    /// Its answers, where one chooses.
    pub choices: Vec<Choice>,
    /// What is said of them.
    pub hint: String,
    /// What services are looked for with.
    pub words: Field,
    /// What was looked for instead, after a typing error.
    pub corrected: Option<String>,
    /// That nothing was found.
    pub nothing: Option<String>,
    /// The question before it.
    pub back: Option<Step>,
}

/// What was typed so far.
struct Draft {
    who: Field,
    scope: Field,
    region: Field,
    words: Field,
    service: Field,
    span: Field,
}

impl Step {
    const ALL: [Self; 5] = [Self::Who, Self::Scope, Self::Region, Self::Service, Self::Span];

    /// The name of its field.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Who => "kontak",
            Self::Scope => "cakupan",
            Self::Region => "daerah",
            Self::Service => "layanan",
            Self::Span => "lama",
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The question before this one; which are asked depends on what it is for.
    fn before(self, scope: &str) -> Option<Self> {
        match (self, scope) {
            (Self::Who, _) => None,
            (Self::Scope, _) => Some(Self::Who),
            (Self::Region, _) | (Self::Span, EVERYTHING) => Some(Self::Scope),
            (Self::Service, _) | (Self::Span, ONE_REGION) => Some(Self::Region),
            (Self::Span, _) => Some(Self::Service),
        }
    }
}

impl Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

/// `GET /keluarga/tunjuk`
pub async fn ask(person: Person, request: HttpRequest) -> Result<HttpResponse, Fault> {
    let draft = Draft::of(&Typed::default());
    page(&person, Words::chosen(&request), HttpResponse::Ok(), Step::Who, draft).await
}

/// `POST /keluarga/tunjuk`: the next question, or it is done. Whether anybody has the address is not said.
pub async fn submit(person: Person, request: HttpRequest, typed: Typed) -> Result<HttpResponse, Fault> {
    let (w, mut draft) = (Words::chosen(&request), Draft::of(&typed));
    if let Some(step) = Step::named(typed.text(BACK)) {
        return page(&person, w, HttpResponse::Ok(), step, draft).await;
    }
    let new = match draft.read(&person, w, &typed).await? {
        Ok(new) => new,
        Err(step) => {
            let wrong = [draft.field(step), &draft.words].iter().any(|field| field.error.is_some());
            let status = if wrong { HttpResponse::UnprocessableEntity() } else { HttpResponse::Ok() };
            return page(&person, w, status, step, draft).await;
        }
    };
    let mut status = HttpResponse::UnprocessableEntity();
    draft.who.error = Some(match person.app.identity.appoint(&person.act, person.who.account, &new).await {
        Ok(_) => return Ok(caller::to(&format!("{FAMILY}?kabar=ditunjuk")).finish()),
        Err(AppointRefused::Oneself) => w.t("family-oneself"),
        Err(AppointRefused::TooMany) => w.t("family-too-many"),
        Err(AppointRefused::TooManyTries(until)) => {
            let wait = Wait::until(until, person.act.at);
            status = HttpResponse::TooManyRequests();
            status.insert_header(("Retry-After", wait.seconds().to_string()));
            wait.say(w)
        }
        Err(AppointRefused::Storage(error)) => return Err(error.into()),
    });
    page(&person, w, status, Step::Who, draft).await
}

impl Draft {
    fn of(typed: &Typed) -> Self {
        let field = |name| Field::new(name).typed(typed.text(name));
        let [who, scope, region, service, span] = Step::ALL.map(|step| field(step.name()));
        Self { who, scope, region, words: field(WORDS), service, span }
    }

    fn field(&self, step: Step) -> &Field {
        match step {
            Step::Who => &self.who,
            Step::Scope => &self.scope,
            Step::Region => &self.region,
            Step::Service => &self.service,
            Step::Span => &self.span,
        }
    }

    /// Whom she appoints for what, or the first question without a fitting answer.
    async fn read(&mut self, person: &Person, w: Words, typed: &Typed) -> Result<Result<NewMandate, Step>, Fault> {
        let asked = Step::named(typed.text(ASKED));
        // a question that was not asked yet has no wrong answer
        let missing = |step: Step, field: &mut Field, sentence: String| {
            let was_asked = asked.map_or(!field.value.is_empty(), |asked| asked >= step);
            field.error = was_asked.then_some(sentence);
            Ok(Err(step))
        };
        let agent = match read(w, &self.who.value, person.app.reaches_phones) {
            Ok(agent) => agent,
            Err(sentence) => {
                let missing = self.who.value.is_empty();
                self.who.error = Some(if missing { w.t("family-contact-missing") } else { sentence });
                return Ok(Err(Step::Who));
            }
        };
        let scope = match self.scope.value.as_str() {
            EVERYTHING => MandateScope::All,
            ONE_REGION | ONE_SERVICE => {
                let Some(tenant) = open_hall(person, &self.region.value).await? else {
                    return missing(Step::Region, &mut self.region, w.t("family-region-missing"));
                };
                if self.scope.value == ONE_REGION {
                    MandateScope::Region(tenant.code())
                } else if typed.has(LOOK) {
                    self.service.value.clear();
                    let none = self.words.value.is_empty();
                    self.words.error = none.then(|| w.t("family-words-missing"));
                    return Ok(Err(Step::Service));
                } else if let Some((id, name)) = published(person, &tenant, &self.service.value).await? {
                    MandateScope::Service { region: tenant.code(), id, name }
                } else {
                    let key =
                        if self.service.value.is_empty() { "family-service-missing" } else { "family-service-gone" };
                    let sentence = w.say(key).put("region", tenant.region.name.as_str()).to_string();
                    return missing(Step::Service, &mut self.service, sentence);
                }
            }
            _ => return missing(Step::Scope, &mut self.scope, w.t("family-scope-missing")),
        };
        let days = SPANS.iter().find(|(days, _)| *days == self.span.value).and_then(|(days, _)| days.parse().ok());
        let Some(days) = days else {
            return missing(Step::Span, &mut self.span, w.t("family-span-missing"));
        };
        Ok(Ok(NewMandate { agent, scope, ends_at: person.act.at + TimeDelta::days(days) }))
    }
}

/// A question. A service is asked for in a hall: without one that is asked for.
async fn page(
    person: &Person,
    w: Words,
    status: HttpResponseBuilder,
    mut step: Step,
    mut draft: Draft,
) -> Result<HttpResponse, Fault> {
    let tenant = open_hall(person, &draft.region.value).await?;
    let mut rows = vec![(w.t("family-agent"), draft.who.value.clone())];
    let (mut choices, mut corrected, mut nothing, mut hint) = (Vec::new(), None, None, String::new());
    match (step, &tenant) {
        (Step::Who, _) => rows.clear(),
        (Step::Scope, _) => {
            choices = SCOPES.iter().map(|(value, key, hint)| Choice::new(*value, w.t(key)).hint(w.t(hint))).collect();
        }
        (Step::Service, Some(tenant)) => {
            let region = tenant.region.name.as_str();
            rows.push((w.t("family-region-one"), region.to_owned()));
            let answer = found(person, tenant, &draft.words.value).await?;
            if answer.has_more {
                hint = w.say("search-most").put("count", answer.services.len() as u64).to_string();
            }
            (choices, corrected) = (answer.services, answer.corrected);
            let none = choices.is_empty() && !draft.words.value.is_empty();
            nothing = none.then(|| w.say("family-service-none").put("region", region).to_string());
            // without a list, what is wrong with the choice is told where one looks for another
            draft.words.error = draft.words.error.or_else(|| draft.service.error.take_if(|_| choices.is_empty()));
        }
        (Step::Region | Step::Service, _) => {
            step = Step::Region;
            choices = regions(person, w).await?;
        }
        (Step::Span, _) => {
            rows.extend(said(person, w, tenant.as_ref(), &draft).await?);
            choices = SPANS.iter().map(|(days, key)| Choice::new(*days, w.t(key))).collect();
            if draft.span.value.is_empty() {
                draft.span.value = USUAL.to_owned();
            }
        }
    }
    let field = draft.field(step).clone();
    let choices: Vec<Choice> = choices.into_iter().map(|choice| choice.chosen_in(&field)).collect();
    let others = Step::ALL.into_iter().filter(|other| *other != step).map(|other| draft.field(other).clone());
    let words = (step != Step::Service).then(|| draft.words.clone());
    let hidden = others.chain(words).filter(|field| !field.value.is_empty()).collect();
    let page = Appoint {
        w,
        frame: Frame::account(w, &person.here, Some(person.who.name.as_str())),
        form: person.form.clone(),
        summary: ErrorSummary::of([&field, &draft.words]),
        back: step.before(&draft.scope.value),
        step,
        rows,
        hidden,
        field,
        choices,
        hint,
        words: draft.words,
        corrected,
        nothing,
    };
    caller::page(status, &page)
}

/// For what it is, as it was chosen.
async fn said(
    person: &Person,
    w: Words,
    tenant: Option<&Tenant>,
    draft: &Draft,
) -> Result<Vec<(String, String)>, Fault> {
    let limited = tenant.filter(|_| draft.scope.value != EVERYTHING);
    let region = limited.map_or_else(|| w.t("family-all-regions"), |tenant| tenant.region.name.clone());
    let mut rows = vec![(w.t("family-region-one"), region)];
    if let Some(tenant) = limited.filter(|_| draft.scope.value == ONE_SERVICE)
        && let Some((_, name)) = published(person, tenant, &draft.service.value).await?
    {
        rows.push((w.t("family-service-one"), name));
    }
    Ok(rows)
}
