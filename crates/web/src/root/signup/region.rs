//! `/daftar/daerah`: which region? By typing or by reading a province's list.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_kernel::{RegionCode, Zone, fold};
use balai_storage::{Control, Read};
use balai_tenancy::onboarding::{Draft, DraftRefused, Page, Standing};
use balai_tenancy::regions::{self, Region};
use serde::Deserialize;

use super::applicant::{Applicant, Counted, onward};
use super::step::{self, Step};
use crate::edge::forgery::FormToken;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::Frame;
use crate::host::{Base, Site};
use crate::reply;
use crate::words::Words;

/// The first question.
#[derive(Template)]
#[template(path = "root/signup/region.html")]
pub struct RegionPage {
    /// The language.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The forms' token.
    pub form: FormToken,
    /// Where we are.
    pub step: Step,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// What was typed.
    pub query: Field,
    /// The chosen province, and all.
    pub province: Field,
    /// All provinces.
    pub provinces: Vec<Choice>,
    /// What came of it.
    pub outcome: Outcome,
}

/// What the page answers.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Nothing was asked yet.
    Nothing,
    /// No region has this name.
    NotFound,
    /// These do; one is to be chosen.
    Found(Answers),
    /// This one cannot sign up now.
    Refused(Refused),
    /// A correction stays with its region.
    Fixed(String),
}

/// Regions to choose from.
#[derive(Clone, Debug)]
pub struct Answers {
    /// `Ada dua daerah bernama Semarang`.
    pub legend: String,
    /// The answer.
    pub field: Field,
    /// Name, province, code and future address of each.
    pub choices: Vec<Choice>,
}

/// Why a region cannot sign up.
#[derive(Clone, Debug)]
pub struct Refused {
    /// `Kabupaten Sragen sudah bergabung`.
    pub title: String,
    /// The reason.
    pub text: String,
    /// Whom to ask, masked.
    pub contact: Option<String>,
    /// Its hall.
    pub hall: Option<String>,
}

/// What is asked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    provinsi: String,
    kode: String,
}

/// What is chosen.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Chosen {
    daerah: String,
    q: String,
    provinsi: String,
}

/// Shows the question, and the regions that answer to it.
pub async fn show(applicant: Applicant, asked: web::Query<Asked>) -> Result<HttpResponse, Fault> {
    let draft = applicant.draft().await?;
    reply::page(&page(&applicant, draft.as_ref(), &asked, None).await?)
}

/// Keeps the choice. Somebody who has no draft yet gets one here.
pub async fn submit(_: Counted, applicant: Applicant, chosen: web::Form<Chosen>) -> Result<HttpResponse, Fault> {
    let asked = Asked { q: chosen.q.clone(), provinsi: chosen.provinsi.clone(), kode: String::new() };
    let draft = applicant.draft().await?;
    let Ok(code) = RegionCode::parse(&chosen.daerah) else {
        let page = page(&applicant, draft.as_ref(), &asked, Some("Pilih salah satu daerah.")).await?;
        return reply::to_correct(&page);
    };
    let standing = applicant.app.sign_ups.standing(code, draft.as_ref(), applicant.act.at).await?;
    if standing.is_some_and(|standing| standing != Standing::Free) {
        return Ok(reply::see(taken(code)));
    }
    let token = match (&applicant.token, draft) {
        (Some(token), Some(draft)) if draft.application.is_none() => token.clone(),
        _ => applicant.app.sign_ups.begin(&applicant.act).await?.1,
    };
    match applicant.app.sign_ups.choose_region(&applicant.act, &token, code).await {
        Ok(draft) => Ok(onward(step::next(&draft), &token)),
        Err(DraftRefused::Standing(_)) => Ok(onward(&taken(code), &token)),
        Err(refused) => Err(refused.into()),
    }
}

/// The page that says why a region cannot sign up now.
pub fn taken(code: RegionCode) -> String {
    format!("{}?kode={code}", step::REGION)
}

async fn page(
    applicant: &Applicant,
    draft: Option<&Draft>,
    asked: &Asked,
    wrong: Option<&str>,
) -> Result<RegionPage, Fault> {
    let read = applicant.app.control().read().await?;
    let province = Field::new("provinsi").with(&asked.provinsi);
    let provinces = provinces(&read, &province).await?;
    let found = found(&read, asked).await?;
    let own = match draft.and_then(|draft| draft.region) {
        Some(code) => regions::by_code(&read, code).await?,
        None => None,
    };
    drop(read);
    let base = &applicant.app.base;
    let outcome = match (draft, own, &found[..]) {
        (Some(draft), Some(own), _) if draft.corrects.is_some() => Outcome::Fixed(own.name),
        (_, _, [only]) if !asked.kode.is_empty() => {
            let standing = applicant.app.sign_ups.standing(only.code, draft, applicant.act.at).await?;
            match standing.and_then(|standing| refused(only, standing, base)) {
                Some(refused) => Outcome::Refused(refused),
                None => Outcome::Found(answers(&found, &provinces, asked, wrong, base)),
            }
        }
        (_, Some(own), []) if asked.is_empty() && wrong.is_none() => {
            Outcome::Found(answers(&[own], &provinces, asked, None, base))
        }
        (_, _, []) if asked.is_empty() => Outcome::Nothing,
        (_, _, []) => Outcome::NotFound,
        _ => Outcome::Found(answers(&found, &provinces, asked, wrong, base)),
    };
    let mut query = Field::new("q").with(&asked.q);
    if let (Some(_), Outcome::Nothing | Outcome::NotFound) = (wrong, &outcome) {
        query = query.wrong("Tulis nama daerah Anda, lalu tekan Cari.");
    }
    let summary = match &outcome {
        Outcome::Found(answers) => ErrorSummary::of([&answers.field]),
        _ => ErrorSummary::of([&query]),
    };
    let correction = match draft {
        Some(draft) => applicant.correction(draft).await?,
        None => None,
    };
    let step = Step::of(Page::Region, correction);
    let form = applicant.form.clone();
    Ok(RegionPage {
        w: applicant.w,
        frame: applicant.frame(),
        form,
        step,
        summary,
        query,
        province,
        provinces,
        outcome,
    })
}

