//! `/kelola/warga/{id}/anak`: the parent who sits there, with her card and the family card, gets an account for her child.

use actix_web::{HttpResponse, web};
use askama::Template;
use balai_identity::{ChildRefused, NewAssisted};
use balai_kernel::{Nik, PersonName};
use balai_rbac::support::Reason;
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Utc};

use super::{HERE, Serving, find_visit, too_many};
use crate::desk::answer;
use crate::desk::typed::Typed;
use crate::fault::Fault;
use crate::forms::{Choice, ErrorSummary, Field};
use crate::frame::{DeskTab, Frame};
use crate::words::Words;

const NAME: &str = "nama";
const NUMBER: &str = "nik";
const CARD: &str = "kk";
const YES: &str = "ya";
/// A child of this age has a card of its own: UU 24/2013, article 63.
const GROWN: i32 = 17;

/// The page.
#[derive(Template)]
#[template(path = "desk/citizens/child.html")]
pub struct Child {
    /// The language of the desk.
    pub w: Words,
    /// The frame.
    pub frame: Frame,
    /// The parent.
    pub parent: String,
    /// Her page.
    pub back: String,
    /// What is wrong.
    pub summary: ErrorSummary,
    /// The child's name.
    pub name: Field,
    /// The child's number.
    pub number: Field,
    /// That the family card shows both.
    pub card: Field,
    /// Its one answer.
    pub seen: Vec<Choice>,
}

/// `GET /kelola/warga/{id}/anak`
pub async fn show(staff: Serving, id: web::Path<String>) -> Result<HttpResponse, Fault> {
    answer::page(&page(&staff, &id, [Field::new(NAME), Field::new(NUMBER), Field::new(CARD)]).await?)
}

/// `POST /kelola/warga/{id}/anak`
pub async fn submit(staff: Serving, id: web::Path<String>, typed: Typed) -> Result<HttpResponse, Fault> {
    let (visit, _) = find_visit(&staff, &id).await?;
    let [mut name, mut number, mut card] = [NAME, NUMBER, CARD].map(|name| typed.field(name));
    let person = name.need("Tulis nama anak seperti di Kartu Keluarga.", PersonName::parse);
    let nik = number.need("Tulis 16 angka NIK anak dari Kartu Keluarga.", Nik::parse);
    if card.value != YES {
        card.error = Some("Lihat Kartu Keluarga aslinya dulu.".to_owned());
    }
    if let (Some(person), Some(nik), None) = (person, nik, &card.error) {
        let grown = nik.birth_date(staff.today()).and_then(grown).unwrap_or(staff.act.at);
        let purpose = "Diurus orang tuanya".parse::<Reason>().map_err(|error| Fault::ours(&error))?;
        let (app, new) = (&staff.app, NewAssisted { name: person, nik, purpose });
        let parent = (&visit, staff.who.name.as_str());
        match app.identity.open_child(&staff.act, &app.kek, &staff.db, parent, &new, grown).await {
            Ok(_) => return answer::see(format!("{HERE}/{id}?kabar=anak")),
            Err(ChildRefused::Grown) => {
                number.error = Some("Menurut NIK, ia sudah 17 tahun. Bukakan akunnya sendiri.".to_owned());
            }
            Err(ChildRefused::LookedInto) => {
                number.error = Some("Nomor ini perlu dicek dulu oleh kementerian. Layani seperti biasa.".to_owned());
            }
            Err(ChildRefused::Over) => return Err(Fault::NotFound),
            Err(ChildRefused::TooManyTries(until)) => return Err(too_many(&staff, until)),
            Err(ChildRefused::Storage(error)) => return Err(error.into()),
        }
    }
    answer::wrong(&page(&staff, &id, [name, number, card]).await?)
}

/// When somebody born that day is grown up.
fn grown(born: NaiveDate) -> Option<DateTime<Utc>> {
    let year = born.year() + GROWN;
    // who was born on 29 February is a day later, in most years
    let day = born.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))?;
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

/// The page, with a complaint or without; only for a parent whose card was seen.
async fn page(staff: &Serving, id: &str, [name, number, card]: [Field; 3]) -> Result<Child, Fault> {
    let (visit, account) = find_visit(staff, id).await?;
    visit.card_seen_at.ok_or(Fault::NotFound)?;
    Ok(Child {
        w: Words::default(),
        frame: staff.frame(&staff.db.read().await?, Some(DeskTab::Citizens)).await?,
        parent: account.name.to_string(),
        back: format!("{HERE}/{id}"),
        summary: ErrorSummary::of([&name, &number, &card]),
        seen: vec![Choice::new(YES, "Kartu Keluarga asli memuat orang tua dan anak ini").chosen_in(&card)],
        name,
        number,
        card,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_grown_up_on_its_seventeenth_birthday() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(grown(day("2015-08-12")).unwrap().date_naive(), day("2032-08-12"));
        assert_eq!(grown(day("2012-02-29")).unwrap().date_naive(), day("2029-03-01"));
    }
}