impl Asked {
    fn is_empty(&self) -> bool {
        self.q.trim().is_empty() && self.provinsi.is_empty() && self.kode.is_empty()
    }
}

async fn found(read: &Read<Control>, asked: &Asked) -> Result<Vec<Region>, Fault> {
    if let Ok(code) = RegionCode::parse(&asked.kode) {
        return Ok(regions::by_code(read, code).await?.into_iter().collect());
    }
    if !asked.q.trim().is_empty() {
        return Ok(regions::search(read, &asked.q).await?);
    }
    Ok(if asked.provinsi.is_empty() { Vec::new() } else { regions::of_province(read, &asked.provinsi).await? })
}

async fn provinces(read: &Read<Control>, chosen: &Field) -> Result<Vec<Choice>, Fault> {
    let mut provinces = regions::provinces(read).await?;
    provinces.sort_by(|a, b| bare(&a.name).cmp(bare(&b.name)));
    let all = provinces.into_iter().map(|p| Choice::new(&p.code, bare(&p.name)).chosen_in(chosen));
    Ok(std::iter::once(Choice::new("", "Pilih provinsi")).chain(all).collect())
}

/// A province without the word "Provinsi".
pub fn bare(province: &str) -> &str {
    province.strip_prefix("Provinsi ").unwrap_or(province)
}

fn answers(found: &[Region], provinces: &[Choice], asked: &Asked, wrong: Option<&str>, base: &Base) -> Answers {
    let namesakes = found.len() == 2 && fold(&found[0].short_name) == fold(&found[1].short_name);
    let legend = match found {
        [_] => "Ini daerah Anda?".to_owned(),
        [one, _] if namesakes => format!("Ada dua daerah bernama {}", one.short_name),
        _ if asked.q.trim().is_empty() => "Pilih daerah Anda".to_owned(),
        _ => format!("{} daerah cocok, pilih yang Anda wakili", found.len()),
    };
    let mut field = Field::new("daerah");
    if let [only] = found {
        field = field.with(only.code.to_string());
    }
    let choices = found
        .iter()
        .map(|region| {
            let province = provinces.iter().find(|p| p.value == region.province_code).map_or("", |p| &p.label);
            let host = base.host(&Site::Region(region.slug.clone()));
            let hint = if region.autonomous {
                format!("{province}, kode {}. Alamatnya nanti {host}", region.code)
            } else {
                format!("{province}, kode {}. Wilayah administratif", region.code)
            };
            Choice::new(region.code.to_string(), &region.name).hint(hint).chosen_in(&field)
        })
        .collect();
    if let Some(sentence) = wrong {
        field = match found {
            [one, two] if namesakes => field.wrong(format!("Pilih {} atau {}.", one.name, two.name)),
            _ => field.wrong(sentence),
        };
    }
    Answers { legend, field, choices }
}

fn refused(region: &Region, standing: Standing, base: &Base) -> Option<Refused> {
    let name = &region.name;
    let hall = || Some(base.origin(&Site::Region(region.slug.clone())));
    Some(match standing {
        Standing::Free => return None,
        Standing::NotAutonomous => Refused {
            title: format!("{name} tidak mendaftar sendiri"),
            text: "Enam kota dan kabupaten di DKI Jakarta adalah wilayah administratif. Layanannya dikelola provinsi, \
                   jadi tidak mendaftar sendiri di sini."
                .to_owned(),
            contact: None,
            hall: None,
        },
        Standing::SigningUp { since, contact } => Refused {
            title: format!("{name} sedang didaftarkan"),
            text: format!(
                "Seseorang mendaftarkannya pada {}. Tanyakan dahulu kepada rekan Anda itu.",
                Words::default().moment(since, Zone::Wib)
            ),
            contact: Some(contact),
            hall: None,
        },
        Standing::Joined { open: true, contact } => Refused {
            title: format!("{name} sudah bergabung"),
            text: "Balainya sudah buka. Untuk ikut mengelola, mintalah undangan kepada penanggung jawabnya.".to_owned(),
            contact,
            hall: hall(),
        },
        Standing::Joined { open: false, contact } => Refused {
            title: format!("{name} sudah disetujui"),
            text: "Balainya sedang disiapkan atau ditutup sementara. Tanyakan kepada penanggung jawabnya.".to_owned(),
            contact,
            hall: None,
        },
    })
}
